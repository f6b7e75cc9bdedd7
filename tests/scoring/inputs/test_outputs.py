"""Files of hypotheses: every format says the same, and what is wrong with one is said with its place."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import UNHURRIED
from tests.scoring.files import (
    REFERENCES,
    ROWS,
    SOURCES,
    TEXTS,
    as_units,
    hypotheses,
    memory,
    read,
    text,
    unit,
    units,
)
from tm.errors import InputError, ScoreMismatch, UnreadableFile, UsageError
from tm.metrics.scored import ReferenceUnit


def as_text(name: str, *lines: str, encoding: str = "utf-8") -> Callable[[Path], Path]:
    return lambda folder: text(folder / name, *lines, encoding=encoding)


def rows(*keys: str) -> list[str]:
    """The hypotheses as JSON, the last one first."""
    found = [dict(zip(keys, (f"d:{n}", one), strict=True)) for n, one in enumerate(TEXTS, start=1)]
    return [json.dumps(one, ensure_ascii=n == 1) for n, one in enumerate(reversed(found))]


FORMATS: dict[str, Callable[[Path], Path]] = {
    "lines": as_text("NEU.txt", *TEXTS),
    "lines by language": as_text("NEU.6753.en", *TEXTS),
    "lines of no ending": as_text("NEU", *TEXTS),
    "tsv": as_text("NEU.tsv", *ROWS),
    "tab": as_text("NEU.tab", *reversed(ROWS)),
    "tsv with a head": as_text("NEU.tsv", "segment\thypothesis", *reversed(ROWS)),
    "tsv with a language": as_text("NEU.tsv", "tuid\tkk\ten", *(row.replace("\t", "\tх\t") for row in ROWS)),
    "tsv, id last": as_text("NEU.tsv", "mt\tid", *("\t".join(row.split("\t")[::-1]) for row in ROWS)),
    "tsv, the most telling": as_text(
        "NEU.tsv", "ID\ttext\tMT", *(row.replace("\t", "\t?\t") for row in ROWS)
    ),
    "csv": as_text(
        "NEU.csv", "id,translation", *(row.replace("\t", ",") for row in ROWS), encoding="utf-8-sig"
    ),
    "csv without a head": as_text("NEU.csv", *('"{}","{}"'.format(*row.split("\t")) for row in ROWS)),
    "csv of Excel here": as_text(
        "NEU.csv", '"id";"en"', *('"{}";"{}"'.format(*row.split("\t")) for row in ROWS)
    ),
    "jsonl": as_text("NEU.jsonl", *rows("id", "hypothesis")),
    "jsonl of others": as_text("NEU.ndjson", *rows("segment_id", "text")),
    "jsonl by its content": as_text("NEU.6753", *rows("tuid", "output")),
    "strings": as_text("NEU.jsonl", *map(json.dumps, TEXTS)),
    "objects without ids": as_text("NEU.jsonl", *(json.dumps({"mt": one, "text": "?"}) for one in TEXTS)),
    **{ending: as_units(f"NEU{ending}") for ending in (".tmx", ".xlf", ".po", ".xlsx")},
    "tmx by its content": lambda folder: as_units("x.tmx")(folder).rename(folder / "NEU.1"),
}


@pytest.mark.parametrize("form", FORMATS)
def test_every_format(tmp_path: Path, form: str) -> None:
    path = FORMATS[form](tmp_path)
    joined = read(path)
    assert (joined.systems[0].hypotheses, joined.systems[0].path) == (TEXTS, str(path))
    assert (joined.references, joined.dropped) == (REFERENCES, {})
    assert [one for one in joined.warnings if "taken for English" not in one] == []


def test_a_memory(tmp_path: Path) -> None:
    place = memory(
        tmp_path / "tm.sqlite", [unit(f"d:{n + 1}", ("kk", SOURCES[n]), ("en", TEXTS[n])) for n in (1, 2, 0)]
    )
    assert hypotheses(place) == TEXTS


@pytest.mark.parametrize(("newline", "encoding", "end"), [
    ("\n", "utf-8", False), ("\r\n", "utf-8", True), ("\r\n", "utf-8-sig", True), ("\n", "utf-16", False),
    ("\r\n", "utf-16-be", True),
])  # fmt: skip
@pytest.mark.parametrize(("name", "lines"), [
    ("a.en", TEXTS), ("a.tsv", ("id\ttext", *ROWS)),
    ("a.csv", ("id,text", *(row.replace("\t", ",") for row in ROWS))),
    ("a.jsonl", tuple(rows("id", "mt"))),
])  # fmt: skip
def test_encodings_and_newlines(
    tmp_path: Path, name: str, lines: tuple[str, ...], newline: str, encoding: str, end: bool
) -> None:
    path = text(tmp_path / name, *lines, newline=newline, encoding=encoding, end=end)
    joined = read(path)
    assert joined.systems[0].hypotheses == TEXTS
    assert [encoding in warning for warning in joined.warnings] == [True] * encoding.startswith("utf-16")


def test_only_newlines_end_lines(tmp_path: Path) -> None:
    odd = ("a\u2028b\x0cc\x85d\re", "one\ttwo", '"quoted"')
    assert hypotheses(text(tmp_path / "a.en", *odd)) == odd
    table = text(tmp_path / "a.tsv", *(f"d:{n}\t{one}" for n, one in enumerate(odd, start=1)))
    assert hypotheses(table) == odd
    table = text(tmp_path / "h.tsv", "id\ttext", *(f"d:{n}\t{one}" for n, one in enumerate(odd, start=1)))
    assert hypotheses(table) == odd


def test_quotes_are_cells_in_csv_alone(tmp_path: Path) -> None:
    cells = ["d:1", '"a ""b"" c"'], ["d:2", '"two\nlines"'], ["d:3", '"x, y"']
    found = hypotheses(text(tmp_path / "a.csv", "id,text", *map(",".join, cells)))
    assert found == ('a "b" c', "two\nlines", "x, y")
    joined = read(text(tmp_path / "a.tsv", 'd:1\t"a ""b"" c"', 'd:2\t"b"', "d:3\tc"))
    assert joined.systems[0].hypotheses == ('"a ""b"" c"', '"b"', "c")
    assert joined.warnings == (
        f"{tmp_path / 'a.tsv'}: quotes are taken as text, but line 1 looks quoted by a spreadsheet; "
        "save it as .csv if it is",
    )


def test_rows_that_look_like_titles_are_rows(tmp_path: Path) -> None:
    assert hypotheses(text(tmp_path / "a.tsv", "d:1\tText", "d:2\tTarget", "d:3\tHypothesis")) == (
        "Text", "Target", "Hypothesis",
    )  # fmt: skip


BAD = [
    (
        "a.tsv",
        ["no tab"],
        r"a.tsv:1: needs a tuid, a tab and the hypothesis; lines without ids are for a .txt",
    ),
    ("a.tsv", [*ROWS, ""], r"a.tsv:4: needs a tuid, a tab"),
    ("a.tsv", [*ROWS, "\tx"], r"a.tsv:4: has no id; every hypothesis needs one"),
    ("a.tsv", [*ROWS, "d:2\tx"], r"a.tsv:4: tuid d:2 stands here for the second time"),
    ("a.tsv", [*ROWS, "d:ru\tx", "d:ru\ty"], r"a.tsv:5: tuid d:ru stands here for the second time"),
    ("a.tsv", [ROWS[0]], r"has no hypothesis for 2 units of m.tmx, the first are d:2, d:3; --intersection"),
    ("a.tsv", [*ROWS, "e\tx"], r"has 1 hypothesis without a reference in m.tmx, the first is e; --inter"),
    ("a.tsv", ["id\tkk\tmt", "d:1\tx"], r"a.tsv:2: has 2 cells, but the first row names 3 columns"),
    ("a.tsv", ["id\tkk\tmt", "d:1\tx\ty\tz"], r"a.tsv:2: has 4 cells, but the first row names 3 columns"),
    ("a.tsv", ["id\tmt"], r"a.tsv:1: names columns, and no row follows"),
    ("a.csv", ["a,b,c"], r"a.csv:1: has no two cells, id and hypothesis, and no first row names columns"),
    ("a.csv", ["id,mt", "d:1,x", "", "d:2,y"], r"a.csv:3: has 0 cells, but the first row names 2 columns"),
    ("a.csv", ["id,mt", '"d:1","x', "y"], r"a.csv:2: is not well-formed CSV: unexpected end"),
    ("a.csv", ["id,mt", '"d:1","x\ny"', "d:1,z"], r"a.csv:4: tuid d:1 stands here for the second time"),
    ("a.jsonl", ["{", "x"], r"a.jsonl:1: is no JSON \(Expecting property name"),
    ("a.jsonl", ['"a"', ""], r"a.jsonl:2: is no JSON \(Expecting value\); a line has an object or a string"),
    ("a.jsonl", ["[" * 100_000], r"a.jsonl:1: is no JSON"),
    ("a.jsonl", ["9" * 10_000], r"a.jsonl:1: is no JSON"),
    ("a.jsonl", ['"a"', "3"], r"a.jsonl:2: is no JSON object or string"),
    ("a.jsonl", ['{"id": 1}'], r"a.jsonl:1: has no hypothesis; call it one of hypothesis, mt"),
    ("a.jsonl", ['{"id": "d:1", "mt": null}'], r'a.jsonl:1: its "mt" is no text'),
    ("a.jsonl", ['{"id": "d:1", "translation": {"en": "x"}}'], r'a.jsonl:1: its "translation" is no text'),
    ("a.jsonl", ['{"id": true, "mt": "x"}'], r'a.jsonl:1: its "id" is no id; write a text or a whole'),
    ("a.jsonl", ['{"id": "", "mt": "x"}'], r'a.jsonl:1: its "id" is no id'),
    ("a.jsonl", ['{"id": "d:1", "mt": "x"}', '"y"'], r"a.jsonl:2: has no id, and others have one"),
    ("a.jsonl", [r'{"id": "d:1", "mt": "\ud83d"}'], r"a.jsonl:1: has half of a character, \\ud83d; mend it"),
    ("a.json", ['[{"id": "d:1", "mt": "x"}]'], r"a.json:1: is no JSON object or string"),
    ("a.jsonl", ['""', '" "'], r"a.jsonl: all hypotheses are empty; the system is missing"),
    ("a.tsv", ["d:1\t", "d:2\t", "d:3\t"], r"a.tsv: all hypotheses are empty; the system is missing"),
]


@pytest.mark.parametrize(("name", "lines", "problem"), BAD)
def test_what_is_refused_and_where(tmp_path: Path, name: str, lines: list[str], problem: str) -> None:
    with pytest.raises(ScoreMismatch, match=problem) as error:
        read(text(tmp_path / name, *lines))
    assert str(error.value).startswith(str(tmp_path / name)) and "\n" not in str(error.value)


def test_numbers_are_ids_in_json(tmp_path: Path) -> None:
    numbered = replace(REFERENCES, units=tuple(ReferenceUnit(str(n), ("x",)) for n in (1, 2)))
    assert hypotheses(
        text(tmp_path / "a.jsonl", '{"id": 2, "mt": "b"}', '{"id": 1, "mt": "a"}'), numbered
    ) == ("a", "b")


def test_files_that_can_not_be_read(tmp_path: Path) -> None:
    for name, content, problem in (
        ("empty.en", b"", "is empty"),
        ("blank.tsv", b"\n \n", "is empty"),
        ("blank.csv", b"\r\n", "is empty"),
        ("binary", b"\0\1\2\3", "binary"),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(UnreadableFile, match=f"{name}: {problem}|{name}: is {problem}"):
            read(tmp_path / name)
    for name in ("none.en", "none.tsv", "none.csv", "none.jsonl", "none.tmx", "none"):
        with pytest.raises(UnreadableFile, match=f"{name}: no such file"):
            read(tmp_path / name)


def test_units_need_the_target_language(tmp_path: Path) -> None:
    path = as_units("a.tmx")(tmp_path)
    with pytest.raises(UsageError, match=r"a.tmx: --to says which of its languages is the translation"):
        read(path, replace(REFERENCES, target_lang=None))
    with pytest.raises(ScoreMismatch, match=r"a.tmx: no unit has ru; there is no hypothesis"):
        read(path, replace(REFERENCES, target_lang="ru"))
    assert hypotheses(path, replace(REFERENCES, source_lang="en", target_lang="kk")) == SOURCES


def test_crossings_are_no_hypotheses(tmp_path: Path) -> None:
    crossing = unit("d:1", ("kk", SOURCES[0]), ("en", "again"), crossing="repeated")
    pairs = [unit(f"d:{n}", ("kk", "х"), ("en", one)) for n, one in enumerate(TEXTS, start=1)]
    assert hypotheses(units(tmp_path / "a.tmx", [*pairs, crossing])) == TEXTS


@UNHURRIED
@given(
    st.binary(max_size=60),
    st.sampled_from(["a", "a.tsv", "a.csv", "a.jsonl", "a.tmx", "a.po", "a.xlf", "a.xlsx"]),
)
def test_any_bytes_are_joined_or_refused_in_one_line(content: bytes, name: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            assert len(hypotheses(path)) == 3
        except (InputError, UsageError) as error:
            assert "\n" not in str(error) and path.name in str(error)
