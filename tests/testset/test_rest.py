"""Leaks that come later are found, and the rest has neither a set nor anything like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_splitting import generated
from tests.testset.conftest import COUNT, Make
from tests.testset.test_freeze import alike
from tm.errors import UsageError
from tm.formats.tmx import read_tmx
from tm.memory import Memory
from tm.selection import Selection
from tm.testset import Frozen, Leak, Leaks, Rest
from tm.units import TranslationUnit, Variant


def leaks(memory: Memory, frozen: Frozen) -> Leaks:
    work = Leaks(memory, frozen)
    steps = list(work.run())
    assert steps == sorted(steps) and steps[-1][0] <= 1000
    return work


def rest(memory: Memory, output: Path, *sets: Frozen, **wishes: object) -> tuple[Rest, list[TranslationUnit]]:
    work = Rest(memory, sets, output, **wishes)  # type: ignore[arg-type]
    steps = list(work.run())
    assert steps == sorted(steps)
    return work, list(read_tmx(output))


def test_a_new_set_leaks_nowhere(memory: Memory, make: Make) -> None:
    frozen = make()
    found = leaks(memory, frozen)
    assert found.own == set(frozen.numbers) and found.found == []


def test_what_came_later_is_found(memory: Memory, make: Make) -> None:
    frozen = make()
    kk, en = frozen.units[4].variants
    later = [
        TranslationUnit("far", (Variant("kk", "Мүлде басқа ұзақ сөйлем осы."), Variant("en", "No."))),
        TranslationUnit("copy", (Variant("kk-KZ", kk.text), Variant("ru", "Да."))),
        TranslationUnit("near", (Variant("kk", "Мүлде басқа нәрсе."), Variant("en", en.text.upper() + "!"))),
        TranslationUnit("other language", (Variant("ru", en.text), Variant("kk", "Мүлде басқа."))),
    ]
    _, copy, near, _ = memory.add(later)
    found = leaks(memory, frozen).found
    assert [leak[:3] for leak in found] == [(4, copy, "kk"), (4, near, "en")]
    assert found[0].score == 100 and 70 <= found[1].score < 100


def test_leaks_are_those_of_brute_force(memory: Memory, make: Make) -> None:
    frozen = make(size=25)
    memory.add(generated(120, seed=8))
    found = {(leak.place, leak.number) for leak in leaks(memory, frozen).found}
    with memory.store.database.reading():
        stored = [one for one in memory.store.units() if one.number not in frozen.numbers]
    judged = {
        (place, number)
        for place, unit in enumerate(frozen.units)
        for number, other in stored
        if alike(unit, other, ("kk", "en"), 70)
    }
    assert found == judged and len(found) > 3


def test_an_edited_unit_of_the_set_is_a_leak(memory: Memory, make: Make) -> None:
    frozen = make()
    number, unit = frozen.numbers[0], frozen.units[0]
    variants = (unit.variants[0]._replace(text=unit.variants[0].text + " Иә."), unit.variants[1])
    memory.replace(number, TranslationUnit("1", variants))
    found = leaks(memory, frozen)
    assert number not in found.own and len(found.own) == 19
    assert found.found == [Leak(0, number, "en", 100.0)]


def test_the_rest_may_be_trained_on(memory: Memory, make: Make, tmp_path: Path) -> None:
    one, other = make("dev", 10), make("test", 10, langs=("kk", "ru"))
    said = [unit.variants[0] for frozen in (one, other) for unit in frozen.units]
    memory.add(
        TranslationUnit(None, (kk._replace(text=f"{kk.text} Иә!"), Variant("ru", "Да!"))) for kk in said
    )
    work, units = rest(memory, tmp_path / "train.tmx", one, other)
    count = len(memory)
    assert (work.own, work.written, work.unwanted) == (20, len(units), 0)
    assert work.like > 10 and work.own + work.like + work.written == count > COUNT
    for frozen in (one, other):
        assert not any(alike(a, b, frozen.langs, 70) for a in frozen.units for b in units)


def test_a_selection_of_the_rest(memory: Memory, make: Make, tmp_path: Path) -> None:
    wanted = Selection(langs=("kk", "en"), document="text 1")
    work, units = rest(memory, tmp_path / "train.tmx", make(), selection=wanted)
    assert work.unwanted + work.own + work.like + work.written == COUNT and work.written == len(units) > 0
    assert all("text 1" in (unit.prop("x-document") or "") and len(unit.variants) == 2 for unit in units)


def test_another_memory_gives_sets_away_whatever_its_numbers(make: Make, tmp_path: Path) -> None:
    frozen = make()
    with Memory(tmp_path / "other.sqlite", create=True) as other:
        numbers = other.add(TranslationUnit(unit.tuid, unit.variants) for unit in frozen.units[:3])
        found = leaks(other, frozen)
        assert {leak.number for leak in found.found} | found.own == set(numbers)


def test_a_format_of_two_languages_asks_for_them(memory: Memory, make: Make, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--from and --to"):
        Rest(memory, [make()], tmp_path / "train.po")
    assert not (tmp_path / "train.po").exists()
