"""What a unit says that XLIFF has no element for: in the metadata module of XLIFF 2, in 1.2 as an extension.

Groups of these categories: `ushtil` (the tuid, the order of the variants, the state as it was written),
`ushtil:props`, `ushtil:attributes` (of the tu), `ushtil:source` and `ushtil:target` (what the two variants
have beside their text) and `ushtil:codes` (codes as they were). Only what the elements of XLIFF do not give
back is there.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lxml import etree

from tm.formats.xliff.codes import BAD, NOT_XML
from tm.units import NATIVE, Attributes, Code, Content, Prop, Variant

MDA = "urn:oasis:names:tc:xliff:metadata:2.0"
_METADATA, _GROUP, _META = (f"{{{MDA}}}{name}" for name in ("metadata", "metaGroup", "meta"))
_OURS, _NOTE, _PROP = "ushtil", "ushtil:note", "ushtil:prop"
UNREADABLE = "entries of metadata that can't be understood"

Pair = tuple[str, str]


@dataclass
class Record:
    """The metadata of one unit. None, or no entry, is what XLIFF's own elements say.

    A prop with a number is the note of that number in the unit, None the note as it stands there.
    """

    names: dict[str, str] = field(default_factory=dict)  # tuid, no-tuid, variants, state
    props: list[tuple[int | None, Prop | None]] | None = None
    attributes: Attributes | None = None
    sides: dict[str, Variant] = field(default_factory=dict)
    codes: dict[str, tuple[str, Attributes, Content | None]] = field(default_factory=dict)
    others: list[Prop] = field(default_factory=list)  # what other tools put into metadata


def prop_pairs(props: Iterable[Prop], notes: Sequence[Prop] = ()) -> list[Pair]:
    """Props and notes as entries; a note is the number of its element, and what that does not say of it."""
    pairs: list[Pair] = []
    number = 0
    for prop in props:
        if prop.type is None and number < len(notes):
            same = notes[number] == prop
            pairs.append((_NOTE, str(number) if same else f"{number} {_json(prop)}"))
            number += 1
        elif prop.type is None or prop.attributes or prop.type.startswith(_OURS):
            pairs.append((_PROP, _json(prop)))
        else:
            pairs.append((prop.type, prop.value))
    return pairs


def side_pairs(variant: Variant) -> list[Pair]:
    """What a variant has beside its language and content, as entries."""
    return [
        *((f"attribute:{name}", value) for name, value in variant.attributes),
        *((f"seg:{name}", value) for name, value in variant.seg),
        *(("prop", _json(prop)) for prop in variant.props),
    ]


def code_pair(name: str, code: Code, native: bool) -> Pair:
    """A code as an entry; its content only where that is native and not what XLIFF's elements say."""
    return name, _json((code.kind, code.attributes, _plain(code.content) if native else None))


def write(groups: Iterable[tuple[str, Sequence[Pair]]], lost: Counter[str]) -> etree._Element | None:
    """The metadata element, None where there is nothing to say. The characters dropped are counted."""
    element = etree.Element(_METADATA, nsmap={"mda": MDA})
    for category, pairs in groups:
        if pairs:
            group = etree.SubElement(element, _GROUP, category=category)
            for type_, value in pairs:
                texts = []
                for text in (type_, value):
                    clean, dropped = NOT_XML.subn("", text)
                    texts.append(clean)
                    lost.update({BAD: dropped} if dropped else {})
                etree.SubElement(group, _META, type=texts[0]).text = texts[1]
    return element if len(element) else None


def bare(text: str, ns: str) -> str:
    """An element as written, without the namespaces that the root has declared."""
    text = text.replace(f' xmlns="{ns[1:-1]}"', "", 1)  # the first is that of the start tag
    return text.replace(f'<mda:metadata xmlns:mda="{MDA}"', "<mda:metadata")


def read(parent: etree._Element, left: Counter[str]) -> Record | None:
    """The metadata of a unit, None where it has none."""
    record = None
    for element in parent.iterchildren(_METADATA):
        record = record or Record()
        for group in element.iter(_GROUP):
            category = group.get("category", "")
            for meta in group.iterchildren(_META):
                type_, value = meta.get("type", ""), "".join(meta.itertext())
                try:
                    _take(record, category, type_, value)
                except (ValueError, TypeError, LookupError, RecursionError):
                    left[UNREADABLE] += 1
    return record


def _take(record: Record, category: str, type_: str, value: str) -> None:
    if category == _OURS:
        record.names[type_] = value
        if type_ == "props":  # it has none, whatever XLIFF's elements say
            record.props = record.props or []
    elif category == "ushtil:props":
        record.props = record.props or []
        if type_ == _NOTE:
            number, _, note = value.partition(" ")
            record.props.append((int(number), _prop(json.loads(note)) if note else None))
        else:
            record.props.append((None, _prop(json.loads(value)) if type_ == _PROP else Prop(type_, value)))
    elif category == "ushtil:attributes":
        record.attributes = (*(record.attributes or ()), (type_, value))
    elif category in ("ushtil:source", "ushtil:target"):
        side = record.sides.get(category[7:], Variant("", ""))
        where, _, name = type_.partition(":")
        record.sides[category[7:]] = Variant(
            "",
            "",
            side.props + ((_prop(json.loads(value)),) if where == "prop" else ()),
            side.attributes + (((name, value),) if where == "attribute" else ()),
            seg=side.seg + (((name, value),) if where == "seg" else ()),
        )
    elif category == "ushtil:codes":
        kind, attributes, content = json.loads(value)
        native = None if content is None or kind not in NATIVE else _content(content)
        record.codes[type_] = (_text(kind), _attributes(attributes), native)
    elif not category.startswith(_OURS):
        record.others.append(Prop(type_, value))


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return NOT_XML.sub(lambda match: json.dumps(match.group())[1:-1], text)


def _plain(content: Content) -> list[object]:
    return [
        piece if isinstance(piece, str) else [piece.kind, piece.attributes, _plain(piece.content)]
        for piece in content
    ]


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a string")
    return value


def _attributes(value: object) -> Attributes:
    if not isinstance(value, list):
        raise TypeError("not a list")
    return tuple((_text(name), _text(said)) for name, said in value)


def _prop(value: object) -> Prop:
    if not isinstance(value, list):
        raise TypeError("not a list")
    type_, said, attributes = value
    return Prop(None if type_ is None else _text(type_), _text(said), _attributes(attributes))


def _content(value: object) -> Content:
    if not isinstance(value, list):
        raise TypeError("not a list")
    parts: list[str | Code] = []
    for piece in value:
        if isinstance(piece, str):
            parts.append(piece)
        else:
            kind, attributes, content = piece
            parts.append(Code(_text(kind), _attributes(attributes), _content(content)))
    return tuple(parts)
