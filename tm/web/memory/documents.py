"""The documents of the memory, by name, each of which can be read."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tm.errors import NoSuchMemory
from tm.web.disconnect import while_here
from tm.web.memory.listing import Documents
from tm.web.pages import page
from tm.web.state import state_of


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
