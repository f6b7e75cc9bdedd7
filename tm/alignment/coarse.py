"""Long documents: from coarse to fine, so that time and memory grow with the length and not with its square.

Neighbouring segments are put together by FACTOR until all pairs of these blocks can be looked at; the
vector of a block is the sum of its segments'. The best path over blocks is the middle of the corridor
in which the next finer search stays (as in Vecalign, Thompson and Koehn 2019), down to single segments.

What is guaranteed: up to EXACT pairs of segments the search sees all of them. Beyond, the path is the best
one in a corridor that reaches `REACH` segments to either side of the coarse path, and it touches the
edge of that corridor nowhere; where it would, the corridor is widened and searched again, up to WIDEST times
as wide, which is where texts stop that say the same over and over. Probabilities are over all paths
in the corridor.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tm.alignment.blocks import NOTHING, Blocks, Corridor, Gains, Shape
from tm.alignment.direction import FINE, Vectors, directions
from tm.alignment.posterior import Posterior, posterior
from tm.alignment.search import Step, search
from tm.alignment.similarity import similarity

EXACT = 160_000  # pairs of segments: 400 by 400
FACTOR = 4
REACH, WIDEST = 16, 4  # segments, and times
ROUGH_REACH = 12  # blocks
EDGE = 3  # how near to the edge of its corridor a path may come


class Found(NamedTuple):
    """The best path, what it gains, and the corridor in which it is the best one."""

    steps: list[Step]
    total: float
    gains: Gains
    corridor: Corridor
    blocks: Blocks

    def posterior(self) -> Posterior:
        """The probabilities of beads over all paths in that corridor."""
        return posterior(self.gains, self.corridor, self.blocks)


def long_search(
    gains: Gains,
    x: Vectors,
    y: Vectors,
    *,
    exact: int | None = None,
    through: Sequence[tuple[int, int]] = (),
) -> Found:
    """As `search`, for sequences of any length whose units have these vectors: (n, width) and (m, width).

    The corridor of a long search holds the places `through` too, and the way from each to the next.
    """
    exact = EXACT if exact is None else exact
    if len(x) * len(y) <= exact:
        corridor = Corridor.whole(len(x), len(y))
        blocks = Blocks(gains, corridor)
        return Found(*search(gains, corridor, blocks), gains, corridor, blocks)
    return _within(gains, _rough(x, y, exact), REACH, through)


class Rough:
    """What speaks for putting blocks of segments together: how alike they are, against the usual."""

    shapes: Sequence[Shape] = ((1, 1), (1, 2), (2, 1))
    opening = -0.5
    # For a cosine of 1 above the threshold; and the price of a block left out.
    sharpness, threshold, skip = 20.0, 0.08, -0.5
    usual = 0.4  # the most that is taken off; in texts that say the same over and over everything is alike

    def __init__(self, x: Vectors, y: Vectors) -> None:
        self._x, self._y = x, y
        self.skip_x, self.skip_y = np.full(len(x), self.skip), np.full(len(y), self.skip)
        one, two = directions(x), directions(y)
        # Sums of whole numbers: the same in whatever order they are added up.
        middle_x, middle_y = (np.rint(side.mean(axis=0, dtype=np.float64)) for side in (one, two))
        self._usual_x = (one.astype(np.float64) @ middle_y / FINE**2).astype(np.float32)
        self._usual_y = (two.astype(np.float64) @ middle_x / FINE**2).astype(np.float32)

    def ending(self, rows: range, columns: range) -> NDArray[np.floating]:
        """(shapes, rows, columns), as Gains has it."""
        usual_x, usual_y = (
            np.concatenate([[0], usual])[places.start : places.stop]
            for usual, places in ((self._usual_x, rows), (self._usual_y, columns))
        )
        usual = np.minimum((usual_x[:, None] + usual_y[None, :]) / 2, self.usual) + self.threshold
        alike = similarity(self._x, self._y, rows, columns)
        found = np.stack(
            [
                self.sharpness * (a + b) / 2 * (alike[a - 1, :, b - 1] - usual) - (a + b - 2)
                for a, b in self.shapes
            ]
        )
        for number, (a, b) in enumerate(self.shapes):
            found[number, : max(0, a - rows.start)] = NOTHING
            found[number, :, : max(0, b - columns.start)] = NOTHING
        return np.asarray(found)


def _rough(x: Vectors, y: Vectors, exact: int) -> NDArray[np.int64]:
    """(places, 2): the way of the best path over blocks, in segments."""
    blocks_x, blocks_y = _blocks(x), _blocks(y)
    gains = Rough(blocks_x, blocks_y)
    if len(blocks_x) * len(blocks_y) <= exact:
        steps, _ = search(gains)
    else:
        steps = _within(gains, _rough(blocks_x, blocks_y, exact), ROUGH_REACH).steps
    return np.minimum(_places(steps) * FACTOR, [len(x), len(y)])


def _blocks(vectors: Vectors) -> Vectors:
    """Sums of FACTOR neighbours, of fewer at the end."""
    return np.asarray(
        np.add.reduceat(vectors, np.arange(0, len(vectors), FACTOR), axis=0, dtype=np.float64).astype(
            np.float32
        )
    )


def _within(
    gains: Gains, places: NDArray[np.int64], reach: int, through: Sequence[tuple[int, int]] = ()
) -> Found:
    """The best path around these places, and around more of them until it keeps off the edge."""
    n, m = len(gains.skip_x), len(gains.skip_y)
    widest = WIDEST * reach
    while True:
        corridor = _around(places, n, m, reach)
        if through:
            corridor = corridor.with_all(_around(np.array([(0, 0), *through, (n, m)]), n, m, reach))
        blocks = Blocks(gains, corridor)
        steps, total = search(gains, corridor, blocks)
        if reach >= widest or _keeps_off(_places(steps), corridor, m):
            return Found(steps, total, gains, corridor, blocks)
        reach *= 2


def _around(places: NDArray[np.int64], n: int, m: int, reach: int) -> Corridor:
    """All places that are at most `reach` rows and columns from a path."""
    rows, first = np.unique(places[:, 0], return_index=True)
    last = np.append(first[1:], len(places)) - 1
    every = np.arange(n + 1)
    low = np.floor(np.interp(every, rows, places[first, 1])).astype(np.int64)
    high = np.ceil(np.interp(every, rows, places[last, 1])).astype(np.int64)
    low, high = low[np.maximum(every - reach, 0)] - reach, high[np.minimum(every + reach, n)] + reach + 1
    return Corridor(low.clip(0, m), high.clip(1, m + 1))


def _places(steps: Sequence[Step]) -> NDArray[np.int64]:
    """(steps + 1, 2): where a path passes."""
    return np.array([(0, 0), *((step.x.stop, step.y.stop) for step in steps)], dtype=np.int64)


def _keeps_off(places: NDArray[np.int64], corridor: Corridor, m: int) -> bool:
    rows, columns = places.T
    low, high = corridor.low[rows], corridor.high[rows]
    near_low = (columns - low < EDGE) & (low > 0)
    near_high = (high - 1 - columns < EDGE) & (high <= m)
    return not bool(np.any(near_low | near_high))
