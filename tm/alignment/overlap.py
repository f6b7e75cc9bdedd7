"""What two runs of segments share: the log-likelihood that it is no coincidence.

A feature, say the number 2020, that stands in a share p of the segments of a text is met by
chance in an unrelated segment with probability p, and in a translation nearly always. So
sharing it speaks for the pair with -log p nats, taken in the text where it is more common;
rare features say much and common ones nothing (the likelihood ratio of Moore 2002, "Fast and
Accurate Sentence Alignment of Bilingual Corpora", with presence in place of words learned).
A feature counts once a bead, however often it stands there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tm.alignment.runs import LONGEST, lists, ragged, runs

Floats = NDArray[np.float32]

# How common a feature is taken to be before any text is seen, and how many segments that is worth:
# in a text of two segments everything is common.
USUAL, WORTH = 0.05, 4
STEPS = 256  # nats are rounded to whole numbers of 1/STEPS, so that sums are exact


class Overlap:
    """Shared features of runs of two texts; `x` and `y` hold the set of features of each segment."""

    def __init__(self, x: Sequence[frozenset[str]], y: Sequence[frozenset[str]]) -> None:
        in_x, in_y = _shares(x), _shares(y)
        known = {feature: number for number, feature in enumerate(sorted(in_x.keys() & in_y.keys()))}
        nats = np.array([-np.log(max(in_x[f], in_y[f])) for f in known], dtype=np.float64)
        self._nats = (np.rint(nats * STEPS) / STEPS).astype(np.float32)
        self._x, self._y = (
            lists([sorted(known[f] for f in features if f in known) for features in segments])
            for segments in (x, y)
        )

    def of(self, rows: range, columns: range) -> Floats:
        """(LONGEST, rows, LONGEST, columns): nats.

        >>> overlap = Overlap([frozenset({"2020"}), frozenset()], [frozenset(), frozenset({"2020"})])
        >>> overlap.of(range(1, 3), range(1, 3))[0, :, 0].astype(float).round(2).tolist()
        [[0.0, 1.61], [0.0, 0.0]]
        """
        (ids_x, counts_x), (ids_y, counts_y) = ragged(*self._x, rows), ragged(*self._y, columns)
        shared = np.intersect1d(ids_x, ids_y)
        if not len(shared):
            return np.zeros((LONGEST, len(rows), LONGEST, len(columns)), dtype=np.float32)
        left, right = _present(ids_x, counts_x, shared), _present(ids_y, counts_y, shared)
        found = (left * self._nats[shared]) @ right.T
        return np.asarray(found.reshape(LONGEST, len(rows), LONGEST, len(columns)))


def _present(ids: NDArray[np.int64], counts: NDArray[np.int64], shared: NDArray[np.int64]) -> Floats:
    """(LONGEST * places, shared): 1 where a run has a feature."""
    held = np.zeros((len(counts), len(shared)), dtype=np.float32)
    column = np.searchsorted(shared, ids)
    segment = np.repeat(np.arange(len(counts)), counts)
    known = shared[np.minimum(column, len(shared) - 1)] == ids
    held[segment[known], column[known]] = 1
    return runs(held, np.maximum).reshape(-1, len(shared))


def _shares(segments: Sequence[frozenset[str]]) -> dict[str, float]:
    """How common each feature is: the share of the segments that have it, drawn towards the usual."""
    counts = Counter(feature for segment in segments for feature in segment)
    return {f: (count + WORTH * USUAL) / (len(segments) + WORTH) for f, count in counts.items()}
