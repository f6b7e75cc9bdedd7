"""`tm memory history`, `edit`, `delete`, `restore`, `undo`: what a memory was, and single changes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tm.cli import show
from tm.cli.memory import differences, texts, unit_plain
from tm.cli.options import MEMORY, Json, Place, Quiet

if TYPE_CHECKING:
    from tm.memory import Memory
    from tm.store.stored import Revision, Version

_NAMED = 10  # units that are named in a note
Number = Annotated[int, typer.Argument(metavar="NUMBER", help="The number of a unit.")]


def history(
    number: Annotated[int | None, typer.Argument(metavar="[NUMBER]", help="The number of a unit.")] = None,
    memory: Place = MEMORY,
    as_json: Json = False,
) -> None:
    """The changes of a memory, the oldest first; or what one unit was, and what each change made of it.

    Numbers of units are what tm lookup, concord and diff show. With --json a line is a change, or a version.

    Example:  tm memory history

    Example:  tm memory history 7
    """
    from tm.memory import Memory

    with Memory(memory) as opened, opened.store.database.reading():
        revisions = opened.store.revisions()
        if number is not None:
            versions = opened.store.versions(number)
            lines = _versions_plain(versions) if as_json else _versions(versions, revisions)
        else:
            lines = (json.dumps(one._asdict(), ensure_ascii=False) for one in revisions)
            lines = lines if as_json else _revisions(revisions)
        for line in lines:
            typer.echo(line)


def edit(
    number: Number,
    lang: Annotated[str, typer.Option("--lang", metavar="LANG", help="The language of the text.")],
    text: Annotated[str, typer.Option("--text", metavar="TEXT", help="What the unit shall say in it.")],
    memory: Place = MEMORY,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Let a unit say something else in one language; what it said stays in its history.

    The unit counts as edited and as changed now. Inline codes of the old text go.

    Example:  tm memory edit 7 --lang ru --text "Мы рады этому."
    """
    from tm.difference import Change
    from tm.editing import edit as edited

    with _opened(memory) as opened:
        before, after = edited(opened, number, lang, text)
        revision = opened.store.last_revision()
    if as_json:
        typer.echo(_plain(revision=revision, number=number, unit=unit_plain(after)))
    else:
        for line in differences(Change("changed", before, after)):
            typer.echo(line)
    show.note(f"unit {number} edited in {opened.place} (revision {revision})", quiet)


def delete(
    numbers: Annotated[list[int], typer.Argument(metavar="NUMBER...", help="The numbers of units.")],
    memory: Place = MEMORY,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Delete units; tm memory restore brings one of them back, tm memory undo all.

    Example:  tm memory delete 7 12
    """
    from tm.editing import delete as deleted

    with _opened(memory) as opened:
        revision = deleted(opened, numbers)
    count = len(set(numbers))
    if as_json:
        typer.echo(_plain(revision=revision, deleted=count))
    show.note(f"{show.counted(count, 'unit')} deleted in {opened.place} (revision {revision})", quiet)


def restore(
    number: Number,
    version: Annotated[
        int | None, typer.Option("--version", metavar="N", help="Which version, as tm memory history counts.")
    ] = None,
    memory: Place = MEMORY,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Let a unit be what it was: before its last change, before it was deleted, or in the version given.

    Example:  tm memory restore 7 --version 1
    """
    from tm.editing import restore as restored

    with _opened(memory) as opened:
        version = restored(opened, number, version)
        revision = opened.store.last_revision()
    if as_json:
        typer.echo(_plain(revision=revision, number=number, version=version))
    show.note(f"unit {number} is as in version {version} in {opened.place} (revision {revision})", quiet)


def undo(
    revision: Annotated[
        int, typer.Argument(metavar="REVISION", help="Which change, as tm memory history counts.")
    ],
    memory: Place = MEMORY,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Take a change back: what it added goes, what it deleted or replaced comes back.

    Units that a later change has touched stay as they are. An undo is a change, and can be undone.

    Example:  tm memory undo 3
    """
    from tm.editing import undo as undone

    with _opened(memory) as opened:
        done = undone(opened, revision)
    if as_json:
        plain = {"revision": done.revision, "deleted": done.went, "restored": done.came, "left": done.left}
        typer.echo(_plain(**plain))
    told = f"{show.counted(done.went, 'unit')} taken out, {done.came:,} brought back"
    show.note(f"revision {revision} undone in {opened.place}: {told} (revision {done.revision})", quiet)
    if done.left:
        count = show.counted(len(done.left), "unit")
        first = ", ".join(map(str, done.left[:_NAMED])) + (", …" if len(done.left) > _NAMED else "")
        show.note(f"left alone, for a later change touched them: {count} ({first})", quiet)


def _opened(place: str) -> Memory:
    from tm.memory import Memory

    return Memory(place)


def _plain(**told: Any) -> str:  # noqa: ANN401 - values of JSON
    return json.dumps(told, ensure_ascii=False, indent=2)


def _revisions(revisions: list[Revision]) -> Iterator[str]:
    if not revisions:
        return
    rows = [["revision", "when", "units made", "ended", "what"]]
    rows += [[str(one.id), one.moment, f"{one.added:,}", f"{one.ended:,}", _what(one)] for one in revisions]
    last = max(len(row[4]) for row in rows)
    yield from show.table([[*row[:4], row[4].ljust(last)] for row in rows]).splitlines()


def _what(revision: Revision) -> str:
    return show.visible(" ".join(filter(None, (revision.kind, revision.origin))))


def _versions(versions: list[Version], revisions: list[Revision]) -> Iterator[str]:
    """A unit over time: all that it first said, and then what differs."""
    from tm.difference import Change

    by_id = {one.id: one for one in revisions}

    def told(revision: int) -> str:
        one = by_id[revision]
        return f"revision {revision}, {one.moment}, {_what(one)}"

    before = None
    for place, version in enumerate(versions, start=1):
        yield f"version {place}: {told(version.born)}"
        if before is None:
            yield from texts(version.unit)
        elif before == version.unit:
            yield "    as before"
        else:
            same = [(one.lang, one.text) for one in before.variants] == [
                (one.lang, one.text) for one in version.unit.variants
            ]
            yield from differences(Change("remarks" if same else "changed", before, version.unit))
        before = version.unit
        following = versions[place].born if place < len(versions) else None
        if version.gone is not None and version.gone != following:
            yield f"deleted: {told(version.gone)}"


def _versions_plain(versions: list[Version]) -> Iterator[str]:
    for place, one in enumerate(versions, start=1):
        told = {"version": place, "number": one.number, "born": one.born, "gone": one.gone}
        yield json.dumps({**told, "unit": unit_plain(one.unit)}, ensure_ascii=False)
