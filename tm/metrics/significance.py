"""Whether systems differ, by the tests of sacrebleu: equal p-values and intervals, for all pairs at once.

Paired bootstrap (Koehn 2004, "Statistical Significance Tests for Machine Translation Evaluation") and paired
approximate randomization (Riezler and Maxwell 2005, "On Some Pitfalls in Automatic Evaluation and
Significance Testing for MT"). sacrebleu scores every draw of a bootstrap. Of the many trials of a
randomization it scores those that decide: where a score that is computed for all trials at once comes so
close to the difference of the systems that rounding could matter, and where a count is zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tm.errors import UsageError
from tm.metrics.agreement import agreement
from tm.metrics.metric import Measure, Statistics
from tm.metrics.ranking import gain
from tm.metrics.resampling import Halves, bootstrap_sums, shuffled_sums
from tm.metrics.results import Comparison, Trial

BOOTSTRAP, RANDOMIZATION = "bootstrap", "randomization"
DRAWS = {BOOTSTRAP: 1000, RANDOMIZATION: 10_000}
SIGNIFICANT = 0.05  # the p below which systems count as different
_TOO_CLOSE = 1e-6  # points by which scores must differ for rounding not to matter


class Interval(NamedTuple):
    """The mean of the scores of a bootstrap, and half of the width that 95 % of them lie in."""

    mean: float
    half: float


class Draws(NamedTuple):
    """What was drawn for one system: its score, those of the draws of a bootstrap, and random halves."""

    score: float
    bootstrap: NDArray[Any]  # in the precision in which sacrebleu computes
    halves: Halves | None = None


def drawn(metric: Measure, statistics: Sequence[Statistics], trial: Trial) -> list[Draws]:
    """The draws of all systems, from which intervals and comparisons follow at once.

    A system's draws do not depend on which others there are. Raises UsageError for a test that is none.
    """
    if trial.kind not in DRAWS or trial.draws < 1:
        raise UsageError(f"{trial.draws} draws of {trial.kind}: tests are {' and '.join(DRAWS)}")
    halves: Sequence[Halves | None] = [None] * len(statistics)
    if trial.kind == RANDOMIZATION:
        halves = shuffled_sums(statistics, trial.draws, trial.seed)
    draws = trial.draws if trial.kind == BOOTSTRAP else DRAWS[BOOTSTRAP]
    sums = bootstrap_sums(statistics, draws, trial.seed)
    scores = [np.array([metric.of_sums(row) for row in one.astype(np.float32)]) for one in sums]
    return list(map(Draws, map(metric.score, statistics), scores, halves))


def intervals(draws: Sequence[Draws]) -> list[Interval]:
    """The mean and the half-width of the 95 % interval of each system, as sacrebleu estimates them."""
    return [_interval(one.bootstrap) for one in draws]


def comparisons(
    metric: Measure, names: Sequence[str], draws: Sequence[Draws], trial: Trial
) -> list[Comparison]:
    """All pairs of systems, the first before the second."""
    found = []
    for first, second in combinations(range(len(names)), 2):
        one, other = draws[first], draws[second]
        difference = one.score - other.score
        if trial.kind == BOOTSTRAP:
            p = _bootstrap_p(one.bootstrap, other.bootstrap, abs(difference))
        else:
            p = _shuffled_p(metric, one, other, abs(difference))
        low, high = _bounds(one.bootstrap - other.bootstrap)
        agreed = agreement(metric.name, difference)
        pair = names[first], names[second]
        found.append(Comparison(metric.name, *pair, difference, p, float(low), float(high), agreed))
    return found


def probability(p: float) -> str:
    """A p-value with as many digits as tell anything: never as 0, nor as 0.010 where it is below.

    >>> probability(0.0421), probability(0.0099), probability(0.0002)
    ('0.042', '0.0099', '< 0.001')
    """
    if p < 0.001:
        return "< 0.001"
    return f"{p:.4f}" if 0.0095 <= p < 0.01 or 0.0495 <= p < 0.05 else f"{p:.3f}"


def clusters(
    metric: str, scores: dict[str, float], pairs: Sequence[Comparison], level: float = SIGNIFICANT
) -> tuple[tuple[str, ...], ...]:
    """The systems, best first, parted wherever all above differ significantly from all below.

    That is how WMT ranks systems: those of a cluster can't be told apart by this test. Nor can systems of
    the same score, whatever p the test gives them.

    >>> pairs = [Comparison("BLEU", *two, 1.0, p) for two, p in (("ab", 0.2), ("ac", 0.01), ("bc", 0.04))]
    >>> clusters("BLEU", {"c": 30.0, "b": 31.0, "a": 32.0}, pairs)
    (('a', 'b'), ('c',))
    """
    order = sorted(scores, key=lambda name: -gain(metric, scores[name]))
    alike = {
        frozenset((pair.first, pair.second))
        for pair in pairs
        if pair.metric == metric and (pair.p >= level or not pair.difference)
    }
    found: list[list[str]] = []
    for place, name in enumerate(order):
        apart = all(frozenset(two) not in alike for two in product(order[:place], order[place:]))
        if not found or not apart:
            found.append(found.pop() if found else [])
        else:
            found.append([])
        found[-1].append(name)
    return tuple(map(tuple, found))


def _interval(scores: NDArray[Any]) -> Interval:
    low, high = _bounds(scores)
    return Interval(float(np.sort(scores).mean()), float(0.5 * (high - low)))  # sorted, for it rounds


def _bounds(scores: NDArray[Any]) -> tuple[Any, Any]:
    """The scores that a fortieth of all is below, and above."""
    ordered, cut = np.sort(scores), len(scores) // 40
    return ordered[cut], ordered[len(ordered) - cut - 1]


def _bootstrap_p(first: NDArray[Any], second: NDArray[Any], difference: float) -> float:
    differences = np.abs(second - first)
    return _p(differences - differences.mean(), difference)


def _p(trials: NDArray[Any], difference: float) -> float:
    return float((np.sum(trials > difference).item() + 1) / (len(trials) + 1))


def _shuffled_p(metric: Measure, one: Draws, other: Draws, difference: float) -> float:
    assert one.halves is not None and other.halves is not None
    mixed = one.halves[0] + other.halves[1], one.halves[1] + other.halves[0]
    trials = np.abs(metric.estimates(mixed[0]) - metric.estimates(mixed[1]))
    for place in np.flatnonzero(~(np.abs(trials - difference) > _TOO_CLOSE)):
        left, right = (metric.of_sums(_row(sums[place])) for sums in mixed)
        trials[place] = abs(left - right)
    return _p(trials, difference)


def _row(sums: NDArray[np.float64]) -> Any:  # noqa: ANN401 - of the type that sacrebleu has it in
    whole = sums.astype(np.int64)
    return whole if (whole == sums).all() else sums
