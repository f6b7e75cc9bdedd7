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

# How common a feature is taken to be before any text is seen, and how many segments that is worth:
# in a text of two segments everything is common.
USUAL, WORTH = 0.05, 4


class Overlap:
    """Shared features of runs of segments of two texts.

    `x` and `y` hold for each segment its set of features. Only what occurs in both texts
    is kept: (n, v) and (m, v) of presence, and (v,) of weights in nats.
    """

    def __init__(self, x: Sequence[frozenset[str]], y: Sequence[frozenset[str]]) -> None:
        in_x, in_y = _shares(x), _shares(y)
        known = {feature: column for column, feature in enumerate(sorted(in_x.keys() & in_y.keys()))}
        self._weights = np.array([-np.log(max(in_x[f], in_y[f])) for f in known], dtype=np.float32)
        self._x, self._y = _cumulated(x, known), _cumulated(y, known)

    def of(self, a: int, b: int) -> NDArray[np.float32]:
        """(n - a + 1, m - b + 1): nats for every run of `a` segments with every run of `b`.

        >>> overlap = Overlap([frozenset({"2020"}), frozenset()], [frozenset(), frozenset({"2020"})])
        >>> overlap.of(1, 1).astype(float).round(2).tolist()
        [[0.0, 1.61], [0.0, 0.0]]
        """
        present_x = (self._x[a:] - self._x[:-a]).clip(max=1)
        present_y = (self._y[b:] - self._y[:-b]).clip(max=1)
        return np.asarray((present_x * self._weights) @ present_y.T)


def _shares(segments: Sequence[frozenset[str]]) -> dict[str, float]:
    """How common each feature is: the share of the segments that have it, drawn towards the usual."""
    counts = Counter(feature for segment in segments for feature in segment)
    return {f: (count + WORTH * USUAL) / (len(segments) + WORTH) for f, count in counts.items()}


def _cumulated(segments: Sequence[frozenset[str]], known: dict[str, int]) -> NDArray[np.float32]:
    counts = np.zeros((len(segments) + 1, len(known)), dtype=np.float32)
    for row, features in enumerate(segments, start=1):
        counts[row, [known[feature] for feature in features if feature in known]] = 1
    return counts.cumsum(axis=0)
