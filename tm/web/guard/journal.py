"""The log: a line for what happened, without texts, names of files, and secrets.

Of a path only the route is kept, for texts that are looked up stand in paths. Changes, refusals and errors
are always logged, all else at the level DEBUG.
"""

from __future__ import annotations

import logging
from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tm.web.guard.hosts import SAFE

LOG = logging.getLogger("tm.web")
_LONGEST = 80  # characters of a route
FIRST_REFUSAL = 400  # the status from which on an answer is one


class Journal:
    """An ASGI middleware that writes a line when a request is over."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on, and say how it ended."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, status = perf_counter(), 0

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, sent)
        finally:
            loud = scope["method"] not in SAFE or status >= FIRST_REFUSAL or not status
            spent = f"{1000 * (perf_counter() - begun):.0f} ms"
            client = (scope.get("client") or ("?",))[0]
            LOG.log(
                logging.INFO if loud else logging.DEBUG,
                "%s %s %s %s %s",
                client,
                scope["method"],
                route(scope),
                status or "no answer",
                spent,
            )


def route(scope: Scope) -> str:
    """The path with names in place of its parameters; of a path that is none of ours, nothing is told.

    >>> route({"path": "/tmserver/kk/ru/unit/Сәлем", "path_params": {"text": "Сәлем", "source": "kk"}})
    '/tmserver/{source}/ru/unit/{text}'
    """
    path = str(scope["path"])
    if "endpoint" not in scope and "path_params" not in scope:
        return "(no page)"
    for name, value in sorted(scope.get("path_params", {}).items(), key=lambda one: -len(str(one[1]))):
        path = path.replace(str(value), f"{{{name}}}", 1) if str(value) else path
    return "".join(char if char.isprintable() else "?" for char in path[:_LONGEST])
