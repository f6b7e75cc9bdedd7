"""A memory that stays open to answer questions, whatever becomes of it."""

from __future__ import annotations

import os
from pathlib import Path

from tm.errors import NoSuchMemory, UnreachableServer
from tm.memory import Memory
from tm.store import is_server
from tm.web.lookups.question import Question

File = tuple[int, int] | None  # which file is at a place; None for a server
MemoryState = tuple[File, int]  # the file, and the last revision of it


class Unchanged:
    """The answer to whoever knows that of the same state of the memory."""


class Reader:
    """A memory that stays open; where another file is at its place, or its server went, it is opened anew."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._memory: Memory | None = None
        self._file: File = None

    def reply(self, question: Question[object], known: MemoryState | None) -> tuple[MemoryState, object]:
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

    def _reply(self, question: Question[object], known: MemoryState | None) -> tuple[MemoryState, object]:
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
