"""A text with its hits marked, cut to what is near the first of them: a line of a concordance."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from tm.matching.clusters import CLUSTER
from tm.matching.concordance import Hit

_CUT = "…"


def highlighted(text: str, hits: Sequence[Hit], before: str, after: str, width: int) -> str:
    """The text around its first hit, with `before` and `after` round each hit in it.

    It is at most `width` characters of the text; the … where it was cut counts as one of them, the marks do
    not. What a reader sees as one character is not cut in two, and one of the first hit is always there,
    however small the width. A hit that goes beyond the cut is marked as far as it goes. Without hits it is
    the beginning of the text. Nothing is escaped.

    >>> highlighted("Жүргізушінің куәлігі жоқ", [Hit(13, 20, 0)], "[", "]", 14)
    '…ң [куәлігі] жоқ'
    """
    return "".join(
        f"{before}{piece}{after}" if is_hit else piece for piece, is_hit in excerpt(text, hits, width)
    )


def excerpt(text: str, hits: Sequence[Hit], width: int) -> list[tuple[str, bool]]:
    """The same text in pieces, each with whether it is a hit."""
    start, end = _window(text, hits, width)
    pieces, done = [(_CUT, False)] if start else [], start
    for hit in hits:
        first, last = max(hit.start, done), min(hit.end, end)
        if first < last:
            pieces += [(text[done:first], False), (text[first:last], True)]
            done = last
    return [*pieces, (text[done:end], False), *([(_CUT, False)] if end < len(text) else [])]


def _window(text: str, hits: Sequence[Hit], width: int) -> tuple[int, int]:
    """From where to where the text is shown: between whole characters, with room for what says it was cut."""
    if len(text) <= width:
        return 0, len(text)
    first = hits[0] if hits else Hit(0, 0, 0)
    middle = first.start - max(0, width - (first.end - first.start)) // 2
    start = max(0, min(middle, len(text) - width))
    start = min(start + (start > 0), first.start)
    end = start + width - (start > 0)
    end -= end < len(text)
    bounds = [cluster.start() for cluster in CLUSTER.finditer(text)] + [len(text)]
    low = bisect_left(bounds, start)
    if bounds[low] > first.start:
        low -= 1
    high = max(bisect_right(bounds, end) - 1, low + 1)
    return bounds[low], bounds[high]
