"""Tables as XLSX (ECMA-376): as `columns` says, with the header on a second sheet, `memory`.

Every cell is written as text, whatever it begins with, so that no text becomes a formula or loses a zero.
Characters that XML can't hold are written as OOXML has it, `_x0001_`. Nothing of a unit or header is lost,
but Excel takes no more than 32,767 characters in a cell and 1,048,576 rows, and what has more is refused.

Read is the first visible sheet of any workbook that names languages. Before openpyxl sees a file, it must be
a ZIP archive of a reasonable size that declares no entities.
"""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from tm.errors import InputError, MalformedTable
from tm.formats.memory import Reject
from tm.formats.output import WrittenFile
from tm.formats.tables.columns import Column, title
from tm.formats.tables.rows import Cells, Spool, cells, wanted
from tm.formats.tables.sheet import HEAD, Row, Sheet
from tm.formats.tables.stated import header_of, statements
from tm.formats.tables.workbook import CHARACTERS, Opened, escaped, is_too_long, reason_of, text_cell, text_of
from tm.units import Header, Rejected, TranslationUnit

ROWS = 1_048_576
COLUMNS = 16_384
UNITS, MEMORY = "units", "memory"  # the sheets
_BATCH = 256  # rows read at once


class XlsxWriter(WrittenFile):
    """Writes units to a workbook, which appears when all is written.

    `langs` are the languages to write, in the order of the columns; all of them where there are none. Raises
    InputError, which names the unit, for what is too large for Excel.
    """

    def __init__(self, path: Path | str, header: Header, *, langs: Sequence[str] = ()) -> None:
        self.lost: Counter[str] = Counter()
        self._path, self._header, self._langs = path, header, langs

    def _begin_in(self, stack: ExitStack) -> None:
        self._spool = stack.enter_context(Spool(COLUMNS))

    def write(self, unit: TranslationUnit) -> None:
        """Append one unit."""
        kept = wanted(unit, self._langs, self.lost)
        if kept is None:
            return
        row = [(column, self._escaped(value)) for column, value in cells(kept, self.lost)]
        _refuse_large(row, unit.name)
        if self._spool.rows + 2 > ROWS:
            raise InputError(f"unit {unit.name}: Excel has {ROWS:,} rows; split the memory, or write CSV")
        self._spool.append(row, unit.name)

    def _escaped(self, value: str) -> str:
        value, dropped = escaped(value)
        if dropped:
            self.lost["characters that are no text"] += dropped
        return value

    def _finish(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            return
        columns, rows = self._spool.table()
        columns = columns or [
            Column("tuid"),
            *(Column("text", lang) for lang in self._langs or [self._header.srclang]),
        ]
        book = Workbook(write_only=True)
        book.properties.creator = "ushtil"
        _fill(book.create_sheet(UNITS), [self._escaped(title(column)) for column in columns], rows, columns)
        facts = [
            [self._escaped(name), self._escaped(value)] for name, value in statements(self._header, self.lost)
        ]
        _fill(book.create_sheet(MEMORY), ["header", "value"], iter(facts))
        with tempfile.TemporaryFile() as whole:  # where openpyxl can't write it ends in disorder
            book.save(whole)
            whole.seek(0)
            shutil.copyfileobj(whole, self._stream)


class XlsxReader:
    """Reads units from a workbook; `line` of a unit is its row.

    Numbers, dates and the results of formulas are read as text. `langs` as for `TableReader`. Raises
    UnreadableFile for what is no such workbook or unsafe, MalformedTable with the row otherwise.
    """

    share = 0.0  # how much of the file was read is not known

    def __init__(self, path: Path | str, *, reject: Reject | None = None, langs: Sequence[str] = ()) -> None:
        self._path, self._reject = path, reject
        others: list[str] = []
        found: Sheet | None = None
        problem: MalformedTable | None = None
        with self._book() as book:
            for sheet in book.worksheets:
                if sheet.title == MEMORY or sheet.sheet_state != "visible":
                    continue
                first = list(islice(self._rows(sheet), HEAD))
                if found:
                    others += [sheet.title] if any(map(any, first)) else []
                    continue
                try:
                    found = Sheet(path, first, langs)
                    self._title = sheet.title
                except MalformedTable as error:
                    problem = problem or error
                    others += [sheet.title] if any(map(any, first)) else []
            if found is None:
                raise problem or MalformedTable(path, 1, "the workbook has no sheet to read")
            self._sheet = found
            self.warnings = found.warnings
            self.header = found.header
            if MEMORY in book.sheetnames:
                self.header = header_of(islice(self._rows(book[MEMORY]), 1, None), found.header)
        if others:
            self.warnings.append(
                f"{path}: of its sheets only {self._title} was read, not {', '.join(others)}"
            )

    def __iter__(self) -> Iterator[TranslationUnit]:
        with self._book() as book:
            yield from self._sheet.units(self._counted(book[self._title]), self._reject)

    def _counted(self, sheet: ReadOnlyWorksheet) -> Iterator[Row | Rejected]:
        for number, row in enumerate(self._rows(sheet), start=1):
            if number > ROWS:
                raise MalformedTable(self._path, number, f"a sheet has {ROWS:,} rows at most")
            yield row

    def _book(self) -> Opened:
        return Opened(self._path)

    def _rows(self, sheet: ReadOnlyWorksheet) -> Iterator[Row]:
        """The rows of a sheet as text. Whatever openpyxl raises where it is damaged becomes one line."""
        sheet.reset_dimensions()
        rows = sheet.iter_rows(values_only=True)
        number = 0
        while True:
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    batch = [[text_of(value) for value in row] for row in islice(rows, _BATCH)]
            except Exception as error:
                problem = f"the sheet {sheet.title} is damaged here or below: {reason_of(error)}"
                raise MalformedTable(self._path, number + 1, problem) from error
            if not batch:
                return
            number += len(batch)
            yield from batch


def _refuse_large(row: Cells, name: str) -> None:
    for column, value in row:
        if is_too_long(value):
            raise InputError(
                f"unit {name}: {len(value):,} characters in {title(column)} are too many for a cell, "
                f"which holds {CHARACTERS:,} in Excel; write CSV or TMX"
            )


def _fill(
    sheet: WriteOnlyWorksheet,
    titles: Sequence[str],
    rows: Iterator[list[str]],
    columns: Sequence[Column] = (),
) -> None:
    """Writes a sheet: a bold row of titles that stays in sight, and wrapped text below it."""
    for number, _ in enumerate(titles, start=1):
        is_text = bool(columns) and columns[number - 1].kind == "text"
        sheet.column_dimensions[get_column_letter(number)].width = 60 if is_text or not columns else 18
    sheet.freeze_panes = "A2"
    head = [text_cell(sheet) for _ in titles]
    for cell, text in zip(head, titles, strict=True):
        cell.font = Font(bold=True)
        cell._value = text
    sheet.append(head)
    wrap = Alignment(wrap_text=True, vertical="top")
    body = [text_cell(sheet) for _ in titles]
    for cell in body:
        cell.alignment = wrap
    count = 1
    for row in rows:
        filled: list[Cell | None] = []
        for cell, text in zip(body, row, strict=True):
            cell._value = text  # past the setter, which takes texts with = for formulas and cuts long ones
            filled.append(cell if text else None)
        sheet.append(filled)
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(titles))}{count}"
