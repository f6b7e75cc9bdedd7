"""Lookups at speed: many at once, in processes of their own, and none twice while the memory is the same.

question.py    what can be asked
reader.py      a memory that stays open to answer
line.py        the questions that wait
worker.py      the processes that answer, each with a thread that looks after it
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import Any, TypeVar

from starlette.exceptions import HTTPException

from tm.matching.match import Match
from tm.memory import LIMIT, MINIMUM, Found, Query
from tm.web.lookups.line import Asked, Line
from tm.web.lookups.question import Matches, Occurrences, Question
from tm.web.lookups.reader import MemoryState, Unchanged
from tm.web.lookups.worker import StandIn, Worker

Answer = TypeVar("Answer")

MOST = 128  # questions that wait; who asks one more is told to come again
AGAIN = "1"  # seconds after which
KEPT = 8 << 20  # bytes of answers, as they came, that are kept
FEW = 16 << 10  # bytes of an answer that is kept


class Lookups:
    """What asks the memory at a place, in so many processes; between `start` and `stop`.

    Before `start`, and where there are no processes, one thread answers; after `stop` no more questions are
    taken.
    """

    def __init__(self, place: str, workers: int) -> None:
        self._line = Line()
        self._workers = [Worker(place, self._line, number) for number in range(1, workers + 1)]
        self._stand_in = StandIn(place, self._line)
        self._begun = Lock()
        self._under_way: dict[tuple[object, Question[Any]], _UnderWay] = {}
        self._kept = _Kept()

    @property
    def pids(self) -> list[int]:
        """The processes that are ready."""
        return [pid for worker in self._workers if (pid := worker.pid) is not None]

    def start(self) -> None:
        """Start the processes, and do not wait until they are ready."""
        self._stand_in_begun()
        for worker in self._workers:
            worker.start()

    def stop(self) -> None:
        """End the processes, were they at work; whoever waits for an answer is told."""
        for asked in self._line.close():
            asked.done(None, _come_again("The server ends."))
        for worker in self._workers:
            worker.kill()
        for worker in self._workers:
            if worker.ident is not None:
                worker.join()

    async def lookup(
        self,
        query: str | Query,
        source: str,
        target: str,
        minimum: float = MINIMUM,
        limit: int = LIMIT,
    ) -> list[Match]:
        """What `Memory.lookup` has. Raises as `ask` does."""
        whole = query if isinstance(query, Query) else Query(query)
        return await self.ask(Matches(whole, source, target, minimum, limit))

    async def concord(
        self,
        text: str,
        lang: str,
        mode: str = "words",
        *,
        near: bool = False,
        case: bool = False,
        limit: int = 100,
    ) -> list[Found]:
        """What `Memory.concord` has. Raises as `ask` does, and UsageError where nothing is looked for."""
        return await self.ask(Occurrences(text, lang, mode, near, case, limit))

    async def ask(self, question: Question[Answer]) -> Answer:
        """The answer of the memory as it is now; for who is cancelled here no work is begun.

        An answer may be given to others too, so nobody may change it. Raises what the question raises, a
        StoreError, and an HTTPException of status 503 where too many wait.
        """
        loop = asyncio.get_running_loop()
        under_way = self._under_way.get((loop, question))
        if under_way is None or under_way.answer.done():
            under_way = self._begin(loop, question)
        with under_way.waited_for():
            answer: Answer = await asyncio.shield(under_way.answer)
            return answer

    def _begin(self, loop: asyncio.AbstractEventLoop, question: Question[Any]) -> _UnderWay:
        if self._line.is_closed:
            raise _come_again("The server ends.")
        if len(self._line) >= MOST:
            raise _come_again("Too many ask at once.")
        self._stand_in_begun()
        kept = self._kept.get(question)
        asked = Asked(question, kept.state if kept else None, lambda state, said: None)
        under_way = _UnderWay(asked, loop.create_future())
        self._under_way[loop, question] = under_way
        under_way.answer.add_done_callback(lambda _: self._forget(loop, under_way))
        settle = partial(self._settle, under_way, kept)
        asked.done = lambda state, said: _call(loop, settle, state, said)
        self._line.put(asked)
        return under_way

    def _forget(self, loop: asyncio.AbstractEventLoop, under_way: _UnderWay) -> None:
        key = loop, under_way.asked.question
        if self._under_way.get(key) is under_way:
            del self._under_way[key]

    def _settle(
        self, under_way: _UnderWay, kept: _Answer | None, state: MemoryState | None, said: object
    ) -> None:
        """Give the answer to those who wait for it."""
        if under_way.answer.done():
            return
        if isinstance(said, Exception):
            under_way.answer.set_exception(said)
            return
        if isinstance(said, Unchanged):
            assert kept is not None
            under_way.answer.set_result(kept.said)
            return
        if state is not None:
            asked = under_way.asked
            self._kept.put(asked.question, _Answer(state, said, asked.size))
        under_way.answer.set_result(said)

    def _stand_in_begun(self) -> None:
        with self._begun:
            if self._stand_in.ident is None and not self._line.is_closed:
                self._stand_in.start()


@dataclass(eq=False, slots=True)
class _UnderWay:
    """A question that was asked, its answer to come, and how many wait for it."""

    asked: Asked
    answer: asyncio.Future[Any]
    waiting: int = 0

    @contextmanager
    def waited_for(self) -> Iterator[None]:
        """A block that waits; when the last has left it before the answer, that is not wanted any more."""
        self.waiting += 1
        try:
            yield
        finally:
            self.waiting -= 1
            if not self.waiting and not self.answer.done():
                self.asked.is_off = True
                self.answer.cancel()


@dataclass(frozen=True, slots=True)
class _Answer:
    """An answer that is kept: the state of the memory that it is of, and its size."""

    state: MemoryState
    said: Any
    size: int


class _Kept:
    """Answers by their questions, those last asked for, as many as there is room for."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Question[Any], _Answer] = OrderedDict()
        self._size = 0

    def get(self, question: Question[Any]) -> _Answer | None:
        """The answer, which may be of an earlier state of the memory; None where none is kept."""
        found = self._answers.get(question)
        if found is not None:
            self._answers.move_to_end(question)
        return found

    def put(self, question: Question[Any], answer: _Answer) -> None:
        """Keep an answer that is not large, in place of those that were not asked for the longest."""
        if not 0 < answer.size <= FEW:
            return
        if before := self._answers.pop(question, None):
            self._size -= before.size
        self._answers[question] = answer
        self._size += answer.size
        while self._size > KEPT:
            self._size -= self._answers.popitem(last=False)[1].size


def _come_again(why: str) -> HTTPException:
    return HTTPException(503, why, {"retry-after": AGAIN})


def _call(
    loop: asyncio.AbstractEventLoop,
    settle: Callable[[MemoryState | None, object], None],
    state: MemoryState | None,
    said: object,
) -> None:
    """Settle in the loop of those who wait, if it still runs."""
    try:
        loop.call_soon_threadsafe(settle, state, said)
    except RuntimeError:  # it was closed: nobody waits there
        return
