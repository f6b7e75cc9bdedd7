"""The file that keeps all reviews: documents as they began, and everything that was done to them since.

It is an SQLite file like a memory, with the same care: nothing is answered before it is on the disk, and
whoever changes something is alone while he does it. Events are only ever added. So that a long review opens
quickly, all rows are kept anew from time to time, and only what came after is done again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from functools import cache, partial
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from tm.errors import UnusableMemory
from tm.review.change import Change, Unfit, applied
from tm.review.codec import (
    Known,
    change_in,
    change_out,
    digest_of,
    ids_in,
    ids_out,
    rows_in,
    rows_out,
    units_in,
    units_out,
)
from tm.review.draft import Draft, Source
from tm.review.history import Event, History, Kind, Person
from tm.review.progress import Progress
from tm.store.database import named, scripts
from tm.store.sqlite import Kind as FileKind
from tm.store.sqlite import SqliteDatabase

EVERY = 100  # events after which all rows are kept anew,
PASSES, LEAST = 3, 2000  # or sooner, when so many times as many rows were changed as there are, and so many
Value = TypeVar("Value")


class Summary(NamedTuple):
    """A document in a list of them, and how far it is.

    `doubtful` counts the open rows that the aligner was not sure of or has not judged; `changed` is when
    something was done last.
    """

    id: int
    project: str
    name: str
    langs: tuple[str, ...]
    rows: int
    confirmed: int
    rejected: int
    doubtful: int
    changed: str | None


class Added(NamedTuple):
    """A document as it was added: where it is from, its languages, and when it was removed if it was."""

    source: Source
    langs: tuple[str, ...]
    texts: Known
    removed: str | None


def now() -> str:
    """The present moment as it is kept."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


@cache
def _queries() -> dict[str, str]:
    return dict(named((files("tm.review") / "sql" / "queries.sql").read_text("utf-8")))


@cache
def _migrations() -> tuple[str, ...]:
    return scripts(files("tm.review") / "sql" / "migrations")


REVIEWS = FileKind("review file", 0x7573_7276, _queries, _migrations, "tm serve")  # "usrv"


class Log:
    """The file of reviews at a place, made where there is none; of several threads that take turns.

    Raises a StoreError: for another file, a folder, one that is damaged or is of a newer version.
    """

    def __init__(self, place: Path | str) -> None:
        self.place = str(place)
        self._database = SqliteDatabase(place, create=True, kind=REVIEWS, shared=True)

    def writing(self) -> AbstractContextManager[None]:
        """A transaction in which nobody else writes; whole, or not at all."""
        return self._database.writing()

    def reading(self) -> AbstractContextManager[None]:
        """A block that sees one state of the file."""
        return self._database.reading()

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def documents(self, *, removed: bool = False) -> list[Summary]:
        """All documents in the order of project and name, or those that were removed, the last first."""
        return [
            Summary(id, project, name, tuple(langs.split()), *rest)
            for id, project, name, langs, *rest in self._database.rows("removed" if removed else "documents")
        ]

    def named(self, source: Source) -> tuple[int, str] | None:
        """The id and the digest of the document that has this project and name."""
        found = self._database.rows("named", project=source.project, name=source.name)
        return (found[0][0], found[0][1]) if found else None

    def version(self, document: int) -> int | None:
        """The number of a document's last event; None where there is no such document, or it was removed."""
        found = self._database.rows("version", id=document)
        return int(found[0][0]) if found else None

    def added(self, document: int) -> Added | None:
        """A document as it was added, removed or not."""
        found = self._database.rows("document", id=document)
        if not found:
            return None
        project, name, langs, place, signature, units, texts, removed = found[0]
        source = Source(project, name, place, signature, self._read(partial(units_in, units)))
        return Added(source, tuple(langs.split()), self._read(partial(Known.read, texts)), removed)

    def add(self, source: Source, draft: Draft) -> int:
        """Put in a new document; within `writing`. Its id."""
        known = Known.of(draft.rows)
        self._database.run(
            "add_document",
            project=source.project,
            name=source.name,
            langs=" ".join(draft.langs),
            place=source.place,
            signature=source.signature,
            units=units_out(source.units.items()),
            texts=known.written(),
            digest=digest_of(draft),
            **Progress.of(draft.rows)._asdict(),
        )
        found = self.named(source)
        assert found
        self.keep(found[0], 0, draft, known)
        return found[0]

    def remove(self, document: int) -> bool:
        """Take a document out of the list; whether it was there."""
        return bool(self._database.run("remove_document", id=document, moment=now()))

    def restore(self, document: int) -> None:
        """Put a document that was removed back into the list."""
        self._database.run("restore_document", id=document)

    def latest(self, document: int, added: Added) -> tuple[Draft, int]:
        """The rows as they were kept last, and after which event that was."""
        found = self._database.rows("snapshot", document=document)
        number, next_id, stored = self._read(lambda: found[0])
        return self._read(lambda: Draft(added.langs, rows_in(stored, added.texts), next_id)), number

    def brought_up(self, document: int, draft: Draft, after: int, known: Known) -> Draft:
        """A draft as it was after an event, with what was done since."""
        try:
            for kind, stored in self._database.rows("changes", document=document, after=after):
                change = self._read(partial(change_in, stored, known, draft, kind == Kind.UNDO))
                draft = applied(draft, change)
        except Unfit as error:
            raise UnusableMemory(
                self.place, "is damaged: what was done does not fit the rows; restore it from a backup"
            ) from error
        return draft

    def remember(self, document: int, history: History) -> None:
        """Add to the history of a document what happened since."""
        for row in self._database.rows("events", document=document, after=len(history)):
            self._read(partial(_add, history, row))

    def change(self, document: int, number: int, known: Known, draft: Draft, back: bool) -> Change:
        """What an event did, or what takes it back; Unfit where the draft is not as it was."""
        ((stored,),) = self._database.rows("change", document=document, number=number)
        return self._read(lambda: change_in(stored, known, draft, back))

    def append(self, document: int, event: Event, change: Change, known: Known) -> None:
        """Add an event, within `writing`."""
        old = Progress.of(chain.from_iterable(splice.old for splice in change))
        new = Progress.of(chain.from_iterable(splice.new for splice in change))
        self._database.run(
            "add_event",
            document=document,
            number=event.number,
            moment=event.moment,
            person=event.person.id,
            called=event.person.name,
            kind=event.kind.value,
            name=event.name,
            target=event.target,
            row=event.row,
            touched=ids_out(sorted(event.rows)),
            change=change_out(change, known) if event.target is None else None,
        )
        self._database.run(
            "change_document",
            id=document,
            version=event.number,
            changed=event.moment,
            **new.less(old)._asdict(),
        )

    def keep(self, document: int, number: int, draft: Draft, known: Known) -> None:
        """Keep all rows as they are after an event, in place of those kept before; within `writing`."""
        self._database.run(
            "add_snapshot",
            document=document,
            number=number,
            next_id=draft.next_id,
            rows=rows_out(draft.rows, known),
        )
        self._database.run("forget_snapshots", document=document, number=number)

    def _read(self, read: Callable[[], Value]) -> Value:
        """What a function reads; where it can't, the file is damaged."""
        try:
            return read()
        except Unfit:
            raise
        except (ValueError, TypeError, KeyError, IndexError) as error:
            raise UnusableMemory(self.place, f"is damaged ({error}); restore it from a backup") from error


def _add(history: History, row: Sequence[Any]) -> None:
    history.add(_event(*row))


def _event(
    number: int,
    moment: str,
    person: str,
    called: str,
    kind: str,
    name: str,
    target: int | None,
    row: int,
    touched: str,
) -> Event:
    """An event as it is stored, in the order of the query."""
    who = Person(person, called)
    return Event(number, moment, who, Kind(kind), name, row, frozenset(ids_in(touched)), target)
