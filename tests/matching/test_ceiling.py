"""What words can come to at most is never less than what they come to, and small where texts are others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import ROOT
from tm.matching import ceiling
from tm.matching.ceiling import UNIT, Ceiling
from tm.matching.folding import fold
from tm.matching.likeness import word_likeness

_FORMS = st.text(st.sampled_from("абв"), min_size=1, max_size=7)
_TEXTS = st.lists(st.lists(_FORMS, min_size=1, max_size=6), min_size=1, max_size=8)


def found(queries: list[list[str]], texts: list[list[str]], least: float) -> dict[tuple[int, int], float]:
    pairs = {}
    shares = []
    for share, part in Ceiling(queries).pairs(texts, least):
        shares.append(share)
        for text, query, likeness in zip(*part, strict=True):
            assert (text, query) not in pairs
            pairs[int(text), int(query)] = float(likeness)
    assert shares == sorted(shares) and (not shares or shares[-1] <= 1.0)
    return pairs


def check(queries: list[list[str]], texts: list[list[str]], least: float) -> None:
    queries = sorted(queries, key=len)
    pairs = found(queries, texts, least)
    for i, text in enumerate(texts):
        for j, query in enumerate(queries):
            true = word_likeness(query, text)
            if true >= least:
                assert pairs[i, j] >= true - 1e-9, (text, query)


@given(_TEXTS, _TEXTS, st.sampled_from([0.0, 0.3, 0.5, 0.8, 1.0]))
def test_never_less_than_the_likeness(queries: list[list[str]], texts: list[list[str]], least: float) -> None:
    check(queries, texts, least)


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_of_real_texts_few_pairs_are_left(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ceiling, "_ROWS", 7)
    monkeypatch.setattr(ceiling, "_GROUP", 5)
    lines = (ROOT / "corpora/ushtil-open/society" / f"{lang}.txt").read_text("utf-8").splitlines()
    lines = [line for line in lines if line.strip()][:160]
    queries, texts = ([fold(line).split() for line in part] for part in (lines[:80], lines[40:]))
    check(queries, texts, 0.5)
    pairs = found(sorted(queries, key=len), texts, 0.5)
    assert len(pairs) < 0.02 * len(queries) * len(texts)


def test_a_text_of_very_many_words() -> None:
    long = [f"сөз{number}" for number in range((1 << 16) // UNIT + 10)]
    assert found([long], [long, long[:-1]], 0.9) == {(0, 0): 1.0, (1, 0): pytest.approx(1.0, abs=0.01)}


def test_a_text_of_no_words_is_like_none() -> None:
    assert found([[], ["сөз"]], [[], ["сөз"]], 0.0) == {(1, 1): 1.0, (1, 0): 0.0}
