"""`tm score`: machine translations against references."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tm.cli import show
from tm.cli.options import Json, Quiet, named_files
from tm.errors import UsageError

if TYPE_CHECKING:
    from tm.scoring import ScoreReport


def score(
    ref: Annotated[
        list[Path],
        typer.Option(metavar="FILE", help="A TMX, or a text with a reference a line; may be repeated."),
    ],
    sys: Annotated[
        list[str], typer.Option(metavar="NAME=FILE", help="A system and its hypotheses; may be repeated.")
    ],
    source: Annotated[
        str | None, typer.Option("--from", help="The language translated from, in the TMX.")
    ] = None,
    target: Annotated[
        str | None, typer.Option("--to", help="The language translated to, in the TMX.")
    ] = None,
    by_segment: Annotated[
        bool, typer.Option("--by-segment", help="Hypotheses have a line a segment of the source document.")
    ] = False,
    ter: Annotated[bool, typer.Option("--ter", help="Compute TER as well (slow).")] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Score systems with chrF++ and BLEU (13a and intl), each with its sacrebleu signature.

    References come from a TMX, joined by tuid (hypotheses in a .tsv file: tuid, tab, text) or
    in its order (a hypothesis a line), or from text files. Counts that differ and empty
    references are refused: such a score would look like any other.

    Example:  tm score --ref article.tmx --from kk --to en --by-segment --sys mine=mine.en.txt
    """
    from tm.scoring import DEFAULT_METRICS, read_references
    from tm.scoring import score as score_systems

    if by_segment and not source:
        raise UsageError("--by-segment needs --from, the language whose segments are meant")
    references = read_references(ref, source, target)
    systems = named_files(sys, "--sys")
    metrics = (*DEFAULT_METRICS, "TER") if ter else DEFAULT_METRICS
    with show.progress(len(systems) * len(metrics)) as progress:
        report = score_systems(references, systems, metrics=metrics, by_segment=by_segment, progress=progress)
    show.notes(report.warnings, quiet)
    if report.left_out:
        one = report.left_out == 1
        units = "1 unit lacks" if one else f"{report.left_out} units lack"
        why = f"one of the languages or {'is a crossing' if one else 'are crossings'}"
        show.note(f"{report.reference}: {units} {why} and can't be scored", quiet)
    typer.echo(json.dumps(asdict(report), ensure_ascii=False, indent=2) if as_json else _table(report))


def _table(report: ScoreReport) -> str:
    metrics = [figure.metric for figure in report.systems[0].scores]
    rows = [["system", *metrics]]
    rows += [[system.name, *(f"{figure.score:.2f}" for figure in system.scores)] for system in report.systems]
    signatures = [f"{figure.metric}  {figure.signature}" for figure in report.systems[0].scores]
    better = "; higher is better" + (", but for TER" if "TER" in metrics else "")
    return "\n".join([
        show.table(rows), "", f"{report.segments} segments of {report.reference}{better}", *signatures
    ])  # fmt: skip
