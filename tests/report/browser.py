"""What the tests of reports ask of a page."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import PATIENCE, WIDTHS, Scheme, Window

# Elements that stick out of the window, but for those in boxes that scroll and those only read out.
_STICKING_OUT = """() => {
  const width = document.documentElement.clientWidth;
  for (const one of document.querySelectorAll('article')) one.style.contentVisibility = 'visible';
  const apart = '.box, .hidden, .skip, script, style, option, optgroup';
  return [...document.body.querySelectorAll('*')].filter(one => {
    if (one.closest(apart) && !one.matches('.box')) return false;
    const place = one.getBoundingClientRect();
    return place.width && (place.right > width + 0.5 || place.left < -0.5);
  }).map(one => one.outerHTML.slice(0, 120));
}"""

# Texts with less contrast to what is behind them than people need, with the ratio.
_FAINT = """() => {
  const parse = (text) => {
    const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number);
    return text.startsWith('color(') ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
  };
  const over = (top, under) => top.slice(0, 3).map((c, i) => c * top[3] + under[i] * (1 - top[3])).concat(1);
  const behind = (one) => {
    const layers = [];
    for (let at = one; at; at = at.parentElement) layers.push(parse(getComputedStyle(at).backgroundColor));
    return layers.reverse().reduce((under, top) => over(top, under), [255, 255, 255, 1]);
  };
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const found = {};
  let texts = 0;
  for (const one of document.body.querySelectorAll('*:not(script, style, option, optgroup)')) {
    const said = [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    if (!said || one.closest('title') || !one.getClientRects().length) continue;
    texts += 1;
    const style = getComputedStyle(one);
    const back = behind(one.ownerSVGElement ? one.ownerSVGElement.parentElement : one);
    const front = over(parse(one.ownerSVGElement ? style.fill : style.color), back);
    const [a, b] = [light(front), light(back)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) found[`${one.tagName}.${one.getAttribute('class')}`] = ratio;
  }
  return [texts, found];
}"""


@pytest.fixture(scope="session")
def window(chromium: Browser) -> Opened:
    """A window in which one page after another is opened."""
    return Opened(chromium)


@pytest.fixture(scope="session")
def scriptless(chromium: Browser) -> Opened:
    """A window that runs no script."""
    return Opened(chromium, java_script_enabled=False)


class Opened(Window):
    """A window with the report that is open in it."""

    def open(self, path: Path, width: int = 1400, scheme: Scheme = "light") -> Opened:
        """Opens a page as if for the first time."""
        self.page.goto("about:blank")
        self.requests.clear()
        self.complaints.clear()
        self.turn(scheme, width)
        self.page.goto(path.as_uri())
        return self

    def sticking_out(self) -> dict[int, list[str]]:
        """At each of the widths, the elements that do not stay in the window."""
        found = {}
        for width in WIDTHS:
            self.resize(width)
            wide = ["the page"] if self.overflow() > 0 else []
            found[width] = wide + self.page.evaluate(_STICKING_OUT)
        return {width: elements for width, elements in found.items() if elements}

    def faint(self) -> dict[str, float]:
        """The texts, with all folds open, that have too little contrast to what is behind them."""
        self.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        texts, found = self.page.evaluate(_FAINT)
        assert texts > 50
        return dict(found)

    def follow(self, selector: str) -> None:
        """Clicks on a link, in a fold that is closed too."""
        self.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        self.page.locator(selector).first.click()

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
