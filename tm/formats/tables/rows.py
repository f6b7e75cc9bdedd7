"""Translation units as rows of a table, whatever that is written in; `columns` names what is in the cells.

Which columns a table has is known when the last unit is, but its first row names them. So the rows of a
writer wait in a temporary file, each with the shape it has: which columns it fills, in which order. There are
few shapes, and only they stay in memory.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from types import TracebackType
from typing import Self

from tm.errors import InputError
from tm.formats.seg import NO_TEXT, seg_of, variant_seg
from tm.formats.tables.columns import ORDER, Column, column_of, title
from tm.languages import matches
from tm.units import Attributes, Prop, TranslationUnit, Variant

EMPTY = '""'  # what an empty note, prop, id or attribute is written as, since an empty cell is none
EMPTY_SEG = "<seg/>"  # beside an empty text, so that it is one
LARGEST = 10_000  # columns
_PLACES = ("tuid", "text", "note", "prop", "attribute", "seg", "order")

Cells = list[tuple[Column, str]]


def cells(unit: TranslationUnit, lost: Counter[str], keep: frozenset[str] | None = None) -> Cells:
    """What a unit puts into which columns, in its own order.

    `keep` are characters beyond text that the table can hold, None where it holds all. What no column can
    hold is counted in `lost`.
    """
    found: Cells = []
    if unit.tuid is not None:
        found.append((Column("tuid"), _or_empty(unit.tuid)))
    found += field_cells(unit.attributes, unit.props)
    counts: Counter[str] = Counter()
    for variant in unit.variants:
        counts[variant.lang] += 1
        lang, n = variant.lang, counts[variant.lang]
        found.append((Column("text", lang, n), variant.text))
        if variant.content or variant.seg or not variant.text:
            try:
                found.append((Column("seg", lang, n), seg_of(variant)))
            except ValueError:
                lost["codes that XML can't hold"] += 1
                found.append((Column("seg", lang, n), EMPTY_SEG))
        found += _attributes(variant.attributes, lang, n) + _props(variant.props, lang, n)
    if keep is None:
        return found
    return [(column, clean(value, lost, keep)) for column, value in found]


def field_cells(attributes: Attributes, props: Iterable[Prop]) -> Cells:
    """The attributes and the props of a unit or a header as cells; `field_value` undoes their values."""
    return _attributes(attributes, None, 1) + _props(props, None, 1)


def field_value(text: str) -> str:
    """The value of an attribute or a prop that a cell holds, which may be empty though no such cell is."""
    return text if text.strip('"') or len(text) % 2 else text[len(EMPTY) :]


def clean(value: str, lost: Counter[str], keep: frozenset[str] = frozenset()) -> str:
    """A value without the characters that make no text, controls and halves of others; they are counted."""
    if not NO_TEXT.search(value):
        return value
    kept = NO_TEXT.sub(lambda found: found[0] if found[0] in keep else "", value)
    if len(kept) < len(value):
        lost["characters that are no text"] += len(value) - len(kept)
    return kept


def unit_of(filled: Cells, line: int, differing: Counter[str]) -> TranslationUnit:
    """The unit of a row: of those of its cells that are not empty, and all those of texts.

    Where a text is another than its `#seg`, somebody changed it: the text is taken, and counted in
    `differing`. Raises ValueError, which says what is wrong, where there is no text in it, or a `#seg` is
    none.
    """
    filled = _ordered(filled)
    tuid = next((field_value(text) for column, text in filled if column.kind == "tuid"), None)
    variants: dict[tuple[str, int], list[tuple[Column, str]]] = {}
    own: list[tuple[Column, str]] = []
    for column, text in filled:
        if column.lang is None:
            own.append((column, text))
        else:
            variants.setdefault((column.lang, column.n), []).append((column, text))
    places = {(column.lang, column.n): at for at, (column, _) in enumerate(filled) if column.kind == "text"}
    last = len(filled)
    made = [
        _variant(lang, parts, differing)
        for (lang, _), parts in sorted(variants.items(), key=lambda item: places.get(item[0], last))
        if any(text for _, text in parts)
    ]
    if not made:
        raise ValueError("has no text in any language")
    return TranslationUnit(tuid, tuple(made), _read_props(own), _read_attributes(own), line)


class Spool:
    """Rows that wait for the last of them, in a temporary file that nobody sees."""

    def __init__(self, largest: int = LARGEST) -> None:
        self._largest = largest
        self._shapes: dict[tuple[Column, ...], int] = {}
        self._groups: dict[tuple[str, str | None, int], list[Column]] = {}
        self._known: set[Column] = set()
        self.rows = 0

    def __enter__(self) -> Self:
        self._file = tempfile.TemporaryFile("w+", encoding="utf-8", errors="surrogatepass")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def append(self, row: Cells, name: str) -> None:
        """One row; `name` is what its unit is called. Raises InputError where there are too many columns."""
        columns, values = zip(*row, strict=True)
        shape = self._shapes.get(columns)
        if shape is None:
            if len(self._known.union(columns)) > self._largest:
                raise InputError(f"unit {name}: a table can't have more than {self._largest:,} columns")
            self._place(columns)
            shape = self._shapes[columns] = len(self._shapes)
        self._file.write(json.dumps((shape, *values), ensure_ascii=False) + "\n")
        self.rows += 1

    def table(self) -> tuple[list[Column], Iterator[list[str]]]:
        """The columns in the order in which people look for them, and the rows."""
        rank = {column.lang: place for place, column in enumerate(self._groups.get(("text", None, 1), []))}
        groups = sorted(
            self._groups.values(),
            key=lambda group: (
                _PLACES.index("seg" if group[0].lang and group[0].kind != "text" else _kind(group[0])),
                rank.get(group[0].lang, -1),
                group[0].n,
                _PLACES.index(_kind(group[0])),
            ),
        )
        columns = [column for group in groups for column in group]
        place = {column: number for number, column in enumerate(columns)}
        shapes = [([place[column] for column in shape], _order(shape, place)) for shape in self._shapes]
        if any(order for _, order in shapes):
            columns.append(ORDER)
        return columns, self._rows(len(columns), shapes)

    def _rows(self, width: int, shapes: list[tuple[list[int], str]]) -> Iterator[list[str]]:
        self._file.seek(0)
        for line in self._file:
            shape, *values = json.loads(line)
            row = [""] * width
            places, order = shapes[shape]
            for place, value in zip(places, values, strict=True):
                row[place] = value
            if order:
                row[-1] = order
            yield row

    def _place(self, columns: Sequence[Column]) -> None:
        """Gives the new ones among them a place in their group: behind those before, if there are any."""
        apart: dict[tuple[str, str | None, int], list[Column]] = {}
        for column in columns:
            apart.setdefault(column.group, []).append(column)
        for name, sequence in apart.items():
            group = self._groups.setdefault(name, [])
            last: Column | None = None
            waiting: list[Column] = []
            for is_known, run in groupby(sequence, self._known.__contains__):
                found = list(run)
                if is_known:
                    if waiting:
                        at = group.index(found[0])
                        group[at:at] = waiting
                        waiting = []
                    last = found[-1]
                elif last is None:
                    waiting = found
                else:
                    at = group.index(last) + 1
                    group[at:at] = found
            group += waiting
        self._known.update(columns)


def wanted(unit: TranslationUnit, langs: Sequence[str], lost: Counter[str]) -> TranslationUnit | None:
    """The unit with its variants in these languages, in their order; None where it has none."""
    if not langs:
        variants = unit.variants
    else:
        ranked = [(rank_of(variant.lang, langs), variant) for variant in unit.variants]
        known = [(rank, variant) for rank, variant in ranked if rank < len(langs)]
        variants = tuple(variant for _, variant in sorted(known, key=lambda pair: pair[0]))
    if len(variants) < len(unit.variants):
        lost["variants in other languages"] += len(unit.variants) - len(variants)
    if not variants:
        lost["units without a text"] += 1
        return None
    return TranslationUnit(unit.tuid, variants, unit.props, unit.attributes, unit.line) if langs else unit


def rank_of(tag: str, langs: Sequence[str]) -> int:
    """Which of the languages a tag is, rather the same than one that only matches; their number if none.

    >>> rank_of("en-GB", ("en", "en-GB")), rank_of("en-US", ("en", "en-GB")), rank_of("kk", ("en",))
    (1, 0, 1)
    """
    if tag in langs:
        return langs.index(tag)
    return next((place for place, lang in enumerate(langs) if matches(lang, tag)), len(langs))


def _kind(column: Column) -> str:
    return "prop" if column.kind == "note" else column.kind


def _order(shape: tuple[Column, ...], place: dict[Column, int]) -> str:
    """The titles of a shape as JSON, where they do not stand in the order of the table; else nothing."""
    last: dict[tuple[str, str | None, int], int] = {}
    for column in shape:
        if place[column] < last.get(column.group, -1):
            return json.dumps([title(column) for column in shape], ensure_ascii=False)
        last[column.group] = place[column]
    return ""


def _ordered(filled: Cells) -> Cells:
    """The cells of a row in the order that its `#order` says, without it."""
    order = next((text for column, text in filled if column.kind == "order"), None)
    if order is None:
        return filled
    try:
        place = {column_of(text): number for number, text in enumerate(json.loads(order))}
    except (ValueError, TypeError, RecursionError) as error:
        raise ValueError("its #order is no list of columns") from error
    rest = [(column, text) for column, text in filled if column.kind != "order"]
    return sorted(rest, key=lambda cell: place.get(cell[0], len(place)))


def _attributes(attributes: Attributes, lang: str | None, n: int) -> Cells:
    return [(Column("attribute", lang, n, name), _or_empty(value)) for name, value in attributes]


def _props(props: Iterable[Prop], lang: str | None, n: int) -> Cells:
    found: Cells = []
    counts: Counter[tuple[str | None, Attributes]] = Counter()
    for prop in props:
        counts[prop.type, prop.attributes] += 1
        kind, copy = "note" if prop.type is None else "prop", counts[prop.type, prop.attributes]
        found.append((Column(kind, lang, n, prop.type or "", prop.attributes, copy), _or_empty(prop.value)))
    return found


def _or_empty(value: str) -> str:
    """A value that is never the empty string: two quotes for none, and two more for quotes alone."""
    return value if value.strip('"') or len(value) % 2 else value + EMPTY


def _read_props(filled: Cells) -> tuple[Prop, ...]:
    return tuple(
        Prop(column.name if column.kind == "prop" else None, field_value(text), column.attributes)
        for column, text in filled
        if column.kind in ("prop", "note")
    )


def _read_attributes(filled: Cells) -> Attributes:
    return tuple((column.name, field_value(text)) for column, text in filled if column.kind == "attribute")


def _variant(lang: str, parts: Cells, differing: Counter[str]) -> Variant:
    text = next((text for column, text in parts if column.kind == "text"), "")
    made = Variant(lang, text, _read_props(parts), _read_attributes(parts))
    seg = next((text for column, text in parts if column.kind == "seg"), EMPTY_SEG)
    if seg == EMPTY_SEG:
        return made
    try:
        content, attributes = variant_seg(seg)
    except ValueError as error:
        raise ValueError(f"its {lang}#seg {error}") from error
    read = Variant.of(lang, content) if content else made
    if read.text != text:
        differing["texts"] += 1
        content = ()
    return Variant(lang, text, made.props, made.attributes, content, attributes)
