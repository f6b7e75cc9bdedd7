"""The gate: looks at every request before anything else sees it, and at every answer after all else."""

from __future__ import annotations

from python_multipart.multipart import parse_options_header
from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tm.web.brake import PAUSE
from tm.web.guard.access import has_token, is_guessing, may_change
from tm.web.guard.headers import headers_of
from tm.web.guard.hosts import SAFE, is_hidden, is_same_origin, known_host
from tm.web.settings import Settings

LOGIN = "/token"  # the page where the token is given
READING = "/api/"  # our own JSON, whose questions may be posted, for they are long; it changes nothing
WRITING = "/api/v1/"


class Gate:
    """An ASGI middleware; what it refuses, nothing behind it hears of."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request, or hand it on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in headers_of(scope["path"]).items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(HTTPConnection(scope))
        await (refusal or self._app)(scope, receive, sent)

    def _refusal(self, request: HTTPConnection) -> Response | None:
        method = request.scope["method"]
        if not known_host(request.headers.get("host", ""), self._settings):
            return PlainTextResponse(
                "This server goes by another name; start it with --name to add one.\n", 421
            )
        if method not in SAFE and not is_same_origin(request):
            return PlainTextResponse("A page of another site may not change anything here.\n", 403)
        if is_hidden(request):
            return PlainTextResponse("A page of another site gets nothing here.\n", 403)
        if _is_oddly_written(request):
            return PlainTextResponse("Forms are taken in UTF-8.\n", 415)
        return self._stranger(request)

    def _stranger(self, request: HTTPConnection) -> Response | None:
        """What is said to who has not shown the token where it is needed."""
        settings, method, path = self._settings, request.scope["method"], request.scope["path"]
        if is_guessing(request, gives=path == LOGIN and method not in SAFE):
            why = "There were too many wrong tokens; try again in a minute.\n"
            return PlainTextResponse(why, 429, {"retry-after": f"{PAUSE:.0f}"})
        if method not in SAFE and not _changes_nothing(path) and not may_change(request):
            return _unauthorised("Changes need the token that the server was started with.\n")
        if settings.private and not has_token(request) and not _is_open(path):
            return _unauthorised("This server asks for its token.\n")
        return None


def _is_oddly_written(request: HTTPConnection) -> bool:
    """Whether a form says that it is in other letters, of which some know halves of characters."""
    kind, options = parse_options_header(request.headers.get("content-type"))
    charset = options.get(b"charset", b"utf-8").lower()
    return kind == b"multipart/form-data" and charset not in (b"utf-8", b"utf8")


def _changes_nothing(path: str) -> bool:
    return path == LOGIN or (path.startswith(READING) and not path.startswith(WRITING))


def _is_open(path: str) -> bool:
    return path == LOGIN or path.startswith("/static/")


def _unauthorised(why: str) -> Response:
    return PlainTextResponse(why, 401, {"www-authenticate": 'Basic realm="ushtil", charset="UTF-8"'})
