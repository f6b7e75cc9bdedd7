"""Who somebody is: a random id that their browser keeps, and a name if they have given one."""

from __future__ import annotations

import secrets
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from tm.review.desk import Person

_ID, _NAME = "ushtil-person", "ushtil-name"
_YEAR = 365 * 24 * 3600
LONGEST = 60  # characters of a name


def person_of(request: Request) -> Person:
    """The person of a request; one without a cookie gets an id for it."""
    known = request.cookies.get(_ID, "")
    if not (known.isascii() and 16 <= len(known) <= 64):
        known = getattr(request.state, "person", "") or secrets.token_urlsafe(16)
        request.state.person = known
    return Person(known, name_from(unquote(request.cookies.get(_NAME, ""))))


def name_from(text: str) -> str:
    """A name as it is shown: in one line, and not too long."""
    words = ("".join(letter for letter in word if letter.isprintable()) for word in text.split())
    return " ".join(filter(None, words))[:LONGEST]


def remembered(request: Request, answer: Response, name: str | None = None) -> Response:
    """The answer, with what the browser shall keep of the person."""
    kept = {} if name is None else {_NAME: quote(name_from(name))}
    if request.cookies.get(_ID) != (known := person_of(request).id):
        kept[_ID] = known
    for cookie, value in kept.items():
        answer.set_cookie(cookie, value, max_age=_YEAR, httponly=True, samesite="strict")
    return answer
