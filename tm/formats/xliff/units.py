"""A unit of XLIFF as a translation unit, and what of one needs metadata: what both versions share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from tm.formats.xliff import metadata, states
from tm.formats.xliff.codes import CodeWriter, Step, flat, joined, key
from tm.units import NATIVE, Code, Content, Prop, TranslationUnit, Variant, plain

DOCUMENT = "x-document"
XML = "{http://www.w3.org/XML/1998/namespace}"
SIDES = ("source", "target")


class UnfitUnit(Exception):
    """A unit can't be taken; says why. Never leaves the reader."""


@dataclass(frozen=True)
class File:
    """The `file` that a unit is in: its document, its languages, and what makes its units' ids unique."""

    original: str
    source: str
    target: str | None
    prefix: str = ""  # before the ids of its units, "" in the first file
    translate: bool = True


@dataclass
class Facts:
    """What a unit says beside its text: its state and props, by the names they get here, and its notes."""

    tuid: str | None
    line: int
    state: dict[str, str] = field(default_factory=dict)
    props: list[Prop] = field(default_factory=list)
    notes: list[Prop] = field(default_factory=list)
    segment: str = ""  # what its id is followed by where the unit has several segments

    def derived(self, file: File) -> list[Prop]:
        """The props of the unit as XLIFF's own elements give them."""
        props = [Prop(DOCUMENT, file.original)] if file.original else []
        return [*props, *self.reviewed(), *self.props, *self.notes]

    def reviewed(self) -> list[Prop]:
        """What the state gives: x-review, and the state as it was."""
        word = states.review(self.state)
        props = [Prop(states.REVIEW, word)] if word else []
        return props + [Prop(name, value) for name, value in self.state.items()]


def signature(unit: TranslationUnit) -> str:
    """The state of a unit as it was read back, to tell later whether somebody has changed it."""
    return _signature({prop.type: prop.value for prop in unit.props if prop.type in states.STATES})


def _signature(state: Mapping[str, str]) -> str:
    return " ".join(f"{name}={value}" for name, value in sorted(state.items()))


def content_of(variant: Variant) -> Content:
    """The content to write: with its codes, or the text where it has none."""
    return joined(variant.content) or ((variant.text,) if variant.text else ())


def variant_of(lang: str, content: Content) -> Variant:
    """A variant of what was read, with content only where there are codes."""
    text = plain(content)
    return Variant(lang, text, content=content if any(isinstance(one, Code) for one in content) else ())


def assembled(
    file: File, facts: Facts, source: Variant, target: Variant | None, record: metadata.Record | None
) -> TranslationUnit:
    """The unit of what was read, its metadata taken into account.

    A target without text or codes is none, unless the metadata says that it was written as one.
    """
    order = record.names.get("variants", "").split() if record else []
    pair = {"source": source}
    if target is not None and (target.text or target.content or "target" in order):
        pair["target"] = target
    if record:
        for name, side in record.sides.items():
            if name in pair:
                pair[name] = pair[name]._replace(props=side.props, attributes=side.attributes, seg=side.seg)
    names = order if sorted(order) == sorted(pair) else [name for name in SIDES if name in pair]
    tuid = record.names.get("tuid", facts.tuid) if record else facts.tuid
    if record and "no-tuid" in record.names:
        tuid = None
    return TranslationUnit(
        None if tuid is None else tuid + facts.segment,
        tuple(pair[name] for name in names),
        tuple(_props(file, facts, record)),
        (record.attributes or ()) if record else (),
        facts.line,
    )


def _props(file: File, facts: Facts, record: metadata.Record | None) -> list[Prop]:
    if record is None or record.props is None:
        return facts.derived(file) + (record.others if record else [])
    props, seen = [], set()
    for number, prop in record.props:
        if number is None or number < len(facts.notes):
            props += [prop] if prop is not None else [facts.notes[number or 0]]
            seen.add(number)
    now = _signature(facts.state)
    if record.names.get("state", now) != now:  # somebody has worked on it since
        props = [
            prop for prop in props if prop.type not in (states.REVIEW, *states.STATES)
        ] + facts.reviewed()
    return props + [note for number, note in enumerate(facts.notes) if number not in seen] + record.others


def groups(
    wanted: TranslationUnit,
    got: TranslationUnit,
    langs: tuple[str, str],
    steps: dict[str, list[Step]],
    state: str,
) -> list[tuple[str, list[metadata.Pair]]]:
    """What metadata must say so that the unit that was read back becomes the one that was wanted."""
    names: list[metadata.Pair] = []
    props: list[metadata.Pair] = []
    if wanted.tuid != got.tuid:
        names.append(("no-tuid", "") if wanted.tuid is None else ("tuid", wanted.tuid))
    order = tuple(side_of(variant, langs) for variant in wanted.variants)
    if order != SIDES[: len(got.variants)]:
        names.append(("variants", " ".join(order)))
    if wanted.props != got.props:
        names.append(("state", state))
        props = metadata.prop_pairs(wanted.props, [prop for prop in got.props if prop.type is None])
        names += [] if props else [("props", "none")]
    sides, codes = [], []
    read_back = {side_of(variant, langs): variant for variant in got.variants}
    for variant in wanted.variants:
        name = side_of(variant, langs)
        sides.append((f"ushtil:{name}", metadata.side_pairs(variant)))
        if name in read_back:
            codes += _codes(name, content_of(variant), content_of(read_back[name]), steps[name])
    return [
        ("ushtil", names),
        ("ushtil:props", props),
        ("ushtil:attributes", list(wanted.attributes)),
        *sides,
        ("ushtil:codes", codes),
    ]


def side_of(variant: Variant, langs: tuple[str, str]) -> str:
    """Whether a variant is the source or the target."""
    return SIDES[0] if variant.lang.lower() == langs[0].lower() else SIDES[1]


def _codes(side: str, wanted: Content, got: Content, steps: Sequence[Step]) -> list[metadata.Pair]:
    ours, theirs = list(flat(wanted)), list(flat(got))
    pairs = []
    for number, (code, step) in enumerate(zip(ours, steps, strict=True)):
        same = theirs[number] if len(theirs) == len(ours) else Code("")
        said = code.kind not in NATIVE or code.content == same.content
        if (code.kind, code.attributes) != (same.kind, same.attributes) or not said:
            name = key(side, step.id, code.kind == "ept" and step.partner is not None)
            pairs.append(metadata.code_pair(name, code, not said))
    return pairs


def lines(parent: etree._Element, indent: str) -> None:
    """Put each child of an element that holds no text on a line of its own."""
    parent.text = f"\n{indent} "
    for child in parent:
        child.tail = f"\n{indent} "
    if len(parent):
        parent[-1].tail = f"\n{indent}"


@dataclass
class Written:
    """A unit's element, before its metadata: what was done with its codes, and the state that it has."""

    element: etree._Element
    steps: dict[str, list[Step]]


def set_lang(element: etree._Element, variant: Variant, lang: str, writer: CodeWriter) -> list[Step]:
    """Fill a source or target with its variant; its language where it is not spelt as the file's."""
    if variant.lang != lang:
        element.set(f"{XML}lang", variant.lang)
    return writer.fill(element, content_of(variant))
