"""The CPU time of this process, and of a PostgreSQL backend that works for it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple


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
    processes is not seen: it has to be told not to.
    """

    def __init__(self, backend: int | None = None) -> None:
        self.backend = None if backend is None else Path(f"/proc/{backend}/schedstat")
        self.start()

    def start(self) -> None:
        """Begin again."""
        self.begun = time.process_time_ns(), self.served()

    def served(self) -> int:
        """Nanoseconds that the backend has run."""
        return int(self.backend.read_text().split()[0]) if self.backend else 0

    def spent(self) -> Spent:
        """Since the start."""
        client, server = self.begun
        return Spent((time.process_time_ns() - client) / 1e6, (self.served() - server) / 1e6)
