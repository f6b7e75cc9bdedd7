"""How figures are written in a report of scores, and what they are said to mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tm.metrics.results import Seen
from tm.metrics.significance import probability

MINUS = "\u2212"


class Sign(NamedTuple):
    """How sure a difference is: a symbol and words, so that colour is never the only sign."""

    name: str
    below: float  # p is less than this
    symbol: str
    words: str


SIGNS = (
    Sign("certain", 0.01, "●", "p < 0.01"),
    Sign("likely", 0.05, "◐", "p < 0.05"),
    Sign("unsure", float("inf"), "○", "p ≥ 0.05, may be chance"),
)


def sign_of(p: float) -> Sign:
    """How sure a difference with this p is."""
    return next((sign for sign in SIGNS if p < sign.below), SIGNS[-1])


def score_of(score: float) -> str:
    """A score with two decimals, as sacrebleu prints them.

    >>> score_of(41.257), score_of(-0.001)
    ('41.26', '0.00')
    """
    written = f"{score:.2f}"
    return written.removeprefix("-") if float(written) == 0 else written.replace("-", MINUS)


def change_of(difference: float) -> str:
    """A difference of scores with its sign.

    >>> change_of(1.5), change_of(-2.25), change_of(0.001)
    ('+1.50', '−2.25', '0.00')
    """
    written = score_of(difference)
    return f"+{written}" if difference > 0 and written != "0.00" else written


def p_of(p: float) -> str:
    """A probability as people read it.

    >>> p_of(0.0004), p_of(0.0312), p_of(1.0)
    ('p < 0.001', 'p = 0.031', 'p = 1.000')
    """
    said = probability(p)
    return f"p {said}" if said.startswith("<") else f"p = {said}"


def share_of(share: float) -> str:
    """A share in per cent.

    >>> share_of(0.835)
    '84 %'
    """
    return f"{100 * share:.0f} %"


def leaked(seen: Seen) -> str:
    """On which side a segment is like a unit of the training memory, and how much; never more than it is.

    >>> leaked(Seen("source", "12", 12, "", 99.96)), leaked(Seen("target", "12", 12, "", 100))
    ('source 99 %', 'target 100 %')
    """
    return f"{seen.side} {int(seen.score)} %"


def places_of(names: Sequence[str], clusters: Sequence[Sequence[str]]) -> dict[str, tuple[int, int]]:
    """The first and the last rank of each system; those of a cluster share theirs.

    >>> places_of("abc", [["a", "b"], ["c"]])
    {'a': (1, 2), 'b': (1, 2), 'c': (3, 3)}
    """
    found: dict[str, tuple[int, int]] = {}
    for cluster in clusters or [[name] for name in names]:
        found |= dict.fromkeys(cluster, (len(found) + 1, len(found) + len(cluster)))
    return found
