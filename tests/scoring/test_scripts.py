"""The script of a text, and words that are not in it."""

from __future__ import annotations

from tm.scoring.faults.scripts import script_of, strange_words


def test_script_is_that_of_the_language_or_of_most_letters() -> None:
    assert script_of(["Бұл жаңа iPhone"], "tt") == "Cyrillic"
    assert script_of(["Бұл iPhone"], "tt") == "Latin"
    assert script_of(["Бұл iPhone"], "kk-KZ") == "Cyrillic"
    assert script_of(["Bul qazaqşa"], "kk-Latn") == "Latin"
    assert script_of(["这是一本书"], "zh") == "other"
    assert not list(strange_words("这是 book", "other", []))
