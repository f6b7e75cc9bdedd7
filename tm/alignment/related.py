"""Texts that share next to nothing: there a link must be much better than usual to be believed.

How many segments are left alone differs from document to document. What was learned holds for documents
that are translations at least in part. Where less than RELATED of the segments is linked, it is
taken for what links are worth before any evidence is seen: each round lowers all beads by the log of
how much rarer links are than that, and searches again (expectation maximisation with one value).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

from tm.alignment.gain import PairGains
from tm.alignment.search import Step

RELATED, LEAST, ROUNDS = 0.25, 0.01, 3  # shares of segments, and how often is searched again

Searched = Callable[[PairGains], tuple[list[Step], float]]


def related(gains: PairGains, searched: Searched) -> tuple[PairGains, list[Step], float]:
    """The gains that fit how much the texts share, the best path under them, and what it gains."""
    steps, total = searched(gains)
    for _ in range(ROUNDS):
        price = price_of((step.x, step.y) for step in steps)
        if price == gains.price:
            break
        gains = gains.priced(price)
        steps, total = searched(gains)
    return gains, steps, total


def price_of(beads: Iterable[tuple[Sequence[int], Sequence[int]]]) -> float:
    """What beads are worth in texts that share so much: nats for each segment of a bead, 0 or less.

    >>> price_of([((0,), (0,)), ((1,), ())]), price_of([((0,), ()), ((), (0,))])
    (0.0, -3.22)
    """
    linked = every = 0
    for x, y in beads:
        every += len(x) + len(y)
        linked += len(x) + len(y) if x and y else 0
    share = linked / max(1, every)
    return min(0.0, round(math.log(max(share, LEAST) / RELATED), 2))
