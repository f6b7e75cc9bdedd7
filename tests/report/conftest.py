"""Pages to look at, and a browser to look with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.report.browser import chromium
from tests.report.made_up import crowded, full, hostile, of_files, small, two
from tm.report.scores import score_report

__all__ = ["chromium"]

WMT19 = ROOT.parent / "shared" / "data" / "mt" / "wmt19.kk-en"
_REPORTS = {"full": full, "two": two, "crowded": crowded, "hostile": hostile, "plain": small}


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Pages of made-up reports by name."""
    folder = tmp_path_factory.mktemp("pages")
    made = {}
    for name, report in _REPORTS.items():
        made[name] = folder / f"{name}.html"
        made[name].write_text(score_report(report(), title=f"Report {name}"), encoding="utf-8")
    return made


@pytest.fixture(scope="session")
def wmt19(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of seven systems of WMT19; what is more than scores is made up."""
    if not WMT19.is_dir():
        pytest.skip("no outputs of WMT19 beside the checkout")
    path = tmp_path_factory.mktemp("wmt19") / "wmt19.html"
    path.write_text(score_report(of_files(WMT19), title="WMT19 kk–en"), encoding="utf-8")
    return path
