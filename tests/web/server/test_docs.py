"""What docs/server.md and docs/tools/ say is what happens, and settings to copy are those of the code."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.conftest import ROOT
from tests.test_docs import sessions
from tests.web.server.conversation import Server
from tm.web.server import amagama, apertium, tmx
from tm.web.settings import Settings

PAGES = sorted(ROOT.glob("docs/tools/*.md"))
STATED = "http://127.0.0.1:8765"


@pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")
def test_the_commands_of_the_page_print_what_it_says(tmp_path: Path) -> None:
    """`tm serve` is started on a free port; the other commands find it there."""
    (tmp_path / "tm").write_text(f'#!/bin/sh\nexec {sys.executable} -m tm "$@"\n')
    (tmp_path / "tm").chmod(0o755)
    known = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    address, server = STATED, None
    try:
        for command, said in sessions("docs/server.md"):
            if command.startswith("tm serve"):
                server = subprocess.Popen(
                    f"exec {command} --port 0", shell=True, cwd=tmp_path, env=known, stderr=subprocess.PIPE
                )
                assert server.stderr
                printed = server.stderr.readline().decode().strip()
                address = printed.split()[3].rstrip(";")
            else:
                told = command.replace(STATED, address)
                done = subprocess.run(told, shell=True, cwd=tmp_path, env=known, stdout=subprocess.PIPE)
                printed = done.stdout.decode().strip("\n")
            pattern = ".*".join(map(re.escape, re.split("…\n?", said.replace(STATED, address))))
            assert re.fullmatch(pattern, printed, re.DOTALL), f"$ {command}\n{printed}\n--- not\n{said}"
    finally:
        if server is not None:
            server.kill()
            server.communicate()
    assert address != STATED


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
