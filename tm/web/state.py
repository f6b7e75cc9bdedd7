"""What all requests share: the settings, the memory, the reviews, and the work that goes on behind them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

from anyio import to_thread
from starlette.requests import HTTPConnection

from tm.memory import Memory
from tm.review.desk import Desk
from tm.web.brake import Brake
from tm.web.jobs import Jobs
from tm.web.lookups import Lookups
from tm.web.settings import Settings

Answer = TypeVar("Answer")


class State:
    """One for each application; `state_of` gives it to a request."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.desk = Desk(settings.reviews)
        self.jobs = Jobs()
        self.brake = Brake()
        self.lookups = Lookups(settings.memory, settings.workers)

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """A block in which the work behind requests goes on; it is given up at the end."""
        self.lookups.start()
        try:
            yield
        finally:
            await to_thread.run_sync(self.lookups.stop)
            await to_thread.run_sync(self.jobs.close)
            await to_thread.run_sync(self.desk.close)

    async def ask(self, work: Callable[[Memory], Answer]) -> Answer:
        """What a function has of the memory, in a thread of its own. Raises a StoreError."""
        return await to_thread.run_sync(self._asked, work)

    def _asked(self, work: Callable[[Memory], Answer]) -> Answer:
        with Memory(self.settings.memory) as memory:
            return work(memory)


def state_of(request: HTTPConnection) -> State:
    """What the application of a request shares."""
    found = request.app.state.shared
    assert isinstance(found, State)
    return found
