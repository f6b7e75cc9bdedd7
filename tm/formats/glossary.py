"""Glossaries from files: tables (TSV, CSV) with a language a column, and TBX.

A table begins with a header row of language tags (`kk`, `en`, `ru`, `kk-KZ`, names as `Kazakh` and `Қазақша`
too), in any order. Terms in a cell are separated by `|`, the preferred one first; a cell may be empty. What
must not be used stands in a column `forbidden ru` (a tag after the word; also `forbidden:ru`,
`forbidden_ru`), or behind a `!` in the cell of its language: `школа | !училище`. A column `forbidden` without
a tag says yes or no of its row: yes makes the terms of all languages but that of the first column forbidden.
All other columns (kind, note, status) are kept as notes.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from tm.checks.terminology.glossary import Entry, Glossary
from tm.errors import MalformedGlossary
from tm.formats.documents import read_text
from tm.formats.tbx import read_tbx
from tm.languages import AUTONYMS, LANGUAGES, NAMES, base

_YES = frozenset(("yes", "y", "true", "1", "x", "+", "forbidden", "да", "иә"))
_NO = frozenset(("", "no", "n", "false", "0", "-", "нет", "жоқ"))
_TAG = re.compile("[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|[0-9]{3}))?")
_BY_NAME = {name.lower(): lang for names in (NAMES, AUTONYMS) for lang, name in names.items()}
# Languages that memories here may hold as well; other words of two or three letters may be any column.
_OTHERS = frozenset(
    re.findall("..", "truzkyttaztkbaukbedefresitptplcszhjakoarfamntghyka")  # two letters each
)
_FORBIDDEN = re.compile(r"forbidden[\s:_-]+(\S.*)", re.IGNORECASE)
_MARK = "!"


def read_glossary(path: Path | str) -> Glossary:
    r"""The glossary in a file: TBX where it is XML, else a table, separated by tabs, semicolons or commas.

    Raises UnreadableFile where it can't be read as text, and MalformedGlossary at the first row that is not
    as it should be, with its line.

    >>> import tempfile, pathlib
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "terms.tsv"
    >>> _ = path.write_text("kk,ru,kind\nмектеп,школа | !училище,noun", encoding="utf-8")
    >>> glossary = read_glossary(path)
    >>> glossary.entries[0].terms, glossary.entries[0].forbidden
    ({'kk': ('мектеп',), 'ru': ('школа',)}, {'ru': ('училище',)})
    """
    if str(path) != "-" and Path(path).suffix.lower() in (".tbx", ".xml", ".mtf"):
        return Glossary(read_tbx(path))
    text = read_text(path).text.lstrip("\ufeff")
    if text.lstrip().startswith("<"):
        if str(path) == "-":
            raise MalformedGlossary(
                path, 1, "is XML; from standard input only tables are read, name the file"
            )
        return Glossary(read_tbx(path))
    return Glossary(_table(path, text))


def _table(path: Path | str, text: str) -> Iterator[Entry]:
    rows = _rows(path, text)
    line, header = next(rows, (1, []))
    columns = _columns(path, line, header)
    for line, cells in rows:
        if not any(cells):
            continue
        if len(cells) > len(columns) and any(cells[len(columns) :]):
            raise MalformedGlossary(
                path,
                line,
                f"has {len(cells)} cells, the header has {len(columns)}; take out a separator, or quote it",
            )
        yield _entry(path, line, dict(zip(columns, cells, strict=False)))


def _rows(path: Path | str, text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, with the line each begins on; cells without white space around them."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    head = next(line for line in lines if line.strip())
    if "\t" in head:
        # In tables with tabs a quotation mark is a character like others, unless it holds a whole cell.
        for number, line in enumerate(lines, start=1):
            if line.strip():
                yield number, [_unquoted(cell.strip()) for cell in line.split("\t")]
        return
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader((f"{line}\n" for line in lines), delimiter=delimiter, strict=True)
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield start, [" ".join(cell.split()) for cell in cells]
            start = reader.line_num + 1
    except csv.Error as error:
        raise MalformedGlossary(
            path,
            start,
            f"is no row of CSV ({error}); put each cell with quotes in it in quotes, and double those inside",
        ) from error


def _unquoted(cell: str) -> str:
    inner = cell[1:-1]
    if len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in inner.replace('""', ""):
        return inner.replace('""', '"').strip()
    return cell


def _columns(path: Path | str, line: int, header: list[str]) -> list[tuple[str, str]]:
    """What each column holds: `terms` or `forbidden` and the language, or `note` and its name."""
    columns = []
    for name in header:
        marked = _FORBIDDEN.fullmatch(name)
        lang = _language(marked[1] if marked else name)
        if marked and lang is None:
            raise MalformedGlossary(path, line, f"“{name}” names no language; write it as “forbidden ru”")
        kind = "note" if lang is None else "forbidden" if marked else "terms"
        columns.append((kind, lang or name.lower()))
    twice = next(
        (
            name
            for name, column in zip(header, columns, strict=True)
            if columns.count(column) > 1 and column[1]
        ),
        None,
    )
    if twice is not None:
        raise MalformedGlossary(path, line, f"has two columns “{twice}”; separate alternatives with | in one")
    kinds = [kind for kind, _ in columns]
    if kinds.count("terms") < 2 and "forbidden" not in kinds:
        raise MalformedGlossary(
            path,
            line,
            "is no header with two languages or more; begin the file with a row as kk, en, ru",
        )
    return columns


def _language(name: str) -> str | None:
    """The language of a column, None where it is no language tag."""
    if name.lower() in _BY_NAME:
        return _BY_NAME[name.lower()]
    known = _TAG.fullmatch(name) and (
        base(name) in LANGUAGES or base(name) in _OTHERS or re.search("[-_]", name)
    )
    return base(name) if known else None


def _entry(path: Path | str, line: int, cells: dict[tuple[str, str], str]) -> Entry:
    terms: dict[str, list[str]] = {}
    forbidden: dict[str, list[str]] = {}
    for (kind, lang), cell in cells.items():
        if kind == "note":
            continue
        for term in (" ".join(one.split()) for one in cell.split("|")):
            bare = term.removeprefix(_MARK).strip()
            if not term:
                continue
            if not any(letter.isalnum() for letter in bare):
                raise MalformedGlossary(path, line, f"“{term}” has no letters or digits; take it out")
            bad = kind == "forbidden" or term.startswith(_MARK)
            (forbidden if bad else terms).setdefault(lang, []).append(bare)
    if _is_forbidden(path, line, cells.get(("note", "forbidden"), "")):
        first = next(lang for kind, lang in cells if kind == "terms")
        for lang in [lang for lang in terms if lang != first]:
            forbidden.setdefault(lang, []).extend(terms.pop(lang))
    if not terms and not forbidden:
        raise MalformedGlossary(path, line, "has no term in any language; fill it in, or take it out")
    notes = tuple(
        (name, cell)
        for (kind, name), cell in cells.items()
        if kind == "note" and cell and name != "forbidden"
    )
    return Entry(_tuples(terms), _tuples(forbidden), notes, line)


def _is_forbidden(path: Path | str, line: int, cell: str) -> bool:
    if cell.lower() in _YES:
        return True
    if cell.lower() in _NO:
        return False
    raise MalformedGlossary(
        path,
        line,
        f"“{cell}” in the column forbidden is neither yes nor no; terms go into a column “forbidden ru”",
    )


def _tuples(terms: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {lang: tuple(said) for lang, said in terms.items()}
