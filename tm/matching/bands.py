"""The rows of an analysis: how much of a text a memory already knows, as CAT tools count it."""

from __future__ import annotations

from math import floor

REPETITION = "repetitions"  # said before in the same text, so that the memory need not be asked
NONE = "none"
_FROM = {101: "101", 100: "100", 95: "95-99", 85: "85-94", 75: "75-84", 50: "50-74"}
ROWS = (REPETITION, *_FROM.values(), NONE)


def band(score: float) -> str:
    """The row of a score, one of `ROWS`; scores are rounded down, so that 99.9 is no 100.

    >>> [band(score) for score in (101, 100, 99.9, 85, 84.99, 50, 49)]
    ['101', '100', '95-99', '85-94', '75-84', '50-74', 'none']
    """
    whole = floor(score)
    return next((row for least, row in _FROM.items() if whole >= least), NONE)
