"""TMX 1.4b (LISA OSCAR), read and written as a stream: one translation unit in memory at a time.

The writer makes what the common CAT tools accept: UTF-8, a DOCTYPE, all header attributes,
a concrete source language, props before variants, no inline codes. The reader takes text and
props of 1.1 to 1.4b; it opens nothing that the file names, allows no entities, and refuses
what is ill-formed with the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from lxml import etree

from tm.errors import InputError, MalformedTMX, UnreadableFile
from tm.formats.output import written
from tm.units import TranslationUnit, Variant
from tm.version import __version__

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
CODES = frozenset(("bpt", "ept", "it", "ph", "ut"))  # inline codes: their content is not text
LONGEST = 5_000_000  # characters of a segment; XML readers stop at ten million bytes
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class TmxHeader:
    """What the header of a TMX file says; the attributes that TMX requires have defaults."""

    srclang: str
    adminlang: str = "en"
    segtype: str = "sentence"
    datatype: str = "plaintext"
    creationtool: str = "ushtil"
    creationtoolversion: str = __version__
    props: tuple[tuple[str, str], ...] = ()


class TmxWriter:
    """Writes translation units to a file that appears only when all is written.

    `dropped` counts the characters that XML can't hold and that were therefore left out.

    >>> import io, tempfile, pathlib
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "a.tmx"
    >>> with TmxWriter(path, TmxHeader(srclang="kk")) as writer:
    ...     writer.write(TranslationUnit("1", (Variant("kk", "Иә."), Variant("ru", "Да."))))
    >>> [unit.variant("ru").text for unit in read_tmx(path)]
    ['Да.']
    """

    def __init__(self, path: Path | str, header: TmxHeader) -> None:
        self.path, self.header, self.dropped = path, header, 0
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            stream = stack.enter_context(written(self.path))
            self._xml = stack.enter_context(etree.xmlfile(stream, encoding="utf-8"))
            self._xml.write_declaration()
            self._xml.write_doctype('<!DOCTYPE tmx SYSTEM "tmx14.dtd">')
            stack.enter_context(self._xml.element("tmx", version="1.4"))
            self._line(self._header())
            stack.enter_context(self._xml.element("body"))
            self._xml.write("\n")
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def write(self, unit: TranslationUnit) -> None:
        """Append one unit: its props, then its variants."""
        element = etree.Element("tu", tuid=self._clean(unit.tuid))
        self._add_props(element, unit.props)
        for variant in unit.variants:
            tuv = etree.SubElement(element, "tuv", {XML_LANG: variant.lang})
            self._add_props(tuv, variant.props)
            if len(variant.text) > LONGEST:
                raise InputError(
                    f"{unit.tuid}: a segment of {len(variant.text):,} characters is too long for TMX"
                )
            etree.SubElement(tuv, "seg").text = self._clean(variant.text)
        self._line(element)

    def _header(self) -> etree._Element:
        header = self.header
        element = etree.Element(
            "header",
            {
                "creationtool": header.creationtool,
                "creationtoolversion": header.creationtoolversion,
                "segtype": header.segtype,
                "o-tmf": "ushtil",
                "adminlang": header.adminlang,
                "srclang": header.srclang,
                "datatype": header.datatype,
            },
        )
        self._add_props(element, header.props)
        return element

    def _add_props(self, element: etree._Element, props: tuple[tuple[str, str], ...]) -> None:
        for kind, value in props:
            etree.SubElement(element, "prop", type=self._clean(kind)).text = self._clean(value)

    def _line(self, element: etree._Element) -> None:
        etree.indent(element, " ")  # touches no seg: it has no children
        self._xml.write(element)
        self._xml.write("\n")

    def _clean(self, text: str) -> str:
        clean, dropped = _NOT_XML.subn("", text)
        self.dropped += dropped
        return clean


def read_tmx(path: Path | str) -> Iterator[TranslationUnit]:
    """The translation units of a TMX file, one at a time, in order.

    Inline codes are left out of the text, what stands between them is kept. A unit without
    `tuid` gets its number. Raises UnreadableFile and MalformedTMX, the latter with the line.
    """
    for number, element in enumerate(_elements(path), start=1):
        yield _unit(path, element, number)


def read_header(path: Path | str) -> TmxHeader:
    """The header of a TMX file. Raises as `read_tmx`, and MalformedTMX where there is none."""
    for element in _elements(path, "header"):
        return TmxHeader(
            srclang=element.get("srclang", "*all*"),
            adminlang=element.get("adminlang", "en"),
            segtype=element.get("segtype", "sentence"),
            datatype=element.get("datatype", "plaintext"),
            creationtool=element.get("creationtool", ""),
            creationtoolversion=element.get("creationtoolversion", ""),
            props=_props(element),
        )
    raise MalformedTMX(path, 1, "has no header")


def _elements(path: Path | str, wanted: str = "tu") -> Iterator[etree._Element]:
    """The elements of one name, each freed after use; nothing outside the file is opened."""
    try:
        if Path(path).is_dir():
            raise UnreadableFile(path, "is a folder; name a file")
        with Path(path).open("rb") as stream:
            start = stream.read(2)
            if not start:
                raise UnreadableFile(path, "is empty; there is nothing to read")
            if start == b"\x1f\x8b":
                raise UnreadableFile(path, "is a gzip archive; unpack it first")
            stream.seek(0)
            yield from _parsed(path, stream, wanted)
    except etree.XMLSyntaxError as error:
        problem = " ".join(str(error.msg).split())
        raise MalformedTMX(path, error.lineno or 1, f"not well-formed XML: {problem}") from error
    except FileNotFoundError as error:
        raise UnreadableFile(path, "no such file") from error
    except (OSError, ValueError) as error:
        raise UnreadableFile(path, f"can't be read: {getattr(error, 'strerror', None) or error}") from error


def _parsed(path: Path | str, stream: BinaryIO, wanted: str) -> Iterator[etree._Element]:
    parser = etree.iterparse(
        stream,
        events=("start", "end"),
        tag=("{*}tmx", f"{{*}}{wanted}"),
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
    is_tmx = False
    for event, element in parser:
        name = _local(element)
        if event == "start":
            if name == "tmx" and element.getparent() is None:
                is_tmx = True
                _refuse_entities(path, element)
        elif name == wanted:
            parent = element.getparent()
            if parent is None or _local(parent) not in ("tmx", "body"):
                raise MalformedTMX(path, element.sourceline or 0, f"a {wanted} inside of another element")
            if any(child.tag is etree.Entity for child in element.iter()):
                raise MalformedTMX(path, element.sourceline or 0, "refers to an entity that is not declared")
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    if not is_tmx:
        raise MalformedTMX(path, 1, "is XML, but not TMX: the root is not <tmx>")


def _local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _refuse_entities(path: Path | str, root: etree._Element) -> None:
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and any(True for _ in dtd.iterentities()):
        raise MalformedTMX(path, 1, "declares entities, which a TMX file has no use for; refused")


def _unit(path: Path | str, element: etree._Element, number: int) -> TranslationUnit:
    variants = []
    for tuv in element.iterchildren("{*}tuv"):
        lang = tuv.get(XML_LANG) or tuv.get("lang")
        seg = next(tuv.iterchildren("{*}seg"), None)
        if not lang or seg is None:
            what = "has no xml:lang" if not lang else "has no seg"
            raise MalformedTMX(path, tuv.sourceline or 0, f"a tuv of unit {number} {what}")
        variants.append(Variant(lang, _text(seg), _props(tuv)))
    if not variants:
        raise MalformedTMX(path, element.sourceline or 0, f"unit {number} has no tuv")
    return TranslationUnit(element.get("tuid", str(number)), tuple(variants), _props(element))


def _props(element: etree._Element) -> tuple[tuple[str, str], ...]:
    return tuple((prop.get("type", ""), prop.text or "") for prop in element.iterchildren("{*}prop"))


def _text(seg: etree._Element) -> str:
    """The text of a segment without the content of its inline codes."""
    parts = [seg.text or ""]
    for child in seg:
        if _local(child) not in CODES:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
