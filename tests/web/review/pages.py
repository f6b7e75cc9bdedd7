"""A window on a page of reviews, and what people do there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.report.browser import PATIENCE

AXE = (Path(__file__).parents[1] / "vendored" / "axe-4.14.1.min.js").read_text(encoding="utf-8")
_BUSY = "() => import('/static/review-wire.js').then(wire => wire.after(() => {}))"


class Opened:
    """A window, and all that its page asked for and complained of."""

    def __init__(self, browser: Browser, address: str, path: str, **settings: Any) -> None:
        self.address = address
        self.context = browser.new_context(**({"viewport": {"width": 1400, "height": 900}} | settings))
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(address + path)

    def close(self) -> None:
        """Closes the window."""
        self.context.close()

    def press(self, *keys: str) -> Opened:
        """Presses keys, and waits until what they ask for is done."""
        for key in keys:
            self.page.keyboard.press(key)
        return self.settled()

    def click(self, selector: str) -> Opened:
        """Clicks, and waits until what that asks for is done."""
        self.page.locator(selector).first.click()
        return self.settled()

    def tool(self, command: str) -> Opened:
        """Clicks on the button of a command."""
        return self.click(f'#tools button[data-command="{command}"]')

    def settled(self) -> Opened:
        """Waits until all that was asked is done."""
        self.page.evaluate(_BUSY)
        return self

    def come_back(self) -> Opened:
        """Comes back to the window, which then looks at what others did."""
        self.page.evaluate("window.dispatchEvent(new Event('focus'))")
        return self.settled()

    @property
    def row(self) -> int:
        """The id of the row where one stands."""
        return int(self.page.locator(".bead.current").get_attribute("data-row") or 0)

    @property
    def lang(self) -> str:
        """The language of the cell where one stands."""
        return self.page.locator(".cell.current").get_attribute("data-lang") or ""

    @property
    def segment(self) -> int:
        """The number of the segment where one stands."""
        return int(self.page.locator(".segment.current").get_attribute("data-segment") or 0)

    @property
    def focus(self) -> str:
        """The id of what has the focus."""
        return str(self.page.evaluate("document.activeElement.id"))

    def said(self, text: str) -> None:
        """Waits until this is said."""
        expect(self.page.locator("#said")).to_contain_text(text, timeout=PATIENCE)

    def violations(self) -> list[str]:
        """What axe has to say against the page as it is."""
        self.page.evaluate(AXE)
        found = self.page.evaluate("axe.run({resultTypes: ['violations']})")
        return [f"{one['id']}: {one['nodes'][0]['html'][:200]}" for one in found["violations"]]

    def sticking_out(self) -> bool:
        """Whether the page is wider than its window."""
        root = "document.documentElement"
        return bool(self.page.evaluate(f"{root}.scrollWidth > {root}.clientWidth"))
