"""What was done to a document, by whom, and what of it still holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple


class Person(NamedTuple):
    """Who reviews: a random text that the browser keeps, and what others see, empty where it was not said."""

    id: str
    name: str = ""


class Kind(StrEnum):
    """Something is done first, taken back, or done again."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: its number, from 1, when, who, and the action by its name.

    `rows` are the ids of those that it changed, that it made and that went; `row` is where the person was.
    Who takes back or does again names what by its number, the `target`. `undone` is whether it does not hold
    at present.
    """

    number: int
    moment: str
    person: Person
    kind: Kind
    name: str
    row: int
    rows: frozenset[int]
    target: int | None = None
    undone: bool = False


class History:
    """The events of a document in their order; it grows at its end."""

    def __init__(self) -> None:
        self._events: list[Event] = []
        self._undone: set[int] = set()
        self._latest: dict[int, int] = {}  # of what was taken back or done again, the last time
        self._done: dict[str, list[int]] = {}  # by person, what can be taken back
        self._taken: dict[str, list[int]] = {}  # and what can be done again

    def __len__(self) -> int:
        return len(self._events)

    def __getitem__(self, number: int) -> Event:
        return self._events[number - 1]

    def add(self, event: Event) -> None:
        """Something more has happened. Raises ValueError for what can't have been next."""
        done = self._done.setdefault(event.person.id, [])
        taken = self._taken.setdefault(event.person.id, [])
        source = done if event.kind is Kind.UNDO else taken
        if event.number != len(self) + 1 or (event.target is not None and source[-1:] != [event.target]):
            raise ValueError(f"event {event.number} can't be the next one")
        self._events.append(event)
        if event.target is None:
            done.append(event.number)
            taken.clear()
        elif event.kind is Kind.UNDO:
            taken.append(done.pop())
            self._undone.add(event.target)
        else:
            done.append(taken.pop())
            self._undone.discard(event.target)
        if event.target is not None:
            self._latest[event.target] = event.number

    def after(self, number: int) -> Iterator[Event]:
        """What came after an event, told with what of it holds at present."""
        for event in self._events[max(0, number) :]:
            yield replace(event, undone=True) if event.number in self._undone else event

    def undoable(self, person: Person) -> Event | None:
        """The last of a person's own events that holds."""
        done = self._done.get(person.id)
        return self[done[-1]] if done else None

    def redoable(self, person: Person) -> Event | None:
        """What a person took back last, if nothing was done since."""
        taken = self._taken.get(person.id)
        return self[taken[-1]] if taken else None

    def settled(self, event: Event) -> int:
        """The number of the event by which it holds, or does not hold any more."""
        return self._latest.get(event.number, event.number)

    def by_others(self, person: Person, after: int) -> Iterator[Event]:
        """What others did after an event that still makes a difference, the last first.

        What was done and taken back since makes none, nor what was taken back and done again.
        """
        since = self._events[max(0, after) :]
        turned = Counter(event.target for event in since)
        for event in reversed(since):
            if event.target is None:
                differs = event.number not in self._undone
            else:
                differs = event.target <= after and turned[event.target] % 2 == 1
            if differs and event.person.id != person.id:
                yield event


def last_of(events: Iterable[Event], rows: frozenset[int]) -> Event | None:
    """The first of these events that is of one of the rows."""
    return next((event for event in events if not rows.isdisjoint(event.rows)), None)
