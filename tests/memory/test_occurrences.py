"""A concordance over a memory finds what looking at every text would find."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.memory.test_matches import lines, unit
from tm.matching.concordance import Concordance
from tm.memory import Memory


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Memory]:
    with Memory(tmp_path_factory.mktemp("memory") / "tm.sqlite", create=True) as opened:
        opened.add(unit(*pair) for pair in lines("science"))
        opened.add(unit(*pair) for pair in lines("official")[:200])  # these wait for the index
        yield opened


QUERIES = [
    Concordance("мектебінде", "kk"),
    Concordance("ел", "kk"),
    Concordance("жаңа заң", "kk"),
    Concordance("заң жаңа", "kk", near=True),
    Concordance("ның", "kk", "text"),
    Concordance("жыл", "kk", "exact"),
    Concordance("Қазақстан", "kk", case=True),
    Concordance("закон", "ru"),
    Concordance("год", "ru"),
    Concordance("в 20", "ru", "text"),
    Concordance("нет такого слова", "ru"),
]


@pytest.mark.parametrize("concordance", QUERIES, ids=lambda one: repr(one.alternatives)[:30])
def test_what_is_found_is_what_is_there(memory: Memory, concordance: Concordance) -> None:
    place = 0 if concordance.lang == "kk" else 1
    texts = {one.unit.variants[place].text for one in memory.store.units()}
    wanted = {text: hits for text in texts if (hits := concordance.hits(text))}
    found = memory.concord(concordance, limit=100_000)
    assert {one.variant.text: one.hits for one in found} == wanted


def test_the_nearest_forms_come_first(memory: Memory) -> None:
    found = memory.concord(Concordance("жыл", "kk"), limit=100_000)
    ranks = [min(hit.rank for hit in one.hits) for one in found]
    assert ranks == sorted(ranks) and len(set(ranks)) > 1


def test_no_more_than_asked_for(memory: Memory) -> None:
    assert len(memory.concord(Concordance("жыл", "kk"), limit=7)) == 7


def test_what_was_deleted_is_not_found(tmp_path: Path) -> None:
    with Memory(tmp_path / "tm.sqlite", create=True) as memory:
        memory.add([unit("Мектеп ашылды.", "Школа открылась."), unit("Мектеп жабылды.", "Школа закрылась.")])
        memory.delete([1])
        assert [one.number for one in memory.concord(Concordance("мектепте", "kk"))] == [2]


@pytest.mark.parametrize("query", ("жылы", "я"))
def test_of_too_much_the_newest_is_looked_at(memory: Memory, query: str) -> None:
    concordance = Concordance(query, "kk" if query != "я" else "ru")
    whole = memory.concord_newest(concordance, limit=100_000, most=100_000)
    assert not whole.is_cut and whole.looked == whole.offered >= 10
    assert whole.found == memory.concord(concordance, limit=100_000)
    some = memory.concord_newest(concordance, limit=100_000, most=whole.offered // 2)
    assert some.is_cut and some.looked == whole.offered // 2 and some.offered == whole.offered
    assert {one.number for one in some.found} < {one.number for one in whole.found}
    newest = max(one.number for one in whole.found)
    assert newest in {one.number for one in some.found}


def test_who_has_enough_is_told_nothing_of_the_rest(memory: Memory) -> None:
    few = memory.concord_newest(Concordance("жыл", "kk", "exact"), limit=2, most=100_000)
    assert len(few.found) == 2 and few.looked < few.offered and not few.is_cut
