"""Takes the pictures of the pages of `tm serve` that the docs show, with the article that the tests know.

    python scripts/screenshots.py [FOLDER]

They are docs/review-page.png and docs/search-page.png, or lie in the folder that is given. Look at them
before they are committed. Needs a Chromium (scripts/chromium).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from small_png import small

ROOT = Path(__file__).parents[1]
ARTICLE = ROOT / "corpora" / "azattyq-pompeo"
WIDTH, HEIGHT = 1400, 860
DOUBTFUL = 5  # number of the row that the aligner is least sure of


def tm(folder: Path, *arguments: str | Path) -> None:
    """Runs a command of ours in a folder."""
    subprocess.run([sys.executable, "-m", "tm", *map(str, arguments), "-q"], cwd=folder, check=True)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address of a server of the documents and the memory in a folder."""
    command = [sys.executable, "-m", "tm", "serve", "review", "--port", "0"]
    server = subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr
        yield server.stderr.readline().split()[3].rstrip(";")
    finally:
        server.terminate()
        server.communicate()


def reviewed(page: Page, address: str) -> None:
    """A review at work: rows are confirmed, and the doubtful one is looked at."""
    page.goto(f"{address}/review/name")
    page.get_by_label("Name").fill("Айгерім")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Review: azattyq-pompeo").click()
    page.locator("html.scripted").wait_for()
    page.goto(f"{page.url.partition('?')[0]}?at=1")  # it opens at the first doubt
    page.locator("html.scripted").wait_for()
    for done in range(1, DOUBTFUL):
        page.keyboard.press("c")
        page.get_by_text(f"✓ {done} confirmed").wait_for()
    page.keyboard.press("q")
    page.locator(f".bead.current:nth-child({DOUBTFUL})").wait_for()
    page.keyboard.press("ArrowRight")
    page.locator("td.current[lang=en]").wait_for()


def searched(page: Page, address: str) -> None:
    """A word that was found in its forms."""
    page.goto(f"{address}/search?q=құқық&from=kk&to=ru")
    page.locator("mark").first.wait_for()


def main() -> None:
    """Takes the pictures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "docs")
    place = parser.parse_args().folder
    chromium = subprocess.run(
        ["sh", ROOT / "scripts" / "chromium"], stdout=subprocess.PIPE, text=True, check=True
    )
    settings = ["--disable-lcd-text"]  # letters in grey, which makes smaller files
    if os.geteuid() == 0:
        settings.append("--no-sandbox")  # its sandbox refuses root; it sees our pages only
    with tempfile.TemporaryDirectory(prefix="ushtil-") as made, sync_playwright() as playwright:
        folder = Path(made)
        texts = [ARTICLE / f"{lang}.txt" for lang in ("kk", "en", "ru")]
        tm(folder, "align", *texts, "-o", "article.tmx", "--review", "review")
        tm(folder, "import", "article.tmx")
        browser = playwright.chromium.launch(executable_path=chromium.stdout.strip(), args=settings)
        page = browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light", locale="en-GB"
        )
        with served(folder) as address:
            for name, done in (("review-page", reviewed), ("search-page", searched)):
                done(page, address)
                (place / f"{name}.png").write_bytes(small(page.screenshot(animations="disabled")))
        browser.close()


if __name__ == "__main__":
    main()
