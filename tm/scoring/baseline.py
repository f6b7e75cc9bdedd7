"""A run held against a kept one: what changed, whether it is more than chance, and which gates that fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from tm.errors import ScoreMismatch, UsageError
from tm.metrics.gate import Gate, Standing
from tm.metrics.history import Change
from tm.metrics.results import ScoreReport, SystemScores
from tm.metrics.scored import ReferenceSet
from tm.scoring.record import Record, references_digest
from tm.scoring.signatures import differing, settings_of

# The p-value of two systems, None where it can't be tested: of the name of a metric, the hypotheses of the
# kept run, and those of this one.
Test = Callable[[str, Sequence[str], Sequence[str]], float | None]
# The score of the hypotheses of the kept run under the metric of that name, None where it can't be told.
Score = Callable[[str, Sequence[str]], float | None]
_ROUNDING = 1e-6  # points by which a score that is computed again may differ
_AGAIN = "score the baseline's outputs again, with these references and settings, and keep that"


@dataclass(frozen=True, slots=True)
class Compared:
    """The changes, by system and metric in the order of the report, and what was not compared, and why."""

    changes: tuple[Change, ...]
    warnings: tuple[str, ...] = ()


def compare(
    report: ScoreReport, baseline: Record, test: Test | None = None, score: Score | None = None
) -> Compared:
    """How each system's scores differ from those of the system that the baseline calls the same.

    Where no name is in both and both have one system, these are compared. `test` is asked for each system
    and metric, except where all hypotheses are the same: then p is 1. `score` tells whether the kept scores
    are those of the kept hypotheses. Raises ScoreMismatch where they are not, where the references or
    settings of a metric are others, and where nothing can be compared.
    """
    check_references(report.references, baseline)
    metrics = [name for name in report.metrics if name in baseline.report.metrics]
    for metric in metrics:
        _check_signature(metric, report, baseline)
    pairs = _pairs(report, baseline)
    if not pairs or not metrics:
        ours, theirs = _names(report.systems), _names(baseline.report.systems)
        if pairs:
            ours, theirs = ", ".join(report.metrics), ", ".join(baseline.report.metrics)
        what = "metric" if pairs else "system"
        raise ScoreMismatch(
            f"{baseline.path}: no {what} is in this run and in the baseline: {ours} here, {theirs} there"
        )
    changes = tuple(
        _change(metric, before, now, baseline, (test, score)) for before, now in pairs for metric in metrics
    )
    return Compared(changes, tuple(_unpaired(report, baseline, pairs)))


def failures(gates: Sequence[Gate], report: ScoreReport, changes: Sequence[Change] = ()) -> list[str]:
    """A line for each gate and system that fails it: the system, how its scores are, and the condition.

    A gate that needs a baseline is asked of the systems that were compared, another one of all. Raises
    UsageError where a gate asks for what is not known: a metric, a baseline, a test.
    """
    found = []
    for gate in gates:
        compared = [one for one in report.systems if any(change.system == one.name for change in changes)]
        if gate.needs_baseline and not compared:
            raise UsageError(f"the condition {gate} needs a baseline; name one with --baseline")
        for system in compared if gate.needs_baseline else report.systems:
            standings = _standings(system, changes)
            if gate.holds(standings):
                found.append(f"{system.name}: {gate.reason(standings)} ({gate})")
    return found


def _standings(system: SystemScores, changes: Sequence[Change]) -> dict[str, Standing]:
    known = {one.metric: one for one in changes if one.system == system.name}
    return {
        score.metric: Standing(score.score, known[score.metric].before, known[score.metric].p)
        if score.metric in known
        else Standing(score.score)
        for score in system.scores
    }


def check_references(references: ReferenceSet, baseline: Record) -> None:
    """Raises ScoreMismatch where the baseline has other references, with what the first difference is."""
    if references_digest(references) != baseline.digest:
        problem = _difference(references, baseline.report.references)
        raise ScoreMismatch(f"{baseline.path}: other references than in this run: {problem}; {_AGAIN}")


def _difference(ours: ReferenceSet, theirs: ReferenceSet) -> str:
    """What the first difference of two test sets is."""
    if len(ours) != len(theirs):
        return f"{len(theirs):,} segments there, {len(ours):,} here"
    for place, (one, other) in enumerate(zip(ours.units, theirs.units, strict=True), start=1):
        if one.id != other.id:
            return f"segment {place} is {other.id} there, {one.id} here"
        if one.source != other.source:
            return f"the source of {one.id} is another"
        if one.references != other.references:
            return f"the references of {one.id} are others"
    return "they were digested in another way"


def _check_signature(metric: str, report: ScoreReport, baseline: Record) -> None:
    ours, theirs = (settings_of(one.signatures[metric]) for one in (report, baseline.report))
    if ours != theirs:
        here, there = differing(ours, theirs)
        raise ScoreMismatch(
            f"{baseline.path}: {metric} was computed in another way: {there} there, {here} here; {_AGAIN}"
        )


def _pairs(report: ScoreReport, baseline: Record) -> list[tuple[SystemScores, SystemScores]]:
    """Systems of the baseline and of this run that are the same."""
    ours, theirs = report.systems, {one.name: one for one in baseline.report.systems}
    pairs = [(theirs[now.name], now) for now in ours if now.name in theirs]
    if not pairs and len(ours) == len(theirs) == 1:
        return [(baseline.report.systems[0], ours[0])]
    return pairs


def _unpaired(
    report: ScoreReport, baseline: Record, pairs: Sequence[tuple[SystemScores, SystemScores]]
) -> Iterator[str]:
    for before, now in pairs:
        if before.name != now.name:
            yield f"{baseline.path}: {now.name} is compared with {before.name}, the only system there"
    new = [one for one in report.systems if all(one is not now for _, now in pairs)]
    gone = [one for one in baseline.report.systems if all(one is not before for before, _ in pairs)]
    if new:
        yield f"{baseline.path}: has no {_names(new)}; not compared"
    if gone:
        yield f"{baseline.path}: has {_names(gone)}, which this run has not; not compared"
    if others := [name for name in report.metrics if name not in baseline.report.metrics]:
        yield f"{baseline.path}: has no {', '.join(others)}; not compared"
    if others := [name for name in baseline.report.metrics if name not in report.metrics]:
        yield f"{baseline.path}: has {', '.join(others)}, which this run has not; not compared"


def _change(
    metric: str,
    before: SystemScores,
    now: SystemScores,
    baseline: Record,
    asked: tuple[Test | None, Score | None],
) -> Change:
    test, score = asked
    then, current = (one.score for one in (before.under(metric), now.under(metric)) if one)
    p = None
    again = score(metric, before.hypotheses) if score is not None and before.hypotheses else None
    if again is not None and abs(again - then) > _ROUNDING:
        raise ScoreMismatch(
            f"{baseline.path}: says {then:.2f} {metric} of {before.name}, whose hypotheses have {again:.2f}; "
            f"it was changed; {_AGAIN}"
        )
    if test is not None:
        if not before.hypotheses:
            raise ScoreMismatch(
                f"{baseline.path}: keeps no hypotheses of {before.name}, so nothing can be tested; {_AGAIN}"
            )
        same = before.hypotheses == now.hypotheses
        p = 1.0 if same else test(metric, before.hypotheses, now.hypotheses)
    return Change(now.name, metric, then, current, p, before.name)


def _names(systems: Sequence[SystemScores]) -> str:
    return ", ".join(one.name for one in systems)
