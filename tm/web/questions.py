"""What a memory is asked by many at once, and a memory that stays open to answer, whatever becomes of it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from tm.errors import NoSuchMemory, UnreachableServer
from tm.matching.concordance import Concordance
from tm.matching.match import Match
from tm.memory import LIMIT, MINIMUM, Found, Memory, Query
from tm.store import is_server

LOOKED = 40_000  # segments that a concordance reads for one answer, the newest; it takes less than a second
Answer_co = TypeVar("Answer_co", covariant=True)

File = tuple[int, int] | None  # which file is at a place; None for a server
State = tuple[File, int]  # a state of a memory: the file, and the last revision of it


class Question(Protocol[Answer_co]):
    """What can be asked in another process: it can be pickled, is small, and equal where the answer is."""

    def of(self, memory: Memory) -> Answer_co:
        """The answer that a memory gives."""
        ...


@dataclass(frozen=True, slots=True)
class Matches:
    """The matches of a text, as `Memory.lookup` has them."""

    query: Query
    source: str
    target: str
    minimum: float = MINIMUM
    limit: int = LIMIT

    def of(self, memory: Memory) -> list[Match]:
        """The best first."""
        return memory.lookup(self.query, self.source, self.target, minimum=self.minimum, limit=self.limit)


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Where a memory has a word or a phrase, as `Memory.concord` has it."""

    text: str
    lang: str
    mode: str = "words"
    near: bool = False
    case: bool = False
    limit: int = 100

    def of(self, memory: Memory) -> list[Found]:
        """The closest forms first. Raises UsageError where there is nothing to look for."""
        sought = Concordance(self.text, self.lang, self.mode, near=self.near, case=self.case)
        return memory.concord(sought, limit=self.limit)


class Unchanged:
    """The answer to whoever knows that of the same state of the memory."""


class Reader:
    """A memory that stays open; where another file is at its place, or its server went, it is opened anew."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._memory: Memory | None = None
        self._file: File = None

    def reply(self, question: Question[object], known: State | None) -> tuple[State, object]:
        """The answer, and the state that it is of; `Unchanged` where that is the one that is known.

        Raises what the question raises, and a StoreError.
        """
        was_open = self._memory is not None
        try:
            return self._reply(question, known)
        except UnreachableServer:
            self.close()
            if not was_open:
                raise
            return self._reply(question, known)  # the server may be there again

    def close(self) -> None:
        """End the connection; the next question begins another."""
        if self._memory is not None:
            self._memory.close()
            self._memory = None

    def _reply(self, question: Question[object], known: State | None) -> tuple[State, object]:
        memory = self._opened()
        with memory.store.database.reading():
            state = self._file, memory.store.last_revision()
            return state, Unchanged() if state == known else question.of(memory)

    def _opened(self) -> Memory:
        file = self._file_there()
        if self._memory is None or file != self._file:
            self.close()
            self._memory, self._file = Memory(self._place), file
        return self._memory

    def _file_there(self) -> File:
        if is_server(self._place):
            return None
        try:
            found = os.stat(self._place)
        except OSError:
            self.close()
            raise NoSuchMemory(Path(self._place), "there is no memory; tm import makes one") from None
        return found.st_dev, found.st_ino
