"""Words that come again and again: what a system says when it has lost its way.

People repeat words too, so each length of a phrase says how often it must come, and how close. The bounds are
from texts of people (`scripts/bench_faults.py`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

LONG = 4  # letters that a word of content has more of
_SYLLABLES = re.compile(r"([^\W\d_]{2,12}?)\1{3,}")  # inside of a word: strömströmströmström
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")


class Bound(NamedTuple):
    """So many running words, so many times, from the first to the last inside of so many words.

    `content` is how many of them are words of content. Where these must be several, names are none: the
    Republic of Kazakhstan may well stand twice in a sentence.
    """

    words: int
    times: int
    within: int
    content: int = 1


BOUNDS = (Bound(2, 3, 15), Bound(1, 3, 6), Bound(1, 4, 15), Bound(4, 2, 25, content=2))


def loops(text: str) -> tuple[str, ...]:
    """The phrases that come too often, no word of content in two of them; () nearly always.

    >>> loops("I learned the language, language, and language at home.")
    ('language',)
    >>> loops("They sing about love, and about the sea.")
    ()
    """
    lower = text.lower()
    found = [match[1] for match in _SYLLABLES.finditer(lower)]
    words = _WORD.findall(lower)
    if len(set(words)) > len(words) - 2:
        return tuple(found)  # one word at most comes again, and once
    small = {word for word in _WORD.findall(text) if word.islower()}
    said: set[str] = set()
    for bound in BOUNDS:
        for phrase in _again(words, bound):
            content = {word for word in phrase if len(word) > LONG and word.isalpha()}
            if bound.content > 1:
                content &= small
            if len(content) >= bound.content and said.isdisjoint(content):
                said |= content
                found.append(" ".join(phrase))
    return tuple(found)


def _again(words: list[str], bound: Bound) -> list[tuple[str, ...]]:
    """The phrases of one length that come as often, and as close, as a bound says."""
    places: dict[tuple[str, ...], list[int]] = {}
    for first in range(len(words) - bound.words + 1):
        phrase = tuple(words[first : first + bound.words])
        before = places.setdefault(phrase, [])
        if not before or first - before[-1] >= bound.words:  # not one that overlaps the last
            before.append(first)
    more, reach = bound.times - 1, bound.within - bound.words
    return [
        phrase
        for phrase, at in places.items()
        if len(at) > more and any(last - first <= reach for first, last in zip(at, at[more:], strict=False))
    ]
