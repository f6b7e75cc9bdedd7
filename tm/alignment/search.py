"""The search: the best way to cut two sequences into beads. THE algorithm of alignment; start here.

Given how much speaks for each possible bead, dynamic programming finds the path through
both sequences that gains most. It knows neither what the sequences hold nor what a gain is made
of; it asks for gains block by block, so that a long document takes memory for what it looks at only.

A place (i, j) has i units of the one side behind it and j of the other. A path has been, at each
place, in one of three states, since leaving out a unit is dearer when it opens a run of
them (Gotoh 1982, "An improved algorithm for matching biological sequences"):

    bead    the last step was a bead, or there was none yet
    x, y    the last step left out a unit of this side; of one gap, first those of x, then those of y

One row of places is one set of numpy operations. Inside a row only leaving out units of y depends on
the row itself: y[j] = max over k < j of (bead or x)[k] + opening + skip_y[k] + … + skip_y[j-1], a
running maximum. With log-sums in place of maxima the same rows give probabilities (posterior.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tm.alignment.blocks import NOTHING, Blocks, Corridor, Gains
from tm.alignment.lattice import RING, Rows, before, sources


class Step(NamedTuple):
    """One bead of a path: half-open ranges of both sides, one of them perhaps empty."""

    x: range
    y: range


def search(
    gains: Gains, corridor: Corridor | None = None, blocks: Blocks | None = None
) -> tuple[list[Step], float]:
    """The steps of the best path in order, and what it gains.

    Time and memory grow with the number of places in the corridor, which is all of them if none is
    given. Where two paths gain the same, the one with the earlier shape wins, so results are stable.

    >>> class Two:
    ...     shapes, skip_x, skip_y, opening = [(1, 1)], np.full(3, -1.0), np.full(2, -1.0), 0.0
    ...     def ending(self, rows, columns):
    ...         found = np.full((1, 4, 3), NOTHING)
    ...         found[0, 1:, 1:] = [[2.0, 0.0], [0.0, 0.0], [0.0, 2.0]]
    ...         return found[:, rows.start:rows.stop, columns.start:columns.stop]
    >>> steps, total = search(Two())
    >>> [(list(step.x), list(step.y)) for step in steps], total
    ([([0], [0]), ([1], []), ([2], [1])], 3.0)
    """
    corridor = corridor or Corridor.whole(len(gains.skip_x), len(gains.skip_y))
    marks, total = _marks(gains, corridor, blocks or Blocks(gains, corridor))
    return _traced(gains, corridor, marks), total


# What a place's mark says: its lowest bits which shape the bead has that ends there, and
X_GOES_ON, X_BEST, Y_GOES_ON, Y_BEST = 16, 32, 64, 128


def _marks(gains: Gains, corridor: Corridor, blocks: Blocks) -> tuple[list[NDArray[np.uint8]], float]:
    """For each place in the corridor how it is reached best in each of the three states; and the total."""
    m = len(gains.skip_y)
    before_y, begin = before(gains), sources(gains, m, 1)
    best, bead, x = (Rows(size, corridor, m) for size in (RING, 2, 2))
    marks = []
    for rows, first, block in blocks.down():
        for i in rows:
            low, high = int(corridor.low[i]), int(corridor.high[i])
            reached = best.rows.take(begin[i % RING] + np.arange(low, high))
            reached += block[:, i - rows.start, low - first : high - first]
            kind = reached.argmax(axis=0)
            by_bead = reached.max(axis=0)
            if i == 0:
                by_bead[0] = 0.0
                by_x = np.full(high - low, NOTHING)
                mark = kind.astype(np.uint8)
            else:
                opened, goes_on = bead.of(i - 1, low, high) + gains.opening, x.of(i - 1, low, high)
                by_x = np.maximum(opened, goes_on) + gains.skip_x[i - 1]
                mark = (kind + X_GOES_ON * (goes_on > opened)).astype(np.uint8)
            either = np.maximum(by_bead, by_x)
            mark += X_BEST * (by_x > by_bead).astype(np.uint8)
            level = either - before_y[low:high]
            top = np.maximum.accumulate(level)
            by_y = np.full(high - low, NOTHING)
            by_y[1:] = top[:-1] + before_y[low + 1 : high] + gains.opening
            mark[1:] += Y_GOES_ON * (top[:-1] > level[:-1]).astype(np.uint8)
            mark += Y_BEST * (by_y > either).astype(np.uint8)
            marks.append(mark)
            best.put(i, np.maximum(either, by_y), i - RING)
            bead.put(i, by_bead, i - 2)
            x.put(i, by_x, i - 2)
    return marks, float(best.of(len(marks) - 1, m, m + 1)[0])


def _traced(gains: Gains, corridor: Corridor, marks: Sequence[NDArray[np.uint8]]) -> list[Step]:
    """The path that the marks lead back, from the last place to the first."""
    low = corridor.low

    def state_at(i: int, j: int, gap: bool) -> str:
        mark = marks[i][j - low[i]]
        return "y" if gap and mark & Y_BEST else "x" if mark & X_BEST else "bead"

    steps: list[Step] = []
    i, j = len(gains.skip_x), len(gains.skip_y)
    state = state_at(i, j, True)
    while i or j:
        mark = marks[i][j - low[i]]
        if state == "bead":
            a, b = gains.shapes[mark & 15]
            steps.append(Step(range(i - a, i), range(j - b, j)))
            i, j = i - a, j - b
            state = state_at(i, j, True)
        elif state == "x":
            steps.append(Step(range(i - 1, i), range(j, j)))
            i -= 1
            state = "x" if mark & X_GOES_ON else "bead"
        else:
            steps.append(Step(range(i, i), range(j - 1, j)))
            j -= 1
            state = "y" if mark & Y_GOES_ON else state_at(i, j, False)
    return steps[::-1]
