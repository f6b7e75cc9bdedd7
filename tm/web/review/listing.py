"""The list of documents: those under review, those in folders, and those of the memory."""

from __future__ import annotations

from collections.abc import Callable

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tm.errors import StoreError, TMError
from tm.languages import LANGUAGES
from tm.review.desk import Summary
from tm.review.exchange.documents import of_memory
from tm.web.guard.access import may_change
from tm.web.pages import page, told
from tm.web.review.person import person_of, remembered
from tm.web.review.places import found
from tm.web.state import state_of

ORDERS: dict[str, Callable[[Summary], object]] = {
    "doubtful": lambda one: -one.doubtful,
    "name": lambda one: (one.project, one.name),
    "confirmed": lambda one: one.confirmed / max(one.rows, 1),
    "changed": lambda one: one.changed or "",
}


async def documents(request: Request) -> Response:
    """All documents, and the forms by which there are more."""
    return await to_thread.run_sync(listed, request)


def listed(request: Request, problem: str = "", status: int = 200) -> Response:
    """The list, with what went wrong when somebody wanted another document."""
    asked, removed = (request.query_params.get(name, "") for name in ("sort", "removed"))
    sort = asked if asked in ORDERS else "doubtful"
    under = sorted(state_of(request).desk.documents(), key=ORDERS[sort], reverse=sort == "changed")  # type: ignore[arg-type]
    open_now = {(one.project, one.name, one.langs) for one in under}
    folders = state_of(request).settings.folders
    places = found(folders, anew=request.query_params.get("anew") == "1")
    waiting = {key: one for key, one in places.items() if (one.project, one.name, one.langs) not in open_now}
    answer = page(
        request,
        "review/list.html",
        status,
        under=under,
        sort=sort,
        waiting={key: one for key, one in waiting.items() if not one.problem},
        faulty=[one for one in waiting.values() if one.problem],
        folders=folders,
        languages=LANGUAGES,
        person=person_of(request),
        problem=problem,
        removed=removed if removed.isascii() and removed.isdigit() and may_change(request) else "",
    )
    return remembered(request, answer)


async def in_memory(request: Request) -> Response:
    """The documents of the memory."""
    there = await state_of(request).ask(of_memory)
    return page(request, "review/in_memory.html", listed=there, languages=LANGUAGES)


async def name(request: Request) -> Response:
    """Show the form for the name under which others see what one does, or take it."""
    if request.method == "GET":
        to = _ours(request.query_params.get("to", ""))
        return remembered(request, page(request, "review/name.html", person=person_of(request), to=to))
    form = await request.form()
    answer = RedirectResponse(_ours(str(form.get("to", ""))), 303)
    return remembered(request, answer, str(form.get("name", "")))


async def remove(request: Request) -> Response:
    """Take a document out of review; the list offers to put it back."""
    id = request.path_params["id"]
    await to_thread.run_sync(state_of(request).desk.remove, id)
    return RedirectResponse(f"/review?removed={id}", 303)


async def restore(request: Request) -> Response:
    """Put a document back that was taken out of review."""
    id: int = request.path_params["id"]
    try:
        await to_thread.run_sync(state_of(request).desk.restore, id)
    except StoreError:
        raise
    except TMError as error:
        return await to_thread.run_sync(listed, request, told(request, error), 400)
    return RedirectResponse(f"/review/{id}", 303)


def _ours(place: str) -> str:
    """A place among these pages; anything else is the list."""
    return place if place.startswith("/review") and "\\" not in place and "\n" not in place else "/review"
