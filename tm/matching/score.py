"""The score of a fuzzy match, 0 to 100: how much of a translation can be kept.

Two texts are compared in three steps.

1. Without case, punctuation, white space, the values of numbers and their suffixes, and ё (`folding.py`), two
   likenesses from 0 to 1 are taken. That of the letters counts the edits from one fold to the other, a share
   of the longer. That of the words (`likeness.py`) counts words that are others; a word with another ending
   or a typo costs only as much as it is unlike, and one that stands elsewhere a fifth.
2. The mean of the two, times 100, is the base. So a phrase that was moved, which changes many letters and
   no words, costs less than one that is another.
3. What was left aside in the first step takes a few points off, each thing by itself (`penalties.py`).

So 100 is the same text with the same inline codes, and nothing else is. 95 to 99 is the same but for numbers,
punctuation, capitals, or a typo in a long text; one word of ten replaced leaves about 90, half of the words
about 55, and texts that have nothing to do with each other are far below 50. Where a unit comes from takes
more points off (`provenance.py`), and the same neighbour in its document gives the 101st (`lessened`).
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from tm.matching.folding import folded
from tm.matching.likeness import Vocabulary, letter_likeness, likeness_of_words, word_likeness
from tm.matching.match import EXACT, IN_CONTEXT, Penalty
from tm.matching.penalties import of_texts, penalties
from tm.matching.sides import Side

_ROUNDING = 1e-9  # so that no score is missed that equals what is asked but for the last bits


class Comparison(NamedTuple):
    """How like two texts are, 0 to 100, and what was taken off for other things than their words."""

    score: float
    penalties: tuple[Penalty, ...]


def compared(one: Side, other: Side) -> Comparison:
    """The score of two sides, their inline codes included. The same whichever comes first.

    >>> compared(Side.of("Файлды ашу"), Side.of("Файлды ашу…"))
    Comparison(score=99.0, penalties=(Penalty(reason='punctuation', points=1.0),))
    """
    found = penalties(one, other)
    base = _mean(letter_likeness(one.fold, other.fold), word_likeness(one.words, other.words))
    return Comparison(_less(EXACT * base, found), found)


def best_first(
    query: Side, texts: Sequence[str], least: float, most: int | None = None
) -> list[tuple[int, float]]:
    """Which of the texts reach `least` points, by place, and their scores without codes, the best first.

    Of equal scores the earlier text comes first; no more than `most`. Exactly what `compared` says of each,
    but its letters rule most of them out before their words are looked at.
    """
    if not texts or most == 0:
        return []
    folds = folds_of(texts)
    cut = max(least_likeness(least) - _ROUNDING, 0.0)
    letters = process.cdist(
        [query.fold], folds, scorer=Levenshtein.normalized_similarity, score_cutoff=cut, dtype=np.float64
    )[0]
    places = np.flatnonzero(letters >= cut)
    found = ranked(
        query,
        [texts[k] for k in places.tolist()],
        [folds[k] for k in places.tolist()],
        letters[places],
        least,
        most,
    )
    return [(int(places[place]), score) for place, score in found]


def ranked(
    query: Side,
    texts: Sequence[str],
    folds: Sequence[str],
    letters: NDArray[np.float64],
    least: float,
    most: int | None = None,
) -> list[tuple[int, float]]:
    """`best_first` of texts whose folds are known, and the likeness of their letters to the query's."""
    order = np.argsort(-letters, kind="stable")
    ranks = _Ranks(query, least, most)
    for place, likeness in zip(order.tolist(), letters[order].tolist(), strict=True):
        if EXACT * _mean(likeness, 1.0) < ranks.least - _ROUNDING:
            break
        ranks.add(place, likeness, texts[place], folds[place])
    return ranks.best()


def least_likeness(score: float) -> float:
    """The likeness of letters, 0 to 1, that two folds must have for their texts to reach a score.

    Half of the base is from the words; where all of those are the same, the letters must give the rest.

    >>> round(least_likeness(70), 3), least_likeness(50), least_likeness(100)
    (0.4, 0.0, 1.0)
    """
    return min(max(2.0 * score / EXACT - 1.0, 0.0), 1.0)


def folds_of(texts: Sequence[str]) -> list[str]:
    """The folds of many texts, as `fold` gives them one by one."""
    found = folded(texts)
    joined = found.codes.tobytes().decode("utf-32-le", "surrogatepass")
    starts = found.starts.tolist()
    return [joined[start:end] for start, end in pairwise(starts)]


def lessened(comparison: Comparison, found: Sequence[Penalty], in_context: bool = False) -> Comparison:
    """The comparison with the penalties of its unit, and 101 where it is exact, in context and lost nothing.

    >>> lessened(Comparison(100.0, ()), (), in_context=True).score
    101.0
    >>> lessened(Comparison(100.0, ()), [Penalty("machine", 15.0)], in_context=True).score
    85.0
    """
    score, before = comparison
    if in_context and score == EXACT and not found:
        return Comparison(IN_CONTEXT, before)
    return Comparison(_less(score, found), (*before, *found))


class _Ranks:
    """The best of the texts that were added so far. `least` is what a further one must reach to be of use."""

    def __init__(self, query: Side, least: float, most: int | None) -> None:
        self.least, self._query, self._most = least, query, most
        self._words, self._counts = query.words, query.counts
        self._likely = Vocabulary(query.counts).likely
        self._found: list[tuple[float, int]] = []

    def add(self, place: int, letters: float, text: str, folds: str) -> None:
        needed = 2.0 * self.least / EXACT - letters
        words = likeness_of_words(self._words, self._counts, folds.split(), self._likely, needed)
        score = EXACT * _mean(letters, words)
        if score < self.least:
            return
        side = Side(text, (), folds)
        if side.text != self._query.text:
            score = _less(score, of_texts(self._query, side))
        if score < self.least:
            return
        heappush(self._found, (score, -place))
        if self._most is not None and len(self._found) >= self._most:
            if len(self._found) > self._most:
                heappop(self._found)
            self.least = max(self.least, self._found[0][0])

    def best(self) -> list[tuple[int, float]]:
        return [(-place, score) for score, place in sorted(self._found, reverse=True)]


def _mean(one: float, other: float) -> float:
    return (one + other) / 2.0


def _less(score: float, found: Sequence[Penalty]) -> float:
    return max(score - sum(penalty.points for penalty in found), 0.0)
