"""Tables as text, CSV and TSV: a row a unit, a column a language, and more, as `columns` says.

Written is what Excel and RFC 4180 call CSV: commas, quotes where they are needed, CRLF, and UTF-8 with a byte
order mark, without which Excel takes Kazakh for something else. TSV is the same with tabs and without the
mark. All that a unit says comes back; of the header only the source language, which is that of the first
column. A cell that begins with `=`, `+`, `-` or `@` is written as it is: a sign before it would be part of
the text, and a memory is no place to change texts. Who opens tables of strangers in a spreadsheet should have
them written as XLSX, where text is text.

Read are tables with commas, semicolons or tabs, in any encoding that documents may have, with `sep=;` as a
first line.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import chain, islice
from pathlib import Path
from typing import TextIO

from tm.formats.documents import SAMPLE, opened
from tm.formats.memory import Reject
from tm.formats.output import WrittenFile
from tm.formats.tables.columns import columns_of, title
from tm.formats.tables.rows import Spool, cells, wanted
from tm.formats.tables.sheet import HEAD, Row, Sheet
from tm.units import Header, Rejected, TranslationUnit

LONGEST = 5_000_000  # characters of a cell; what is longer is a quote that does not end
_TABS = frozenset((".tsv", ".tab", ".txt"))
_SEP = re.compile("(?:\ufeff)?sep=(.)\r?\n")
_QUOTED = re.compile('"(?:[^"]|"")*"')


class TableWriter(WrittenFile):
    """Writes units as CSV, or as TSV where the name ends in .tsv; the file appears when all is written.

    `langs` are the languages to write, in the order of the columns; all of them where there are none.

    >>> import tempfile
    >>> from tm.units import Variant
    >>> path = Path(tempfile.mkdtemp()) / "a.csv"
    >>> with TableWriter(path, Header("kk")) as writer:
    ...     writer.write(TranslationUnit("1", (Variant("kk", "Иә."), Variant("ru", "Да, да."))))
    >>> print(path.read_text("utf-8-sig"))
    tuid,kk,ru
    1,Иә.,"Да, да."
    <BLANKLINE>
    """

    def __init__(
        self, path: Path | str, header: Header, *, langs: Sequence[str] = (), delimiter: str | None = None
    ) -> None:
        self.lost: Counter[str] = Counter()
        self._path, self._header, self._langs = path, header, langs
        self._delimiter = delimiter or ("\t" if Path(path).suffix.lower() in _TABS else ",")

    def _begin_in(self, stack: ExitStack) -> None:
        self._spool = stack.enter_context(Spool())

    def write(self, unit: TranslationUnit) -> None:
        """Append one unit."""
        kept = wanted(unit, self._langs, self.lost)
        if kept:
            self._spool.append(cells(kept, self.lost, frozenset()), unit.name)

    def _finish(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            return
        columns, rows = self._spool.table()
        titles = [title(column) for column in columns] or ["tuid", *(self._langs or [self._header.srclang])]
        encoding = "utf-8" if self._delimiter == "\t" else "utf-8-sig"
        text = io.TextIOWrapper(self._stream, encoding, newline="", write_through=True)
        out = csv.writer(text, delimiter=self._delimiter, lineterminator="\r\n")
        out.writerow(titles)
        out.writerows(rows)
        text.detach()
        first = next((column.lang for column in columns if column.kind == "text"), self._header.srclang)
        if facts := unsaid(self._header, first or ""):
            self.lost["facts of the header"] = facts


class TableReader:
    """Reads units from CSV or TSV; the delimiter is the one that makes the best table of it.

    `langs` say what the columns are where nothing names them, and what source and target are. Raises
    MalformedTable with the row where no table can be made of it, and UnreadableFile.
    """

    share = 0.0  # how much of the file was read is not known

    def __init__(self, path: Path | str, *, reject: Reject | None = None, langs: Sequence[str] = ()) -> None:
        self._path, self._reject = path, reject
        with opened(path) as stream:
            sample = stream.read(SAMPLE)
            self.encoding = stream.encoding
        self._skipped = _SEP.match(sample)
        self._delimiter, self._raw = _dialect(path, sample, langs)
        with opened(path) as stream:
            first = [row for row in islice(self._rows(stream), HEAD) if not isinstance(row, Rejected)]
        self._sheet = Sheet(path, first, langs)
        self.header = self._sheet.header
        self.warnings = self._sheet.warnings
        if not self.encoding.startswith("utf-8"):
            self.warnings.append(f"{path}: read as {self.encoding}, not UTF-8")

    def __iter__(self) -> Iterator[TranslationUnit]:
        with opened(self._path) as stream:
            yield from self._sheet.units(self._rows(stream), self._reject)

    def _rows(self, stream: TextIO) -> Iterator[Row | Rejected]:
        if self._skipped:
            stream.readline()
        lines: list[str] = []  # of the row that is being read
        rows = _reader(_noted(stream, lines), self._delimiter, self._raw)
        number = 0
        while True:
            number += 1
            lines.clear()
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                yield Rejected(number, f"not well-formed: {error}", "".join(lines)[:SAMPLE])
                continue
            yield [cell.lstrip("\ufeff") for cell in row] if number == 1 else row


def _reader(lines: Iterable[str], delimiter: str, raw: bool, strict: bool = True) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST)
    if raw:
        return csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE, strict=strict)
    return csv.reader(lines, delimiter=delimiter, strict=strict)


def _noted(stream: TextIO, lines: list[str]) -> Iterator[str]:
    """The lines of a stream, each appended to `lines` too."""
    for line in stream:
        lines.append(line)
        yield line


def unsaid(header: Header, srclang: str) -> int:
    """How many facts of a header a table without one can't say, if its first column is in this language."""
    usual = Header(srclang)
    names = ("srclang", "adminlang", "segtype", "datatype", "creationtool", "creationtoolversion")
    plain: int = sum(getattr(header, name) != getattr(usual, name) for name in names)
    return plain + len(header.props) + len(header.attributes) + len(header.encodings)


def _dialect(path: Path | str, sample: str, langs: Sequence[str]) -> tuple[str, bool]:
    """The delimiter, and whether quotes in it are only quotes.

    The best delimiter names the most languages in the first row, then gives as many columns as there are
    languages, then rows of one width.
    """
    if found := _SEP.match(sample):
        return found[1], False
    usual = ("\t", ",", ";") if Path(str(path)).suffix.lower() in _TABS else (",", ";", "\t")
    lines = list(io.StringIO(sample, newline=""))
    lines = lines[:-1] if len(sample) >= SAMPLE and len(lines) > 1 else lines

    def score(delimiter: str) -> tuple[int, bool, float, int]:
        raw = delimiter == "\t" and _is_raw(lines)
        rows = [row for row in islice(_reader(lines, delimiter, raw, strict=False), 50) if row]
        if not rows:
            return 0, False, 0.0, 0
        named = max(
            sum(1 for column in columns_of(row, langs) or () if column and column.lang) for row in rows[:HEAD]
        )
        width = len(rows[0])
        same = sum(1 for row in rows if len(row) == width) / len(rows)
        return named, width == len(langs), same if width > 1 else 0.0, width

    delimiter = max(usual, key=score)
    return delimiter, delimiter == "\t" and _is_raw(lines)


def _is_raw(lines: Sequence[str]) -> bool:
    """Whether quotes in a table with tabs stand for themselves, as in corpora, and not for cells.

    They do where every line is a row and some cell begins with a quote that nothing asks for or that does not
    end.
    """
    rows = [line.rstrip("\r\n").split("\t") for line in lines]
    cells = [cell for cell in chain.from_iterable(rows) if cell]
    quoted = [cell for cell in cells if cell.startswith('"')]
    if not quoted or len({len(row) for row in rows}) > 1:
        return False
    if any(not _QUOTED.fullmatch(cell) for cell in quoted):
        return True
    return len(quoted) < len(cells) and any('"' not in cell[1:-1] and "\r" not in cell for cell in quoted)
