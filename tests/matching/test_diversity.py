"""Of many matches those that say something new come first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tm.matching.diversity import diversified
from tm.matching.match import Match
from tm.units import TranslationUnit, Variant

LONG = "Жиналысқа облыс әкімі, мәслихат депутаттары және кәсіпкерлер қатысты"


def match(score: float, source: str, target: str, repaired: str | None = None) -> Match:
    pair = Variant("kk", source), Variant("ru", target)
    return Match(0, score, pair, TranslationUnit(None, pair), (), repaired)


def test_equal_targets_come_once() -> None:
    best, same, other = match(90, "а", "Да, да!"), match(80, "б", "да да"), match(70, "в", "Нет")
    assert diversified([other, same, best], 5) == [best, other]


def test_a_repaired_target_is_something_else() -> None:
    best, same, other = (
        match(98, "а 5", "5 дней"),
        match(97, "а 6", "6 дней", "7 дней"),
        match(96, "а 9", "9 дней"),
    )
    assert diversified([best, same, other], 5) == [best, same]


def test_what_says_nearly_the_same_gives_way() -> None:
    best, nearly = match(99, LONG, LONG), match(98, LONG + "ы", LONG + "ы")
    new = match(60, "Жиналыс өтті", "Собрание состоялось")
    assert diversified([best, nearly, new], 2) == [best, new]
    assert diversified([best, nearly, new], 3) == [best, nearly, new]


def test_another_translation_of_nearly_the_same_is_new() -> None:
    best, other, third = (
        match(99, LONG, LONG),
        match(98, LONG + "ы", "Совсем иначе"),
        match(60, "а", "Собрание"),
    )
    assert diversified([best, other, third], 2) == [best, other]


TEXTS = st.sampled_from(["иә", "Иә!", "жоқ", LONG, LONG + "ы", LONG + "ың 5", LONG + "ың 6", ""])
MATCHES = st.lists(st.builds(match, st.integers(50, 101), TEXTS, TEXTS, st.sampled_from([None, "x", "иә"])))


@given(MATCHES, st.integers(0, 6))
def test_the_best_first_and_the_rest_in_order(matches: list[Match], limit: int) -> None:
    found = diversified(matches, limit)
    scores = [one.score for one in found]
    assert len(found) <= limit
    assert scores == sorted(scores, reverse=True)
    assert not matches or not limit or scores[0] == max(one.score for one in matches)
    assert all(one in matches for one in found)
