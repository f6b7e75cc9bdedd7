"""Errors as answers: a page for people, plain words for programs; of our bugs only that there was one."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from tm.errors import NoSuchUnit, StoreError, TMError
from tm.review.desk import NoSuchReview
from tm.web import pages
from tm.web.guard.headers import headers_of
from tm.web.jobs import is_full
from tm.web.pages import gettext, page

GONE = 499  # what nobody hears, and the log tells from a mistake


async def told(request: Request, error: Exception) -> Response:
    """A mistake of the user, or a memory that can't be used: what is wrong, and what to do."""
    is_absent = isinstance(error, NoSuchUnit | NoSuchReview)
    status = 503 if isinstance(error, StoreError) else 404 if is_absent else 400
    return _answer(request, status, pages.told(request, error))


async def missing(request: Request, error: Exception) -> Response:
    """A page that is not there, or a method that it does not know."""
    assert isinstance(error, HTTPException)
    answer = _answer(request, error.status_code, _detail(request, error))
    answer.headers.update(error.headers or {})
    return answer


async def gone(request: Request, _: Exception) -> Response:
    """Nobody waits for the answer any more."""
    return Response(status_code=GONE)


async def full(request: Request, error: Exception) -> Response:
    """A disk without room for what was sent, or was to be made. Any other such error is a bug of ours."""
    assert isinstance(error, OSError)
    if not is_full(error):
        raise error
    return _answer(request, 507, "The disk of the server is full; make room there, and try again.")


async def broken(request: Request, _: Exception) -> Response:
    """A bug of ours: the log has its traceback, the page says no more than that."""
    answer = _answer(
        request, 500, gettext(request, "This is a mistake of ours; the log of the server says more.")
    )
    answer.headers.update(headers_of(request.url.path))
    return answer


def _detail(request: Request, error: HTTPException) -> str:
    """Why, in words; what the framework says of a status is in English."""
    known = {
        404: gettext(request, "There is no such page."),
        405: gettext(request, "This page can't do that."),
    }
    is_usual = error.detail == HTTPStatus(error.status_code).phrase
    return known.get(error.status_code, error.detail) if is_usual else pages.told(request, error.detail)


def _answer(request: Request, status: int, why: str) -> Response:
    if "text/html" in request.headers.get("accept", ""):
        return page(request, "error.html", status, code=status, why=why)
    return PlainTextResponse(f"{why}\n", status)


handlers: Mapping[Any, Any] = {
    TMError: told,
    HTTPException: missing,
    ClientDisconnect: gone,
    OSError: full,
    Exception: broken,
}
