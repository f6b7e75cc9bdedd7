"""What two texts lose for what their folds leave out; each kind is seen alone."""

from __future__ import annotations

import pytest

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
