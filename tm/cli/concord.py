"""`tm concord`: where a memory has a word or a phrase, and how it was translated there."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from tm.cli import page, show
from tm.cli.options import MEMORY, Json, Place, Quiet
from tm.errors import UsageError

if TYPE_CHECKING:
    from tm.memory import Found, Memory

_WIDTH = 400  # characters of a text that are shown round what was found
_COUNTED = 250  # units in a language; where there are more, how many they are is not said
_SIGNS = 2_000  # characters; what is longer is no phrase


def concord(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A word or a phrase.")],
    memory: Place = MEMORY,
    lang: Annotated[
        str | None,
        typer.Option("--lang", metavar="LANG", help="Language to look in; else as the letters say."),
    ] = None,
    target: Annotated[
        str | None, typer.Option("--to", metavar="LANG", help="Show this translation only.")
    ] = None,
    exact: Annotated[bool, typer.Option("--exact", help="Words as they are, in no other form.")] = False,
    substring: Annotated[
        bool, typer.Option("--substring", help="A part of a text as it is written, within words too.")
    ] = False,
    near: Annotated[bool, typer.Option("--near", help="All words, but anywhere in the segment.")] = False,
    case: Annotated[bool, typer.Option("--case", help="Capital letters must be the same.")] = False,
    anywhere: Annotated[bool, typer.Option("--any", help="Look in all languages of the memory.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="Units to show at most.")] = 50,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Where a memory has a word or a phrase, in any inflected form, and its translations there.

    Forms of another stem, as went for go or люди for человек, are looked for by themselves. What was found is
    in [brackets]; the forms nearest to yours come first, and of them the newest. It is looked for in the
    languages of the memory that have such letters. With --json a line is one unit.

    Example:  tm concord "жүргізуші куәлігі" --to ru

    Example:  tm concord "ст. 15" --substring --lang ru
    """
    mode = _mode(text, exact, substring, near)
    if lang is not None and anywhere:
        raise UsageError("--lang names a language, and --any means all; give one of them")
    from tm.direction import known_source
    from tm.matching.concordance import Concordance
    from tm.memory import Memory
    from tm.memory.record import by_unit, occurrence_told

    most = max(limit, _COUNTED)
    with Memory(memory) as opened:
        langs = _languages(text, lang, anywhere, opened)
        if target is not None:
            known_source(target, list(opened.store.languages()), opened.place)
        found = [
            one
            for lang in langs
            for one in opened.concord(Concordance(text, lang, mode, near=near, case=case), limit=most + 1)
        ]
        others = [one for one in opened.store.languages() if one not in langs]
    units = by_unit(found)
    for number, hits in enumerate(units[:limit]):
        if as_json:
            typer.echo(json.dumps(occurrence_told(hits, target), ensure_ascii=False))
        else:
            if number:
                typer.echo()
            _print(hits, target)
    told = f"{len(units):,}" if len(units) <= most else f"more than {most:,}"
    _summary(len(units), limit, told, langs, others, quiet)


def _mode(text: str, exact: bool, substring: bool, near: bool) -> str:
    """The mode of concordance that the options say. Raises UsageError."""
    if not text.strip():
        raise UsageError("the text is empty; give a word or a phrase to look for")
    if len(text) > _SIGNS:
        raise UsageError(
            f"the text has {len(text):,} characters; give a word or a phrase (tm lookup takes segments)"
        )
    if exact and substring:
        raise UsageError("--exact looks for words, and --substring for a part of a text; give one of them")
    if near and substring:
        raise UsageError("--near looks for words, and --substring for a part of a text; give one of them")
    is_wordless = not any(char.isalnum() for char in text)
    return "exact" if exact else "text" if substring or is_wordless else "words"


def _languages(text: str, lang: str | None, anywhere: bool, memory: Memory) -> list[str]:
    """The base languages of the memory to look in."""
    from tm.direction import known_source, lettered
    from tm.languages import base

    known = list(memory.store.languages())
    if lang is not None:
        return [base(known_source(lang, known, memory.place))]
    if not known:
        raise UsageError(f"{memory.place}: has no units yet; tm import puts some in")
    return known if anywhere else lettered(text, known)


def _print(found: Sequence[Found], target: str | None) -> None:
    from tm.matching.excerpt import highlighted
    from tm.memory.record import texts_of
    from tm.provenance import document_of

    document = document_of(found[0].unit)
    page.entry("", f"unit {found[0].number}" + (f", document {document}" if document else ""), style="dim")
    texts = texts_of(found, target)
    width = max(len(one.lang) for one, _ in texts)
    for one, hits in texts:
        text = highlighted(one.text, hits, page.OPEN, page.CLOSE, _WIDTH) if hits else one.text
        page.entry(f"  {one.lang.ljust(width)}  ", text)


def _summary(
    count: int, limit: int, told: str, langs: Sequence[str], others: Sequence[str], quiet: bool
) -> None:
    """Say how much was found, and what may find more."""
    from tm.direction import named

    if count > limit:
        first = "the first" if limit == 1 else f"the first {limit:,}"
        show.note(f"{first} of {told} units; --limit shows more", quiet)
    elif count:
        show.note(show.counted(count, "unit"), quiet)
    else:
        elsewhere = f"; --any looks in {named(others)} too" if others else ""
        show.note(f"nothing found in {named(langs)}{elsewhere}", quiet)
