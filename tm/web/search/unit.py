"""The page of a unit: what it says, its history, and what a person may do with it."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tm import editing
from tm.editing import InlineCodes, Overtaken
from tm.errors import NoSuchUnit, StoreError, TMError
from tm.memory import Memory
from tm.provenance import confidence_of, day_of, document_of, review_of
from tm.store.stored import Event, Version
from tm.web.numbers import number_of
from tm.web.pages import page, told
from tm.web.search.answer import autonym
from tm.web.search.form import Typed, fields, notes, seen_in, typed
from tm.web.search.versions import remarks, stages
from tm.web.state import state_of


async def unit(request: Request) -> Response:
    """A unit with all that is known of it."""
    return await _page(request)


async def save(request: Request) -> Response:
    """Let the unit say what the form says, if nobody was quicker."""
    own = typed(await request.form())
    number = request.path_params["number"]

    def saved(memory: Memory) -> int:
        present = memory.store.versions(number)[-1]
        if present.gone is not None or present.id != own.seen:
            raise Overtaken(f"{memory.place}: unit {number} was changed meanwhile; nothing was done")
        return editing.revise(memory, number, own.seen, own.wording(present.unit))

    return await _done(request, saved, own)


async def delete(request: Request) -> Response:
    """Delete the unit, if it is as the person saw it."""
    number, seen = request.path_params["number"], number_of((await request.form()).get("version"))
    return await _done(request, lambda memory: editing.delete(memory, [number], {number: seen}))


async def restore(request: Request) -> Response:
    """Let the unit be what it was in a version, or before it was deleted."""
    form, number = await request.form(), request.path_params["number"]

    def restored(memory: Memory) -> int:
        editing.restore(memory, number, number_of(form.get("place")) or None, number_of(form.get("version")))
        last = memory.store.versions(number)[-1]
        return last.born

    return await _done(request, restored)


async def undo(request: Request) -> Response:
    """Take back the change that was just made."""
    revision = number_of((await request.form()).get("revision"))
    return await _done(request, lambda memory: editing.undo(memory, revision).revision)


async def _done(request: Request, work: Callable[[Memory], int], own: Typed | None = None) -> Response:
    """Do something that makes a revision, and show the unit again; where it is refused, why."""
    number = request.path_params["number"]
    try:
        revision = await state_of(request).ask(work)
    except NoSuchUnit:
        raise
    except Overtaken:
        return await _page(request, 409, own, is_overtaken=True)
    except StoreError as error:
        return await _page(request, 503, own, problem=told(request, error))
    except TMError as error:
        has_codes = isinstance(error, InlineCodes)
        return await _page(request, 400, own, problem=told(request, error), has_codes=has_codes)
    return RedirectResponse(f"/unit/{number}?done={revision}", 303)


async def _page(
    request: Request,
    status: int = 200,
    own: Typed | None = None,
    *,
    problem: str = "",
    is_overtaken: bool = False,
    has_codes: bool = False,
) -> Response:
    number = request.path_params["number"]
    versions, events = await state_of(request).ask(lambda memory: _history(memory, number))
    last = versions[-1]
    return page(
        request,
        "search/unit.html",
        status,
        number=number,
        unit=last.unit,
        seen=last.id,
        lives=last.gone is None,
        ended=events.get(last.gone or 0),
        fields=fields(last.unit, own, seen_in(versions, own)),
        notes=notes(last.unit, own, seen_in(versions, own)),
        own=own,
        stages=stages(versions, events),
        remarks=remarks(last.unit),
        done=_just_done(request, last, events),
        problem=problem,
        is_overtaken=is_overtaken,
        has_codes=has_codes,
        autonym=autonym,
        document=document_of(last.unit),
        review=review_of(last.unit),
        day=day_of(last.unit),
        confidence=confidence_of(last.unit),
    )


def _history(memory: Memory, number: int) -> tuple[list[Version], dict[int, Event]]:
    """All versions of a unit, and the changes that made and ended them. Raises NoSuchUnit."""
    with memory.store.database.reading():
        versions = memory.store.versions(number)
        wanted = {one.born for one in versions} | {one.gone for one in versions if one.gone is not None}
        return versions, memory.store.events(wanted)


def _just_done(request: Request, last: Version, events: dict[int, Event]) -> Event | None:
    """The change that the address says was just made, while it is the last one of the unit."""
    done = request.query_params.get("done", "")
    present = last.gone if last.gone is not None else last.born
    return events.get(present) if done == str(present) else None


routes = [
    Route("/unit/{number:number}", unit),
    Route("/unit/{number:number}", save, methods=["POST"]),
    Route("/unit/{number:number}/delete", delete, methods=["POST"]),
    Route("/unit/{number:number}/restore", restore, methods=["POST"]),
    Route("/unit/{number:number}/undo", undo, methods=["POST"]),
]
