"""All segments of a memory that are like any of many texts, none overlooked: each is held against each.

An index helps little here, for where words may stand elsewhere two texts may be fairly alike and share few
trigrams. But each segment is read and folded once for all texts, and only those whose lengths and letters
allow the score have their words compared. It takes all processors.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from tm.languages import base
from tm.matching.score import best_first, folds_of, least_likeness
from tm.matching.sides import Side
from tm.store.store import Store

BLOCK = 32_768  # segments that are read at a time
QUERIES = 16  # texts that are held against them at a time; their likenesses take 4 MiB
_ROUNDING = 1e-9


class Sweep:
    """The segments of a language that are like any of some texts with a score of `minimum` or more.

    Iterate over `parts`, within `reading`: it gives the share of the work that is done, from 0 to 1;
    afterwards `found` has the ids of the segments.
    """

    def __init__(self, store: Store, texts: Collection[str], lang: str, minimum: float) -> None:
        sides = sorted((Side.of(text) for text in texts), key=lambda side: len(side.fold))
        self._store, self._minimum = store, minimum
        self._language = store.languages().get(base(lang))
        self._queries = [sides[start : start + QUERIES] for start in range(0, len(sides), QUERIES)]
        self._cut = max(least_likeness(minimum) - _ROUNDING, 0.0)
        self.found: set[int] = set()

    def parts(self) -> Iterator[float]:
        """Do it."""
        language = self._language
        if language is None:
            return
        first, last = language.first_id, language.first_id + language.last
        for after in range(first, last, BLOCK):
            block = self._store.segments_between(after, min(after + BLOCK, last))
            texts = [text for _, text in block]
            folds = folds_of(texts)
            order = sorted(range(len(folds)), key=lambda place: len(folds[place]))
            folds = [folds[place] for place in order]
            lengths = np.array([len(fold) for fold in folds], np.int64)
            for number, queries in enumerate(self._queries, start=1):
                for side, places in self._likely(queries, folds, lengths):
                    near = [block[order[place]] for place in places]
                    for place, _ in best_first(side, [text for _, text in near], self._minimum):
                        self.found.add(near[place][0])
                yield (after - first + BLOCK * number / len(self._queries)) / max(last - first, BLOCK)

    def _likely(
        self, queries: Sequence[Side], folds: Sequence[str], lengths: NDArray[np.int64]
    ) -> Iterator[tuple[Side, list[int]]]:
        """Texts, and the places of the folds whose letters are alike enough; folds come by length."""
        shortest, longest = len(queries[0].fold), len(queries[-1].fold)
        start = int(np.searchsorted(lengths, np.ceil(shortest * self._cut), "left"))
        end = int(np.searchsorted(lengths, longest / self._cut, "right")) if self._cut else len(folds)
        if start >= end:
            return
        likeness = process.cdist(
            [side.fold for side in queries],
            folds[start:end],
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=self._cut,
            dtype=np.float64,
            workers=-1,
        )
        for side, row in zip(queries, likeness, strict=True):
            places = np.flatnonzero(row >= self._cut)
            if len(places):
                yield side, (places + start).tolist()
