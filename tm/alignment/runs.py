"""Runs of neighbouring segments: what is known of segments, added up for runs of 1 to LONGEST of them.

All evidence is worked out for blocks: the runs that end at some places of the one text with those that
end at some places of the other. Place i has i segments before it, so a run of a segments that
ends there holds the segments i-a..i-1. Evidence of a block has the shape

    (LONGEST, rows, LONGEST, columns): [a - 1, r, b - 1, c] is about a run of a and a run of b segments
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

LONGEST = 4

Kind = TypeVar("Kind", bound=np.generic)


def within(places: range) -> range:
    """The segments that runs ending at these places hold: LONGEST - 1 more than places.

    Those at the start are below 0 where there are none.
    """
    return range(places.start - LONGEST, places.stop - 1)


def taken(values: NDArray[Kind], places: range) -> NDArray[Kind]:
    """The rows of values that `within` names, zeros where there are none."""
    segments = within(places)
    found = np.zeros((len(segments), *values.shape[1:]), dtype=values.dtype)
    found[max(0, -segments.start) :] = values[max(0, segments.start) : segments.stop]
    return found


def ragged(ids: NDArray[np.int64], starts: NDArray[np.int64], places: range) -> tuple[NDArray[np.int64], ...]:
    """Of lists written one after the other those that `within` names: their items, and how many each has."""
    segments = within(places)
    first = max(0, segments.start)
    counts = np.zeros(len(segments), dtype=np.int64)
    counts[first - segments.start :] = np.diff(starts[first : segments.stop + 1])
    return ids[starts[first] : starts[max(first, segments.stop)]], counts


def runs(
    values: NDArray[Kind], added: Callable[[NDArray[Kind], NDArray[Kind]], NDArray[Kind]] = np.add
) -> NDArray[Kind]:
    """(LONGEST, places, ...): for runs of 1 to LONGEST what `added` makes of the values of their segments.

    `values` has a row for each segment that `within` names.

    >>> runs(np.array([0, 0, 0, 0, 5, 7]))[:3].tolist()
    [[0, 5, 7], [0, 5, 12], [0, 5, 12]]
    """
    count = len(values) - LONGEST + 1
    found = np.empty((LONGEST, count, *values.shape[1:]), dtype=values.dtype)
    found[0] = values[LONGEST - 1 :]
    for longer in range(1, LONGEST):
        start = LONGEST - 1 - longer
        found[longer] = added(found[longer - 1], values[start : start + count])
    return found


def lists(of: Sequence[Sequence[int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Lists written one after the other, and where each starts, with the end as the last."""
    starts = np.cumsum([0, *(len(items) for items in of)], dtype=np.int64)
    return np.array([item for items in of for item in items], dtype=np.int64), starts
