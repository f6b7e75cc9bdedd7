"""TBX (ISO 30042): the entries of a termbase, one at a time, in the dialects of version 2 and 3.

Version 2 (`martif`) says termEntry, langSet, tig or ntig, term; version 3 (`tbx`) conceptEntry, langSec,
termSec, term. Terms whose administrative status is deprecated, superseded or not recommended are forbidden.
The file is read as TMX is: nothing outside it is opened, no entities, nothing ill-formed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from tm.checks.terminology.glossary import Entry
from tm.errors import MalformedGlossary
from tm.formats.tmx_elements import XML_LANG, local
from tm.formats.xml_stream import XmlStream, declares_entities, explained, safe_parser

_ROOTS = ("martif", "tbx")
_ENTRIES = ("termEntry", "conceptEntry")
_LANGS = ("langSet", "langSec")
_STATUS = ("administrativeStatus", "normativeAuthorization")
_FORBIDDEN = ("deprecated", "superseded", "notrecommended", "forbidden", "obsolete")


def read_tbx(path: Path | str) -> Iterator[Entry]:
    """The entries of a TBX file in order; those without any term are left out, as TBX may hold only pictures.

    Raises UnreadableFile, and MalformedGlossary with the line where it is no TBX, ill-formed, or unsafe.
    """
    with XmlStream(path) as stream:
        parser = safe_parser(stream, (*_ROOTS, *_ENTRIES))
        try:
            yield from _entries(path, stream, parser)
        except etree.XMLSyntaxError as error:
            line, problem = explained(error, parser.error_log)
            raise MalformedGlossary(path, line, problem) from error


def _entries(path: Path | str, stream: XmlStream, parser: etree.iterparse) -> Iterator[Entry]:
    is_tbx = False
    for event, element in parser:
        if event == "start":
            if element.getparent() is None and local(element) in _ROOTS:
                is_tbx = True
                if declares_entities(element):
                    problem = "declares entities, which a glossary has no use for; refused"
                    raise MalformedGlossary(path, 1, problem)
        elif is_tbx and local(element) in _ENTRIES:
            if any(child.tag is etree.Entity for child in element.iter()):
                problem = "refers to an entity that is not declared; mend it"
                raise MalformedGlossary(path, element.sourceline or 0, problem)
            entry = _entry(path, element)
            if entry.terms or entry.forbidden:
                yield entry
            stream.since = 0
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    if not is_tbx:
        problem = "is XML, but not TBX: the root is neither <martif> nor <tbx>; give TBX or a table"
        raise MalformedGlossary(path, 1, problem)


def _entry(path: Path | str, element: etree._Element) -> Entry:
    terms: dict[str, tuple[str, ...]] = {}
    forbidden: dict[str, tuple[str, ...]] = {}
    for section in _named(element, *_LANGS):
        lang = section.get(XML_LANG) or section.get("lang")
        if not lang:
            raise MalformedGlossary(
                path, section.sourceline or 0, f"a {local(section)} has no xml:lang; give it one"
            )
        for term in section.iter("{*}term"):
            said = " ".join("".join(term.itertext()).split())
            if not said:
                raise MalformedGlossary(
                    path, term.sourceline or 0, "a term is empty; fill it in, or take it out"
                )
            status = _status(term)
            kept = forbidden if status in _FORBIDDEN else terms
            others = kept.get(lang, ())
            kept[lang] = (said, *others) if status == "preferred" else (*others, said)
    notes = tuple(
        (one.get("type", local(one)), " ".join("".join(one.itertext()).split()))
        for one in _named(element, "descrip", "note", "subjectField", "admin")
    )
    return Entry(terms, forbidden, notes, element.sourceline or 0)


def _status(term: etree._Element) -> str:
    """The administrative status of a term, without the suffix that older dialects give it; empty if none."""
    for level in (term.getparent(), term.getparent().getparent()):  # a tig; or a termGrp in an ntig
        if level is None or local(level) in _LANGS:
            break
        for note in level.iter():
            name = note.get("type") if local(note) in ("termNote", "descrip", "admin") else local(note)
            if name in _STATUS and note.text:
                value = note.text.strip().replace("-", "").replace(" ", "").lower()
                return str(value.removesuffix("admnsts").removesuffix("term"))
    return ""


def _named(element: etree._Element, *names: str) -> list[etree._Element]:
    return [child for child in element if local(child) in names]
