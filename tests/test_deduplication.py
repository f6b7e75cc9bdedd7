"""Duplicates in a memory: what is the same or nearly so goes, softly, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.test_duplicates import unit
from tests.test_splitting import generated
from tm.deduplication import Cleaned, Deduplication
from tm.duplicates import Duplicates
from tm.editing import undo
from tm.errors import BusyMemory, UsageError
from tm.languages import base
from tm.matching.score import best_first
from tm.matching.sides import Side
from tm.memory import Memory
from tm.store.integrity import Check
from tm.units import TranslationUnit


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with Memory(tmp_path / "tm.sqlite", create=True) as made:
        yield made
        check = Check(made.store)
        assert list(check.run()) is not None and check.problems == []


def cleaned(memory: Memory, **wishes: object) -> Cleaned:
    work = Deduplication(memory, **wishes)  # type: ignore[arg-type]
    for _ in work.run():
        pass
    return work.cleaned


def test_what_is_the_same_goes_and_comes_back(memory: Memory) -> None:
    units = [unit("Иә.", "Да.", tuid="1"), unit("Иә.", "Да.", tuid="2"), unit("Иә.", "Ага.")]
    memory.add(units)
    done = cleaned(memory)
    assert (done.units, done.removed, done.revision) == (3, [(2, None)], 2)
    assert list(memory) == [units[0], units[2]]
    undo(memory, 2)
    assert list(memory) == units


def test_what_counts_as_the_same_can_be_said(memory: Memory) -> None:
    memory.add([unit("Иә.", "Да."), unit("иә", "да"), unit("Иә.", "Ага.")])
    assert cleaned(memory, duplicates=Duplicates(loose=True), dry=True).removed == [(2, None)]
    assert cleaned(memory, duplicates=Duplicates("source", keep="last"), dry=True).removed == [(1, None)]


def test_the_history_says_how_it_was_made(memory: Memory) -> None:
    for wishes in (
        {"duplicates": Duplicates("source", source="kk", loose=True, keep="newest")},
        {"duplicates": Duplicates()},
        {"near": 80.0, "keep": "last"},
    ):
        memory.add([unit("Ол бүгін келді.", text) for text in ("Он пришёл сегодня.", "Он пришёл сегодня!")])
        memory.add([unit("Ол бүгін келді.", "Он пришёл сегодня.", tuid="2")])
        cleaned(memory, **wishes)
    assert [one.origin for one in memory.store.revisions() if one.kind == "dedupe"] == [
        "by source, loose, keep newest",
        "by all, keep first",
        "80 % alike, keep last",
    ]


def test_a_dry_run_changes_nothing(memory: Memory) -> None:
    memory.add([unit("Иә.", "Да.", tuid=str(n)) for n in range(3)])
    for near in (None, 95.0):
        done = cleaned(memory, dry=True, near=near)
        assert [number for number, _ in done.removed] == [2, 3] and done.revision is None
    assert len(memory) == 3 and len(memory.store.revisions()) == 1


def test_nothing_to_delete_is_no_revision(memory: Memory) -> None:
    memory.add([unit("Иә.", "Да."), unit("Жоқ.", "Нет.")])
    assert cleaned(memory).revision is None and len(memory.store.revisions()) == 1


def test_numbers_make_a_difference(memory: Memory) -> None:
    memory.add([
        unit("Заңның 15-бабының екінші бөлігі", "Часть вторая статьи 15 закона"),
        unit("Заңның 16-бабының екінші бөлігі", "Часть вторая статьи 16 закона"),
        unit("Заңның 15-бабының екінші бөлігі.", "Часть вторая статьи 15 закона."),
    ])  # fmt: skip
    assert cleaned(memory, near=80.0).removed == [(3, 1)]


def test_all_languages_must_be_alike(memory: Memory) -> None:
    memory.add([
        unit("Ол бүгін қалаға барды", "Он сегодня поехал в город"),
        unit("Ол бүгін қалаға барды.", "Я об этом ничего не знаю"),
        unit("Ол бүгін қалаға барды!", "Он сегодня поехал в город", "He went", langs="kk ru en"),
    ])  # fmt: skip
    assert cleaned(memory, near=80.0).removed == []


def test_the_newest_can_stay(memory: Memory) -> None:
    def dated(mark: str, date: str) -> TranslationUnit:
        text = f"Ол бүгін қалаға барды{mark}"
        return replace(unit(text, "Он поехал в город"), attributes=(("changedate", date),))

    memory.add(
        [dated("", "20260101T000000Z"), dated(".", "20260301T000000Z"), dated("!", "20260201T000000Z")]
    )
    for keep, removed in (
        ("first", [(2, 1), (3, 1)]),
        ("last", [(1, 3), (2, 3)]),
        ("newest", [(1, 2), (3, 2)]),
    ):
        assert cleaned(memory, near=80.0, keep=keep, dry=True).removed == removed


def near(one: TranslationUnit, other: TranslationUnit, minimum: float) -> bool:
    """Whether two units without numbers are alike in each of the same languages."""
    texts, others = ({base(one.lang): one.text for one in unit.variants} for unit in (one, other))
    return texts.keys() == others.keys() and all(
        best_first(Side.of(text), [others[lang]], minimum) for lang, text in texts.items()
    )


@pytest.mark.parametrize("minimum", [60.0, 75.0, 90.0])
def test_matches_brute_force(memory: Memory, minimum: float) -> None:
    units = list(generated(150, seed=3))
    units += [replace(one, tuid=None) for one in units[:20]]
    memory.add(units)
    stay: list[int] = []
    gone: list[tuple[int, int]] = []
    for number, one in enumerate(units, start=1):
        leader = next((other for other in stay if near(units[other - 1], one, minimum)), None)
        if leader is None:
            stay.append(number)
        else:
            gone.append((number, leader))
    assert len(gone) >= 20 and cleaned(memory, near=minimum).removed == gone
    assert len(memory) == len(stay)


def test_a_change_meanwhile_stops_it(memory: Memory, tmp_path: Path) -> None:
    memory.add([unit("Иә.", "Да.", tuid="1"), unit("Иә.", "Да.", tuid="2")])
    work = Deduplication(memory, near=90.0)
    original = memory.near

    def meanwhile(*args: object) -> list[tuple[int, str, float]]:
        with Memory(tmp_path / "tm.sqlite") as other:
            other.add([unit("Жоқ.", f"Нет {len(other)}.")])
        return original(*args)  # type: ignore[arg-type]

    memory.near = meanwhile  # type: ignore[method-assign, assignment]
    with pytest.raises(BusyMemory, match="meanwhile"):
        list(work.run())
    assert len(memory) >= 3


def test_a_likeness_that_can_not_be(memory: Memory) -> None:
    with pytest.raises(UsageError, match="from 50 to 100"):
        Deduplication(memory, near=20.0)
