"""Marked text: `150 лет.| |31 мая` has one boundary; ¶ is a newline, ~ in front marks a known failure."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

CASES = Path(__file__).parent / "cases"
UNSEEN = Path(__file__).parent / "unseen"  # to measure with only


def marked_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Line numbers and marked texts of a case file, without comments and blank lines."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def parsed(marked: str) -> tuple[str, list[str]]:
    """The text of a marked line and its segments.

    >>> parsed("Иә.| |Жоқ.")
    ('Иә. Жоқ.', ['Иә.', 'Жоқ.'])
    """
    parts = marked.lstrip("~").replace("¶", "\n").split("|")
    return "".join(parts), parts[::2]
