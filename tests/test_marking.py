"""Marks hold both texts, and stand where people look for them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import UNHURRIED
from tm.marking import marked


@UNHURRIED
@given(st.text("абА 15.,", max_size=12), st.text("абА 15.,", max_size=12))
def test_marks_hold_both_texts(old: str, new: str) -> None:
    said = marked(old, new)
    assert unmarked(said, "[-", "-]", "{+", "+}") == old and unmarked(said, "{+", "+}", "[-", "-]") == new


def unmarked(said: str, start: str, end: str, other: str, other_end: str) -> str:
    """One of the two texts: its marks are taken away, those of the other one with what they hold."""
    while other in said:
        before, _, rest = said.partition(other)
        said = before + rest.partition(other_end)[2]
    return said.replace(start, "").replace(end, "")


def test_long_texts_are_compared_at_their_ends() -> None:
    middle, other = "а б " * 50_000, "в г " * 50_000
    assert marked(f"Бір {middle}.", f"Бір {other}.") == f"Бір [-{middle.strip()}-]{{+{other.strip()}+}} ."
    assert marked(middle, middle) == middle
    assert marked(middle, middle + "а") == middle + "{+а+}"


@pytest.mark.parametrize(("old", "new"), [("." * 1000, "..а" * 333), ("а " * 500, "а." * 500)])
def test_the_same_word_again_and_again_is_compared_in_time(old: str, new: str) -> None:
    begun = time.process_time()
    said = marked(old, new)
    assert time.process_time() - begun < 3
    assert unmarked(said, "[-", "-]", "{+", "+}") == old and unmarked(said, "{+", "+}", "[-", "-]") == new


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("5,6 %", "6,7 %", "[-5,6-]{+6,7+} %"),
        ("1 648 адам", "1\u00a0649 адам", "[-1 648-]{+1\u00a0649+} адам"),
        ("15.10.2014, 10:30", "16.10.2014, 10:45", "[-15.10.2014-]{+16.10.2014+}, [-10:30-]{+10:45+}"),
        ("2014-10-15", "2014-11-15", "[-2014-10-15-]{+2014-11-15+}"),
        ("2014–2015", "2014–2016", "2014–[-2015-]{+2016+}"),
        ("2014 100 адам", "2015 100 адам", "[-2014-]{+2015+} 100 адам"),
        ("5-ке.", "6-ға.", "[-5-]{+6+}-[-ке-]{+ға+}."),
    ],
)
def test_a_number_is_one_token(old: str, new: str, said: str) -> None:
    assert marked(old, new) == said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "Жоба 2014 жылы БҰҰ-да басталды.",
            "ЖОБА 2014 ЖЫЛЫ БҰҰ-ДА БАСТАЛДЫ.",
            "[-Жоба 2014 жылы БҰҰ-да басталды-]{+ЖОБА 2014 ЖЫЛЫ БҰҰ-ДА БАСТАЛДЫ+}.",
        ),
        ("A red cat sat.", "A RED DOG SAT.", "A [-red-]{+RED+} [-cat-]{+DOG+} [-sat-]{+SAT+}."),
        (
            "the united and the nations",
            "The united and the Nations",
            "[-the-]{+The+} united and the [-nations-]{+Nations+}",
        ),
    ],
)
def test_words_that_differ_in_capitals_only_are_one_mark(old: str, new: str, said: str) -> None:
    assert marked(old, new) == said
