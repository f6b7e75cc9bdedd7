"""Which segments of two texts are alike, wherever they stand: what a dot plot is made of."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from tm.alignment.direction import Vectors

ALIKE = 0.3  # the least cosine of a dot
LARGEST = 250_000  # pairs of segments that are looked at: 500 by 500
DOTS = 4  # for each segment on average, at most


class Dot(NamedTuple):
    """Segment x of the one text and y of the other, and the cosine of their vectors, ALIKE to 1."""

    x: int
    y: int
    cosine: float


def dots(cosines: Vectors) -> list[Dot]:
    """The pairs of segments that are most alike, the strongest last; `cosines` is (n, m).

    >>> dots(np.eye(2, dtype=np.float32)[::-1])
    [Dot(x=0, y=1, cosine=1.0), Dot(x=1, y=0, cosine=1.0)]
    """
    rows, columns = np.nonzero(cosines >= ALIKE)
    order = np.argsort(cosines[rows, columns], kind="stable")[-DOTS * sum(cosines.shape) :]
    return [
        Dot(int(i), int(j), round(float(cosines[i, j]), 2))
        for i, j in zip(rows[order], columns[order], strict=True)
    ]
