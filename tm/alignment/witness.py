"""What a third language says about the beads of two: it has been aligned with both, and bears witness.

Where a segment of x goes with a segment of z, and that with one of y, the two should go together:
a bead of x and y is confirmed. Where that segment of z is alone towards y, they should not: it is
denied. How sure the witness is are the probabilities of its own beads (as the consistency
transformation of Do et al. 2005, "ProbCons", has it for residues of proteins). Of a segment that z leaves
out there is no witness, and nothing is changed: two texts beside a third that shares nothing with them are
aligned as if alone.

Probabilities are taken in whole numbers of 1/FINE, so that sums of products are exact.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tm.alignment.blocks import Blocks
from tm.alignment.coarse import Found
from tm.alignment.posterior import Posterior
from tm.alignment.runs import LONGEST, runs, taken, within

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

FINE = 1024
SURE = 0.995  # no witness is taken to be surer than this
# -log(1 - probability), by whole numbers of 1/FINE; rounded, so that sums of these are exact too.
NATS: Floats = np.array(
    [round(-math.log(1 - SURE * k / FINE) * 256) / 256 for k in range(FINE + 1)], np.float32
)


@dataclass(frozen=True, slots=True)
class Said:
    """What the witness says about a block of beads, all of them (LONGEST, rows, LONGEST, columns).

    confirmed and denied in nats, summed over the segments; met is the share of the bead's segments, 0 to 1,
    that have a witness at all.
    """

    confirmed: Floats
    denied: Floats
    met: Floats


@dataclass(frozen=True, slots=True)
class Credit:
    """How much is given to a witness.

    Learned with the weights of gain.py left as they are, in the same way, on documents of which three
    versions are damaged at once (scripts/learn_credit.py); then merges were made cheaper, by 0.32 nats, which
    was chosen on sets that may be tuned on.
    """

    confirmed: float = 0.28  # for a nat that the link is there, for each segment
    denied: float = 0.95  # for a nat that it is not
    merged: float = 0.7  # nats that each segment beyond one a side costs, as far as there is a witness

    def of(self, said: Said, shape: tuple[int, int]) -> Floats:
        """(rows, columns): nats for the beads of this shape."""
        a, b = shape
        confirmed, denied, met = (of[a - 1, :, b - 1] for of in (said.confirmed, said.denied, said.met))
        found = np.float32(self.confirmed) * confirmed - np.float32(self.denied) * denied
        return np.asarray(found - np.float32(self.merged * (a + b - 2)) * met)


CREDIT = Credit()


@dataclass(frozen=True, slots=True)
class Links:
    """How probably each segment of a text goes with those of another, in whole numbers of 1/FINE.

    Segment i goes with others[starts[i]:starts[i + 1]], which are in order, with these shares; `alone` is
    (n,), the probability that it goes with none.
    """

    starts: Ints
    others: Ints
    shares: Floats
    alone: Floats

    def reach(self, segments: range) -> range:
        """From the first to the last segment that any of these goes with; `segments` may begin below 0."""
        low = self.starts[max(0, min(segments.start, len(self.alone)))]
        high = self.starts[max(0, min(segments.stop, len(self.alone)))]
        others = self.others[low:high]
        return range(int(others.min()), int(others.max()) + 1) if len(others) else range(0)

    def table(self, segments: range, others: range) -> Floats:
        """(segments, others): the shares, 0 where there are none."""
        found = np.zeros((len(segments), len(others)), dtype=np.float32)
        first, last = max(0, segments.start), max(0, min(segments.stop, len(self.alone)))
        if first >= last:
            return found
        part = slice(self.starts[first], self.starts[last])
        rows = np.repeat(np.arange(first, last), np.diff(self.starts[first : last + 1])) - segments.start
        columns = self.others[part] - others.start
        inside = (columns >= 0) & (columns < len(others))
        found[rows[inside], columns[inside]] = self.shares[part][inside]
        return found

    def each_once(self) -> Links:
        """The same with the shares of a segment brought down to 1 in all, where it goes with several."""
        totals = np.maximum(self.totals(), FINE)
        rows = np.repeat(np.arange(len(self.alone)), np.diff(self.starts))
        return Links(self.starts, self.others, np.rint(self.shares * FINE / totals[rows]), self.alone)

    def totals(self) -> Floats:
        """(n,): the shares of each segment together."""
        sums = np.concatenate([[0], np.cumsum(self.shares, dtype=np.float64)])
        return np.diff(sums[self.starts]).astype(np.float32)


def linked(found: Posterior) -> tuple[Links, Links]:
    """The links of two texts, as seen from each."""
    x, y, shares = found.links()
    whole = np.rint(shares.clip(0, 1) * FINE).astype(np.float32)
    sides = []
    for size, this, other, alone in zip(found.size, (x, y), (y, x), found.alone(), strict=True):
        order = np.lexsort((other, this))
        starts = np.searchsorted(this[order], np.arange(size + 1))
        sides.append(Links(starts, other[order], whole[order], np.rint(alone * FINE).astype(np.float32)))
    return sides[0], sides[1]


class Witness:
    """A third text that is linked with both: `x` and `y` from these to it, `to_x` and `to_y` back."""

    def __init__(self, x: Links, y: Links, to_x: Links, to_y: Links) -> None:
        self._sides = ((x.each_once(), to_y), (y.each_once(), to_x))
        self._met: list[Floats] = []
        self._denied: list[Floats] = []
        for once, back in self._sides:
            left = once.shares.astype(np.float64) * back.alone[once.others]
            weighed = np.concatenate([[0], np.cumsum(left)])
            lone = np.diff(weighed[once.starts]) / FINE
            self._denied.append(NATS[np.rint(lone).astype(np.int64).clip(0, FINE)])
            self._met.append(np.divide(once.totals().clip(0, FINE), FINE, dtype=np.float32))

    def said(self, rows: range, columns: range) -> Said:
        """About the beads that end at these places of the two texts."""
        of_x, of_y = self._confirmed(0, rows, columns), self._confirmed(1, columns, rows)
        met_x, met_y = self._runs(self._met, rows, columns)
        denied_x, denied_y = self._runs(self._denied, rows, columns)
        count = np.arange(1, LONGEST + 1, dtype=np.float32)
        sizes = count[:, None, None, None] + count[None, None, :, None]
        confirmed = of_x + of_y.transpose(2, 3, 0, 1)
        return Said(confirmed, denied_x + denied_y, (met_x + met_y) / sizes)

    def _runs(self, of: list[Floats], rows: range, columns: range) -> tuple[Floats, Floats]:
        x, y = runs(taken(of[0], rows)), runs(taken(of[1], columns))
        return x[:, :, None, None], y[None, None]

    def _confirmed(self, side: int, places: range, other_places: range) -> Floats:
        """(LONGEST, places, LONGEST, other places): how surely each segment's partner has one in the run."""
        once, back = self._sides[side]
        segments, others = within(places), within(other_places)
        third = once.reach(segments)
        to_run = np.minimum(runs(back.table(third, others).T), np.float32(FINE))
        by_run = to_run.reshape(LONGEST * len(other_places), len(third))
        through = once.table(segments, third) @ by_run.T / np.float32(FINE)
        nats = NATS[np.rint(through).astype(np.int64).clip(0, FINE)]
        return runs(nats.reshape(len(segments), LONGEST, len(other_places)))


class Heard(Blocks):
    """The gains of two texts, as they were searched alone, and what the witness says to them."""

    def __init__(self, alone: Found, witness: Witness, credit: Credit = CREDIT) -> None:
        super().__init__(alone.gains, alone.corridor)
        self._alone, self._witness, self._credit = alone.blocks, witness, credit

    def _found(self, number: int, rows: range, columns: range) -> NDArray[np.floating]:
        """(shapes, rows, columns): what speaks for each bead now."""
        said = self._witness.said(rows, columns)
        found = self._alone.block(number)[2][:, : len(rows), : len(columns)].copy()
        for place, shape in zip(found, self._gains.shapes, strict=True):
            place += self._credit.of(said, shape)
        return found
