"""A command loads what it uses, and no more: of that most of its start is made."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.test_answers import filled

FORMATS, CHECKS, SEARCH = "tm.formats.kinds", "tm.checks.checker", "tm.matching.score"


@pytest.mark.parametrize(
    ("command", "unloaded"),
    [
        (["--help"], (FORMATS, CHECKS, SEARCH, "numpy", "lxml", "openpyxl", "tm.store")),
        (["lookup", "Жоба 2015 жылы басталды.", "--to", "ru"], (FORMATS, CHECKS)),  # with a doubt
        (["concord", "жоба"], (FORMATS, CHECKS, "tm.checks")),
        (["memory", "info"], (FORMATS, CHECKS, SEARCH)),
    ],
    ids=lambda value: value[0],
)
def test_what_a_command_does_not_load(tmp_path: Path, command: list[str], unloaded: tuple[str, ...]) -> None:
    place = str(filled(tmp_path / "tm.sqlite"))
    command = command if command == ["--help"] else [*command, "-m", place]
    code = f"import sys, tm.cli\ntry:\n    tm.cli.main({command})\nfinally:\n    print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "tm.cli" in loaded and not loaded & set(unloaded)
