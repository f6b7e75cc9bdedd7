"""The CPU time of this process, and of a PostgreSQL server that works for it."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import NamedTuple

PROC = Path("/proc")


class Spent(NamedTuple):
    """CPU milliseconds of the client and of the server."""

    client: float
    server: float = 0.0

    @property
    def both(self) -> float:
        """All that was spent."""
        return self.client + self.server


class Clock:
    """What has been spent since it was started, by this process and by a backend, if one is named.

    The kernel counts in nanoseconds what a process has run (Linux only). Work that the backend gives to other
    processes is not seen, unless it is asked for the `whole` server: all its processes, with those
    that have ended, which are counted in hundredths of a second.
    """

    def __init__(self, backend: int | None = None, *, whole: bool = False) -> None:
        self.backend = backend
        self.postmaster = int(fields(backend)[1]) if whole and backend is not None else None
        self.start()

    def start(self) -> None:
        """Begin again."""
        self.begun = time.process_time_ns(), self.served()

    def served(self) -> int:
        """Nanoseconds that the server has run."""
        if self.backend is None:
            return 0
        if self.postmaster is None:
            return ran(self.backend)
        of_it = PROC / f"{self.postmaster}/task/{self.postmaster}/children"
        processes = [self.postmaster, *map(int, of_it.read_text().split())]
        ended = sum(map(int, fields(self.postmaster)[13:15])) / os.sysconf("SC_CLK_TCK")
        return int(ended * 1e9) + sum(map(ran, processes))

    def spent(self) -> Spent:
        """Since the start."""
        client, server = self.begun
        return Spent((time.process_time_ns() - client) / 1e6, (self.served() - server) / 1e6)


def ran(process: int) -> int:
    """Nanoseconds that a process has run; 0 where it has ended."""
    try:
        return int((PROC / f"{process}/schedstat").read_text().split()[0])
    except OSError:
        return 0


def fields(process: int) -> list[str]:
    """What the kernel says of a process, from its state on; its parent is next."""
    return (PROC / f"{process}/stat").read_text().rpartition(")")[2].split()
