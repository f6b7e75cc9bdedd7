"""The application on a socket, for tests that look at it with a browser or speak to it as programs do."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import Browser, Page, Route

from tests.browser import Scheme, Window
from tm.web.serving import configured, listening
from tm.web.settings import Settings


def settings_in(folder: Path, **more: Any) -> Settings:
    """Settings with all files in one folder, and without processes, which take a second to start each."""
    return Settings(
        **{
            "memory": str(folder / "tm.sqlite"),
            "reviews": folder / "reviews.sqlite",
            "scores": (folder,),
            "workers": 0,
            **more,
        }
    )


@contextmanager
def served(settings: Settings, workers: int = 0) -> Iterator[str]:
    """Serve the application on a free port in a thread, and give its address; at the end it is gone.

    It looks up in a thread, unless processes are asked for.
    """
    with listening("127.0.0.1", 0) as place:
        port = place.getsockname()[1]
        server = uvicorn.Server(configured(replace(settings, port=port, workers=workers)))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [place]}, daemon=True)
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive(), "the server ended before it had started"
                time.sleep(0.005)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join(10)


class Visitor(Window):
    """Somebody with a browser of their own, who takes nothing from other hosts."""

    def __init__(self, browser: Browser, address: str, **settings: Any) -> None:
        super().__init__(browser, **{"base_url": address, "locale": "en-GB", **settings})
        self.strangers: list[str] = []
        self.context.route(re.compile(f"^(?!{re.escape(address)}/)"), self._refused)

    def _refused(self, route: Route) -> None:
        self.strangers.append(route.request.url)
        route.abort()

    def open(self, path: str, width: int = 1400, scheme: Scheme = "light") -> Page:
        """Open a place of the server in a window of some width, in light or in dark."""
        self.turn(scheme, width)
        self.page.goto(path)
        return self.page


@contextmanager
def visiting(browser: Browser, address: str) -> Iterator[Visitor]:
    """Somebody who visits a served application; where the page complained or asked strangers, that fails."""
    visitor = Visitor(browser, address)
    try:
        yield visitor
        assert visitor.strangers == []
        assert visitor.complaints == []
    finally:
        visitor.close()
