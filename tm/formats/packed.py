"""Files plain or packed, `.gz` or a `.zip` that holds one file, and never unpacked without end."""

from __future__ import annotations

import gzip
import sys
import zipfile
import zlib
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NoReturn, Self, cast

from tm.errors import UnreadableFile
from tm.formats.documents import STANDARD_INPUT

MOST_UNPACKED = 1 << 36  # bytes; no archive is unpacked further
HIGHEST_RATIO = 200  # unpacked to packed; XML of units that are much alike comes to 60
RATIO_FROM = 1 << 26  # bytes that may be unpacked before the ratio counts
_WRONG = (
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    zipfile.BadZipFile,
    zlib.error,
)  # of them NotImplementedError


class PackedFile:
    """The bytes of a file, unpacked while they are read; `-` is standard input.

    Raises UnreadableFile, when made or later: missing, a folder, empty, an archive that is damaged, asks a
    password, holds more than one file, or unpacks to `HIGHEST_RATIO` times its size and more.
    """

    def __init__(self, path: Path | str) -> None:
        self.path: Path | str = STANDARD_INPUT if str(path) == "-" else path
        self._size = 0  # of the file as it lies on the disk; 0 where that is not known
        self._unpacked = 0
        try:
            with ExitStack() as stack:
                self._raw, self._stream = self._opened(path, stack)
                self._stack = stack.pop_all()
        except FileNotFoundError as error:
            raise UnreadableFile(path, "no such file") from error
        except _WRONG as error:
            raise UnreadableFile(path, f"can't be read: {_reason(error)}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._stack.close()

    @property
    def share(self) -> float:
        """How much of the file was read, from 0 to 1; 0 where that is not known, 1 when it is closed."""
        if self._raw.closed:
            return 1.0
        return min(self._raw.tell() / self._size, 1.0) if self._size else 0.0

    def read(self, size: int) -> bytes:
        """The next bytes; empty at the end."""
        try:
            piece = self._stream.read(size)
        except _WRONG as error:
            raise UnreadableFile(self.path, f"can't be read to its end: {_reason(error)}") from error
        self._unpacked += len(piece)
        if self._stream is not self._raw and self._unpacked > self._allowed():
            self._refuse(f"unpacks to more than {HIGHEST_RATIO} times its size; unpack it if you trust it")
        return piece

    def _allowed(self) -> int:
        """How many bytes may have come out of what was read of an archive."""
        return min(max(RATIO_FROM, HIGHEST_RATIO * self._raw.tell()), MOST_UNPACKED)

    def _opened(self, path: Path | str, stack: ExitStack) -> tuple[BinaryIO, BinaryIO]:
        """The file, and what it unpacks to: the same where it is no archive."""
        if str(path) == "-":
            if sys.stdin is None:
                self._refuse("is closed")
            return sys.stdin.buffer, sys.stdin.buffer
        if Path(path).is_dir():
            self._refuse("is a folder; name a file")
        raw: BinaryIO = stack.enter_context(Path(path).open("rb"))  # noqa: SIM115 - the stack is the context
        if not raw.seekable():
            return raw, raw
        start = raw.read(4)
        raw.seek(0)
        self._size = Path(path).stat().st_size
        if start.startswith(b"\x1f\x8b"):
            return raw, stack.enter_context(cast(BinaryIO, gzip.open(raw)))
        if start == b"PK\x03\x04":
            return raw, stack.enter_context(self._member(stack.enter_context(zipfile.ZipFile(raw))))
        return raw, raw

    def _member(self, archive: zipfile.ZipFile) -> BinaryIO:
        """The one file in an archive; what a Macintosh adds is none."""
        inside = [one for one in archive.infolist() if not one.is_dir() and "__MACOSX/" not in one.filename]
        if len(inside) != 1:
            names = ", ".join(sorted(one.filename for one in inside)[:3]) or "none"
            self._refuse(f"is a ZIP archive of {len(inside)} files ({names}); unpack it and name one of them")
        if inside[0].flag_bits & 1:
            self._refuse("is a ZIP archive with a password; unpack it first")
        return cast(BinaryIO, archive.open(inside[0]))

    def _refuse(self, problem: str) -> NoReturn:
        raise UnreadableFile(self.path, problem)


def _reason(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error).lower() or type(error).__name__
