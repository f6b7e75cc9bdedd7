from __future__ import annotations

import pytest

from tm.checks.form.mojibake import OF_ONE_BYTE, READ_AS, passages

WORDS = ("Бұл қазақ тіліндегі мәтін", "Это обычный русский текст", "“naïve” café — 5 €")


def as_read(text: str, written: str, read: str) -> str:
    shown = (bytes([byte]).decode(read, "ignore") or chr(byte) for byte in text.encode(written))
    return "".join(shown)


@pytest.mark.parametrize("encoding", READ_AS)
@pytest.mark.parametrize("text", WORDS)
def test_utf8_read_as_something_else_is_found_and_read_anew(text: str, encoding: str) -> None:
    shown = as_read(text, "utf-8", encoding)
    found = list(passages(shown, "ru"))
    assert found
    assert all(shown[one.start : one.end] == one.shown for one in found)
    assert any(one.meant and one.meant in text for one in found)


@pytest.mark.parametrize("written", OF_ONE_BYTE)
@pytest.mark.parametrize("read", OF_ONE_BYTE)
def test_one_encoding_of_cyrillic_for_another_is_found(written: str, read: str) -> None:
    if written != read:
        shown = as_read("Правительство утвердило правила торговли", written, read)
        assert list(passages(shown, "ru")), shown


@pytest.mark.parametrize(
    "text",
    [
        *WORDS,
        "КазМунайГаз, кВт·сағ, МВФ, СНГ, ҚазАТК, мРНК, ТОО «ВостокСтрой»",
        "– Ә, солай ма? “А–Я”, “Б” –В",
        "½ × 3 ± 2 °C; x² · y, 10 § 3, © 2024 ®, → ✓ ■ пункт",
        "Île de Ré, Ærø, ÉÀÇ, Þór, smörgåsbord, Đà Nẵng, ÂÊ",
        "жаңғырту, еңбек, ыстық, ықпал; во\u00a0можно, сигна\u00a0л, 5\u00a0кВт\u00a0ч",
        "«Хруст», вскрытие, взглядов, здравствуйте, пространство, контрстратегия",
    ],
)
def test_honest_text_is_left_alone(text: str) -> None:
    assert list(passages(text, "ru")) == []


def test_other_languages_have_letters_of_their_own() -> None:
    assert list(passages("њега ђак, її моєї Україні", "sr")) == []
