"""How like two folds are, by their letters and by their words."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tm.matching.likeness import (
    ALIKE,
    MOVED,
    Vocabulary,
    letter_likeness,
    likeness_of_words,
    word_alike,
    word_likeness,
)

WORDS = [
    "мектеп",
    "мектептер",
    "мектебіміз",
    "мектептеріміздегі",
    "көше",
    "көшеде",
    "көшке",
    "кеше",
    "үй",
    "үйде",
    "ат",
    "ал",
    "0",
    "км",
    "договор",
    "договоры",
    "договором",
    "приговор",
    "the",
    "they",
    "there",
    "open",
    "opens",
    "file",
    "files",
    "pile",
    "қараша",
    "қарашада",
    "karaша",
]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=7)


def edits(one: str, other: str) -> int:
    """Levenshtein's distance by its definition."""
    if not one or not other:
        return len(one) + len(other)
    if one[-1] == other[-1]:
        return edits(one[:-1], other[:-1])
    return 1 + min(edits(one[:-1], other), edits(one, other[:-1]), edits(one[:-1], other[:-1]))


@given(st.text("абв", max_size=5), st.text("абв", max_size=5))
def test_letters_by_definition(one: str, other: str) -> None:
    longest = max(len(one), len(other))
    assert letter_likeness(one, other) == pytest.approx(1 - edits(one, other) / longest if longest else 1)


def longest_common(one: list[int], other: list[int]) -> int:
    """Words in the same order in both, by trying all choices."""
    chosen = {words for size in range(len(one) + 1) for words in combinations(one, size)}
    return max(
        len(words) for size in range(len(other) + 1) for words in combinations(other, size) if words in chosen
    )


@given(
    st.lists(st.integers(0, 7), max_size=6, unique=True), st.lists(st.integers(0, 7), max_size=6, unique=True)
)
def test_words_that_are_the_same_or_others(one: list[int], other: list[int]) -> None:
    """Words of two letters are never alike, so that only equal ones count."""
    longest, same = max(len(one), len(other)), len({*one} & {*other})
    moved = same - longest_common(one, other)
    wanted = 1 - (longest - same + MOVED * moved) / longest if longest else 1
    words = [[f"a{word}" for word in words] for words in (one, other)]
    assert word_likeness(*words) == pytest.approx(wanted)


@given(TEXTS, TEXTS)
def test_words_in_either_order(one: list[str], other: list[str]) -> None:
    found = word_likeness(one, other)
    assert 0 <= found <= 1
    assert found == pytest.approx(word_likeness(other, one))
    assert (found == 1) == (one == other)


@given(TEXTS, TEXTS, st.floats(0, 1))
def test_a_vocabulary_finds_what_comparing_all_does(one: list[str], other: list[str], least: float) -> None:
    wanted = word_likeness(one, other)
    found = likeness_of_words(one, Counter(one), other, Vocabulary({*one}).likely, least)
    assert found == wanted or (found == 0 and wanted < least)


@given(st.text("абкет", max_size=7), st.text("абкет", max_size=7))
def test_a_vocabulary_misses_no_word(one: str, other: str) -> None:
    alike = word_alike(one, other)
    assert alike == word_alike(other, one)
    assert alike == 0 or ALIKE <= alike <= 1
    if one:
        assert Vocabulary([one]).likely(other) == ([(alike, one)] if alike else [])


@pytest.mark.parametrize(
    ("word", "form", "other"),
    [
        ("мектебімізге", "мектептерімізге", "ауруханаға"),
        ("кітаптарын", "кітабын", "көйлегін"),
        ("договор", "договорами", "график"),
        ("халықаралық", "халықаралык", "мектеп"),
        ("report", "reports", "budget"),
        ("завтра", "звтра", "вчера"),
    ],
)
def test_an_inflection_or_a_typo_costs_less_than_another_word(word: str, form: str, other: str) -> None:
    assert word_alike(word, form) >= ALIKE
    assert word_alike(word, other) == 0


def test_a_moved_word_costs_less_than_another() -> None:
    query = ["мэр", "открыл", "новую", "библиотеку", "вчера"]
    moved, other = (
        ["вчера", "мэр", "открыл", "новую", "библиотеку"],
        ["мэр", "открыл", "новую", "библиотеку", "днём"],
    )
    assert word_likeness(query, moved) > word_likeness(query, other)
