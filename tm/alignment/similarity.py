"""How alike two runs of segments are to the encoder: the cosine of their summed vectors.

A vector is a sum, so the vector of a run of segments is the sum of theirs.
"""

from __future__ import annotations

import numpy as np

from tm.alignment.direction import SQUARED, Vectors, directions
from tm.alignment.runs import LONGEST, runs, taken


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
