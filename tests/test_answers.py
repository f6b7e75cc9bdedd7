"""Many texts at once: the same as one by one, in order, whoever answers; and nothing is left running."""

from __future__ import annotations

import multiprocessing
import pickle
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import tm.answers
from tests.test_duplicates import unit
from tm.answers import answers
from tm.errors import NoSuchMemory, StoreError, UsageError
from tm.matching.match import IN_CONTEXT, Match
from tm.memory import Memory, Query
from tm.units import Prop, TranslationUnit

KK_RU = ("kk", "ru")
TEXTS = [
    ("Жоба 2014 жылы басталды.", "Проект начался в 2014 году."),
    ("Жұмыс жалғасып жатыр.", "Работа продолжается."),
    ("Жоба 2016 жылы аяқталды.", "Проект закончился в 2016 году."),
    ("Мұғалім оқушыларға кітап берді.", "Учитель дал ученикам книгу."),
]
QUERIES = [
    Query("Жоба 2015 жылы басталды."),
    Query("Жұмыс жалғасып жатыр.", (), "Жоба 2014 жылы басталды.", None),
    Query("Жұмыс жалғасып жатыр.", (), "Басқа бір сөйлем.", None),
    Query("Мұғалім оқушыларға дәптер берді.", (), None, "Тағы бір сөйлем."),
    Query("Мұндай сөйлем жоқ еді мүлдем."),
    Query(""),
    Query("Мұғалім оқушыларға дәптер берді.", (), "Алдыңғы.", None),
    Query("Жоба 2015 жылы басталды."),
]


def filled(place: Path | str) -> Path | str:
    """A small memory of one document."""
    pairs = (unit(kk, ru, tuid=str(number)) for number, (kk, ru) in enumerate(TEXTS))
    with Memory(place, create=True) as memory:
        memory.add(TranslationUnit(one.tuid, one.variants, (Prop("x-document", "a"),)) for one in pairs)
    return place


@pytest.fixture
def place(tmp_path: Path) -> Path | str:
    return filled(tmp_path / "tm.sqlite")


def one_by_one(place: Path | str, queries: list[Query]) -> list[list[Match]]:
    with Memory(place) as memory:
        return [memory.lookup(query, *KK_RU, minimum=60, limit=3) for query in queries]


@pytest.mark.parametrize("workers", [1, 2])
def test_the_answers_are_those_of_one_by_one(
    place: Path, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tm.answers, "ALONE", 0)
    monkeypatch.setattr(tm.answers, "_BATCH", 2)
    queries = QUERIES * 3
    found = list(answers(place, queries, KK_RU, minimum=60, limit=3, workers=workers))
    assert found == one_by_one(place, queries)
    assert found[1][0].score == IN_CONTEXT and found[2][0].score == 100 and found[0] and not found[4]
    assert not multiprocessing.active_children()


def test_answers_from_a_server(fresh_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tm.answers, "ALONE", 0)
    place = filled(fresh_database)
    found = list(answers(place, QUERIES, KK_RU, minimum=60, limit=3, workers=2))
    assert found == one_by_one(place, QUERIES) and any(found)


def test_no_match_but_one_in_context(place: Path) -> None:
    queries = [QUERIES[1], QUERIES[2]]
    found = list(answers(place, queries, KK_RU, minimum=IN_CONTEXT))
    assert [len(matches) for matches in found] == [1, 0]


def test_a_repeated_text_is_looked_up_once(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: Counter[str] = Counter()
    lookup = Memory.lookup

    def counted(memory: Memory, query: Query, *args: Any, **more: Any) -> list[Match]:
        asked[query.text] += 1
        return lookup(memory, query, *args, **more)

    monkeypatch.setattr(Memory, "lookup", counted)
    list(answers(place, QUERIES * 2, KK_RU))
    assert asked["Жоба 2015 жылы басталды."] == 1
    assert (
        asked["Мұғалім оқушыларға дәптер берді."] == 1
    )  # in two contexts, which say nothing of what is not exact
    assert asked["Жұмыс жалғасып жатыр."] == 3  # once without a context, and once in each of two


def test_few_texts_start_no_process(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(tm.answers, "in_processes")
    assert len(list(answers(place, QUERIES, KK_RU, workers=4))) == len(QUERIES)


def test_no_texts_no_answers(place: Path) -> None:
    assert list(answers(place, [], KK_RU, workers=2)) == []


def test_closed_early_it_leaves_no_process(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tm.answers, "ALONE", 0)
    found = answers(place, [Query(f"Сөйлем {'и' * number}") for number in range(500)], KK_RU, workers=2)
    next(found)
    assert multiprocessing.active_children()
    found.close()
    assert not multiprocessing.active_children()


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_is_the_same_from_other_processes(
    tmp_path: Path, workers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tm.answers, "ALONE", 0)
    with pytest.raises(NoSuchMemory, match=r"none\.sqlite: ") as raised:
        list(answers(tmp_path / "none.sqlite", QUERIES, KK_RU, workers=workers))
    again = pickle.loads(pickle.dumps(raised.value))
    assert isinstance(again, NoSuchMemory) and str(again) == str(raised.value)


def test_a_process_that_dies_is_said(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tm.answers, "ALONE", 0)
    queries = [Query(f"Сөйлем {'и' * number}") for number in range(2000)]
    found = answers(place, queries, KK_RU, workers=2)
    next(found)
    for child in multiprocessing.active_children():
        child.kill()
    with pytest.raises(StoreError, match="fewer workers"):
        list(found)


def test_a_worker_at_least(place: Path) -> None:
    with pytest.raises(UsageError, match="workers"):
        list(answers(place, QUERIES, KK_RU, workers=0))
