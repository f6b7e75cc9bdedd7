"""Texts that share next to nothing: there a link must be much better than usual to be believed.

How many segments are left alone differs from document to document. What was learned holds for documents
that are translations at least in part. Where less than RELATED of the segments is linked, it is
taken for what links are worth before any evidence is seen: each round lowers all beads by the log of
how much rarer links are than that, and searches again (expectation maximisation with one value).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

from tm.alignment.coarse import Found
from tm.alignment.gain import PairGains

RELATED, LEAST, ROUNDS = 0.25, 0.01, 3  # shares of segments, and how often is searched again

Searched = Callable[[PairGains], Found]


def related(gains: PairGains, searched: Searched) -> tuple[PairGains, Found]:
    """The gains that fit how much the texts share, and the best path under them."""
    found = searched(gains)
    for _ in range(ROUNDS):
        price = price_of(found.steps)
        if price == gains.price:
            break
        gains = gains.priced(price)
        found = searched(gains)
    return gains, found


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
