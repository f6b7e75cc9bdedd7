"""What a server is told when it starts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tm.store import called

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are, who may reach them, and how much of anything is taken.

    `memory` is the place of a memory, which need not be there yet. `folders` hold documents with their beads;
    `reviews` is the file in which reviews are kept, and `scores` the folders in which score reports are
    looked for. `host` and `port` are what it listens on, `names` further names that browsers may call it by.
    `token` is what proves that somebody may change things; where the host is a loopback address, pages
    need none. With `private` it is asked for reading too.
    """

    memory: str = "tm.sqlite"
    folders: tuple[Path, ...] = ()
    reviews: Path = Path("reviews.sqlite")
    scores: tuple[Path, ...] = (Path(),)
    host: str = "127.0.0.1"
    port: int = 8765
    names: tuple[str, ...] = ()
    token: str | None = None
    private: bool = False
    workers: int = 2  # processes that look up; without any, a thread of the server does
    upload: int = 512 << 20  # bytes of a file that is sent
    body: int = 4 << 20  # bytes of any other request
    patience: float = 75.0  # seconds that a request may take, uploads apart; for a memory it waits 60

    @property
    def called(self) -> str:
        """The memory as pages name it; the address of a server may have a password."""
        return called(self.memory)

    @property
    def is_loopback(self) -> bool:
        """Whether nobody but this machine can reach it."""
        return self.host in LOOPBACK
