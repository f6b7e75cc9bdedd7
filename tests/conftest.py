"""What several tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def article() -> Path:
    """The folder of the seed article."""
    return ROOT / "corpora" / "azattyq-pompeo"


@pytest.fixture
def gold() -> Path:
    """The folder of the beads made by hand."""
    return ROOT / "alignments" / "gold"
