"""Pages to look at, and a browser to look with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.report.browser import scriptless, window
from tests.report.made_up import crowded, full, hostile, small, two, wide
from tests.report.real import Planted, plant, scored
from tests.report.runs import HISTORIES
from tm.metrics.results import ScoreReport
from tm.report.scores import score_report
from tm.report.scores.history import history_report

__all__ = ["scriptless", "window"]

WMT19 = ROOT.parent / "shared" / "data" / "mt" / "wmt19.kk-en"
_REPORTS = {"full": full, "two": two, "crowded": crowded, "hostile": hostile, "plain": small, "wide": wide}


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Pages of made-up reports and histories by name."""
    folder = tmp_path_factory.mktemp("pages")
    texts = {name: score_report(report(), title=f"Report {name}") for name, report in _REPORTS.items()}
    texts |= {name: history_report(found(), title=f"Report {name}") for name, found in HISTORIES.items()}
    made = {name: folder / f"{name}.html" for name in texts}
    for name, path in made.items():
        path.write_text(texts[name], encoding="utf-8")
    return made


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    """A memory and a glossary made from the test set of WMT19."""
    if not WMT19.is_dir():
        pytest.skip("no outputs of WMT19 beside the checkout")
    return plant(WMT19, tmp_path_factory.mktemp("planted"))


@pytest.fixture(scope="session")
def real(planted: Planted) -> ScoreReport:
    """Seven systems of WMT19, scored with all that there is."""
    return scored(WMT19, planted)


@pytest.fixture(scope="session")
def wmt19(tmp_path_factory: pytest.TempPathFactory, real: ScoreReport) -> Path:
    """The page of the seven systems of WMT19."""
    path = tmp_path_factory.mktemp("wmt19") / "wmt19.html"
    path.write_text(score_report(real, title="WMT19 kk–en"), encoding="utf-8")
    return path
