"""Words that come again and again: what a system says when it has lost its way.

People repeat words too, so each length of a phrase says how often it must come, and how close. The bounds are
from texts of people (`scripts/bench_faults.py`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

LONG = 3  # letters that a word of content has more of
_SYLLABLES = re.compile(r"([^\W\d_]{2,12}?)\1{3,}")  # inside of a word: strömströmströmström
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")


class Bound(NamedTuple):
    """So many running words, so many times, from the first to the last inside of so many words.

    `content` is how many of them are words of content, without which “of the Republic of” would be a loop.
    """

    words: int
    times: int
    within: int
    content: int = 1


BOUNDS = (Bound(1, 3, 6), Bound(1, 4, 15), Bound(2, 3, 15), Bound(4, 2, 25, content=2))


def loops(text: str) -> tuple[str, ...]:
    """The phrases that come too often, the longest that do not hold another one; () nearly always.

    >>> loops("I learned the language, language, and language at home.")
    ('language',)
    >>> loops("They sing about love, and about the sea.")
    ()
    """
    lower = text.lower()
    words = _WORD.findall(lower)
    found: dict[tuple[str, ...], None] = {(match[1],): None for match in _SYLLABLES.finditer(lower)}
    if len(set(words)) > len(words) - 2:
        return tuple(map(" ".join, found))  # one word at most comes again, and once
    for bound in BOUNDS:
        for phrase in _again(words, bound):
            if not any(_holds(phrase, shorter) for shorter in found):
                found[phrase] = None
    return tuple(map(" ".join, found))


def _again(words: list[str], bound: Bound) -> list[tuple[str, ...]]:
    """The phrases of one length that come as often, and as close, as a bound says."""
    places: dict[tuple[str, ...], list[int]] = {}
    for first in range(len(words) - bound.words + 1):
        phrase = tuple(words[first : first + bound.words])
        before = places.setdefault(phrase, [])
        if not before or first - before[-1] >= bound.words:  # not one that overlaps the last
            before.append(first)
    more = bound.times - 1
    return [
        phrase
        for phrase, at in places.items()
        if len(at) > more
        and sum(len(word) > LONG and word.isalpha() for word in phrase) >= bound.content
        and any(
            last + bound.words - first <= bound.within for first, last in zip(at, at[more:], strict=False)
        )
    ]


def _holds(phrase: tuple[str, ...], shorter: tuple[str, ...]) -> bool:
    """Whether a phrase has all words of another: then it says nothing new."""
    return set(shorter) <= set(phrase)
