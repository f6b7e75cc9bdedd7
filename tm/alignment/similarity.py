"""How alike two runs of segments are to the encoder: the cosine of their summed vectors, less the background.

A vector is a sum, so the vector of a run of segments is a difference of cumulated sums and costs
nothing. What a text is about makes all of its segments alike; the background, how alike a run
is to the other text on average, is taken off in part (a cheap form of the margin of Artetxe and
Schwenk 2019, "Margin-based Parallel Corpus Mining").

    x  (n, width), y  (m, width): one vector a segment, not normalised
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Similarity:
    """Cosine against background between runs of segments of two texts."""

    def __init__(self, x: Vectors, y: Vectors, *, background: float) -> None:
        self._x, self._y = _cumulated(x), _cumulated(y)
        self._mean_x, self._mean_y = _unit(x).mean(axis=0), _unit(y).mean(axis=0)
        self._background = background  # the share of the background that is taken off

    def of(self, a: int, b: int) -> NDArray[np.float32]:
        """(n - a + 1, m - b + 1): from about -1 to 1, for every run of `a` with every run of `b` segments.

        >>> x = np.eye(2, dtype=np.float32)
        >>> Similarity(x, x, background=0).of(1, 1).tolist()
        [[1.0, 0.0], [0.0, 1.0]]
        """
        x, y = _unit(self._x[a:] - self._x[:-a]), _unit(self._y[b:] - self._y[:-b])
        usual = (x @ self._mean_y)[:, None] + (y @ self._mean_x)[None, :]
        return np.asarray(x @ y.T - self._background / 2 * usual)


def _cumulated(vectors: Vectors) -> Vectors:
    start = np.zeros((1, vectors.shape[1]), dtype=np.float32)
    return np.concatenate([start, np.cumsum(vectors, axis=0, dtype=np.float32)])


def _unit(vectors: Vectors) -> Vectors:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9))
