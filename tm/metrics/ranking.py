"""Which of two scores is the better, and so which system stands before which."""

from __future__ import annotations

from collections.abc import Iterable

from tm.metrics.metric import LOWER_IS_BETTER
from tm.metrics.results import Comparison, ScoreReport, SystemScores


def gain(metric: str, points: float) -> float:
    """Points of a metric, or a difference of them, as more is better: those of TER turned round.

    >>> gain("BLEU", 1.5), gain("TER", 1.5)
    (1.5, -1.5)
    """
    return -points if metric in LOWER_IS_BETTER else points


def best(metric: str, scores: Iterable[float]) -> float | None:
    """The best of some scores, None of none."""
    return max(scores, key=lambda score: gain(metric, score), default=None)


def ranked(report: ScoreReport, metric: str | None = None) -> list[SystemScores]:
    """The systems, best first under a metric, or the first of the report; those without a score last."""
    name = metric or next(iter(report.metrics), "")

    def loss(system: SystemScores) -> float:
        figure = system.under(name)
        return float("inf") if figure is None else -gain(name, figure.score)

    return sorted(report.systems, key=loss)


def by_pair(report: ScoreReport, metric: str) -> dict[tuple[str, str], Comparison]:
    """The comparisons under a metric by the names of both systems, either of them first."""
    known = [pair for pair in report.comparisons if pair.metric == metric]
    return {(one.first, one.second): one for pair in known for one in (pair, pair.turned())}
