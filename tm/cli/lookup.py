"""`tm lookup`: what a memory has that is like a text, or like each segment of a file."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from tm.cli import page, show
from tm.cli.options import MEMORY, Json, Place, Quiet
from tm.errors import UsageError

if TYPE_CHECKING:
    from tm.formats.one_side import Located, OneSide
    from tm.matching.match import Match
    from tm.memory import Memory, Query

From = Annotated[str | None, typer.Option("--from", metavar="LANG", help="Language of the text.")]
To = Annotated[str | None, typer.Option("--to", metavar="LANG", help="Language to translate into.")]
Workers = Annotated[
    int | None,
    typer.Option("--workers", min=1, metavar="N", help="Processes at work; as many as cores, if not said."),
]
REASONS = {
    "case": "capital letters",
    "letters": "е for ё",
    "space": "white space",
    "shapes": "other quotes or dashes",
    "codes": "inline codes",
    "suffix": "the suffix of a number",
    "region": "another region",
    "script": "another script",
    "machine": "machine translation",
    "rejected": "rejected by a reviewer",
    "draft": "not reviewed",
    "confidence": "aligned with little confidence",
}  # for what points are lost; the others are words already
_LONG = 500  # characters; more are hardly one segment
_UNLIKE = 50  # per cent; what matches less is of little help
_STEP = 20  # segments between two signs of progress


def lookup(
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="A segment to look up.")] = None,
    memory: Place = MEMORY,
    source: From = None,
    target: To = None,
    minimum: Annotated[
        float, typer.Option("--min", min=0, max=101, metavar="PERCENT", help="Least score of a match.")
    ] = 70,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="Matches at most.")] = 5,
    before: Annotated[
        str | None, typer.Option("--before", metavar="TEXT", help="The segment before.")
    ] = None,
    after: Annotated[str | None, typer.Option("--after", metavar="TEXT", help="The segment after.")] = None,
    file: Annotated[
        str | None,
        typer.Option("--file", metavar="FILE", help="Look up a segment a line, or the units of a memory."),
    ] = None,
    workers: Workers = None,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """What a memory has that is like a text, the likest first.

    A match of 100 % is the same text, of 101 % in the same place: what --before or --after says stood there
    too. [-this-] is what only the memory has and {+this+} what only your text has. What a match lost points
    for stands below it. Without --from the letters tell the language; without --to it is the one that a file
    names, or the other language of a memory that has but two.

    With --file each segment of a text, a line each, or of a memory in any format is looked up, with its
    neighbours as context; - is standard input. With --json a line is one query.

    Example:  tm lookup "Жоба 2014 жылы басталды." --to ru -m team.sqlite

    Example:  tm lookup --file article.kk.txt --to ru --json > matches.jsonl
    """
    if text is None and file is None:
        raise UsageError("give a text to look up, or --file with many")
    if text is not None and file is not None:
        raise UsageError("--file has the texts to look up; give it or one text")
    if file is not None and (before or after):
        raise UsageError("--before and --after are of one text; in a file they are its neighbours")
    wishes = _Wishes(memory, source, target, minimum, limit)
    if file is not None:
        _of_file(file, wishes, workers or cores(), as_json, quiet)
    elif text is not None:
        _of_text(text, wishes, (before, after), as_json, quiet)


class _Wishes(NamedTuple):
    memory: str
    source: str | None
    target: str | None
    minimum: float
    limit: int


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _of_text(
    text: str, wishes: _Wishes, context: tuple[str | None, str | None], as_json: bool, quiet: bool
) -> None:
    from tm.memory import Memory, Query

    if not text.strip():
        raise UsageError("the text is empty; give a segment to look up")
    with Memory(wishes.memory) as memory:
        langs = _languages(text, wishes, memory, quiet)
        query = Query(text.strip(), (), *context)
        found = memory.lookup(query, *langs, minimum=wishes.minimum, limit=wishes.limit)
    if as_json:
        typer.echo(_line(query, langs, found))
        return
    for number, match in enumerate(found):
        if number:
            typer.echo()
        _print(query.text, match)
    if not found:
        advice = "; tm segment cuts a text into segments" if len(text) > _LONG else _advice(wishes.minimum)
        show.note(f"no match of {wishes.minimum:g} % or more{advice}", quiet)


def _advice(minimum: float) -> str:
    """What may find something where there is no match."""
    less = "--min 50, or " if minimum > _UNLIKE else ""
    return f"; try {less}tm concord for a word or a phrase"


def _languages(text: str, wishes: _Wishes, memory: Memory, quiet: bool) -> tuple[str, str]:
    """Source and target, as said or as the text and the memory tell."""
    from tm.direction import known_source, named, source_of, target_of

    known = list(memory.store.languages())
    place = memory.place
    if wishes.source is None:
        source = source_of(text, known, place, wishes.target)
        if not _doubt("the text", text, source, quiet):
            show.note(f"the text looks like {named([source])}", quiet)
    else:
        source = known_source(wishes.source, known, place)
        _doubt("the text", text, source, quiet)
    return source, target_of(source, known, place, wishes.target)


def _doubt(name: str, text: str, lang: str, quiet: bool) -> bool:
    """Remark on a text that is hardly in the language that it is said to be in; whether that was needed."""
    from tm.direction import doubted, named

    seems = doubted(text, lang)
    if seems:
        show.note(f"{name} looks like {named([seems])}, and is looked up as {named([lang])}", quiet)
    return seems is not None


def _print(text: str, match: Match) -> None:
    """A match as people read it."""
    from tm.marking import marked

    head = f"{match.percent:>3} %  "
    below = " " * len(head)
    page.entry(head, marked(match.source, text), page.DIFFERENCES)
    page.entry(below, match.target)
    if _is_repaired(match):
        page.entry(below, f"with your numbers: {match.repaired}")
    if match.penalties:
        page.entry(below, f"less {penalties(match)}", style="dim")
    page.entry(below, _where(match), style="dim")


def _is_repaired(match: Match) -> bool:
    """Whether the translation says something else with the numbers of the text."""
    return match.repaired is not None and match.repaired != match.target


def penalties(match: Match) -> str:
    """What a match lost points for, in words."""
    return ", ".join(f"{one.points:.2g} for {REASONS.get(one.reason, one.reason)}" for one in match.penalties)


def _where(match: Match) -> str:
    """Where a match is from: its number, its document, its tuid."""
    from tm.provenance import document_of

    unit = match.unit
    document, tuid = document_of(unit), unit.tuid
    return ", ".join(
        [
            f"unit {match.number}",
            *([f"document {document}"] if document else []),
            *([f"tuid {tuid}"] if tuid else []),
        ]
    )


def _of_file(file: str, wishes: _Wishes, workers: int, as_json: bool, quiet: bool) -> None:
    from tm.answers import answers

    side, langs = _side(file, wishes, quiet)
    queries = list(_queries(side))
    found = answers(
        wishes.memory, queries, langs, minimum=wishes.minimum, limit=wishes.limit, workers=workers
    )
    counts = Counter[str]()
    table = None if as_json else _Table(len(queries), max((one.line for one in side.segments), default=0))
    with closing(found):
        rows = _Rows(side.segments, queries, found)
        for segment, query, matches in show.watched("looking up", rows, lambda: rows.share):
            counts["repaired"] += bool(matches) and _is_repaired(matches[0])
            counts["exact" if matches and matches[0].percent >= 100 else "fuzzy" if matches else "none"] += 1
            if table is None:
                typer.echo(_line(query, langs, matches, segment.line))
            else:
                table.row(segment.line, query.text, matches)
    show.note(
        f"{show.counted(len(queries), 'segment')}: {counts['exact']:,} of 100 % and more, "
        f"{counts['fuzzy']:,} of {wishes.minimum:g} % and more, {counts['none']:,} without a match",
        quiet,
    )
    if table is not None and counts["repaired"]:
        show.note(f"* with your numbers: {show.counted(counts['repaired'], 'segment')}", quiet)


def _side(file: str, wishes: _Wishes, quiet: bool) -> tuple[OneSide, tuple[str, str]]:
    """The segments of a file, and source and target."""
    from tm.direction import known_source, named, source_of, target_of
    from tm.formats.documents import STANDARD_INPUT
    from tm.formats.one_side import OneSide
    from tm.languages import base, language_in_name
    from tm.memory import Memory

    with Memory(wishes.memory) as memory:
        known, place = list(memory.store.languages()), memory.place
    side = OneSide(
        file,
        wishes.source or language_in_name(file),
        columns=tuple(filter(None, (wishes.source, wishes.target))),
        identified_by=lambda text: source_of(text, known, place, wishes.target),
    )
    name = STANDARD_INPUT if file == "-" else file
    show.notes(side.warnings, quiet)
    if side.is_guess:
        show.note(f"{name} looks like {named([side.lang])}", quiet)
    if side.without:
        show.note(f"units without {named([side.lang])} left out: {side.without:,}", quiet)
    sample = " ".join(one.variant.text for one in side.segments[:200])
    _doubt(name, sample, side.lang, quiet)
    source = known_source(side.lang, known, place)
    named_there = None if side.target is None or base(side.target) == base(source) else side.target
    return side, (source, target_of(source, known, place, wishes.target or named_there))


def _queries(side: OneSide) -> Iterator[Query]:
    """The segments with their neighbours in the same document."""
    from tm.memory import Query

    segments = [None, *side.segments, None]
    for before, one, after in zip(segments, side.segments, segments[2:], strict=False):
        yield Query(
            one.variant.text,
            one.variant.content,
            before.variant.text if before and before.document == one.document else None,
            after.variant.text if after and after.document == one.document else None,
        )


def _line(query: Query, langs: tuple[str, str], found: Sequence[Match], line: int | None = None) -> str:
    """A query and its matches as a line of JSON."""
    from tm.memory.record import lookup_told

    where = {} if line is None else {"line": line}
    return json.dumps({**where, **lookup_told(query, langs, found)}, ensure_ascii=False)


class _Rows:
    """Segments, queries and what was found, with a None now and then by which a bar is moved on."""

    def __init__(
        self, segments: Sequence[Located], queries: Sequence[Query], found: Iterator[list[Match]]
    ) -> None:
        self._rows, self._count, self.share = zip(segments, queries, found, strict=True), len(queries), 0.0

    def __iter__(self) -> Iterator[tuple[Located, Query, list[Match]] | None]:
        for done, row in enumerate(self._rows, 1):
            yield row
            if done % _STEP == 0:
                self.share = done / self._count
                yield None


class _Table:
    """Line, per cent, segment and best translation, in columns on a terminal, else with tabs between."""

    def __init__(self, count: int, last: int) -> None:
        self._lines = max(len(str(last)), 4)
        self._text = 0
        if page.is_terminal():
            self._text = (page.columns() - self._lines - 10) // 2
        if count:
            self._print("line", "%", "segment", "best translation")

    def row(self, line: int, text: str, matches: Sequence[Match]) -> None:
        """Print one."""
        best = matches[0] if matches else None
        target = (best.repaired or best.target) if best else ""
        percent = f"{best.percent}{'*' if _is_repaired(best) else ''}" if best else ""
        self._print(str(line), percent, text, target)

    def _print(self, line: str, percent: str, text: str, target: str) -> None:
        text, target = show.visible(text), show.visible(target)
        if not self._text:
            typer.echo("\t".join((line, percent, text, target)))
            return
        cells = (
            page.padded(line, self._lines, right=True),
            page.padded(percent, 3, right=True),
            page.padded(text, self._text),
            page.cut(target, self._text),
        )
        typer.echo("  ".join(cells).rstrip())
