"""What several tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.browser import chromium
from tests.store.servers import fresh_database, postgres
from tm.alignment.encoder import Encoder, shipped

__all__ = ["chromium", "fresh_database", "postgres"]  # fixtures for every test

ROOT = Path(__file__).parents[1]
# The same examples in every run, so that a change fails for what it changes; HYPOTHESIS=wild draws new ones.
settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("wild", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS", "same"))
# For properties that write files or draw large memories, whose time is that of the machine.
UNHURRIED = settings(suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture
def article() -> Path:
    """The folder of the seed article."""
    return ROOT / "corpora" / "azattyq-pompeo"


@pytest.fixture
def gold() -> Path:
    """The folder of the beads made by hand."""
    return ROOT / "alignments" / "gold"


@pytest.fixture(scope="session")
def narrow() -> Encoder:
    """The shipped encoder with a twelfth of its width, which is quick to write."""
    known = shipped()
    return Encoder(known.pieces, known._vectors[:, :32].copy(), known.scales)
