"""Writing: a file appears whole or not at all."""

from __future__ import annotations

import gzip
import os
import shutil
import sys
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, cast

from tm.errors import UnwritableOutput


@contextmanager
def written(path: Path | str) -> Iterator[BinaryIO]:
    """A file to write to that takes its name only when the block ends well; `-` is standard output.

    Written beside its place and renamed, so that a reader sees the old content or the new
    one, never a part. When the block raises, nothing is left. What is written to a name that ends
    in `.gz` is packed. Raises UnwritableOutput when the folder is missing, is not ours to write to,
    or the disk is full, and for a `.zip`.
    """
    if str(path).lower().endswith(".zip"):
        raise UnwritableOutput(path, "ZIP archives are read, but not written; name a .gz or an unpacked file")
    if str(path) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    place = Path(path)
    try:
        place = place.resolve()
        if place.is_symlink():  # resolved, it can only be a loop; before Python 3.13 resolve() raises
            raise UnwritableOutput(path, "is a link that leads back to itself")
        if place.exists() and not place.is_file():
            if place.is_dir():
                raise UnwritableOutput(path, "is a folder; name a file")
            with place.open("wb") as stream:  # a pipe or a device can't be renamed over
                yield stream
            return
    except (OSError, RuntimeError) as error:
        raise UnwritableOutput(path, f"can't be written: {_reason(error)}") from error
    part = place.with_name(f".{place.name[:40]}.{os.getpid()}.part")
    try:  # from before the part is made, for an interruption may come at any time
        with part.open("wb") as stream:
            if place.exists():
                shutil.copymode(place, part)
            if place.suffix.lower() == ".gz":
                with gzip.GzipFile("", "wb", fileobj=stream, mtime=0) as packed:
                    yield cast(BinaryIO, packed)
            else:
                yield stream
        part.replace(place)
    except OSError as error:
        raise UnwritableOutput(path, f"can't be written: {_reason(error)}") from error
    finally:
        with suppress(OSError):  # a place that is none has said so
            part.unlink(missing_ok=True)


class WrittenFile:
    """The `with` block of a writer: its file appears when that ends well, `_finish` having ended it."""

    _path: Path | str
    _stream: BinaryIO
    _stack: ExitStack

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            self._stream = stack.enter_context(written(self._path))
            self._begin_in(stack)
            stack.push(self._finish)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def _begin_in(self, stack: ExitStack) -> None:
        """Open what the writer needs beside its file."""

    def _finish(self, kind: type[BaseException] | None, *_: object) -> None:
        """Write what comes last, unless an error of this kind ended the block."""


@contextmanager
def folder(path: Path | str) -> Iterator[Path]:
    """The folder, made if it is not there, and gone again if the block raises before anything is in it.

    Raises UnwritableOutput when it can't be made.
    """
    place = Path(path)
    there = place.is_dir()
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UnwritableOutput(path, f"can't be made a folder: {_reason(error)}") from error
    try:
        yield place
    except BaseException:
        if not there and not any(place.iterdir()):
            place.rmdir()
        raise


@contextmanager
def new_folder(path: Path | str, ours: Collection[str]) -> Iterator[Path]:
    """A folder to fill that takes its name only when the block ends well.

    Filled beside its place and renamed. A folder that is there is replaced, if it holds nothing but files of
    the names in `ours`. When the block raises, nothing is left and the old one stays. Raises
    UnwritableOutput when something else is there, or the folder can't be made.
    """
    try:
        place = Path(path).resolve()
        if place.exists() and not place.is_dir():
            raise UnwritableOutput(path, "is a file; name a folder")
        there = place.iterdir() if place.exists() else ()
        others = sorted(one.name for one in there if one.name not in ours or not one.is_file())
        if others:
            raise UnwritableOutput(path, f"holds {others[0]}; name a new folder, or an empty one")
        part, old = (place.with_name(f".{place.name[:40]}.{os.getpid()}.{end}") for end in ("part", "old"))
        part.mkdir()
    except (OSError, RuntimeError) as error:
        raise UnwritableOutput(path, f"can't be made a folder: {_reason(error)}") from error
    try:
        yield part
        if place.exists():
            place.rename(old)
        part.rename(place)
    except OSError as error:
        raise UnwritableOutput(path, f"can't be written: {_reason(error)}") from error
    finally:
        if old.exists() and not place.exists():  # interrupted between the two
            old.rename(place)
        for gone in (part, old):
            shutil.rmtree(gone, ignore_errors=True)


def _reason(error: Exception) -> str:
    reason = (getattr(error, "strerror", None) or str(error)).lower()
    return f"{reason}; make the folder first" if isinstance(error, FileNotFoundError) else reason


@contextmanager
def together(place: Path) -> Iterator[Path]:
    """A folder to write files into that all take their names in the folder `place` when the block ends well.

    Files of the same names there are replaced; when the block raises, they stay, and nothing is left. Raises
    UnwritableOutput when the folder is missing or can't be written to.
    """
    part = place / f".{os.getpid()}.part"
    try:
        part.mkdir()
    except OSError as error:
        raise UnwritableOutput(place, f"can't be written to: {_reason(error)}") from error
    try:
        yield part
        files = sorted(part.iterdir())
        for file in files:
            if (place / file.name).is_dir():
                raise UnwritableOutput(place / file.name, "is a folder; name other files")
        for file in files:
            file.replace(place / file.name)
    except OSError as error:
        raise UnwritableOutput(place, f"can't be written to: {_reason(error)}") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
