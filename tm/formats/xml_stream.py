"""An XML file as a stream of bytes that a parser can trust: in a known encoding, and within limits.

What a file declares of its encoding is held against its first bytes. Where the two disagree and one reading
alone makes sense, that one is taken and a warning says so.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from lxml import etree

from tm.errors import MalformedLine, UnreadableFile
from tm.formats.documents import single_byte
from tm.formats.packed import PackedFile

SAMPLE = 1 << 22  # bytes from the start that must agree with the encoding
PROLOGUE = (
    1 << 20
)  # bytes before the root; what a DOCTYPE declares may take a parser the square of its length
ELEMENT = 1 << 25  # bytes that may pass without the end of a unit; a parser needs about ten times as much
_CHUNK = 1 << 16
_DECLARATION = re.compile(r"\s*<\?xml\s[^>]{0,500}?\?>")
# Only there: in Ukrainian and Serbian cp1251 has letters that KZ-1048 has Kazakh ones for.
_OF_KAZAKH = re.compile(rb"(?:lang|language|srclang)=[\"']kk\b", re.IGNORECASE)
_ENCODING = re.compile(rb"""<\?xml\s[^>]{0,500}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, which begins in the same way
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REFERENCE = re.compile("&#(?:x([0-9A-Fa-f]{1,8})|([0-9]{1,10}));")
_OPEN_REFERENCE = re.compile("&(?:#[0-9A-Fa-fx]{0,11})?$")

Read = Callable[[int], bytes]


class XmlStream:
    """The bytes of an XML file for a parser, in UTF-8 whatever the file is in and declares.

    Use it in a `with` block. `warnings` says what was mended. `since` counts the bytes read since the caller
    last set it to 0: more than `ELEMENT` are refused, so that a unit without end does not fill the memory.
    Until the caller sets `begun`, which is for it to do at the root, no more than `PROLOGUE` are read.
    With `tolerant`, bytes and characters that XML can't hold are left out; `dropped` counts the characters.
    Raises UnreadableFile as `PackedFile` does, and for an encoding that is unknown or does not fit.
    """

    def __init__(self, path: Path | str, *, tolerant: bool = False) -> None:
        self.file = PackedFile(path)
        self.path = self.file.path
        self.warnings: list[str] = []
        self.since, self.begun = 0, False
        self._cleaned: _Cleaned | None = None
        try:
            self._start(tolerant)
        except BaseException:
            self.file.close()
            raise

    def _start(self, tolerant: bool) -> None:
        start = self.file.read(SAMPLE)
        if not start.strip():
            raise UnreadableFile(self.path, "is empty; there is nothing to read")
        found = encoding_of(start)
        if found.warning:
            self.warnings.append(f"{self.path}: {found.warning}")
        ahead = _Ahead(start, self.file.read)
        self._next: Read = ahead.read
        if found.warning or tolerant or found.encoding != "utf-8":
            self._cleaned = _Cleaned(self.path, ahead.read, found.encoding, tolerant)
            self._next = self._cleaned.read

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.file.close()

    @property
    def dropped(self) -> int:
        """How many characters were left out because XML can't hold them."""
        return self._cleaned.dropped if self._cleaned else 0

    def read(self, size: int = _CHUNK) -> bytes:
        """The next bytes, in UTF-8; empty at the end."""
        piece = self._next(size)
        self.since += len(piece)
        if self.since > PROLOGUE and not self.begun:
            problem = f"has {PROLOGUE >> 20} MiB and more before its first element; refused"
            raise UnreadableFile(self.path, problem)
        if self.since > ELEMENT:
            problem = f"goes on for {ELEMENT >> 20} MiB without the end of a unit; refused"
            raise UnreadableFile(self.path, problem)
        return piece


class Found(NamedTuple):
    """The encoding of bytes, and what is to be said of it where they are not as they should be."""

    encoding: str
    warning: str | None = None


def encoding_of(start: bytes) -> Found:
    """The encoding of an XML file by its first bytes: by a mark, by zeros, by what it declares if that fits.

    >>> encoding_of(b'<?xml version="1.0" encoding="UTF-16"?><tmx/>')
    Found(encoding='utf-8', warning='declares UTF-16, but is UTF-8; read as that')
    """
    declared = _ENCODING.search(start[:1000])
    named = declared[1].decode("ascii") if declared else "UTF-8"
    for mark, encoding in _BOMS:
        if start.startswith(mark):
            rare = "is UTF-32, which few programs read; save it as UTF-8"
            return Found(encoding, rare if encoding == "utf-32" else None)
    if len(start) > 1 and start[:2].count(0) == 1:  # UTF-16 without a mark
        return Found("utf-16-le" if start[1] == 0 else "utf-16-be")
    warning = None
    if start[:1].isspace() and start.lstrip().startswith(b"<?xml"):
        warning = "begins with white space before the XML declaration; read without it"
    if _is_utf8(start):
        lies = not start.isascii() or named.lower().startswith(("utf-16", "utf-32"))
        if lies and codecs_name(named) != "utf-8":
            return Found("utf-8", f"declares {named}, but is UTF-8; read as that")
        return Found("utf-8" if codecs_name(named) in ("ascii", "utf-8") else named, warning)
    if codecs_name(named) == "cp1251" and _OF_KAZAKH.search(start) and single_byte(start) == "kz1048":
        return Found("kz1048", f"declares {named}, but is kz1048; read as that")
    if codecs_name(named) not in ("utf-8", "utf-16", "ascii"):
        return Found(named, warning)
    fitting = single_byte(start)
    if fitting is None:
        return Found("utf-8", warning)  # the parser says on which line it is none
    said = f"declares {named}" if declared else "declares no encoding"
    return Found(fitting, f"{said}, but is {fitting}; read as that")


def codecs_name(encoding: str) -> str:
    """The usual name of an encoding, the name as it is where it is not known."""
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return encoding


def _is_utf8(start: bytes) -> bool:
    """Whether these bytes are UTF-8; the last character may be cut."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return False
    return True


class _Ahead:
    """Bytes that were read ahead, then the rest."""

    def __init__(self, start: bytes, rest: Read) -> None:
        self._start, self._rest = memoryview(start), rest

    def read(self, size: int) -> bytes:
        if not self._start:
            return self._rest(size)
        piece, self._start = bytes(self._start[:size]), self._start[size:]
        return piece


class _Cleaned:
    """Bytes of any encoding as UTF-8, the declaration blanked since it would be wrong.

    The lines stay as they are, so that messages name the right ones.
    """

    def __init__(self, path: Path | str, read: Read, encoding: str, tolerant: bool) -> None:
        try:
            decoder = codecs.getincrementaldecoder(encoding)
        except LookupError:
            problem = f"declares the encoding {encoding}, which is not known; convert it to UTF-8"
            raise UnreadableFile(path, problem) from None
        wide = codecs_name(encoding).startswith(("utf-16", "utf-32"))
        passing = (
            "surrogatepass" if wide else "surrogateescape"
        )  # so that what is no character can be counted
        self._decoder = decoder(passing if tolerant else "strict")
        self._path, self._read, self._tolerant = path, read, tolerant
        self._lines, self._first, self._kept, self.dropped = 1, True, "", 0

    def read(self, size: int) -> bytes:
        while True:
            piece = self._read(size)
            text = self._decoded(piece)
            if self._first and text:
                text = text.removeprefix("\ufeff")
                text = _DECLARATION.sub(lambda found: re.sub(r"\S", " ", found[0]), text, count=1)
                self._first = False
            if self._tolerant:
                text = self._without_foreign(text, last=not piece)
            if text or not piece:
                return text.encode("utf-8", "surrogatepass")

    def _decoded(self, piece: bytes) -> str:
        try:
            text = self._decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as error:
            line = self._lines + error.object[: error.start].count(b"\n")
            byte = f"0x{error.object[error.start]:02x}"
            problem = f"a byte that is not {error.encoding} ({byte}); convert the file to UTF-8"
            raise MalformedLine(self._path, line, problem) from error
        self._lines += text.count("\n")
        return text

    def _without_foreign(self, text: str, *, last: bool) -> str:
        """The text without characters, or references to characters, that XML can't hold."""
        text = self._kept + text
        cut = None if last else _OPEN_REFERENCE.search(text)
        text, self._kept = (text[: cut.start()], text[cut.start() :]) if cut else (text, "")
        text, dropped = _NOT_XML.subn("", text)
        self.dropped += dropped
        return _REFERENCE.sub(self._if_possible, text)

    def _if_possible(self, found: re.Match[str]) -> str:
        number = int(found[1], 16) if found[1] else int(found[2])
        if number <= 0x10FFFF and not _NOT_XML.match(chr(number)):
            return found[0]
        self.dropped += 1
        return ""


def safe_parser(stream: XmlStream, names: Iterable[str] | None) -> etree.iterparse:
    """Start and end of the elements of these names, whatever their namespace; of all where names is None.

    Nothing that the file names is opened, an entity stays an entity, and the parser's own limits hold.
    """
    return etree.iterparse(
        stream,
        events=("start", "end"),
        tag=None if names is None else [f"{{*}}{name}" for name in names],
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )


def declares_entities(root: etree._Element) -> bool:
    """Whether the document type has entities of its own; asked at the root, before any can be used."""
    dtd = root.getroottree().docinfo.internalDTD
    return dtd is not None and any(True for _ in dtd.iterentities())


def explained(error: etree.XMLSyntaxError, log: etree._ListErrorLog) -> tuple[int, str]:
    """Where a file is not well-formed, as its line, and why, in words that help.

    The parser speaks of its own switches, and forgets the place when an entity is unknown; `log` is what it
    noted.
    """
    line, said = error.lineno, str(error.msg)
    if not line and len(log):  # the last thing noted is what stopped it
        line, said = log[-1].line, log[-1].message
    said = re.sub(r", line \d+, column \d+$", "", " ".join(said.split()))
    for sign, words in _WORDS:
        if sign in said:
            return line or 1, words
    return line or 1, f"not well-formed XML: {said}"


_WORDS = (
    ("not defined", "refers to an entity that is not declared"),
    ("Text node too long", "a text of more than ten million bytes; refused"),
    ("Buffer size limit", "an attribute or a name of more than ten million bytes; refused"),
    ("Excessive depth", "elements more than 256 deep; refused"),
    ("amplification", "entities that grow without end; refused"),
    ("invalid Char", "a character that XML can't hold; --drop-invalid leaves such characters out"),
    ("out of allowed range", "a character that XML can't hold; --drop-invalid leaves such characters out"),
    ("invalid xmlChar", "a character that XML can't hold; --drop-invalid leaves such characters out"),
    ("Invalid bytes", "bytes that are not UTF-8: declare the encoding, or convert the file"),
    ("Incomplete UTF-8", "the file ends in the middle of a character: it was cut off"),
    ("Premature end", "the file ends too early: it was cut off"),
    ("Extra content", "something follows the end of the document: two files in one, or what is no XML"),
)
