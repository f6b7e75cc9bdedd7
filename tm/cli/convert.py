"""`tm convert` and `tm merge`: memories of any format made one of another, as a CAT tool wants it."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tm.cli import selection as chosen
from tm.cli import show
from tm.cli.options import Json, Quiet, distinct
from tm.cli.selection import listed
from tm.errors import UsageError

if TYPE_CHECKING:
    from tm.conversion import Outcome

Files = Annotated[list[str], typer.Argument(metavar="FILE...", help="Memories to read; - is standard input.")]
Output = Annotated[
    Path, typer.Option("-o", "--output", metavar="FILE", help="What to write; - is standard output.")
]
Format = Annotated[
    str | None,
    typer.Option("--format", metavar="NAME", help="Format of the output, if its name does not tell."),
]
InputFormat = Annotated[
    str | None,
    typer.Option("--input-format", metavar="NAME", help="Format of the files, if names do not tell."),
]
Columns = Annotated[
    str | None,
    typer.Option("--columns", metavar="kk,ru", help="Languages of files that do not name them, in order."),
]
From = Annotated[str | None, typer.Option("--from", metavar="LANG", help="Source language.")]
To = Annotated[str | None, typer.Option("--to", metavar="LANG", help="Target language.")]
ProfileOption = Annotated[
    str | None,
    typer.Option("--profile", metavar="NAME", help="As a tool wants it: plain, omegat, trados or memoq."),
]


def convert(
    files: Files,
    output: Output,
    form: Format = None,
    input_format: InputFormat = None,
    columns: Columns = None,
    source: From = None,
    target: To = None,
    profile: ProfileOption = None,
    langs: chosen.Langs = None,
    project: chosen.Project = None,
    document: chosen.Document = None,
    origin: chosen.Origin = None,
    since: chosen.Since = None,
    until: chosen.Until = None,
    confidence: chosen.Confidence = None,
    review: chosen.Review = None,
    text: chosen.Text = None,
    rejects: chosen.Rejects = None,
    drop_invalid: chosen.DropInvalid = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Make memories of one format a memory of another: TMX, XLIFF, PO, CSV, TSV, XLSX or plain text.

    The format is told by the name of each file. Nothing is lost that the other format can say; what it
    can't say is counted. Units can be selected, and TMX can be written as a CAT tool wants it.

    Example:  tm convert memory.tmx -o memory.xlsx

    Example:  tm convert memory.tmx -o for-omegat.tmx --profile omegat --from kk --to ru --review confirmed
    """
    wanted = chosen.selection(langs, project, document, origin, since, until, confidence, review, text)
    pair = _pair(source, target)
    from tm.conversion import Conversion, Source

    distinct({"-o": output, "--rejects": rejects}, files)
    conversion = Conversion(
        [Source(file, input_format, listed(columns) or pair, drop_invalid) for file in files],
        output,
        kind=form,
        langs=pair,
        selection=wanted,
        profile=profile,
        rejects=rejects,
    )
    show.streamed("converting", conversion.run())
    report(conversion.outcome, output, rejects, as_json, quiet)


def merge(
    files: Files,
    output: Output,
    rejects: chosen.Rejects = None,
    drop_invalid: chosen.DropInvalid = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Put memories together, units that say the same only once.

    The first file's header leads; what the other headers say beside is added to it.

    Example:  tm merge old.tmx new.tmx -o memory.tmx
    """
    from tm.conversion import Conversion, Source
    from tm.duplicates import Duplicates

    distinct({"-o": output, "--rejects": rejects}, files)
    sources = [Source(file, tolerant=drop_invalid) for file in files]
    conversion = Conversion(sources, output, rejects=rejects, duplicates=Duplicates())
    show.streamed("merging", conversion.run())
    report(conversion.outcome, output, rejects, as_json, quiet)


def dedupe(
    files: Files,
    output: Output,
    by: Annotated[
        str,
        typer.Option(
            "--by", metavar="all|source|tuid", help="What is the same: all texts, the source, or the tuid."
        ),
    ] = "all",
    keep: Annotated[
        str, typer.Option("--keep", metavar="first|last|newest", help="Which of the same units is kept.")
    ] = "first",
    loose: Annotated[
        bool, typer.Option("--loose", help="Capital letters, spaces and punctuation make no difference.")
    ] = False,
    source: From = None,
    removed: Annotated[
        Path | None,
        typer.Option("--removed", metavar="FILE.tmx", help="Put the units that are left out here."),
    ] = None,
    rejects: chosen.Rejects = None,
    drop_invalid: chosen.DropInvalid = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Leave out units that say what another one says.

    Example:  tm dedupe memory.tmx -o clean.tmx --by source --keep newest --removed duplicates.tmx
    """
    from tm.conversion import Conversion, Source
    from tm.duplicates import Duplicates

    distinct({"-o": output, "--rejects": rejects, "--removed": removed}, files)
    conversion = Conversion(
        [Source(file, tolerant=drop_invalid) for file in files],
        output,
        rejects=rejects,
        duplicates=Duplicates(by, source=source, loose=loose, keep=keep),
        removed=removed,
    )
    show.streamed("looking for duplicates", conversion.run())
    report(conversion.outcome, output, rejects, as_json, quiet)


def report(outcome: Outcome, output: Path, rejects: Path | None, as_json: bool, quiet: bool) -> None:
    """Say what became of the units."""
    show.notes(outcome.warnings, quiet)
    show.note(f"{show.counted(outcome.written, 'unit')} of {outcome.read:,} in {output}", quiet)
    show.notes(_left_out(outcome, output, rejects), quiet)
    if as_json:
        if str(output) == "-":
            raise UsageError("--json and -o - would both print; name a file")
        typer.echo(json.dumps(dataclasses.asdict(outcome), ensure_ascii=False, indent=2))


def _left_out(outcome: Outcome, output: Path, rejects: Path | None) -> list[str]:
    said = []
    if outcome.unwanted:
        said.append(f"not selected: {show.counted(outcome.unwanted, 'unit')}")
    if outcome.repeated:
        said.append(f"said before: {show.counted(outcome.repeated, 'unit')}")
    if outcome.rejected:
        count = show.counted(sum(outcome.rejected.values()), "unit")
        reasons = "; ".join(f"{number:,} {reason}" for reason, number in outcome.rejected.most_common(5))
        said.append(f"can't be read: {count}, in {rejects} with the reason: {reasons}")
    if lost := +outcome.lost:
        what = "; ".join(f"{name} {count:,}" for name, count in lost.most_common())
        said.append(f"what {output} can't say: {what}")
    return said


def _pair(source: str | None, target: str | None) -> tuple[str, ...]:
    if (source is None) != (target is None):
        raise UsageError("--from and --to go together: name both languages")
    return (source, target) if source and target else ()
