"""The rows of a sheet beside those that it was written from: what can be told apart, and what can't be.

Cells may be edited, and segments moved from cell to cell as long as they stay in their order. What was both
moved and changed can't be told from text that was lost, so it is a problem.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from tm.errors import Message
from tm.review.draft import Row
from tm.review.exchange.sheet.layout import Problem, side_key
from tm.review.exchange.sheet.moves import Item, Moves, Sides, crossed, moves_of
from tm.review.exchange.sheet.reading import Sheet, SheetRow

_SHOWN = 40  # characters of a text in a problem


class Comparison(NamedTuple):
    """The rows of the document and of the sheet, by place, and what became of each language's segments.

    `same` has the places in the sheet of the rows that are in both.
    """

    langs: tuple[str, ...]
    old: tuple[Row, ...]
    new: tuple[SheetRow, ...]
    same: Mapping[int, int]
    moves: tuple[Moves, ...]

    def links(self) -> Iterator[Item]:
        """Places of rows that belong together: they are the same, or a segment of one is in the other."""
        yield from self.same.items()
        for moves in self.moves:
            yield from ((one[0], other[0]) for one, other in moves.kept)


def compared(sheet: Sheet) -> tuple[Comparison, list[Problem]]:
    """The rows of a sheet beside the old ones; there are no moves where its numbers are in disorder."""
    langs, old = sheet.facts.langs, sheet.facts.rows
    places = {row.id: place for place, row in enumerate(old)}
    problems = list(_of_numbers(sheet.rows, places))
    new = tuple(row for row in sheet.rows if any(row.sides))  # a row without text was merged into another
    if not any(problem.serious for problem in problems):
        new, more = _in_order(new, places)
        problems += more
    if any(problem.serious for problem in problems):
        return Comparison(langs, old, new, {}, ()), problems
    same = {places[row.id]: place for place, row in enumerate(new) if row.id is not None}
    comparison = Comparison(langs, old, new, same, ())
    for k, lang in enumerate(langs):
        before, after = [side_key(row.sides[k]) for row in old], [side_key(row.sides[k]) for row in new]
        one = _Language(lang, before, after, moves_of(before, after, same))
        problems += [*_of_gone(one, comparison), *_of_new(one, comparison)]
        comparison = comparison._replace(moves=(*comparison.moves, one.moves))
    return comparison, problems


def _of_numbers(rows: Sequence[SheetRow], places: Mapping[int, int]) -> Iterator[Problem]:
    lines: dict[int, int] = {}
    for row in rows:
        if row.id is None:
            continue
        if row.id not in places:
            problem = Message("the document had no row %(id)s when the sheet was written", id=str(row.id))
            yield Problem(row.line, row.id, problem)
        elif row.id in lines:
            problem = Message(
                "row %(id)s is in line %(line)s too; clear the number of the one that is new",
                id=str(row.id),
                line=lines[row.id],
            )
            yield Problem(row.line, row.id, problem)
        lines.setdefault(row.id, row.line)


def _in_order(
    rows: tuple[SheetRow, ...], places: Mapping[int, int]
) -> tuple[tuple[SheetRow, ...], list[Problem]]:
    """The rows in the order of the document. One that somebody has sorted is put in order again."""
    known = [(places[row.id], row) for row in rows if row.id is not None]
    late = next((two for one, two in pairwise(known) if two[0] < one[0]), None)
    if late is None:
        return rows, []
    line, id = late[1].line, late[1].id
    if len(known) < len(rows):
        problem = Message("stands behind a row that comes after it; put the rows in their order again")
        return rows, [Problem(line, id, problem)]
    problem = Message("the rows were in another order; they were taken in that of the document")
    ordered = tuple(row for _, row in sorted(known, key=lambda pair: pair[0]))
    return ordered, [Problem(line, id, problem, serious=False)]


class _Language(NamedTuple):
    """The texts of a language by the places of rows, in the document and in the sheet."""

    lang: str
    before: Sides
    after: Sides
    moves: Moves


def _of_gone(one: _Language, comparison: Comparison) -> Iterator[Problem]:
    """Text that is lost, or may be."""
    strayed = crossed(one.before, one.after, one.moves)
    filled = {place for place, _ in one.moves.new}
    for at, k in one.moves.gone:
        id, place, text = comparison.old[at].id, comparison.same.get(at), one.before[at][k]
        lang, shown = one.lang, _short(text)
        if text in strayed:
            continue  # said where it is new
        if place is None:
            problem = Message(
                "is not there any more, and its %(lang)s text was changed or lost: %(text)s",
                lang=lang,
                text=shown,
            )
            yield Problem(0, id, problem)
        elif not one.after[place]:
            problem = Message("its %(lang)s text is nowhere any more: %(text)s", lang=lang, text=shown)
            yield Problem(comparison.new[place].line, id, problem)
        elif place not in filled:
            problem = Message("a part of its %(lang)s text is gone: %(text)s", lang=lang, text=shown)
            yield Problem(comparison.new[place].line, id, problem, serious=False)


def _of_new(one: _Language, comparison: Comparison) -> Iterator[Problem]:
    """Text that is out of order, doubled, or in a row of its own."""
    strayed = crossed(one.before, one.after, one.moves)
    known = {text for side in one.before for text in side} if one.moves.new else set()
    changed = {comparison.same.get(at) for at, _ in one.moves.gone}
    for place, k in one.moves.new:
        row, text = comparison.new[place], one.after[place][k]
        lang, shown = one.lang, _short(text)
        if text in strayed:
            problem = Message("%(lang)s text stands out of its order here: %(text)s", lang=lang, text=shown)
        elif row.id is None:
            problem = Message(
                "a row without a number has %(lang)s text that the document has not: %(text)s",
                lang=lang,
                text=shown,
            )
        elif text in known and place not in changed:
            problem = Message(
                "%(lang)s text stands here that another row has too: %(text)s", lang=lang, text=shown
            )
        else:
            continue
        yield Problem(row.line, row.id, problem)


def _short(text: str) -> str:
    return f"“{text[:_SHOWN]}…”" if len(text) > _SHOWN else f"“{text}”"
