"""A window on a page of reviews, and what people do there."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, expect

from tests.browser import PATIENCE
from tests.web.serving import Visitor

_BUSY = "() => import('/static/review-wire.js').then(wire => wire.after(() => {}))"


class Opened(Visitor):
    """A window on a page of reviews, where one works by keys and buttons."""

    def __init__(self, browser: Browser, address: str, path: str, **settings: Any) -> None:
        super().__init__(browser, address, **({"viewport": {"width": 1400, "height": 900}} | settings))
        self.page.goto(path)

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
