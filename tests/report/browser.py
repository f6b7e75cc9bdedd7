"""A Chromium for the tests that look at a page as people do, and what they ask it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

PATIENCE = 60_000  # milliseconds, for machines with much else to do
SCRIPT = Path(__file__).parents[2] / "scripts" / "chromium"


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A browser without a window; where there is none, tests that ask for it are skipped with the reason."""
    found = subprocess.run(["sh", SCRIPT], capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.skip(found.stderr.strip())
    unsafe = ["--no-sandbox"] if os.geteuid() == 0 else []  # its sandbox refuses root; it sees our pages only
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found.stdout.strip(), args=unsafe)
        yield browser
        browser.close()


class Opened:
    """A page that is open, with all that it asked for and complained of."""

    def __init__(self, browser: Browser, path: Path, width: int = 1400, **settings: Any) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900}, **settings)
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))
        self.page.goto(path.as_uri())

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def tab_to(self, selector: str, most: int = 400) -> None:
        """Presses Tab until the element has the focus."""
        wanted = self.page.locator(selector).first.element_handle()
        for _ in range(most):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("one => document.activeElement === one", wanted):
                return
        raise AssertionError(f"{most} times Tab do not lead to {selector}")

    def segments(self) -> list[int]:
        """The numbers of the segments that are shown, in their order."""
        ids = self.page.evaluate(
            "[...document.querySelectorAll('article')].filter(one => !one.hidden).map(one => one.id)"
        )
        return [int(one.removeprefix("segment-")) for one in ids]

    def said(self, text: str) -> None:
        """Waits until this is said of the segments."""
        expect(self.page.locator(".controls [role=status]")).to_contain_text(text, timeout=PATIENCE)

    def status(self) -> str:
        """What is said of the segments that are shown."""
        return str(self.page.locator(".controls [role=status]").text_content())
