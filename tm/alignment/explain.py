"""What spoke for and against a bead, and for a segment left alone what its best partner would have been."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from tm.alignment.gain import PairGains
from tm.alignment.witness import CREDIT, Credit, Witness
from tm.units import Alignment, Bead, Span

WORDS = {  # what each kind of evidence is, for people
    "similarity": "how alike the sides are as a whole",
    "coverage": "how much of the worse side's words the other explains",
    "weakest": "how much of the worst segment's words",
    "needed": "what the first and the last segment add",
    "length": "how well the lengths fit",
    "numbers": "shared numbers, months and days",
    "punctuation": "shared signs",
    "paragraphs": "paragraphs that end together, or do not",
    "third": "what the third language says",
    "shape": "how usual so many segments a side are",
}
MOST = 12  # beads of two languages that are explained of one bead, in each pair
NEAR = 50  # how many segments before and after its place a segment left alone is offered a partner from
ZERO = 0.05  # nats, below which there is nothing to show


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

    @property
    def strongest(self) -> list[tuple[str, float]]:
        """The kinds that say something (ZERO and more), the strongest first, whichever way; nats.

        >>> Reasons(("kk", "en"), ((0,), (1,)), {"length": 1, "numbers": 0, "shape": -2}, True).strongest
        [('shape', -2), ('length', 1)]
        """
        said = [(kind, nats) for kind, nats in self.parts.items() if abs(nats) >= ZERO]
        return sorted(said, key=lambda part: -abs(part[1]))


def named(langs: Sequence[str], sides: Sequence[Span]) -> str:
    """Two sides as people name and count them.

    >>> named(("kk", "en"), ((4, 5), (5,)))
    'kk 5–6 ↔ en 6'
    """
    ends = ("–".join(str(k + 1) for k in sorted({side[0], side[-1]})) for side in sides)
    return " ↔ ".join(f"{lang} {end}" for lang, end in zip(langs, ends, strict=True))


def outcome(alignment: Alignment, reasons: Reasons) -> str:
    """What the sum means; of a bead that was not made, what its segments are in instead."""
    compared = f"{'better' if reasons.total > 0 else 'worse'} than all of them left alone"
    if reasons.taken:
        if alignment.is_confirmed(Bead(reasons.langs, reasons.sides)):
            return f"{compared}, and confirmed"
        return compared if reasons.total > 0 else f"{compared}, but that would open a gap, which costs too"
    for x, y in alignment.pair(*reasons.langs):
        if x and y and (set(x) & set(reasons.sides[0]) or set(y) & set(reasons.sides[1])):
            return f"{compared}, but the best path has {named(reasons.langs, (x, y))}"
    return f"{compared}, but not enough, or it would cross the best path"


@dataclass(frozen=True, slots=True)
class Case:
    """All that speaks for and against the beads of one pair of languages."""

    langs: tuple[str, str]
    gains: PairGains
    witness: Witness | None
    credit: Credit = CREDIT

    def explained(self, alignment: Alignment, bead: Bead) -> Iterator[Reasons]:
        """The reasons for the beads of these two languages in a bead, the first MOST of them."""
        one, two = self.langs
        inside = set(bead[one]), set(bead[two])
        i = j = told = 0  # how far the path is, and how many beads were explained
        for x, y in alignment.pair(one, two):
            if told < MOST and set(x) <= inside[0] and set(y) <= inside[1]:
                told += 1
                if x and y:
                    yield self._reasons(x, y, taken=True)
                else:
                    yield from self._best_partners(x, y, i, j)
            i, j = i + len(x), j + len(y)

    def _reasons(self, x: Span, y: Span, *, taken: bool) -> Reasons:
        parts = self.gains.parts(range(x[0], x[-1] + 1), range(y[0], y[-1] + 1))
        if self.witness:
            at = range(x[-1] + 1, x[-1] + 2), range(y[-1] + 1, y[-1] + 2)
            parts["third"] = float(self.credit.of(self.witness.said(*at), (len(x), len(y)))[0, 0])
        return Reasons(self.langs, (x, y), parts, taken)

    def _best_partners(self, x: Span, y: Span, i: int, j: int) -> Iterator[Reasons]:
        """For each segment left alone where the path is at (i, j): the best partner near there."""
        one_to_one = list(self.gains.shapes).index((1, 1))
        near_x, near_y = _near(i, len(self.gains.skip_x)), _near(j, len(self.gains.skip_y))
        for k in x:
            row = self.gains.ending(range(k + 1, k + 2), near_y)[one_to_one, 0]
            yield self._reasons((k,), (near_y[int(np.argmax(row))] - 1,), taken=False)
        for k in y:
            column = self.gains.ending(near_x, range(k + 1, k + 2))[one_to_one, :, 0]
            yield self._reasons((near_x[int(np.argmax(column))] - 1,), (k,), taken=False)


def _near(place: int, size: int) -> range:
    """Where beads of one segment may end that is at most NEAR from a place of the path."""
    return range(max(0, place - NEAR) + 1, min(size, place + NEAR) + 1)
