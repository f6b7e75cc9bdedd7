"""What two texts lose for what their folds leave out; each kind is seen alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tm.matching.match import Penalty
from tm.matching.penalties import (
    CASE,
    CODE,
    CODE_PLACE,
    CODES_MOST,
    LETTERS,
    NUMBER,
    NUMBER_MORE,
    NUMBERS_MOST,
    PUNCTUATION,
    SHAPES,
    SPACE,
    SUFFIX,
    penalties,
)
from tm.matching.score import compared
from tm.matching.sides import Side
from tm.units import Code, Content, plain


@pytest.mark.parametrize(
    ("one", "other", "reason", "points"),
    [
        ("Файлды ашу", "файлды ашу", "case", CASE),
        ("ФАЙЛДЫ АШУ", "Файлды ашу", "case", CASE),
        ("The bank and the mill", "the bank and the mill", "case", CASE),
        ("Ещё самолёт", "Еще самолет", "letters", LETTERS),
        ("5 үй", "6 үй", "numbers", NUMBER),
        ("12.03.2024 күні", "15.04.2024 күні", "numbers", NUMBER),
        ("5 үй, 6 ат", "6 үй, 7 ат", "numbers", NUMBER + NUMBER_MORE),
        ("1 a 2 a 3 a 4 a 5 a 6", "7 a 8 a 9 a 10 a 11 a 12", "numbers", NUMBERS_MOST),
        ("Иә.", "Иә", "punctuation", PUNCTUATION),
        ("Иә, жоқ", "Иә жоқ", "punctuation", PUNCTUATION),
        ("1,648.5 m", "1.648,5 m", "punctuation", PUNCTUATION),
        ("4,7 % үй", "5 % үй", "numbers", NUMBER),
        ("$214bn", "$1,214bn", "numbers", NUMBER),
        ("2014–2015 жылдары", "2016-2017 жылдары", "numbers", NUMBER),
        ("1,648 m", "1648 m", "punctuation", PUNCTUATION),
        ("2014–2015 жылдары", "2014-2015 жылдары", "shapes", SHAPES),
        ("5-ке дейін", "5‑ке дейін", "shapes", SHAPES),
        ("Сағат 7:00-де", "Сағат 9:30-да", "numbers", NUMBER),
        ("B30-дан", "B25-тен", "numbers", NUMBER),
        ("61-і", "57-сі", "numbers", NUMBER),
        ("2014-інші жылы", "2020-шы жылы", "numbers", NUMBER),
        ("5-й этаж", "7-й этаж", "numbers", NUMBER),
        ("5-ке дейін", "5-тен дейін", "suffix", SUFFIX),
        ("5-ке дейін", "5-ге дейін", "suffix", SUFFIX),
        ("5-ке дейін", "5 дейін", "suffix", SUFFIX),
        ("2-го и 3-го", "2-й и 3-й", "suffix", SUFFIX),
        ("5-ке дейін", "5-КЕ дейін", "case", CASE),
        ("«Ел» кеді", '"Ел" кеді', "shapes", SHAPES),
        ("driver’s", "driver's", "shapes", SHAPES),
        ("Ел — ер", "Ел - ер", "shapes", SHAPES),
        ("Ашу…", "Ашу...", "shapes", SHAPES),
        ("5\u00a0кг", "5 кг", "space", SPACE),
        ("Екі  сөз", "Екі сөз", "space", SPACE),
        (" Сөз", "Сөз", "space", SPACE),
        ("Бір,екі", "Бір, екі", "space", SPACE),
        ("Сөз\u200b", "Сөз", "space", SPACE),
    ],
)  # fmt: skip
def test_one_thing_differs(one: str, other: str, reason: str, points: float) -> None:
    wanted = (Penalty(reason, points),)
    assert penalties(Side.of(one), Side.of(other)) == penalties(Side.of(other), Side.of(one)) == wanted
    assert compared(Side.of(one), Side.of(other)).score == pytest.approx(100 - points)


def test_nothing_differs() -> None:
    assert penalties(Side.of("й"), Side.of("и\u0306")) == ()
    assert compared(Side.of("й"), Side.of("и\u0306")).score == 100


def test_several_things_differ() -> None:
    found = penalties(Side.of("Бүгін 5 «үй»"), Side.of("бүгін  6 үй"))
    assert [penalty.reason for penalty in found] == ["case", "numbers", "punctuation", "space"]


@pytest.mark.parametrize(
    ("one", "other"), [("7:00-де", "9:30-дан"), ("5-й этаж", "7-го этаж"), ("5-ке дейін", "6 дейін")]
)
def test_another_number_and_another_case(one: str, other: str) -> None:
    wanted = (Penalty("numbers", NUMBER), Penalty("suffix", SUFFIX))
    assert penalties(Side.of(one), Side.of(other)) == penalties(Side.of(other), Side.of(one)) == wanted


def test_a_word_behind_a_number_is_no_suffix() -> None:
    for one, other in (("5-бап", "5-том"), ("a 3-day trip", "a 3-year trip"), ("18-ден 60-қа", "60-қа")):
        assert compared(Side.of(one), Side.of(other)).score < 90


FIGURES = st.lists(
    st.builds(
        "{}{}{}".format,
        st.sampled_from(["5", "6", "1,5", "1.5", "15", "9:30"]),
        st.sampled_from(["", "", "-ке", "-ден", "\u2011ке", "-КЕ", "-го", "-бап"]),
        st.sampled_from([" ", ", ", " мен ", "–", ". "]),
    ),
    max_size=4,
).map("".join)


@given(FIGURES, FIGURES)
def test_only_the_same_text_loses_nothing(one: str, other: str) -> None:
    ours, theirs = Side.of(one), Side.of(other)
    assert compared(ours, theirs) == compared(theirs, ours)
    assert (compared(ours, theirs).score == 100) == (one == other)


def test_a_number_that_one_lacks_is_seen_by_its_words() -> None:
    assert penalties(Side.of("екі үй 5"), Side.of("екі үй")) == ()
    assert compared(Side.of("екі үй 5"), Side.of("екі үй")).score < 90


def bold(text: str, number: str = "1", tag: str = "b") -> Content:
    return Code("bpt", (("i", number),), (f"<{tag}>",)), text, Code("ept", (("i", number),), (f"</{tag}>",))


def side(*content: str | Code) -> Side:
    return Side.of(plain(content), content)


WORD = side("Ол ", *bold("тез"), ".")


@pytest.mark.parametrize(
    ("other", "points"),
    [
        (WORD, 0),
        (side("Ол ", *bold("тез", number="7"), "."), 0),
        (side("Ол ", *bold("тез", tag="i"), "."), 2 * CODE),
        (side("Ол ", *bold("тез")[:2], "."), CODE),
        (side("Ол тез."), 2 * CODE),
        (side(*bold("Ол"), " тез."), CODE_PLACE),
        (
            side("Ол ", *bold("тез"), ".", *(Code("ph", (("x", str(n)),), ("<br/>",)) for n in range(9))),
            CODES_MOST,
        ),
        (side("Ол ", Code("hi", (), ("тез",)), "."), 2 * CODE),
    ],
)
def test_codes(other: Side, points: float) -> None:
    assert sum(penalty.points for penalty in penalties(WORD, other)) == points
    assert penalties(WORD, other) == penalties(other, WORD)
    assert compared(WORD, other).score == 100 - points


def test_codes_of_an_element_that_holds_text() -> None:
    one, other = (
        side(Code("hi", (), ("Ол ", *bold("тез"))), "."),
        side(Code("hi", (), ("Ол ",)), *bold("тез"), "."),
    )
    assert one.codes != other.codes
    assert compared(one, other).score < 100
