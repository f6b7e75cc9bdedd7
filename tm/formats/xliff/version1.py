"""The trans-unit of XLIFF 1.2, also of 1.0 and 1.1."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from tm.formats.xliff import metadata, states
from tm.formats.xliff.codes import ID, NMTOKEN, Step, local
from tm.formats.xliff.codes1 import Codes1Reader, Codes1Writer
from tm.formats.xliff.units import (
    XML,
    Facts,
    File,
    UnfitUnit,
    Written,
    assembled,
    set_lang,
    side_of,
    variant_of,
)
from tm.units import Prop, TranslationUnit, Variant

SDL = "{http://sdl.com/FileTypes/SdlXliff/1.0}"
_MEMOQ = "{MQXliff}"
_TRADOS = (
    ("created_by", "x-creationid"),
    ("created_on", "x-creationdate"),
    ("last_modified_by", "x-changeid"),
    ("modified_on", "x-changedate"),
)
_MEMOQ_CHANGES = (("lastchanginguser", "x-changeid"), ("lastchangedtimestamp", "x-changedate"))
_DAY = re.compile(r"^(\d\d)/(\d\d)/(\d{4}) ")  # 07/14/2023 09:44:12
_NOTE = ("from", "priority", "annotates", f"{XML}lang")
_TAKEN = frozenset(("source", "seg-source", "target", "note", "prop-group", "metadata", "seg-defs"))


def read(element: etree._Element, file: File, ns: str, left: Counter[str]) -> Iterator[TranslationUnit]:
    """The units of a trans-unit: one, or where source and target are segmented alike one a segment.

    `left` counts what is not taken. Raises UnfitUnit.
    """
    source, segmented, target = (element.find(ns + name) for name in ("source", "seg-source", "target"))
    if source is None:
        raise UnfitUnit("has no source")
    source = segmented if segmented is not None else source
    facts = _facts(element, target, file, ns, left)
    record = metadata.read(element, left)
    known = record.codes if record else {}
    lang = source.get(f"{XML}lang", file.source)
    target_lang = file.target if target is None else target.get(f"{XML}lang", file.target)
    segments = pieces(source, target, ns)
    defined = {seg.get("id"): seg for seg in element.iterfind(f"{SDL}seg-defs/{SDL}seg")}
    for number, (mid, one, other) in enumerate(segments, start=1):
        said = None
        if other is not None:
            content = Codes1Reader(ns, "target", known, left).content(other)
            if content and not target_lang:
                raise UnfitUnit("has a target, but its file has no target-language")
            said = variant_of(target_lang or "", content) if target_lang else None
        segment = Facts(facts.tuid, facts.line, dict(facts.state), facts.props, facts.notes)
        if len(segments) > 1:
            segment.segment = f"/{mid or number}"
        trados = defined.get(mid) if mid or len(defined) > 1 else next(iter(defined.values()), None)
        if trados is not None:
            if trados.get("conf"):
                segment.state["x-conf"] = trados.get("conf", "")
            segment.props = [*facts.props, *_changes(trados)]
        content = Codes1Reader(ns, "source", known, left).content(one)
        yield assembled(file, segment, variant_of(lang, content), said, record)


def _changes(seg: etree._Element) -> Iterator[Prop]:
    """Who made and changed a segment of Trados and when, under the names that TMX has for it."""
    said = {one.get("key"): one.text or "" for one in seg.iterfind(f"{SDL}value")}
    for key, name in _TRADOS:
        if value := said.get(key):
            yield Prop(name, _DAY.sub(r"\3-\1-\2T", value))


Piece = tuple[str | None, etree._Element, etree._Element | None]


def pieces(source: etree._Element, target: etree._Element | None, ns: str) -> list[Piece]:
    """The segments: their mid, source and target; one without mid where it is all one."""
    ours = _marked(source, ns)
    theirs = _marked(target, ns) if target is not None else {}
    if None in ours or not ours or (theirs.keys() - ours.keys()):
        return [(None, source, target)]
    if not theirs and target is not None and ("".join(target.itertext()) or len(target)):
        return [(None, source, target)]  # a target that was not segmented
    return [(mid, one, theirs.get(mid)) for mid, one in ours.items()]


def _marked(element: etree._Element, ns: str) -> dict[str | None, etree._Element]:
    marks: dict[str | None, etree._Element] = {}
    for mark in element.iter(f"{ns}mrk"):
        if mark.get("mtype") == "seg":
            mid = mark.get("mid")
            marks[None if mid in marks else mid] = mark
    return marks


def _facts(
    element: etree._Element, target: etree._Element | None, file: File, ns: str, left: Counter[str]
) -> Facts:
    identifier = element.get("id")
    facts = Facts(None if identifier is None else file.prefix + identifier, element.sourceline or 0)
    if target is not None:
        named = (("x-state", "state"), ("x-state-qualifier", "state-qualifier"))
        facts.state |= {name: target.attrib[own] for name, own in named if own in target.attrib}
    named = (("x-approved", "approved"), ("x-mq-status", f"{_MEMOQ}status"))
    facts.state |= {name: element.attrib[own] for name, own in named if own in element.attrib}
    changes = ((name, element.get(f"{_MEMOQ}{own}")) for own, name in _MEMOQ_CHANGES)
    facts.props += [Prop(name, value) for name, value in changes if value]
    if not _translatable(element, file):
        facts.props.append(Prop("x-translate", "no"))
    if element.get("resname"):
        facts.props.append(Prop("x-resname", element.get("resname", "")))
    for child in element:
        name = local(child)
        if child.tag == f"{ns}note":
            given = tuple((key, child.attrib[key]) for key in _NOTE if key in child.attrib)
            facts.notes.append(Prop(None, "".join(child.itertext()), given))
        elif child.tag == f"{ns}prop-group":
            facts.props += [
                Prop(prop.get("prop-type", ""), "".join(prop.itertext()))
                for prop in child.iterchildren(f"{ns}prop")
            ]
        elif name not in _TAKEN:
            left[f"<{name}>"] += 1
    return facts


def _translatable(element: etree._Element, file: File) -> bool:
    for one in (element, *element.iterancestors()):
        if one.get("translate") in ("yes", "no"):
            return bool(one.get("translate") == "yes")
    return file.translate


def build(
    unit: TranslationUnit, identifier: str, langs: tuple[str, str], ns: str, lost: Counter[str]
) -> Written:
    """The trans-unit of a unit whose variants are one of each language; without its metadata."""
    writer = Codes1Writer(ns, lost)
    props = {prop.type: prop.value for prop in reversed(unit.props) if prop.type is not None}
    element = etree.Element(
        f"{ns}trans-unit", {"id": identifier, f"{XML}space": "preserve"}, nsmap={None: ns[1:-1]}
    )
    if props.get("x-translate") == "no":
        element.set("translate", "no")
    if props.get("x-resname"):
        element.set("resname", writer.clean(props["x-resname"]))
    variants: dict[str, Variant] = {side_of(variant, langs): variant for variant in unit.variants}
    steps: dict[str, list[Step]] = {}
    for name, lang in zip(("source", "target"), langs, strict=True):
        if name in variants:
            side = etree.SubElement(element, ns + name)
            steps[name] = set_lang(side, variants[name], lang, Codes1Writer(ns, lost))
    state = states.written(props, "1.2")
    target = element.find(f"{ns}target")
    places = (("x-state", target, "state"), ("x-state-qualifier", target, "state-qualifier"))
    for name, place, own in (*places, ("x-approved", element, "approved")):
        if name in state and place is not None:
            place.set(own, state[name])
    _add_notes(element, unit, ns, writer)
    return Written(element, steps)


def _add_notes(element: etree._Element, unit: TranslationUnit, ns: str, writer: Codes1Writer) -> None:
    for prop in unit.props:
        if prop.type is None:
            note = etree.SubElement(element, f"{ns}note")
            note.text = writer.clean(prop.value)
            for key, value in prop.attributes:
                if key in _NOTE and _legal(key, value):
                    note.set(key, writer.clean(value))


def _legal(key: str, value: str) -> bool:
    if key == "priority":
        return value in {str(number) for number in range(1, 11)}
    if key == "annotates":
        return value in ("source", "target", "general")
    return key == "from" or (NMTOKEN.fullmatch(value) is not None and value.isascii())


def add_metadata(element: etree._Element, said: etree._Element) -> None:
    """Put the metadata where a trans-unit may have it: at the end."""
    element.append(said)


def finish(element: etree._Element) -> None:
    """Leave out what only the metadata refers to, and there is none."""
    for mark in element.iter("{*}mrk"):
        mark.attrib.pop(ID, None)
