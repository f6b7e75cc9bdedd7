"""The shortest way to put rows right with the keys of the review page, found by search (A*).

Only what the page offers is used: moves between rows, languages and segments cost a key each, and each action
of tm/review/action.py one more.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from itertools import accumulate, count
from typing import NamedTuple

from tm.review.action import ACTIONS, Action, Refused
from tm.review.draft import Draft, Row

WITH_LANG = ("first-up", "last-down", "first-out", "last-out")
FAR = 8  # rows that the cursor goes for one action, at most
TRIED = 4_000  # drafts that are looked at before a longer way will do

Corner = tuple[int, ...]


class Cursor(NamedTuple):
    """Where a person is: the place of the row, of the language, and of the segment in that side."""

    row: int
    lang: int = 0
    segment: int = 0


class Repair(NamedTuple):
    """Right rows, the keys that it took, and where the person is afterwards."""

    draft: Draft
    keys: int
    cursor: Cursor


class NoRepair(Exception):
    """The actions that there are do not lead there."""


def corners(shapes: Sequence[Corner]) -> list[Corner]:
    """How many segments of each language stand before each row, and before the end."""
    return [
        tuple(place)
        for place in zip(*(accumulate(side, initial=0) for side in zip(*shapes, strict=True)), strict=True)
    ]


def repaired(draft: Draft, right: Sequence[Corner], cursor: Cursor) -> Repair:
    """The rows of a small draft put right; `right` has the shapes that they should have."""
    cuts = frozenset(corners(right))
    wanted = _held(right)
    order = count()  # of two that are as good, the one that was found first
    first = _Way(0, draft, cursor)
    open_ = [(_left(draft, cuts), 0, next(order), first)]
    known: dict[tuple[object, ...], int] = {}
    tried = 0
    while open_:
        _, _, _, way = heapq.heappop(open_)
        if _held([row.shape for row in way.draft.rows]) == wanted:
            return Repair(way.draft, way.keys, way.cursor)
        tried += 1
        left = _left(way.draft, cuts)
        for further in _further(way):
            still = _left(further.draft, cuts)
            seen = (tuple(row.shape for row in further.draft.rows), further.cursor)
            if still > left or known.get(seen, further.keys + 1) <= further.keys:
                continue
            known[seen] = further.keys
            weight = 1 if tried < TRIED else 4
            heapq.heappush(open_, (further.keys + weight * still, still, next(order), further))
    raise NoRepair(f"from {[row.shape for row in draft.rows]} to {list(right)}")


class _Way(NamedTuple):
    keys: int
    draft: Draft
    cursor: Cursor


def _left(draft: Draft, cuts: frozenset[Corner]) -> int:
    """How many actions are needed at least: each changes one of the places between rows."""
    there = set(corners([row.shape for row in draft.rows]))
    return max(len(there - cuts), len(cuts - there))


def _held(shapes: Sequence[Corner]) -> frozenset[tuple[tuple[int, ...], ...]]:
    """What each row holds, wherever it stands: the order of rows that link nothing is free."""
    cuts = corners(shapes)
    return frozenset(
        tuple(tuple(range(*span)) for span in zip(one, two, strict=True))
        for one, two in zip(cuts, cuts[1:], strict=False)
    )


def _further(way: _Way) -> Iterator[_Way]:
    """All that one action leads to, with the keys to get where it is done."""
    rows = way.draft.rows
    for place in range(max(0, way.cursor.row - FAR), min(len(rows), way.cursor.row + FAR + 1)):
        for keys, cursor, action in _asked(way.cursor, place, rows[place], way.draft.langs):
            try:
                splice = ACTIONS[action.name](way.draft, place, action)
            except Refused:
                continue
            after = splice.applied(way.draft)
            yield _Way(way.keys + keys, after, _gone_on(after, place, action, cursor))


def _asked(
    cursor: Cursor, place: int, row: Row, langs: Sequence[str]
) -> Iterator[tuple[int, Cursor, Action]]:
    """What may be asked of a row, and how many keys that takes from the cursor."""
    moves = abs(place - cursor.row)
    for name in ("merge-next", "merge-previous"):
        yield moves + 1, Cursor(place, cursor.lang), Action(name, row.id)
    for lang, code in enumerate(langs):
        aside = moves + abs(lang - cursor.lang)
        for name in WITH_LANG:
            yield aside + 1, Cursor(place, lang), Action(name, row.id, code)
        stays = not aside
        for segment in range(1, len(row.sides[lang])):
            steps = abs(segment - cursor.segment) if stays else segment
            yield aside + steps + 1, Cursor(place, lang), Action("split", row.id, code, segment)


def _gone_on(draft: Draft, place: int, action: Action, cursor: Cursor) -> Cursor:
    """Where the cursor is afterwards: on the same row, or where that was."""
    there = draft.place(action.row)
    if there is None:
        there = min(place, len(draft) - 1) if action.name == "last-down" else max(0, place - 1)
    return cursor._replace(row=there)
