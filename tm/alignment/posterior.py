"""How sure a bead is: the share that the paths through it have of all paths (forward-backward, Baum 1972).

A path weighs exp of what it gains; all that goes up to a bead times the bead times all that goes on from
it, over all paths in the corridor, is the probability of the bead as the gains see it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tm.alignment.blocks import NOTHING, Blocks, Corridor, Floats, Gains
from tm.alignment.lattice import RING, Rows, before, ends, sources
from tm.alignment.search import Step

Ints = NDArray[np.int64]

LEAST = 1e-4  # what is less probable is forgotten


@dataclass(frozen=True, slots=True)
class Posterior:
    """The beads with two sides that are at all probable.

    Bead k takes a[k] units of x from x[k] on and b[k] of y from y[k] on; sorted by x. A unit is left alone
    with the probability that no bead takes it, wherever in its gap that may be.
    """

    size: tuple[int, int]
    x: Ints
    y: Ints
    a: Ints
    b: Ints
    probability: Floats

    def of(self, steps: Iterable[Step]) -> list[float]:
        """The probability of each step; of several units left out in one step that of the least sure."""
        known = zip(self.x, self.y, self.a, self.b, self.probability, strict=True)
        beads = {(int(x), int(y), int(a), int(b)): float(p) for x, y, a, b, p in known}
        alone = self.alone()
        found = []
        for x, y in steps:
            if x and y:
                found.append(beads.get((x.start, y.start, len(x), len(y)), 0.0))
            else:
                found.append(float(min(alone[0][i] for i in x) if x else min(alone[1][j] for j in y)))
        return found

    def alone(self) -> tuple[Floats, Floats]:
        """(n,) and (m,): the probability of each unit that no bead takes it."""
        return (
            _left(self.size[0], self.x, self.a, self.probability),
            _left(self.size[1], self.y, self.b, self.probability),
        )

    def links(self) -> tuple[Ints, Ints, Floats]:
        """Pairs of units, and the probability that one bead holds both; sorted by x, then y."""
        count = self.a * self.b
        inside = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
        wide = np.repeat(self.b, count)
        key = (np.repeat(self.x, count) + inside // wide) * self.size[1] + np.repeat(self.y, count)
        pairs, place = np.unique(key + inside % wide, return_inverse=True)
        share = np.bincount(place, np.repeat(self.probability, count), len(pairs))
        x, y = np.divmod(pairs, max(1, self.size[1]))
        return x.astype(np.int64), y.astype(np.int64), np.asarray(share, dtype=np.float64)


def _left(size: int, first: Ints, count: Ints, probability: Floats) -> Floats:
    """(size,): 1 less what all beads together take of each unit."""
    taken = np.bincount(first, probability, size + 1) - np.bincount(first + count, probability, size + 1)
    return np.asarray((1 - np.cumsum(taken)[:size]).clip(0, 1))


def posterior(gains: Gains, corridor: Corridor | None = None, blocks: Blocks | None = None) -> Posterior:
    """The probabilities of all beads over all paths in the corridor, which is everything if none is given."""
    corridor = corridor or Corridor.whole(len(gains.skip_x), len(gains.skip_y))
    blocks = blocks or Blocks(gains, corridor)
    shapes = np.array(gains.shapes)
    rows, columns, kinds, shares = _backward(_forward(gains, corridor, blocks), gains, corridor, blocks)
    order = np.lexsort((kinds, columns, rows))
    a, b = shapes[kinds[order]].T
    return Posterior(
        (len(gains.skip_x), len(gains.skip_y)), rows[order], columns[order], a, b, np.exp(shares[order])
    )


def _forward(gains: Gains, corridor: Corridor, blocks: Blocks) -> list[Floats]:
    """For each row, and in it each place of the corridor, the log-sum of all paths up to it."""
    m = len(gains.skip_y)
    before_y, begin = before(gains), sources(gains, m, 1)
    every, bead, x = (Rows(size, corridor, m) for size in (RING, 2, 2))
    found = []
    for rows, first, block in blocks.down():
        for i in rows:
            low, high = int(corridor.low[i]), int(corridor.high[i])
            reached = every.rows.take(begin[i % RING] + np.arange(low, high))
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
            found.append(np.logaddexp(either, by_y))
            every.put(i, found[-1], i - RING)
            bead.put(i, by_bead, i - 2)
            x.put(i, by_x, i - 2)
    return found


def _backward(
    reached: Sequence[Floats], gains: Gains, corridor: Corridor, blocks: Blocks
) -> tuple[Ints, Ints, Ints, Floats]:
    """Of the beads that are at all probable where they begin, their shapes, and the logs of their shares."""
    n, m = len(gains.skip_x), len(gains.skip_y)
    before_y, ahead = before(gains), sources(gains, m, -1)
    bead, x = Rows(RING, corridor, m), Rows(2, corridor, m)
    every, least = reached[-1][-1], np.log(LEAST)
    found: list[tuple[int, Ints, Ints, Floats]] = []
    for rows, first, block in blocks.up():
        ending = ends(gains, block)
        for i in reversed(rows):
            low, high = int(corridor.low[i]), int(corridor.high[i])
            columns = np.arange(low, high)
            begun = bead.rows.take(ahead[i % RING] + columns)
            begun += block.take(ending + ((i - rows.start) * block.shape[2] + columns - first))
            by_bead = _log_sum(begun)
            begun += reached[i] - every
            kinds, places = np.nonzero(begun >= least)
            found.append((i, places + low, kinds, begun[kinds, places]))
            if i == n:
                by_bead[-1] = 0.0
            sums = np.logaddexp.accumulate((by_bead + before_y[low:high])[::-1])[::-1]
            opened = by_bead.copy()
            opened[:-1] = np.logaddexp(by_bead[:-1], gains.opening + sums[1:] - before_y[low : high - 1])
            if i == n:
                in_x, in_bead = opened, opened
            else:
                skipped = gains.skip_x[i] + x.of(i + 1, low, high)
                in_x, in_bead = np.logaddexp(opened, skipped), np.logaddexp(opened, skipped + gains.opening)
            bead.put(i, in_bead, i + RING)
            x.put(i, in_x, i + 2)
    rows_of = np.repeat([i for i, *_ in found], [len(kinds) for _, _, kinds, _ in found])
    columns_of, kinds_of, shares = (np.concatenate(parts) for parts in list(zip(*found, strict=True))[1:])
    return rows_of.astype(np.int64), columns_of, kinds_of, np.minimum(shares, 0.0)


def _log_sum(values: Floats) -> Floats:
    top = values.max(axis=0)
    return np.asarray(np.log(np.exp(values - top).sum(axis=0)) + top)
