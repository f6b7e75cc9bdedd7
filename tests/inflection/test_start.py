"""Patterns of Kazakh suffixes are compiled where a word asks for them, and say the same as before."""

from __future__ import annotations

import re

from tm.inflection.stem import Automaton, Stem


def test_a_pattern_is_compiled_when_a_word_begins_with_the_stem_and_only_once() -> None:
    made: list[str] = []

    def compiled() -> re.Pattern[str]:
        made.append("ге")
        return re.compile("ге")

    stem = Stem("ел", Automaton(compiled))
    assert not stem.begins("жерге") and made == []
    assert stem.begins("елге") and not stem.begins("елде") and made == ["ге"]
