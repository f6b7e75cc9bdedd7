"""How alike two runs of segments are to the encoder: the cosine of their vectors.

Where a vector is a sum, the vector of a run of segments is the sum of theirs. Encoders that read a run as
a whole bring the vectors of runs. To these, texts that have nothing in common are often alike to a
third or a half; what is usual between two texts is taken for 0, and 1 stays 1 (the normalisation of
Vecalign, Thompson and Koehn 2019, which takes a mean where here a third is counted off, since the mean of a
short text is for the most part the translation).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from tm.alignment.direction import AT_ONCE, SQUARED, Vectors, directions
from tm.alignment.encoder import Encoded
from tm.alignment.runs import LONGEST, runs, taken

SAMPLE = 64  # segments of the other text, at equal distances, that say what is usual
MOST = np.float32(0.9)  # the most that is taken for usual; in texts that say the same over and over all is


def alike(x: Encoded, y: Encoded) -> Callable[[range, range], Vectors]:
    """How alike the runs of two texts are, block by block: (LONGEST, rows, LONGEST, columns)."""
    if x.runs is None or y.runs is None:
        return partial(similarity, x.vectors, y.vectors)
    return Contextual(x.runs, y.runs).of


def segments_alike(x: Encoded, y: Encoded) -> Vectors:
    """(n, m): how alike the segments of two texts are, one by one."""
    if x.runs is None or y.runs is None:
        return np.asarray(directions(x.vectors) @ directions(y.vectors).T / SQUARED)
    places = (range(1, len(side.vectors) + 1) for side in (x, y))
    return np.asarray(Contextual(x.runs[:1], y.runs[:1]).of(*places)[0, :, 0])


def similarity(x: Vectors, y: Vectors, rows: range, columns: range) -> Vectors:
    """(LONGEST, rows, LONGEST, columns): cosines, 0 for runs without words.

    `x` and `y` hold one vector a segment, (n, width) and (m, width).

    >>> x = np.eye(2, dtype=np.float32)
    >>> similarity(x, x, range(1, 3), range(1, 3))[0, :, 0].tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    left, right = (
        directions(runs(taken(vectors, places)).reshape(-1, vectors.shape[1]))
        for vectors, places in ((x, rows), (y, columns))
    )
    products = left @ right.T
    return np.asarray(products.reshape(LONGEST, len(rows), LONGEST, len(columns)) / SQUARED)


class Contextual:
    """The likeness of runs that have vectors of their own: (lengths, n, width) and (lengths, m, width)."""

    def __init__(self, x: NDArray[np.int16], y: NDArray[np.int16]) -> None:
        self._x, self._y = x, y
        self._usual_x, self._usual_y = usual(x, y[0]), usual(y, x[0])

    def of(self, rows: range, columns: range) -> Vectors:
        """(lengths, rows, lengths, columns): 0 for what is usual between these texts, 1 for the same."""
        left, right = _ending(self._x, rows), _ending(self._y, columns)
        width = left.shape[2]
        products = left.reshape(-1, width) @ right.reshape(-1, width).T / SQUARED
        usual_x = _ending(self._usual_x, rows)[:, :, None, None]
        taken_off = (usual_x + _ending(self._usual_y, columns)[None, None]) / 2
        found = products.reshape(*left.shape[:2], *right.shape[:2]) - taken_off
        return np.asarray(found / (1 - taken_off))


def usual(runs: NDArray[np.int16], other: NDArray[np.int16]) -> Vectors:
    """(lengths, n): of each run the cosine that a third of the other text's segments stay below; 0 to MOST.

    Of one segment nothing can be said: it may be the translation. `other` is (m, width).

    >>> x = directions(np.eye(3, dtype=np.float32) + 1).astype(np.int16)
    >>> (usual(x[None], x) > 0.8).tolist(), usual(x[None], x[:1]).tolist()
    ([[True, True, True]], [[0.0, 0.0, 0.0]])
    """
    lengths, n, width = runs.shape
    at = np.unique(np.linspace(0, len(other) - 1, min(SAMPLE, len(other))).astype(np.int64))
    sample = other[at][other[at].any(axis=1)].astype(np.float32)
    found = np.zeros(lengths * n, dtype=np.float32)
    if len(sample) > 1:
        third, flat = (len(sample) - 1) // 3, runs.reshape(-1, width)
        for first in range(0, len(flat), AT_ONCE):
            products = flat[first : first + AT_ONCE].astype(np.float32) @ sample.T
            found[first : first + AT_ONCE] = np.partition(products, third, axis=1)[:, third] / SQUARED
    return np.clip(found, 0, MOST).reshape(lengths, n)


def _ending(values: NDArray[np.generic], places: range) -> Vectors:
    """(lengths, places, ...): what belongs to the runs that end at these places; 0 at place 0."""
    found = np.zeros((len(values), len(places), *values.shape[2:]), dtype=np.float32)
    first = max(1, places.start)
    found[:, first - places.start :] = values[:, first - 1 : places.stop - 1]
    return found
