"""White space that is layout, not language: at the edges of a text, and tabs inside it.

Where all sides of a unit have it, it belongs to the document, and stays; where only some have it, somebody
slipped. No side alone can tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tm.units import Content, Finding

TAB = "a tab inside the text"
TABS = re.compile(r"(?<=\S) ?\t[\t ]*(?=\S)")
_BETWEEN_WORDS = re.compile(r"(?<=[^\W_]|[,;:.!?»”\")–—]) ?\t+ ?(?=[^\W_]|[«“„\"(–—])")


class Layout(NamedTuple):
    """Whether white space stands at the start, at the end, and as tabs inside."""

    start: bool
    end: bool
    tabs: bool


def shared(texts: Iterable[str]) -> Layout:
    r"""What all texts have.

    >>> shared([" a", "\tb "])
    Layout(start=True, end=False, tabs=False)
    """
    start = end = tabs = True
    for text in texts:
        start, end = start and text[:1].isspace(), end and text[-1:].isspace()
        tabs = tabs and "\t" in text.strip()
    return Layout(start, end, tabs)


def mend(text: str, kept: Layout) -> str:
    r"""The text without white space at its edges, and with spaces for tabs, but for what is kept.

    A text of nothing but white space stays, and so do line breaks, and tabs of a text that has several, which
    is a table.

    >>> mend(" one\ttwo ", Layout(False, True, False)), mend("a\tb\tc", Layout(False, False, False))
    ('one two ', 'a\tb\tc')
    """
    inner = text.strip()
    if not inner:
        return text
    start = text[: text.index(inner[0])] if kept.start else ""
    end = text[len(text.rstrip()) :] if kept.end else ""
    if "\t" in inner and not kept.tabs and len(TABS.findall(inner)) == 1:
        inner = _BETWEEN_WORDS.sub(" ", inner)
    return start + inner + end


def mend_content(content: Content, kept: Layout) -> Content:
    """The same for a text with inline elements: its edges, and tabs inside its pieces of text.

    White space beside an inline element stays.
    """
    last = len(content) - 1
    pieces = [
        mend(piece, Layout(kept.start or at > 0, kept.end or at < last, kept.tabs))
        if isinstance(piece, str)
        else piece
        for at, piece in enumerate(content)
    ]
    return tuple(piece for piece in pieces if piece)


def unshared(findings: list[Finding], texts: Sequence[str]) -> list[Finding]:
    """The findings without those of white space that all of several texts have."""
    if len(texts) < 2 or not any(finding.code in ("spaces.edge", "spaces.break") for finding in findings):
        return findings
    kept = shared(texts)
    return [finding for finding in findings if not _is_kept(finding, kept)]


def _is_kept(finding: Finding, kept: Layout) -> bool:
    if finding.code == "spaces.edge":
        return kept.end if finding.start else kept.start
    return kept.tabs and finding.reason == TAB
