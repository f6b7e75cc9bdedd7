"""`tm import`: files into a memory."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING, Annotated

import typer

from tm.cli import convert, show
from tm.cli import selection as chosen
from tm.cli.convert import Columns, Files, InputFormat
from tm.cli.options import MEMORY, Json, Place, Quiet, distinct
from tm.cli.selection import listed
from tm.errors import Interrupted

if TYPE_CHECKING:
    from tm.importing import Import


def import_files(
    files: Files,
    memory: Place = MEMORY,
    policy: Annotated[
        str,
        typer.Option(
            "--policy",
            metavar="all|newest|overwrite|leave",
            help="What becomes of a unit whose source is there with another translation.",
        ),
    ] = "all",
    source: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="LANG", help="The language of sources; else that of the files' headers."
        ),
    ] = None,
    input_format: InputFormat = None,
    columns: Columns = None,
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
    dry: Annotated[
        bool, typer.Option("--dry-run", help="Say what would come in, and change nothing.")
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Put units into a memory, from TMX, XLIFF, PO, CSV, TSV, XLSX, plain text, or another memory.

    The memory is made where there is none. A unit that is there in every respect is not put in again, so what
    was interrupted is simply run again. Where the source is there with another translation, --policy all
    keeps both; newest keeps the one that was changed last (a unit without dates counts as the oldest, and
    what is there stays if neither is newer); overwrite the new one; leave the one that is there. A unit that
    was there and gives way stays in the history (tm memory history); a new one that does is not put in.

    Example:  tm import article.tmx

    Example:  tm import old.tmx new.xlsx -m work.sqlite --policy newest --from kk --rejects bad.tmx
    """
    wanted = chosen.selection(langs, project, document, origin, since, until, confidence, review, text)
    from tm.formats.sources import Source
    from tm.importing import Import

    distinct({"--rejects": rejects}, [*files, memory])
    work = Import(
        memory,
        [Source(file, input_format, listed(columns), drop_invalid) for file in files],
        policy=policy,
        source=source,
        selection=wanted,
        rejects=rejects,
        dry=dry,
        waiting=_waits(memory, quiet),
    )
    try:
        show.followed("importing", work.run(), share=True)
    except KeyboardInterrupt:
        raise Interrupted(_stopped(work, dry)) from None
    told = f"{len(files)} files" if len(files) > 1 else files[0]
    told = "standard input" if told == "-" else told
    show.notes(work.outcome.warnings, quiet)
    show.note(f"{told}: {_summary(work, dry)}", quiet)
    if work.outcome.alone:
        have = "1 of them has" if work.outcome.alone == 1 else f"{work.outcome.alone:,} of them have"
        show.note(f"{have} a text in one language only", quiet)
    show.notes(convert.rejected(work.outcome.rejected, rejects), quiet)
    if as_json:
        typer.echo(json.dumps(convert.plain(work.outcome), ensure_ascii=False, indent=2))


def _waits(memory: str, quiet: bool) -> Callable[[], None]:
    """What says, the first time it is called, that another process writes to the memory."""
    from tm.store import called

    first = iter((f"waiting for another process that writes to {called(memory)} …",))
    return lambda: show.notes(islice(first, 1), quiet)


def _summary(work: Import, dry: bool) -> str:
    """What became of the units, every count that is not zero."""
    outcome = work.outcome
    counts = {
        "to be added" if dry else "added": outcome.added,
        "to take the place of others" if dry else "in the place of others": outcome.replaced,
        "gave way to what is there": outcome.left,
        "not selected": outcome.unwanted,
        "there already": outcome.known,
    }
    told = ", ".join(f"{count:,} {what}" for what, count in counts.items() if count) or "none to add"
    state = "dry run, nothing changed" if dry else f"revision {outcome.revision}"
    if not dry and outcome.revision is None:
        state = "nothing changed"
    return f"{show.counted(outcome.read, 'unit')} read; {told} in {work.place} ({state})"


def _stopped(work: Import, dry: bool) -> str:
    """What an interrupted import leaves behind."""
    count = work.outcome.added + work.outcome.replaced
    if dry or not count:
        return "interrupted; nothing was written"
    stays = "1 unit is" if count == 1 else f"{count:,} units are"
    return f"interrupted; {stays} in {work.place}; run it again to go on"
