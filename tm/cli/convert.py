"""`tm convert` and `tm merge`: memories of any format made one of another, as a CAT tool wants it."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tm.cli import selection as chosen
from tm.cli import show
from tm.cli.options import Json, Quiet, distinct
from tm.cli.selection import listed
from tm.errors import UsageError
from tm.languages import matches

if TYPE_CHECKING:
    from tm.conversion import Outcome
    from tm.importing import Imported
    from tm.splitting import Parted

Files = Annotated[
    list[str],
    typer.Argument(metavar="FILE...", help="Memories to read, tm.sqlite for one; - is standard input."),
]
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

    The format is told by the name of each file, which may also be a memory that tm import made. Nothing is
    lost that the other format can say; what it can't say is counted. Units can be selected, and TMX can be
    written as a CAT tool wants it.

    Example:  tm convert memory.tmx -o memory.xlsx

    Example:  tm convert memory.tmx -o for-omegat.tmx --profile omegat --from kk --to ru --review confirmed
    """
    wanted = chosen.selection(langs, project, document, origin, since, until, confidence, review, text)
    pair = paired(source, target)
    from tm.conversion import Conversion
    from tm.formats.sources import Source

    outputs({"-o": output, "--rejects": rejects}, files, as_json)
    if pair and profile is None:
        refuse_pair(files, input_format, output, form)
    conversion = Conversion(
        [Source(file, input_format, listed(columns) or pair, drop_invalid) for file in files],
        output,
        kind=form,
        langs=pair,
        selection=wanted,
        profile=profile,
        rejects=rejects,
    )
    show.followed("converting", conversion.run(), share=True)
    report(conversion.outcome, output, rejects, as_json, quiet)


def merge(
    files: Files,
    output: Output,
    join: Annotated[
        str | None,
        typer.Option(
            "--join", metavar="LANG", help="Make one unit of those that say the same in this language."
        ),
    ] = None,
    rejects: chosen.Rejects = None,
    drop_invalid: chosen.DropInvalid = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Put memories together, units that say the same only once.

    The first file's header leads; what the other headers say beside is added to it. With --join, kk-en and
    kk-ru become kk-en-ru: the first unit with a text leads, and translations that differ are all kept.

    Example:  tm merge old.tmx new.tmx -o memory.tmx

    Example:  tm merge kk-en.tmx kk-ru.tmx -o three.tmx --join kk
    """
    from tm.conversion import Conversion
    from tm.duplicates import Duplicates
    from tm.formats.sources import Source
    from tm.pivot import Pivot

    outputs({"-o": output, "--rejects": rejects}, files, as_json)
    sources = [Source(file, tolerant=drop_invalid) for file in files]
    pivot = Pivot(join) if join is not None else None
    conversion = Conversion(sources, output, rejects=rejects, duplicates=Duplicates(), pivot=pivot)
    show.followed("merging", conversion.run(), share=True)
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
    from tm.conversion import Conversion
    from tm.duplicates import Duplicates
    from tm.formats.sources import Source

    outputs({"-o": output, "--rejects": rejects, "--removed": removed}, files, as_json)
    conversion = Conversion(
        [Source(file, tolerant=drop_invalid) for file in files],
        output,
        rejects=rejects,
        duplicates=Duplicates(by, source=source, loose=loose, keep=keep),
        removed=removed,
    )
    show.followed("looking for duplicates", conversion.run(), share=True)
    report(conversion.outcome, output, rejects, as_json, quiet)


def report(outcome: Outcome, output: Path, rejects: Path | None, as_json: bool, quiet: bool) -> None:
    """Say what became of the units."""
    show.notes(outcome.warnings, quiet)
    where = show.named(output)
    show.note(f"{show.counted(outcome.written, 'unit')} of {outcome.read:,} in {where}", quiet)
    show.notes(_left_out(outcome, where, rejects), quiet)
    if as_json:
        typer.echo(json.dumps(plain(outcome), ensure_ascii=False, indent=2))


def plain(outcome: Outcome | Imported | Parted) -> dict[str, Any]:
    """The outcome for machines; `asdict` would make tuples of what a Counter holds."""
    told = {one.name: getattr(outcome, one.name) for one in dataclasses.fields(outcome)}
    return {name: dict(value) if isinstance(value, Counter) else value for name, value in told.items()}


def _left_out(outcome: Outcome, where: str, rejects: Path | None) -> list[str]:
    said = []
    if not outcome.written:
        what = "no units were left" if outcome.read else "there were no units"
        said.append(f"{what}; {where} is a memory without any")
    if outcome.unwanted:
        said.append(f"not selected: {show.counted(outcome.unwanted, 'unit')}")
    if outcome.joined:
        said.append(f"joined to others: {show.counted(outcome.joined, 'unit')}")
    if outcome.repeated:
        said.append(f"said before: {show.counted(outcome.repeated, 'unit')}")
    said += rejected(outcome.rejected, rejects)
    if lost := +outcome.lost:
        what = "; ".join(show.counted_as(count, name) for name, count in lost.most_common())
        said.append(f"left out: {what}")
    return said


def rejected(reasons: Counter[str], rejects: Path | None) -> list[str]:
    """What is to be said of units that can't be read; nothing where there are none."""
    if not reasons:
        return []
    count = show.counted(sum(reasons.values()), "unit")
    told = "; ".join(f"{number:,} {reason}" for reason, number in reasons.most_common(5))
    more = "; …" if len(reasons) > 5 else ""
    aside = show.named(rejects) if rejects else "nowhere"
    return [f"can't be read: {count}, in {aside} with the reason: {told}{more}"]


def outputs(named: dict[str, Path | None], files: list[str], as_json: bool) -> None:
    """Refuse outputs that would overwrite something, or one another on standard output."""
    distinct(named, files)
    if as_json:
        for option, output in named.items():
            if str(output) == "-":
                raise UsageError(f"--json and {option} - would both print; name a file")


def refuse_pair(files: list[str], input_format: str | None, output: Path, form: str | None) -> None:
    """Refuse two languages where every format holds any number of them, and nothing would become of them."""
    from tm.formats.kinds import kind_of, kind_of_file

    kinds = [kind_of(output, form), *(kind_of_file(file, input_format) for file in files)]
    if all(kind.name in ("tmx", "memory") for kind in kinds):
        raise UsageError("--from and --to: TMX holds any number of languages; --langs keeps some of them")


def paired(source: str | None, target: str | None) -> tuple[str, ...]:
    """The two languages of --from and --to, or none. Raises UsageError where they are no pair."""
    if (source is None) != (target is None):
        raise UsageError("--from and --to go together: name both languages")
    if source and target and matches(source, target):
        raise UsageError(f"--from {source} --to {target}: name two languages")
    return (source, target) if source and target else ()
