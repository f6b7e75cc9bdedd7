"""Where a text may be cut: never inside what a reader sees as one character; and where a side may be."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from tm.review.draft import Texts

_JOINER = "\u200d"
_MARKS = ("Mn", "Mc", "Me")  # categories of what belongs to the character before it
_TONES = range(0x1F3FB, 0x1F400)  # of the skin of an emoji


def parts(text: str, offset: int) -> tuple[str, str]:
    r"""A text in two at so many characters, or before the one that the place is in the middle of.

    Without the spaces at the cut.

    >>> parts("Бірінші. Екінші.", 8)
    ('Бірінші.', 'Екінші.')
    >>> parts("cafe\u0301s", 4) == ("caf", "e\u0301s")
    True
    """
    while 0 < offset < len(text) and _belongs(text, offset):
        offset -= 1
    return text[:offset].rstrip(), text[offset:].lstrip()


def parted(side: Texts, share: float) -> tuple[Texts, Texts]:
    """A side in two, so that the first part has about this share of its characters."""
    whole, best, cut = length(side), 2.0, 0
    for k in range(len(side) + 1):
        off = abs(length(side[:k]) / max(1, whole) - share)
        if off < best:
            best, cut = off, k
    return side[:cut], side[cut:]


def length(side: Sequence[str]) -> int:
    """How many characters a side has."""
    return sum(map(len, side))


def _belongs(text: str, offset: int) -> bool:
    """Whether what stands at a place belongs to what stands before it."""
    one, before = text[offset], text[offset - 1]
    if unicodedata.category(one) in _MARKS or ord(one) in _TONES or _JOINER in (one, before):
        return True
    if before == "\r":
        return one == "\n"
    return _is_half(before, 0xD800) and _is_half(one, 0xDC00)


def _is_half(one: str, first: int) -> bool:
    """Whether this is half of a pair of surrogates, of those that begin there."""
    return first <= ord(one) < first + 0x400
