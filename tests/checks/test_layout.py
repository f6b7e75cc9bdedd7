from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tm.checks.checker import Checker, mended
from tm.checks.layout import Layout, mend, shared
from tm.units import Code, TranslationUnit, Variant

TEXTS = st.lists(st.text("аb, .\t\n\u00a0\u200b", max_size=12), min_size=1, max_size=3)


def unit(*texts: str) -> TranslationUnit:
    return TranslationUnit("1", tuple(map(Variant, ("kk", "en", "ru"), texts)))


def texts(of: TranslationUnit) -> list[str]:
    return [variant.text for variant in of.variants]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([" Иә, келдім.", "Yes, I came."], ["Иә, келдім.", "Yes, I came."]),
        (["Иә, келдім.", "Yes, I came.\u00a0"], ["Иә, келдім.", "Yes, I came."]),
        ([" Иә, келдім.", " Yes, I came."], [" Иә, келдім.", " Yes, I came."]),
        (["  Иә, келдім. ", " Yes, I came."], ["  Иә, келдім.", " Yes, I came."]),
        (["Иә,\tкелдім.", "Yes, I came."], ["Иә, келдім.", "Yes, I came."]),
        (["Аты\tжасы", "Name\tage"], ["Аты\tжасы", "Name\tage"]),
        (["Аты\tжасы\tқаласы", "Name, age, city"], ["Аты\tжасы\tқаласы", "Name, age, city"]),
        (["Иә\n", "Yes"], ["Иә", "Yes"]),
        ([" ", "Yes"], [" ", "Yes"]),
    ],
)
def test_white_space_that_one_side_has_goes(before: list[str], after: list[str]) -> None:
    assert texts(mended(unit(*before))) == after


def test_white_space_that_all_sides_have_is_no_finding() -> None:
    checker = Checker(only=["spaces"])
    assert checker.findings(unit(" Иә, келдім.", " Yes, I came.")) == []
    assert [finding.lang for finding in checker.findings(unit(" Иә.", "Yes."))] == ["kk"]
    assert [finding.code for finding in checker.findings(unit(" Иә."))] == ["spaces.edge"]


def test_white_space_beside_inline_codes_stays() -> None:
    content = (" Press ", Code("ph", content=("<b>",)), " now\t")
    variants = (Variant("en", " Press  now\t", content=content), Variant("ru", "Нажмите сейчас"))
    mended_content = mended(TranslationUnit("1", variants)).variants[0].content
    assert mended_content == ("Press ", Code("ph", content=("<b>",)), " now")


@given(TEXTS)
def test_mending_twice_is_mending_once(found: list[str]) -> None:
    kept = shared(found)
    for text in found:
        once = mend(text, kept)
        assert mend(once, kept) == once
        assert once.split() == text.split()
    assert mend(found[0], Layout(True, True, True)) == found[0]
