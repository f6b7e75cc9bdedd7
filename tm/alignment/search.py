"""The search: the best way to cut two sequences into beads. THE algorithm of alignment; start here.

Given how much speaks for each possible bead, dynamic programming finds the path through
both sequences that gains most, and the probability of each bead over all paths. It knows
neither what the sequences hold nor what a gain is made of.

    gains[a, b]     (n - a + 1, m - b + 1) float, nats; [i, j] is what speaks for the bead that takes
                    a units from i on the one side and b units from j on the other
    skip_x, skip_y  (n,), (m,) float, nats; what speaks for leaving one unit without a partner
    best            (n + 1, m + 1) float; [i, j] is the most that units 0..i-1 and 0..j-1 can gain

One row of `best` is one set of numpy operations. Inside a row only skipping a unit of the
other side depends on the row itself: best[j] = max over k <= j of head[k] + skip_y[k] + … +
skip_y[j-1], which is a running maximum of head[k] - before[k], where before is the cumulative
sum of skip_y. With log-sums in place of maxima the same rows give the probabilities.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Shape = tuple[int, int]
Gains = Mapping[Shape, NDArray[np.floating]]

NOTHING = -1e18  # what a place gains that can't be reached; finite, so that differences stay numbers


class Step(NamedTuple):
    """One bead of a path: half-open ranges of both sides, one of them perhaps empty, and its probability."""

    x: range
    y: range
    probability: float


def search(
    gains: Gains, skip_x: Floats, skip_y: Floats, *, probable: bool = True
) -> tuple[list[Step], float]:
    """The best path as steps in order, and what it gains in nats.

    The probability of a step is its share among all paths, as the gains see them
    (forward-backward; Baum 1972), or nan without `probable`, which is quicker.
    Time and memory O(n m) for each kind of bead. Where two
    paths gain the same, the one with the earlier kind of bead wins, so results are stable.

    >>> gains = {(1, 1): np.array([[2.0, 0.0], [0.0, 0.0], [0.0, 2.0]])}
    >>> steps, total = search(gains, np.full(3, -1.0), np.full(2, -1.0))
    >>> [(list(step.x), list(step.y)) for step in steps], round(total, 6)
    ([([0], [0]), ([1], []), ([2], [1])], 3.0)
    """
    best, back = _maxima(gains, skip_x, skip_y)
    kinds = list(gains)
    steps: list[Step] = []
    i, j = len(skip_x), len(skip_y)
    while i or j:
        kind = back[i, j]
        a, b = (0, 1) if kind == SKIPPED_Y else (1, 0) if kind == SKIPPED_X else kinds[kind]
        steps.append(Step(range(i - a, i), range(j - b, j), np.nan))
        i, j = i - a, j - b
    steps.reverse()
    if probable:
        steps = _with_probabilities(steps, gains, skip_x, skip_y)
    return steps, float(best[-1, -1])


def _with_probabilities(steps: list[Step], gains: Gains, skip_x: Floats, skip_y: Floats) -> list[Step]:
    """The steps with their shares: all paths up to each, it, and all paths from it on, of all paths."""
    forward = _log_sums(gains, skip_x, skip_y)
    mirrored = {shape: gain[::-1, ::-1] for shape, gain in gains.items()}
    backward = _log_sums(mirrored, skip_x[::-1], skip_y[::-1])[::-1, ::-1]
    found = []
    for x, y, _ in steps:
        i, j, a, b = x.start, y.start, len(x), len(y)
        gain = skip_y[j] if not a else skip_x[i] if not b else float(gains[a, b][i, j])
        share = np.exp(forward[i, j] + gain + backward[i + a, j + b] - forward[-1, -1])
        found.append(Step(x, y, min(float(share), 1.0)))
    return found


SKIPPED_X, SKIPPED_Y = -1, -2  # how a place was reached, where it was by no bead


def _maxima(gains: Gains, skip_x: Floats, skip_y: Floats) -> tuple[Floats, NDArray[np.int8]]:
    """`best`, and for each place the kind of bead that led there."""
    n, m = len(skip_x), len(skip_y)
    before = np.concatenate([[0.0], np.cumsum(skip_y)])
    best = np.full((n + 1, m + 1), NOTHING)
    back = np.full((n + 1, m + 1), SKIPPED_Y, np.int8)
    for i in range(n + 1):
        if i == 0:
            head, kind = np.full(m + 1, NOTHING), np.full(m + 1, SKIPPED_Y, np.int8)
            head[0] = 0.0
        else:
            head, kind = best[i - 1] + skip_x[i - 1], np.full(m + 1, SKIPPED_X, np.int8)
            for index, ((a, b), gain) in enumerate(gains.items()):
                if i >= a and m >= b:
                    value = best[i - a, : m + 1 - b] + gain[i - a]
                    better = value >= head[b:]
                    head[b:][better], kind[b:][better] = value[better], index
        row = np.maximum.accumulate(head - before) + before
        best[i] = row
        back[i] = np.where(row > head + 1e-9, SKIPPED_Y, kind)
    return best, back


def _log_sums(gains: Gains, skip_x: Floats, skip_y: Floats) -> Floats:
    """Like `best`, with the log of the sum over all paths in place of the best one."""
    n, m = len(skip_x), len(skip_y)
    before = np.concatenate([[0.0], np.cumsum(skip_y)])
    total = np.full((n + 1, m + 1), NOTHING)
    for i in range(n + 1):
        if i == 0:
            head = np.full(m + 1, NOTHING)
            head[0] = 0.0
        else:
            head = total[i - 1] + skip_x[i - 1]
            for (a, b), gain in gains.items():
                if i >= a and m >= b:
                    head[b:] = np.logaddexp(head[b:], total[i - a, : m + 1 - b] + gain[i - a])
        total[i] = np.logaddexp.accumulate(head - before) + before
    return total
