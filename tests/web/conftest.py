"""A server for those who mean no good."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.web.memory.house import fill
from tests.web.review.made_up import small, two
from tests.web.walk import client_of, settings_in, state_in


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a memory."""
    folder = tmp_path_factory.mktemp("attacked")
    fill(folder / "tm.sqlite")
    return folder


@pytest.fixture(scope="module")
def attacked(filled: Path) -> Iterator[TestClient]:
    """Somebody on the machine itself, where two documents are under review."""
    client = client_of(settings_in(filled))
    for make in (small, two):
        state_in(client).desk.add(*make())
    yield client
    state_in(client).desk.close()
