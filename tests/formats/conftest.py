"""What several tests of formats share."""

from __future__ import annotations

import subprocess

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="session")
def omegat() -> str:
    """The command of an OmegaT; where there is none, tests that ask for it are skipped with the reason."""
    found = subprocess.run(["sh", ROOT / "scripts" / "omegat"], capture_output=True, text=True, check=False)
    if found.returncode:
        pytest.skip(found.stderr.strip())
    return found.stdout.strip()
