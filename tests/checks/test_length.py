"""Length: what is cut off or added is told where length can tell, and ordinary translations are not."""

from __future__ import annotations

import pytest

from tm.checks.length import RATIOS, compare
from tm.checks.side import Side
from tm.units import Variant

KAZAKH = "Үкімет келесі жылға арналған бюджетті қабылдады, ал депутаттар оны бірауыздан қолдады."
ENGLISH = "The government passed the budget for next year, and the deputies supported it unanimously."
RUSSIAN = "Правительство приняло бюджет на следующий год, а депутаты единогласно его поддержали."
TEXTS = {"kk": KAZAKH, "en": ENGLISH, "ru": RUSSIAN}
PAIRS = [(one, two) for one in TEXTS for two in TEXTS if one != two]


def codes(source: tuple[str, str], target: tuple[str, str]) -> list[str]:
    return [finding.code for finding in compare(Side(Variant(*source)), Side(Variant(*target)))]


@pytest.mark.parametrize(("one", "two"), PAIRS)
def test_a_whole_translation_is_not_told_half_of_it_and_twice_of_it_are(one: str, two: str) -> None:
    source, text = (one, TEXTS[one]), TEXTS[two]
    assert codes(source, (two, text)) == []
    assert codes(source, (two, text[: len(text) // 2])) == ["length.short"]
    assert codes(source, (two, f"{text} {text}")) == ["length.long"]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (("kk", "Иә."), ("en", "That is so.")),
        (("ru", "Нет"), ("kk", "Жоқ, емес")),
        (("kk", ""), ("en", "Nothing to compare with.")),
        (("de", "Ja, das ist richtig."), ("fr", "Oui, c'est tout à fait exact, en effet.")),
        (("zh", "政府通过了明年的预算。"), ("en", "The government has passed the budget for next year.")),
    ],
)
def test_short_texts_and_other_languages_have_wide_room(
    source: tuple[str, str], target: tuple[str, str]
) -> None:
    assert codes(source, target) == []


def test_a_lost_end_is_told_earlier_where_the_final_mark_is_lost_too() -> None:
    cut = RUSSIAN[: RUSSIAN.index(", а депутаты") + 12]
    assert codes(("kk", KAZAKH), ("ru", cut)) == ["length.short"]
    assert codes(("kk", KAZAKH), ("ru", cut + " согласны.")) == []


def test_both_directions_of_a_pair_expect_the_same() -> None:
    for (one, two), ratio in RATIOS.items():
        assert RATIOS[two, one] == (-ratio.middle, ratio.each, ratio.wide)


def test_the_reason_names_both_lengths() -> None:
    found = compare(Side(Variant("kk", KAZAKH)), Side(Variant("ru", "Бюджет принят.")))[0]
    assert (
        found.lang == "ru"
        and f"source of {len(KAZAKH)}" in found.reason
        and "has 14 characters" in found.reason
    )
