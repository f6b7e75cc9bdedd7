"""The sheet in: its rows as they were left, and what can't be understood in them."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from tm.errors import InputError, MalformedTable, Message
from tm.formats.tables.workbook import Opened, reason_of, text_of
from tm.formats.tables.xlsx import ROWS as MOST
from tm.review.draft import Source, State, Texts
from tm.review.exchange.sheet.layout import (
    FACTS,
    MARK,
    NOTE,
    ROW,
    ROWS,
    STATE,
    Facts,
    Problem,
    facts_in,
    side_in,
)

_NONE = "is no sheet that a review was written to; send back the one that was downloaded"
_WIDEST = 100  # columns that are looked at
_STATES = {state.value: state for state in State}


class SheetRow(NamedTuple):
    """A row of a sheet: where it stands in it, and what it says; `id` is None where somebody has added it."""

    line: int
    id: int | None
    sides: tuple[Texts, ...]
    state: State
    marked: bool
    note: str


class Sheet(NamedTuple):
    """A sheet that came back: what it was written from, its rows, and what is wrong in them."""

    facts: Facts
    rows: tuple[SheetRow, ...]
    problems: tuple[Problem, ...]


class _Cells(NamedTuple):
    """The cells of a row by column, and the columns whose cells hold a formula or an error."""

    line: int
    texts: Mapping[str, str]
    formulas: tuple[str, ...]


def sheet_in(path: Path | str, source: Source, langs: Sequence[str]) -> Sheet:
    """Read a sheet of this document. Raises InputError where it is none, damaged, or of another document."""
    with Opened(path, formulas=True) as book:
        if {ROWS, FACTS} - set(book.sheetnames):
            raise MalformedTable(path, 1, _NONE)
        facts = _facts(path, book)
        _refuse_other(path, facts, source, langs)
        rows: list[SheetRow] = []
        problems: list[Problem] = []
        for cells in _rows(path, book[ROWS], (ROW, STATE, MARK, NOTE, *langs)):
            if cells.formulas:
                what = ", ".join(cells.formulas)
                problem = Message(
                    "holds a formula, or the error of one, in: %(what)s; write the text itself", what=what
                )
                problems.append(Problem(cells.line, _id(cells), problem))
            elif any(cells.texts.values()):
                row = _row(cells, langs)
                if isinstance(row, Problem):
                    problems.append(row)
                else:
                    rows.append(row)
    return Sheet(facts, tuple(rows), tuple(problems))


def _facts(path: Path | str, book: Workbook) -> Facts:
    said: dict[str, str] = {}
    for cells in _cells(path, book[FACTS]):
        name, value, *_ = (*(_text(cell) for cell in cells), "", "")
        said[name] = value
    try:
        return facts_in(said)
    except (ValueError, KeyError) as error:
        what = f"it lacks {error}" if isinstance(error, KeyError) else error
        raise MalformedTable(path, 1, f"the hidden sheet {FACTS} is damaged: {what}; {_NONE}") from error


def _refuse_other(path: Path | str, facts: Facts, source: Source, langs: Sequence[str]) -> None:
    if (facts.project, facts.name) != (source.project, source.name):
        raise InputError(
            Message(
                "%(path)s: is of the document %(one)s, not of %(other)s; nothing was taken over",
                path=str(path),
                one=repr(f"{facts.project}/{facts.name}"),
                other=repr(f"{source.project}/{source.name}"),
            )
        )
    if facts.langs != tuple(langs):
        raise InputError(f"{path}: is in {', '.join(facts.langs)}, but the document in {', '.join(langs)}")


def _rows(path: Path | str, sheet: ReadOnlyWorksheet, wanted: Sequence[str]) -> Iterator[_Cells]:
    """The rows below the header, with the columns that are wanted, wherever they stand."""
    lines = enumerate(_cells(path, sheet), start=1)
    _, head = next(lines, (1, ()))
    titles = [_text(cell).strip() for cell in head]
    for title in wanted:
        if titles.count(title) != 1:
            problem = "has no column" if title not in titles else "has more than one column"
            raise MalformedTable(path, 1, f"the sheet {sheet.title} {problem} {title!r}; {_NONE}")
    places = {title: titles.index(title) for title in wanted}
    for line, cells in lines:
        found = {title: cells[place] for title, place in places.items() if place < len(cells)}
        formulas = tuple(title for title, cell in found.items() if cell.data_type in ("f", "e"))
        texts = {title: _text(cell) for title, cell in found.items() if title not in formulas}
        yield _Cells(line, {title: texts.get(title, "").strip() for title in wanted}, formulas)


def _cells(path: Path | str, sheet: ReadOnlyWorksheet) -> Iterator[tuple[ReadOnlyCell | EmptyCell, ...]]:
    """The rows of a sheet as cells. Whatever openpyxl raises where it is damaged becomes one line."""
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_col=_WIDEST)
    number = 0
    while True:
        number += 1
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                row = next(rows, None)
        except Exception as error:
            problem = f"the sheet {sheet.title} is damaged here or below: {reason_of(error)}"
            raise MalformedTable(path, number, problem) from error
        if row is None:
            return
        if number > MOST:
            raise MalformedTable(path, number, f"a sheet has {MOST:,} rows at most")
        yield row


def _row(cells: _Cells, langs: Sequence[str]) -> SheetRow | Problem:
    texts, id = cells.texts, _id(cells)
    if texts[ROW] and id is None:
        problem = Message("has %(said)s for its number; leave what stood there", said=repr(texts[ROW][:40]))
        return Problem(cells.line, None, problem)
    state = _STATES.get(texts[STATE].lower() or State.OPEN)
    if state is None:
        problem = Message(
            "has the state %(said)s, which is none of these: %(states)s",
            said=repr(texts[STATE][:40]),
            states=", ".join(State),
        )
        return Problem(cells.line, id, problem)
    sides = tuple(side_in(texts[lang]) for lang in langs)
    note = texts[NOTE].replace("\r\n", "\n")
    return SheetRow(cells.line, id, sides, state, bool(texts[MARK]), note)


def _id(cells: _Cells) -> int | None:
    said = cells.texts[ROW]
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else None


def _text(cell: ReadOnlyCell | EmptyCell) -> str:
    return text_of(cell.value)
