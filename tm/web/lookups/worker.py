"""Who answers questions of a memory: processes of their own, and a thread of this one until they are there.

Each process has a thread here that starts it, hands it one question at a time, and starts another where it
ends.
"""

from __future__ import annotations

import pickle
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import Thread

from tm.errors import BusyMemory, StoreError, TMError
from tm.processes import follow, uninterrupted
from tm.store import called
from tm.web.lookups.line import Asked, Line
from tm.web.lookups.reader import MemoryState, Reader

PATIENCE = 60.0  # seconds that a question may take; a process that needs longer is ended
START = 60.0  # seconds that a process may take to start
PAUSE = 0.2, 30.0  # seconds before a process that ended at once is started again: at first, and at most
AHEAD = 16 << 10  # bytes of a question that surely fit into a pipe which nobody reads at the moment
_ENDED = "the process that looked up was ended"
_GONE = (EOFError, ConnectionError, OSError)  # what a pipe says whose other end is no more


class StandIn(Thread):
    """Answers in this process while no other is ready."""

    def __init__(self, place: str, line: Line) -> None:
        super().__init__(name="stand-in", daemon=True)
        self._reader, self._line = Reader(place), line

    def run(self) -> None:
        """Answer until the line is closed."""
        while asked := self._line.take(stands_in=True):
            try:
                asked.done(*self._reader.reply(asked.question, asked.known))
            except Exception as error:  # whoever asked hears of it
                asked.done(None, error)
            finally:
                self._reader.close()  # for this may have been the last


class Worker(Thread):
    """Has a process that answers, and another in its place where it ends."""

    def __init__(self, place: str, line: Line, number: int) -> None:
        super().__init__(name=f"lookups-{number}", daemon=True)
        self._place, self._line = place, line
        self._connection: Connection | None = None
        self._process: BaseProcess | None = None
        self._is_ready = False

    @property
    def pid(self) -> int | None:
        """The number of its process while that is ready."""
        process = self._process
        return process.pid if process is not None and self._is_ready else None

    def run(self) -> None:
        """Answer until the line is closed."""
        pause = PAUSE[0]
        while not self._line.is_closed:
            if self._begin():
                pause = PAUSE[0]
                self._work()
                self._end()
            else:
                self._end()
                self._line.pause(pause)
                pause = min(2 * pause, PAUSE[1])

    def kill(self) -> None:
        """End the process, whatever it does; it only reads."""
        process = self._process
        if process is not None:
            with suppress(ValueError):  # closed at this moment
                process.kill()

    def _work(self) -> None:
        """Hand questions to the process while it lives, the next one already while it answers one."""
        asked, is_sent = self._line.take(), False
        while asked:
            ahead = None
            if is_sent or self._sent(asked):
                ahead = self._handed_ahead()
                if self._received(asked):
                    asked, is_sent = (ahead, True) if ahead else (self._line.take(), False)
                    continue
            if ahead:
                self._return(ahead)
            # What ended the process may have had nothing to do with the question: it is asked again, once.
            self._end()
            if not (
                not self._line.is_closed and self._begin() and self._sent(asked) and self._received(asked)
            ):
                asked.done(None, StoreError(called(self._place), _ENDED))
                return
            asked, is_sent = self._line.take(), False

    def _handed_ahead(self) -> Asked | None:
        """A question that waits in the pipe until the process has answered; None where there is none."""
        ahead = self._line.take_ahead()
        if ahead is None or self._sent(ahead, AHEAD):
            return ahead
        self._return(ahead)
        return None

    def _return(self, asked: Asked) -> None:
        """Let another process answer."""
        if not self._line.put_back(asked):
            asked.done(None, StoreError(called(self._place), _ENDED))

    def _sent(self, asked: Asked, most: int | None = None) -> bool:
        """Whether the process was given the question, of so many bytes at most."""
        assert self._connection is not None
        packed = pickle.dumps((asked.question, asked.known), pickle.HIGHEST_PROTOCOL)
        if most is not None and len(packed) > most:
            return False
        try:
            self._connection.send_bytes(packed)
        except _GONE:
            return False
        return True

    def _received(self, asked: Asked) -> bool:
        """Whether the process has answered."""
        assert self._connection is not None
        try:
            if not self._connection.poll(PATIENCE):
                self.kill()  # the next question finds that it is gone
                problem = f"has not answered for {PATIENCE:.0f} s; try again"
                asked.done(None, BusyMemory(called(self._place), problem))
                return True
            said = self._connection.recv_bytes()
        except _GONE:
            return False
        asked.size = len(said)
        asked.done(*pickle.loads(said))
        return True

    def _begin(self) -> bool:
        """Start a process; whether it is ready."""
        context = get_context("spawn")
        self._connection, theirs = context.Pipe()
        process = context.Process(target=_answer, args=(self._place, theirs), daemon=True)
        try:
            with uninterrupted():
                process.start()
            theirs.close()
            self._process = process  # from here on it can be killed; who came too early has closed the line
            if self._line.is_closed or not self._connection.poll(START):
                return False
            self._connection.recv_bytes()
        except _GONE:
            return False
        self._is_ready = True
        self._line.are_ready(1)
        return True

    def _end(self) -> None:
        """See that the process is no more."""
        if self._is_ready:
            self._is_ready = False
            self._line.are_ready(-1)
        process, self._process = self._process, None
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if process is not None and process.pid is not None:
            process.kill()
            process.join()
            process.close()


def _answer(place: str, connection: Connection) -> None:
    """What a process does: answer one question after the other, until nobody asks."""
    follow()
    reader = Reader(place)
    connection.send_bytes(b"")
    while True:
        try:
            question, known = pickle.loads(connection.recv_bytes())
        except _GONE:
            return
        said: tuple[MemoryState | None, object]
        try:
            said = reader.reply(question, known)
        except TMError as error:
            said = None, error
        except Exception as error:  # a bug: told where it belongs, and the process goes on
            said = None, RuntimeError(f"{type(error).__name__} in a process that looks up: {error}")
        connection.send_bytes(pickle.dumps(said, pickle.HIGHEST_PROTOCOL))
