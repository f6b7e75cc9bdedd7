"""Systems and references in, a score report out: the job of `tm score`.

`Scoring` does it in phases. The nouns are those of `tm/metrics`, and so are the figures; here is what reads
files, what takes long, and what a score does not show:

    aspects       what is to be known beside the scores
    inputs/       references and hypotheses from whatever files, joined by id or by line
    extraction    the statistics of all segments, from which every figure is made, in several processes
    cache         what was computed, kept for the next time
    comet, model  other people's models: COMET, and SentencePiece for BLEU
    faults/       what is wrong with hypotheses: empty, copied, in a loop
    terms         terms of a glossary that are due, and there
    bands         groups of segments by what a memory has for them
    leakage       what of the test a training memory has
    blocks        how a memory is read for that
    doubt         what references of doubtful alignment do to the scores, and too few of them
    reshaping     the same texts with quotes and dashes of one shape
    record        a report as JSON and back, checked; nouns.py has how nouns are written
    baseline      a report held against a kept one, and gates
    rescoring     the hypotheses of a kept report under the metrics of this run
    history       scores over time, from kept reports
    signatures    which figures are comparable
    tables        a report as rows, and CSV; markdown.py for comments
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations
from pathlib import Path

from tm.errors import UsageError
from tm.metrics.groups import breakdown, bucket, by_confidence, by_document, by_length, by_rarity
from tm.metrics.metric import DEFAULT_METRICS, Measure, Metric, Statistics, metric_of
from tm.metrics.ngrams import contrast
from tm.metrics.ranking import gain
from tm.metrics.results import (
    Groups,
    Leakage,
    MetricScore,
    NgramContrast,
    ScoreReport,
    SystemScores,
    TermScore,
    Trial,
)
from tm.metrics.scored import ReferenceSet, System
from tm.metrics.significance import clusters, comparisons, intervals
from tm.scoring.aspects import KINDS, Aspects
from tm.scoring.bands import FuzzyBands
from tm.scoring.cache import ArrayCache
from tm.scoring.comet import Comet
from tm.scoring.doubt import doubt_of, too_few, warning_of
from tm.scoring.extraction import Extraction
from tm.scoring.faults import faults
from tm.scoring.inputs.hypotheses import Joined, read_systems
from tm.scoring.inputs.references import read_references
from tm.scoring.leakage import LeakCheck
from tm.scoring.rescoring import Rescoring
from tm.scoring.reshaping import Reshaped, reshaped
from tm.scoring.terms import term_scores

__all__ = ["KINDS", "Aspects", "Scoring", "read_references", "read_systems", "score"]

_MOST_PAIRS = 6  # pairs of systems whose n-grams are compared, the best systems first
Phase = tuple[str, Iterator[tuple[int, int]]]


class Scoring:
    """A test set and systems, to be scored: go through each of the `phases`, then ask for the `report`.

    `trial` is the test of significance, None for none. Statistics are kept in `cache` for the next time.
    """

    def __init__(
        self,
        joined: Joined,
        metrics: Sequence[Metric] = tuple(map(Metric, DEFAULT_METRICS)),
        *,
        trial: Trial | None = None,
        aspects: Aspects | None = None,
        cache: Path | None = None,
        workers: int = 1,
        comet: Comet | None = None,
    ) -> None:
        self._references, self._systems = joined.references, joined.systems
        self._joined, self._trial, self._comet = joined, trial, comet
        self._metrics: list[Measure] = [*metrics, *([comet] if comet else [])]
        self._aspects, self._workers = aspects or Aspects(), workers
        self._cache = ArrayCache(cache)
        self._texts = [unit.references for unit in self._references.units]
        self._given: dict[str, list[Statistics]] = {}  # by metric, what is not sacrebleu's to compute
        self._extraction = self._extracted(self._metrics, self._systems, self._texts)
        self._plain: Extraction | None = None
        self._reshaped: Reshaped | None = None
        self._bands: Groups | None = None
        self._leakage: Leakage | None = None
        self._warnings: list[str] = []

    @property
    def notes(self) -> list[str]:
        """What went wrong with what is kept for the next time."""
        return self._cache.notes

    def phases(self) -> Iterator[Phase]:
        """The steps in order, each with its name and how much of it is done of how much."""
        if self._comet is not None:
            yield self._comet.name, self._ask_comet(self._comet)
        yield "scoring", self._extraction.run()
        aspects = self._aspects
        if aspects.punctuation:
            self._reshaped = reshaped(self._texts, self._systems)
            if self._reshaped.places:
                self._plain = self._reshape(self._reshaped)
                yield "scoring without the shape of quotes", self._plain.run()
        if aspects.fuzzy is not None:
            yield "looking up", self._look_up(aspects.fuzzy)
        if aspects.leakage is not None:
            yield "looking for leaks", self._look_for_leaks(aspects.leakage)

    def report(self) -> ScoreReport:
        """All that is known, when the phases are through."""
        references, metrics = self._references, self._metrics
        statistics = self._by_system(self._extraction.statistics)
        pairs = [
            pair
            for metric in metrics
            if self._trial is not None
            for pair in comparisons(metric, self._names, self._extraction.draws[metric.name], self._trial)
        ]
        systems = self._scored()
        first = metrics[0]
        leading = {one.name: one.scores[0].score for one in systems}
        doubt = doubt_of(references, metrics, statistics, systems)
        return ScoreReport(
            references=references,
            metrics=tuple(metric.name for metric in metrics),
            signatures={one.metric: one.signature for one in systems[0].scores},
            systems=systems,
            trial=self._trial,
            comparisons=tuple(pairs),
            clusters=clusters(first.name, leading, pairs) if pairs else (),
            breakdowns=tuple(breakdown(groups, metrics, statistics) for groups in self._groups()),
            ngrams=tuple(self._contrasts(leading)),
            terms=self._terms(),
            punctuation=self._punctuation(),
            leakage=self._leaked(statistics),
            doubt=doubt,
            dropped=self._joined.dropped,
            warnings=(
                *self._joined.warnings,
                *self._warnings,
                *warning_of(doubt),
                *too_few(references, pairs),
            ),
        )

    @property
    def _names(self) -> list[str]:
        return [system.name for system in self._systems]

    def _by_system(self, statistics: Mapping[str, Sequence[Statistics]]) -> dict[str, list[Statistics]]:
        """The statistics of each system by its name, in the order of the metrics."""
        return {
            name: [statistics[metric.name][place] for metric in self._metrics]
            for place, name in enumerate(self._names)
        }

    def _scored(self) -> tuple[SystemScores, ...]:
        aspects = self._aspects
        figures = [self._figures(metric) for metric in self._metrics]
        found = []
        for place, system in enumerate(self._systems):
            each = {
                metric.name: metric.by_segment(self._extraction.statistics[metric.name][place])
                for metric in self._metrics
                if aspects.segments
            }
            wrong = faults(self._references, system) if aspects.faults else ()
            scores = tuple(column[place] for column in figures)
            found.append(SystemScores(system.name, system.path, scores, system.hypotheses, each, wrong))
        return tuple(found)

    def _figures(self, metric: Measure) -> list[MetricScore]:
        """The figures of all systems under a metric, with intervals if something was drawn."""
        signature = metric.signature(self._texts, self._trial)
        if self._trial is None:
            scores = map(metric.score, self._extraction.statistics[metric.name])
            return [MetricScore(metric.name, score, signature) for score in scores]
        draws = self._extraction.draws[metric.name]
        return [
            MetricScore(metric.name, one.score, signature, *interval)
            for one, interval in zip(draws, intervals(draws), strict=True)
        ]

    def _groups(self) -> Iterator[Groups]:
        """The groups that were asked for and that there are."""
        by, references = self._aspects.by, self._references
        for kind, made in (
            ("length", by_length),
            ("document", by_document),
            ("rarity", by_rarity),
            ("confidence", by_confidence),
        ):
            found = made(references) if kind in by else None
            if found is not None:
                yield found
        if self._bands is not None:
            yield self._bands

    def _contrasts(self, leading: Mapping[str, float]) -> Iterator[NgramContrast]:
        """Of the pairs of the best systems, what one says and the other does not."""
        if not self._aspects.ngrams:
            return
        first = self._metrics[0].name
        best = sorted(self._systems, key=lambda one: -gain(first, leading[one.name]))
        pairs = sorted(combinations(range(len(best)), 2), key=sum)
        for one, other in pairs[:_MOST_PAIRS]:
            yield contrast(self._references, best[one], best[other])

    def _terms(self) -> tuple[TermScore, ...]:
        glossary = self._aspects.glossary
        return () if glossary is None else term_scores(self._references, self._systems, glossary)

    def _reshape(self, some: Reshaped) -> Extraction:
        """The statistics of the segments that other quotes and dashes would change, as changed."""
        given = {name: [one[some.places] for one in rows] for name, rows in self._given.items()}
        return self._extracted(self._metrics, some.systems, some.texts, test=False, given=given)

    def _extracted(
        self,
        metrics: Sequence[Measure],
        systems: Sequence[System],
        texts: Sequence[tuple[str, ...]],
        test: bool = True,
        given: Mapping[str, Sequence[Statistics]] | None = None,
    ) -> Extraction:
        return Extraction(
            metrics,
            systems,
            texts,
            trial=self._trial if test else None,
            cache=self._cache,
            workers=self._workers,
            given=self._given if given is None else given,
        )

    def _ask_comet(self, comet: Comet) -> Iterator[tuple[int, int]]:
        self._given[comet.name] = found = []
        for number, system in enumerate(self._systems):
            yield number, len(self._systems)
            found.append(self._judged(comet, system.hypotheses))

    def _judged(self, comet: Comet, hypotheses: Sequence[str]) -> Statistics:
        sources = [unit.source or "" for unit in self._references.units]
        return comet.statistics(sources, hypotheses, self._texts)

    @property
    def rescoring(self) -> Rescoring:
        """Hypotheses of a kept run, to be scored and tested as those of this one were."""
        return Rescoring(
            self._metrics,
            self._texts,
            dict(zip((one.hypotheses for one in self._systems), range(len(self._systems)), strict=True)),
            self._extraction.statistics,
            trial=self._trial or Trial(),
            cache=self._cache,
            workers=self._workers,
            judge=partial(self._judged, self._comet) if self._comet else None,
        )

    def _punctuation(self) -> dict[str, tuple[float, ...]]:
        if self._reshaped is None:
            return {}
        all_of = self._by_system(self._extraction.statistics)
        changed = self._by_system(self._plain.statistics) if self._plain else all_of
        return {
            name: tuple(
                metric.score(self._reshaped.among(*rows))
                for metric, *rows in zip(self._metrics, all_of[name], changed[name], strict=True)
            )
            for name in all_of
        }

    def _look_up(self, memory: Path | str) -> Iterator[tuple[int, int]]:
        source, target = self._references.source_lang, self._references.target_lang
        if not source or not target:
            raise UsageError("fuzzy bands need both languages; name them with --from and --to")
        bands = FuzzyBands(self._references, memory, source, target, exclude=self._aspects.fuzzy_own)
        yield from _thousandths(bands.run())
        self._bands = bands.groups

    def _look_for_leaks(self, memory: Path | str) -> Iterator[tuple[int, int]]:
        check = LeakCheck(self._references, memory, exclude=self._aspects.leakage_own)
        yield from _thousandths(check.run())
        self._leakage = check.leakage
        self._warnings += check.warnings

    def _leaked(self, statistics: Mapping[str, Sequence[Statistics]]) -> Leakage | None:
        """The leakage with the scores on what leaked and on what did not."""
        if self._leakage is None:
            return None
        leaked = sorted(self._leakage.places)
        kept = [place for place in range(len(self._references)) if place not in self._leakage.places]
        return replace(
            self._leakage,
            leaked=bucket("leaked", leaked, self._metrics, statistics) if leaked else None,
            kept=bucket("not leaked", kept, self._metrics, statistics) if kept else None,
        )


def score(
    references: ReferenceSet | Sequence[Path | str],
    systems: Mapping[str, Path | str],
    *,
    source: str | None = None,
    target: str | None = None,
    metrics: Sequence[str] = DEFAULT_METRICS,
    by_segment: bool = False,
    trial: Trial | None = None,
) -> ScoreReport:
    """Score systems: a file of hypotheses each, by the name of the system.

    `references` are files of references or a memory (see `read_references`), or such as were read. With a
    `trial` all pairs of systems are tested. Raises ScoreMismatch when hypotheses and references do not belong
    together, and what the readers raise.
    """
    if not isinstance(references, ReferenceSet):
        references = read_references(references, source, target)
    joined = read_systems(systems, references, by_segment=by_segment)
    work = Scoring(joined, [metric_of(name) for name in metrics], trial=trial)
    for _, parts in work.phases():
        for _ in parts:
            pass
    return work.report()


def _thousandths(shares: Iterator[float]) -> Iterator[tuple[int, int]]:
    return ((round(share * 1000), 1000) for share in shares)
