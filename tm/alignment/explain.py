"""What spoke for and against a bead, and for a segment left alone what its best partner would have been."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

import numpy as np

from tm.alignment.gain import PairGains, Text, Weights
from tm.alignment.related import price_of
from tm.units import Alignment, Bead, Span


class Reasons(NamedTuple):
    """What the evidence says to one bead of two languages, in nats by its kind.

    `taken` is false for a bead that the aligner did not make: the best one that a segment left alone
    could have been in.
    """

    langs: tuple[str, str]
    sides: tuple[Span, Span]
    parts: Mapping[str, float]
    taken: bool

    @property
    def total(self) -> float:
        """How much better the bead is than all of its segments alone; nats."""
        return sum(self.parts.values())


def explained(
    alignment: Alignment, bead: Bead, texts: Mapping[str, Text], weights: Weights
) -> Iterator[Reasons]:
    """The reasons for all beads of two languages in a bead; `texts` as the aligner saw them."""
    for one, two in combinations(alignment.langs, 2):
        pairs = alignment.pair(one, two)
        gains = PairGains(texts[one], texts[two], weights).priced(price_of(pairs))
        inside = [(x, y) for x, y in pairs if set(x) <= set(bead[one]) and set(y) <= set(bead[two])]
        for x, y in inside:
            if x and y:
                yield _reasons(gains, (one, two), x, y, taken=True)
            else:
                yield from _best_partner(gains, (one, two), x, y)


def _reasons(gains: PairGains, langs: tuple[str, str], x: Span, y: Span, *, taken: bool) -> Reasons:
    parts = gains.parts(range(x[0], x[-1] + 1), range(y[0], y[-1] + 1))
    return Reasons(langs, (x, y), parts, taken)


def _best_partner(gains: PairGains, langs: tuple[str, str], x: Span, y: Span) -> Iterator[Reasons]:
    """For each segment left alone the segment of the other text that it would go with best."""
    one_to_one = list(gains.shapes).index((1, 1))
    n, m = len(gains.skip_x), len(gains.skip_y)
    for i in x:
        row = gains.ending(range(i + 1, i + 2), range(m + 1))[one_to_one, 0]
        yield _reasons(gains, langs, (i,), (int(np.argmax(row)) - 1,), taken=False)
    for j in y:
        column = gains.ending(range(n + 1), range(j + 1, j + 2))[one_to_one, :, 0]
        yield _reasons(gains, langs, (int(np.argmax(column)) - 1,), (j,), taken=False)
