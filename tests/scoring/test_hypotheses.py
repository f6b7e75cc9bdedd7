"""Hypotheses: joined by id or by line from every format, and refused with the place where they do not fit."""

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
from tests.scoring.files import memory, text, unit, units
from tm.errors import InputError, ScoreMismatch, UnreadableFile, UsageError
from tm.metrics.results import ReferenceSet, ReferenceUnit
from tm.scoring.hypotheses import Joined, read_system, read_systems

SOURCES = ("Мысық кілемде отыр.", "Жаңбыр жауды.", "Ол кетті.")
TEXTS = ("The cat sits on the mat.", "It rains today.", "He went away.")
REFERENCES = ReferenceSet(
    "m.tmx",
    tuple(ReferenceUnit(f"d:{n}", ("x",), source, number=n) for n, source in enumerate(SOURCES, start=1)),
    "kk",
    "en",
    left_out=("d:ru",),
)
ROWS = tuple(f"d:{n}\t{one}" for n, one in enumerate(TEXTS, start=1))


def read(
    path: Path | str,
    references: ReferenceSet = REFERENCES,
    by_segment: bool = False,
    intersection: bool = False,
) -> Joined:
    return read_systems({"NEU": path}, references, by_segment=by_segment, intersection=intersection)


def hypotheses(
    path: Path | str, references: ReferenceSet = REFERENCES, by_segment: bool = False
) -> tuple[str, ...]:
    return read(path, references, by_segment=by_segment).systems[0].hypotheses


def as_units(name: str) -> Callable[[Path], Path]:
    pairs = [unit(f"d:{n + 1}", ("kk", SOURCES[n]), ("en", TEXTS[n])) for n in (2, 0, 1)]
    return lambda folder: units(folder / name, pairs)


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


@UNHURRIED
@given(
    st.lists(st.text("abс ,\"'\u2028", min_size=1).filter(str.strip), min_size=1, max_size=8), st.randoms()
)
def test_the_order_of_rows_with_ids_does_not_matter(texts: list[str], random: object) -> None:
    references = replace(REFERENCES, units=tuple(ReferenceUnit(f"d:{n}", ("x",)) for n in range(len(texts))))
    order = list(range(len(texts)))
    random.shuffle(order)  # type: ignore[attr-defined]
    with TemporaryDirectory() as folder:
        tsv = text(Path(folder) / "a.tsv", *(f"d:{n}\t{texts[n]}" for n in order))
        lines = [json.dumps({"id": f"d:{n}", "mt": texts[n]}) for n in order]
        assert hypotheses(tsv, references) == tuple(texts)
        assert hypotheses(text(Path(folder) / "a.jsonl", *lines), references) == tuple(texts)


@pytest.mark.parametrize("texts", [TEXTS[:1], TEXTS[:2], (*TEXTS, "One more.")])
@pytest.mark.parametrize("name", ["a.en", "a.jsonl"])
def test_as_many_lines_as_references_or_none(tmp_path: Path, texts: tuple[str, ...], name: str) -> None:
    lines = map(json.dumps, texts) if name == "a.jsonl" else texts
    count = "1 hypothesis" if len(texts) == 1 else f"{len(texts)} hypotheses"
    path = text(tmp_path / name, *lines)
    with pytest.raises(
        ScoreMismatch, match=f"{name}: {count} for 3 references of m.tmx; the lines must match$"
    ):
        read(path)
    with pytest.raises(ScoreMismatch, match="don't say which of them is missing; give hypotheses with ids"):
        read(path, intersection=True)


def test_two_hypotheses_for_one_reference(tmp_path: Path) -> None:
    one = replace(REFERENCES, units=(ReferenceUnit("d:1", (TEXTS[0],)),))
    with pytest.raises(ScoreMismatch, match=r"a.en: 2 hypotheses for 1 reference of m.tmx"):
        read(text(tmp_path / "a.en", TEXTS[0], TEXTS[1]), one)  # sacrebleu 2.6.0 gives it 100.0
    double = unit("d:1", ("kk", SOURCES[0]), ("en", "One."), ("en", "Another."))
    with pytest.raises(ScoreMismatch, match=r"a.tmx:\d+: unit d:1 has 2 hypotheses in en; leave one"):
        read(units(tmp_path / "a.tmx", [double]), one)


def test_lines_after_a_selection_want_ids(tmp_path: Path) -> None:
    chosen = replace(REFERENCES, unselected=2)
    with pytest.raises(
        ScoreMismatch, match=r"5 hypotheses for 3 references .*; ids, in .tsv or .jsonl, need no"
    ):
        read(text(tmp_path / "a.en", *TEXTS, "x", "y"), chosen)
    joined = read(text(tmp_path / "a.tsv", *ROWS, "e:1\tx", "e:2\ty"), chosen)
    assert (joined.systems[0].hypotheses, joined.dropped) == (TEXTS, {})
    assert joined.warnings == (
        f"{tmp_path / 'a.tsv'}: left out, 2 hypotheses of units that are not scored; the first are e:1, e:2",
    )
    with pytest.raises(ScoreMismatch, match=r"3 hypotheses without a reference in m.tmx"):
        read(text(tmp_path / "b.tsv", *ROWS, "e:1\tx", "e:2\ty", "e:3\tz"), chosen)


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


def test_more_than_three_ids_are_not_listed(tmp_path: Path) -> None:
    many = replace(REFERENCES, units=tuple(ReferenceUnit(str(n), ("x",)) for n in range(9)))
    with pytest.raises(ScoreMismatch, match=r"for 8 units of m.tmx, the first are 0, 1, 2; --intersection"):
        read(text(tmp_path / "a.tsv", "5\tx"), many)


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


def test_hypotheses_of_units_that_are_not_scored_are_left_out(tmp_path: Path) -> None:
    assert hypotheses(text(tmp_path / "a.tsv", "d:ru\tno", *ROWS)) == TEXTS


def test_ids_that_stand_twice_among_references(tmp_path: Path) -> None:
    twice = replace(REFERENCES, units=(REFERENCES.units[0],) * 2)
    assert hypotheses(text(tmp_path / "a.en", "x", "y"), twice) == ("x", "y")
    with pytest.raises(
        ScoreMismatch, match=r"m.tmx: tuid d:1 stands twice, so ids of .*a.tsv can't tell which"
    ):
        read(text(tmp_path / "a.tsv", "d:1\tx"), twice)


class TestUnitsWithoutIds:
    def file(self, folder: Path, *order: int) -> Path:
        return units(folder / "a.tmx", [unit(None, ("kk", SOURCES[n]), ("en", TEXTS[n])) for n in order])

    def test_are_joined_by_the_text_of_their_source(self, tmp_path: Path) -> None:
        assert hypotheses(self.file(tmp_path, 2, 0, 1)) == TEXTS

    def test_a_source_that_stands_twice(self, tmp_path: Path) -> None:
        with pytest.raises(
            ScoreMismatch, match=r"a.tmx:\d+: the source segment 'Мысық кілемде отыр.', without"
        ):
            read(self.file(tmp_path, 0, 1, 2, 0))
        twice = replace(REFERENCES, units=(*REFERENCES.units, replace(REFERENCES.units[0], id="d:4")))
        with pytest.raises(ScoreMismatch, match=r"has no tuids, and m.tmx has the source segment 'Мысық"):
            read(self.file(tmp_path, 0, 1, 2), twice)

    def test_a_source_that_is_missing_or_unknown(self, tmp_path: Path) -> None:
        with pytest.raises(ScoreMismatch, match=r"has no hypothesis for 1 unit of m.tmx, the first is d:2"):
            read(self.file(tmp_path, 0, 2))
        fewer = replace(REFERENCES, units=REFERENCES.units[:2], left_out=())
        with pytest.raises(
            ScoreMismatch, match=r"has 1 hypothesis without a reference in m.tmx, the first is line \d"
        ):
            read(self.file(tmp_path, 0, 1, 2), fewer)

    def test_references_without_a_source(self, tmp_path: Path) -> None:
        without = replace(REFERENCES, units=tuple(replace(one, source=None) for one in REFERENCES.units))
        with pytest.raises(
            ScoreMismatch, match=r"has no tuids, and not all references of m.tmx have a source"
        ):
            read(self.file(tmp_path, 0, 1, 2), without)

    def test_units_without_a_source(self, tmp_path: Path) -> None:
        with pytest.raises(ScoreMismatch, match=r"a.tmx: line \d+ has neither a tuid nor a source segment"):
            read(units(tmp_path / "a.tmx", [unit(None, ("en", "x"))]))

    def test_some_have_one(self, tmp_path: Path) -> None:
        mixed = [unit("d:1", ("kk", SOURCES[0]), ("en", "x")), unit(None, ("kk", SOURCES[1]), ("en", "y"))]
        with pytest.raises(ScoreMismatch, match=r"a.tmx:\d+: has no id, and others have one"):
            read(units(tmp_path / "a.tmx", mixed))


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


SEGMENTED = replace(
    REFERENCES,
    units=tuple(
        replace(one, segments=numbers, document="d")
        for one, numbers in zip(REFERENCES.units, ((0,), (1, 2), (4,)), strict=True)
    ),
    total=5,
)


class TestBySegment:
    LINES = ("The cat.", "It rains", "today.", "unused", "He left.")

    def test_segments_of_a_unit_are_joined(self, tmp_path: Path) -> None:
        path = text(tmp_path / "a.en", *self.LINES)
        assert hypotheses(path, SEGMENTED, by_segment=True) == ("The cat.", "It rains today.", "He left.")

    def test_files_with_ids_have_a_hypothesis_a_unit_all_the_same(self, tmp_path: Path) -> None:
        assert hypotheses(text(tmp_path / "a.tsv", *ROWS), SEGMENTED, by_segment=True) == TEXTS

    def test_counts_must_match(self, tmp_path: Path) -> None:
        with pytest.raises(
            ScoreMismatch, match=r"a.en: 3 hypotheses for 5 source segments of m.tmx; the lines"
        ):
            read(text(tmp_path / "a.en", *TEXTS), SEGMENTED, by_segment=True)
        with pytest.raises(
            ScoreMismatch, match=r"must match \(--by-segment takes one line a source segment\)"
        ):
            read(text(tmp_path / "b.en", *self.LINES), SEGMENTED)

    @pytest.mark.parametrize(
        ("numbers", "total", "document", "problem"),
        [
            ((), 5, "d", "does not say which source segments its units are from"),
            ((7,), 5, "d", "names source segment 7, but says it has 5"),
            ((1,), 5, "d", "source segment 1 stands in several units$"),
            ((1,), None, "e", "stands in several units; it has 2 documents, and --by-segment takes one"),
        ],
    )
    def test_odd_segment_numbers(
        self, tmp_path: Path, numbers: tuple[int, ...], total: int | None, document: str, problem: str
    ) -> None:
        first = replace(SEGMENTED.units[0], segments=numbers, document=document)
        odd = replace(SEGMENTED, units=(first, *SEGMENTED.units[1:]), total=total)
        with pytest.raises(ScoreMismatch, match=f"m.tmx: .*{problem}"):
            read(text(tmp_path / "a.en", *self.LINES), odd, by_segment=True)


class TestIntersection:
    def test_only_what_every_system_has_is_scored(self, tmp_path: Path) -> None:
        some = text(tmp_path / "some.tsv", ROWS[2], ROWS[0])
        more = text(tmp_path / "more.tsv", *ROWS, "e:1\tx")
        whole = text(tmp_path / "whole.en", *TEXTS)
        joined = read_systems({"S": some, "M": more, "W": whole}, REFERENCES, intersection=True)
        assert [one.id for one in joined.references.units] == ["d:1", "d:3"]
        assert [one.hypotheses for one in joined.systems] == [(TEXTS[0], TEXTS[2])] * 3
        assert joined.dropped == {"S: no hypothesis": ("d:2",), "M: no reference": ("e:1",)}
        assert joined.warnings == (
            f"m.tmx: 1 of 3 segments are not scored, for not every file has them; missing in {some} 1",
            f"{more}: left out, 1 hypothesis without a reference; the first is e:1",
        )

    def test_nothing_is_left(self, tmp_path: Path) -> None:
        one, other = text(tmp_path / "1.tsv", ROWS[0]), text(tmp_path / "2.tsv", ROWS[1])
        with pytest.raises(ScoreMismatch, match=r"m.tmx: no segment has a hypothesis of every system"):
            read_systems({"1": one, "2": other}, REFERENCES, intersection=True)

    def test_complete_systems_lose_nothing(self, tmp_path: Path) -> None:
        joined = read(text(tmp_path / "a.tsv", *ROWS), intersection=True)
        assert (joined.references, joined.dropped, joined.warnings) == (REFERENCES, {}, ())

    def test_ids_that_stand_twice_are_refused_still(self, tmp_path: Path) -> None:
        with pytest.raises(ScoreMismatch, match=r"a.tsv:4: tuid d:1 stands here for the second time"):
            read(text(tmp_path / "a.tsv", *ROWS, ROWS[0]), intersection=True)


class TestPostedited:
    def test_joined_like_hypotheses(self, tmp_path: Path) -> None:
        system = {"NEU": text(tmp_path / "a.en", *TEXTS), "UMD": text(tmp_path / "b.en", *TEXTS)}
        edited = text(tmp_path / "pe.tsv", *reversed(ROWS))
        joined = read_systems(system, REFERENCES, postedited={"NEU": edited})
        assert [one.postedited for one in joined.systems] == [TEXTS, ()]

    def test_of_no_system(self, tmp_path: Path) -> None:
        system = {"NEU": text(tmp_path / "a.en", *TEXTS)}
        with pytest.raises(UsageError, match=r"NRC=pe.en: post-edited, but no system; systems are NEU"):
            read_systems(system, REFERENCES, postedited={"NRC": "pe.en"})

    def test_gaps(self, tmp_path: Path) -> None:
        system = {"NEU": text(tmp_path / "a.en", *TEXTS)}
        edited = {"NEU": text(tmp_path / "pe.tsv", ROWS[1])}
        with pytest.raises(ScoreMismatch, match=r"pe.tsv: has no hypothesis for 2 units"):
            read_systems(system, REFERENCES, postedited=edited)
        joined = read_systems(system, REFERENCES, postedited=edited, intersection=True)
        assert joined.dropped == {"NEU: no post-edited version": ("d:1", "d:3")}
        assert (joined.systems[0].hypotheses, joined.systems[0].postedited) == ((TEXTS[1],), (TEXTS[1],))

    def test_empty_versions_are_warned_of(self, tmp_path: Path) -> None:
        system = {"NEU": text(tmp_path / "a.en", *TEXTS)}
        edited = text(tmp_path / "pe.en", TEXTS[0], "", TEXTS[2])
        joined = read_systems(system, REFERENCES, postedited={"NEU": edited})
        assert joined.warnings == (f"{edited}: 1 post-edited version is empty, line 2",)


@pytest.mark.parametrize(
    ("name", "lines", "warning"),
    [
        ("a.en", [TEXTS[0], "", " "], "2 hypotheses are empty, the first is line 2"),
        ("a.en", [TEXTS[0], TEXTS[1], ""], "1 hypothesis is empty, line 3"),
        ("a.tsv", ["id\tmt", "d:3\t", ROWS[0], "d:2\t"], "2 hypotheses are empty, the first is line 4"),
    ],
)
def test_empty_hypotheses_are_taken_and_warned_of(
    tmp_path: Path, name: str, lines: list[str], warning: str
) -> None:
    joined = read(text(tmp_path / name, *lines))
    assert joined.warnings == (f"{tmp_path / name}: {warning}",)
    assert len(joined.systems[0].hypotheses) == 3


def test_an_empty_hypothesis_of_a_memory(tmp_path: Path) -> None:
    pairs = [unit(f"d:{n}", ("kk", "х"), ("en", one)) for n, one in enumerate((*TEXTS[:2], ""), start=1)]
    place = memory(tmp_path / "tm.sqlite", pairs)
    assert read(place).warnings == (f"{place}: 1 hypothesis is empty, unit 3",)


def test_a_blank_line_at_the_end_is_a_hypothesis(tmp_path: Path) -> None:
    with pytest.raises(ScoreMismatch, match="4 hypotheses for 3 references"):
        read(text(tmp_path / "a.en", *TEXTS, ""))


@pytest.mark.parametrize(
    ("lang", "seen"), [("en", "ru"), ("kk", "ru"), ("ru", None), ("de", None), ("kk-Latn", None)]
)
def test_another_language_is_warned_of(tmp_path: Path, lang: str, seen: str | None) -> None:
    path = text(tmp_path / "a.txt", "Он ушёл домой, а я остался.", "Шёл дождь.", "Кошка сидит на ковре.")
    warnings = read(path, replace(REFERENCES, target_lang=lang)).warnings
    assert warnings == ((f"{path}: reads like {seen}, not {lang}",) if seen else ())


def test_few_letters_say_nothing_of_a_language(tmp_path: Path) -> None:
    assert read(text(tmp_path / "a.en", "ОК", "NATO", "СССР")).warnings == ()


def test_warnings_of_the_references_come_along(tmp_path: Path) -> None:
    joined = read(text(tmp_path / "a.en", *TEXTS), replace(REFERENCES, warnings=("read as cp1251",)))
    assert joined.warnings == ("read as cp1251",)


def test_no_system(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="name at least one system"):
        read_systems({}, REFERENCES)


def test_one_system_alone_says_what_it_lacks(tmp_path: Path) -> None:
    found = read_system("NEU", text(tmp_path / "a.tsv", ROWS[1], "e\tx"), REFERENCES)
    assert (found.missing, found.unknown, found.texts([1])) == (("d:1", "d:3"), ("e",), (TEXTS[1],))


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
