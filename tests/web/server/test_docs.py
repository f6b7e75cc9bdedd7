"""What docs/tools/ say leads somewhere, and figures and settings to copy are those of the code."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.conftest import ROOT
from tests.test_docs import STATED
from tests.web.server.conversation import Server
from tm.web.server import amagama, apertium, tmx
from tm.web.settings import Settings

PAGES = sorted(ROOT.glob("docs/tools/*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_says_what_was_tried(page: Path) -> None:
    assert "\n## What was tried\n" in page.read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_xml_to_copy_is_whole_and_addresses_are_served(server: Server, page: Path) -> None:
    text = page.read_text("utf-8")
    for block in re.findall(r"```xml\n(.*?)```", text, re.DOTALL):
        root = ElementTree.fromstring(block)
        for repository in root.iter("repository"):
            url = repository.attrib["url"] + repository[0].attrib["repository"]
            assert server.asked(url.removeprefix(STATED)).status == 200
    for base in re.findall(r"http://[\w.:@]+(?::8765)(/(?:tmserver|api/v1)/?)", text):
        assert server.asked(f"{base.rstrip('/')}/languages/").status == 200


def test_the_figures_of_the_page_are_those_of_the_code() -> None:
    text = (ROOT / "docs" / "server.md").read_text("utf-8")
    assert f"is {amagama.SIMILARITY} per cent where nothing is said, and {amagama.LEAST} at least" in text
    assert f"`max_candidates` is {amagama.CANDIDATES}, and {amagama.MOST} at most" in text
    assert f"the best match of {apertium.LEAST} % and more" in text
    assert (Settings().body, Settings().upload) == (4 << 20, 512 << 20)
    assert "more than 4 MiB" in text and "may have 512 MiB" in text
    assert tmx._NAME.fullmatch("en_GB-kk.tmx")
