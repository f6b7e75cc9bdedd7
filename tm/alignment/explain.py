"""What spoke for and against a bead, and for a segment left alone what its best partner would have been."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from tm.alignment.gain import PairGains
from tm.alignment.witness import CREDIT, Credit, Witness
from tm.units import Alignment, Bead, Span


class Reasons(NamedTuple):
    """What the evidence says to one bead of two languages, in nats by its kind.

    `taken` is false for a bead that the aligner did not make: the best one that a segment left alone
    could have been in. The kind `third` is what the third language says, where there is one.
    """

    langs: tuple[str, str]
    sides: tuple[Span, Span]
    parts: Mapping[str, float]
    taken: bool

    @property
    def total(self) -> float:
        """How much better the bead is than all of its segments alone; nats."""
        return sum(self.parts.values())


@dataclass(frozen=True, slots=True)
class Case:
    """All that speaks for and against the beads of one pair of languages."""

    langs: tuple[str, str]
    gains: PairGains
    witness: Witness | None
    credit: Credit = CREDIT

    def explained(self, alignment: Alignment, bead: Bead) -> Iterator[Reasons]:
        """The reasons for all beads of these two languages in a bead."""
        one, two = self.langs
        inside = set(bead[one]), set(bead[two])
        for x, y in alignment.pair(one, two):
            if not (set(x) <= inside[0] and set(y) <= inside[1]):
                continue
            if x and y:
                yield self._reasons(x, y, taken=True)
            else:
                yield from self._best_partners(x, y)

    def _reasons(self, x: Span, y: Span, *, taken: bool) -> Reasons:
        parts = self.gains.parts(range(x[0], x[-1] + 1), range(y[0], y[-1] + 1))
        if self.witness:
            at = range(x[-1] + 1, x[-1] + 2), range(y[-1] + 1, y[-1] + 2)
            parts["third"] = float(self.credit.of(self.witness.said(*at), (len(x), len(y)))[0, 0])
        return Reasons(self.langs, (x, y), parts, taken)

    def _best_partners(self, x: Span, y: Span) -> Iterator[Reasons]:
        """For each segment left alone the segment of the other text that it would go with best."""
        one_to_one = list(self.gains.shapes).index((1, 1))
        n, m = len(self.gains.skip_x), len(self.gains.skip_y)
        for i in x:
            row = self.gains.ending(range(i + 1, i + 2), range(m + 1))[one_to_one, 0]
            yield self._reasons((i,), (int(np.argmax(row)) - 1,), taken=False)
        for j in y:
            column = self.gains.ending(range(n + 1), range(j + 1, j + 2))[one_to_one, :, 0]
            yield self._reasons((int(np.argmax(column)) - 1,), (j,), taken=False)
