"""A table that somebody wrote, in whatever format: which row names its columns, and the units below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tm.errors import MalformedTable
from tm.formats.memory import Reject
from tm.formats.tables.columns import Column, columns_of
from tm.formats.tables.rows import unit_of
from tm.units import Header, Rejected, TranslationUnit

HEAD = 10  # rows in which the names of the columns are looked for
Row = Sequence[str]


class Sheet:
    """Which columns a table has, by its first rows, and how its rows become units.

    The head is the first of `HEAD` rows that names languages. Without one every column is one of `langs`, in
    their order. Raises MalformedTable where nothing says what the columns are.
    """

    def __init__(self, path: Path | str, first: Sequence[Row], langs: Sequence[str] = ()) -> None:
        self.path = path
        self.above = 0  # rows up to the head, with it
        columns: list[Column | None] | None = None
        for number, row in enumerate(first[:HEAD], start=1):
            columns = columns_of(row, langs)
            if columns and (number == 1 or _languages(columns) > 1 or not any(map(any, first[: number - 1]))):
                self.above = number
                break
            columns = None
        self.columns = columns or self._headless(first, langs)
        sides = [column.kind for column in self.columns if column and column.kind in ("source", "target")]
        if sides:
            problem = f"a column is called {sides[0]}, but which language is that? --columns names both"
            raise MalformedTable(path, self.above or 1, problem)
        lang = next(column.lang for column in self.columns if column and column.kind == "text")
        self.header = Header(lang or "")
        self.warnings: list[str] = []

    def _headless(self, first: Sequence[Row], langs: Sequence[str]) -> list[Column | None]:
        width = max(map(len, first), default=0)
        if not langs:
            problem = (
                "no column is called after a language; name them in its first row, or by --columns kk,ru"
            )
            raise MalformedTable(self.path, 1, problem)
        if width != len(langs):
            problem = f"has {width} columns and no row that names them, but {len(langs)} languages are given"
            raise MalformedTable(self.path, 1, problem)
        counts: Counter[str] = Counter()
        columns: list[Column | None] = []
        for lang in langs:
            counts[lang] += 1
            columns.append(Column("text", lang, counts[lang]))
        return columns

    def units(self, rows: Iterable[Row | Rejected], reject: Reject | None) -> Iterator[TranslationUnit]:
        """The units of all rows, from the first on; `Rejected` among these are rows that are none."""
        differing: Counter[str] = Counter()
        above = empty = unnamed = 0
        columns, width = self.columns, len(self.columns)
        for number, row in enumerate(rows, start=1):
            if isinstance(row, Rejected):
                self._refuse(row, reject)
                continue
            if number <= self.above:
                above += number < self.above and any(row)
                continue
            if not any(row):
                empty += 1
                continue
            try:
                if any(row[width:]):
                    raise ValueError(f"has {len(row)} cells, but the table has {width} columns")
                filled = [
                    (column, cell)
                    for column, cell in zip(columns, row, strict=False)
                    if column and (cell or column.kind == "text")
                ]
                unnamed += sum(1 for column, cell in zip(columns, row, strict=False) if cell and not column)
                yield unit_of(filled, number, differing)
            except ValueError as error:
                self._refuse(Rejected(number, str(error), "\t".join(row)), reject)
        self._warn(above, empty, unnamed, differing["texts"])

    def _refuse(self, rejected: Rejected, reject: Reject | None) -> None:
        if reject is None:
            raise MalformedTable(self.path, rejected.line, rejected.problem)
        reject(rejected)

    def _warn(self, above: int, empty: int, unnamed: int, differing: int) -> None:
        for count, what in (
            (above, "left out, rows above the names of the columns"),
            (empty, "left out, empty rows"),
            (unnamed, "left out, cells in columns without a name"),
            (differing, "taken without inline codes, texts that are other than their #seg"),
        ):
            if count:
                self.warnings.append(f"{self.path}: {what}: {count:,}")


def _languages(columns: Iterable[Column | None]) -> int:
    return sum(1 for column in columns if column and column.kind in ("text", "source", "target"))
