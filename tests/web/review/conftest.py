"""Reviews on a server, and a browser that looks at them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from starlette.requests import HTTPConnection
from starlette.testclient import TestClient

from tests.web.review.made_up import small
from tests.web.review.pages import Opened
from tests.web.serving import served, settings_in
from tm.review.desk import Desk, Review
from tm.review.draft import Draft, Source
from tm.web.application import application
from tm.web.state import state_of


@dataclass(frozen=True)
class Site:
    """A server with its reviews."""

    address: str
    desk: Desk
    numbers: Iterator[int]

    def add(self, make: Callable[..., tuple[Source, Draft]] = small, *given: int) -> int:
        """A new document under review."""
        return self.desk.add(*make(*given, name=f"{make.__name__}-{next(self.numbers)}"))

    def review(self, id: int) -> Review:
        """A document as it is now."""
        return self.desk.open(id)


@pytest.fixture(scope="package")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server on a free port."""
    folder = tmp_path_factory.mktemp("site")
    settings = settings_in(folder)
    with served(settings) as address:
        yield Site(address, Desk(settings.reviews), count(1))


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    """A client of an application of its own."""
    with TestClient(
        application(settings_in(tmp_path)), base_url="http://127.0.0.1", follow_redirects=False
    ) as client:
        yield client


@pytest.fixture
def desk(client: TestClient) -> Desk:
    """The desk of that application."""
    return state_of(HTTPConnection({"type": "http", "app": client.app})).desk


@pytest.fixture
def opened(chromium: Browser, site: Site) -> Iterator[Callable[..., Opened]]:
    """Opens windows on the server, and closes them."""
    windows: list[Opened] = []

    def open(path: str, **settings: object) -> Opened:
        windows.append(Opened(chromium, site.address, path, **settings))
        return windows[-1]

    yield open
    for window in windows:
        window.close()
