"""A Chromium for the tests that look at a page as people do, and a window in it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

PATIENCE = 60_000  # milliseconds, for machines with much else to do
WIDTHS = (360, 1400)  # pixels: a phone, a desk
Scheme = Literal["light", "dark"]
SCRIPT = Path(__file__).parents[1] / "scripts" / "chromium"
AXE = Path(__file__).parent / "web" / "vendored" / "axe-4.14.1.min.js"
_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_AUDIT = """rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']}).then(
  found => found.violations.map(one => one.id + ': ' + one.nodes.map(node => node.html).join(' | ')))"""


@pytest.fixture(scope="session")
def chromium(pytestconfig: pytest.Config) -> Browser:
    """A browser without a window; where there is none, tests that ask for it are skipped with the reason."""
    found = subprocess.run(["sh", SCRIPT], capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.skip(found.stderr.strip())
    unsafe = ["--no-sandbox"] if os.geteuid() == 0 else []  # its sandbox refuses root; it sees our pages only
    playwright = sync_playwright().start()
    pytestconfig.add_cleanup(playwright.stop)
    return playwright.chromium.launch(executable_path=found.stdout.strip(), args=unsafe)


class Window:
    """A window with one page, and all that this asked for and complained of."""

    def __init__(self, browser: Browser, **settings: Any) -> None:
        self.context = browser.new_context(**settings)
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))

    def resize(self, width: int) -> None:
        """Gives the window another width, in pixels."""
        self.page.set_viewport_size({"width": width, "height": 900})

    def turn(self, scheme: Scheme, width: int = 1400) -> None:
        """Lets the same page be seen in light or in dark, in a window of some width."""
        self.page.emulate_media(media="screen", color_scheme=scheme)
        self.resize(width)

    def overflow(self) -> int:
        """How many pixels the page is wider than its window."""
        root = "document.documentElement"
        return int(self.page.evaluate(f"{root}.scrollWidth - {root}.clientWidth"))

    def audit(self, *rules: str) -> list[str]:
        """What axe says against the page as it is now, by all of its rules or some; nothing is best."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        asked = {"type": "rule" if rules else "tag", "values": rules or _TAGS}
        return [str(one) for one in self.page.evaluate(_AUDIT, asked)]

    def close(self) -> None:
        """Closes the window."""
        self.context.close()
