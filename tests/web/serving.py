"""The application on a socket, for tests that look at it with a browser, and what they ask of a page."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.report.browser import PATIENCE
from tm.web.serving import configured, listening
from tm.web.settings import Settings

AXE = Path(__file__).parent / "vendored" / "axe-4.14.1.min.js"
_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_AUDIT = """rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']}).then(
  found => found.violations.map(one => one.id + ': ' + one.nodes.map(node => node.html).join(' | ')))"""


@contextmanager
def served(settings: Settings, port: int = 0) -> Iterator[str]:
    """Serve the application in a thread, on a free port or a certain one, until the end of the block."""
    with listening("127.0.0.1", port) as place:
        server = uvicorn.Server(configured(settings))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [place]}, daemon=True)
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive(), "the server ended before it had started"
                time.sleep(0.01)
            yield f"http://127.0.0.1:{place.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(10)


class Visitor:
    """Somebody with a browser of their own: a page, all that it asked other hosts for, and its complaints."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.context: BrowserContext = browser.new_context(base_url=address, locale="en-GB")
        self.context.set_default_timeout(PATIENCE)
        self.strangers: list[str] = []
        self.complaints: list[str] = []
        self.context.route(re.compile(f"^(?!{re.escape(address)}/)"), self._refused)
        self.page: Page = self.context.new_page()
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))

    def _refused(self, route: Route) -> None:
        self.strangers.append(route.request.url)
        route.abort()

    def open(self, path: str, width: int = 1400, scheme: Literal["light", "dark"] = "light") -> Page:
        """Open a place of the server in a window of some width, in light or in dark."""
        self.page.emulate_media(color_scheme=scheme)
        self.page.set_viewport_size({"width": width, "height": 900})
        self.page.goto(path)
        return self.page

    def turn(self, scheme: Literal["light", "dark"], width: int = 1400) -> None:
        """Let the same page be seen in light or in dark, in a window of some width."""
        self.page.emulate_media(color_scheme=scheme)
        self.page.set_viewport_size({"width": width, "height": 900})

    def audit(self, *rules: str) -> list[str]:
        """What axe says against the page as it is now, by all of its rules or some; nothing is best."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        asked = {"type": "rule" if rules else "tag", "values": rules or _TAGS}
        return [str(one) for one in self.page.evaluate(_AUDIT, asked)]

    def overflow(self) -> int:
        """How many pixels the page is wider than its window."""
        root = "document.documentElement"
        return int(self.page.evaluate(f"{root}.scrollWidth - {root}.clientWidth"))

    def close(self) -> None:
        """Close the browser's window."""
        self.context.close()


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
