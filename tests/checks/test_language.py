"""The language of a variant: told from three words, and of names nothing is said."""

from __future__ import annotations

import sys

import pytest

from tm.checks.language import bigrams, check
from tm.checks.side import Side
from tm.units import Variant

KAZAKH = "Үкімет келесі жылға арналған бюджетті қабылдады."
RUSSIAN = "Правительство приняло бюджет на следующий год."
ENGLISH = "The government has passed the budget for next year."


def codes(lang: str, text: str) -> list[str]:
    return [finding.code for finding in check(Side(Variant(lang, text)))]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("kk", KAZAKH),
        ("kk-KZ", KAZAKH),
        ("ru", RUSSIAN),
        ("en", ENGLISH),
        ("kk", "Бала мектепке барды."),
        ("kk", "Министр Санкт-Петербургтегі Эрмитажға барды."),
        ("kk", "Microsoft Office Professional Plus 2019"),
        ("kk", "«The New York Times» газеті бұл туралы жазды."),
        ("kk", "Президент Токаев"),
        ("kk", "Темекіге де шектеу бар: 200 сигарет, не 50 сигара, не 250 грамм темекі."),
        ("ru", "Компьютер"),
        ("ru", "Улица Құрманғазы ведёт к театру имени Мұхтара Әуезова."),
        ("ru", "Экономика Казахстана"),
        ("ru", "Программа «Рухани жаңғыру» продолжается и в этом году."),
        ("en", "Saryarka Velodrome, Nur-Sultan"),
        ("en", "Naïve café owners paid in €."),
        ("en", "The word «наурыз» means March."),
        ("kk", "{ -brand-name-android } үшін { -brand-name-firefox }"),
        ("kk", "%1$s: https://example.kz/about/contact"),
        ("kk", "2020"),
        ("kk", ""),
        ("kk-Latn", "Bul jobanyñ maqsaty men mindetteri anyqtaldy."),
        ("de", "Die Regierung hat den Haushalt verabschiedet."),
    ],
)
def test_what_is_in_the_language_of_its_tag_is_not_told(lang: str, text: str) -> None:
    assert codes(lang, text) == []


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("kk", RUSSIAN),
        ("kk", ENGLISH),
        ("ru", KAZAKH),
        ("ru", ENGLISH),
        ("en", KAZAKH),
        ("en", RUSSIAN),
        ("de", RUSSIAN),
        ("kk", "Закон не принят."),
        ("kk", "Акции подешевели вдвое"),
        ("ru", "Бала мектепке барды."),
        ("ru", "Жаңа заң қабылданды"),
        ("kk", "Prices rise sharply"),
        ("kk", "THE GOVERNMENT HAS PASSED THE BUDGET"),
        ("ru", "Save changes before closing"),
        ("en", "Die Regierung hat den Haushalt für das Jahr verabschiedet und ist zufrieden."),
        ("ru", "Уряд у понеділок представив новий законопроєкт, що має змінити систему."),
        ("en", "Bul jobanyñ maqsaty men mindetteri anyqtaldy."),
        ("kk", "政府通过了明年的预算。"),
    ],
)
def test_another_language_is_told(lang: str, text: str) -> None:
    assert codes(lang, text) == ["language.wrong"]


@pytest.mark.parametrize(
    ("lang", "text", "stretch"),
    [
        ("kk", "Үкімет бюджетті қабылдады, and the deputies supported it yesterday.", "and the deputies"),
        (
            "ru",
            "Вчера правительство страны наконец приняло этот бюджет, ал депутаттар оны толық қолдады.",
            "ал депутаттар",
        ),
        ("kk", "Үкімет бюджетті қабылдады, и его поддержали все депутаты страны.", "и его поддержали"),
        ("en", "The government passed the budget, ал депутаттар оны қолдады.", "ал депутаттар"),
    ],
)
def test_a_stretch_in_another_language_is_told_and_placed(lang: str, text: str, stretch: str) -> None:
    found = check(Side(Variant(lang, text)))
    assert [finding.code for finding in found] == ["language.mixed"]
    assert stretch in text[found[0].start : found[0].end]


def test_kazakh_in_latin_letters_has_a_code_of_its_own() -> None:
    assert codes("kk", "Bul jobanyñ maqsaty men mindetteri anyqtaldy.") == ["language.script"]


def test_the_table_of_pairs_is_what_the_script_counts() -> None:
    import learn_bigrams

    assert "".join(learn_bigrams.rows()) == bigrams._TABLE
    assert "own" in sys.modules
