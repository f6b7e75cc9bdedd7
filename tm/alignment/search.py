"""The search: the best way to cut two sequences into beads. THE algorithm of alignment; start here.

Given how much speaks for each possible bead, dynamic programming finds the path through
both sequences that gains most, and the probability of each bead over all paths. It knows
neither what the sequences hold nor what a gain is made of; it asks for gains block by block, so
that a long document takes memory for what it looks at only.

A place (i, j) has i units of the one side behind it and j of the other. A path has been, at each
place, in one of three states, since leaving out a unit is dearer when it opens a run of
them (Gotoh 1982, "An improved algorithm for matching biological sequences"):

    bead    the last step was a bead, or there was none yet
    x, y    the last step left out a unit of this side; of one gap, first those of x, then those of y

One row of places is one set of numpy operations. Inside a row only leaving out units of y depends on
the row itself: y[j] = max over k < j of (bead or x)[k] + opening + skip_y[k] + … + skip_y[j-1], a
running maximum. With log-sums in place of maxima the same rows give the probabilities.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tm.alignment.blocks import NOTHING, PAD, Blocks, Corridor, Floats, Gains

RING = 8  # rows that are remembered, more than PAD


class Step(NamedTuple):
    """One bead of a path: half-open ranges of both sides, one of them perhaps empty, and its probability."""

    x: range
    y: range
    probability: float


def search(gains: Gains, corridor: Corridor | None = None) -> tuple[list[Step], float]:
    """The steps of the best path in order, with their probabilities over all paths; and what it gains.

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
    blocks = Blocks(gains, corridor)
    steps, total = best_path(gains, corridor, blocks)
    return probable(steps, gains, corridor, blocks), total


def best_path(gains: Gains, corridor: Corridor, blocks: Blocks | None = None) -> tuple[list[Step], float]:
    """The same with probabilities left out (nan), which is quicker."""
    marks, total = _marks(gains, corridor, blocks or Blocks(gains, corridor))
    return _traced(gains, corridor, marks), total


class _Rows:
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
        return self.rows[i % self._size, PAD + low : PAD + high]


# What a place's mark says: its lowest bits which shape the bead has that ends there, and
X_GOES_ON, X_BEST, Y_GOES_ON, Y_BEST = 16, 32, 64, 128


def _marks(gains: Gains, corridor: Corridor, blocks: Blocks) -> tuple[list[NDArray[np.uint8]], float]:
    """For each place in the corridor how it is reached best in each of the three states; and the total."""
    m = len(gains.skip_y)
    before_y, before = _before(gains), _sources(gains, m, 1)
    best, bead, x = (_Rows(size, corridor, m) for size in (RING, 2, 2))
    marks = []
    for rows, first, block in blocks.down():
        for i in rows:
            low, high = int(corridor.low[i]), int(corridor.high[i])
            reached = best.rows.take(before[i % RING] + np.arange(low, high))
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
            steps.append(Step(range(i - a, i), range(j - b, j), np.nan))
            i, j = i - a, j - b
            state = state_at(i, j, True)
        elif state == "x":
            steps.append(Step(range(i - 1, i), range(j, j), np.nan))
            i -= 1
            state = "x" if mark & X_GOES_ON else "bead"
        else:
            steps.append(Step(range(i, i), range(j - 1, j), np.nan))
            j -= 1
            state = "y" if mark & Y_GOES_ON else state_at(i, j, False)
    return steps[::-1]


def probable(
    steps: Sequence[Step], gains: Gains, corridor: Corridor, blocks: Blocks | None = None
) -> list[Step]:
    """The steps with their shares of all paths in the corridor: all up to each, it, and all from it on.

    Forward-backward (Baum 1972); only what stands on the path is remembered.
    """
    blocks = blocks or Blocks(gains, corridor)
    before, every = _forward(steps, gains, corridor, blocks)
    after = _backward(steps, gains, corridor, blocks)
    shares = np.exp(np.minimum(before + after - every, 0.0))
    return [Step(x, y, float(share)) for (x, y, _), share in zip(steps, shares, strict=True)]


def _forward(steps: Sequence[Step], gains: Gains, corridor: Corridor, blocks: Blocks) -> tuple[Floats, float]:
    """For each step the log-sum of all paths up to its end that take it last; and that of all paths."""
    m = len(gains.skip_y)
    before_y, before = _before(gains), _sources(gains, m, 1)
    best, bead, x = (_Rows(size, corridor, m) for size in (RING, 2, 2))
    found = np.empty(len(steps))
    kinds = {shape: kind for kind, shape in enumerate(gains.shapes)}
    ending = _by_row(steps)
    for rows, first, block in blocks.down():
        for i in rows:
            low, high = int(corridor.low[i]), int(corridor.high[i])
            reached = best.rows.take(before[i % RING] + np.arange(low, high))
            reached += block[:, i - rows.start, low - first : high - first]
            by_bead = _log_sum(reached)
            if i == 0:
                by_bead[0] = 0.0
                by_x = np.full(high - low, NOTHING)
            else:
                by_x = np.logaddexp(bead.of(i - 1, low, high) + gains.opening, x.of(i - 1, low, high))
                by_x += gains.skip_x[i - 1]
            either = np.logaddexp(by_bead, by_x)
            by_y = np.full(high - low, NOTHING)
            by_y[1:] = np.logaddexp.accumulate(either - before_y[low:high])[:-1]
            by_y[1:] += before_y[low + 1 : high] + gains.opening
            for number in ending.get(i, ()):
                taken_x, taken_y, _ = steps[number]
                column = taken_y.stop - low
                if not taken_x:
                    found[number] = by_y[column]
                else:
                    kind = kinds.get((len(taken_x), len(taken_y)))
                    found[number] = by_x[column] if kind is None else reached[kind, column]
            every = np.logaddexp(either, by_y)
            best.put(i, every, i - RING)
            bead.put(i, by_bead, i - 2)
            x.put(i, by_x, i - 2)
    return found, float(every[-1])


def _backward(steps: Sequence[Step], gains: Gains, corridor: Corridor, blocks: Blocks) -> Floats:
    """For each step the log-sum of all paths from its end on."""
    n, m = len(gains.skip_x), len(gains.skip_y)
    before_y, ahead = _before(gains), _sources(gains, m, -1)
    bead, x = _Rows(RING, corridor, m), _Rows(2, corridor, m)
    found = np.empty(len(steps))
    ending = _by_row(steps)
    for rows, first, block in blocks.up():
        ends = _ends(gains, block)
        for i in reversed(rows):
            low, high = int(corridor.low[i]), int(corridor.high[i])
            columns = np.arange(low, high)
            by_bead = _log_sum(
                bead.rows.take(ahead[i % RING] + columns)
                + block.take(ends + ((i - rows.start) * block.shape[2] + columns - first))
            )
            if i == n:
                by_bead[-1] = 0.0
            sums = np.logaddexp.accumulate((by_bead + before_y[low:high])[::-1])[::-1]
            in_y = sums - before_y[low:high]
            opened = by_bead.copy()
            opened[:-1] = np.logaddexp(by_bead[:-1], gains.opening + sums[1:] - before_y[low : high - 1])
            if i == n:
                in_x, in_bead = opened, opened
            else:
                skipped = gains.skip_x[i] + x.of(i + 1, low, high)
                in_x, in_bead = np.logaddexp(opened, skipped), np.logaddexp(opened, skipped + gains.opening)
            for number in ending.get(i, ()):
                taken_x, taken_y, _ = steps[number]
                state = in_y if not taken_x else in_x if not taken_y else in_bead
                found[number] = state[taken_y.stop - low]
            bead.put(i, in_bead, i + RING)
            x.put(i, in_x, i + 2)
    return found


def _before(gains: Gains) -> Floats:
    """(m + 1,): what leaving out all units of y before each column gains, openings apart."""
    return np.concatenate([[0.0], np.cumsum(gains.skip_y)])


def _sources(gains: Gains, m: int, way: int) -> NDArray[np.int64]:
    """(RING, shapes, 1): for each row, where in the rows that are kept the beads begin (1) or end (-1)."""
    a, b = np.array(gains.shapes).T
    rows = (np.arange(RING)[:, None] - way * a) % RING
    return np.asarray((rows * (PAD + m + 1 + PAD) + PAD - way * b)[:, :, None])


def _ends(gains: Gains, block: NDArray[np.floating]) -> NDArray[np.int64]:
    """(shapes, 1): where in the block the gains of the beads stand that begin at its first place."""
    a, b = np.array(gains.shapes).T
    _, height, width = block.shape
    return np.asarray((np.arange(len(a)) * height + a) * width + b)[:, None]


def _by_row(steps: Sequence[Step]) -> dict[int, list[int]]:
    """The numbers of the steps by the row in which they end."""
    found: dict[int, list[int]] = {}
    for number, step in enumerate(steps):
        found.setdefault(step.x.stop, []).append(number)
    return found


def _log_sum(values: Floats) -> Floats:
    top = values.max(axis=0)
    return np.asarray(np.log(np.exp(values - top).sum(axis=0)) + top)
