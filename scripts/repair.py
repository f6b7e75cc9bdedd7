"""A short way to put rows right with the keys of the review page, found by search (weighted A*).

Only what the page offers is used: moves between rows, languages and segments cost a key each, and each action
of tm/review/action.py one more.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, count, pairwise
from typing import NamedTuple

from tm.review.action import ACTIONS, Action, Refused
from tm.review.draft import Draft, Row
from tm.review.splice import Splice

# What changes the place above a row, the one below it, and what makes a new one in it.
ABOVE = ("merge-previous", "first-up", "pull-up")
BELOW = ("merge-next", "last-down", "push-down")
INSIDE = ("first-out", "last-out", "split")
SLIPS = ("pull-up", "push-down")  # what moves a whole stretch
FAR = 8  # rows that the cursor goes for one action, at most
WEIGHT = 1.5  # more than 1: found much sooner, and now and then a key longer than the shortest

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


def before(one: Corner, other: Corner) -> bool:
    """Whether no language has more segments in front of the one place than of the other."""
    return all(a <= b for a, b in zip(one, other, strict=True))


def repaired(draft: Draft, right: Sequence[Corner], cursor: Cursor) -> Repair:
    """The rows of a small draft put right; `right` has the shapes that they should have."""
    cuts = frozenset(corners(right))
    wanted = _held(right)
    order = count()  # of two that are as good, the one that was found first
    first = _Way(0, draft, cursor)
    open_: list[tuple[float, int, int, _Way]] = [(_left(draft, cuts), 0, next(order), first)]
    known: dict[tuple[object, ...], int] = {}
    while open_:
        _, _, _, way = heapq.heappop(open_)
        if _held([row.shape for row in way.draft.rows]) == wanted:
            return Repair(way.draft, way.keys, way.cursor)
        left = _left(way.draft, cuts)
        for further in _further(way, cuts):
            still = _left(further.draft, cuts)
            seen = (tuple(row.shape for row in further.draft.rows), further.cursor)
            if still > left or known.get(seen, further.keys + 1) <= further.keys:
                continue
            known[seen] = further.keys
            heapq.heappush(open_, (further.keys + WEIGHT * still, still, next(order), further))
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
        tuple(tuple(range(*span)) for span in zip(one, two, strict=True)) for one, two in pairwise(cuts)
    )


def _further(way: _Way, cuts: frozenset[Corner]) -> Iterator[_Way]:
    """All that one action leads to, with the keys to get where it is done."""
    there = corners([row.shape for row in way.draft.rows])
    for place in range(max(0, way.cursor.row - FAR), min(len(way.draft), way.cursor.row + FAR + 1)):
        above, below = there[place] not in cuts, there[place + 1] not in cuts
        inside = any(before(there[place], cut) and before(cut, there[place + 1]) for cut in cuts - {*there})
        names = (*ABOVE * above, *BELOW * below, *INSIDE * inside)
        for keys, cursor, action in _asked(way.cursor, place, way.draft, names):
            try:
                splice = _splice(way.draft, place, action)
            except Refused:
                continue
            after = splice.applied(way.draft)
            yield _Way(way.keys + keys, after, _gone_on(after, place, action, cursor))


def _splice(draft: Draft, place: int, action: Action) -> Splice:
    """What an action does; one that would go on behind these rows is refused, since it may spoil others."""
    if action.name not in SLIPS:
        return ACTIONS[action.name](draft, place, action)
    behind = Row(draft.next_id, tuple(("",) for _ in draft.langs))
    splice = ACTIONS[action.name](replace(draft, rows=(*draft.rows, behind)), place, action)
    if splice.old[-1] is behind:
        raise Refused("it goes on behind these rows")
    return splice


def _asked(
    cursor: Cursor, place: int, draft: Draft, names: Sequence[str]
) -> Iterator[tuple[int, Cursor, Action]]:
    """What may be asked of a row, and how many keys that takes from the cursor."""
    row, moves = draft.rows[place], abs(place - cursor.row)
    for name in names:
        if name.startswith("merge"):
            yield moves + 1, Cursor(place, cursor.lang), Action(name, row.id)
            continue
        for lang, code in enumerate(draft.langs):
            aside = moves + abs(lang - cursor.lang)
            if name != "split":
                yield aside + 1, Cursor(place, lang), Action(name, row.id, code)
                continue
            for segment in range(1, len(row.sides[lang])):
                steps = segment if aside else abs(segment - cursor.segment)
                yield aside + steps + 1, Cursor(place, lang), Action(name, row.id, code, segment)


def _gone_on(draft: Draft, place: int, action: Action, cursor: Cursor) -> Cursor:
    """Where the cursor is afterwards: on the same row, or where that was."""
    there = draft.place(action.row)
    if there is None:
        there = min(place, len(draft) - 1) if action.name == "last-down" else max(0, place - 1)
    return cursor._replace(row=there)
