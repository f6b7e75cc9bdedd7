"""Office documents as ZIP archives, opened only where they are no traps."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from tm.errors import UnreadableFile
from tm.formats.memory import refuse_stream

LARGEST = 1 << 31  # bytes of all parts
RATIO = 400  # how often a part may be larger than compressed: one row repeated is 115 times, a bomb 1,000
WHOLE = 1 << 26  # bytes of a part that may be compressed as it likes; not all may be larger
PARTS = 10_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMED = ("xl/worksheets/", "xl/sharedstrings", "xl/media/", "xl/embeddings/")


@contextmanager
def checked(path: Path | str) -> Iterator[BinaryIO]:
    """A workbook, open for reading. Raises UnreadableFile where it is none, is protected, or is a trap."""
    try:
        if Path(path).is_dir():
            raise UnreadableFile(path, "is a folder; name a file")
        refuse_stream(path, "save it as a file first")
        with Path(path).open("rb") as stream:
            start = stream.read(len(_OLE))
            if not start:
                raise UnreadableFile(path, "is empty; there is nothing to read")
            if start == _OLE:
                problem = (
                    "is protected by a password, or an old Excel file; save it as XLSX without a password"
                )
                raise UnreadableFile(path, problem)
            _check(path, stream)
            stream.seek(0)
            yield stream
    except FileNotFoundError as error:
        raise UnreadableFile(path, "no such file") from error
    except OSError as error:
        raise UnreadableFile(path, f"can't be read: {error.strerror or error}") from error


def _check(path: Path | str, stream: BinaryIO) -> None:
    try:
        with zipfile.ZipFile(stream) as archive:
            parts = archive.infolist()
            if len(parts) > PARTS or sum(part.file_size for part in parts) > LARGEST:
                raise UnreadableFile(path, f"unpacks to more than {LARGEST >> 30} GiB; refused")
            for part in parts:
                if part.flag_bits & 1:
                    raise UnreadableFile(path, "is protected by a password; save it without")
                size = part.file_size
                if size > WHOLE and size > RATIO * max(part.compress_size, 1):
                    raise UnreadableFile(path, f"its part {part.filename} unpacks to {size:,} bytes; refused")
                if size > WHOLE and not part.filename.lower().startswith(_STREAMED):
                    raise UnreadableFile(path, f"its part {part.filename} has {size:,} bytes; refused")
            for part in parts:
                if not part.is_dir():
                    _refuse_doctype(path, archive, part)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError) as error:
        raise UnreadableFile(path, f"is no XLSX workbook, or a damaged one: {error}") from error


def _refuse_doctype(path: Path | str, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Reads a part up to its first element, before which alone a DOCTYPE may stand."""
    begun = []

    def refuse(*_: object) -> None:
        raise UnreadableFile(
            path, f"its part {part.filename} declares a DOCTYPE, which no workbook does; refused"
        )

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda *_: begun.append(True)
    with archive.open(part) as content:
        while not begun and (chunk := content.read(1 << 12)):
            try:
                parser.Parse(chunk)
            except expat.ExpatError:
                return  # no XML: a picture, or for openpyxl to refuse
