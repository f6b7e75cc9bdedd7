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


def ran(folder: Path, *options: str) -> tuple[int, str]:
    """The exit code of a `tm serve` that can't start, and what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "tm", "serve", *options],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, 143)])
def test_it_answers_and_ends_when_it_is_told(tmp_path: Path, number: int, code: int) -> None:
    with serving(tmp_path) as (process, address):
        with urllib.request.urlopen(address) as answer:
            assert "ushtil" in answer.read().decode()
        begun = time.monotonic()
        process.send_signal(number)
        assert process.wait(20) == code
        assert time.monotonic() - begun < 10
        assert process.stderr
        assert "Traceback" not in process.stderr.read()


def test_it_makes_nothing_before_somebody_does_something(tmp_path: Path) -> None:
    with serving(tmp_path) as (_, address), urllib.request.urlopen(address):
        assert list(tmp_path.iterdir()) == []


def test_a_token_is_made_where_others_can_reach_it(tmp_path: Path) -> None:
    with serving(tmp_path, "--host", "0.0.0.0", "--name", "localhost") as (process, _):
        assert process.stderr
        said = process.stderr.readline()
        assert said.startswith("tm: the token: ")
        assert len(said.split()[-1]) >= 32


def test_what_can_not_be_served_is_said_in_a_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, said = ran(tmp_path, "--port", port)
        assert (code, said) == (5, f"tm: 127.0.0.1:{port}: can't be listened on: address already in use\n")
    code, said = ran(tmp_path, "--host", "nowhere.invalid")
    assert (code, said.count("\n")) == (5, 1)
    assert said.startswith("tm: nowhere.invalid:8765: can't be listened on: ")
    assert ran(tmp_path, "--token", "short") == (
        2,
        "tm: --token: has fewer than 8 characters; take a longer one\n",
    )
    assert ran(tmp_path, "folder") == (4, "tm: folder: no such folder\n")
