"""A PostgreSQL server for the tests, and an empty database on it for each that asks for one."""

from __future__ import annotations

import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

SCRIPT = Path(__file__).parents[2] / "scripts" / "postgres"


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a server; where there is none, tests that ask for it are skipped with the reason."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)  # or else it would outlive us
    # The folder of pytest lets nobody else in, and the server may have to run as another user.
    folder = tempfile.mkdtemp(prefix="ushtil-")
    try:
        started = subprocess.run(
            ["sh", SCRIPT, "--fast", folder], capture_output=True, text=True, check=False
        )
        if started.returncode:
            pytest.skip(started.stderr.strip())
        yield started.stdout.strip()
    finally:
        subprocess.run(["sh", SCRIPT, "--stop", folder], capture_output=True, check=False)
        shutil.rmtree(folder)
        signal.signal(signal.SIGTERM, before)


@pytest.fixture
def fresh_database(postgres: str) -> Iterator[str]:
    """The URL of an empty database, which is dropped at the end whoever is still connected to it."""
    name = f"ushtil_test_{secrets.token_hex(8)}"
    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield urlsplit(postgres)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
