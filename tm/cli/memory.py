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
    from tm.units import TranslationUnit, Variant

Memory = Annotated[
    str, typer.Argument(metavar="FILE", help="A memory in any of the formats, tm.sqlite for one.")
]
_SIGNS = {"added": "+", "removed": "-", "changed": "~", "remarks": "="}


def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The memory as it was.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The memory as it is.")],
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
    """What changed between two memories: units that came, went, or say something else.

    Units go together that have the same tuid and texts, or else the same texts, source or tuid. A line begins
    with + for a unit that came, - for one that went, ~ for one that says something else: in it, [-this-] went
    and {+this+} came. With --json a line is one change.

    Example:  tm diff yesterday.tmx today.tmx
    """
    from tm.difference import Comparison

    comparison = Comparison(old, new, source=source)
    counts = dict.fromkeys(_SIGNS, 0)
    for change in show.watched("comparing", comparison.changes(), lambda: comparison.share):
        counts[change.kind] += 1
        if change.kind == "remarks" and not remarks:
            continue
        if as_json:
            typer.echo(json.dumps(_change(change), ensure_ascii=False))
        else:
            for line in _lines(change):
                typer.echo(line)
    show.notes(comparison.warnings, quiet)
    for file, count in comparison.rejected.items():
        show.note(_unread(file, count), quiet)
    show.note(_told(counts, comparison.same), quiet)
    if fail and any(counts.values()):
        raise GateFailed(f"{old} and {new} differ")


def _told(counts: dict[str, int], same: int) -> str:
    """The summary of a comparison."""
    if not any(counts.values()):
        return f"no difference; {show.counted(same, 'unit')} the same"
    told = [f"{counts[kind]:,} {kind}" for kind in ("added", "removed", "changed")]
    if counts["remarks"]:
        told.append(f"{counts['remarks']:,} changed in remarks only")
    return f"{', '.join(told)}, {same:,} the same"


def _unread(file: Path | str, count: int) -> str:
    return f"{show.named(file)}: {show.counted(count, 'unit')} could not be read; tm check says why"


def stats(memory: Memory, as_json: Json = False, quiet: Quiet = False) -> None:
    """What is in a memory: languages, pairs, words, repetitions, dates, states and fields.

    Example:  tm stats memory.tmx
    """
    from tm.statistics import Count

    count = Count(memory)
    show.followed("counting", count.run(), share=True)
    counts = count.statistics
    show.notes(counts.warnings, quiet)
    if as_json:
        typer.echo(json.dumps(_plain(counts), ensure_ascii=False, indent=2))
    else:
        typer.echo("\n".join(_summary(counts)))
    if counts.rejected:
        show.note(_unread(memory, counts.rejected), quiet)


def _lines(change: Change) -> Iterator[str]:
    yield f"{_SIGNS[change.kind]} {show.visible(change.unit.tuid or f'of line {change.unit.line}')}"
    if change.kind in ("added", "removed"):
        yield from texts(change.unit)
        return
    yield from differences(change)


def texts(unit: TranslationUnit) -> Iterator[str]:
    """The texts of a unit, a line each."""
    yield from (f"    {show.visible(f'{one.lang}  {one.text}')}" for one in unit.variants)


def differences(change: Change) -> Iterator[str]:
    """What a unit that is in both memories says otherwise, a line each."""
    from tm.marking import marked

    if change.kind == "remarks":
        remarks = change.remarks()
        yield from (f"    {sign} {show.visible(f'{name}  {value}')}" for sign, name, value in remarks)
        if not remarks:
            yield "    only the order of variants, or how languages are written, differs"
        return
    for lang, old, new in change.texts():
        yield f"    {show.visible(f'{lang}  {marked(old, new)}')}"
    if not change.texts():
        yield "    only inline codes differ"


def _change(change: Change) -> dict[str, Any]:
    sides = {"old": change.old, "new": change.new}
    told = {name: unit_plain(unit) for name, unit in sides.items() if unit is not None}
    return {"change": change.kind, "tuid": change.unit.tuid, **told}


def unit_plain(unit: TranslationUnit) -> dict[str, Any]:
    """A unit for machines."""
    texts = [{"lang": one.lang, "text": one.text, **_beside(one)} for one in unit.variants]
    return {"line": unit.line, "tuid": unit.tuid, "variants": texts, **_beside(unit)}


def _beside(holder: TranslationUnit | Variant) -> dict[str, Any]:
    """Props and attributes, where there are any, and a segment with its codes."""
    told: dict[str, Any] = {}
    if holder.props:
        told["props"] = [[prop.type, prop.value] for prop in holder.props]
    if holder.attributes:
        told["attributes"] = dict(holder.attributes)
    if content := getattr(holder, "content", ()):
        told["content"] = [
            piece if isinstance(piece, str) else dataclasses.asdict(piece) for piece in content
        ]
    return told


def _plain(counts: Statistics) -> dict[str, Any]:
    told = {one.name: getattr(counts, one.name) for one in dataclasses.fields(counts)}
    told["header"] = dataclasses.asdict(counts.header) if counts.header else None
    told["languages"] = {lang: dataclasses.asdict(of) for lang, of in counts.languages.items()}
    told["pairs"] = {"-".join(pair): count for pair, count in counts.pairs.items()}
    told["confidence"] = {str(band): count for band, count in sorted(counts.confidence.items(), reverse=True)}
    return told


def _summary(counts: Statistics) -> Iterator[str]:
    header = counts.header
    if header:
        tool = f"{header.creationtool} {header.creationtoolversion}".strip() or "a tool that does not say so"
        source = "any source language" if header.srclang == "*all*" else f"source language {header.srclang}"
        yield show.visible(f"written by {tool}, {source}")
    units = show.counted(counts.units, "unit")
    yield f"{units}, {counts.repeated:,} said before, {counts.with_codes:,} with codes"
    if not counts.units:
        return
    yield ""
    rows = [["language", "segments", "words", "characters", "said before", "empty"]]
    for lang, of in sorted(counts.languages.items(), key=lambda item: -item[1].segments):
        numbers = (of.segments, of.words, of.characters, of.repeated, of.empty)
        rows.append([show.visible(lang), *(f"{number:,}" for number in numbers)])
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
        "notes": f"{counts.notes:,}" if counts.notes else "",
        "fields": ", ".join(
            f"{kind or 'without a name'} {count:,}" for kind, count in counts.props.most_common(20)
        ),
    }
    width = max(map(len, told))
    yield from (f"{name.ljust(width)}  {show.visible(value)}" for name, value in told.items() if value)
