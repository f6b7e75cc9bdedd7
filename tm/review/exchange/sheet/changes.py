"""From a sheet that came back to a change of the draft.

What was changed in the sheet must still fit the document: rows that somebody has changed there meanwhile are
left as they are, and named.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import NamedTuple

from tm.errors import Message
from tm.review.draft import Draft, Row, State, Texts
from tm.review.exchange.sheet.comparison import Comparison, compared
from tm.review.exchange.sheet.layout import Problem, side_key, word_key
from tm.review.exchange.sheet.moves import Item
from tm.review.exchange.sheet.reading import Sheet
from tm.review.splice import Splice


class SheetChanges(NamedTuple):
    """What a sheet changes: splices of the draft, which make one event, and problems.

    There are no splices where a problem is serious. `edited`, `moved` and `decided` count rows whose texts,
    segments and states become others; `version` is that of the document when the sheet was written.
    """

    splices: tuple[Splice, ...]
    problems: tuple[Problem, ...]
    edited: int
    moved: int
    decided: int
    version: int

    @property
    def is_refused(self) -> bool:
        """Whether a problem is so serious that nothing can be taken over."""
        return any(one.serious for one in self.problems)


class _Group(NamedTuple):
    """Rows of the document and of the sheet, by place, that have their segments among themselves."""

    old: range
    new: range


def changes_of(draft: Draft, sheet: Sheet) -> SheetChanges:
    """What the sheet changes in a draft of the same document."""
    comparison, found = compared(sheet)
    problems = [*sheet.problems, *found]
    splices: list[Splice] = []
    if not any(problem.serious for problem in problems):
        ids = count(draft.next_id)
        rows = _Rows(comparison)
        for group in _groups(comparison):
            splice = rows.splice(group, ids)
            if splice.old == splice.new or _is_done(draft, splice):
                continue
            if splice.fits(draft):
                splices.append(splice)
            else:
                problems.append(_overtaken(comparison, group))
    problems.sort(key=lambda problem: (not problem.serious, problem.line))
    edited, moved, decided = _counted(splices)
    return SheetChanges(tuple(splices), tuple(problems), edited, moved, decided, sheet.facts.version)


def _groups(comparison: Comparison) -> Iterator[_Group]:
    """The smallest groups, in order; most are one row and itself."""
    last_new, last_old = [0] * len(comparison.old), [0] * len(comparison.new)
    for one, other in comparison.links():
        last_new[one] = max(last_new[one], other)
        last_old[other] = max(last_old[other], one)
    at = there = 0
    while at < len(last_new) and there < len(last_old):
        old_end, new_end = at, there
        done, seen = at, there
        while done <= old_end or seen <= new_end:
            if done <= old_end:
                new_end = max(new_end, last_new[done])
                done += 1
            else:
                old_end = max(old_end, last_old[seen])
                seen += 1
        yield _Group(range(at, old_end + 1), range(there, new_end + 1))
        at, there = old_end + 1, new_end + 1


class _Rows:
    """Makes rows of the draft from those of a sheet."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._old_of = {new: old for old, new in comparison.same.items()}
        self._from: dict[int, set[int]] = {}  # of each row of the sheet, the rows that its segments are from
        self._to: dict[int, set[int]] = {}  # of each row of the document, those where they are
        for moves in comparison.moves:
            for one, other in moves.kept:
                self._from.setdefault(other[0], set()).add(one[0])
                self._to.setdefault(one[0], set()).add(other[0])
        self._written = {row for moves in comparison.moves for row, _ in moves.new}
        lost = {row for moves in comparison.moves for row, _ in moves.gone}
        self._written |= {new for new, old in self._old_of.items() if old in lost}
        self._kept = [dict((other, one) for one, other in moves.kept) for moves in comparison.moves]

    def splice(self, group: _Group, ids: Iterator[int]) -> Splice:
        """The rows of a group, as they were and as they are in the sheet."""
        old = tuple(self._comparison.old[place] for place in group.old)
        new = [self._row(place, ids) for place in group.new]
        left = [self._comparison.old[place].note for place in group.old if place not in self._comparison.same]
        if any(left):  # as where rows are merged
            said = (new[0].note, *left)
            new[0] = replace(new[0], note="\n".join(filter(None, said)))
        return Splice(old, tuple(new))

    def _row(self, place: int, ids: Iterator[int]) -> Row:
        said = self._comparison.new[place]
        sources = self._from.get(place, set())
        edited = place in self._written or any(self._comparison.old[one].edited for one in sources)
        if place not in self._old_of:
            sides = self._sides(place, None)
            return Row(next(ids), sides, None, said.state, said.marked, edited, said.note)
        at = self._old_of[place]
        old = self._comparison.old[at]
        moved = bool(sources - {at}) or bool(self._to.get(at, set()) - {place})
        state = State.OPEN if moved and said.state is old.state else said.state
        return replace(
            old,
            sides=self._sides(place, old),
            confidence=None if moved else old.confidence,
            state=state,
            marked=said.marked,
            edited=old.edited or edited,
            note=old.note if _same_note(old.note, said.note) else said.note,
        )

    def _sides(self, place: int, old: Row | None) -> tuple[Texts, ...]:
        """The sides, with the very texts of the document where the sheet has not changed them."""
        sides = []
        for number, side in enumerate(self._comparison.new[place].sides):
            known = self._kept[number]
            if old is not None and side_key(old.sides[number]) == side_key(side):
                sides.append(old.sides[number])
            else:
                said = enumerate(side)
                sides.append(tuple(self._text(number, known.get((place, k)), text) for k, text in said))
        return tuple(sides)

    def _text(self, number: int, item: Item | None, text: str) -> str:
        """A segment as the document has it, where it is kept, else as the sheet says it."""
        if item is None:
            return text
        return [one for one in self._comparison.old[item[0]].sides[number] if word_key(one)][item[1]]


def _same_note(one: str, other: str) -> bool:
    return one.split() == other.split()


def _is_done(draft: Draft, splice: Splice) -> bool:
    """Whether the draft has the new rows already, as when a sheet is taken over twice."""
    known = next((k for k, row in enumerate(splice.new) if draft.place(row.id) is not None), None)
    if known is None:
        return False
    start = (draft.place(splice.new[known].id) or 0) - known
    there = draft.rows[max(start, 0) : start + len(splice.new)]
    return list(map(_said, there)) == list(map(_said, splice.new))


def _said(row: Row) -> Row:
    return replace(row, id=0)


def _overtaken(comparison: Comparison, group: _Group) -> Problem:
    row = comparison.new[group.new[0]]
    problem = Message("was changed in the document since the sheet was written; it is left as it is there")
    return Problem(row.line, row.id, problem, serious=False)


def _counted(splices: Sequence[Splice]) -> tuple[int, int, int]:
    edited = moved = decided = 0
    for old, new in splices:
        before = {row.id: row for row in old}
        for row in new:
            was = before.get(row.id)
            edited += row.edited and (was is None or was.sides != row.sides or not was.edited)
            moved += row.confidence is None and (was is None or was.sides != row.sides)
            decided += row.state is not (was.state if was else State.OPEN)
    return edited, moved, decided
