"""The rows of an analysis."""

from __future__ import annotations

import pytest

from tm.matching.bands import NONE, ROWS, band


@pytest.mark.parametrize("score", [101, 100, 95, 85, 75, 50])
def test_a_row_begins_with_its_name(score: int) -> None:
    assert band(score).startswith(str(score))
    assert band(score) != band(score - 0.01)


def test_every_score_has_a_row() -> None:
    found = {band(score / 10) for score in range(1020)}
    assert found == set(ROWS[1:])
    assert band(0) == band(49.99) == NONE
