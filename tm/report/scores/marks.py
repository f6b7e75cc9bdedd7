"""A hypothesis with what differs from its reference marked: `ins` is only here, `del` is only there."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement

from tm.metrics.differences import differences
from tm.report.elements import node

_TAGS = {"missing": "del", "added": "ins"}


def marked_text(references: Sequence[str], hypothesis: str) -> list[HtmlElement | str]:
    """A hypothesis for a page, compared with the first reference."""
    pieces = differences(references[0] if references else "", hypothesis)
    return [node(_TAGS[kind], text) if kind in _TAGS else text for text, kind in pieces]
