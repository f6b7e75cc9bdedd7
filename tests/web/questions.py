"""Questions that try the processes; apart from the tests, so that a process imports little to answer them."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tm.memory import Memory


def until(is_so: Callable[[], bool]) -> None:
    limit = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < limit
        time.sleep(0.01)


@dataclass(frozen=True)
class Deadly:
    """Ends the process that answers, the first time or every time."""

    mark: str

    def of(self, memory: Memory) -> str:
        if not os.path.exists(self.mark):
            if self.mark:
                Path(self.mark).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return "answered"


@dataclass(frozen=True)
class Counted:
    """Says how often it was answered, which takes a moment."""

    mark: str
    seconds: float = 0.3

    def of(self, memory: Memory) -> int:
        with open(self.mark, "a", encoding="utf-8") as stream:
            stream.write("x")
        time.sleep(self.seconds)
        return os.path.getsize(self.mark)


@dataclass(frozen=True)
class Held:
    """Takes until a file is there."""

    mark: str
    end: str

    def of(self, memory: Memory) -> None:
        Path(self.mark).touch()
        until(Path(self.end).exists)


@dataclass(frozen=True)
class Wrong:
    def of(self, memory: Memory) -> int:
        raise ZeroDivisionError("a bug")
