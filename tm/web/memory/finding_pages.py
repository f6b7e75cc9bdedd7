"""The pages of findings: what was found by kind, one kind after another, and what puts it right."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from anyio import to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tm import editing
from tm.checks.checker import FAMILIES
from tm.duplicates import checked
from tm.errors import Message, UsageError
from tm.memory import Memory
from tm.provenance import REVIEWS
from tm.store.stored import Stored
from tm.units import TranslationUnit
from tm.web.jobs import Job, Steps
from tm.web.memory import counts, findings, mending
from tm.web.memory.chosen import listed, selection_of
from tm.web.memory.differences import Piece, pieces
from tm.web.memory.findings import MEANINGS, MOST, Findings, Place
from tm.web.memory.job_pages import job_of, place_of
from tm.web.memory.uploads import fields
from tm.web.numbers import number_of
from tm.web.pages import gettext, page
from tm.web.state import state_of

PAGE = 25  # findings on a page
PATIENCE = 1.5  # seconds that a page waits for an undo
UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Text:
    """One language of a unit as it is shown: before, in and after the place of the finding; or put right."""

    lang: str
    before: str
    marked: str
    after: str
    mended: list[Piece] | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding with its unit; without texts where the unit is gone."""

    place: Place
    texts: list[Text]
    changed: bool
    mendable: bool


async def overview(request: Request) -> Response:
    """What the last look has found, and the form for a new one."""
    state = state_of(request)
    brief = await state.ask(counts.brief)
    job = state.jobs.latest(findings.KIND)
    found = job.result if job else None
    return page(
        request,
        "memory/findings.html",
        job=job,
        found=found if isinstance(found, Findings) else None,
        brief=brief,
        families=tuple(FAMILIES)[:-1],  # terms need a glossary
        meanings=MEANINGS,
        mendable=mending.MENDABLE,
        reviews=REVIEWS,
        looking=[one for one in state.jobs.all() if one.kind == findings.KIND and not one.is_over],
    )


async def begin(request: Request) -> Response:
    """Look for what is wrong."""
    state = state_of(request)
    brief = await state.ask(counts.brief)
    said = await fields(request, state_of(request).settings.body)
    source = said.get("source")
    if source:
        checked("language", source)
    families = listed(said.get("family"))
    if unknown := [one for one in families if one not in FAMILIES]:
        raise UsageError(f"{unknown[0]}: families are {', '.join(FAMILIES)}")
    found = Findings(selection_of(said), source, families, revision=brief.revision)
    work = counts.placed(brief, functools.partial(findings.look, state.settings.memory, found))
    job = state.jobs.start(findings.KIND, "", work)
    return RedirectResponse(place_of(job), 303)


async def kind(request: Request) -> Response:
    """The findings of one kind, page by page."""
    found, code = _found(request), request.path_params["code"]
    state = state_of(request)
    places = found.places.get(code, [])
    pages = max(-(-len(places) // PAGE), 1)
    number = _number(request.query_params.get("page"), pages)
    part = places[(number - 1) * PAGE : number * PAGE]
    shown, revision = await state.ask(functools.partial(_shown, code, part, found))
    return page(
        request,
        "memory/finding.html",
        job=job_of(request),
        found=found,
        code=code,
        meaning=MEANINGS.get(code, ""),
        shown=shown,
        first=(number - 1) * PAGE + 1,
        number=number,
        pages=pages,
        most=MOST,
        mendable=code in mending.MENDABLE,
        fixed=_number(request.query_params.get("fixed"), revision)
        if "fixed" in request.query_params
        else None,
        undone=request.query_params.get("undone", "").isdecimal(),
        stale=revision != found.revision,
    )


async def mend(request: Request) -> Response:
    """Put one unit right, as a revision of its own."""
    found, code = _found(request), request.path_params["code"]
    said = await fields(request, state_of(request).settings.body)
    number = number_of(said.get("unit"))
    if not number:
        raise HTTPException(400, gettext(request, "Name a unit."))
    revision = await state_of(request).ask(lambda memory: mending.mend(memory, number, code, found.source))
    place = f"/memory/findings/{job_of(request).id}/{code}?page={_number(said.get('page'), 10**6)}"
    return RedirectResponse(f"{place}&fixed={revision}#notice", 303)


async def mend_all(request: Request) -> Response:
    """Put right all units that have a finding of a kind, as one revision."""
    found, code = _found(request), request.path_params["code"]
    if code not in mending.MENDABLE:
        raise UsageError(Message("%(code)s: nothing about it is certain; look at each of them", code=code))
    state = state_of(request)
    mend = functools.partial(mending.mend_all, state.settings.memory, code, found.source, found.selection)
    work = counts.placed(await state.ask(counts.brief), mend)
    return RedirectResponse(place_of(state.jobs.start(mending.KIND, code, work, writes=True)), 303)


async def undo(request: Request) -> Response:
    """Take a revision back; who comes from findings goes back there."""
    state = state_of(request)
    said = await fields(request, state_of(request).settings.body)
    revision = number_of(said.get("revision"))
    if not revision:
        raise HTTPException(400, gettext(request, "Name a revision."))
    work = functools.partial(_undone, state.settings.memory, revision)
    job = state.jobs.start(UNDO, str(revision), work, writes=True)
    origin, code = state.jobs.find(said.get("job", "")), said.get("code", "")
    if await to_thread.run_sync(job.wait, PATIENCE) and not job.problem and origin and code in MEANINGS:
        place = f"/memory/findings/{origin.id}/{code}?page={_number(said.get('page'), 10**6)}"
        return RedirectResponse(f"{place}&undone={revision}#notice", 303)
    return RedirectResponse(place_of(job), 303)


def _undone(place: str, revision: int, job: Job) -> Steps:
    yield 0, 0
    with Memory(place) as memory:
        job.result = editing.undo(memory, revision)


def _found(request: Request) -> Findings:
    found = job_of(request).result
    code = request.path_params.get("code")
    if not isinstance(found, Findings) or code not in MEANINGS:
        raise HTTPException(404, gettext(request, "There are no such findings."))
    return found


def _number(said: str | None, most: int) -> int:
    """A number from 1 to another; 1 for what is none."""
    return min(max(number_of(said), 1), max(most, 1))


def _shown(code: str, part: list[Place], found: Findings, memory: Memory) -> tuple[list[Shown], int]:
    """The findings of a page with their units as they are now, and the revision of the memory."""
    with memory.store.database.reading():
        there = {one.number: one for one in memory.store.by_number({place.number for place in part})}
        revision = memory.store.last_revision()
    return [_with_unit(code, place, there.get(place.number), found) for place in part], revision


def _with_unit(code: str, place: Place, stored: Stored | None, found: Findings) -> Shown:
    if stored is None:
        return Shown(place, [], True, False)
    taken = found.selection.taken(stored.unit) or stored.unit
    changed = findings.text_of(taken, place.lang) != place.text
    new = None if changed else mending.better(stored.unit, code, found.source)
    return Shown(place, _texts(stored.unit, new, place, changed), changed, new is not None)


def _texts(unit: TranslationUnit, new: TranslationUnit | None, place: Place, changed: bool) -> list[Text]:
    after = new.variants if new else unit.variants
    shown = []
    for old, one in zip(unit.variants, after, strict=True):
        text, here = old.text, old.lang == place.lang and not changed
        start, end = (place.start, place.end) if here and place.end > place.start else (len(text), len(text))
        mended = pieces(text, one.text) if one.text != text else None
        shown.append(Text(old.lang, text[:start], text[start:end], text[end:], mended))
    return shown


routes = [
    Route("/memory/findings", overview),
    Route("/memory/findings", begin, methods=["POST"]),
    Route("/memory/findings/{id}/{code}", kind),
    Route("/memory/findings/{id}/{code}/mend", mend, methods=["POST"]),
    Route("/memory/findings/{id}/{code}/mend-all", mend_all, methods=["POST"]),
    Route("/memory/undo", undo, methods=["POST"]),
]
