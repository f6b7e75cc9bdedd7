"""`tm diff` and `tm stats`: what changed between two memories, and what is in one."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tm.cli import show
from tm.cli.options import Json, Quiet
from tm.errors import GateFailed

if TYPE_CHECKING:
    from tm.difference import Change
    from tm.statistics import Statistics
    from tm.units import TranslationUnit

Memory = Annotated[Path, typer.Argument(metavar="FILE", help="A memory in any of the formats.")]
_SIGNS = {"added": "+", "removed": "-", "changed": "~", "remarks": "="}


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="The memory as it was.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The memory as it is.")],
    source: Annotated[
        str | None, typer.Option("--from", metavar="LANG", help="Source language; else the header's.")
    ] = None,
    remarks: Annotated[
        bool,
        typer.Option("--remarks", help="Show units as well of which only props, notes or dates changed."),
    ] = False,
    fail: Annotated[bool, typer.Option("--fail", help="Exit with 3 where the memories differ.")] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """What changed between two memories: units are matched by tuid, the others by their source.

    A line begins with + for a unit that came, - for one that went, ~ for one that says something else: in it,
    [-this-] went and {+this+} came. With --json a line is one change.

    Example:  tm diff yesterday.tmx today.tmx
    """
    from tm.difference import Comparison

    comparison = Comparison(old, new, source=source)
    counts = dict.fromkeys(_SIGNS, 0)
    for change in comparison.changes():
        counts[change.kind] += 1
        if change.kind == "remarks" and not remarks:
            continue
        if as_json:
            typer.echo(json.dumps(_change(change), ensure_ascii=False))
        else:
            for line in _lines(change):
                typer.echo(line)
    told = ", ".join(f"{count:,} {kind}" for kind, count in counts.items() if kind != "remarks")
    show.note(f"{told}, {comparison.same:,} the same; of {counts['remarks']:,} only remarks differ", quiet)
    if fail and any(counts.values()):
        raise GateFailed(f"{old} and {new} differ")


def stats(memory: Memory, as_json: Json = False, quiet: Quiet = False) -> None:
    """What is in a memory: languages, pairs, words, repetitions, dates, states and fields.

    Example:  tm stats memory.tmx
    """
    from tm.statistics import Count

    count = Count(memory)
    show.streamed("counting", count.run())
    counts = count.statistics
    show.notes(counts.warnings, quiet)
    if as_json:
        typer.echo(json.dumps(_plain(counts), ensure_ascii=False, indent=2))
    else:
        typer.echo("\n".join(_summary(counts)))
    if counts.rejected:
        problem = f"{memory}: {show.counted(counts.rejected, 'unit')} could not be read; tm check says why"
        show.note(problem, quiet)


def _lines(change: Change) -> Iterator[str]:
    from tm.difference import marked

    sign = _SIGNS[change.kind]
    yield f"{sign} {change.unit.name}"
    if change.kind in ("added", "removed"):
        yield from (f"    {one.lang}  {_line(one.text)}" for one in change.unit.variants)
    for lang, old, new in change.texts() if change.kind == "changed" else ():
        yield f"    {lang}  {_line(marked(old, new))}"
    if change.kind == "changed" and not change.texts():
        yield "    only inline codes differ"


def _line(text: str) -> str:
    return " ".join(text.split()) if "\n" in text else text


def _change(change: Change) -> dict[str, Any]:
    sides = {"old": change.old, "new": change.new}
    told = {name: _unit(unit) for name, unit in sides.items() if unit is not None}
    return {"change": change.kind, "tuid": change.unit.tuid, **told}


def _unit(unit: TranslationUnit) -> dict[str, Any]:
    texts = [{"lang": one.lang, "text": one.text} for one in unit.variants]
    return {"line": unit.line, "variants": texts, "props": [[prop.type, prop.value] for prop in unit.props]}


def _plain(counts: Statistics) -> dict[str, Any]:
    told = dataclasses.asdict(counts)
    told["pairs"] = {"-".join(pair): count for pair, count in counts.pairs.items()}
    told["confidence"] = {str(band): count for band, count in sorted(counts.confidence.items(), reverse=True)}
    return told


def _summary(counts: Statistics) -> Iterator[str]:
    header = counts.header
    if header:
        tool = f"{header.creationtool} {header.creationtoolversion}".strip() or "a tool that does not say so"
        yield f"written by {tool}, source language {header.srclang}"
    units = show.counted(counts.units, "unit")
    yield f"{units}, {counts.repeated:,} said before, {counts.with_codes:,} with codes"
    yield ""
    rows = [["language", "segments", "words", "characters", "said before", "empty"]]
    for lang, of in sorted(counts.languages.items(), key=lambda item: -item[1].segments):
        numbers = (of.segments, of.words, of.characters, of.repeated, of.empty)
        rows.append([lang, *(f"{number:,}" for number in numbers)])
    yield show.table(rows)
    yield ""
    told = {
        "pairs": ", ".join(f"{a}-{b} {count:,}" for (a, b), count in counts.pairs.most_common(12)),
        "documents": f"{counts.documents:,}" if counts.documents else "",
        "changed": " to ".join(dict.fromkeys(counts.days or ())),
        "review": ", ".join(f"{state} {count:,}" for state, count in counts.review.most_common()),
        "confidence": ", ".join(
            f"{f'from {band}' if band else 'below 0.5'} {count:,}"
            for band, count in sorted(counts.confidence.items(), reverse=True)
        ),
        "fields": ", ".join(f"{kind} {count:,}" for kind, count in counts.props.most_common(20)),
    }
    width = max(map(len, told))
    yield from (f"{name.ljust(width)}  {value}" for name, value in told.items() if value)
