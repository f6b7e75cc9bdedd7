"""What a header says, as names and values: for formats that have a place for such pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from lxml import etree

from tm.formats.tables.columns import column_of, title
from tm.formats.tables.rows import field_cells, field_value
from tm.units import Encoding, Header, Prop

NAMES = ("srclang", "adminlang", "segtype", "datatype", "creationtool", "creationtoolversion")


def statements(header: Header, lost: Counter[str]) -> Iterator[tuple[str, str]]:
    """The facts of a header under the names of the columns of a table, and `ude` with an element of TMX."""
    for name in NAMES:
        yield name, getattr(header, name)
    for column, value in field_cells(header.attributes, header.props):
        yield title(column), value
    for encoding in header.encodings:
        try:
            element = etree.Element("ude", dict(encoding.attributes))
            for one in encoding.maps:
                etree.SubElement(element, "map", dict(one))
            yield "ude", etree.tostring(element, encoding="unicode")
        except ValueError:
            lost["encodings that XML can't hold"] += 1


def header_of(rows: Iterable[Sequence[str]], usual: Header) -> Header:
    """The header that such pairs state; what they leave out is as in `usual`."""
    named: dict[str, str] = {}
    attributes: list[tuple[str, str]] = []
    props: list[Prop] = []
    encodings: list[Encoding] = []
    for name, value in ((row[0], row[1] if len(row) > 1 else "") for row in rows if row and row[0]):
        if name in NAMES:
            named[name] = value
        elif name == "ude":
            encodings += _encodings(value)
        elif (column := column_of(name)).kind == "attribute" and column.lang is None and value:
            attributes.append((column.name, field_value(value)))
        elif column.kind in ("prop", "note") and column.lang is None and value:
            props.append(
                Prop(column.name if column.kind == "prop" else None, field_value(value), column.attributes)
            )
    return replace(
        usual, **named, attributes=tuple(attributes), props=tuple(props), encodings=tuple(encodings)
    )


def _encodings(written: str) -> list[Encoding]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        element = etree.fromstring(written, parser)
    except etree.XMLSyntaxError:
        return []
    return [
        Encoding(
            tuple(element.attrib.items()), tuple(tuple(one.attrib.items()) for one in element.iter("map"))
        )
    ]
