"""`tm serve` as a process: it says where it is, and ends in order."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.test_cli import run


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process in a folder of its own, and its address."""
    with subprocess.Popen(
        [sys.executable, "-m", "tm", "serve", "--port", "0", *options],
        cwd=folder,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr
        said = process.stderr.readline()
        try:
            assert said.startswith("tm: serving on http://"), said
            yield process, said.split()[3].rstrip(";")
        finally:
            process.kill()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, 143)])
def test_it_answers_and_ends_when_it_is_told(tmp_path: Path, number: int, code: int) -> None:
    with serving(tmp_path) as (process, address):
        with urllib.request.urlopen(address) as answer:
            assert "ushtil" in answer.read().decode()
        assert list(tmp_path.iterdir()) == [], "nothing is made before somebody does something"
        begun = time.monotonic()
        process.send_signal(number)
        assert process.wait(20) == code
        assert time.monotonic() - begun < 10
        assert process.stderr
        assert "Traceback" not in process.stderr.read()


def test_a_token_is_made_where_others_can_reach_it(tmp_path: Path) -> None:
    with serving(tmp_path, "--host", "0.0.0.0", "--name", "localhost") as (process, _):
        assert process.stderr
        said = process.stderr.readline()
        assert said.startswith("tm: the token: ")
        assert len(said.split()[-1]) >= 32


def test_what_can_not_be_served_is_said_in_a_line(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, _, said = run(capfd, "serve", "--port", port)
        assert (code, said) == (5, f"tm: 127.0.0.1:{port}: can't be listened on: address already in use\n")
    code, _, said = run(capfd, "serve", "--host", "256.0.0.1")
    assert (code, said.count("\n")) == (5, 1)
    assert said.startswith("tm: 256.0.0.1:8765: can't be listened on: name or service not known")
    short = "tm: --token: has fewer than 8 characters; take a longer one\n"
    assert run(capfd, "serve", "--token", "short") == (2, "", short)
    assert run(capfd, "serve", "folder") == (4, "", "tm: folder: no such folder\n")


@pytest.mark.parametrize("option", ["--memory", "--reviews"])
def test_a_file_that_is_something_else_is_refused_at_once(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, option: str
) -> None:
    place = tmp_path / "notes.txt"
    place.write_text("Мен дерекқор емеспін. " * 100, encoding="utf-8")
    code, _, said = run(capfd, "serve", "--port", "0", option, str(place))
    assert (code, said.count("\n")) == (5, 1)
    assert said.startswith(f"tm: {place}: ")
