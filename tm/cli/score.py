"""`tm score`: machine translations against references."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from tm.cli import score_options as wish
from tm.cli import selection as chosen
from tm.cli import show
from tm.cli.convert import From, To
from tm.cli.options import Json, Quiet, cache_folder
from tm.cli.score_input import Places, files_of, join, read, refuse_missing
from tm.cli.score_output import Outputs, print_history, print_report
from tm.cli.selection import listed
from tm.errors import GateFailed, UsageError

if TYPE_CHECKING:
    from tm.metrics.gate import Gate
    from tm.metrics.history import Change
    from tm.metrics.metric import Metric
    from tm.metrics.results import ScoreReport, Trial
    from tm.scoring import Aspects, Scoring
    from tm.scoring.comet import Comet
    from tm.scoring.record import Record

_SEED = "12345"
_LONGEST_SEED = 100  # digits
_OF_HISTORY = ("history", "report", "as_json", "quiet")
_FEW_DRAWS = 100  # of fewer, p has steps that are too coarse to tell anything


def score(
    context: typer.Context,
    ref: wish.Ref = None,
    sys: wish.Sys = None,
    source: From = None,
    target: To = None,
    testset: wish.Testset = None,
    src: wish.Src = None,
    by_segment: wish.BySegment = False,
    intersection: wish.Intersection = False,
    postedited: wish.Postedited = None,
    project: chosen.Project = None,
    document: chosen.Document = None,
    origin: chosen.Origin = None,
    since: chosen.Since = None,
    until: chosen.Until = None,
    confidence: chosen.Confidence = None,
    review: chosen.Review = None,
    text: chosen.Text = None,
    metric: wish.Metrics = None,
    ter: wish.Ter = False,
    lowercase: wish.Lowercase = False,
    spm: wish.Spm = None,
    comet: wish.CometPath = None,
    test: wish.Test = "randomization",
    draws: wish.Draws = None,
    seed: wish.Seed = _SEED,
    by: wish.By = None,
    fuzzy: wish.Fuzzy = None,
    faults: wish.Faults = False,
    glossary: wish.GlossaryPath = None,
    leakage: wish.LeakagePlace = None,
    report: wish.Report = None,
    save: wish.Save = None,
    markdown: wish.Markdown = None,
    csv: wish.Csv = None,
    segments: wish.Segments = None,
    baseline: wish.Baseline = None,
    fail_if: wish.FailIf = None,
    history: wish.History = None,
    workers: wish.Workers = None,
    no_cache: wish.NoCache = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Score systems against references, with sacrebleu's own figures, signatures and tests.

    References come from a memory, a TMX, a frozen test set or texts; hypotheses are joined to them by tuid,
    or line by line. What does not belong together is refused: such a score would look like any other.

    Example:  tm score --ref ref.en --sys a.en --sys b.en

    Example:  tm score --ref memory.tmx --from kk --to en --sys outputs/ --report report.html

    Example:  tm score --ref ref.en --sys a.en --baseline last.json --fail-if 'chrf2++ < -0.5 and p < 0.05'
    """
    _refuse_stray(context.args)
    outputs = Outputs(report, save, markdown, csv, segments)
    if history:
        _refuse_beside_history(context)
        print_history(history, report, as_json, quiet)
        return
    from tm.scoring import Scoring
    from tm.scoring.baseline import check_references, failures

    read_too = (src, spm, baseline, glossary, fuzzy, leakage, comet)
    outputs.refuse([*(ref or ()), *read_too, *files_of(sys, postedited, testset)], as_json)
    model = _comet(comet)
    gates = _gates(fail_if, baseline, model)
    kept = _record(baseline)
    refuse_missing(fuzzy, leakage)
    kinds = listed(by)
    selection = chosen.selection(None, project, document, origin, since, until, confidence, review, text)
    references, places = read(ref, testset, (source, target), selection, src, fuzzy, leakage, quiet)
    joined = join(references, sys, postedited, by_segment, intersection, quiet)
    if kept is not None:
        check_references(joined.references, kept)
    full = as_json or outputs.whole
    work = Scoring(
        joined,
        _metrics(metric, ter, lowercase, spm, bool(postedited)),
        trial=_trial(test, draws, seed, quiet),
        aspects=_aspects(kinds, full, faults, bool(segments), glossary, places),
        cache=None if no_cache else cache_folder(),
        workers=workers or os.cpu_count() or 1,
        comet=model,
    )
    for name, parts in work.phases():
        show.followed(name, parts, share=True)
    found = work.report()
    show.notes([*work.notes, *found.warnings], quiet)
    show.notes(_ungrouped(kinds, found), quiet)
    changes = _changes(work, found, kept, quiet)
    failed = failures(gates, found, changes)
    found = replace(found, changes=tuple(changes), failed=tuple(failed))
    outputs.write(found, changes, (list(map(str, gates)), failed), quiet)
    if as_json:
        _print_json(found)
    elif not outputs.prints:
        print_report(found, changes, baseline, kinds, faults)
    _judge(gates, failed, quiet)


def _refuse_stray(files: Sequence[str]) -> None:
    """Refuse files that belong to no option, as `--sys outputs/*.en` becomes in a shell."""
    if files:
        raise UsageError(
            f"{files[0]}: belongs to no option; repeat --sys, --ref or --history for each file, or name the "
            "folder"
        )


def _refuse_beside_history(context: typer.Context) -> None:
    """Scores over time are of kept files alone, and whatever else is asked for would be passed over."""
    for option in context.command.params:
        source = context.get_parameter_source(option.name or "")
        if source is not None and source.name == "COMMANDLINE" and option.name not in _OF_HISTORY:
            raise UsageError(
                f"{option.opts[0]}: --history scores nothing; beside it are only --report, --json and --quiet"
            )


def _metrics(
    names: list[str] | None, ter: bool, lowercase: bool, spm: Path | None, edited: bool
) -> list[Metric]:
    """The metrics that are wanted, each once."""
    from tm.metrics.metric import DEFAULT_METRICS, SPM, metric_of
    from tm.scoring.model import read_model

    model = read_model(spm) if spm else None
    wanted = [*(names or DEFAULT_METRICS), *[SPM] * bool(spm), *["TER"] * ter, *["HTER"] * edited]
    if any(name.lower() == "comet" for name in wanted):
        raise UsageError("--metric COMET: name its checkpoint with --comet instead")
    found = [metric_of(name, lowercase=lowercase, model=model) for name in wanted]
    if not edited and any(one.name == "HTER" for one in found):
        raise UsageError("HTER is against what people made of hypotheses; name that with --postedited")
    return list(dict.fromkeys(found))


def _trial(test: str, draws: int | None, seed: str, quiet: bool) -> Trial | None:
    """The test of significance, None for none."""
    from tm.metrics.results import Trial
    from tm.metrics.significance import DRAWS

    if test == "none":
        return None
    if test not in DRAWS:
        raise UsageError(f"--test {test}: tests are {', '.join(DRAWS)} and none")
    if not (seed.isascii() and seed.isdecimal() and len(seed) <= _LONGEST_SEED):
        raise UsageError(
            f"--seed {seed[:40]} (or SACREBLEU_SEED): draws can always be made again here, so it is a whole "
            "number from 0"
        )
    if draws is not None and draws < _FEW_DRAWS:
        show.note(f"--draws {draws}: p can't be less than {1 / (draws + 1):.2g}", quiet)
    return Trial(test, draws or DRAWS[test], int(seed))


def _aspects(
    kinds: Sequence[str],
    full: bool,
    faults: bool,
    segments: bool,
    glossary: Path | None,
    places: Places,
) -> Aspects:
    """What is to be known beside the scores."""
    from tm.formats.glossary import read_glossary
    from tm.scoring import KINDS, Aspects

    for one in kinds:
        if one not in KINDS:
            raise UsageError(f"--by {one}: groups are {', '.join(KINDS)}")
    if "fuzzy" in kinds and not places.fuzzy:
        raise UsageError("--by fuzzy needs a memory: name it with --fuzzy, or take references from one")
    return Aspects(
        by=KINDS if full else tuple(kinds),
        faults=faults or full,
        segments=full or segments,
        ngrams=full,
        punctuation=full,
        glossary=read_glossary(glossary) if glossary else None,
        fuzzy=places.fuzzy if full or "fuzzy" in kinds or places.asked else None,
        leakage=places.leakage,
        fuzzy_own=places.fuzzy_own,
        leakage_own=places.leakage_own,
    )


def _gates(conditions: list[str] | None, baseline: Path | None, comet: Comet | None) -> list[Gate]:
    """The conditions under which the command fails."""
    from tm.metrics.gate import parse

    others = [comet.name] if comet else []
    try:
        gates = [parse(text, others) for text in conditions or ()]
    except UsageError as error:
        raise UsageError(f"--fail-if {error}") from error
    for gate in gates:
        if gate.needs_baseline and baseline is None:
            raise UsageError(f"--fail-if '{gate}' compares with another run; name it with --baseline")
    return gates


def _judge(gates: Sequence[Gate], failed: Sequence[str], quiet: bool) -> None:
    """Say which gates failed, a line each, or that none did. Raises GateFailed."""
    for one in failed[:-1]:
        show.note(f"failed: {one}")
    if failed:
        raise GateFailed(f"failed: {failed[-1]}")
    for gate in gates:
        show.note(f"passed: {gate} is not so", quiet)


def _ungrouped(kinds: Sequence[str], report: ScoreReport) -> list[str]:
    """What was asked for and can't be had, for the units do not say it."""
    known = {one.kind for one in report.breakdowns}
    return [
        f"--by {kind}: no unit says what that takes; there are no groups"
        for kind in kinds
        if kind not in known
    ]


def _record(baseline: Path | None) -> Record | None:
    """The kept run, read before the work, which may be in vain without it."""
    if baseline is None:
        return None
    from tm.scoring.record import read_record

    return read_record(baseline)


def _changes(work: Scoring, report: ScoreReport, kept: Record | None, quiet: bool) -> Sequence[Change]:
    """How the scores differ from those of the baseline."""
    if kept is None:
        return ()
    from tm.scoring.baseline import compare

    again = work.rescoring
    found = compare(report, kept, again.tested, again.scored)
    show.notes(found.warnings, quiet)
    return found.changes


def _comet(path: Path | None) -> Comet | None:
    if path is None:
        return None
    from tm.scoring.comet import Comet

    return Comet(path)


def _print_json(report: ScoreReport) -> None:
    from tm.scoring.record import moment, write_record

    write_record("-", report, made=moment())
