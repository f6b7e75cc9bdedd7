"""How much a request may bring, and how long it may take to come, to be answered, and to take its answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic

from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tm.web.settings import Settings

SLOWEST = 20_000  # bytes a second that a large body must come with, once the patience is over
_SMALL = ("application/json", "application/x-www-form-urlencoded", "text/plain")


class Limits:
    """An ASGI middleware; what goes beyond a limit ends as 413, 408 or 503, or with the connection."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on, with its body and its answer measured."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = _Body(HTTPConnection(scope), receive, self._settings)
        patience = self._settings.patience
        begun = False

        async def sent(message: Message) -> None:
            nonlocal begun
            begun = True
            answer.reschedule(None)  # a long answer may take its time, as long as somebody reads it
            async with asyncio.timeout(patience):
                await send(message)

        try:
            async with asyncio.timeout(None) as answer:
                body.when_whole = lambda: answer.reschedule(asyncio.get_running_loop().time() + patience)
                if body.is_none:
                    body.when_whole()
                await self._app(scope, body.receive, sent)
        except TimeoutError:
            if begun:
                raise  # the connection is closed; there is nobody to tell
            await _refused(send, 503, "This took too long; try again, or ask for less.\n")


class _Body:
    """The body of a request as it comes in."""

    def __init__(self, request: HTTPConnection, receive: Receive, settings: Settings) -> None:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        is_small = kind in _SMALL or (not kind and request.scope["method"] != "PUT")
        self._most = settings.body if is_small else settings.upload
        self._receive, self._patience = receive, settings.patience
        self._begun, self._bytes, self._whole = monotonic(), 0, False
        self._declared = request.headers.get("content-length", "0")
        self.when_whole: Callable[[], None] = lambda: None
        self.is_none = self._declared == "0" and "transfer-encoding" not in request.headers

    async def receive(self) -> Message:
        """The next part. Raises HTTPException: 413 for too much of it, 408 where it comes too slowly."""
        if self._whole:
            return await self._receive()
        if self._declared.isascii() and self._declared.isdigit() and int(self._declared) > self._most:
            raise self._too_large()
        allowed = self._begun + self._patience + self._bytes / SLOWEST
        try:
            async with asyncio.timeout(max(0.0, allowed - monotonic())):
                message = await self._receive()
        except TimeoutError as error:
            raise HTTPException(408, "The request came too slowly.", {"connection": "close"}) from error
        self._bytes += len(message.get("body", b""))
        if self._bytes > self._most:
            raise self._too_large()
        self._whole = not message.get("more_body", False)
        if self._whole:
            self.when_whole()
        return message

    def _too_large(self) -> HTTPException:
        return HTTPException(
            413, f"This is larger than the {self._most:,} bytes that are taken.", {"connection": "close"}
        )


async def _refused(send: Send, status: int, why: str) -> None:
    start = {"type": "http.response.start", "status": status}
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({**start, "headers": headers})
    await send({"type": "http.response.body", "body": why.encode()})
