"""Paragraphs as soft evidence: translators keep most, so a bead should end one in both texts or in neither.

Where nearly every segment ends a paragraph that says nothing, and where few do, much: a break that
both texts have at the end of a bead counts -log p nats, p being the share of segments that end a
paragraph in the text where it is more common. A break that only one of them has, at the end of the
bead or inside, counts as much against it. A text without breaks says nothing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tm.alignment.runs import runs, taken

Floats = NDArray[np.float32]


def paragraphs(x: NDArray[np.bool_], y: NDArray[np.bool_], rows: range, columns: range) -> Floats:
    """(LONGEST, rows, LONGEST, columns): nats; `x` and `y` say of each segment whether it ends a paragraph.

    >>> ends = np.array([False, True, False, False])
    >>> paragraphs(ends, ends, range(1, 4), range(1, 4))[0, :, 0].astype(float).round(1).tolist()
    [[0.0, -1.4, 0.0], [-1.4, 1.4, -1.4], [0.0, -1.4, 0.0]]
    """
    nats = np.float32(np.rint(-np.log(max(x.mean(), y.mean())) * 256) / 256 if x.any() and y.any() else 0.0)
    breaks_x, breaks_y = (runs(taken(ends.astype(np.float32), at)) for ends, at in ((x, rows), (y, columns)))
    both = breaks_x[0][:, None] * breaks_y[0][None, :]
    shared = 3 * both[None, :, None, :]  # once for the pair, and twice since each is counted as alone below
    return np.asarray(nats * (shared - breaks_x[:, :, None, None] - breaks_y[None, None, :, :]))
