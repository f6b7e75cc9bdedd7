"""The first page of the memory: what it is, what is in it, and what is being done with it."""

from __future__ import annotations

from itertools import pairwise

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tm.errors import NoSuchMemory
from tm.statistics import BANDS, LENGTHS
from tm.web.guard.access import may_change
from tm.web.memory import counts, pictures
from tm.web.memory.counts import Brief, Counts
from tm.web.pages import gettext, page
from tm.web.state import state_of

ROWS = 12  # of a table
CHANGES = 10  # the last ones, in the table of growth


async def overview(request: Request) -> Response:
    """What is in the memory."""
    state = state_of(request)
    try:
        brief = await state.ask(counts.brief)
    except NoSuchMemory:
        return page(request, "memory/none.html", place=state.settings.called)
    found = counts.known(state.jobs)
    if (found is None or found.revision != brief.revision) and 0 < brief.units <= counts.SMALL:
        job = counts.counting(state.jobs, state.settings.memory, brief)
        await to_thread.run_sync(job.wait, counts.PATIENCE)
        found = counts.known(state.jobs)
    jobs = state.jobs.all()
    return page(
        request,
        "memory/overview.html",
        brief=brief,
        counts=found,
        jobs=[one for one in jobs if one.kind != counts.KIND] if may_change(request) else [],
        counting=next((one for one in jobs if one.kind == counts.KIND and not one.is_over), None),
        shown=_pictured(request, found, brief) if found else None,
    )


async def count(request: Request) -> Response:
    """Count a large memory."""
    state = state_of(request)
    brief = await state.ask(counts.brief)
    job = counts.counting(state.jobs, state.settings.memory, brief)
    return RedirectResponse(f"/memory/jobs/{job.id}", 303)


def _pictured(request: Request, found: Counts, brief: Brief) -> dict[str, object]:
    """What the tables and pictures show."""
    of = found.statistics
    languages = sorted(of.languages.items(), key=lambda one: -one[1].segments)[:ROWS]
    lengths = [least for least in LENGTHS if any(one.lengths.get(least) for _, one in languages)]
    said = gettext(request, "How many units there were after each change; the last ones are in the table.")
    return {
        "languages": languages,
        "pairs": of.pairs.most_common(ROWS),
        "lengths": _ranges(lengths),
        "bands": [band for band in BANDS if of.confidence.get(band)],
        "bar": pictures.bar,
        "growth": pictures.growth([("", 0), *found.growth], said),
        "grown": found.growth[-1][1] if found.growth else 0,
        "since": found.growth[0][0][:10] if found.growth else "",
        "until": found.growth[-1][0][:10] if found.growth else "",
        "changes": list(found.growth)[: -CHANGES - 1 : -1],
        "stale": found.revision != brief.revision,
    }


def _ranges(lengths: list[int]) -> list[tuple[int, int | None]]:
    """Lengths from the shortest to the longest that any text has, each with the longest of its band."""
    known = [least for least in LENGTHS if lengths and lengths[0] <= least <= lengths[-1]]
    after = {least: following - 1 for least, following in pairwise(LENGTHS)}
    return [(least, after.get(least)) for least in known]


routes = [Route("/memory", overview), Route("/memory/count", count, methods=["POST"])]
