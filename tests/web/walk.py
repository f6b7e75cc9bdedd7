"""All that an application answers, walked from its own table of routes, so that no new page is forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from starlette.applications import Starlette
from starlette.requests import HTTPConnection
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from tm.web.application import application
from tm.web.server.api.operations import OPERATIONS
from tm.web.server.escaped import EscapedRoute
from tm.web.settings import Settings
from tm.web.state import State, state_of

VALUES = {
    "number": "1",
    "id": "1",
    "lang": "kk",
    "kind": "tmx",
    "code": "x",
    "name": "kk-ru.tmx",
    "folder": "0",
}
_PARAMETER = re.compile(r"{(\w+)(?::\w+)?}")


class Asked(NamedTuple):
    """A request that some route is for."""

    method: str
    path: str


def asked_of(app: Starlette) -> Iterator[Asked]:
    """A request for each method of each route; HEAD, which answers as GET does, apart."""
    for route in app.routes:
        if isinstance(route, Route):
            path = _PARAMETER.sub(lambda found: VALUES[found[1]], route.path)
            yield from (Asked(method, path) for method in sorted((route.methods or set()) - {"HEAD"}))
        elif isinstance(route, EscapedRoute):
            yield Asked("GET", f"{route.place}/languages/")
            yield from (Asked(method, f"{route.place}/kk/ru/unit/x") for method in ("GET", "POST", "PUT"))
            yield from (Asked(method, f"{route.place}/kk/ru/store/x.tmx") for method in ("POST", "PUT"))
        else:
            assert isinstance(route, Mount)
            yield Asked("GET", f"{route.path}/base.css")


ROUTES = sorted(set(asked_of(application(Settings()))))
QUESTIONS = frozenset(one.path for one in OPERATIONS)


def settings_in(folder: Path, **more: object) -> Settings:
    """What a server is told that has everything in a folder."""
    scores = folder / "scores"
    scores.mkdir(exist_ok=True)
    known = Settings(str(folder / "tm.sqlite"), reviews=folder / "reviews.sqlite", scores=(scores,))
    return replace(known, **more)  # type: ignore[arg-type]


def client_of(known: Settings, address: str = "testclient") -> TestClient:
    """Somebody at an address who asks a server."""
    base = f"http://{known.host}:{known.port}"
    told = {"follow_redirects": False, "raise_server_exceptions": False}
    return TestClient(application(known), base, client=(address, 50000), **told)  # type: ignore[arg-type]


def state_in(client: TestClient) -> State:
    """What the requests of a client share."""
    return state_of(HTTPConnection({"type": "http", "app": client.app}))
