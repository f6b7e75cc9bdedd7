"""Hypotheses of a kept run under the metrics of this one: what they score, and whether the runs differ."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from tm.metrics.metric import Measure, Metric, Statistics
from tm.metrics.results import Trial
from tm.metrics.scored import System
from tm.metrics.significance import comparisons
from tm.scoring.cache import ArrayCache
from tm.scoring.extraction import Extraction, References

Judge = Callable[[Sequence[str]], Statistics]  # of hypotheses under the metric that is not sacrebleu's


class Rescoring:
    """Scores and tests hypotheses for the references `texts`.

    `known` are hypotheses whose statistics are there already, with their places in `statistics`.
    """

    def __init__(
        self,
        metrics: Sequence[Measure],
        texts: References,
        known: Mapping[tuple[str, ...], int],
        statistics: Mapping[str, Sequence[Statistics]],
        *,
        trial: Trial,
        cache: ArrayCache,
        workers: int,
        judge: Judge | None,
    ) -> None:
        self._metrics = {metric.name: metric for metric in metrics}
        self._texts, self._known, self._statistics = texts, known, statistics
        self._trial, self._cache, self._workers, self._judge = trial, cache, workers, judge

    def tested(self, metric: str, before: Sequence[str], now: Sequence[str]) -> float | None:
        """The p-value of hypotheses of a kept run and of this one; None for HTER, for want of references."""
        if metric == "HTER":
            return None
        work = self._extracted(metric, (before, now), self._trial)
        pairs = comparisons(self._metrics[metric], ("before", "now"), work.draws[metric], self._trial)
        return pairs[0].p

    def scored(self, metric: str, before: Sequence[str]) -> float | None:
        """The score of hypotheses of a kept run; None for what can't be computed to the same digit here."""
        chosen = self._metrics[metric]
        if metric == "HTER" or not isinstance(chosen, Metric):
            return None
        place = self._known.get(tuple(before))
        if place is not None:
            return chosen.score(self._statistics[metric][place])
        return chosen.score(self._extracted(metric, (before,), None).statistics[metric][0])

    def _extracted(self, metric: str, hypotheses: Sequence[Sequence[str]], trial: Trial | None) -> Extraction:
        """The statistics that hypotheses have under a metric."""
        systems = [System(str(number), "", tuple(texts)) for number, texts in enumerate(hypotheses)]
        chosen = self._metrics[metric]
        given = {}
        if self._judge is not None and not isinstance(chosen, Metric):
            given[metric] = [self._judge(one.hypotheses) for one in systems]
        work = Extraction(
            [chosen], systems, self._texts, trial=trial, cache=self._cache, workers=self._workers, given=given
        )
        for _ in work.run():
            pass
        return work
