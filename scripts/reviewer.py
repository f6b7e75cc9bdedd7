"""A scripted reviewer: goes from row to row, confirms what is right, and puts the rest right with few keys.

It knows which beads are right, and nothing of where the wrong ones are. A key confirms a right row and goes
on; each key of a repair counts (repair.py). After a repair the rows near by are judged anew, as on the page.
It stops when the draft is right; a person, who does not know that, goes on for as long as there are doubts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import reduce
from itertools import pairwise
from typing import NamedTuple

from misaligned import Planted, Sides
from repair import Corner, Cursor, NoRepair, before, corners, repaired

from tm.review.action import ACTIONS, Action
from tm.review.draft import Draft
from tm.review.judging import reassessed
from tm.review.realign import realigned
from tm.review.splice import Splice

BESIDE = 1  # right rows to either side that a repair may pass through

Order = Callable[[Draft], list[int]]


class Found(NamedTuple):
    """An error that was found: rows looked at and characters read by then, and the keys of its repair."""

    rows: int
    characters: int
    keys: int


class Session(NamedTuple):
    """All that it took until the draft was right."""

    draft: Draft
    keys: int
    rows: int
    characters: int
    found: tuple[Found, ...]


def reviewed(planted: Planted, order: Order, *, realigning: bool = False) -> Session:
    """The draft brought to gold by rows in this order."""
    draft, gold = planted.draft, frozenset(planted.gold)
    right = corners([tuple(map(len, sides)) for sides in planted.gold])
    keys = rows = characters = lang = 0
    found: list[Found] = []
    while not _is_right(draft, gold):
        row = next(iter(order(draft)))
        place = draft.place(row)
        assert place is not None
        rows, characters = rows + 1, characters + _length(draft, place)
        if draft.beads()[place].sides not in gold:
            draft, place, spent, lang = _put_right(draft, place, lang, right, realigning=realigning)
            keys += spent
            found.append(Found(rows, characters, spent))
        keys += 1
        draft = ACTIONS["confirm"](draft, place, Action("confirm", draft.rows[place].id)).applied(draft)
    return Session(draft, keys, rows, characters, tuple(found))


def applied(draft: Draft, splices: Sequence[Splice]) -> Draft:
    """The draft with all of these changes made."""
    return reduce(lambda found, splice: splice.applied(found), splices, draft)


def _put_right(
    draft: Draft, place: int, lang: int, right: Sequence[Corner], *, realigning: bool
) -> tuple[Draft, int, int, int]:
    """The draft with the error at this place repaired, where the person is, the keys, and the language."""
    after, repair, keys = _by_hand(draft, place, lang, right)
    if realigning:
        anew = applied(draft, realigned(draft, draft.rows[place].id))
        if _wrong(anew, right) < _wrong(draft, right):
            at = _row_at(anew, corners([row.shape for row in draft.rows])[place])
            try:
                again = _by_hand(anew, at, lang, right)
            except NoRepair:
                again = after, repair, keys
            if again[2] + 1 < keys:
                after, repair, keys = again[0], again[1], again[2] + 1
    after = applied(after, reassessed(after, after.rows[repair.row].id))
    return after, repair.row, keys, repair.lang


def _by_hand(draft: Draft, place: int, lang: int, right: Sequence[Corner]) -> tuple[Draft, Cursor, int]:
    """The error at this place repaired without aligning anew: the draft, the cursor, and the keys."""
    there = corners([row.shape for row in draft.rows])
    both = sorted(set(there) & set(right))
    if there[place] in both and there[place + 1] in both and _is_one(right, there[place], there[place + 1]):
        return draft, Cursor(place, lang), 0
    low = max(0, both.index(max(cut for cut in both if before(cut, there[place]))) - BESIDE)
    high = min(len(both) - 1, both.index(min(cut for cut in both if before(there[place + 1], cut))) + BESIDE)
    first, stop = there.index(both[low]), there.index(both[high])
    cuts = right[right.index(both[low]) : right.index(both[high]) + 1]
    shapes = [tuple(b - a for a, b in zip(one, two, strict=True)) for one, two in pairwise(cuts)]
    part = replace(draft, rows=draft.rows[first:stop])
    done = repaired(part, shapes, Cursor(place - first, lang))
    after = Splice(part.rows, done.draft.rows).applied(draft)
    return after, done.cursor._replace(row=done.cursor.row + first), done.keys


def _is_one(right: Sequence[Corner], one: Corner, two: Corner) -> bool:
    return right.index(two) - right.index(one) == 1


def _row_at(draft: Draft, corner: Corner) -> int:
    """The place of the row that begins there, or holds what does."""
    return max(
        k for k, cut in enumerate(corners([row.shape for row in draft.rows])[:-1]) if before(cut, corner)
    )


def _wrong(draft: Draft, right: Sequence[Corner]) -> int:
    """How many of the places between rows are none between right ones, and the other way round."""
    return len(set(corners([row.shape for row in draft.rows])) ^ set(right))


def _is_right(draft: Draft, gold: frozenset[Sides]) -> bool:
    return {bead.sides for bead in draft.beads()} == gold


def _length(draft: Draft, place: int) -> int:
    return sum(len(text) for side in draft.rows[place].sides for text in side)
