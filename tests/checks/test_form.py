from __future__ import annotations

from unicodedata import is_normalized, normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tm.checks.form import CODES, check, compare, mend
from tm.checks.side import Side
from tm.units import Variant


def codes(text: str, lang: str) -> set[str]:
    findings = list(check(Side(Variant(lang, text))))
    assert all(
        finding.code in CODES and 0 <= finding.start < finding.end <= len(text) for finding in findings
    )
    return {finding.code for finding in findings}


@pytest.mark.parametrize(
    ("text", "lang", "code", "right"),
    [
        ("сто\u0438\u0306", "ru", "form.decomposed", "стой"),
        ("\u0435\u0308ж", "ru", "form.decomposed", "ёж"),
        ("cafe\u0301", "en", "form.decomposed", "café"),
        ("5 \u212a", "en", "form.decomposed", "5 K"),
        ("ﬁnd", "en", "form.compatible", "find"),
        ("Ａ４", "ru", "form.compatible", "A4"),
    ],
)
def test_forms_are_found_and_put_right(text: str, lang: str, code: str, right: str) -> None:
    assert codes(text, lang) == {code}
    assert mend(text, lang) == right
    assert codes(right, lang) == set()


@pytest.mark.parametrize("encoding", ["latin-1", "cp1251"])
@pytest.mark.parametrize("text", ["Бұл қазақ тілі", "Это русский текст"])
def test_mojibake_is_found(text: str, encoding: str) -> None:
    shown = "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in text.encode("utf-8"))
    assert "form.mojibake" in codes(shown, "kk")
    assert mend(shown, "kk") == normalize("NFC", shown)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("сөз вЂ“ сөз", "form.mojibake"),
        ("itâ€™s", "form.mojibake"),
        ("Ïðèâåò, ìèð", "form.mojibake"),
        ("оПХБЕР, ЛНИ ДПСЦ", "form.mojibake"),
        ("сө\ufffdз", "form.lost"),
        ("?аза?стан", "form.lost"),
        ("????? ??? ????", "form.lost"),
        ("a\ue123", "form.private"),
    ],
)
def test_what_was_lost_is_found_and_stays(text: str, code: str) -> None:
    assert code in codes(text, "kk")
    assert mend(text, "kk") == text


@pytest.mark.parametrize(
    "text",
    [
        "½ naïve café, 5 km², 20 °C, © 2024 ™",
        "«СССР» мен «Т», «ТІРІ», ВС – РФ",
        "Неужели?? Қалай? «Иә?»",
        "кВт, мРНК, ТІЛІ, ЖШС",
        "за\u0301мок",
        "Île, Straße, Ærø, über",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert codes(text, "ru") == set()
    assert mend(text, "ru") == text


def test_full_width_letters_are_those_of_east_asia() -> None:
    assert codes("Ａ", "ja") == set()
    assert mend("Ａ", "ja") == "Ａ"


@given(
    st.text("аиеeЕэ\u0306\u0308\u0301ﬁＡK\u212a½1 \u0327", max_size=20), st.sampled_from(["kk", "en", "ja"])
)
def test_mending_twice_is_mending_once(text: str, lang: str) -> None:
    once = mend(text, lang)
    assert mend(once, lang) == once
    assert is_normalized("NFC", once)


@pytest.mark.parametrize(
    ("source", "target", "reasons"),
    [
        ("Иә – жоқ", "Да &ndash; нет", ["“&ndash;” is written for “–”"]),
        ("Бетті ашу", r"\u0414\u0430 нет", [r"“\u0414\u0430” is written for “Да”"]),
        ("Бетті ашу", "%D0%94%D0%B0 нет", ["“%D0%94%D0%B0” is written for “Да”"]),
        ("А&nbsp;Б", "А&nbsp;Б", []),
        ("A & B; 100 %", "А и Б; 100%", []),
        ("C:\\temp", "x=5, 5%25", []),
    ],
)
def test_characters_written_as_numbers(source: str, target: str, reasons: list[str]) -> None:
    one, two = Side(Variant("kk", source)), Side(Variant("ru", target))
    assert [finding.reason for finding in compare(one, two)] == reasons
    assert [finding.lang for finding in compare(two, one)] == ["ru"] * len(reasons)


@pytest.mark.parametrize(
    ("text", "right"),
    [("ве¨сны", "вёсны"), ("таи˘га", "тайга"), ("cafe´s", "cafe´s"), ("20¨", "20¨")],
)
def test_a_mark_beside_its_letter(text: str, right: str) -> None:
    assert codes(text, "ru") == (set() if text == "20¨" else {"form.beside"})
    assert mend(text, "ru") == right


def test_lost_letters_are_said_once_a_text() -> None:
    (found,) = check(Side(Variant("kk", "Бұл ?аза?стан туралы кітап?а жазыл?ан.")))
    assert (found.code, found.start, found.end) == ("form.lost", 4, 35)
