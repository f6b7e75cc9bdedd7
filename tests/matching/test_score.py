"""The score: what it promises of any two texts, and that the fast way says the same as the obvious one."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tm.matching.likeness import letter_likeness
from tm.matching.match import IN_CONTEXT, Penalty
from tm.matching.score import Comparison, best_first, compared, least_likeness, lessened
from tm.matching.sides import Side

PIECES = [
    "мектеп",
    "мектептер",
    "Мектептерде",
    "көше",
    "көшеде,",
    "«көше»",
    "-",
    "–",
    "үй.",
    "ат",
    "5",
    "6",
    "1\xa0648,5",
    "15.10.2014",
    "км",
    "ещё",
    "еще",
    "договор",
    "Договоры",
    "(договором)",
    "the",
    "The",
    "open",
    "Open…",
    "opens",
    "file",
    "&",
    "%",
    "\xa0",
    "й",
    "й",
    "?",
    "Ё",
]
SENTENCES = st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join)
ANYTHING = st.text(max_size=12)
TEXTS = SENTENCES | ANYTHING
LONG = "Жиналысқа облыс әкімі мен мәслихат депутаттары және көптеген кәсіпкерлер қатысты"


def score(one: str, other: str) -> float:
    return compared(Side.of(one), Side.of(other)).score


@given(TEXTS, TEXTS)
def test_range_and_symmetry(one: str, other: str) -> None:
    there, back = compared(Side.of(one), Side.of(other)), compared(Side.of(other), Side.of(one))
    assert 0 <= there.score <= 100
    assert there.score == pytest.approx(back.score)
    assert there.penalties == back.penalties


@given(TEXTS, TEXTS)
def test_100_is_the_same_text_and_nothing_else(one: str, other: str) -> None:
    assert (score(one, other) == 100) == (normalize("NFC", one) == normalize("NFC", other))
    assert score(one, one) == 100


@given(TEXTS, TEXTS, st.floats(0, 100))
def test_letters_that_are_too_unlike_rule_a_score_out(one: str, other: str, least: float) -> None:
    ours, theirs = Side.of(one), Side.of(other)
    if letter_likeness(ours.fold, theirs.fold) < least_likeness(least) - 1e-9:
        assert compared(ours, theirs).score < least


@given(TEXTS, st.lists(TEXTS, max_size=12), st.integers(0, 100), st.none() | st.integers(0, 5))
def test_the_fast_way_says_the_same(text: str, texts: list[str], least: int, most: int | None) -> None:
    query = Side.of(text)
    scores = [(place, compared(query, Side.of(one)).score) for place, one in enumerate(texts)]
    wanted = sorted((pair for pair in scores if pair[1] >= least), key=lambda pair: (-pair[1], pair[0]))
    assert best_first(query, texts, least, most) == wanted[:most]


@given(st.integers(0, 5), st.integers(6, 9), st.sampled_from(["typo", "other", "gone"]))
def test_an_edit_far_away_makes_no_better_match(first: int, second: int, kind: str) -> None:
    words = LONG.split()
    word = words[first]
    words[first] = {"typo": word[1:], "other": "ауруханаға", "gone": ""}[kind]
    once = " ".join(filter(None, words))
    words[second] = "стадион"
    twice = " ".join(filter(None, words))
    assert score(LONG, twice) < score(LONG, once) < 100


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        (LONG, LONG.replace("облыс", "облс"), 95, 99.9),
        (LONG, LONG.replace("көптеген", "барлық"), 85, 92),
        (LONG, LONG.replace("кәсіпкерлер", "кәсіпкерлердің"), 95, 99.9),
        ("Мэр вчера открыл новый мост", "Мэр сегодня закрыл старый мост", 40, 65),
        ("Мэр вчера открыл новый мост", "Қар қалың түсті, жол жабылды", 0, 25),
        ("Ашу", "Ашу…", 95, 99.9),
        ("Ашу", "Жабу", 0, 30),
        ("Open", "Close", 0, 30),
        ("Yes", "", 0, 0),
        ("?!", "!", 0, 60),
        ("12", "2014", 95, 99.9),
    ],
)
def test_what_users_of_such_tools_expect(one: str, other: str, low: float, high: float) -> None:
    assert low <= score(one, other) <= high


def test_half_of_the_words_are_others() -> None:
    words = LONG.split()
    words[::2] = ["стадион", "теңіз", "жаңбыр", "қоян", "бұлт"]
    assert 40 <= score(LONG, " ".join(words)) <= 60


def test_a_moved_phrase_is_no_catastrophe() -> None:
    query = "Если едет скорая помощь, примите вправо и остановитесь"
    moved = "Примите вправо и остановитесь, если едет скорая помощь"
    assert score(query, moved) > 50 > score(query, "Не оставляйте открытым окно и выключайте на ночь свет")


def test_context_adds_a_point_to_what_lost_nothing() -> None:
    exact, nearly = Comparison(100.0, ()), Comparison(99.0, (Penalty("punctuation", 1.0),))
    machine = (Penalty("machine", 15.0),)
    assert lessened(exact, (), in_context=True).score == IN_CONTEXT
    assert lessened(exact, ()) == exact
    assert lessened(nearly, (), in_context=True) == nearly
    assert lessened(exact, machine, in_context=True) == Comparison(85.0, machine)
    assert lessened(nearly, machine) == Comparison(84.0, (*nearly.penalties, *machine))


def test_no_texts() -> None:
    assert best_first(Side.of("а"), [], 0) == best_first(Side.of("а"), ["а"], 0, most=0) == []
