"""A package that begins with a map names all that is in it, and nothing else."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT


def doc_of(package: Path) -> str:
    return ast.get_docstring(ast.parse((package / "__init__.py").read_text(encoding="utf-8"))) or ""


MAPPED = sorted(
    path.parent
    for path in ROOT.glob("tm/**/__init__.py")
    if re.search(r"^\w+\.py ", doc_of(path.parent), re.MULTILINE)
)


@pytest.mark.parametrize("package", MAPPED, ids=lambda path: ".".join(path.relative_to(ROOT).parts))
def test_a_map_names_all_that_is_there(package: Path) -> None:
    named = set(re.findall(r"\b([a-z_]+)(?:\.py\b|/)", doc_of(package)))
    modules = {path.stem for path in package.glob("*.py")} - {"__init__"}
    assert named == modules | {path.parent.name for path in package.glob("*/__init__.py")}


def test_there_are_maps() -> None:
    assert len(MAPPED) > 8
