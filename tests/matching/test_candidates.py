from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from rapidfuzz.distance import Levenshtein

from tests.matching.test_postings import PLACES, array, plain_packed
from tm.matching.candidates import ranked, rarest, shared, superset
from tm.matching.folding import fold
from tm.matching.grams import CHUNK, by_word, grams, posted
from tm.matching.postings import packed_all

Rows = list[tuple[int, list[int]]]
ROWS = st.lists(st.tuples(st.sampled_from([0, 1, 70_000]), PLACES), max_size=8)
WORD = st.text("абв", min_size=1, max_size=5)
SENTENCE = st.lists(WORD, max_size=6).map(" ".join) | st.sampled_from(
    ["", " ", "?", "а", "ааааааа", "абабабабаб"]
)


def some_lengths(chunk: int) -> NDArray[np.uint16]:
    """Lengths of 600 places, some of them 0; the other places of the chunk have no text."""
    return (np.arange(600) * 7919 % (50 + chunk % 3)).astype(np.uint16)


def plain_ranked(rows: Rows, length: int, window: float, most: int) -> list[int]:
    counts = Counter((chunk, place) for chunk, row in rows for place in row)
    scores = []
    for (chunk, place), count in counts.items():
        own = int(some_lengths(chunk)[place]) if place < 600 else 0
        if own and min(own, length) >= window * max(own, length) - 1e-9:
            scores.append((-count / (own + length), chunk * CHUNK + place))
    return [number for _, number in sorted(scores)][:most]


@given(ROWS, st.integers(1, 60), st.sampled_from([0.0, 0.5, 0.7, 1.0]), st.sampled_from([1, 5, 300]))
def test_ranked_is_its_definition(rows: Rows, length: int, window: float, most: int) -> None:
    blobs = [(chunk, plain_packed(row)) for chunk, row in rows]
    plain = plain_ranked(rows, length, window, most)
    asked: list[Callable[[int], NDArray[np.uint16]] | dict[int, NDArray[np.uint16]]]
    asked = [some_lengths, {chunk: some_lengths(chunk) for chunk in (0, 1, 70_000)}]
    for lengths in asked:
        found = ranked(blobs, lengths, length, window=window, most=most)
        assert found.tolist() == plain and found.dtype == "int64"


@given(
    st.lists(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 20)), max_size=5), max_size=5),
    st.integers(0, 60),
    st.integers(0, 6),
)
def test_rarest(words: list[list[tuple[int, int]]], budget: int, least: int) -> None:
    """In turns the rarest gram of each word; then the rarest of all until there are enough."""
    of_gram = {gram: count for word in words for gram, count in word}  # a gram has one count
    words = [[(gram, of_gram[gram]) for gram, _ in word] for word in words]
    left = [sorted((count, gram) for gram, count in word if count) for word in words]
    expected: list[int] = []
    spent = 0
    while any(left) and spent <= budget:
        turn = sorted(word.pop(0) for word in left if word)
        for count, gram in turn:
            if gram not in expected and spent <= budget:
                spent += count
                if spent <= budget:
                    expected.append(gram)
    others = sorted((count, gram) for gram, count in of_gram.items() if count and gram not in expected)
    expected += [gram for _, gram in others[: max(least - len(expected), 0)]]
    assert rarest(words, budget, least) == expected


@given(SENTENCE)
def test_the_grams_of_the_words_are_those_of_the_fold(text: str) -> None:
    assert {gram for word in by_word(fold(text)) for gram in word} == set(grams(fold(text)).tolist())


class Index:
    """An index of texts, `step` places a chunk."""

    def __init__(self, texts: list[str], step: int) -> None:
        self.numbers = [index // step * CHUNK + index % step for index in range(len(texts))]
        self.lengths: dict[int, NDArray[np.uint16]] = {}
        self.blobs: dict[int, list[tuple[int, bytes]]] = {}
        for chunk, begin in enumerate(range(0, len(texts), step)):
            part = texts[begin : begin + step]
            found = posted(part, np.arange(len(part), dtype=np.uint16))
            self.lengths[chunk] = found.lengths
            for gram, blob in zip(found.grams.tolist(), packed_all(found), strict=True):
                self.blobs.setdefault(gram, []).append((chunk, blob))

    def of(self, form: str) -> list[tuple[int, bytes]]:
        return [pair for gram in grams(form).tolist() for pair in self.blobs.get(gram, ())]


LIKENESS = st.sampled_from([0.0, 0.3, 0.5, 2 / 3, 0.7, 0.75, 0.8, 0.9, 1.0])


@given(st.lists(SENTENCE, min_size=1, max_size=12), SENTENCE, LIKENESS)
def test_superset_misses_no_like_text(texts: list[str], query: str, likeness: float) -> None:
    index, form = Index(texts, 5), fold(query)
    found = superset(index.of(form), index.lengths, len(form), likeness, grams=len(grams(form)))
    alike = [
        number
        for number, text in zip(index.numbers, texts, strict=True)
        if text and Levenshtein.normalized_similarity(form, fold(text)) >= likeness
    ]
    assert found.tolist() == sorted(set(found.tolist()))
    assert set(alike) <= set(found.tolist())


@given(SENTENCE, st.lists(st.tuples(st.integers(0, 40), st.sampled_from(["", "а", "б", "гд"])), max_size=12))
def test_superset_finds_what_edits_make_of_a_text(query: str, edits: list[tuple[int, str]]) -> None:
    text = query
    for at, new in edits:
        text = text[:at] + new + text[at + len(new) % 2 :]
    index, form = Index([text or "а"], 1), fold(query)
    likeness = Levenshtein.normalized_similarity(form, fold(text or "а"))
    found = superset(index.of(form), index.lengths, len(form), likeness, grams=len(grams(form)))
    assert found.tolist() == [0]


def test_superset_leaves_out_what_shares_too_little() -> None:
    index = Index(["алма ағашы бақта өседі", "көктемде құстар келеді", "ал", "алма ағашы бақта өсті"], 5)
    form = "алма ағашы бақта өседі"
    found = superset(index.of(form), index.lengths, len(form), 0.8, grams=len(grams(form)))
    assert found.tolist() == [0, 3]


def test_superset_of_texts_longer_than_lengths_can_say() -> None:
    index = Index(["ел " * 30_000, "ел " * 21_900, "ел"], 5)
    query = fold("ел " * 27_000)
    found = superset(index.of(query), index.lengths, len(query), 0.8, grams=len(grams(query)))
    assert found.tolist() == [0, 1]

    query = fold("ел " * 40_000)
    assert superset(index.of(query), index.lengths, len(query), 0.7, grams=len(grams(query))).tolist() == [
        0,
        1,
    ]


@pytest.mark.parametrize("count", range(1, 8))
def test_an_insertion_takes_two_grams_and_the_bound_is_tight(count: int) -> None:
    query = "".join(chr(ord("а") + letter) for letter in range(31))
    text = query
    for at in range(3 * count, 0, -3):
        text = text[:at] + "q" + text[at:]
    index, own = Index([text], 1), grams(query)
    assert len(set(own.tolist()) - set(grams(text).tolist())) == 2 * count
    likeness = Levenshtein.normalized_similarity(query, text)
    assert superset(index.of(query), index.lengths, 31, likeness, grams=len(own)).tolist() == [0]
    assert superset(index.of(query), index.lengths, 31, likeness, grams=len(own) + 1).tolist() == []


@given(st.lists(st.dictionaries(st.sampled_from([0, 3, 70_000]), PLACES, max_size=3), min_size=1, max_size=4))
def test_shared_is_the_intersection(rows: list[dict[int, list[int]]]) -> None:
    sets = [{chunk * CHUNK + place for chunk, row in one.items() for place in row} for one in rows]
    found = shared([[(chunk, plain_packed(row)) for chunk, row in one.items()] for one in rows])
    assert found.tolist() == sorted(set.intersection(*sets))


def test_shared_needs_a_gram() -> None:
    with pytest.raises(ValueError, match="no gram"):
        shared([])


def test_a_damaged_posting_is_refused() -> None:
    for broken in (b"", b"\7", b"\0\1"):
        with pytest.raises(ValueError, match="damaged"):
            ranked([(0, plain_packed([1])), (0, broken)], some_lengths, 5)
        with pytest.raises(ValueError, match="damaged"):
            shared([[(0, broken)], [(0, plain_packed(array([1]).tolist()))]])
