"""What the README says is what happens: its commands are run, and what they print is compared."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from typer.core import TyperGroup
from typer.main import get_command

from tests.conftest import ROOT
from tm.cli import app

README = (ROOT / "README.md").read_text(encoding="utf-8")
RUN = (  # pages whose commands are run
    "README.md",
    "docs/memory.md",
    "docs/testsets.md",
    "docs/scoring.md",
    "docs/server.md",
    "docs/review.md",
    "docs/search.md",
)
STATED = "http://127.0.0.1:8765"  # where pages say that tm serve is; here it gets a free port
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *ROOT.glob("docs/**/*.md"),
        *ROOT.glob("corpora/**/*.md"),
        *ROOT.glob("alignments/*.md"),
    ]
)
OMEGATS = ("tm/auto", "tm/kk")  # folders of a project of OmegaT, not ours
SETUP = ("scripts/demo", "scripts/test")  # what a fresh clone runs; the tests are inside of it


def sessions(page: str = "README.md") -> list[tuple[str, str]]:
    """The commands of a page's console blocks in order, each with what it is said to print."""
    found: list[tuple[str, str]] = []
    for block in re.findall(r"```console\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            lines = part.split("\n")
            command = lines.pop(0)
            while command.endswith("\\"):
                command = command[:-1] + lines.pop(0)
            found.append((command, "\n".join(lines).strip("\n")))
    return found


class Shell:
    """A shell in a folder, in which `tm serve` goes on in the background, as in a second window."""

    def __init__(self, folder: Path) -> None:
        self.address = STATED
        self._server: subprocess.Popen[str] | None = None
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        self._where = {"cwd": folder, "env": {**os.environ, "PATH": path}, "encoding": "utf-8"}

    def run(self, command: str) -> tuple[int, str]:
        """The exit status of a command, and what it prints."""
        if command.startswith("tm serve"):
            return 0, self._serve(command)
        done = subprocess.run(
            command.replace(STATED, self.address),
            shell=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            **self._where,  # type: ignore[call-overload]
        )
        return done.returncode, done.stdout.strip("\n").replace(self.address, STATED)

    def end(self) -> None:
        """End the server, if there is one."""
        if self._server:
            self._server.terminate()
            self._server.communicate()

    def _serve(self, command: str) -> str:
        """Start a server in place of the one before; what it prints first."""
        self.end()
        self._server = subprocess.Popen(
            f"exec {command} --port 0",
            shell=True,
            stderr=subprocess.PIPE,
            **self._where,  # type: ignore[call-overload]
        )
        assert self._server.stderr
        printed = self._server.stderr.readline().strip()
        self.address = printed.split()[3].rstrip(";")
        return printed.replace(self.address, STATED)


@contextmanager
def shell(folder: Path) -> Iterator[Shell]:
    """A shell in a folder that has what pages name."""
    for name in ("corpora", "alignments", "scripts"):
        (folder / name).symlink_to(ROOT / name)
    opened = Shell(folder)
    try:
        yield opened
    finally:
        opened.end()


@pytest.mark.parametrize("page", RUN)
def test_the_commands_of_a_page_print_what_it_says(tmp_path: Path, page: str) -> None:
    commands = sessions(page)
    assert len(commands) >= 3
    with shell(tmp_path) as opened:
        for command, said in commands:
            if command.split()[0] in SETUP or (command.startswith("curl") and not shutil.which("curl")):
                continue
            status, printed = opened.run(command)
            assert status == 0, f"{command}\n{printed}"
            pattern = ".*".join(re.escape(piece) for piece in re.split("…\n?", said))
            assert re.fullmatch(pattern, printed, re.DOTALL), (
                f"$ {command}\n{printed}\n--- but {page} says\n{said}"
            )


def test_python_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for block in re.findall(r"```python\n(.*?)```", README, re.DOTALL):
        exec(compile(block, "README.md", "exec"), {})  # the examples assert what they show


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"
    for target in re.findall(r"`((?:tm|tests|scripts|corpora|alignments|docs)/[\w./-]+)`", text):
        if not target.startswith(OMEGATS):
            assert (ROOT / target).exists(), f"{page.name} names {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_and_their_options_are_there(page: Path) -> None:
    root = get_command(app)
    assert isinstance(root, TyperGroup)
    for words in commands_in(page.read_text(encoding="utf-8")):
        command: Any = root
        while isinstance(command, TyperGroup) and words and not words[0].startswith("-"):
            name = words.pop(0)
            command = command.commands.get(name)
            assert command is not None, f"{page.name} names the command {name}"
        assert command is not None
        known = {option for one in command.params for option in (*one.opts, *one.secondary_opts)} | {"--help"}
        for word in words:
            option = re.match(r"--[a-z][a-z-]*", word)
            assert option is None or option[0] in known, f"{page.name}: {command.name} has no {option[0]}"


def commands_in(text: str) -> Iterator[list[str]]:
    """The words of each command `tm …` of a page, up to a pipe or the end of it."""
    for line in re.findall(r"`tm ([a-z][^`]*)`|^\$ tm (.*)$", text.replace("\\\n", " "), re.MULTILINE):
        words = re.split(r" [|>]|;|&&| …", "".join(line))[0].split()
        if words:
            yield words


def test_scripts_are_the_only_set_up() -> None:
    assert [command for command, _ in sessions() if command.split()[0] in SETUP] == list(SETUP)


def test_ci_runs_the_test_command_and_nothing_else() -> None:
    lines = (ROOT / ".ci/run").read_text().splitlines()
    commands = [line for line in lines if line and not line.startswith("#")]
    assert commands == ["set -eu", 'cd "$(dirname "$0")/.."', "exec sh scripts/test"]
