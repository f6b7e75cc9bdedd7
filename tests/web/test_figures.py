"""Numbers and days are written as the language of a page writes them."""

from __future__ import annotations

import pytest

from tm.web.figures import filters


@pytest.mark.parametrize(
    ("lang", "number", "figure", "day", "moment"),
    [
        ("en", "12,345.6", "0.89", "4 Nov 2026", "4 Nov 2026, 05:06"),
        ("kk", "12 345,6", "0,89", "2026 ж. 04 қар.", "2026 ж. 04 қар., 05:06"),
        ("ru", "12 345,6", "0,89", "4 нояб. 2026 г.", "4 нояб. 2026 г., 05:06"),
    ],
)
def test_numbers_and_days_are_written_as_a_language_does(
    lang: str, number: str, figure: str, day: str, moment: str
) -> None:
    known = filters(lang)
    said = (
        known["number"](12345.6),
        known["figure"](0.899),
        known["day"]("2026-11-04"),
        known["moment"]("2026-11-04T05:06:07Z"),
    )
    assert tuple(one.replace("\u00a0", " ").replace("\u202f", " ") for one in said) == (
        number,
        figure,
        day,
        moment,
    )


def test_what_is_no_day_stays_as_it_is() -> None:
    assert filters("kk")["day"]("2026-99-99") == "2026-99-99"
    assert filters("kk")["moment"]("yesterday") == "yesterday"
