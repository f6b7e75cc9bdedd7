"""What a lookup must never overlook, nor take for something else, whatever else the units say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tm.memory import Memory
from tm.store.compaction import Compaction
from tm.units import TranslationUnit, Variant


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Memory]:
    with Memory(tmp_path / "tm.sqlite", create=True) as opened:
        yield opened


def unit(*texts: tuple[str, str]) -> TranslationUnit:
    return TranslationUnit(None, tuple(Variant(*one) for one in texts))


def test_each_text_of_a_unit_in_one_language_has_its_own_score(memory: Memory) -> None:
    memory.add([unit(("kk-KZ", "Мүлде басқа сөйлем."), ("kk", "Бұл үй өте үлкен еді."), ("ru", "Дом."))])
    (match,) = memory.lookup("Бұл үй өте үлкен еді.", "kk", "ru")
    assert (match.score, match.pair[0].text) == (100, "Бұл үй өте үлкен еді.")


def test_two_texts_of_a_unit_that_are_alike(memory: Memory) -> None:
    memory.add([unit(("kk", "Бұл үй үлкен!"), ("kk", "Бұл үй үлкен."), ("ru", "Это большой дом."))])
    for text in ("Бұл үй үлкен!", "Бұл үй үлкен."):
        best = memory.lookup(text, "kk", "ru")[0]
        assert (best.score, best.pair[0].text) == (100, text)


def test_a_text_that_many_units_have_in_other_languages(memory: Memory) -> None:
    memory.add([unit(("kk", "Иә, солай."), ("ru", "Да, так."))])
    memory.add([unit(("kk", "Иә, солай."), ("en", f"Yes, {number}.")) for number in range(300)])
    assert [match.pair[1].text for match in memory.lookup("Иә, солай.", "kk", "ru")] == ["Да, так."]
    assert memory.lookup("Иә, солай.", "kk", "de") == []


def test_an_index_that_another_process_made_anew(memory: Memory) -> None:
    """What was remembered of the index before tells nothing of the one after."""
    memory.add([unit(("kk", f"Ескі {number} хабар осында"), ("ru", f"{number}")) for number in range(300)])
    assert memory.lookup("Ескі хабар осы", "kk", "ru") != []
    with Memory(memory.place) as other:
        words = [f"Жаңа {'ә' * (number % 30)}бет" for number in range(300)]
        other.add([unit(("kk", word), ("ru", f"{number}")) for number, word in enumerate(words)])
        list(Compaction(other.store, rebuild=True).run())
        found = other.lookup("Жаңа әәәәбеті", "kk", "ru")
    assert found != []
    assert memory.lookup("Жаңа әәәәбеті", "kk", "ru") == found


def test_a_unit_with_very_many_texts(memory: Memory) -> None:
    """Each text of one language is paired with each of the other, and only where it is like the query."""
    texts = [("kk", f"Бұл үй {number}") for number in range(900)]
    memory.add([unit(*texts, *(("ru", f"Дом {number}") for number in range(900)))])
    best = memory.lookup("Бұл үй 8", "kk", "ru")[0]
    assert (best.score, best.pair[0].text) == (100, "Бұл үй 8")
