"""The pairs that people put in order before there was a score; see README.md here."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tm.matching.score import best_first, compared
from tm.matching.sides import Side

TABLE = Path(__file__).with_name("ordered.tsv")


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['lang']}: {row['why']}")
def test_the_better_one_is_offered_first(row: dict[str, str]) -> None:
    query, better, worse = Side.of(row["query"]), row["better"], row["worse"]
    assert compared(query, Side.of(better)).score > compared(query, Side.of(worse)).score
    assert [place for place, _ in best_first(query, [worse, better], 0)] == [1, 0]
