"""The page of a job: how far it is, how it ended, what there is to take away; and a button to stop it."""

from __future__ import annotations

from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from tm.web.jobs import Job
from tm.web.pages import gettext, is_part, page
from tm.web.state import state_of


def job_of(request: Request) -> Job:
    """The job that a path names. Raises HTTPException where it was forgotten, or never was."""
    job = state_of(request).jobs.find(request.path_params["id"])
    if job is None:
        why = gettext(request, "There is no such job; those that ended long ago are forgotten.")
        raise HTTPException(404, why)
    return job


def place_of(job: Job) -> str:
    """Where the page of a job is."""
    return f"/memory/jobs/{job.id}"


async def show(request: Request) -> Response:
    """How far it is, as a page or as the part of it that changes."""
    job = job_of(request)
    template = "memory/job_part.html" if is_part(request) else "memory/job.html"
    return page(request, template, job=job)


async def stop(request: Request) -> Response:
    """Stop it after its present step."""
    job = job_of(request)
    state_of(request).jobs.stop(job)
    return page(request, "memory/job_part.html", job=job) if is_part(request) else _back(job)


async def download(request: Request) -> Response:
    """A file that the job has made; only those that it offers can be had."""
    job = job_of(request)
    named = {one.name: one for one in _there(job)}
    found = named.get(request.path_params["name"])
    if found is None:
        raise HTTPException(404, gettext(request, "The job has no such file."))
    return FileResponse(found, media_type="application/octet-stream", filename=found.name)


def _there(job: Job) -> list[Path]:
    return [one for one in job.offered if one.is_file()]


def _back(job: Job) -> Response:
    return RedirectResponse(place_of(job), 303)


routes = [
    Route("/memory/jobs/{id}", show),
    Route("/memory/jobs/{id}/stop", stop, methods=["POST"]),
    Route("/memory/jobs/{id}/files/{name}", download),
]
