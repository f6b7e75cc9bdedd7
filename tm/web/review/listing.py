"""The list of documents: those under review, those in folders and in the memory, and texts from a browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from anyio import to_thread
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tm.errors import InputError, StoreError, TMError, WrongLanguage
from tm.languages import LANGUAGES
from tm.memory import Memory
from tm.review.desk import Summary
from tm.review.exchange.documents import UPLOADS, Upload, aligned, of_document, of_memory
from tm.review.exchange.folders import read
from tm.web.guard.access import may_change
from tm.web.pages import gettext, page, told
from tm.web.review.person import name_from, person_of, remembered
from tm.web.review.places import found
from tm.web.state import state_of

SHORT = 200  # characters of a name of a document
ORDERS: dict[str, Callable[[Summary], object]] = {
    "doubtful": lambda one: -one.doubtful,
    "name": lambda one: (one.project, one.name),
    "confirmed": lambda one: one.confirmed / max(one.rows, 1),
    "changed": lambda one: one.changed or "",
}


async def documents(request: Request) -> Response:
    """All documents, and the forms by which there are more."""
    return await to_thread.run_sync(_listed, request)


def _listed(request: Request, problem: str = "", status: int = 200) -> Response:
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


async def open_place(request: Request) -> Response:
    """Put a document of a folder under review, and go to it."""
    form = await request.form()
    key = str(form.get("key", ""))

    def work() -> int:
        place = found(state_of(request).settings.folders).get(key)
        if place is None:
            raise InputError(gettext(request, "This document is not there any more; look at the list again."))
        return state_of(request).desk.add(*read(place))

    return await _opened(request, work)


async def in_memory(request: Request) -> Response:
    """The documents of the memory."""
    listed = await state_of(request).ask(of_memory)
    return page(request, "review/in_memory.html", listed=listed, languages=LANGUAGES)


async def open_unit_rows(request: Request) -> Response:
    """Put a document of the memory under review, and go to it."""
    form = await request.form()
    name, langs = str(form.get("name", "")), [str(lang) for lang in form.getlist("lang")]

    def work() -> int:
        with Memory(state_of(request).settings.memory) as memory:
            source, draft = of_document(memory, name, langs)
        return state_of(request).desk.add(source, draft)

    return await _opened(request, work)


async def add(request: Request) -> Response:
    """Align two or three texts that are sent, put them under review, and go there."""
    async with request.form(max_files=len(LANGUAGES)) as form:
        uploads = [
            Upload(PurePath(sent.filename).name, await sent.read(), lang)
            for lang in LANGUAGES
            if isinstance(sent := form.get(lang), UploadFile) and sent.filename
        ]
        project = name_from(str(form.get("project", "")))[:SHORT] or UPLOADS
        name = name_from(str(form.get("name", "")))[:SHORT] or None
        trust = "trust" in form

    def work() -> int:
        if len(uploads) < 2:
            raise InputError(gettext(request, "Choose the texts of two languages at least."))
        made = aligned(uploads, project=project, name=name, trust=trust)
        return state_of(request).desk.add(made.source, made.draft)

    return await _opened(request, work)


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

    def work() -> int:
        state_of(request).desk.restore(id)
        return id

    return await _opened(request, work)


async def _opened(request: Request, work: Callable[[], int]) -> Response:
    """Go to the document that is put under review; where that can't be, the list says why."""
    try:
        id = await to_thread.run_sync(work)
    except StoreError:
        raise
    except WrongLanguage as error:
        said = gettext(
            request,
            "%(file)s: declared %(declared)s but reads like %(found)s; were files or languages swapped? "
            "If not, say below that the languages are right.",
            file=error.path,
            declared=error.declared,
            found=error.found,
        )
        return await to_thread.run_sync(_listed, request, said, 400)
    except TMError as error:
        return await to_thread.run_sync(_listed, request, told(request, error), 400)
    return RedirectResponse(f"/review/{id}", 303)


def _ours(place: str) -> str:
    """A place among these pages; anything else is the list."""
    return place if place.startswith("/review") and "\\" not in place and "\n" not in place else "/review"
