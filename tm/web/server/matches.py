"""The matches that CAT tools are given: looked up where all lookups of the server are."""

from __future__ import annotations

from starlette.requests import Request

from tm.matching.match import Match
from tm.web.state import state_of


async def matches_of(
    request: Request, text: str, source: str, target: str, minimum: float, limit: int
) -> list[Match]:
    """The matches of a text in a direction, the best first. Raises a StoreError."""
    return await state_of(request).ask(
        lambda memory: memory.lookup(text, source, target, minimum=minimum, limit=limit)
    )
