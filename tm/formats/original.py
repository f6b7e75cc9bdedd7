"""A file as it was, character by character, to be written again with some places changed."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tm.errors import UnreadableFile
from tm.formats.documents import STANDARD_INPUT, opened
from tm.formats.output import written
from tm.formats.packed import PackedFile
from tm.formats.xml_stream import SAMPLE, codecs_name, encoding_of

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, which begins in the same way
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ASCII = re.compile(rb"""<\?xml\s[^>]{0,500}?encoding\s*=\s*["'](?:us-)?ascii["']""", re.IGNORECASE)
_CHUNK = 1 << 20


class Edit(NamedTuple):
    """A stretch of a text, half-open, and what stands there instead."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Original:
    """The text of a file, its encoding, the byte order mark that it begins with, and what ends its lines."""

    path: Path | str
    text: str
    encoding: str
    mark: bytes = b""
    newline: str = "\n"

    def lacks(self, text: str) -> str:
        """Why a text can't be written in the encoding of the file; empty where it can."""
        try:
            text.encode(self.encoding)
        except UnicodeEncodeError:
            chars = "".join(char for char in dict.fromkeys(text) if not char.encode(self.encoding, "ignore"))
            return f"{chars[:20]!r} can't be written in {self.encoding}; convert the file to UTF-8"
        return ""

    def write(self, output: Path | str, edits: Iterable[Edit], errors: str = "strict") -> None:
        """Write it with the edits, which do not overlap; what is not edited stays byte for byte."""
        parts, at = [], 0
        for edit in sorted(edits, key=lambda edit: edit[:2]):
            parts += [self.text[at : edit.start], edit.text]
            at = edit.end
        parts.append(self.text[at:])
        content = self.mark + "".join(parts).encode(self.encoding, errors)
        with written(output) as stream:
            stream.write(content)


def of_xml(path: Path | str) -> Original:
    """The original of an XML file that a parser has read, packed or not. Raises UnreadableFile."""
    content = _content(path)
    found = encoding_of(content[:SAMPLE])
    encoding = "ascii" if _ASCII.search(content[:1000]) and content.isascii() else found.encoding
    return _decoded(path, content, encoding)


def of_text(path: Path | str, declared: str | None = None) -> Original:
    """The original of a text file, in the encoding that it is in; `declared` as `documents.opened` has it.

    Raises UnreadableFile.
    """
    if str(path) == "-":
        raise UnreadableFile(STANDARD_INPUT, "a document is filled in its place; name a file")
    with opened(path, declared) as stream:
        encoding = stream.encoding
    return _decoded(path, _content(path), encoding)


def _content(path: Path | str) -> bytes:
    with PackedFile(path) as stream:
        return b"".join(iter(lambda: stream.read(_CHUNK), b""))


def _decoded(path: Path | str, content: bytes, encoding: str) -> Original:
    for mark, marked in _MARKS:
        if content.startswith(mark):
            encoding = marked
            break
    else:
        mark = b""
    try:
        text = content[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            path, f"is not {error.encoding} throughout; convert the file to UTF-8"
        ) from error
    newline = "\r\n" if "\r\n" in text else "\n"
    return Original(path, text, codecs_name(encoding), mark, newline)
