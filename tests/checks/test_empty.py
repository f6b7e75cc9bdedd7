"""Sides that say nothing."""

from __future__ import annotations

import pytest

from tm.checks.empty import compare
from tm.checks.side import Side
from tm.units import Code, Variant

KAZAKH = "Үкімет бюджетті қабылдады, ал депутаттар оны қолдады."
RUSSIAN = "Правительство приняло бюджет, а депутаты его поддержали."


def codes(source: str, target: str) -> list[str]:
    return [finding.code for finding in compare(Side(Variant("kk", source)), Side(Variant("ru", target)))]


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("", "empty.target"),
        (" \t\n", "empty.target"),
        ("\u200b", "empty.invisible"),
        ("\ufeff\u2060", "empty.invisible"),
        ("...", "empty.marks"),
        ("???", "empty.marks"),
        ("«»", "empty.marks"),
        ("1", "empty.marks"),
        ("<b></b>", "empty.codes"),
        ("%s", "empty.codes"),
        ("&nbsp;", "empty.codes"),
        ("TODO", "empty.placeholder"),
        ("[MT]", "empty.placeholder"),
        ("xxx", "empty.placeholder"),
        ("N/A", "empty.placeholder"),
        ("Перевод отсутствует", "empty.placeholder"),
        ("аударылмаған", "empty.placeholder"),
        ("TODO: " + RUSSIAN, "empty.placeholder"),
        ("[MT] " + RUSSIAN, "empty.placeholder"),
        (RUSSIAN + " ???", "empty.placeholder"),
    ],
)
def test_nothing_where_something_should_be(target: str, code: str) -> None:
    assert codes(KAZAKH, target) == [code]


@pytest.mark.parametrize(
    ("source", "code"), [("", "empty.source"), ("\u200b", "empty.invisible"), ("—", "empty.marks")]
)
def test_a_source_that_says_nothing(source: str, code: str) -> None:
    assert codes(source, RUSSIAN) == [code]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (KAZAKH, RUSSIAN),
        ("Жоқ", "Нет"),
        ("Аударма", "Перевод"),
        ("Мың тоғыз жүз тоқсан", "1990"),
        ("2020", "2020"),
        ("...", "..."),
        ("***", "—"),
        ("Б", "-"),
        ("Иә", "Да"),
        (
            "TODO тізімі ашылды, оны қарап шығыңыз деп жазылған",
            "Список TODO открыт, просмотрите его, пожалуйста",
        ),
    ],
)
def test_what_says_something_is_not_told(source: str, target: str) -> None:
    assert codes(source, target) == []


def test_neither_side() -> None:
    assert codes("", " ") == ["empty.both"]


def test_codes_alone() -> None:
    code = (Code("ph", (("x", "1"),), ("<br/>",)),)
    found = compare(Side(Variant("kk", KAZAKH)), Side(Variant.of("ru", code)))
    assert [finding.code for finding in found] == ["empty.codes"]
    assert compare(Side(Variant.of("kk", code)), Side(Variant.of("ru", code))) == ()
