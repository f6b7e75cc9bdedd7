"""The application on a socket: uvicorn, with limits of its own on what never becomes a request."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from dataclasses import replace

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from tm.web.application import application
from tm.web.settings import Settings

IDLE = 75  # seconds for which a connection may wait for its next request
HEAD = 64 << 10  # bytes of a request line and its headers; 500 letters of Kazakh in a path are 3,000
HEAD_TIME = 20.0  # seconds in which they must have come
CONNECTIONS = 256  # at once


class Patient(H11Protocol):
    """HTTP as uvicorn has it; who sends the head of a request drop by drop loses the connection.

    So does who asks for nothing when others can't come in: of those the one that has asked for longest ago.
    """

    _timer: asyncio.TimerHandle | None = None
    _heard = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for a first request, for so long."""
        super().connection_made(transport)
        self._heard = self.loop.time()
        self._make_room()
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Take what came, and wait no longer for the rest of a head than from its first byte on."""
        self._heard = self.loop.time()
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._stop()
        super().connection_lost(exc)

    def _make_room(self) -> None:
        here = [
            one for one in self.connections if isinstance(one, Patient) and not one.transport.is_closing()
        ]
        if len(here) >= CONNECTIONS:
            idle = [one for one in here if one is not self and one.conn.their_state is h11.IDLE]
            for one in sorted(idle, key=lambda one: one._heard)[: len(here) - CONNECTIONS + 1]:
                one.transport.close()

    def _watch(self) -> None:
        if self.conn.their_state is not h11.IDLE:
            self._stop()
        elif self._timer is None:
            self._timer = self.loop.call_later(HEAD_TIME, self.transport.close)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def configured(settings: Settings) -> uvicorn.Config:
    """What uvicorn serves, and within which limits."""
    return uvicorn.Config(
        application(settings),
        http=Patient,
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        h11_max_incomplete_event_size=HEAD,
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=IDLE,
        timeout_graceful_shutdown=5,
    )


def listening(host: str, port: int) -> socket.socket:
    """A socket that waits for connections. Raises OSError.

    What is sent goes at once (no Nagle), or a browser would wait 40 ms for the second part of each answer.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    place = socket.create_server((host, port), family=family, backlog=CONNECTIONS)
    place.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return place


def run(settings: Settings, started: Callable[[str], None]) -> None:
    """Serve until the process is told to end; `started` is called with the address when that can be reached.

    Raises OSError where the address can't be listened on.
    """
    with listening(settings.host, settings.port) as place:
        port = place.getsockname()[1]
        server = uvicorn.Server(configured(replace(settings, port=port)))
        name = f"[{settings.host}]" if ":" in settings.host else settings.host
        started(f"http://{name}:{port}")
        server.run(sockets=[place])
