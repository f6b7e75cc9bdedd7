"""Documents as text: what is in a file, in which encoding, or why it can't be read.

UTF-8 is expected. UTF-16 and the two single-byte encodings of our languages, cp1251 and
KZ-1048 (its Kazakh sister), are recognised and read, and the note says so. Anything else
is refused rather than guessed.
"""

from __future__ import annotations

import codecs
import io
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TextIO

from tm.errors import UnreadableFile

STANDARD_INPUT = "standard input"  # what `-` is called
SAMPLE = 1 << 18  # bytes or characters that tell the encoding of a file
LARGEST = 1 << 28  # bytes; what is larger is no document

_MAGIC = {
    b"PK\x03\x04": "a ZIP archive (DOCX, XLSX, ODT …)",
    b"%PDF": "a PDF",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
    b"\x1f\x8b": "a gzip archive",
    b"{\\rtf": "an RTF file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, which begins in the same way
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b\x1c\x1d\x1e"))
_CYRILLIC = "[\u0400-\u052f]"
# What Kazakh letters of KZ-1048 turn into when they are read as cp1251.
_MISREAD_KAZAKH = re.compile("[ЈјҐЄєЇїЅѕЎўЂђЃѓЉљЊњЌќЋћЏџ]")
_EXPECTED = re.compile(f"{_CYRILLIC}|[\u2010-\u203a«»№§©®°±·…€¤\u00a0]")
_MIXED_WORD = re.compile(f"[A-Za-z]{_CYRILLIC}|{_CYRILLIC}[A-Za-z]")
_USUAL = re.compile(f"[\\s\u0020-\u007e\u00a0-\u00ff]|{_CYRILLIC}|[\u2010-\u20bf]")
_COMMON = re.compile("[оеаинтсрвлыдкОЕАИНТСРВЛЫДК]")  # two of three letters of both languages


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The text of a file and the encoding it was read in; `note` says what a user should know of it."""

    path: str
    text: str
    encoding: str
    note: str | None = None


def read_text(path: Path | str) -> DocumentText:
    """The text of a file; `-` is standard input.

    Raises UnreadableFile when it is missing, empty, binary, too large, or in an encoding
    that is not known here.
    """
    return text_in(_content(path), STANDARD_INPUT if str(path) == "-" else path)


def text_in(content: bytes, path: Path | str) -> DocumentText:
    """The text that bytes are; `path` is what to call them. Raises UnreadableFile as `read_text` does."""
    if len(content) >= LARGEST:
        raise UnreadableFile(path, f"has {LARGEST >> 20} MiB or more; split it first")
    for start, kind in _MAGIC.items():
        if content.startswith(start):
            raise UnreadableFile(path, f"is {kind}, not text; save it as plain text first")
    text, encoding = _decoded(path, content)
    if not text.strip("\ufeff").strip():
        raise UnreadableFile(path, "is empty; there is nothing to read")
    note = None if encoding.startswith("utf-8") else f"{path}: read as {encoding}, not UTF-8"
    return DocumentText(str(path), text, encoding, note)


@contextmanager
def opened(path: Path | str, declared: str | None = None) -> Iterator[TextIO]:
    """A text file of any size, open for reading in the encoding that it is in, its newlines as they are.

    Its `encoding` is as `read_text` finds it, and where it is not a Unicode one the `declared` one, if there
    is one. Raises UnreadableFile as that does, also while it is read.
    """
    try:
        if Path(path).is_dir():
            raise UnreadableFile(path, "is a folder; name a file")
        with Path(path).open("rb") as stream:
            encoding = _recognised(path, stream, declared)
            stream.seek(0)
            with io.TextIOWrapper(stream, encoding, newline="") as text:
                yield text
    except FileNotFoundError as error:
        raise UnreadableFile(path, "no such file") from error
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            path, f"begins like {error.encoding}, but is not; convert it to UTF-8"
        ) from error
    except OSError as error:
        raise UnreadableFile(path, f"can't be read: {error.strerror or error}") from error


def _recognised(path: Path | str, stream: BinaryIO, declared: str | None) -> str:
    """The encoding of an open file, from its start, or from the first place that is not UTF-8."""
    sample = stream.read(SAMPLE)
    if not sample:
        raise UnreadableFile(path, "is empty; there is nothing to read")
    for start, kind in _MAGIC.items():
        if sample.startswith(start):
            raise UnreadableFile(path, f"is {kind}, not text; save it as plain text first")
    marked = next((encoding for bom, encoding in _BOMS if sample.startswith(bom)), None)
    if marked:
        return marked
    if b"\0" in sample:
        return _decoded(path, sample)[1]
    stream.seek(0)
    try:
        for _ in codecs.iterdecode(iter(lambda: stream.read(SAMPLE), b""), "utf-8"):
            pass
    except UnicodeDecodeError as error:
        line = error.object.rfind(b"\n", 0, error.start) + 1
        window = error.object[line:] + stream.read(SAMPLE)
        encoding = declared or single_byte(window)
        if encoding is None:
            raise _undecodable(path, error.object, None, error) from error
        return encoding
    if _is_binary(sample):
        raise UnreadableFile(path, "is binary, not text")
    return "utf-8"


def _content(path: Path | str) -> bytes:
    """What the file holds, `LARGEST` bytes at most: it may be a device without end."""
    try:
        if str(path) == "-":
            if sys.stdin is None:
                raise UnreadableFile(STANDARD_INPUT, "is closed")
            return sys.stdin.buffer.read(LARGEST)
        if Path(path).is_dir():
            raise UnreadableFile(path, "is a folder; name a file")
        with Path(path).open("rb") as stream:
            return stream.read(LARGEST)
    except FileNotFoundError as error:
        raise UnreadableFile(path, "no such file") from error
    except (OSError, ValueError) as error:
        raise UnreadableFile(path, f"can't be read: {getattr(error, 'strerror', None) or error}") from error


def _decoded(path: Path | str, content: bytes) -> tuple[str, str]:
    """The text and its encoding: by its byte order mark, else UTF-8, UTF-16, or a single-byte one."""
    marked = next((encoding for bom, encoding in _BOMS if content.startswith(bom)), None)
    if marked or b"\0" not in content:
        try:
            text = content.decode(marked or "utf-8")
        except UnicodeDecodeError as error:
            encoding = None if marked else single_byte(content)
            if encoding is None:
                raise _undecodable(path, content, marked, error) from error
            text, marked = content.decode(encoding), encoding
        if "\0" in text or _is_binary(content):
            raise UnreadableFile(path, "is binary, not text")
        return text, marked or "utf-8"
    for encoding in ("utf-16-le", "utf-16-be"):
        decoded = _if_decodable(content, encoding)
        if decoded and "\0" not in decoded and _plausible_utf16(decoded):
            return decoded, encoding
    raise UnreadableFile(path, "is binary, not text")


def _is_binary(content: bytes) -> bool:
    """Whether more than one byte in two hundred is a control character; UTF-16 has none of its own."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    return sum(content.count(byte) for byte in _CONTROLS) * 200 > len(content)


def single_byte(content: bytes) -> str | None:
    """Which of the single-byte encodings makes Kazakh or Russian of these bytes; None if neither does.

    Not those of a UTF-8 file with a few broken bytes, where most of the others make sense as they are.
    """
    as_utf8 = content[:SAMPLE].decode("utf-8", "replace")
    broken = as_utf8.count("\ufffd")
    if len(as_utf8.encode("ascii", "ignore")) + 2 * broken < len(as_utf8):
        return None
    text = content[:SAMPLE].decode("cp1251", "replace")
    if _is_binary(content) or not _plausible_cyrillic(text):
        return None
    if len(_MISREAD_KAZAKH.findall(text)) * 200 > len(text) and _if_decodable(content, "kz1048"):
        return "kz1048"
    return "cp1251" if _if_decodable(content, "cp1251") else None


def _if_decodable(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _plausible_utf16(text: str) -> bool:
    """Whether nearly all of it is white space, Latin, Cyrillic, or punctuation."""
    text = text[:SAMPLE]
    return len(_USUAL.findall(text)) >= 0.9 * len(text)


def _plausible_cyrillic(text: str) -> bool:
    """Whether bytes read as cp1251 make Kazakh or Russian: of text in another encoding they make none.

    In KOI8-R and cp866 other letters than the common ones stand in the places of these, and
    accented Latin letters turn into lone Cyrillic ones, often inside Latin words.
    """
    high = [char for char in text if char > "\x7f"]
    letters = len(re.findall(_CYRILLIC, text))
    expected = sum(bool(_EXPECTED.match(char) or _MISREAD_KAZAKH.match(char)) for char in high)
    return (
        expected >= 0.9 * len(high)
        and (letters == 0 or letters >= 0.2 * len(re.findall("[A-Za-z]", text)))
        and len(_COMMON.findall(text)) >= 0.55 * (letters - len(_MISREAD_KAZAKH.findall(text)))
        and len(_MIXED_WORD.findall(text)) <= 0.02 * letters
    )


def _undecodable(
    path: Path | str, content: bytes, marked: str | None, error: UnicodeDecodeError
) -> UnreadableFile:
    if marked and marked != "utf-8-sig":
        return UnreadableFile(path, f"begins like {marked}, but is not; convert it to UTF-8")
    line = content.count(b"\n", 0, error.start) + 1
    byte = f"0x{error.object[error.start]:02x}"
    problem = f"is not UTF-8 (byte {byte}), nor UTF-16 or cp1251; mend it, or convert the file to UTF-8"
    return UnreadableFile(f"{path}:{line}", problem)
