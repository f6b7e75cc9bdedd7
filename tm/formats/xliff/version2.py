"""The unit of XLIFF 2.0, 2.1 and 2.2."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from tm.formats.xliff import metadata, states
from tm.formats.xliff.codes import NMTOKEN, X2, Step, legal_foreign, local
from tm.formats.xliff.codes2 import Codes2Reader, Codes2Writer, characters
from tm.formats.xliff.units import (
    SIDES,
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

_NOTE = ("id", "appliesTo", "category", "priority")
_TAKEN = frozenset(("segment", "notes", "originalData", "metadata"))


def read(element: etree._Element, file: File, ns: str, left: Counter[str]) -> Iterator[TranslationUnit]:
    """The units of a unit: one a segment. `left` counts what is not taken. Raises UnfitUnit."""
    segments = element.findall(f"{ns}segment")
    if not segments:
        raise UnfitUnit("has no segment")
    facts = _facts(element, file, ns, left)
    record = metadata.read(element, left)
    known = record.codes if record else {}
    data = {one.get("id", ""): characters(one, ns) for one in element.iterfind(f"{ns}originalData/{ns}data")}
    for number, segment in enumerate(segments, start=1):
        notes = facts.notes + _notes(segment, ns)  # not allowed here, but translate-toolkit puts them here
        here = Facts(facts.tuid, segment.sourceline or facts.line, {}, facts.props, notes)
        if len(segments) == 1:
            here.line = facts.line
        else:
            here.segment = f"/{segment.get('id') or number}"
        for name, own in (("x-state", "state"), ("x-substate", "subState")):
            if own in segment.attrib:
                here.state[name] = segment.attrib[own]
        readers = (Codes2Reader(ns, side, known, left, data=data) for side in SIDES)
        yield assembled(file, here, *_sides(segment, file, ns, *readers), record)


def _sides(
    segment: etree._Element, file: File, ns: str, ours: Codes2Reader, theirs: Codes2Reader
) -> tuple[Variant, Variant | None]:
    """The source and the target of a segment, each read by its reader."""
    source, target = segment.find(f"{ns}source"), segment.find(f"{ns}target")
    if source is None:
        raise UnfitUnit("has a segment without a source")
    said = variant_of(source.get(f"{XML}lang", file.source), ours.content(source))
    if target is None:
        return said, None
    lang, content = target.get(f"{XML}lang", file.target), theirs.content(target)
    if content and not lang:
        raise UnfitUnit("has a target, but the document has no trgLang")
    if target.get("order"):
        theirs.left["orders of targets"] += 1
    return said, variant_of(lang, content) if lang else None


def _facts(element: etree._Element, file: File, ns: str, left: Counter[str]) -> Facts:
    identifier = element.get("id")
    facts = Facts(None if identifier is None else file.prefix + identifier, element.sourceline or 0)
    translate = next(
        (one.get("translate") for one in (element, *element.iterancestors()) if one.get("translate")), None
    )
    if translate == "no" or (translate is None and not file.translate):
        facts.props.append(Prop("x-translate", "no"))
    if element.get("name"):
        facts.props.append(Prop("x-resname", element.get("name", "")))
    facts.notes += _notes(element, ns)
    for child in element:
        if local(child) not in _TAKEN:
            left[f"<{local(child)}>"] += 1
    return facts


def _notes(element: etree._Element, ns: str) -> list[Prop]:
    notes = []
    for note in element.iterfind(f"{ns}notes/{ns}note"):
        own = tuple((key, note.attrib[key]) for key in _NOTE if key in note.attrib)
        foreign = tuple((key, value) for key, value in note.attrib.items() if key[0] == "{")
        notes.append(Prop(None, characters(note, ns), own + foreign))
    return notes


def build(
    unit: TranslationUnit, identifier: str, langs: tuple[str, str], ns: str, lost: Counter[str]
) -> Written:
    """The unit element of a unit whose variants are one of each language; without its metadata."""
    writer = Codes2Writer(ns, lost)
    props = {prop.type: prop.value for prop in reversed(unit.props) if prop.type is not None}
    element = etree.Element(f"{ns}unit", {"id": identifier}, nsmap={None: ns[1:-1]})
    if props.get("x-resname"):
        element.set("name", writer.clean(props["x-resname"]))
    if props.get("x-translate") == "no":
        element.set("translate", "no")
    _add_notes(element, unit, ns, writer)
    variants: dict[str, Variant] = {side_of(variant, langs): variant for variant in unit.variants}
    segment = etree.SubElement(element, f"{ns}segment")
    state = states.written(props, "2.0")
    if "target" in variants or state.get("x-state") == "initial":  # any other state needs a target
        for name, own in (("x-state", "state"), ("x-substate", "subState")):
            if name in state:
                segment.set(own, state[name])
    steps: dict[str, list[Step]] = {}
    for name, lang in zip(("source", "target"), langs, strict=True):
        if name in variants:
            steps[name] = set_lang(etree.SubElement(segment, ns + name), variants[name], lang, writer)
    if writer.data:
        original = etree.Element(f"{ns}originalData")
        segment.addprevious(original)
        for text, name in writer.data.items():
            writer.text(etree.SubElement(original, f"{ns}data", {"id": name}), text)
    return Written(element, steps)


def _add_notes(element: etree._Element, unit: TranslationUnit, ns: str, writer: Codes2Writer) -> None:
    notes = [prop for prop in unit.props if prop.type is None]
    parent = etree.SubElement(element, f"{ns}notes") if notes else element
    used: set[str] = set()
    for prop in notes:
        note = etree.SubElement(parent, f"{ns}note")
        note.text = writer.clean(prop.value)
        for key, value in prop.attributes:
            legal = _legal(key, value, used) if key in _NOTE else _foreign(key)
            if legal:
                note.set(key, writer.clean(value))
        used.add(note.get("id", ""))


def _legal(key: str, value: str, used: set[str]) -> bool:
    if key == "id":
        return NMTOKEN.fullmatch(value) is not None and value not in used
    if key == "priority":
        return value in {str(number) for number in range(1, 11)}
    return key == "category" or value in ("source", "target")


def _foreign(key: str) -> bool:
    return legal_foreign(key) and not key.startswith((f"{{{X2}}}", XML))


def add_metadata(element: etree._Element, said: etree._Element) -> None:
    """Put the metadata where a unit may have it: at the start."""
    element.insert(0, said)


def finish(element: etree._Element) -> None:
    """Nothing is left to do in 2.x."""
