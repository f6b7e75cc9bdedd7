"""The wheel, installed alone in an empty environment outside the checkout, does the main job."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, encoding="utf-8",
        env={"PATH": "/usr/bin:/bin", "HOME": str(cwd), **_network()},
    )  # fmt: skip
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


def _network() -> dict[str, str]:
    """What pip needs to know of the way to the packages; nothing of Python's own paths."""
    return {
        name: value
        for name, value in os.environ.items()
        if name.upper().startswith(("PIP_", "SSL_", "REQUESTS_")) or name.upper().endswith("_PROXY")
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", place, cwd=ROOT)
    (built,) = place.glob("*.whl")
    return built


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert all(name.startswith(("tm/", "ushtil-")) for name in names)
    for needed in (
        "tm/py.typed",
        "tm/segmentation/abbreviations/kk.txt",
        "tm/alignment/numerals.tsv",
        "tm/alignment/model/vectors.npz",
        "tm/report.css",
        "tm/report/scores/scores.css",
        "tm/report/scores/scores.js",
        "tm/report/scores/segments.js",
    ):
        assert needed in names
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_installed_alone_it_segments_and_aligns(wheel: Path, tmp_path: Path) -> None:
    run(sys.executable, "-m", "venv", tmp_path / "env", cwd=tmp_path)
    python = tmp_path / "env" / "bin" / "python"
    run(
        python,
        "-m",
        "pip",
        "install",
        "-q",
        "--require-hashes",
        "-r",
        ROOT / "scripts" / "run.lock",
        cwd=tmp_path,
    )
    run(python, "-m", "pip", "install", "-q", "--no-deps", wheel, cwd=tmp_path)
    run(python, "-m", "pip", "check", cwd=tmp_path)
    assert str(tmp_path) in run(python, "-c", "import tm; print(tm.__file__)", cwd=tmp_path)
    for lang in ("kk", "en", "ru"):
        (tmp_path / f"{lang}.txt").write_bytes((ROOT / f"corpora/azattyq-pompeo/{lang}.txt").read_bytes())
    for command in ("tm", "ushtil"):
        printed = run(tmp_path / "env" / "bin" / command, "segment", "kk.txt", cwd=tmp_path)
        assert len(printed.splitlines()) == 19
    tm = tmp_path / "env" / "bin" / "tm"
    run(tm, "align", "kk.txt", "en.txt", "ru.txt", "-o", "a.tmx", "--report", "a.html", cwd=tmp_path)
    assert (tmp_path / "a.tmx").read_text("utf-8").count("<tu ") >= 17
    run(tm, "segment", "--export-srx", "a.srx", cwd=tmp_path)
