"""Workbooks as openpyxl reads and writes them, and what it gets wrong: text that is text, and safe to open.

Characters that XML can't hold are written as OOXML has it, `_x0001_`.
"""

from __future__ import annotations

import re
import warnings
from contextlib import ExitStack
from datetime import date, datetime, time
from pathlib import Path
from types import TracebackType

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.text import Text
from openpyxl.reader.excel import SHARED_STRINGS, ExcelReader
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from tm.errors import MalformedTable
from tm.formats.seg import NO_TEXT
from tm.formats.tables.archive import checked

CHARACTERS = 32_767  # in a cell, as UTF-16 counts them
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LIKE_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4})")
_SURROGATE = re.compile("[\ud800-\udfff]")


class _Workbook(ExcelReader):  # type: ignore[misc]
    """openpyxl's reader, but for shared strings, in which that undoes half of the escape of OOXML."""

    def read_strings(self) -> None:
        """Takes the shared strings as they are written."""
        part = self.package.find(SHARED_STRINGS)
        if part is not None:
            with self.archive.open(part.PartName[1:]) as source:
                for _, node in iterparse(source):
                    if node.tag == f"{{{SHEET_MAIN_NS}}}si":
                        self.shared_strings.append(Text.from_tree(node).content)
                        node.clear()


class Opened:
    """A workbook while it is read: with `formulas` the formulas of its cells, else their results."""

    def __init__(self, path: Path | str, *, formulas: bool = False) -> None:
        self._path, self._formulas = path, formulas

    def __enter__(self) -> Workbook:
        with ExitStack() as stack:
            stream = stack.enter_context(checked(self._path))
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    reader = _Workbook(stream, read_only=True, data_only=not self._formulas, keep_links=False)
                    reader.read()
                    book = reader.wb
            except Exception as error:
                problem = f"can't be read as a workbook, it is damaged or none: {reason_of(error)}"
                raise MalformedTable(self._path, 1, problem) from error
            stack.callback(book.close)
            self._stack = stack.pop_all()
        return book

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)


def text_cell(sheet: WriteOnlyWorksheet) -> Cell:
    """A cell whose value is text, whatever it begins with."""
    cell = WriteOnlyCell(sheet)
    cell.data_type = "s"
    return cell


def escaped(value: str) -> tuple[str, int]:
    """A value as OOXML writes it, and how many halves of characters were left out of it.

    What XML can't hold, and what would read as such, is in hexadecimal.
    """
    dropped = 0
    if "_x" in value:
        value = _LIKE_ESCAPE.sub("_x005F_", value)
    if NO_TEXT.search(value):
        value, dropped = _SURROGATE.subn("", value)
        value = NO_TEXT.sub(lambda found: f"_x{ord(found[0]):04X}_", value)
    return value, dropped


def is_too_long(value: str) -> bool:
    """Whether Excel takes no cell with so much in it; `value` is escaped."""
    return len(value) > CHARACTERS // 2 and len(unescaped(value).encode("utf-16-le")) // 2 > CHARACTERS


def text_of(value: object) -> str:
    """A value of a cell as Excel shows it, more or less: a number with 15 digits, a date as ISO 8601."""
    if value is None:
        return ""
    if isinstance(value, str):
        return unescaped(value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return f"{value:.15g}"
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def unescaped(value: str) -> str:
    """A value that OOXML has written so."""

    def character(found: re.Match[str]) -> str:
        char = chr(int(found[1], 16))
        return found[0] if _SURROGATE.match(char) else char

    return _ESCAPE.sub(character, value) if "_x" in value else value


def reason_of(error: Exception) -> str:
    """What a library says of a failure, on one line."""
    return " ".join(str(error).split())[:200] or type(error).__name__
