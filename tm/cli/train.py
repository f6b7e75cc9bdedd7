"""`tm train`: the encoder taught the words of a memory."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tm.cli import show
from tm.cli.options import Json, Quiet, distinct
from tm.errors import UsageError

if TYPE_CHECKING:
    from tm.training import Memory, Trained


def train(
    memories: Annotated[list[Path], typer.Argument(metavar="MEMORY.tmx", help="Memories in TMX, in order.")],
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FOLDER", help="Where the new encoder goes.")
    ],
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Teach the encoder the words of your own memories, for texts of the same kind.

    Goes on from the encoder that comes with the package; 2,000 units in three languages take half a minute.
    Every tenth run of sixteen neighbours is held out, and it is printed what share of their segments find
    their translation first, before and after. Needs a hundred pairs of translations at least; some
    thousands teach more.

    Example:  tm train memory.tmx -o my-encoder
    """
    from tm.alignment.lesson import Settings
    from tm.formats.output import new_folder
    from tm.training import FILES, read_memory, summary, write_encoder
    from tm.training import train as trained_on

    if str(output) == "-":
        raise UsageError("-o names a folder; it can't be standard output")
    for place in (output, *(output / name for name in FILES)):
        distinct({"-o": place}, memories)
    with new_folder(output, FILES) as place:
        memory = read_memory(memories)
        show.notes(memory.warnings, quiet)
        show.note(_taken(memory), quiet)
        if left := _left_out(memory):
            show.note(left, quiet)
        settings = Settings()
        with show.progress(settings.rounds(sum(map(len, memory.examples())))) as step:
            trained = trained_on(memory, settings=settings, progress=step)
        write_encoder(place, memory, trained)
    if as_json:
        typer.echo(json.dumps(summary(memory, trained), ensure_ascii=False, indent=2))
    else:
        typer.echo(_table(trained))
    if trained.gained <= 0:
        show.note(f"{output}: no better on what was held out; stay with the encoder that you have", quiet)
    show.note(f"{output}: encoder {trained.encoder.name}, learned on from {trained.begun}", quiet)


def _taken(memory: Memory) -> str:
    pairs = ", ".join(f"{'-'.join(pair)} {len(found):,}" for pair, found in memory.pairs.items())
    return f"{show.counted(len(memory.units), 'unit')}, {show.counted(len(memory), 'pair')}: {pairs}"


def _left_out(memory: Memory) -> str:
    """What of the memory is not learned from, and why; empty if nothing."""
    reasons = [f"{what} {count:,}" for what, count in memory.dropped.items() if count]
    told = [f"{show.counted(sum(memory.dropped.values()), 'pair')} ({', '.join(reasons)})"] if reasons else []
    if memory.alone:
        told.append(f"{show.counted(memory.alone, 'unit')} without a second language of ours")
    return f"left out: {'; '.join(told)}" if told else ""


def _table(trained: Trained) -> str:
    rows = [["translation found first", "searches", "before", "after"]]
    rows += [
        [
            "-".join(pair),
            f"{one.segments:,}",
            *(f"{n / max(1, one.segments):.3f}" for n in (one.before, one.after)),
        ]
        for pair, one in trained.found.items()
    ]
    return show.table(rows)
