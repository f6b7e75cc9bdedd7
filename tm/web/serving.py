"""The application on a socket: uvicorn, with limits of its own on what never becomes a request."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

from tm.web import application
from tm.web.settings import Settings

IDLE = 75  # seconds for which a connection may wait for its next request
HEAD = 64 << 10  # bytes of a request line and its headers; 500 letters of Kazakh in a path are 3,000
CONNECTIONS = 256  # at once


def run(settings: Settings, started: Callable[[str], None]) -> None:
    """Serve until the process is told to end; `started` is called with the address when that can be reached.

    Raises OSError where the address can't be listened on.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.create_server(
        (settings.host, settings.port), family=family, backlog=CONNECTIONS
    ) as listening:
        port = listening.getsockname()[1]
        config = uvicorn.Config(
            application(settings),
            http="h11",
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=True,
            proxy_headers=False,
            h11_max_incomplete_event_size=HEAD,
            limit_concurrency=CONNECTIONS,
            timeout_keep_alive=IDLE,
            timeout_graceful_shutdown=5,
        )
        name = f"[{settings.host}]" if ":" in settings.host else settings.host
        started(f"http://{name}:{port}")
        uvicorn.Server(config).run(sockets=[listening])
