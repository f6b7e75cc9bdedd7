"""A place for a memory, in a file and on a server: what is asked of one is asked of both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.servers import fresh_database, postgres
from tm.store import open_store
from tm.store.store import Store

__all__ = ["fresh_database", "postgres"]


@pytest.fixture(params=["sqlite", "postgres"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a memory can be made that is not there yet."""
    if request.param == "postgres":
        return str(request.getfixturevalue("fresh_database"))
    return str(tmp_path / "tm.sqlite")


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    """An empty memory."""
    opened = open_store(place, create=True)
    yield opened
    opened.close()
