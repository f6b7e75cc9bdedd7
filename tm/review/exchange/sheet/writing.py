"""The sheet out: a row a row, its text in wrapped columns, what is not to be changed locked and coloured."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.writer.excel import ExcelWriter

from tm.errors import InputError
from tm.formats.output import written
from tm.formats.tables.workbook import CHARACTERS, escaped, is_too_long, text_cell
from tm.formats.tables.xlsx import ROWS as MOST
from tm.report.elements import BANDS, band_of, figure_of
from tm.review.draft import Draft, Row, Source, State
from tm.review.exchange.sheet.layout import (
    CONFIDENCE,
    FACTS,
    MARK,
    MARKED,
    NOTE,
    ROW,
    ROWS,
    STATE,
    cell_of,
    facts_out,
)

_WIDTHS = {ROW: 8, STATE: 12, MARK: 7, CONFIDENCE: 13, NOTE: 30}
_TEXT = 60  # the width of a language
_FILLS = dict(zip((band.name for band in BANDS), ("D9F0E0", "FFF0B8", "FBE0E0"), strict=True))
_LOCKED = "F1EFEB"
_SPARE = 1000  # rows below the last one whose state is chosen from the list too
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the date of all parts, so that the same draft gives the same bytes


def write_sheet(draft: Draft, source: Source, version: int, path: Path | str) -> None:
    """Write the document as a workbook; `version` is the number of the last event that the draft knows.

    Raises InputError, which names the row, for what is too large for Excel.
    """
    if len(draft) + 1 > MOST:
        raise InputError(f"{source.name}: Excel has {MOST:,} rows, the document has more")
    for row in draft.rows:  # before openpyxl begins, which can't be stopped in order
        _values(row)
    book = Workbook(write_only=True)
    book.properties.creator = "ushtil"
    book.properties.created = book.properties.modified = datetime(*_EPOCH[:3])
    _fill(book.create_sheet(ROWS), draft)
    facts = book.create_sheet(FACTS)
    facts.sheet_state = "hidden"
    for pair in facts_out(draft, source, version):
        facts.append([_plain(facts, value) for value in pair])
    with written(path) as stream, tempfile.TemporaryFile() as whole:
        with zipfile.ZipFile(whole, "w") as archive:  # packed when it is dated
            ExcelWriter(book, archive).save()
        _redated(whole, stream)


def _redated(whole: BinaryIO, stream: BinaryIO) -> None:
    """Pack an archive anew with one date for all of its parts, which openpyxl dates with the clock."""
    with tempfile.TemporaryFile() as again:
        with zipfile.ZipFile(whole) as one, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as other:
            for part in one.infolist():
                entry = zipfile.ZipInfo(part.filename, _EPOCH)
                entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
                with one.open(part) as content, other.open(entry, "w", force_zip64=True) as copy:
                    shutil.copyfileobj(content, copy)
        again.seek(0)
        shutil.copyfileobj(again, stream)


def _fill(sheet: WriteOnlyWorksheet, draft: Draft) -> None:
    titles = [ROW, STATE, MARK, CONFIDENCE, *draft.langs, NOTE]
    for number, title in enumerate(titles, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(title, _TEXT)
    sheet.freeze_panes = "A2"
    _protect(sheet)
    states = DataValidation("list", f'"{",".join(State)}"', showErrorMessage=True, errorTitle=STATE)
    states.error = f"One of {', '.join(State)}"
    states.add(f"B2:B{min(len(draft) + 1 + _SPARE, MOST)}")
    sheet.data_validations.append(states)
    sheet.append([_styled(sheet, title, font=Font(bold=True), fill=_fill_of(_LOCKED)) for title in titles])
    cells = _Cells(sheet, len(draft.langs))
    for row in draft.rows:
        sheet.append(cells.of(row))
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(titles))}{len(draft) + 1}"


def _protect(sheet: WriteOnlyWorksheet) -> None:
    """Lock the cells that say so, without a password: against slips of the hand. All else is allowed."""
    protection = sheet.protection
    protection.sheet = True
    for allowed in ("formatCells", "formatColumns", "formatRows", "insertRows", "sort", "autoFilter"):
        setattr(protection, allowed, False)


class _Cells:
    """The cells of a row, which are made once and filled for each row anew."""

    def __init__(self, sheet: WriteOnlyWorksheet, langs: int) -> None:
        free = Protection(locked=False)
        self._id = _styled(sheet, fill=_fill_of(_LOCKED))
        self._bands = {name: _styled(sheet, fill=_fill_of(colour)) for name, colour in _FILLS.items()}
        self._by_hand = _styled(sheet, fill=_fill_of(_LOCKED))
        self._free = [_styled(sheet, protection=free) for _ in range(langs + 3)]

    def of(self, row: Row) -> list[Cell]:
        """The row as cells."""
        self._id._value = str(row.id)
        confidence, figure = self._by_hand, ""
        if row.confidence is not None:
            band = band_of(row.confidence)
            confidence, figure = self._bands[band.name], f"{band.symbol} {figure_of(row.confidence)}"
        confidence._value = figure
        for cell, value in zip(self._free, _values(row), strict=True):
            cell._value = value
        return [self._id, *self._free[:2], confidence, *self._free[2:]]


def _values(row: Row) -> list[str]:
    """What is to be changed of a row, escaped. Raises InputError where it is too much for a cell."""
    said = (row.state, MARKED if row.marked else "", *map(cell_of, row.sides), row.note)
    return [_fitting(value, row) for value in said]


def _fitting(value: str, row: Row) -> str:
    kept, _ = escaped(value)
    if is_too_long(kept):
        raise InputError(
            f"row {row.id}: {len(value):,} characters are too many for a cell, which holds {CHARACTERS:,}"
        )
    return kept


def _styled(sheet: WriteOnlyWorksheet, value: str = "", **styles: object) -> Cell:
    """A cell of text, wrapped, that stays text when somebody edits it."""
    cell = _plain(sheet, value)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    for name, style in styles.items():
        setattr(cell, name, style)
    return cell


def _plain(sheet: WriteOnlyWorksheet, value: str) -> Cell:
    cell = text_cell(sheet)
    cell.number_format, cell.quotePrefix = "@", True
    cell._value, _ = escaped(value)
    return cell


def _fill_of(colour: str) -> PatternFill:
    return PatternFill("solid", start_color=colour, end_color=colour)
