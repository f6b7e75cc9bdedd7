"""All texts that are like any of some others, none overlooked: each is held against each.

An index helps little here, for where words may stand elsewhere two texts may be fairly alike and share few
trigrams. But each text is read and folded once for all queries, and of the pairs only those have their
letters compared whose words allow the score (`tm/matching/ceiling.py`), and only those their words whose
letters allow it. What is found is exactly what `best_first` finds of each. It takes all processors.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from tm.languages import base
from tm.matching.ceiling import Ceiling, Pairs
from tm.matching.match import EXACT
from tm.matching.score import folds_of, least_likeness, ranked
from tm.matching.sides import Side
from tm.store.segments import Language
from tm.store.store import Store

BLOCK = 32_768  # texts that are read at a time
QUERIES = 1024  # texts that they are held against at a time
_FEW = 65_536  # pairs whose letters are compared at a time
_ASKED = 1000  # segments whose units are asked for at a time
_ROUNDING = 1e-9

Text = tuple[str, str]  # a base language, and a text


class Like(NamedTuple):
    """A text that is like a query: the query's number, the text's place in its block, the score, 0 to 100."""

    query: int
    place: int
    score: float


class Alike(NamedTuple):
    """A segment of a memory that is like a text: the text with its language, the segment's id, the score."""

    text: Text
    segment: int
    score: float


class Sieve:
    """Queries against which texts are held, block by block; what is like one with `minimum` or more stays.

    Texts without any letters or other signs are like none.
    """

    def __init__(self, queries: Sequence[str], minimum: float) -> None:
        self._minimum = minimum
        self._cut = max(least_likeness(minimum) - _ROUNDING, 0.0)
        self._sum = 2 * minimum / EXACT - _ROUNDING  # of the likenesses of letters and of words
        sides = [(number, Side.of(text)) for number, text in enumerate(queries)]
        sides = sorted((one for one in sides if one[1].fold), key=lambda one: len(one[1].words))
        self._groups = [_Group(sides[start : start + QUERIES]) for start in range(0, len(sides), QUERIES)]

    def held(self, block: Sequence[str]) -> Iterator[tuple[float, list[Like]]]:
        """Which texts of a block stay, in parts, each after the share of the work that is done with it."""
        folds = folds_of(block)
        words = [fold.split() for fold in folds]
        lengths = np.array([len(fold) for fold in folds], np.int64)
        for number, group in enumerate(self._groups):
            for share, pairs in group.ceiling.pairs(words, self._cut):
                ours, theirs = group.lengths[pairs.queries], lengths[pairs.texts]
                letters = np.minimum(ours, theirs) / np.maximum(ours, theirs)
                likely = (letters >= self._cut) & (letters + pairs.likeness >= self._sum)
                some = Pairs(pairs.texts[likely], pairs.queries[likely], pairs.likeness[likely])
                found = self._scored(group, some, block, folds)
                yield (number + share) / len(self._groups), found

    def _scored(self, group: _Group, pairs: Pairs, block: Sequence[str], folds: Sequence[str]) -> list[Like]:
        """Of pairs those that have the score."""
        found: list[Like] = []
        letters = self._letters(group, pairs.queries, pairs.texts, folds)
        kept = np.flatnonzero((letters >= self._cut) & (letters + pairs.likeness >= self._sum))
        kept = kept[np.argsort(pairs.queries[kept], kind="stable")]
        queries, places, letters = pairs.queries[kept], pairs.texts[kept], letters[kept]
        borders = np.flatnonzero(np.diff(queries, prepend=-1, append=-1)).tolist() if len(kept) else ()
        for start, end in pairwise(borders):
            number, side = group.sides[queries[start]]
            near = places[start:end].tolist()
            texts, forms = [block[place] for place in near], [folds[place] for place in near]
            for place, score in ranked(side, texts, forms, letters[start:end], self._minimum):
                found.append(Like(number, near[place], score))
        return found

    def _letters(
        self, group: _Group, queries: NDArray[np.int64], places: NDArray[np.int64], folds: Sequence[str]
    ) -> NDArray[np.float64]:
        """The likeness of the letters of pairs, below the least that is of use 0."""
        parts = [np.empty(0)]
        for start in range(0, len(queries), _FEW):
            parts.append(
                process.cpdist(
                    [group.sides[query][1].fold for query in queries[start : start + _FEW].tolist()],
                    [folds[place] for place in places[start : start + _FEW].tolist()],
                    scorer=Levenshtein.normalized_similarity,
                    score_cutoff=self._cut,
                    dtype=np.float64,
                    workers=-1,
                )
            )
        return np.concatenate(parts)


class _Group:
    """Queries of about as many words."""

    def __init__(self, sides: Sequence[tuple[int, Side]]) -> None:
        self.sides = sides
        self.lengths = np.array([len(side.fold) for _, side in sides], np.int64)
        self.ceiling = Ceiling([side.words for _, side in sides])


class Sweep:
    """The segments of a memory that are like any of some texts with a score of `minimum` or more.

    `texts` are held against the segments of their language, which may be one with a region. A text that is a
    segment itself is like it.
    """

    def __init__(self, store: Store, texts: Iterable[Text], minimum: float) -> None:
        self._store, self._minimum = store, minimum
        self._texts: dict[str, list[str]] = {}
        for lang, text in sorted(set(texts)):
            self._texts.setdefault(base(lang), []).append(text)

    def parts(self) -> Iterator[tuple[float, list[Alike]]]:
        """What is like them, in parts, each after the share of the work that is done; within `reading`."""
        languages = self._store.languages()
        for number, (lang, texts) in enumerate(self._texts.items()):
            if lang in languages:
                for share, found in self._of_language(lang, texts, languages[lang]):
                    yield (number + min(share, 1.0)) / len(self._texts), found

    def _of_language(
        self, lang: str, texts: Sequence[str], language: Language
    ) -> Iterator[tuple[float, list[Alike]]]:
        sieve = Sieve(texts, self._minimum)
        first, last = language.first_id, language.first_id + language.last
        for after in range(first, last, BLOCK):
            block = self._store.segments_between(after, min(after + BLOCK, last))
            for share, likes in sieve.held([text for _, text in block]):
                found = [Alike((lang, texts[one.query]), block[one.place][0], one.score) for one in likes]
                yield (after - first + BLOCK * share) / max(last - first, BLOCK), found


def users(store: Store, segments: Iterable[int]) -> dict[int, set[int]]:
    """The numbers of the living units that have segments, by the id of the segment."""
    found: dict[int, set[int]] = {}
    ids = sorted(set(segments))
    for start in range(0, len(ids), _ASKED):
        for use in store.uses(ids[start : start + _ASKED]):
            found.setdefault(use.segment, set()).add(use.number)
    return found
