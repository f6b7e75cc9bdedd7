"""The places that dynamic programming passes, row by row: what is remembered, and where beads lead.

Only the last rows of a state are kept, as many as the longest bead reaches back. Gains, and the places that
may be visited, are those of blocks.py.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tm.alignment.blocks import NOTHING, PAD, Corridor, Floats, Gains

RING = 8  # rows that are remembered, more than PAD


class Rows:
    """The last rows of one state, by column; what lies outside of the corridor gains NOTHING."""

    def __init__(self, size: int, corridor: Corridor, m: int) -> None:
        self.rows = np.full((size, PAD + m + 1 + PAD), NOTHING)
        self._low, self._high, self._size = corridor.low.tolist(), corridor.high.tolist(), size

    def put(self, i: int, values: Floats, older: int) -> None:
        """Row i; `older` is the row that stood in its place."""
        row = self.rows[i % self._size]
        low, high = self._low[i], self._high[i]
        if 0 <= older < len(self._low) and (self._low[older] < low or self._high[older] > high):
            row[PAD + self._low[older] : PAD + self._high[older]] = NOTHING
        row[PAD + low : PAD + high] = values

    def of(self, i: int, low: int, high: int) -> Floats:
        """The places low..high - 1 of row i."""
        return self.rows[i % self._size, PAD + low : PAD + high]


def before(gains: Gains) -> Floats:
    """(m + 1,): what leaving out all units of y before each column gains, openings apart."""
    return np.concatenate([[0.0], np.cumsum(gains.skip_y)])


def sources(gains: Gains, m: int, way: int) -> NDArray[np.int64]:
    """(RING, shapes, 1): for each row, where in the rows that are kept the beads begin (1) or end (-1)."""
    a, b = np.array(gains.shapes).T
    rows = (np.arange(RING)[:, None] - way * a) % RING
    return np.asarray((rows * (PAD + m + 1 + PAD) + PAD - way * b)[:, :, None])


def ends(gains: Gains, block: NDArray[np.floating]) -> NDArray[np.int64]:
    """(shapes, 1): where in the block the gains of the beads stand that begin at its first place."""
    a, b = np.array(gains.shapes).T
    _, height, width = block.shape
    return np.asarray((np.arange(len(a)) * height + a) * width + b)[:, None]
