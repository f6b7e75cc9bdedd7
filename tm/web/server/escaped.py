"""Paths as they were sent, for those that hold a text of a user: its slashes and line breaks come through.

A server unescapes a path before it is routed; then nobody can tell `a%2Fb` from `a/b`, and the patterns of
routes find no line break. So these routes look at what was sent.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import quote, unquote_to_bytes

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, NoMatchFound, request_response
from starlette.types import Receive, Scope, Send

_SENT = "ushtil.sent"  # in a scope: what follows the place of the route, as it was sent
Endpoint = Callable[[Request], Awaitable[Response]]


class EscapedRoute(BaseRoute):
    """All requests whose path begins with a place; the endpoint looks at the rest of it by `rest_of`."""

    def __init__(self, place: str, endpoint: Endpoint) -> None:
        self.place = place
        self._app = request_response(endpoint)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether this route takes a request, and what the endpoint is told of it."""
        start = f"{self.place}/"
        if scope["type"] != "http" or not _sent(scope).startswith(start):
            return Match.NONE, {}
        rest = scope["path"].removeprefix(start)  # by which the log knows what to leave out
        return Match.FULL, {"path_params": {"rest": rest}, _SENT: _sent(scope).removeprefix(start)}

    def url_path_for(self, name: str, /, **path_params: object) -> NoMatchFound:  # type: ignore[override]
        """Nothing: pages do not link here."""
        raise NoMatchFound(name, path_params)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        await self._app(scope, receive, send)


def rest_of(request: Request) -> str:
    """What follows the place of the route in the path, escaped as it was sent."""
    return str(request.scope[_SENT])


def unescaped(piece: str) -> str:
    r"""A piece of such a path as text. HTTPException 400 where that is not UTF-8.

    >>> unescaped("A%2FB%20%D1%96+%0A")
    'A/B і+\n'
    """
    try:
        return unquote_to_bytes(piece).decode()
    except UnicodeDecodeError:
        raise HTTPException(400, "the text in the path is not UTF-8") from None


def _sent(scope: Scope) -> str:
    raw = scope.get("raw_path")
    if raw is None:
        return quote(scope["path"])
    return bytes(raw).partition(b"?")[0].decode("ascii", "replace")
