"""How like the words of many texts can be to those of others, at most: seen at once, each text with each.

For every word of a block its likeness to the words of each query is bounded from above, and the bounds of a
text's words are added. That is never less than what `likeness_of_words` finds, for it pairs no word twice and
takes something off for words that moved. Of texts that have nothing to do with each other it is small, so
that few pairs are left to be compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from tm.matching.folding import bounds
from tm.matching.likeness import ALIKE, ENDING, SHORT, SHORTEST

UNIT = 200  # what one word that is the same counts; a bound is a whole number of these parts
_LEADING = 4  # letters from the beginning that are looked at; who shares them may share all
_ROWS = 2048  # texts whose bounds are added at a time
_GROUP = 4096  # words that are compared at a time
_ROUNDING = 1e-9
# Words that are alike and begin with so many of the same letters, no more where it is one, have at least this
# likeness of letters: (2 * likeness + share of the beginning) / 3 is ALIKE or more.
_BEGINNINGS = {2: (3 * ALIKE - 1) / 2, 1: (3 * ALIKE - 1 / SHORT) / 2}


class Pairs(NamedTuple):
    """Pairs of texts and queries that may be alike, by their places, and how like their words are at most."""

    texts: NDArray[np.int64]
    queries: NDArray[np.int64]
    likeness: NDArray[np.float64]  # 0 to 1


class Ceiling:
    """Queries, as the words of their folds, that come by how many they are; a text of no words is like none.

    >>> ceiling = Ceiling(["жаңа мектеп".split()])
    >>> [found.likeness.tolist() for _, found in ceiling.pairs(["жаңа үй".split(), "су тасыды".split()], 0.5)]
    [[0.5]]
    """

    def __init__(self, queries: Sequence[Sequence[str]]) -> None:
        pairs = sorted({(word, number) for number, words in enumerate(queries) for word in words})
        self._sizes = np.array([len(words) for words in queries], np.int64)
        self._words = sorted({word for word, _ in pairs})
        self._known = {word: place for place, word in enumerate(self._words)}
        counts = np.bincount([self._known[word] for word, _ in pairs], minlength=len(self._words))
        self._starts = bounds(counts)  # of the queries that have a word
        self._having = np.array([number for _, number in pairs], np.int64)
        self._beginning = {size: _grouped(self._words, slice(0, size)) for size in _BEGINNINGS}
        self._ending = _grouped(self._words, slice(-SHORTEST, None))
        self._leading = _leading(self._words)
        self._lengths = np.array([len(word) for word in self._words], np.int64)

    def pairs(self, texts: Sequence[Sequence[str]], least: float) -> Iterator[tuple[float, Pairs]]:
        """Pairs whose words may have a likeness of `least`, in parts, each after the share that is done."""
        numbers: dict[str, int] = {}
        tokens = np.array(
            [numbers.setdefault(word, len(numbers)) for words in texts for word in words], np.int64
        )
        table = self._table(list(numbers))
        sizes = np.array([len(words) for words in texts], np.int64)
        starts = bounds(sizes)
        order = np.argsort(sizes, kind="stable")
        borders = np.flatnonzero(np.diff(sizes[order], prepend=-1, append=-1)).tolist()
        for begin, end in pairwise(borders):
            for first in range(begin, end, _ROWS):
                places = order[first : min(first + _ROWS, end)]
                size = int(sizes[places[0]])
                if size:
                    rows = tokens[starts[places][:, None] + np.arange(size)]
                    yield (first + len(places)) / len(texts), self._near(table, rows, places, least)

    def _near(
        self, table: NDArray[np.uint8], rows: NDArray[np.int64], places: NDArray[np.int64], least: float
    ) -> Pairs:
        """The pairs of texts that have as many words as one another, the numbers of which are in `rows`."""
        size = rows.shape[1]
        begin = int(np.searchsorted(self._sizes, np.ceil(size * least - _ROUNDING), "left"))
        end = int(np.searchsorted(self._sizes, size / least + _ROUNDING, "right")) if least else None
        longer = np.maximum(self._sizes[begin:end], size)
        sums = np.zeros((len(rows), len(longer)), np.uint16 if size * UNIT < 1 << 16 else np.uint32)
        near = table[:, begin:end]
        for column in rows.T:
            sums += near[column]
        needed = np.maximum(np.floor(longer * (least * UNIT) - _ROUNDING), 0).astype(np.uint32)
        texts, queries = np.nonzero(sums >= np.minimum(needed, np.iinfo(sums.dtype).max).astype(sums.dtype))
        likeness = np.minimum(sums[texts, queries] / (UNIT * longer[queries]), 1.0)
        return Pairs(places[texts], queries + begin, likeness)

    def _table(self, words: list[str]) -> NDArray[np.uint8]:
        """Of each word how like it is at most to a word of each query: (words, queries)."""
        table = np.zeros((len(words), len(self._sizes)), np.uint8)
        order = np.arange(len(words))
        same = np.array([self._known.get(word, -1) for word in words], np.int64)
        self._enter(table, order[same >= 0], same[same >= 0], np.full(np.count_nonzero(same >= 0), UNIT))
        for size, least in _BEGINNINGS.items():
            for key, places in _grouped(words, slice(0, size)).items():
                near = self._beginning[size].get(key)
                if near is not None:
                    for some in (places[k : k + _GROUP] for k in range(0, len(places), _GROUP)):
                        self._enter(table, *self._begun_alike(words, some, near, least))
        for key, places in _grouped(words, slice(-SHORTEST, None)).items():
            if key in self._ending:
                self._enter(table, *self._ended_alike(words, places, self._ending[key]))
        return table

    def _enter(
        self,
        table: NDArray[np.uint8],
        words: NDArray[np.int64],
        known: NDArray[np.int64],
        values: NDArray[np.int64],
    ) -> None:
        """Put values for pairs of words and known words into the table, the largest where there are more."""
        order = np.argsort(values, kind="stable")  # of those that meet, the last one stays
        words, known, values = words[order], known[order], values[order]
        counts = self._starts[known + 1] - self._starts[known]
        skipped = np.repeat(bounds(counts)[:-1], counts)
        queries = self._having[np.repeat(self._starts[known], counts) + np.arange(counts.sum()) - skipped]
        rows = np.repeat(words, counts)
        table[rows, queries] = np.maximum(table[rows, queries], np.repeat(values, counts).astype(np.uint8))

    def _begun_alike(
        self, words: Sequence[str], places: NDArray[np.int64], near: NDArray[np.int64], least: float
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Pairs of words that begin alike, with `least` of their letters the same, and how alike they are."""
        some = [words[place] for place in places]
        likeness = self._likeness(some, near, least)
        one, other = np.nonzero(likeness > 0)
        ours, theirs = _leading(some)[one], self._leading[near[other]]
        shorter = np.minimum(np.array([len(word) for word in some])[one], self._lengths[near[other]])
        begins = np.cumprod(ours == theirs, axis=1).sum(axis=1)
        begins = np.where(begins == _LEADING, shorter, np.minimum(begins, shorter))
        return self._bounded(places[one], near[other], (2 * likeness[one, other] + begins / shorter) / 3)

    def _ended_alike(
        self, words: Sequence[str], places: NDArray[np.int64], near: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """Pairs of words that end alike, likewise; those that begin alike too are among the others."""
        likeness = self._likeness([words[place] for place in places], near, max(ENDING, 1.5 * ALIKE))
        one, other = np.nonzero(likeness > 0)
        return self._bounded(places[one], near[other], 2 * likeness[one, other] / 3)

    def _likeness(self, some: Sequence[str], near: NDArray[np.int64], least: float) -> NDArray[np.float64]:
        found: NDArray[np.float64] = process.cdist(
            some,
            [self._words[place] for place in near],
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=least - _ROUNDING,
            dtype=np.float64,
            workers=-1,
        )
        return found

    def _bounded(
        self, words: NDArray[np.int64], known: NDArray[np.int64], likeness: NDArray[np.float64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        alike = likeness >= ALIKE - _ROUNDING
        values = np.ceil(np.minimum(likeness[alike], 1.0) * UNIT - _ROUNDING).astype(np.int64)
        return words[alike], known[alike], values


def _grouped(words: Sequence[str], part: slice) -> dict[str, NDArray[np.int64]]:
    """The places of words that are long enough to be like others, by some of their letters."""
    found: dict[str, list[int]] = {}
    for place, word in enumerate(words):
        if len(word) >= SHORTEST:
            found.setdefault(word[part], []).append(place)
    return {key: np.array(places, np.int64) for key, places in found.items()}


def _leading(words: Sequence[str]) -> NDArray[np.str_]:
    """The first letters of words, one a column; behind the end of a word none."""
    cut = np.array([word[:_LEADING] for word in words] or [""], dtype=f"<U{_LEADING}")
    return cut.view("<U1").reshape(len(cut), _LEADING)
