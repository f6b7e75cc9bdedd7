"""A PostgreSQL of a bench's own, and databases on it."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

SCRIPT = Path(__file__).with_name("postgres")


@contextmanager
def server() -> Iterator[str | None]:
    """The URL of a server that waits for the disk as any does; None, said on stderr, where there is none."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # to be stopped then, too
    with tempfile.TemporaryDirectory(prefix="ushtil-") as folder:
        started = subprocess.run(["sh", SCRIPT, folder], stdout=subprocess.PIPE, text=True, check=False)
        try:
            yield started.stdout.strip() or None
        finally:
            if not started.returncode:
                subprocess.run(["sh", SCRIPT, "--stop", folder], check=False)


def database(url: str, name: str) -> str:
    """The URL of a new database of this name, in place of one that was there."""
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in ("DROP DATABASE IF EXISTS {}", "CREATE DATABASE {}"):
            connection.execute(sql.SQL(statement).format(sql.Identifier(name)))
    return urlsplit(url)._replace(path=f"/{name}").geturl()


def run(*arguments: str | Path, given: str | None = None) -> str | None:
    """What `our_memory.py` prints; None where it fails, with the last line of why on stderr."""
    command = [sys.executable, str(Path(__file__).with_name("our_memory.py")), *map(str, arguments)]
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stderr.strip().rpartition("\n")[2], file=sys.stderr)
        return None
    return done.stdout
