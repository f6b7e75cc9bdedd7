"""What of the source is left standing in the target."""

from __future__ import annotations

import pytest

from tm.checks.side import Side
from tm.checks.untranslated import compare
from tm.units import Variant

ENGLISH = "The government passed the budget for next year."
KAZAKH = "Үкімет келесі жылға арналған бюджетті қабылдады."
RUSSIAN = "Правительство приняло бюджет на следующий год."


def codes(source: tuple[str, str], target: tuple[str, str]) -> list[str]:
    return [finding.code for finding in compare(Side(Variant(*source)), Side(Variant(*target)))]


@pytest.mark.parametrize(
    "change", [str, str.upper, str.lower, lambda text: f" {text[:-1]} ", lambda text: f"«{text}»"]
)
@pytest.mark.parametrize(
    ("source", "target"), [("en", "kk"), ("en", "ru"), ("kk", "en"), ("kk", "ru"), ("ru", "en"), ("ru", "kk")]
)
def test_the_source_itself(source: str, target: str, change: object) -> None:
    text = {"en": ENGLISH, "kk": KAZAKH, "ru": RUSSIAN}[source]
    assert callable(change)
    assert codes((source, text), (target, change(text))) == ["untranslated.same"]


def test_the_source_but_for_a_word() -> None:
    assert codes(("en", ENGLISH), ("ru", ENGLISH.replace("budget", "бюджет"))) == ["untranslated.nearly"]
    assert codes(("kk", KAZAKH), ("ru", KAZAKH.replace("келесі", "следующий"))) == ["untranslated.nearly"]


@pytest.mark.parametrize(
    ("source", "target", "stretch"),
    [
        (("en", ENGLISH), ("kk", "Үкімет бюджетті passed the budget for next year."), "passed the budget"),
        (("kk", KAZAKH), ("ru", "Правительство келесі жылға арналған бюджетті қабылдады."), "келесі жылға"),
        (("ru", RUSSIAN), ("kk", "Үкімет қабылдады: приняло бюджет на следующий год."), "приняло бюджет"),
    ],
)
def test_half_of_a_sentence(source: tuple[str, str], target: tuple[str, str], stretch: str) -> None:
    found = compare(Side(Variant(*source)), Side(Variant(*target)))
    assert len(found) == 1 and found[0].code.startswith("untranslated.")
    assert stretch in target[1][found[0].start : found[0].end]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (("en", ENGLISH), ("kk", KAZAKH)),
        (("en", "OK"), ("kk", "OK")),
        (("en", "© 2020 Microsoft"), ("ru", "© 2020 Microsoft")),
        (("en", "Windows Media Player"), ("kk", "Windows Media Player")),
        (("en", "https://gov.kz/about info@gov.kz"), ("kk", "https://gov.kz/about info@gov.kz")),
        (("en", "readme.txt --help %s"), ("kk", "readme.txt --help %s")),
        (("kk", "Экономика"), ("ru", "Экономика")),
        (("kk", "Президент Токаев"), ("ru", "Президент Токаев")),
        (("kk", "Компьютер"), ("ru", "Компьютер")),
        (("ru", "Питер ван дер Меер приехал в Астану"), ("kk", "Питер ван дер Меер Астанаға келді")),
        (
            ("en", "He wrote for The New York Times and for others."),
            ("kk", "Ол The New York Times газетіне және басқаларға жазды."),
        ),
        (("en", "2020"), ("kk", "2020")),
        (("en", ENGLISH), ("en-GB", ENGLISH)),
    ],
)
def test_what_is_the_same_in_every_language(source: tuple[str, str], target: tuple[str, str]) -> None:
    assert codes(source, target) == []


def test_a_kazakh_word_is_certain_in_russian_by_its_letters() -> None:
    assert codes(("kk", "Баптаулар қосымшасы"), ("ru", "Баптаулар қосымшасы")) == ["untranslated.same"]
