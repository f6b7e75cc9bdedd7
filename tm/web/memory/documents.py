"""The documents of the memory, by name, each of which can be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tm.errors import NoSuchMemory
from tm.memory import Memory
from tm.web.pages import page
from tm.web.presence import while_here
from tm.web.state import state_of

PAGE = 50  # documents on a page


class Listing(NamedTuple):
    """A page of documents: names with how many units each has, and which page of how many it is.

    `total` are the documents of such names, `other` the units of the memory that name no document.
    """

    documents: tuple[tuple[str, int], ...]
    number: int
    pages: int
    total: int
    other: int


@dataclass(frozen=True, slots=True)
class Documents:
    """Asks for the documents that have something in their names, whatever its capital letters."""

    name: str
    number: int

    def of(self, memory: Memory) -> Listing:
        """A page of them, in the order of their names; the nearest one where there is no such page."""
        there = memory.store.documents()
        other = there.pop(None, 0)
        wanted = self.name.casefold()
        found = sorted((name, count) for name, count in there.items() if name and wanted in name.casefold())
        pages = max(-(-len(found) // PAGE), 1)
        number = min(max(self.number, 1), pages)
        return Listing(tuple(found[PAGE * (number - 1) : PAGE * number]), number, pages, len(found), other)


async def documents(request: Request) -> Response:
    """The list."""
    state, said = state_of(request), request.query_params
    name, number = said.get("name", "").strip(), said.get("page", "")
    asked = Documents(name, int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 1)
    try:
        listing = await while_here(request, state.lookups.ask(asked))
    except NoSuchMemory:
        return page(request, "memory/none.html", place=state.settings.memory)
    return page(request, "memory/documents.html", name=name, listing=listing)


routes = [Route("/memory/documents", documents)]
