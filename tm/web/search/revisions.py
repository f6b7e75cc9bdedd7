"""The changes of the memory, the newest first, each of which can be taken back."""

from __future__ import annotations

import re
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tm import editing
from tm.errors import NoSuchMemory, StoreError, TMError
from tm.store.stored import Revision
from tm.web.numbers import number_of
from tm.web.pages import page, told
from tm.web.state import state_of

_SHOWN = 50  # revisions a page
LARGE = 50_000  # versions; to take back more takes longer than a browser waits
_NAMED = 10  # units that are named


class Listing(NamedTuple):
    """A page of revisions; `undone` is the one that was just made by taking another back."""

    revisions: list[Revision]
    total: int
    number: int
    pages: int
    undone: Revision | None


async def revisions(request: Request) -> Response:
    """A page of the list."""
    return await _page(request)


async def undo(request: Request) -> Response:
    """Take a revision back, and say what became of it."""
    id = request.path_params["id"]
    try:
        done = await state_of(request).ask(lambda memory: editing.undo(memory, id))
    except StoreError as error:
        return await _page(request, 503, told(request, error))
    except TMError as error:
        return await _page(request, 400, told(request, error))
    left = "".join(f"&left={number}" for number in done.left[: _NAMED + 1])
    return RedirectResponse(f"/revisions?done={done.revision}{left}", 303)


async def _page(request: Request, status: int = 200, problem: str = "") -> Response:
    try:
        all_of_them = await state_of(request).ask(lambda memory: memory.store.revisions())
    except NoSuchMemory as error:
        all_of_them, problem = [], told(request, error)
    said = request.query_params
    left = [one for one in said.getlist("left") if one.isascii() and one.isdigit()]
    return page(
        request,
        "search/revisions.html",
        status,
        listing=_listing(all_of_them, said.get("page", ""), said.get("done", "")),
        left=left[:_NAMED],
        is_more_left=len(left) > _NAMED,
        problem=problem,
        large=LARGE,
        unit_in=_unit_in,
    )


def _unit_in(origin: str) -> str | None:
    """The number of the one unit that a change was of; None where it was of several, or of a file."""
    found = re.fullmatch(r"unit (\d+)(?:, version \d+)?", origin)
    return found[1] if found else None


def _listing(all_of_them: list[Revision], wanted: str, done: str) -> Listing:
    pages = max(-(-len(all_of_them) // _SHOWN), 1)
    number = min(max(number_of(wanted), 1), pages)
    newest = all_of_them[::-1]
    undone = next((one for one in newest if str(one.id) == done and one.kind == "undo"), None)
    return Listing(newest[_SHOWN * (number - 1) : _SHOWN * number], len(all_of_them), number, pages, undone)


routes = [
    Route("/revisions", revisions),
    Route("/revisions/{id:number}/undo", undo, methods=["POST"]),
]
