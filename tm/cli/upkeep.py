"""`tm memory`: what a memory is, and what keeps it well: copies, checks, compaction, duplicates."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tm.cli import history, show
from tm.cli.options import MEMORY, Json, Place, Quiet
from tm.errors import GateFailed, Interrupted, StoreError, UsageError

if TYPE_CHECKING:
    from tm.deduplication import Cleaned
    from tm.store.store import Store

app = typer.Typer(
    no_args_is_help=True,
    help="Look after a memory: its history, single changes, copies, checks, duplicates.",
    rich_markup_mode=None,
)
_GROUPS = {  # what tables and their indexes are for
    "texts": ("segment",),
    "units": ("unit", "variant", "sqlite_autoindex_unit", "sqlite_autoindex_variant"),
    "index": ("gram", "posting", "chunk", "sqlite_autoindex_gram"),
}


@app.command("info")
def info(memory: Place = MEMORY, as_json: Json = False) -> None:
    """What a memory holds, how large it is, and when it was changed.

    Example:  tm memory info -m work.sqlite
    """
    from tm.store import open_store

    with closing(open_store(memory)) as store, store.database.reading():
        told = _told(store)
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        typer.echo("\n".join(_lines(told)))


@app.command("dedupe")
def dedupe(
    memory: Place = MEMORY,
    near: Annotated[
        float | None,
        typer.Option(
            "--near", metavar="95", help="Units, too, that are so many per cent alike in each language."
        ),
    ] = None,
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
    source: Annotated[
        str | None, typer.Option("--from", metavar="LANG", help="Source language; else the memory's.")
    ] = None,
    dry: Annotated[bool, typer.Option("--dry-run", help="Print what would go, and change nothing.")] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Delete units that say what another one says, in one revision that tm memory undo takes back.

    With --near they need only be alike, as tm lookup counts, in the source and in every other language; two
    units whose numbers differ never are.

    Example:  tm memory dedupe --near 95 --dry-run
    """
    from tm.deduplication import Deduplication
    from tm.duplicates import Duplicates
    from tm.memory import Memory

    if near is not None and (by != "all" or loose):
        raise UsageError("--near says itself what is alike; leave out --by and --loose")
    duplicates = Duplicates(by, source=source, loose=loose, keep=keep)
    with Memory(memory) as opened:
        work = Deduplication(opened, duplicates=duplicates, near=near, source=source, keep=keep, dry=dry)
        show.followed("looking for duplicates", work.run())
        cleaned = work.cleaned
        if as_json:
            typer.echo(json.dumps(dataclasses.asdict(cleaned), ensure_ascii=False, indent=2))
        elif dry:
            for line in _duplicates(opened.store, cleaned.removed):
                typer.echo(line)
    show.notes(filter(None, [cleaned.warning]), quiet)
    show.note(_deduped(cleaned, opened.place, dry), quiet)


def _deduped(cleaned: Cleaned, place: str, dry: bool) -> str:
    """The summary of a search for duplicates."""
    if not cleaned.removed:
        return f"no duplicates among {show.counted(cleaned.units, 'unit')} in {place}"
    count = show.counted(len(cleaned.removed), "unit")
    if dry:
        return f"{count} to delete; dry run, nothing changed"
    return f"{count} of {cleaned.units:,} in {place} deleted (revision {cleaned.revision})"


@app.command("compact")
def compact(
    memory: Place = MEMORY,
    forget: Annotated[
        bool,
        typer.Option(
            "--forget", help="Forget the history too: what was changed or deleted is gone for good."
        ),
    ] = False,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Take out of the index what no unit uses any more, and give back the room on the disk.

    Example:  tm memory compact --forget
    """
    from tm.memory import Memory
    from tm.store.compaction import Compaction

    with Memory(memory) as opened:
        before = sum(opened.store.database.bytes().values())
        work = Compaction(opened.store, forget=forget)
        _until_stopped("compacting", work.run())
        after = sum(opened.store.database.bytes().values())
    done = work.compacted
    if as_json:
        plain = {**dataclasses.asdict(done), "bytes_before": before, "bytes": after}
        typer.echo(json.dumps(plain, indent=2))
    told = [f"{show.counted(done.retired, 'text')} taken out of the index"]
    if forget:
        told.append(
            f"{show.counted(done.versions, 'version')} and {show.counted(done.segments, 'text')} forgotten"
        )
    show.note(f"{opened.place}: {'; '.join(told)}; {_size(before)} before, {_size(after)} now", quiet)


@app.command("backup")
def backup(
    target: Annotated[Path, typer.Argument(metavar="FILE", help="The new file.")],
    memory: Place = MEMORY,
    quiet: Quiet = False,
) -> None:
    """Copy a memory to a new file, with its history, while others go on working; the copy is a memory itself.

    Example:  tm memory backup monday.sqlite -m postgresql://tm.example.org/memory
    """
    from tm.memory import Memory
    from tm.store import is_server
    from tm.store.transfer import backup as copied

    if is_server(str(target)) or str(target).startswith(("postgresql:/", "postgres:/")):
        raise UsageError("a backup is a file; tm memory copy FROM TO copies a memory to a server")
    with Memory(memory) as opened:
        show.followed("copying", _rows(copied(opened.store, target)))
        show.note(f"{target}: a copy of {opened.place}", quiet)


@app.command("copy")
def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="The memory to copy.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="The new memory: a file, or postgresql://…")],
    quiet: Quiet = False,
) -> None:
    """Copy a memory with its history to a new place: from a file to a server, or back.

    A backup is restored the same way.

    Example:  tm memory copy tm.sqlite postgresql://tm.example.org/memory
    """
    from tm.memory import Memory
    from tm.store import is_server
    from tm.store.transfer import backup as copied
    from tm.store.transfer import transfer

    with Memory(source) as opened:
        if not is_server(target) and Path(target).exists():
            raise StoreError(target, "is there; a copy never replaces a file, so name a new one")
        if not is_server(target):
            show.followed("copying", _rows(copied(opened.store, Path(target))))
            show.note(f"{target}: a copy of {opened.place}", quiet)
            return
        with Memory(target, create=True) as new:
            show.followed("copying", _rows(transfer(opened.store, new.store)))
            show.note(f"{new.place}: a copy of {opened.place}", quiet)


@app.command("verify")
def verify(memory: Place = MEMORY, as_json: Json = False, quiet: Quiet = False) -> None:
    """Check that a memory is whole: the file, every unit and text, and the index.

    Exits with 3 and prints what is wrong where it is not.

    Example:  tm memory verify
    """
    from tm.memory import Memory
    from tm.store.integrity import Check

    with Memory(memory) as opened:
        check = Check(opened.store)
        show.followed("checking", check.run(), share=True)
        units = opened.store.count() if not check.problems else 0
    if as_json:
        told = {"place": opened.place, "problems": check.problems}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for problem in check.problems:
            typer.echo(show.visible(problem))
    if check.problems:
        count = show.counted(len(check.problems), "problem")
        raise GateFailed(f"{opened.place}: {count}; restore a backup, or export what can be read")
    show.note(f"{opened.place}: {show.counted(units, 'unit')}, all as it should be", quiet)


for command in (history.history, history.edit, history.delete, history.restore, history.undo):
    app.command(command.__name__)(command)


def _told(store: Store) -> dict[str, Any]:
    """What a memory is, for machines."""
    from tm.store.database import migrations

    header, revisions, units = store.header, store.revisions(), store.count()
    segments = store.segment_counts()
    waiting = {code: one.last - one.indexed for code, one in store.languages().items()}
    return {
        "place": store.place,
        "version": len(migrations("sqlite")),
        "source": header.srclang if header else None,
        "units": units,
        "segments": {code: segments[code] for code in sorted(segments, key=lambda code: -segments[code])},
        "waiting": {code: count for code, count in waiting.items() if count},
        "bytes": _grouped(store.database.bytes()),
        "revisions": len(revisions),
        "last_change": revisions[-1]._asdict() if revisions else None,
    }


def _grouped(tables: dict[str, int]) -> dict[str, int]:
    """Bytes by what they are for, without the indexes' own names."""
    groups = dict.fromkeys((*_GROUPS, "other"), 0)
    for table, size in tables.items():
        groups[_group(table)] += size
    return groups if tables else {}


def _group(table: str) -> str:
    for group, names in _GROUPS.items():
        if any(table == name or table.startswith(f"{name}_") for name in names):
            return group
    return "other"


def _lines(told: dict[str, Any]) -> Iterator[str]:
    sizes = told["bytes"]
    source = told["source"]
    last = told["last_change"]
    rows = {
        "memory": f"{told['place']}, version {told['version']} of the format",
        "source": "any language" if source == "*all*" else source or "",
        "units": f"{told['units']:,}",
        "texts": ", ".join(f"{code} {count:,}" for code, count in told["segments"].items()),
        "not yet indexed": _waiting(told["waiting"]),
        "size": f"{_size(sum(sizes.values()))}: "
        + ", ".join(f"{name} {_size(size)}" for name, size in sizes.items() if size)
        if sizes
        else "",
        "changes": f"{told['revisions']:,}",
        "last change": " ".join(filter(None, (last["moment"], last["kind"], last["origin"]))) if last else "",
    }
    width = max(map(len, rows))
    yield from (f"{name.ljust(width)}  {show.visible(value)}" for name, value in rows.items() if value)


def _waiting(counts: dict[str, int]) -> str:
    """How many texts the index does not know yet, and that it makes no difference."""
    told = ", ".join(f"{code} {count:,}" for code, count in counts.items())
    return f"{told} (found all the same, and taken in by and by)" if told else ""


def _size(count: int) -> str:
    """Bytes as people read them.

    >>> _size(999), _size(45_100), _size(312_000_000)
    ('1 kB', '45 kB', '312.0 MB')
    """
    return f"{count / 1e6:,.1f} MB" if count >= 1e6 else f"{count / 1e3:,.0f} kB"


def _rows(counts: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Progress of a copy, of which nobody knows how many rows it will be."""
    return ((count, 0) for count in counts)


def _until_stopped(name: str, parts: Iterator[tuple[int, int]]) -> None:
    """Go through work of which each step stays; say so where the user stops it."""
    try:
        show.followed(name, parts, share=True)
    except KeyboardInterrupt:
        raise Interrupted("interrupted; what was done stays, run it again to go on") from None


def _duplicates(store: Store, removed: list[tuple[int, int | None]]) -> Iterator[str]:
    """What would go, with what it differs in from the unit that stays."""
    from tm.cli.memory import differences, texts
    from tm.difference import Change

    for number, kept in removed:
        (gone,) = store.by_number([number])
        yield f"- {number}" + (f" is like {kept}" if kept else "")
        stays = store.by_number([kept]) if kept else []
        if not stays or stays[0].unit.variants == gone.unit.variants:
            yield from texts(gone.unit)
        else:
            yield from differences(Change("changed", stays[0].unit, gone.unit))
