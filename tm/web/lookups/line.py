"""The questions that wait, all in one line, so that nobody waits for a process while another is free."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from threading import Condition, Lock

from tm.web.lookups.question import Question
from tm.web.lookups.reader import MemoryState


@dataclass(eq=False, slots=True)
class Asked:
    """A question in the line. `done` is told the state and the answer, or the error, in some thread.

    `known` is the state whose answer whoever asks has already.
    """

    question: Question[object]
    known: MemoryState | None
    done: Callable[[MemoryState | None, object], None]
    is_off: bool = False  # nobody waits for the answer any more
    size: int = 0  # bytes of the answer as it came


class Line:
    """The questions that wait, and who may take them: the thread of ours only while no process is ready."""

    def __init__(self) -> None:
        self._waiting: deque[Asked] = deque()
        self._lock = Lock()
        self._for_processes, self._for_others = Condition(self._lock), Condition(self._lock)
        self.ready = 0  # processes
        self._idle = 0  # of them, those that wait for a question
        self.is_closed = False

    def __len__(self) -> int:
        return len(self._waiting)

    def put(self, asked: Asked) -> None:
        """Let it wait; where an answer is known it goes first, for to find it unchanged takes no time."""
        with self._lock:
            if asked.known is None:
                self._waiting.append(asked)
            else:
                self._waiting.appendleft(asked)
            if self.ready:
                self._for_processes.notify()
            else:
                self._for_others.notify_all()

    def take(self, stands_in: bool = False) -> Asked | None:
        """The next question, which is waited for; None when no more will be answered."""
        changed = self._for_others if stands_in else self._for_processes
        with self._lock:
            while not self.is_closed:
                if not self._waiting or (stands_in and self.ready):
                    self._idle += not stands_in
                    changed.wait()
                    self._idle -= not stands_in
                elif not (asked := self._waiting.popleft()).is_off:
                    return asked
            return None

    def take_ahead(self) -> Asked | None:
        """A question for a process that still answers another one; None where one is free, or none waits."""
        with self._lock:
            while self._waiting and not self._idle and not self.is_closed:
                if not (asked := self._waiting.popleft()).is_off:
                    return asked
            return None

    def put_back(self, asked: Asked) -> bool:
        """Let a question wait again, as the first; False where no more will be answered."""
        with self._lock:
            if self.is_closed:
                return False
            self._waiting.appendleft(asked)
            self._for_processes.notify()
            return True

    def are_ready(self, more: int) -> None:
        """So many more processes are ready, or fewer."""
        with self._lock:
            self.ready += more
            self._for_others.notify_all()

    def pause(self, seconds: float) -> None:
        """Wait so long, or until no more will be answered."""
        with self._lock:
            self._for_others.wait_for(lambda: self.is_closed, seconds)

    def close(self) -> list[Asked]:
        """Nothing is taken any more; what was waiting."""
        with self._lock:
            self.is_closed = True
            left = list(self._waiting)
            self._waiting.clear()
            self._for_processes.notify_all()
            self._for_others.notify_all()
        return left
