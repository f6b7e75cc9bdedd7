"""What the search is given: gains of beads, asked for in blocks, and the places that it may visit.

A place (i, j) has i units of the one sequence behind it and j of the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Shape = tuple[int, int]

NOTHING = -1e18  # what a place gains that can't be reached; finite, so that differences stay numbers
PAD = 4  # the most units that a bead takes of one side
# Places whose gains are asked for at once; of FEW rows up to MOST. And how many are kept for the next pass.
AT_ONCE, FEW, MOST = 1 << 12, 24, 1 << 16
KEPT = 1 << 22


class Gains(Protocol):
    """What speaks for the beads of two sequences of n and m units, in nats.

    shapes     how many units of each side a bead may take, PAD at most
    skip_x     (n,) what speaks for leaving out one unit; skip_y (m,) likewise
    opening    what comes to that for the first of a run of units left out
    """

    shapes: Sequence[Shape]
    skip_x: Floats
    skip_y: Floats
    opening: float

    def ending(self, rows: range, columns: range) -> NDArray[np.floating]:
        """(shapes, rows, columns): what speaks for the bead of each shape that ends at each place.

        At place (i, j) a bead of shape (a, b) holds the units i-a..i-1 and j-b..j-1; where there are
        not so many units, it is NOTHING.
        """


class Corridor(NamedTuple):
    """The places that a search may visit: of row i the columns low[i]..high[i] - 1; neither ever falls."""

    low: NDArray[np.int64]
    high: NDArray[np.int64]

    @classmethod
    def whole(cls, n: int, m: int) -> Corridor:
        """All places of two sequences."""
        return cls(np.zeros(n + 1, np.int64), np.full(n + 1, m + 1))

    def with_all(self, other: Corridor) -> Corridor:
        """The places of both corridors, and those between them."""
        return Corridor(np.minimum(self.low, other.low), np.maximum(self.high, other.high))


class Blocks:
    """The gains of a corridor in blocks of rows, from the top or from the bottom; kept while they are few."""

    def __init__(self, gains: Gains, corridor: Corridor) -> None:
        self._gains, self._corridor = gains, corridor
        self._cuts = _cuts(corridor)
        self._kept: dict[int, NDArray[np.floating]] = {}
        self._keep = int((corridor.high - corridor.low).sum()) <= KEPT

    def down(self) -> Iterator[tuple[range, int, NDArray[np.floating]]]:
        """Rows, the first column, and gains with PAD more rows and columns at the end."""
        for number in range(len(self._cuts) - 1):
            yield self.block(number)

    def up(self) -> Iterator[tuple[range, int, NDArray[np.floating]]]:
        """The same from the last block to the first."""
        for number in reversed(range(len(self._cuts) - 1)):
            yield self.block(number)

    def block(self, number: int) -> tuple[range, int, NDArray[np.floating]]:
        """The block of this number, as `down` has it."""
        rows = range(self._cuts[number], self._cuts[number + 1])
        first, last = int(self._corridor.low[rows[0]]), int(self._corridor.high[rows[-1]])
        if number in self._kept:
            return rows, first, self._kept[number]
        n, m = len(self._gains.skip_x), len(self._gains.skip_y)
        found = self._found(
            number, range(rows.start, min(rows.stop + PAD, n + 1)), range(first, min(last + PAD, m + 1))
        )
        padded = np.full((len(found), len(rows) + PAD, last - first + PAD), NOTHING, dtype=found.dtype)
        padded[:, : found.shape[1], : found.shape[2]] = found
        if self._keep:
            self._kept[number] = padded
        return rows, first, padded

    def _found(self, number: int, rows: range, columns: range) -> NDArray[np.floating]:
        return self._gains.ending(rows, columns)


def _cuts(corridor: Corridor) -> list[int]:
    """Where the rows are cut: short blocks waste little at the corners, long ones little between blocks."""
    cuts, last = [0], len(corridor.low)
    while cuts[-1] < last:
        first = cuts[-1]
        stop = first + 1
        while stop < last:
            places = (stop + 1 - first) * (corridor.high[stop] - corridor.low[first])
            if places > (MOST if stop - first < FEW else AT_ONCE):
                break
            stop += 1
        cuts.append(stop)
    return cuts
