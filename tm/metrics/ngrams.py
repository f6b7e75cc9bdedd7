"""The n-grams of the references that one system gets and another misses.

A system gets an n-gram of a segment as often as it says it, up to the most that a reference of the segment
does: the matches that BLEU counts. Words are compared in lower case.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

import numpy as np
from numpy.typing import NDArray

from tm.metrics.results import Ngram, NgramContrast
from tm.metrics.scored import ReferenceSet, System

# A word with its hyphens and apostrophes, a number with its points; any other mark is a token of its own.
_TOKENS = re.compile(r"\w+(?:[-'’]\w+|(?<=\d)[.,:]\d+)*|[^\w\s]")
_POOL = 50  # n-grams of each length looked at for one that is told

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An n-gram that one system gets more often than the other, and how clear that is."""

    words: tuple[str, ...]
    references: int
    more: int
    less: int
    clearness: float
    place: int  # where it first stands

    @property
    def difference(self) -> int:
        return self.more - self.less


def contrast(
    references: ReferenceSet,
    first: System,
    second: System,
    *,
    orders: Sequence[int] = (1, 2, 3, 4),
    most: int = 20,
) -> NgramContrast:
    """What the first system gets and the second misses, and the other way round, `most` of each.

    N-grams begin and end with a word or a number. The clearest come first: those with the highest
    log-likelihood ratio (Dunning 1993, "Accurate Methods for the Statistics of Surprise and Coincidence",
    Computational Linguistics 19(1)) of the matches of both, against what both match of all n-grams of this
    length. So where a system is better everywhere, what it is better at than elsewhere comes before common
    words. compare-mt (Neubig et al. 2019), which has such lists too, ranks by a ratio of the matches.

    An n-gram is left out where a longer one makes up two thirds of its difference, and where a clearer one
    holds it, or is a part of it. O(tokens · log tokens) time and O(tokens) space.
    """
    tokens = _Tokens(references, first, second)
    gained: list[_Candidate] = []
    missed: list[_Candidate] = []
    for order in range(1, max(orders) + 1):
        tokens.lengthen(order)
        if order in orders:
            counts = _matches(tokens, order)
            gained += _clearest(tokens, order, counts, most * _POOL)
            missed += _clearest(tokens, order, counts[[0, 2, 1]], most * _POOL)
    return NgramContrast(
        first.name,
        second.name,
        tuple(Ngram(" ".join(one.words), one.references, one.more, one.less) for one in _told(gained, most)),
        tuple(Ngram(" ".join(one.words), one.references, one.less, one.more) for one in _told(missed, most)),
    )


class _Tokens:
    """All tokens of the texts, one text after another, and the n-grams that begin at them.

    The texts are the segments of the first hypotheses, of the second ones, of all first references, and so
    on. `starts` are the places where n-grams of the length reached begin, but for those that no reference
    has; `ids` say which n-gram that is, equal for equal ones, from 0.
    """

    def __init__(self, references: ReferenceSet, first: System, second: System) -> None:
        lists: list[list[str | None]] = [[*first.hypotheses], [*second.hypotheses]]
        for at in range(max((len(unit.references) for unit in references.units), default=0)):
            lists.append([next(iter(unit.references[at:]), None) for unit in references.units])
        known: defaultdict[str, int] = defaultdict(count().__next__)
        found = [
            np.array([known[token] for token in _TOKENS.findall((text or "").lower())], dtype=np.int32)
            for texts in lists
            for text in texts
        ]
        lengths = np.array([len(text) for text in found], dtype=np.int64)
        ends = np.cumsum(lengths)
        self.references = len(lists) - 2
        self._tokens = np.concatenate([*found, np.zeros(0, dtype=np.int32)])
        self._names = list(known)
        self._worded = np.array([name[0].isalnum() for name in self._names], dtype=bool)[self._tokens]
        self._segments = np.repeat(np.tile(np.arange(len(references), dtype=np.int32), len(lists)), lengths)
        self._ends = np.repeat(ends, lengths)
        self._streams = np.concatenate([[0], ends])[:: max(1, len(references))]  # where each list begins
        self._keep(np.arange(len(self._tokens)), self._tokens.astype(np.int64))

    def _keep(self, starts: Numbers, ids: Numbers) -> None:
        """N-grams of one length but those that no reference has, for none longer has a match there either."""
        self.size = int(ids.max(initial=0)) + 1  # how many different n-grams there are
        known = np.zeros(self.size, dtype=bool)
        known[ids[starts >= self._streams[2]]] = True
        self.starts, self.ids = starts[known[ids]], ids[known[ids]]

    def lengthen(self, order: int) -> None:
        """From n-grams of one token less than `order` to those of `order` tokens."""
        if order == 1:
            return
        fits = self._ends[self.starts] - self.starts >= order
        starts = self.starts[fits]
        pairs = self.ids[fits] * len(self._names) + self._tokens[starts + order - 1]
        self._keep(starts, np.unique(pairs, return_inverse=True)[1].astype(np.int64))

    def of(self, stream: int, order: int) -> tuple[Numbers, Numbers]:
        """Each segment with each n-gram in it that begins and ends with a word, as one number; how often."""
        begin, end = np.searchsorted(self.starts, self._streams[stream : stream + 2])
        starts, ids = self.starts[begin:end], self.ids[begin:end]
        worded = self._worded[starts] & self._worded[starts + order - 1]
        keys = self._segments[starts[worded]].astype(np.int64) * self.size + ids[worded]
        return np.unique(keys, return_counts=True)

    def places(self, ids: Numbers) -> Numbers:
        """Where some n-grams of the references first stand in them."""
        begin = np.searchsorted(self.starts, self._streams[2])
        where = np.zeros(self.size, dtype=np.int64)
        where[self.ids[begin:][::-1]] = self.starts[begin:][::-1]  # the last to be written is the first
        return where[ids]

    def words(self, place: int, order: int) -> tuple[str, ...]:
        """So many words from there on."""
        return tuple(self._names[token] for token in self._tokens[place : place + order])


def _matches(tokens: _Tokens, order: int) -> Numbers:
    """How often each n-gram stands in the references, and is got by the first and the second system."""
    keys, most = _most([tokens.of(2 + at, order) for at in range(tokens.references)])
    rows = [most]
    for stream in (0, 1):
        said, times = tokens.of(stream, order)
        _, here, there = np.intersect1d(keys, said, assume_unique=True, return_indices=True)
        rows.append(np.zeros_like(most))
        rows[-1][here] = np.minimum(most[here], times[there])
    ids = keys % tokens.size
    return np.array([np.bincount(ids, row, tokens.size) for row in rows]).astype(np.int64)


def _most(counted: Sequence[tuple[Numbers, Numbers]]) -> tuple[Numbers, Numbers]:
    """All keys of several lists of keys and their counts, and the highest count of each."""
    if len(counted) == 1:
        return counted[0]
    keys, inverse = np.unique(np.concatenate([found for found, _ in counted]), return_inverse=True)
    most = np.zeros(len(keys), dtype=np.int64)
    np.maximum.at(most, inverse, np.concatenate([times for _, times in counted]))
    return keys, most


def _clearest(tokens: _Tokens, order: int, counts: Numbers, most: int) -> Iterator[_Candidate]:
    """What the system in the second row of the counts gets more often than the one in the third."""
    ids = np.flatnonzero(counts[1] > counts[2])
    chosen = counts[:, ids]
    clearness = _log_likelihood_ratio(chosen[1], chosen[2], *counts[1:].sum(axis=1).tolist())
    difference = chosen[1] - chosen[2]
    places = tokens.places(ids)
    for at in np.lexsort((places, -difference, -clearness))[:most].tolist():
        total, more, less = chosen[:, at].tolist()
        words = tokens.words(int(places[at]), order)
        yield _Candidate(words, total, more, less, float(clearness[at]), int(places[at]))


def _log_likelihood_ratio(more: Numbers, less: Numbers, all_more: int, all_less: int) -> NDArray[np.float64]:
    """Twice the logarithm of how much likelier the counts are by their own ratio than by that of all counts.

    Negative where their own ratio is the lower one.
    """
    share = all_more / max(1, all_more + all_less)
    expected = (more + less) * share, (more + less) * (1 - share)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = [
            np.where(seen > 0, seen * np.log(seen / hoped), 0.0)
            for seen, hoped in zip((more, less), expected, strict=True)
        ]
    ratio: NDArray[np.float64] = np.maximum(0.0, 2 * (terms[0] + terms[1]))
    ratio[more < expected[0]] *= -1
    return ratio


def _told(found: Sequence[_Candidate], most: int) -> list[_Candidate]:
    """The clearest of these, no two of which say the same."""
    longest = max((len(one.words) for one in found), default=0)
    covered: defaultdict[tuple[str, ...], int] = defaultdict(int)
    for one in found:
        for part in _parts(one.words):
            covered[part] = max(covered[part], one.difference)
    told: list[_Candidate] = []
    said: set[tuple[str, ...]] = set()
    parts: set[tuple[str, ...]] = set()
    for one in sorted(found, key=lambda one: (-one.clearness, -one.difference, one.place)):
        own = _parts(one.words)
        # One word further along in what is longer than the longest n-grams says nothing new.
        further = len(one.words) == longest >= 3 and not parts.isdisjoint((one.words[1:], one.words[:-1]))
        if 3 * covered[one.words] >= 2 * one.difference or further:
            continue
        if len(told) < most and one.words not in parts and said.isdisjoint(own):
            told.append(one)
            said.add(one.words)
            parts |= own
    return told


def _parts(words: tuple[str, ...]) -> set[tuple[str, ...]]:
    """The n-grams in an n-gram, without itself."""
    size = len(words)
    return {words[a:b] for a in range(size) for b in range(a + 1, size + 1) if b - a < size}
