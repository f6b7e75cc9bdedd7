"""All checks together."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from tm.checks.checker import Checker, mended
from tm.units import Prop, TranslationUnit, Variant


def test_what_is_wrong_with_the_source_is_said_once() -> None:
    variants = (
        Variant("kk", "Ол «иә деп жауап берді."),
        Variant("ru", "Он ответил «да» и ушёл."),
        Variant("en", 'He answered "yes" and left.'),
    )
    found = Checker(source="kk", only=["punctuation"]).findings(TranslationUnit("1", variants))
    assert [(finding.code, finding.lang) for finding in found] == [("punctuation.quote", "kk")]


def test_a_block_is_looked_at_as_its_units_are_one_by_one() -> None:
    """Also where units are repeated, which is looked at once, and findings are in the order of the sides."""
    texts = [
        ("Екі үй.", "Two houses."),
        ("Екі үй.", "Three houses."),
        ("Екі үй.", "Two houses."),
        ("Казакстан", "Kazakhstan"),
        ("Екі үй.", "Three houses."),
        ("Жаңбыр  жауды.", "It rained ."),
    ]
    units = [
        TranslationUnit(str(number), (Variant("kk", kk), Variant("en", en)))
        for number, (kk, en) in enumerate(texts * 2)
    ]
    alone = Checker(source="kk")
    expected = [alone.findings(unit) for unit in units]
    assert [found for _, found in Checker(source="kk").checked(units)] == expected
    codes = [[finding.code for finding in found] for found in expected]
    assert codes[0] == codes[2] == codes[6] == []
    assert codes[1] == codes[4] == codes[7] == ["numbers.changed", "consistency.target"]
    assert codes[5] == codes[11] == ["spaces.double", "spaces.before"]


NASTY = (
    "а.Б",
    "?",
    "«",
    "қаз",
    "қ",
    "aи",
    "a b ",
    "TOO ",
    "кiтап ",
    "XI",
    "5% ",
    "5 percent ",
    "01.02.2020 ",
    "1/",
)


@pytest.mark.parametrize(
    "piece", [*NASTY, "12 қаңтар ", "Ð°Ñ", "кiтап улкен ", " ,", "а »", "\u200e", "a,бб", "аа:бб"]
)
def test_no_text_takes_the_square_of_its_time(piece: str) -> None:
    def taken(size: int) -> float:
        text = (piece * size)[:size]
        unit = TranslationUnit("1", (Variant("kk", text), Variant("ru", text[:-3])))
        begun = time.process_time()
        for lang in ("kk", "ru", "en"):
            Checker().findings(replace(unit, variants=(Variant(lang, text), unit.variants[1])))
        mended(unit)
        return time.process_time() - begun

    taken(1_000)  # tables are read
    short, long = taken(6_000), taken(60_000)
    assert long < 0.5 or long < 30 * short


def test_what_is_replaced_in_many_places_is_replaced_there() -> None:
    text = "Бұл кiтап, кiтап улкен. " * 3
    (better,) = mended(TranslationUnit("1", (Variant("kk", text),))).variants
    assert better.text.strip() == ("Бұл кітап, кітап үлкен. " * 3).strip()


def test_the_source_language_of_the_memory_leads() -> None:
    unit = TranslationUnit("1", (Variant("ru", "15 домов."), Variant("kk", "150 үй.")))
    checker = Checker()
    assert [finding.lang for finding in checker.findings(unit)] == ["kk"]
    for named, lead in ((None, "kk"), ("kk", "ru")):
        checker = Checker(source=named)
        checker.lead(lead)
        assert [finding.lang for finding in checker.findings(unit)] == ["ru"]


def test_a_unit_in_a_context_of_its_own_is_remembered_though_its_texts_were_seen() -> None:
    def unit(number: int, en: str, context: str | None) -> TranslationUnit:
        props = () if context is None else (Prop("x-po-context", context),)
        return TranslationUnit(str(number), (Variant("kk", "Ашу"), Variant("en", en)), props)

    said = (("Open", None), ("Open", "menu"), ("Opening", "menu"))
    units = [unit(number, en, context) for number, (en, context) in enumerate(said)]
    checker = Checker(source="kk", only=["consistency"])
    assert [len(checker.findings(one)) for one in units] == [0, 0, 1]
