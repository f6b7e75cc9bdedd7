"""A document under review as an XLSX sheet, for people who would rather work in one, and back.

layout.py      its columns, and what the hidden second sheet knows of the document
codec.py       those rows as text
writing.py     the sheet out
reading.py     the sheet in: its rows, and what can't be understood in them
moves.py       which segments of a language are where they were, which moved, which are new or gone
comparison.py  the rows of the sheet beside those it was written from, and what is wrong
changes.py     from that to a change of the draft, or to problems
"""

from __future__ import annotations

from pathlib import Path

from tm.review.draft import Draft, Source
from tm.review.exchange.sheet.changes import SheetChanges, changes_of
from tm.review.exchange.sheet.layout import Problem
from tm.review.exchange.sheet.reading import sheet_in
from tm.review.exchange.sheet.writing import write_sheet

__all__ = ["Problem", "SheetChanges", "read_sheet", "write_sheet"]


def read_sheet(draft: Draft, source: Source, path: Path | str) -> SheetChanges:
    """What a sheet that was written for this document, now or before, changes in it.

    Raises InputError where the file is no such sheet, is damaged or unsafe, or is of another document. All
    else that is wrong is a problem with the row of the sheet.
    """
    return changes_of(draft, sheet_in(path, source, draft.langs))
