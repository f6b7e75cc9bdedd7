"""What segments of a memory are like each of many texts, none overlooked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from tm.matching.score import best_first, folds_of, least_likeness
from tm.matching.sides import Side
from tm.memory.sweep import Sweep
from tm.store.store import Store

STEP = 1000  # ids that are asked for at a time
QUERIES = 16  # texts that are held against what was found at a time
_ROUNDING = 1e-9

Text = tuple[str, str]  # base language and text


class Near:
    """The segments of a memory that are like texts with a score of `threshold` or more, text by text.

    Iterate over `parts`, within `reading`: it gives the share of the work that is done, from 0 to 1;
    afterwards `found` has the ids of the segments and their scores by text, a text that is there itself among
    them.
    """

    def __init__(self, store: Store, texts: Iterable[Text], threshold: float) -> None:
        self._store, self._threshold = store, threshold
        self.found: dict[Text, dict[int, float]] = {text: {} for text in texts}

    def parts(self) -> Iterator[float]:
        """Do it."""
        langs = sorted({lang for lang, _ in self.found})
        for place, lang in enumerate(langs):
            texts = sorted(text for code, text in self.found if code == lang)
            sweep = Sweep(self._store, texts, lang, self._threshold)
            for share in sweep.parts():
                yield (place + min(share, 1.0)) / len(langs)
            self._told_apart(lang, texts, sweep.found)

    def _told_apart(self, lang: str, texts: list[str], ids: Collection[int]) -> None:
        """Say of which text each of the segments is alike; the sweep says only that it is like some."""
        known: list[tuple[int, str]] = []
        for some in _pieces(sorted(ids)):
            known += self._store.database.rows("living_segments_by_id", ids=some)
        if not known:
            return
        folds = folds_of([text for _, text in known])
        cut = max(least_likeness(self._threshold) - _ROUNDING, 0.0)
        for start in range(0, len(texts), QUERIES):
            queries = [Side.of(text) for text in texts[start : start + QUERIES]]
            likeness = process.cdist(
                [side.fold for side in queries],
                folds,
                scorer=Levenshtein.normalized_similarity,
                score_cutoff=cut,
                dtype=np.float64,
                workers=-1,
            )
            for text, side, row in zip(texts[start:], queries, likeness, strict=False):
                near = [known[place] for place in np.flatnonzero(row >= cut).tolist()]
                scored = best_first(side, [other for _, other in near], self._threshold)
                self.found[lang, text] = {near[place][0]: score for place, score in scored}


def users(store: Store, ids: Iterable[int]) -> dict[int, set[int]]:
    """The numbers of the living units that have segments, by the id of the segment."""
    found: dict[int, set[int]] = {}
    for some in _pieces(sorted(set(ids))):
        for use in store.uses(some):
            found.setdefault(use.segment, set()).add(use.number)
    return found


def _pieces(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + STEP] for start in range(0, len(ids), STEP))
