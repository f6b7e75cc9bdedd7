"""The first page, the language of the pages, and the page where the token is given."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from tm.web.guard.access import COOKIE, is_token, proof
from tm.web.guard.gate import LOGIN
from tm.web.guard.hosts import is_same_origin
from tm.web.interface import COOKIE as INTERFACE
from tm.web.interface import INTERFACES
from tm.web.pages import page
from tm.web.state import state_of

_LONGEST = 10_000  # bytes of a field where the token is given; anybody may send them
_YEAR = 365 * 24 * 3600


async def welcome(request: Request) -> Response:
    """What there is, and where."""
    return page(request, "welcome.html")


async def interface(request: Request) -> Response:
    """Choose the language of the pages, and go back to where one was."""
    chosen = request.path_params["lang"]
    answer = RedirectResponse(_back(request.query_params.get("to", "/")), 303)
    if chosen in INTERFACES and is_same_origin(request):  # or a link elsewhere would choose it
        answer.set_cookie(INTERFACE, chosen, max_age=_YEAR, httponly=True, samesite="strict")
    return answer


async def token(request: Request) -> Response:
    """Show the form for the token, or take it."""
    wanted = state_of(request).settings.token
    if request.method == "GET":
        return page(request, "token.html", wrong=False)
    form = await request.form(max_files=0, max_fields=10, max_part_size=_LONGEST)
    given = form.get("token")
    if wanted is None or not isinstance(given, str) or not is_token(request, given):
        return page(request, "token.html", 403, wrong=True)
    answer = RedirectResponse("/", 303)
    answer.set_cookie(COOKIE, proof(wanted), max_age=_YEAR, httponly=True, samesite="strict")
    return answer


def _back(place: str) -> str:
    """A place on this server; anything else is the first page."""
    return place if place.startswith("/") and not place.startswith(("//", "/\\")) else "/"


routes = [
    Route("/", welcome),
    Route("/interface/{lang}", interface),
    Route(LOGIN, token, methods=["GET", "POST"]),
]
