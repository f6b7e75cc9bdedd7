"""Texts on a terminal: how wide they are, and that what is cut or padded is as wide as it should be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tm.cli.page import cut, padded
from tm.cli.show import table, width

texts = st.text("аәq 語🙂\u0306\u200d", max_size=20)


@given(texts, st.integers(2, 25))
def test_what_is_cut_fits_and_what_fits_is_not_cut(text: str, columns: int) -> None:
    short = cut(text, columns)
    assert width(short) <= columns
    assert short == text if width(text) <= columns else short.endswith("…") and text.startswith(short[:-1])
    assert width(padded(text, columns)) == width(padded(text, columns, right=True)) == columns


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=5))
def test_the_last_column_of_a_table_ends_in_one_place(rows: list[tuple[str, str]]) -> None:
    lines = table([[name, f"{value}|"] for name, value in rows]).split("\n")
    assert len({width(line) for line in lines}) == 1


@pytest.mark.parametrize(("text", "columns"), [("қазақ", 5), ("И\u0306", 1), ("語", 2), ("🙂", 2), ("", 0)])
def test_width(text: str, columns: int) -> None:
    assert width(text) == columns
