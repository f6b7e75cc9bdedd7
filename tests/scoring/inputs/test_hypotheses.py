"""Hypotheses joined to their references by id, by line or by source, and refused where they do not fit."""

from __future__ import annotations

import json
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
    hypotheses,
    memory,
    read,
    text,
    unit,
    units,
)
from tm.errors import ScoreMismatch, UsageError
from tm.metrics.scored import ReferenceUnit
from tm.scoring.inputs.hypotheses import read_system, read_systems


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


def test_more_than_three_ids_are_not_listed(tmp_path: Path) -> None:
    many = replace(REFERENCES, units=tuple(ReferenceUnit(str(n), ("x",)) for n in range(9)))
    with pytest.raises(ScoreMismatch, match=r"for 8 units of m.tmx, the first are 0, 1, 2; --intersection"):
        read(text(tmp_path / "a.tsv", "5\tx"), many)


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
