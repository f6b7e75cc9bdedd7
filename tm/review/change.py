"""A change of several places at once: splices that stand apart, each of the same draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import count, groupby
from operator import itemgetter

from tm.review.draft import Draft, Row
from tm.review.splice import Splice

Change = tuple[Splice, ...]


class Unfit(ValueError):
    """A draft does not have the rows that a change is of."""


def least(splices: Iterable[Splice]) -> Change:
    """The same change of as few rows as can be: without those that stay as they are."""
    return tuple(small for splice in splices for small in _least(splice))


def touched(change: Iterable[Splice]) -> frozenset[int]:
    """The ids of the rows that are changed, that go, and that come, by a change that is `least`."""
    ids: set[int] = set()
    for old, new in change:
        before, after = ({row.id: row for row in rows} for rows in (old, new))
        if before.keys() == after.keys():
            ids.update(before)
        else:
            ids.update(id for id in before.keys() | after.keys() if before.get(id) != after.get(id))
    return frozenset(ids)


def numbered(change: Change, next_id: int) -> Change:
    """The change with ids of its new rows that no row ever had, whatever was done since it was thought of."""
    free = {row.id for splice in change for row in splice.old}
    fresh = count(next_id)
    numbered = []
    for old, new in change:
        if [row.id for row in old] == [row.id for row in new]:
            free.difference_update(row.id for row in old)
            numbered.append(Splice(old, new))
            continue
        rows = []
        for row in new:
            kept = row.id in free
            free.discard(row.id)
            rows.append(row if kept else replace(row, id=next(fresh)))
        numbered.append(Splice(old, tuple(rows)))
    return tuple(numbered)


def applied(draft: Draft, change: Iterable[Splice]) -> Draft:
    """The draft with all of the change made; Unfit where a part of it does not fit."""
    rows: list[Row] = []
    done = 0
    highest = draft.next_id - 1
    for start, (old, new) in sorted(_placed(draft, change), key=itemgetter(0)):
        if start < done or draft.rows[start : start + len(old)] != old:
            raise Unfit("the rows are not there as they were")
        rows += draft.rows[done:start]
        rows += new
        done = start + len(old)
        highest = max(highest, *(row.id for row in new)) if new else highest
    rows += draft.rows[done:]
    return Draft(draft.langs, tuple(rows), highest + 1)


def _placed(draft: Draft, change: Iterable[Splice]) -> Iterator[tuple[int, Splice]]:
    for splice in change:
        start = draft.place(splice.old[0].id)
        if start is None:
            raise Unfit("the rows are not there as they were")
        yield start, splice


def _least(splice: Splice) -> Iterator[Splice]:
    old, new = splice
    if len(old) == len(new) and all(one.id == two.id for one, two in zip(old, new, strict=True)):
        pairs = zip(old, new, strict=True)
        for differ, run in groupby(pairs, key=_differs):
            if differ:
                yield Splice(*map(tuple, zip(*run, strict=True)))
        return
    most = min(len(old), len(new)) - 1  # one row of each stays, by which the splice is found
    start = _alike(old[:most], new[:most])
    end = _alike(old[::-1][: most - start], new[::-1][: most - start])
    yield Splice(old[start : len(old) - end], new[start : len(new) - end])


def _differs(pair: tuple[Row, Row]) -> bool:
    one, two = pair
    return one is not two and (one.state is not two.state or one != two)


def _alike(one: Sequence[Row], two: Sequence[Row]) -> int:
    """With how many equal rows both begin."""
    return next((k for k, (a, b) in enumerate(zip(one, two, strict=True)) if a != b), len(one))
