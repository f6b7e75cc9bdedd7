r"""The hypotheses that a file holds, each with its id where it has one, whatever the file is.

Formats are told by the ending, and by the content where that says nothing:

    text            a hypothesis a line
    .tsv .tab       an id, a tab and the hypothesis, where all after the first tab is text; or columns that a
                    first row names. Quotes are text: such files are made by programs that quote nothing
    .csv            the same with commas or semicolons, and cells in quotes as spreadsheets write them
    .jsonl .ndjson  an object a line with an id and a hypothesis, or without ids, or a string a line
    units           TMX, XLIFF, PO, XLSX, a memory: the target of each unit, and its tuid

`IDS` and `TEXTS` are what columns and keys may be called; the first of `TEXTS` that is there counts, so that
`text` and `target`, which may be the source or the reference, give way to a name that says more.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple, NoReturn

from tm.errors import ScoreMismatch, UsageError
from tm.formats.documents import read_text
from tm.formats.kinds import Kind
from tm.formats.memory import entered
from tm.formats.tables.columns import Column, column_of
from tm.languages import matches
from tm.metrics.scored import ReferenceSet
from tm.scoring.inputs.lines import TEXTS as PLAIN
from tm.scoring.inputs.lines import Lines, read_lines, units_kind, units_of
from tm.store import called
from tm.units import TranslationUnit

IDS = ("id", "tuid", "segment_id", "segment", "segid", "seg_id")
TEXTS = ("hypothesis", "mt", "translation", "output", "target", "text")
TABS, COMMAS, JSON = (".tsv", ".tab"), (".csv",), (".jsonl", ".ndjson", ".json")


class Row(NamedTuple):
    """A hypothesis: where it stands, its id and its source segment, None where nothing says them.

    `line` counts from 1, and is the number of the unit in a memory.
    """

    text: str
    line: int
    id: str | None = None
    source: str | None = None


class Output(NamedTuple):
    """What a system made, as its file has it; `by` says what rows are joined by: line, id or source."""

    path: str
    rows: list[Row]
    by: str
    warnings: tuple[str, ...] = ()
    is_memory: bool = False

    def place(self, row: Row) -> str:
        """Where a row stands, for the end of a sentence."""
        return f"{'unit' if self.is_memory else 'line'} {row.line}"


def read_output(path: Path | str, references: ReferenceSet) -> Output:
    """The hypotheses of a file in its order.

    Raises UnreadableFile, ScoreMismatch with `file:line`, UsageError where nothing says which language of
    units is the translation, and what their readers raise.
    """
    ending = Path(path).suffix.lower()
    if ending in TABS:
        return _of_table(path, references)
    if ending in COMMAS:
        return _of_csv(path, references)
    if ending in JSON:
        return _of_json(path, read_lines(path))
    kind = units_kind(path)
    if kind is not None:
        return _of_units(path, kind, references)
    lines = read_lines(path)
    if ending not in PLAIN and _is_json(lines.texts[0]):
        return _of_json(path, lines)
    rows = [Row(text, number) for number, text in enumerate(lines.texts, start=1)]
    return Output(str(path), rows, "line", lines.warnings)


def _refuse(path: Path | str, line: int, problem: str) -> NoReturn:
    raise ScoreMismatch(f"{path}:{line}: {problem}")


class _Head(NamedTuple):
    """Which cells of a row are the id and the hypothesis, and how many there are."""

    id: int
    text: int
    width: int


def _head(titles: Sequence[str], lang: str | None) -> _Head | None:
    """What a first row names; None where it does not name both an id and a hypothesis."""
    names = [title.strip().lower() for title in titles]
    id = next((names.index(name) for name in IDS if name in names), None)
    text = next((names.index(name) for name in TEXTS if name in names), None)
    if id is None:
        return None
    if text is None:
        columns = [(place, column_of(title.strip())) for place, title in enumerate(titles) if title.strip()]
        langs = [(place, column) for place, column in columns if _is_text(column) and place != id]
        wanted = [(place, column) for place, column in langs if lang and matches(lang, column.lang or "")]
        found = wanted if lang else langs
        if len(found) != 1:
            return None
        text = found[0][0]
    return _Head(id, text, len(names))


def _is_text(column: Column) -> bool:
    return column.kind == "text" and column.n == 1


def _of_table(path: Path | str, references: ReferenceSet) -> Output:
    lines = read_lines(path)
    head = _head(lines.texts[0].split("\t"), references.target_lang)
    rows = []
    for number, line in enumerate(lines.texts, start=1):
        if head and number == 1:
            continue
        if head is None or (head.width == 2 and head.id == 0):
            cells = line.split("\t", 1)
        else:
            cells = line.rsplit("\t", 1) if head.width == 2 else line.split("\t")
        if head is None and len(cells) < 2:
            _refuse(path, number, "needs a tuid, a tab and the hypothesis; lines without ids are for a .txt")
        rows.append(_row(path, number, cells, head or _Head(0, 1, 2)))
    return Output(str(path), _some(path, rows), "id", (*lines.warnings, *_quoted(path, rows)))


def _row(path: Path | str, line: int, cells: Sequence[str], head: _Head) -> Row:
    if len(cells) != head.width:
        _refuse(path, line, f"has {len(cells)} cells, but the first row names {head.width} columns")
    if not cells[head.id].strip():
        _refuse(path, line, "has no id; every hypothesis needs one")
    return Row(cells[head.text], line, cells[head.id])


def _some(path: Path | str, rows: list[Row]) -> list[Row]:
    if not rows:
        _refuse(path, 1, "names columns, and no row follows; there is no hypothesis")
    return rows


def _quoted(path: Path | str, rows: Sequence[Row]) -> Iterator[str]:
    """Quotes are text in a table with tabs; where a spreadsheet made it, that is worth to know."""
    quoted = [
        row for row in rows if len(row.text) > 1 and row.text[0] == row.text[-1] == '"' and '""' in row.text
    ]
    if quoted:
        yield (
            f"{path}: quotes are taken as text, but line {quoted[0].line} looks quoted by a spreadsheet; "
            "save it as .csv if it is"
        )


def _of_csv(path: Path | str, references: ReferenceSet) -> Output:
    document = read_text(path)
    head, mark = None, ","
    for one in (",", ";", "\t"):
        first = next(csv.reader(io.StringIO(document.text, newline=""), delimiter=one))
        head = _head(first, references.target_lang)
        if head:
            mark = one
            break
    made = []
    for number, (line, cells) in enumerate(_csv_rows(path, document.text, mark)):
        if head is None and len(cells) != 2:
            problem = "has no two cells, id and hypothesis, and no first row names columns, as id,hypothesis"
            _refuse(path, line, problem)
        if number or head is None:
            made.append(_row(path, line, cells, head or _Head(0, 1, 2)))
    return Output(str(path), _some(path, made), "id", (document.note,) if document.note else ())


def _csv_rows(path: Path | str, text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table, each with the line where it begins."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = rows.line_num + 1
        try:
            yield line, next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            _refuse(path, line, f"is not well-formed CSV: {error}")


def _is_json(line: str) -> bool:
    """Whether a line is an object with a hypothesis."""
    try:
        found = json.loads(line) if line.startswith("{") else None
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and any(name in found for name in TEXTS)


def _of_json(path: Path | str, lines: Lines) -> Output:
    rows = [_json_row(path, number, line) for number, line in enumerate(lines.texts, start=1)]
    return Output(str(path), rows, _by(path, rows, "line"), lines.warnings)


def _json_row(path: Path | str, number: int, line: str) -> Row:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", "too deep or too large")
        _refuse(path, number, f"is no JSON ({reason}); a line has an object or a string")
    if isinstance(found, str):
        return Row(_whole(path, number, found), number)
    if not isinstance(found, dict):
        _refuse(path, number, "is no JSON object or string; each line has one with a hypothesis")
    name = next((name for name in TEXTS if name in found), None)
    if name is None:
        _refuse(path, number, f"has no hypothesis; call it one of {', '.join(TEXTS)}")
    text = found[name]
    if not isinstance(text, str):
        _refuse(path, number, f'its "{name}" is no text')
    key = next((key for key in IDS if key in found), None)
    id = None if key is None else found[key]
    if key is not None and (isinstance(id, bool) or not isinstance(id, str | int) or id == ""):
        _refuse(path, number, f'its "{key}" is no id; write a text or a whole number')
    return Row(_whole(path, number, text), number, None if id is None else _whole(path, number, str(id)))


def _whole(path: Path | str, number: int, text: str) -> str:
    r"""A text, refused where it has half of a character, which only \u in JSON can make."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        _refuse(path, number, f"has half of a character, \\u{ord(text[error.start]):04x}; mend it")
    return text


def _by(path: Path | str, rows: Sequence[Row], otherwise: str) -> str:
    """What rows are joined by: their ids, if all have one, and something else if none has."""
    without = [row for row in rows if row.id is None]
    if not without:
        return "id"
    if len(without) < len(rows):
        _refuse(path, without[0].line, "has no id, and others have one; give all of them ids or none")
    return otherwise


def _of_units(path: Path | str, kind: Kind, references: ReferenceSet) -> Output:
    source, target = references.source_lang, references.target_lang
    name = called(path)
    if not target:
        raise UsageError(f"{name}: --to says which of its languages is the translation")
    with ExitStack() as stack:
        reader = entered(units_of(path, kind, source, target), stack)
        rows = list(_rows_of(name, reader, source, target))
        warnings = tuple(reader.warnings)
    if not rows:
        raise ScoreMismatch(f"{name}: no unit has {target}; there is no hypothesis")
    return Output(name, rows, _by(name, rows, "source"), warnings, kind.name == "memory")


def _rows_of(name: str, units: Iterable[TranslationUnit], source: str | None, target: str) -> Iterator[Row]:
    """The hypotheses of units; those without one are missing, and crossings are never scored."""
    for unit in units:
        found = [one.text for one in unit.variants if matches(target, one.lang)]
        if len(found) > 1:
            raise ScoreMismatch(
                f"{name}:{unit.line}: unit {unit.name} has {len(found)} hypotheses in {target}; leave one"
            )
        if found and not unit.prop("x-crossing"):
            origin = next((one.text for one in unit.variants if source and matches(source, one.lang)), None)
            yield Row(found[0], unit.line, unit.tuid, origin)
