"""The pages of scores: which reports there are, each as its own page, and scores over time."""

from __future__ import annotations

from pathlib import Path

from anyio import to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Route

from tm.report.scores import score_report
from tm.report.scores.history import history_report
from tm.report.scores.page import known_scripts
from tm.scoring.history import history
from tm.scoring.record import read_record
from tm.web.memory import reports
from tm.web.memory.reports import Report
from tm.web.numbers import number_of
from tm.web.pages import gettext, page
from tm.web.state import state_of

# A report brings its own script, and a file may be anybody's: it is shown, but has no part in this server.
# Only our own script runs: another one could ask for the token in our name, and take it elsewhere.
APART = {
    "content-security-policy": (
        f"sandbox allow-scripts; default-src 'none'; script-src {' '.join(known_scripts())}; "
        "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "x-dns-prefetch-control": "off",
}


async def overview(request: Request) -> Response:
    """All reports that are found."""
    folders = state_of(request).settings.scores
    found = await to_thread.run_sync(reports.reports, folders)
    kept = sum(one.kept and not one.problem for one in found)
    names = [str(folder.resolve().name or folder) for folder in folders]
    return page(request, "scores/overview.html", reports=found, folders=names, kept=kept)


async def show(request: Request) -> Response:
    """A report: a page as it lies there, a kept run made a page."""
    report = await _found(request)
    if not report.kept:
        return FileResponse(report.path, media_type="text/html; charset=utf-8", headers=APART)
    return HTMLResponse(await to_thread.run_sync(_page, report), headers=APART)


async def over_time(request: Request) -> Response:
    """The scores of all runs that are kept as JSON."""
    folders = state_of(request).settings.scores
    found = await to_thread.run_sync(reports.reports, folders)
    paths = [one.path for one in found if one.kept]
    if not paths:
        raise HTTPException(404, gettext(request, "No run is kept here; tm score --save keeps one."))
    title = gettext(request, "Scores over time")
    return HTMLResponse(await to_thread.run_sync(_history, paths, title), headers=APART)


async def _found(request: Request) -> Report:
    folders = state_of(request).settings.scores
    number, name = number_of(request.path_params["folder"], -1), request.path_params["name"]
    report = await to_thread.run_sync(reports.find, folders, number, name)
    if report is None:
        raise HTTPException(404, gettext(request, "There is no such report."))
    return report


def _page(report: Report) -> str:
    record = read_record(report.path)
    return score_report(record.report, title=f"Scores on {report.title}")


def _history(paths: list[Path], title: str) -> str:
    return history_report(history(paths), title=title)


routes = [
    Route("/scores", overview),
    Route("/scores/history", over_time),
    Route("/scores/{folder}/{name}", show),
]
