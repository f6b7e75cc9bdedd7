"""Files into the memory: the form, the dry run that tells what would happen, and the import itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tm.duplicates import checked
from tm.errors import InputError, UsageError
from tm.formats.kinds import NAMES
from tm.formats.sources import Source
from tm.importing import POLICIES, Import, Imported
from tm.web.apart import Work, apart
from tm.web.jobs import Job, Steps
from tm.web.memory.chosen import listed, texts
from tm.web.memory.job_pages import job_of, place_of
from tm.web.memory.uploads import kept, received
from tm.web.pages import gettext, page
from tm.web.state import State, state_of

KIND = "import"
REJECTS = "rejects.tmx"
SMALL = 1 << 20  # bytes of files that are imported without a process of their own


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be imported, and how."""

    files: tuple[Path, ...]
    kind: str | None = None
    columns: tuple[str, ...] = ()
    policy: str = "all"
    source: str | None = None
    tolerant: bool = False
    dry: bool = False


@dataclass(slots=True)
class Coming:
    """What an import was asked for and what has become of it so far.

    `stays` is whether what came in is still there after all: a file that turns out bad takes it back.
    """

    wish: Wish
    outcome: Imported = field(default_factory=Imported)
    stays: bool = True


async def form(request: Request) -> Response:
    """Which files, and what becomes of what is there."""
    return page(request, "memory/import.html", formats=NAMES, policies=POLICIES)


async def begin(request: Request) -> Response:
    """Take the files, and begin."""
    state = state_of(request)
    sent = await received(request, state.settings.upload)
    try:
        wish = _wish(texts(sent))
        with state.jobs.room() as folder:
            files = await kept(sent, "files", folder)
            if not files:
                raise UsageError(gettext(request, "Choose at least one file."))
            job = _start(state, replace(wish, files=tuple(files)), folder)
    finally:
        await sent.close()
    return RedirectResponse(place_of(job), 303)


async def again(request: Request) -> Response:
    """Do in earnest what was tried, with the files that are here already."""
    tried = job_of(request)
    found = tried.result
    if not tried.is_over or not isinstance(found, Coming) or not found.wish.dry:
        raise HTTPException(409, gettext(request, "There is nothing here to be imported."))
    if not all(one.exists() for one in found.wish.files):
        raise HTTPException(409, gettext(request, "The files of this job are gone; send them again."))
    job = _start(state_of(request), replace(found.wish, dry=False), tried.folder)
    return RedirectResponse(place_of(job), 303)


def _wish(said: dict[str, str]) -> Wish:
    """What the fields of the form say. Raises UsageError."""
    policy, kind = said.get("policy", "all"), said.get("format")
    if policy not in POLICIES:
        raise UsageError(f"{policy}: there is no such policy")
    if kind is not None and kind not in NAMES:
        raise UsageError(f"{kind}: formats are {', '.join(NAMES)}")
    columns = listed(said.get("columns"))
    for lang in (*columns, *filter(None, [said.get("source")])):
        checked("language", lang)
    return Wish((), kind, columns, policy, said.get("source"), "tolerant" in said, "dry" in said)


def _start(state: State, wish: Wish, folder: Path) -> Job:
    about = ", ".join(one.name for one in wish.files)
    coming = Coming(wish)
    work: Work = partial(_imported, state.settings.memory, coming)
    if sum(one.stat().st_size for one in wish.files) > SMALL:
        work = apart(work)
    return state.jobs.start(KIND, about, work, folder=folder, writes=True, result=coming)


def _imported(place: str, coming: Coming, job: Job) -> Steps:
    """Import, units that can't be read aside."""
    job.result = coming
    wish, rejects = coming.wish, job.folder / "rejected" / REJECTS
    rejects.parent.mkdir(exist_ok=True)
    doing = Import(
        place,
        _sources(wish),
        policy=wish.policy,
        source=wish.source,
        rejects=rejects,
        dry=wish.dry,
    )
    coming.outcome = doing.outcome
    try:
        yield from doing.run()
    except (InputError, UsageError):
        coming.stays = False
        raise
    if rejects.exists():
        job.offered.append(rejects)


def _sources(wish: Wish) -> Sequence[Source]:
    return [Source(file, wish.kind, wish.columns, wish.tolerant) for file in wish.files]


routes = [
    Route("/memory/import", form),
    Route("/memory/import", begin, methods=["POST"]),
    Route("/memory/jobs/{id}/import", again, methods=["POST"]),
]
