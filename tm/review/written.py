"""Rows and changes as bytes: compact JSON, packed.

A change says of rows that only were decided, marked or noted what became of them, once for all that became
the same; of other rows each distinct segment is written once, however often the rows name it.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import Any

from tm.review.change import Change, Unfit
from tm.review.draft import Draft, Row, State
from tm.review.splice import Splice
from tm.store.record import rest_of_unit, rest_of_variant, unit_of, variant_of
from tm.units import TranslationUnit

# JSON of our own making; its shape is that of the functions below.
Json = Any
_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_FAST = 1  # the level of zlib; higher ones take many times as long for a tenth of the bytes
_STATES = {state.value: state for state in State}


def packed(content: Json) -> bytes:
    """A value as it is stored."""
    return zlib.compress(_encoder.encode(content).encode("utf-8", "surrogatepass"), _FAST)


def unpacked(stored: bytes) -> Json:
    """The value that was stored so; ValueError where the bytes are damaged."""
    try:
        return json.loads(zlib.decompress(stored))
    except zlib.error as error:
        raise ValueError(str(error)) from error


def rows_out(rows: Iterable[Row]) -> bytes:
    """Rows, whole."""
    return packed([[row.id, row.sides, *_said(row)] for row in rows])


def rows_in(stored: bytes) -> tuple[Row, ...]:
    """The rows that were stored so."""
    return tuple(
        Row(id, tuple(map(tuple, sides)), confidence, _STATES[state], marked, edited, note, unit)
        for id, sides, confidence, state, marked, edited, note, unit in unpacked(stored)
    )


def digest_of(draft: Draft) -> str:
    """What tells the beginning of a document from others: languages, texts, beads, and what was decided."""
    content = _encoder.encode([draft.langs, [[row.sides, *_said(row)] for row in draft.rows]])
    return blake2b(content.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def change_out(change: Change) -> bytes:
    """A change, to be read beside a draft that is as it was before it, or as it was after it."""
    same: dict[tuple[Json, ...], list[int]] = {}
    texts: dict[str, int] = {}
    whole = []
    for old, new in change:
        if len(old) == len(new) and all(map(_keeps_texts, old, new)):
            for one, two in zip(old, new, strict=True):
                said = enumerate(zip(_said(one), _said(two), strict=True))
                same.setdefault(tuple((k, a, b) for k, (a, b) in said if a != b), []).append(one.id)
        else:
            whole.append([[_row_out(row, texts) for row in rows] for rows in (old, new)])
    return packed([list(texts), whole, [[said, ids_out(ids)] for said, ids in same.items()]])


def change_in(stored: bytes, draft: Draft, back: bool = False) -> Change:
    """The change that was stored so, or with `back` the one that takes it back, as the draft needs it.

    Raises Unfit where the draft is not as it was on that side of the change.
    """
    texts, whole, same = unpacked(stored)
    splices = [
        Splice(*(tuple(_row_in(row, texts) for row in rows) for rows in (pair[::-1] if back else pair)))
        for pair in whole
    ]
    for said, ids in same:
        steps = [(k, *((after, before) if back else (before, after))) for k, before, after in said]
        splices += _restated(draft, steps, ids_in(ids))
    return tuple(splices)


def ids_out(ids: Iterable[int]) -> str:
    """Ids as text, runs of them by the first and the last: `1-5 9`."""
    spans: list[tuple[int, int]] = []
    for id in ids:
        if spans and id == spans[-1][1] + 1:
            spans[-1] = spans[-1][0], id
        else:
            spans.append((id, id))
    return " ".join(f"{first}-{last}" if last > first else str(first) for first, last in spans)


def ids_in(stored: str) -> Iterator[int]:
    """The ids that were stored so."""
    for span in stored.split():
        first, _, last = span.partition("-")
        yield from range(int(first), int(last or first) + 1)


def units_out(units: Iterable[tuple[int, TranslationUnit]]) -> bytes:
    """Units of a memory with their numbers; nothing of them is lost."""
    return packed(
        [
            [
                number,
                unit.tuid,
                rest_of_unit(unit),
                [[v.lang, v.text, rest_of_variant(v)] for v in unit.variants],
            ]
            for number, unit in units
        ]
    )


def units_in(stored: bytes) -> dict[int, TranslationUnit]:
    """The units that were stored so."""
    return {
        number: unit_of(tuid, rest, tuple(variant_of(*one) for one in variants))
        for number, tuid, rest, variants in unpacked(stored)
    }


def _said(row: Row) -> tuple[Json, ...]:
    """What a row has beside its texts."""
    return row.confidence, row.state.value, row.marked, row.edited, row.note, row.unit


def _saying(said: Sequence[Json]) -> tuple[float | None, State, bool, bool, str, int | None]:
    confidence, state, marked, edited, note, unit = said
    return confidence, _STATES[state], marked, edited, note, unit


def _keeps_texts(one: Row, two: Row) -> bool:
    return one.id == two.id and (one.sides is two.sides or one.sides == two.sides)


def _restated(draft: Draft, steps: Sequence[tuple[int, Json, Json]], ids: Iterable[int]) -> Iterator[Splice]:
    """Each row with other values, of which the places in `_said` and the old ones are given too."""
    for id in ids:
        place = draft.place(id)
        row = draft.rows[place] if place is not None else None
        said = list(_said(row)) if row else []
        if not row or any(said[k] != was for k, was, _ in steps):
            raise Unfit("the rows are not there as they were")
        for k, _, becomes in steps:
            said[k] = becomes
        yield Splice((row,), (Row(id, row.sides, *_saying(said)),))


def _row_out(row: Row, texts: dict[str, int]) -> Json:
    sides = [[texts.setdefault(text, len(texts)) for text in side] for side in row.sides]
    return [row.id, sides, *_said(row)]


def _row_in(stored: Json, texts: list[str]) -> Row:
    id, sides, *said = stored
    return Row(id, tuple(tuple(texts[number] for number in side) for side in sides), *_saying(said))
