"""One document under review: what persons do to it, one after the other, and take back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import NamedTuple

from tm.errors import InputError, Message
from tm.review.action import ACTIONS, Action, Refused
from tm.review.change import Change, Unfit, applied, least, numbered, touched
from tm.review.draft import Draft
from tm.review.history import Event, History, Kind, Person, last_of
from tm.review.log import EVERY, LEAST, PASSES, Added, Log, now
from tm.review.realign import realigned
from tm.review.splice import Splice

LONGEST = 80  # characters of a person's name


class NoSuchReview(InputError):
    """There is no document of this number under review."""


class Changed(Refused):
    """Another person has changed the rows meanwhile; `who`, and in which `event`."""

    def __init__(self, event: Event, what: str) -> None:
        name = event.person.name or "another person"
        super().__init__(f"{what}: {name} has changed it meanwhile ({event.name}); look at it again")
        self.event, self.who, self.rows = event, event.person, event.rows


class Done(NamedTuple):
    """What became of an action: the number of its event, its name, and the row where the person goes on."""

    version: int
    name: str
    row: int


class Moment(NamedTuple):
    """A document as it was after an event: its rows, and the number of the event."""

    draft: Draft
    version: int


class Review:
    """A document under review. `now` has the rows and their version together; all else may wait for others.

    Made by `Desk.open`. Whatever changes it is on the disk when it returns, and raises Refused where it
    can't be done, Changed where another person was quicker, or a StoreError. `lock` is that of the log.
    """

    def __init__(self, id: int, added: Added, log: Log, lock: AbstractContextManager[object]) -> None:
        self.id, self.source = id, added.source
        self._texts, self._log, self._lock, self._history = added.texts, log, lock, History()
        draft, self._kept = log.latest(id, added)
        log.remember(id, self._history)
        self.now = Moment(log.brought_up(id, draft, self._kept, added.texts), len(self._history))

    @property
    def draft(self) -> Draft:
        """The rows as they are at present."""
        return self.now.draft

    @property
    def version(self) -> int:
        """The number of the last event, 0 where nothing was done yet."""
        return self.now.version

    def catch_up(self) -> None:
        """Take in what other processes have done; within a transaction, and with the lock held."""
        draft = self._log.brought_up(self.id, self.draft, self.version, self._texts)
        self._log.remember(self.id, self._history)
        self.now = Moment(draft, len(self._history))

    def do(self, person: Person, action: Action, seen: int) -> Done:
        """Do what a person asks who has seen the rows as they were after the event `seen`."""
        edit = ACTIONS.get(action.name)
        if edit is None:
            raise Refused(Message("there is no action %(name)s", name=repr(action.name)))

        def found() -> Change:
            self._heed(person, frozenset((action.row,)), seen)
            at = self.draft.place(action.row)
            if at is None:
                raise Refused("this row is not there any more")
            return (edit(self.draft, at, action),)

        return self._done(person, action.name, found, action.row, seen)

    def put(self, person: Person, name: str, splices: Iterable[Splice], seen: int) -> Done:
        """Change several places at once, as one event of this name; each splice is of the same draft."""
        change = tuple(splices)
        row = change[0].old[0].id if change else 0
        return self._done(person, name, lambda: change, row, seen)

    def realign(self, person: Person, row: int | None, seen: int) -> Done:
        """Align the open rows around a row anew, or all there are; decided ones stay as they are."""
        splices = realigned(self.draft, row)
        if not splices:
            raise Refused("aligned anew, the open rows are as they were")
        name = "realign-all" if row is None else "realign"
        return self._done(person, name, lambda: splices, row or splices[0].old[0].id, seen)

    def undo(self, person: Person) -> Done:
        """Take back the last thing that the person did and has not taken back yet."""
        return self._turned(person, Kind.UNDO)

    def redo(self, person: Person) -> Done:
        """Do again what the person took back last."""
        return self._turned(person, Kind.REDO)

    def history(self) -> list[Event]:
        """Everything that was done, the first first."""
        return self._told(0)

    def changed_since(self, version: int, besides: Person) -> list[Event]:
        """What others than this person did after an event."""
        return [event for event in self._told(version) if event.person.id != besides.id]

    def can_undo(self, person: Person) -> Event | None:
        """What `undo` would take back; None where there is nothing."""
        with self._lock:
            return self._history.undoable(person)

    def can_redo(self, person: Person) -> Event | None:
        """What `redo` would do again; None where there is nothing."""
        with self._lock:
            return self._history.redoable(person)

    def _told(self, after: int) -> list[Event]:
        with self._lock:
            return list(self._history.after(after))

    def _done(self, person: Person, name: str, found: Callable[[], Change], row: int, seen: int) -> Done:
        with self._lock:
            with self._log.writing():
                self._prepare()
                change = least(numbered(found(), self.draft.next_id))
                rows = touched(change)
                if not rows:
                    raise Refused("nothing would change")
                self._heed(person, rows, seen)
                event = Event(self.version + 1, now(), _known(person), Kind.DO, name, row, rows)
                draft = self._logged(event, change)
            return self._is(event, draft, change)

    def _turned(self, person: Person, kind: Kind) -> Done:
        """Undo or redo."""
        back = kind is Kind.UNDO
        with self._lock:
            with self._log.writing():
                self._prepare()
                target = self._history.undoable(person) if back else self._history.redoable(person)
                if target is None:
                    raise Refused(_NOTHING[kind])
                other = last_of(self._history.by_others(person, self._history.settled(target)), target.rows)
                if other:
                    raise Changed(other, f"{target.name} can't be {'undone' if back else 'redone'}")
                try:
                    change = self._log.change(self.id, target.number, self._texts, self.draft, back)
                except Unfit as error:
                    raise Refused(_APART) from error
                event = Event(
                    self.version + 1,
                    now(),
                    _known(person),
                    kind,
                    target.name,
                    target.row,
                    target.rows,
                    target.number,
                )
                draft = self._logged(event, change)
            return self._is(event, draft, change)

    def _prepare(self) -> None:
        """Begin to change the document, which may have been removed, or changed by another process."""
        version = self._log.version(self.id)
        if version is None:
            raise NoSuchReview(Message("document %(id)s was removed from review", id=str(self.id)))
        if version > self.version:
            self.catch_up()

    def _heed(self, person: Person, rows: frozenset[int], seen: int) -> None:
        other = last_of(self._history.by_others(person, seen), rows)
        if other:
            raise Changed(other, "this can't be done")

    def _logged(self, event: Event, change: Change) -> Draft:
        """The draft with the change made, which is written down."""
        try:
            draft = applied(self.draft, change)
        except Unfit as error:
            raise Refused(_APART) from error
        self._log.append(self.id, event, change, self._texts)
        changed = [len(event.rows), *(len(one.rows) for one in self._history.after(self._kept))]
        if len(changed) >= EVERY or sum(changed) > max(LEAST, PASSES * len(draft)):
            self._log.keep(self.id, event.number, draft, self._texts)
            self._kept = event.number
        return draft

    def _is(self, event: Event, draft: Draft, change: Change) -> Done:
        """What was written down holds from now on."""
        self._history.add(event)
        self.now = Moment(draft, event.number)
        there = draft.place(event.row) is not None
        return Done(event.number, event.name, event.row if there else change[0].new[0].id)


_APART = Message("the rows are not as they were any more; look at them again")
_NOTHING = {
    Kind.UNDO: Message("there is nothing of yours to undo"),
    Kind.REDO: Message("there is nothing of yours to redo"),
}


def _known(person: Person) -> Person:
    """A person as they are kept: no more than a name, and no half of a character."""
    id, name = (text.encode("utf-8", "replace").decode() for text in person)
    return Person(id, " ".join(name.split())[:LONGEST])
