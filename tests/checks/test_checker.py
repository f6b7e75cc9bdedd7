"""All checks together."""

from __future__ import annotations

from tm.checks import Checker
from tm.units import TranslationUnit, Variant


def test_what_is_wrong_with_the_source_is_said_once() -> None:
    variants = (
        Variant("kk", "Ол «иә деп жауап берді."),
        Variant("ru", "Он ответил «да» и ушёл."),
        Variant("en", 'He answered "yes" and left.'),
    )
    found = Checker(source="kk", only=["punctuation"]).findings(TranslationUnit("1", variants))
    assert [(finding.code, finding.lang) for finding in found] == [("punctuation.quote", "kk")]
