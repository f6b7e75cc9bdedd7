"""More documents under review: from folders, from the memory, and from texts that somebody sends.

What is quick is done while the browser waits, and leads to the document. What takes longer goes on behind a
page that says how far it is.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from anyio import to_thread
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from tm.errors import InputError, WrongLanguage
from tm.languages import LANGUAGES
from tm.memory import Memory
from tm.review.draft import Draft, Source
from tm.review.exchange.documents import UPLOADS, Upload, aligned, of_document
from tm.review.exchange.folders import read
from tm.review.judging import by_ourselves, says_nothing
from tm.web.jobs import Job, JobState, Steps
from tm.web.pages import gettext, page, told
from tm.web.review.listing import listed
from tm.web.review.person import name_from
from tm.web.review.places import found
from tm.web.state import state_of

SHORT = 200  # characters of a name of a document
PATIENCE = 2.0  # seconds for which a browser waits; what takes longer gets a page of its own
KIND = "review"  # of a job
Found = Callable[[], tuple[Source, Draft]]


async def from_folder(request: Request) -> Response:
    """Put a document of a folder under review, and go to it."""
    form = await request.form()
    key = str(form.get("key", ""))
    gone = gettext(request, "This document is not there any more; look at the list again.")

    def work() -> tuple[Source, Draft]:
        place = found(state_of(request).settings.folders).get(key)
        if place is None:
            raise InputError(gone)
        return read(place)

    return await _opened(request, "", work)


async def from_memory(request: Request) -> Response:
    """Put a document of the memory under review, and go to it."""
    form = await request.form()
    name, langs = str(form.get("name", "")), [str(lang) for lang in form.getlist("lang")]

    def work() -> tuple[Source, Draft]:
        with Memory(state_of(request).settings.memory) as memory:
            return of_document(memory, name, langs)

    return await _opened(request, name[:SHORT], work)


async def from_texts(request: Request) -> Response:
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

    def swapped(error: WrongLanguage) -> str:
        return gettext(
            request,
            "%(file)s: declared %(declared)s but reads like %(found)s; were files or languages swapped? "
            "If not, say below that the languages are right.",
            file=error.path,
            declared=error.declared,
            found=error.found,
        )

    few = gettext(request, "Choose the texts of two languages at least.")

    def work() -> tuple[Source, Draft]:
        if len(uploads) < 2:
            raise InputError(few)
        try:
            made = aligned(uploads, project=project, name=name, trust=trust)
        except WrongLanguage as error:
            raise InputError(swapped(error)) from error
        return made.source, made.draft

    return await _opened(request, name or ", ".join(one.name for one in uploads), work)


async def progress(request: Request) -> Response:
    """How far a document is that somebody wants to review; the document when it is there."""
    job = state_of(request).jobs.find(request.path_params["id"])
    if job is None or job.kind != KIND:
        raise HTTPException(
            404, gettext(request, "There is no such job; those that ended long ago are forgotten.")
        )
    return await to_thread.run_sync(_after, request, job)


async def stop(request: Request) -> Response:
    """Give it up; nothing is put under review."""
    job = state_of(request).jobs.find(request.path_params["id"])
    if job is not None and job.kind == KIND:
        state_of(request).jobs.stop(job)
    return RedirectResponse("/review", 303)


async def _opened(request: Request, about: str, found: Found) -> Response:
    """Put a document under review, and go to its first doubt; the list says why where that can't be."""
    state = state_of(request)

    def work(job: Job) -> Steps:
        yield 0, 0
        source, draft = found()
        if says_nothing(draft):
            source, draft = yield from by_ourselves(source, draft)
        job.result = state.desk.add(source, draft)

    def begun() -> Response:
        try:
            job = state.jobs.start(KIND, about, work)
        except InputError as error:  # there are too many already
            return listed(request, told(request, error), 503)
        job.wait(PATIENCE)
        return _after(request, job)

    return await to_thread.run_sync(begun)


def _after(request: Request, job: Job) -> Response:
    if job.state is JobState.DONE:
        return RedirectResponse(f"/review/{job.result}?mode=doubtful&go=doubtful-first", 303)
    if job.state is JobState.FAILED:
        ours = gettext(
            request, "Something went wrong that is a mistake of ours; the log of the server tells more."
        )
        return listed(
            request, told(request, job.problem) if job.problem else ours, 400 if job.problem else 500
        )
    if job.state is JobState.STOPPED:
        return RedirectResponse("/review", 303)
    return page(request, "review/coming.html", job=job)
