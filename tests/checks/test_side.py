"""What a side says of its text at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tm.checks.side import Side
from tm.languages import KAZAKH_LETTERS
from tm.units import Variant

LATIN = "abcdefghijklmnopqrstuvwxyz"
RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
OWN = {
    "en": frozenset(LATIN + LATIN.upper()),
    "ru": frozenset(RUSSIAN + RUSSIAN.upper()),
    "kk": frozenset(RUSSIAN + RUSSIAN.upper() + KAZAKH_LETTERS),
}
DIGITS = frozenset("0123456789")
MARKS = frozenset(" .,«»“”\"'’()!?:;–—%-")
PLAIN = {"en": frozenset(" .,'-"), "ru": frozenset(" .,-"), "kk": frozenset(" .,-")}


@given(
    lang=st.sampled_from(["en", "ru", "kk"]), text=st.text("aZбЯёқІ05 .,«»\"'()!–-%<№\n\u00a0", max_size=12)
)
def test_what_is_usual_plain_or_has_digits(lang: str, text: str) -> None:
    side, chars = Side(Variant(lang, text)), frozenset(text)
    assert side.usual == (chars <= OWN[lang] | DIGITS | MARKS)
    assert side.plain == (chars <= OWN[lang] | PLAIN[lang])
    assert side.digits == (not chars.isdisjoint(DIGITS))


@pytest.mark.parametrize("text", ["", "Text", "5"])
def test_of_other_languages_nothing_is_usual(text: str) -> None:
    side = Side(Variant("de", text))
    assert (side.usual, side.plain, side.digits) == (False, False, text == "5")
