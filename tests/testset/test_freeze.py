"""Making sets: brute force finds nothing like them in the memory, and documents are in balance."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from tests.testset.conftest import COUNT, Make
from tm.errors import ChangedTestSet, UnwritableOutput, UsageError
from tm.formats.tmx_writer import TmxWriter
from tm.languages import base
from tm.matching.score import compared
from tm.matching.sides import Side
from tm.memory import Memory, sweep
from tm.selection import Selection
from tm.testset import Freeze, open_testset
from tm.testset.freeze import CHECKS, Checker
from tm.testset.usable import Usable, sides
from tm.units import Prop, TranslationUnit, Variant


def alike(unit: TranslationUnit, other: TranslationUnit, langs: tuple[str, ...], threshold: float) -> bool:
    """Whether two units have texts alike in one of the languages, codes apart."""
    return any(
        compared(Side.of(one.text), Side.of(two.text)).score >= threshold
        for one in unit.variants
        for two in other.variants
        if base(one.lang) == base(two.lang) and base(one.lang) in langs
    )


def fit(memory: Memory, langs: tuple[str, ...], threshold: float) -> list[int]:
    """The numbers of all units that may be drawn, each held against each."""
    with memory.store.database.reading():
        stored = list(memory.store.units())
    usable, checker = Usable(langs), Checker(source=langs[0], only=CHECKS)
    return [
        number
        for number, unit in stored
        if usable.fault(unit) is None
        and not checker.findings(TranslationUnit("", sides(unit, langs) or ()))
        and not any(alike(unit, other, langs, threshold) for own, other in stored if own != number)
    ]


@pytest.mark.parametrize("threshold", [60.0, 85.0])
@pytest.mark.parametrize("langs", [("kk", "en"), ("kk", "en", "ru")])
def test_nothing_in_the_memory_is_like_a_set(
    memory: Memory, make: Make, threshold: float, langs: tuple[str, ...]
) -> None:
    there = fit(memory, langs, threshold)
    size = max(len(there) // 2, 1)
    frozen = make(size=size, langs=langs, threshold=threshold)
    assert len(frozen) == size and set(frozen.numbers) <= set(there)


@pytest.mark.parametrize("threshold", [60.0, 75.0])
def test_all_that_is_fit_can_be_drawn(memory: Memory, make: Make, threshold: float) -> None:
    there = fit(memory, ("kk", "en"), threshold)
    frozen = make(size=len(there), threshold=threshold, most=1000)
    assert list(frozen.numbers) == there
    with pytest.raises(UsageError, match=f"has only {len(there)} units fit .* like another unit"):
        make("more", len(there) + 1, threshold=threshold, most=1000, folder=memory.place + ".sets")
    assert not Path(memory.place + ".sets").exists()


def test_blocks_and_pieces_make_no_difference(
    make: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    whole = make()
    monkeypatch.setattr(sweep, "BLOCK", 64)
    monkeypatch.setattr("tm.memory.sweep.QUERIES", 3)
    monkeypatch.setattr("tm.memory.sweep._ASKED", 7)
    monkeypatch.setattr("tm.testset.freeze.STEP", 5)
    assert make(folder=tmp_path / "others").units == whole.units


def test_no_document_dominates(memory: Memory, make: Make) -> None:
    frozen = make(size=30)
    counts = Counter(unit.prop("x-document") for unit in frozen.units)
    there = fit(memory, ("kk", "en"), 70)
    documents = memory.store.with_documents(there)
    possible = Counter(documents.values())
    most = max(counts.values())
    assert all(counts[name] >= min(possible[name], most - 1) for name in possible)
    assert max(possible.values()) > most  # or balance would be for nothing


def test_the_same_seed_makes_the_same_files(make: Make, tmp_path: Path) -> None:
    one, same, other = (
        make(folder=tmp_path / name, seed=seed) for name, seed in zip("abc", (1, 1, 2), strict=True)
    )
    files = [
        {path.name: path.read_bytes() for path in frozen.folder.iterdir() if path.suffix != ".toml"}
        for frozen in (one, same, other)
    ]
    assert files[0] == files[1] and set(files[0]) == {"testset.tmx", "news.kk", "news.en"}
    assert files[0]["news.kk"] != files[2]["news.kk"]
    assert one.signature == same.signature != other.signature


def test_what_a_set_says_of_itself(memory: Memory, make: Make) -> None:
    frozen = make(size=12, selection=Selection(document="text 1"), confidence=0.5)
    pattern = r"ushtil-testset:news\|n:12\|docs:\d+\|langs:kk,en\|seed:12345\|sha:[0-9a-f]{8}\|v:1"
    assert re.fullmatch(pattern, frozen.signature)
    facts = tomllib.loads((frozen.folder / "testset.toml").read_text("utf-8"))
    assert facts == frozen.facts and facts["selection"] == {"document": "text 1"}
    assert facts["memory"] == {"place": memory.place, "revision": 1, "units": COUNT}
    assert facts["left_out"]["not selected"] > COUNT // 2 and facts["confidence"] == 0.5
    documents = {unit.prop("x-document") or "" for unit in frozen.units}
    assert facts["documents"] == len(documents) and all("text 1" in name for name in documents)
    lines = {lang: path.read_text("utf-8").splitlines() for lang, path in frozen.texts.items()}
    for place, (unit, number) in enumerate(zip(frozen.units, frozen.numbers, strict=True)):
        (stored,) = memory.store.by_number([number])
        assert unit.tuid == f"news:{place + 1}"
        assert [one.lang for one in unit.variants] == ["kk", "en"]
        texts = [one.text for one in sides(stored.unit, ("kk", "en")) or ()]
        assert texts == [one.text for one in unit.variants] == [lines["kk"][place], lines["en"][place]]


def test_everything_left_out_is_counted(memory: Memory, tmp_path: Path) -> None:
    work = Freeze(memory, "news", 20, ("kk", "en"), folder=tmp_path)
    list(work.run())
    before = {why: count for why, count in work.left_out.items() if not why.startswith("drawn, but")}
    assert work.candidates + sum(before.values()) == COUNT
    assert sum(work.left_out.values()) - sum(before.values()) <= work.candidates - 20


def test_sets_of_one_folder_share_nothing(make: Make) -> None:
    one, other = make("dev", 15), make("test", 15)
    assert not set(one.numbers) & set(other.numbers)
    assert other.facts["left_out"]["in another test set"] >= 15


def test_reviewed_units_are_drawn_first(memory: Memory, make: Make) -> None:
    numbers = fit(memory, ("kk", "en"), 70)
    by_document: dict[str | None, list[int]] = {}
    for number, document in memory.store.with_documents(numbers).items():
        by_document.setdefault(document, []).append(number)
    confirmed = {max(some) for some in by_document.values()}
    for number in confirmed:
        (stored,) = memory.store.by_number([number])
        props = (*stored.unit.props, Prop("x-review", "confirmed"))
        memory.replace(number, TranslationUnit(stored.unit.tuid, stored.unit.variants, props))
    frozen = make(size=len(confirmed), reviewed_first=True)
    assert set(frozen.numbers) == confirmed


def test_a_name_that_is_there_is_refused(memory: Memory, make: Make, tmp_path: Path) -> None:
    before = make().signature
    with pytest.raises(UnwritableOutput, match="never replaced"):
        make(seed=5)
    assert open_testset("news", tmp_path / "sets").signature == before


def test_another_set_that_was_changed_stops_it(make: Make) -> None:
    frozen = make("dev")
    frozen.texts["kk"].write_text("x\n")
    with pytest.raises(ChangedTestSet, match=r"dev\.kk:1: "):
        make("test")


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError])
def test_an_interruption_leaves_nothing(
    make: Make, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: type[BaseException]
) -> None:
    def stopped(*_: object) -> None:
        raise error

    before = sorted(tmp_path.iterdir())
    monkeypatch.setattr(TmxWriter, "write", stopped)
    with pytest.raises((error, UnwritableOutput)):
        make()
    assert sorted(tmp_path.iterdir()) == before


def test_a_memory_without_documents(memory: Memory, tmp_path: Path) -> None:
    with Memory(tmp_path / "bare.sqlite", create=True) as bare:
        bare.add([TranslationUnit(unit.tuid, unit.variants) for unit in memory])
        work = Freeze(bare, "bare", 20, ("kk", "en"), folder=tmp_path)
        list(work.run())
        assert len(work.frozen) == 20 and "|docs:0|" in work.frozen.signature


def test_texts_said_twice_under_two_tags_of_one_unit_are_its_own(tmp_path: Path) -> None:
    kk = "Бүгін қалада жаңа мектеп ашылды."
    variants = (
        Variant("kk-KZ", kk),
        Variant("kk-CN", kk),
        Variant("en", "A new school opened in the city today."),
    )
    with Memory(tmp_path / "one.sqlite", create=True) as one:
        one.add([TranslationUnit("1", variants)])
        work = Freeze(one, "one", 1, ("kk-KZ", "en"), folder=tmp_path)
        list(work.run())
        assert work.frozen.numbers == (1,)


WRONG: tuple[tuple[dict[str, object], str], ...] = (
    ({"langs": ("kk",)}, "two languages or more"),
    ({"langs": ("kk", "kk-KZ")}, "each once"),
    ({"langs": ("kk", "?")}, "no language tag"),
    ({"size": 0}, "1 or more"),
    ({"most": 0}, "1 or more"),
    ({"threshold": 86.0}, "from 30 to 85"),
    ({"threshold": float("nan")}, "from 30 to 85"),
    ({"name": "a/b"}, "letters, digits"),
    ({"name": ".."}, "letters, digits"),
    ({"name": "a|b"}, "letters, digits"),
    ({"size": COUNT}, "only [0-9]+ units fit"),
    ({"size": 30, "most": 1, "selection": Selection(document="text 1")}, "--per-document allows more"),
)


@pytest.mark.parametrize(("wishes", "said"), WRONG)
def test_wishes_that_can_not_be(make: Make, tmp_path: Path, wishes: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        make(**wishes)
    assert not (tmp_path / "sets").exists()
