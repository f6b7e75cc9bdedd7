from __future__ import annotations

import pytest

from tm.checks.doubled import check
from tm.checks.side import Side
from tm.units import Variant


def found(text: str, lang: str) -> list[str]:
    return [text[finding.start : finding.end] for finding in check(Side(Variant(lang, text)))]


@pytest.mark.parametrize(
    ("text", "lang", "doubled"),
    [
        ("The the end", "en", ["The the"]),
        ("it is of of use.", "en", ["of of"]),
        ("“I I gave my first", "en", ["I I"]),
        ("He saw it it.", "en", ["it it"]),
        ("the the the", "en", ["the the", "the the"]),
        ("Бұл мен мен келген жер", "kk", ["мен мен"]),
        ("Мектеп мектеп салынды", "kk", ["Мектеп мектеп"]),
        ("он пришёл в в дом", "ru", ["в в"]),
        ("Это было было давно", "ru", ["было было"]),
        ("in the in the house", "en", ["in the in the"]),
    ],
)
def test_doubled_words_are_found(text: str, lang: str, doubled: list[str]) -> None:
    assert found(text, lang) == doubled


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Ол қайта қайта айтты, бір бір, өте өте жақсы", "kk"),
        ("Ол болды. Болды ма? Бала-бала", "kk"),
        ("He had had it; I know that that is very very good. Bye bye", "en"),
        ("Duran Duran came. Came who?", "en"),
        ("очень очень чуть чуть", "ru"),
        ("5 5 000 000 и И. Иванов", "ru"),
        ("a there here", "en"),
        ("die die Katze", "de"),
    ],
)
def test_what_is_doubled_on_purpose_is_left_alone(text: str, lang: str) -> None:
    assert found(text, lang) == []
