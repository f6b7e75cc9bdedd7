"""The best match of each source segment is the one that comparing all gives, of units not of the test."""

from __future__ import annotations

import csv
from collections.abc import Collection, Sequence
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tm.errors import ScoreMismatch, UsageError
from tm.matching.bands import band
from tm.matching.score import best_first
from tm.matching.sides import Side
from tm.memory import Memory
from tm.metrics.scored import ReferenceSet, ReferenceUnit
from tm.scoring import bands
from tm.scoring.bands import LEAST, NAMES, FuzzyBands
from tm.units import TranslationUnit, Variant

LANGS = ("kk", "en")
OWN = ROOT / "corpora" / "ushtil-open"
Pair = tuple[str, str]


def pairs() -> list[Pair]:
    """Pairs of which some are nearly the same, one is a copy, and one lacks its translation."""
    sides = [(OWN / "manuals" / f"{lang}.txt").read_text("utf-8").splitlines() for lang in LANGS]
    found = [(one, two) for one, two in zip(*sides, strict=True) if one.strip() and two.strip()][:160]
    changed = [(" ".join(one.split()[:-1]), two) for one, two in found[:40]]
    return [*found, *changed, found[5], (found[6][0] + "!", "")]


@pytest.fixture(autouse=True)
def _asked_through_the_index(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    called = getattr(request.node, "callspec", None)
    if called and called.params["kind"] == "index":
        monkeypatch.setattr(bands, "INDEXED", 0)


def place_of(kind: str, folder: Path, rows: Sequence[Pair]) -> tuple[Path, list[int]]:
    """A memory or a file with these pairs, and the number of each."""
    if kind != "file":
        variants = [
            tuple(Variant(lang, text) for lang, text in zip(LANGS, row, strict=True) if text) for row in rows
        ]
        with Memory(folder / "tm.sqlite", create=True) as memory:
            numbers = memory.add([TranslationUnit(str(k), some) for k, some in enumerate(variants)])
        return folder / "tm.sqlite", numbers
    with (folder / "m.tsv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, "excel-tab").writerows([LANGS, *rows])
    return folder / "m.tsv", list(range(2, len(rows) + 2))


def references(rows: Sequence[Pair], numbers: Sequence[int]) -> ReferenceSet:
    units = [
        ReferenceUnit(str(k), (two,), one, number=numbers[k]) for k, (one, two) in enumerate(rows) if two
    ]
    return ReferenceSet("test", tuple(units), *LANGS)


def one_by_one(
    test: ReferenceSet, rows: Sequence[Pair], numbers: Sequence[int], out: Collection[int]
) -> list[float]:
    """The best score of each segment, by comparing all; with nothing `out` its own unit is left out."""
    scores = []
    for unit in test.units:
        own = out or {unit.number}
        texts = [one for (one, two), number in zip(rows, numbers, strict=True) if two and number not in own]
        found = best_first(Side.of(unit.source or ""), texts, LEAST, 1)
        scores.append(found[0][1] if found else 0.0)
    return scores


def done(work: FuzzyBands) -> FuzzyBands:
    shares = list(work.run())
    assert shares == sorted(shares) and shares[-1] == 1.0
    return work


@pytest.mark.parametrize("kind", ["index", "memory", "file"])
def test_the_rest_of_the_memory(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tm.scoring.blocks.UNITS", 50)
    monkeypatch.setattr(bands, "_BLOCK", 2)
    rows = pairs()
    place, numbers = place_of(kind, tmp_path, rows)
    some = range(0, len(rows), 3)
    out = frozenset(numbers[k] for k in some)
    test = references([rows[k] for k in some], [numbers[k] for k in some])
    work = done(FuzzyBands(test, place, *LANGS, exclude=out))
    expected = one_by_one(test, rows, numbers, out)
    assert work.scores == pytest.approx(expected) and max(expected) > 80
    assert work.groups and work.groups.kind == "fuzzy" and work.groups.names == NAMES
    called = {"101": "100", "none": "below 50"}
    names = [called.get(band(score), band(score)) for score in expected]
    assert [NAMES[number] for number in work.groups.of.tolist()] == names and len(set(names)) > 2


@pytest.mark.parametrize("kind", ["index", "memory", "file"])
def test_a_test_that_is_the_whole_memory_leaves_one_out(kind: str, tmp_path: Path) -> None:
    rows = pairs()[:-1]
    place, numbers = place_of(kind, tmp_path, rows)
    test = references(rows, numbers)
    work = done(FuzzyBands(test, place, *LANGS, exclude=numbers))
    assert work.scores == pytest.approx(one_by_one(test, rows, numbers, ()))
    assert work.scores[5] < 100 or rows[5] in rows[6:]


def test_a_memory_is_asked_through_its_index_where_it_is_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = pairs()
    place, numbers = place_of("memory", tmp_path, rows)
    asked: list[str] = []
    known = Memory.near

    def near(self: Memory, text: str, lang: str, minimum: float) -> list[tuple[int, str, float]]:
        asked.append(text)
        return known(self, text, lang, minimum)

    monkeypatch.setattr(Memory, "near", near)
    for indexed, count in ((500, 0), (10, 3)):
        monkeypatch.setattr(bands, "INDEXED", indexed)
        done(FuzzyBands(references(rows[:3], numbers), place, *LANGS))
        assert len(asked) == count


def test_a_segment_without_a_source_is_in_no_group(tmp_path: Path) -> None:
    place, _ = place_of("file", tmp_path, [("Бүгін жаңбыр жауды.", "It rained today.")])
    units = (
        ReferenceUnit("1", ("It rained.",), None),
        ReferenceUnit("2", ("It rained.",), "Бүгін жаңбыр жауды."),
    )
    work = done(FuzzyBands(ReferenceSet("test", units), place, *LANGS))
    assert work.groups and work.groups.of.tolist() == [-1, 0] and work.scores == [0.0, 100.0]


@pytest.mark.parametrize("kind", ["index", "memory", "file"])
def test_what_can_not_be_compared_is_refused(kind: str, tmp_path: Path) -> None:
    place, numbers = place_of(kind, tmp_path, [("Иә.", "Yes."), ("Жоқ.", "No.")])
    test = references([("Иә.", "Yes.")], numbers)
    with pytest.raises(ScoreMismatch, match="no unit has both kk and ru"):
        list(FuzzyBands(test, place, "kk", "ru").run())
    without = ReferenceSet("ref.en", (ReferenceUnit("1", ("Yes.",)),))
    with pytest.raises(UsageError, match="no source texts"):
        FuzzyBands(without, place, *LANGS)
