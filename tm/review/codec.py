"""Rows and changes as bytes: compact JSON, packed.

The segments that a document began with are written once; rows name them by number, so that what is done to
them, and all of them anew, takes few bytes. A change says of rows that only were decided, marked or noted
what became of them, once for all that became the same.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import groupby
from operator import attrgetter
from typing import Any

from tm.review.change import Change, Unfit
from tm.review.draft import Draft, Row, State
from tm.review.splice import Splice
from tm.store.record import rest_of_unit, rest_of_variant, unit_of, variant_of
from tm.units import TranslationUnit

# JSON of our own making; its shape is that of the functions below.
Json = Any
Step = tuple[int, Json, Json]  # a place in what is said of a row, what stood there, and what stands there now
_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_FAST = 1  # the level of zlib; higher ones take many times as long for a tenth of the bytes
_STATES = {state.value: state for state in State}
_FIELDS = "confidence", "state", "marked", "edited", "note", "unit"  # of a row beside its texts
_STATE = _FIELDS.index("state")
_said = attrgetter(*_FIELDS)


class Known:
    """The distinct segments that a document began with, by their numbers."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.numbers = {text: number for number, text in enumerate(dict.fromkeys(texts))}
        self.texts = list(self.numbers)

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Known:
        """Those of some rows."""
        return cls(text for row in rows for side in row.sides for text in side)

    @classmethod
    def read(cls, stored: bytes) -> Known:
        """Those that were stored so."""
        return cls(unpacked(stored))

    def written(self) -> bytes:
        """They as they are stored."""
        return packed(self.texts)


def packed(content: Json) -> bytes:
    """A value as it is stored."""
    return zlib.compress(_encoder.encode(content).encode("utf-8", "surrogatepass"), _FAST)


def unpacked(stored: bytes) -> Json:
    """The value that was stored so; ValueError where the bytes are damaged."""
    try:
        return json.loads(zlib.decompress(stored))
    except zlib.error as error:
        raise ValueError(str(error)) from error


def rows_out(rows: Iterable[Row], known: Known) -> bytes:
    """Rows, whole."""
    more: dict[str, int] = {}
    written = [_row_out(row, known.numbers, more) for row in rows]
    return packed([list(more), written])


def rows_in(stored: bytes, known: Known) -> tuple[Row, ...]:
    """The rows that were stored so."""
    more, written = unpacked(stored)
    texts = known.texts + more
    return tuple(_row_in(row, texts) for row in written)


def digest_of(draft: Draft) -> str:
    """What tells the beginning of a document from others: languages, texts, beads, and what was decided."""
    content = _encoder.encode([draft.langs, [[row.sides, *_said(row)] for row in draft.rows]])
    return blake2b(content.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def change_out(change: Change, known: Known) -> bytes:
    """A change, to be read beside a draft that is as it was before it, or as it was after it."""
    same: dict[tuple[Step, ...], list[int]] = {}
    last, group = None, []
    more: dict[str, int] = {}
    whole = []
    for old, new in change:
        if len(old) == len(new) and all(map(_keeps_texts, old, new)):
            for id, steps in _steps(old, new).items():
                if steps != last:  # to look up the same for each of very many takes its time
                    last, group = steps, same.setdefault(steps, [])
                group.append(id)
        else:
            whole.append([[_row_out(row, known.numbers, more) for row in rows] for rows in (old, new)])
    return packed([list(more), whole, [[steps, ids_out(ids)] for steps, ids in same.items()]])


def change_in(stored: bytes, known: Known, draft: Draft, back: bool = False) -> Change:
    """The change that was stored so, or with `back` the one that takes it back, as the draft needs it.

    Raises Unfit where the draft is not as it was on that side of the change.
    """
    more, whole, same = unpacked(stored)
    texts = known.texts + more if whole else []
    splices = [
        Splice(*(tuple(_row_in(row, texts) for row in rows) for rows in (pair[::-1] if back else pair)))
        for pair in whole
    ]
    for steps, ids in same:
        turned = [(k, after, before) if back else (k, before, after) for k, before, after in steps]
        splices += _restated(draft, [(k, was, _value(k, becomes)) for k, was, becomes in turned], ids_in(ids))
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


def _keeps_texts(one: Row, two: Row) -> bool:
    return one.id == two.id and (one.sides is two.sides or one.sides == two.sides)


def _steps(old: Sequence[Row], new: Sequence[Row]) -> dict[int, tuple[Step, ...]]:
    """Of rows by their ids, what is said of them and what was; one field after the other, which is quick."""
    steps: dict[int, tuple[Step, ...]] = {}
    ids = [row.id for row in old]
    for k, field in enumerate(_FIELDS):
        before, after = (list(map(attrgetter(field), rows)) for rows in (old, new))
        if before != after:
            for id, was, becomes in zip(ids, before, after, strict=True):
                if was != becomes:
                    steps[id] = (*steps.get(id, ()), (k, was, becomes))
    return steps


def _value(place: int, stored: Json) -> Json:
    return _STATES[stored] if place == _STATE else stored


def _restated(draft: Draft, steps: Sequence[Step], ids: Iterable[int]) -> Iterator[Splice]:
    """The rows with what is said of them changed, those that stand together in one splice."""
    places = []
    for id in ids:
        place = draft.place(id)
        if place is None:
            raise Unfit("a row is not there any more")
        places.append(place)
    for _, run in groupby(enumerate(places), key=lambda pair: pair[1] - pair[0]):
        together = [place for _, place in run]
        old = draft.rows[together[0] : together[-1] + 1]
        yield Splice(old, tuple(_stepped(row, steps) for row in old))


def _stepped(row: Row, steps: Sequence[Step]) -> Row:
    said = list(_said(row))
    for k, was, becomes in steps:
        if said[k] != was:
            raise Unfit("what was said of a row is not what was")
        said[k] = becomes
    return Row(row.id, row.sides, *said)


def _row_out(row: Row, known: dict[str, int], more: dict[str, int]) -> Json:
    sides = [
        [known[text] if text in known else more.setdefault(text, len(known) + len(more)) for text in side]
        for side in row.sides
    ]
    return row.id, sides, *_said(row)


def _row_in(stored: Json, texts: Sequence[str]) -> Row:
    id, sides, confidence, state, *rest = stored
    return Row(id, tuple(tuple(texts[n] for n in side) for side in sides), confidence, _STATES[state], *rest)
