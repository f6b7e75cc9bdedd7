"""What leaked from a test into a training memory is found, whatever format it is in, and nothing else is."""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from leaks import Pair, planted

from tests.conftest import ROOT
from tm.errors import ScoreMismatch, UsageError
from tm.formats.tmx import TmxWriter
from tm.matching.score import compared
from tm.matching.sides import Side
from tm.memory import Memory
from tm.metrics.results import Leakage
from tm.metrics.scored import ReferenceSet, ReferenceUnit
from tm.scoring.leakage import BOTH, EACH, FEW, LeakCheck, same
from tm.units import Header, TranslationUnit, Variant

LANGS = ("kk", "en")
OWN = ROOT / "corpora" / "ushtil-open"
DATA = ROOT.parent / "shared" / "data"


def own(*subjects: str) -> list[Pair]:
    sides = [
        [line for name in subjects for line in (OWN / name / f"{lang}.txt").read_text("utf-8").splitlines()]
        for lang in LANGS
    ]
    return [(one, two) for one, two in zip(*sides, strict=True) if one.strip() and two.strip()]


def references(pairs: Sequence[Pair], langs: Pair = LANGS) -> ReferenceSet:
    units = (ReferenceUnit(str(k), (two,), one, number=k + 1) for k, (one, two) in enumerate(pairs))
    return ReferenceSet("test", tuple(units), *langs)


def table(path: Path, pairs: Sequence[Sequence[str]], langs: Sequence[str] = LANGS) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, "excel-tab").writerows([langs, *pairs])
    return path


def leaked(check: LeakCheck) -> Leakage:
    shares = list(check.run())
    assert shares == sorted(shares) and shares[-1] == 1.0
    assert check.leakage is not None
    return check.leakage


def found(test: Sequence[Pair], memory: Sequence[Pair], folder: Path, threshold: float = 70.0) -> Leakage:
    return leaked(LeakCheck(references(test), table(folder / "m.tsv", memory), threshold=threshold))


def one_by_one(test: Sequence[Pair], memory: Sequence[Pair], threshold: float) -> list[set[int]]:
    """Exact and near places, sources before targets, by holding each against each."""
    exact: list[set[int]] = [set(), set()]
    near: list[set[int]] = [set(), set()]
    for place, pair in enumerate(test):
        ours = [Side.of(text) for text in pair]
        short = any(len(side.words) <= FEW for side in ours)
        for other in memory:
            theirs = [Side.of(text) for text in other]
            scores = [compared(*both).score for both in zip(ours, theirs, strict=True)]
            both = short and min(scores) >= EACH and sum(scores) / 2 >= BOTH
            for side in (0, 1):
                if same(ours[side], theirs[side]):
                    exact[side].add(place)
                elif scores[side] >= threshold or both:
                    near[side].add(place)
    return [*exact, *(some - known for some, known in zip(near, exact, strict=True))]


def sets(found: Leakage) -> list[set[int]]:
    kinds = (found.exact_source, found.exact_target, found.near_source, found.near_target)
    return [set(kind) for kind in kinds]


@pytest.mark.parametrize("threshold", [60.0, 70.0, 98.5])
def test_as_each_held_against_each(threshold: float, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tm.scoring.blocks.UNITS", 70)
    pairs = own("society", "manuals")
    test = sorted(pairs, key=lambda pair: len(pair[0]))[:60] + pairs[::60]
    memory = pairs[1:240:2] + [plant.pair for plant in planted(test, LANGS, 20, seed=3)]
    assert sets(found(test, memory, tmp_path, threshold)) == one_by_one(test, memory, threshold)


@pytest.mark.parametrize("seed", [1, 2])
def test_planted_copies_are_found_and_nothing_else(seed: int, tmp_path: Path) -> None:
    """In the sciences of our own texts, held against what else we have written."""
    test = random.Random(seed).sample(own("science"), 500)
    memory = own("official", "regional", "world")
    clean = found(test, memory, tmp_path)
    assert len(clean.places) <= 2  # a question like another one, Неге? for one, is said in both
    plants = planted(test, LANGS, 50, seed)
    dirty = found(test, memory + [plant.pair for plant in plants], tmp_path)
    exact = {plant.place for plant in plants if plant.kind == "exact"}
    near = {plant.place for plant in plants} - exact
    assert exact <= dirty.exact_source & dirty.exact_target
    assert len(near & dirty.places) >= 0.98 * len(near)
    assert len(dirty.places - exact - near - clean.places) <= 2


def test_planted_copies_in_a_test_that_nothing_was_chosen_on(tmp_path: Path) -> None:
    folder, train = DATA / "mt" / "wmt19.kk-en", DATA / "train" / "kk-en.tsv"
    if not folder.is_dir() or not train.is_file():
        pytest.skip("the outputs of WMT19 and the training pairs are not beside the checkout")
    lines = [(folder / name).read_text("utf-8").splitlines() for name in ("src.kk", "ref.en")]
    test = list(zip(*lines, strict=True))
    rows = [line.split("\t") for line in train.read_text("utf-8").split("\n")[1:] if line]
    plants = planted(test, LANGS, 50, seed=7)
    result = found(test, [*((row[0], row[1]) for row in rows), *(one.pair for one in plants)], tmp_path)
    for kinds in ({"exact"}, {"word", "ending", "marks"}):
        places = {plant.place for plant in plants if plant.kind in kinds}
        assert len(places) == 50 and len(places & result.places) >= 49


def test_what_exact_means(tmp_path: Path) -> None:
    test = [("Ол 5 жыл оқыды.", "He studied for 5 years."), ("Иә, солай!", "Yes, so it is!")]
    memory = [("ол 6 жыл оқыды", "She has been away."), ("иә  солай", "YES – so it is")]
    result = found(test, memory, tmp_path)
    assert sets(result) == [{1}, {1}, {0}, set()]
    assert result.units == 2 and result.places == {0, 1}
    seen = result.seen[0]
    assert (seen.side, seen.number, seen.text) == ("source", 2, "ол 6 жыл оқыды") and 90 < seen.score < 100


def test_an_exact_copy_is_named_before_a_likelier_number(tmp_path: Path) -> None:
    memory = [("Ол 6 жыл оқыды.", "x"), ("– ОЛ «5» жыл  оқыды", "y")]
    result = found([("Ол 5 жыл оқыды.", "He studied.")], memory, tmp_path)
    assert sets(result)[0] == {0} and not result.near_source and result.seen[0].number == 3


def test_a_short_text_needs_both_sides(tmp_path: Path) -> None:
    test = [("Жаңа қызыл үй", "A new red house")]
    one, both = ("Жаңа қызыл көйлек", "Else"), ("Жаңа қызыл көйлек", "A new red dress")
    assert not found(test, [one], tmp_path).places
    result = found(test, [both], tmp_path, threshold=90)
    assert sets(result) == [set(), set(), {0}, {0}]


def test_any_reference_and_any_order_of_languages(tmp_path: Path) -> None:
    unit = ReferenceUnit(
        "1", ("It rained all day long.", "The rain fell the whole day."), "Күні бойы жаңбыр жауды."
    )
    test = ReferenceSet("test", (unit,), "kk-KZ", "en")
    path = table(
        tmp_path / "m.tsv", [("the rain fell the whole day", "Дождь шёл весь день.")], ("en-GB", "ru")
    )
    check = LeakCheck(test, path)
    assert sets(leaked(check)) == [set(), {0}, set(), set()]
    assert any("no unit has kk-KZ" in warning for warning in check.warnings)


def test_units_of_the_test_itself_do_not_count(tmp_path: Path) -> None:
    pairs = own("society")[:60]
    units = [TranslationUnit(None, (Variant("kk", one), Variant("en", two))) for one, two in pairs]
    with Memory(tmp_path / "tm.sqlite", create=True) as memory:
        numbers = memory.add(units)
    test = references(pairs[:20])
    assert leaked(LeakCheck(test, tmp_path / "tm.sqlite")).places == set(range(20))
    result = leaked(LeakCheck(test, tmp_path / "tm.sqlite", exclude=numbers[:20]))
    assert result.units == 40 and sets(result) == one_by_one(pairs[:20], pairs[20:], 70.0)


def test_a_tmx_file_and_a_unit_with_several_variants(tmp_path: Path) -> None:
    texts = ("Other words.", "It rained all day long.")
    unit = TranslationUnit("u7", (Variant("kk", "Басқа сөз."), *(Variant("en-US", text) for text in texts)))
    with TmxWriter(tmp_path / "m.tmx", Header("kk")) as writer:
        writer.write(unit)
    result = leaked(LeakCheck(references([("Жаңбыр.", "It rained all day long!")]), tmp_path / "m.tmx"))
    assert sets(result) == [set(), {0}, set(), set()] and result.seen[0].unit == "u7"


def test_what_has_nothing_to_compare_is_refused(tmp_path: Path) -> None:
    test = references([("Иә.", "Yes.")])
    with pytest.raises(ScoreMismatch, match="no unit has kk or en"):
        list(LeakCheck(test, table(tmp_path / "a.tsv", [("Да.", "Ja.")], ("ru", "de"))).run())
    with pytest.raises(ScoreMismatch, match="has no unit"):
        list(LeakCheck(test, table(tmp_path / "b.tsv", [])).run())
    with pytest.raises(UsageError, match="name its languages"):
        LeakCheck(ReferenceSet("ref.en", test.units), tmp_path / "a.tsv")
    with pytest.raises(UsageError, match="threshold 20"):
        LeakCheck(test, tmp_path / "a.tsv", threshold=20)
