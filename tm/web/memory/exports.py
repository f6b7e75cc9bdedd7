"""The memory, or a part of it, as a file of any format that can be written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tm.conversion import Conversion, Outcome
from tm.errors import Message, UsageError
from tm.formats.kinds import KINDS
from tm.formats.profiles import BILINGUAL, PROFILES
from tm.formats.sources import Source
from tm.provenance import REVIEWS
from tm.selection import Selection
from tm.web.jobs import Job, Steps
from tm.web.memory import counts
from tm.web.memory.chosen import pair_of, selection_of
from tm.web.memory.job_pages import place_of
from tm.web.memory.uploads import fields, safe_name
from tm.web.pages import page
from tm.web.state import state_of

KIND = "export"
FORMATS = tuple(kind.name for kind in KINDS if kind.name != "memory")


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be written: the file's name, its format, and which units."""

    name: str
    kind: str
    langs: tuple[str, ...] = ()
    profile: str | None = None
    selection: Selection = field(default_factory=Selection)


@dataclass(slots=True)
class Going:
    """What an export has written so far."""

    order: Order
    outcome: Outcome = field(default_factory=Outcome)


async def form(request: Request) -> Response:
    """Which units, and how they are to be written."""
    state = state_of(request)
    brief = await state.ask(counts.brief)
    return page(
        request,
        "memory/export.html",
        formats=FORMATS,
        profiles=PROFILES,
        reviews=REVIEWS,
        units=brief.units,
        name=f"memory-{datetime.now(UTC):%Y-%m-%d}",
    )


async def begin(request: Request) -> Response:
    """Begin to write."""
    state = state_of(request)
    brief = await state.ask(counts.brief)
    order = _order(await fields(request, state.settings.body))
    work = counts.placed(brief, partial(_written, state.settings.memory, Going(order)))
    return RedirectResponse(place_of(state.jobs.start(KIND, order.name, work)), 303)


def _order(said: Mapping[str, str]) -> Order:
    """What the form says. Raises UsageError where its wishes do not fit together."""
    kind, profile = said.get("format", "tmx"), said.get("profile")
    if kind not in FORMATS:
        raise UsageError(f"{kind}: formats are {', '.join(FORMATS)}")
    if profile is not None and profile not in PROFILES:
        raise UsageError(f"{profile}: profiles are {', '.join(PROFILES)}")
    if profile and kind != "tmx":
        raise UsageError(Message("Only TMX has profiles; choose TMX, or no profile."))
    langs, found = pair_of(said), next(one for one in KINDS if one.name == kind)
    if not langs and (found.bilingual or profile in BILINGUAL):
        raise UsageError(
            Message("%(what)s holds two languages: name source and target.", what=profile or kind)
        )
    if langs and kind == "tmx" and not profile:
        raise UsageError(
            Message(
                "TMX holds any number of languages: name those to keep among the units, "
                "not source and target."
            )
        )
    return Order(_named(said.get("name", "memory"), kind), kind, langs, profile, selection_of(said))


def _named(name: str, kind: str) -> str:
    """The name of the file: safe, and with the ending of its format."""
    safe = safe_name(name)
    endings = next(one.suffixes for one in KINDS if one.name == kind)
    return safe if not endings or safe.lower().endswith(endings) else f"{safe}{endings[0]}"


def _written(place: str, going: Going, job: Job) -> Steps:
    job.result = going
    order = going.order
    folder = job.folder / "out"
    folder.mkdir()
    doing = Conversion(
        [Source(place, "memory")],
        folder / order.name,
        kind=order.kind,
        langs=order.langs,
        selection=order.selection,
        profile=order.profile,
    )
    going.outcome = doing.outcome
    yield from doing.run()
    job.offered = sorted(Path(folder).iterdir())


routes = [Route("/memory/export", form), Route("/memory/export", begin, methods=["POST"])]
