"""Held against each other at once, texts are as like as they are one by one."""

from __future__ import annotations

import random

import pytest

from tests.conftest import ROOT
from tm.matching.score import best_first
from tm.matching.sides import Side
from tm.memory import sweep
from tm.memory.sweep import Sieve

_WORDS = "бүгін ертең қала қаланың мектеп мектептер оқушы кітап 12 18-ден жыл, «үлкен» барды барған!"
WORDS = _WORDS.split()


def texts(count: int, seed: int) -> list[str]:
    """Texts of few words that are often the same or forms of one; some are blank, some marks only."""
    rng = random.Random(seed)
    made = [" ".join(rng.choices(WORDS, k=rng.randint(1, 8))) for _ in range(count)]
    return [*made, "", "  ", "?!", "…", "Бүгін!"]


def one_by_one(queries: list[str], block: list[str], minimum: float) -> list[tuple[int, int, float]]:
    found = []
    for number, query in enumerate(queries):
        if query.strip():
            near = best_first(Side.of(query), block, minimum)
            found += [(number, place, score) for place, score in near if block[place].strip()]
    return sorted(found)


@pytest.mark.parametrize("minimum", [30.0, 50.0, 65.0, 80.0, 100.0])
def test_as_one_by_one(minimum: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep, "QUERIES", 17)
    monkeypatch.setattr(sweep, "_FEW", 50)
    queries, block = texts(60, 1), texts(200, 2)
    parts = list(Sieve(queries, minimum).held(block))
    shares = [share for share, _ in parts]
    assert shares == sorted(shares) and 0 < shares[-1] <= 1
    found = sorted((like.query, like.place, like.score) for _, likes in parts for like in likes)
    assert found == one_by_one(queries, block, minimum) and found


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_real_texts_against_themselves(lang: str) -> None:
    folder = ROOT / "corpora" / "ushtil-open"
    lines = [
        line
        for name in ("society", "manuals", "official")
        for line in (folder / name / f"{lang}.txt").read_text("utf-8").splitlines()
    ]
    queries, block = lines[::25], lines[::2]
    found = sorted(tuple(like) for _, likes in Sieve(queries, 60).held(block) for like in likes)
    assert found == one_by_one(queries, block, 60) and len(found) >= len(queries) // 3


def test_no_queries_and_no_texts() -> None:
    assert not list(Sieve([], 70).held(["Иә."])) and not list(Sieve(["", " "], 70).held(["Иә."]))
    assert not list(Sieve(["Иә."], 70).held([]))
