"""What others made and we give along is what they published, with its licence."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STATIC = "tm/web/static"
# SHA-256 of the files as their npm packages have them: htmx.org 4.0.1, @fontsource-variable/noto-sans 5.3.0,
# axe-core 4.14.1.
PUBLISHED = {
    f"{STATIC}/htmx-4.0.1.min.js": "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130",
    f"{STATIC}/fonts/noto-sans-cyrillic-ext-wght-normal.woff2": (
        "82ff72b28e6610f2c62de49d0f295c160a157b2718fa814bb6c512ebfdebb31d"
    ),
    f"{STATIC}/fonts/noto-sans-cyrillic-wght-normal.woff2": (
        "6ab64433de6077ca5ad31b05420450ce986a616a4ea47b6ad16f3217055dafc3"
    ),
    f"{STATIC}/fonts/noto-sans-latin-wght-normal.woff2": (
        "51ca196f49a33e79e7870ff88ebd2829a3f627a51e7d690986618f0e7ad2b52d"
    ),
    "tests/web/vendored/axe-4.14.1.min.js": (
        "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"
    ),
}
LICENCES = {
    f"{STATIC}/htmx-LICENSE.txt": "Zero-Clause BSD",
    f"{STATIC}/fonts/OFL.txt": "SIL Open Font License, Version 1.1",
    "tests/web/vendored/axe-LICENSE.txt": "Mozilla Public License",
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_file_of_others_is_unchanged(name: str) -> None:
    assert hashlib.sha256((ROOT / name).read_bytes()).hexdigest() == PUBLISHED[name]


@pytest.mark.parametrize("name", LICENCES)
def test_its_licence_is_beside_it_and_in_the_list(name: str) -> None:
    assert LICENCES[name] in (ROOT / name).read_text(encoding="utf-8")
    assert Path(name).name in (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")


def test_nothing_of_others_is_there_unnamed() -> None:
    ours = {".css", ".svg", ".js", ".txt"}
    for path in (ROOT / STATIC).rglob("*"):
        name = path.relative_to(ROOT).as_posix()
        assert path.is_dir() or name in PUBLISHED or name in LICENCES or path.suffix in ours
        if path.suffix == ".js" and name not in PUBLISHED:
            assert ".min." not in name and "http:" not in path.read_text(encoding="utf-8")
