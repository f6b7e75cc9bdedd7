"""The first page in a browser: it opens, complains of nothing and asks nobody else."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.web.serving import served, settings_in, visiting


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_first_page_is_fit_for_everybody(chromium: Browser, tmp_path: Path, scheme: str) -> None:
    with served(settings_in(tmp_path)) as address, visiting(chromium, address) as one:
        for width in (360, 1400):
            one.open("/", width, "dark" if scheme == "dark" else "light")
            assert one.overflow() == 0
        assert one.audit() == []
