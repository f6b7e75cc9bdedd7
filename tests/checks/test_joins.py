from __future__ import annotations

import pytest

from tm.checks.side import Side
from tm.checks.spaces import check, mend
from tm.units import Variant


def found(text: str, lang: str) -> list[str]:
    return [finding.reason for finding in check(Side(Variant(lang, text)))]


@pytest.mark.parametrize(
    ("text", "lang", "reason"),
    [
        ("Что -то случилось", "ru", "a space before the hyphen"),
        ("Темір- бетон зауыты", "kk", "a space after the hyphen"),
        ("It costs 5 in a well- known shop", "en", "a space after the hyphen"),
        ("Стоит 100тенге", "ru", "no space between the number and the word"),
        ("Салмағы 5кг болды", "kk", "no space between the number and the word"),
        ('He said:"yes" to it', "en", "no space before the quotation mark"),
        ('Он сказал "да"и ушёл', "ru", "no space after the quotation mark"),
    ],
)
def test_what_is_found_and_stays(text: str, lang: str, reason: str) -> None:
    assert found(text, lang) == [reason]
    assert mend(text, lang) == text


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("I don 't know", "I don't know"),
        ("We don' t know", "We don't know"),
        ('The "school " is new', 'The "school" is new'),
        ('The " school" is new', 'The "school" is new'),
        ('It is called "home ".', 'It is called "home".'),
    ],
)
def test_what_is_put_right(text: str, right: str) -> None:
    assert len(found(text, "en")) == 1
    assert mend(text, "en") == right
    assert found(right, "en") == []


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Двух- и трёхэтажные дома, 2-го числа, А4формат", "ru"),
        ("Two- or three-storey houses - and more; the boys' house; rock 'n' roll", "en"),
        ('end of it", he said, "and more. The 5" pipe', "en"),
        ('"Иә", – деді ол. "Жоқ", "бәлкім" ("мүмкін").', "kk"),
        ('x = {"a":"b"}', "en"),
        ("5-ші сынып, 10:30-да, 3D, 60 км/сағ, 25°C-та", "kk"),
    ],
)
def test_what_is_right_is_left_alone(text: str, lang: str) -> None:
    assert found(text, lang) == []
    assert mend(text, lang) == text
