"""Words that come again and again: what a system says when it has lost its way.

People repeat words too, so each length of a phrase says how often it must come, and how close. The bounds
were chosen by loops planted in one half of our documents, and by what people wrote in that half
(`scripts/bench_faults.py`).
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from typing import NamedTuple

LEAST = 3  # letters of a word of content
_NO_CONTENT = frozenset(("the",))  # the only one that people set again and again
STEM, INFLECTED = 5, 6  # letters that the forms of a word begin with alike, and that each has at least
_SYLLABLES = re.compile(r"([^\W\d_]{2,12}?)\1{3,}")  # inside of a word: strömströmströmström
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")


class Bound(NamedTuple):
    """So many running words, so many times, from the first to the last inside of so many words.

    One of them must be a word of content, and where these stand close together an article is one: the, the,
    and the. Where `names` is False, words with a capital letter are none: the Republic of Kazakhstan may well
    stand twice in a sentence.
    """

    words: int
    times: int
    within: int
    names: bool = True


CLOSE = 4  # words
BOUNDS = (Bound(2, 3, 15), Bound(1, 3, CLOSE), Bound(1, 3, 6), Bound(4, 2, 9), Bound(5, 2, 20, names=False))
FORMS = Bound(1, 3, 6)  # of one word, in any form


def loops(text: str) -> tuple[str, ...]:
    """The phrases that come too often, no word of content in two of them; () nearly always.

    Of a word in several forms the first is given. What always follows a number is no loop, as in 4 million,
    5 million and 6 million.

    >>> loops("I learned the language, language, and language at home.")
    ('language',)
    >>> loops("тілдерді, тілдердің және тілдерге")
    ('тілдерді',)
    >>> loops("They sing about love, and about the sea.")
    ()
    """
    lower = text.lower()
    found = [match[1] for match in _SYLLABLES.finditer(lower)]
    words = _WORD.findall(lower)
    long = [word[:STEM] for word in words if len(word) >= INFLECTED]
    again, inflected = (len(set(units)) < len(units) - 1 for units in (words, long))
    if not again and not inflected:
        return tuple(found)  # one word at most comes again, and once
    # What stands after numbers alone is a unit: people say it again and again.
    free = {word for before, word in zip(("", *words), words, strict=False) if not before[-1:].isdigit()}
    said: set[str] = set()
    found += _phrases(text, words, free, said) if again else ()
    found += _forms(words, free, said) if inflected else ()
    return tuple(found)


def _phrases(text: str, words: list[str], free: set[str], said: set[str]) -> Iterator[str]:
    """The phrases that a bound finds, unless a word of content in them is said already; then it is said."""
    content = {word for word in free if len(word) >= LEAST and word.isalpha()}
    small = {word for word in _WORD.findall(text) if word.islower()}
    for bound in BOUNDS:
        for at in _again(list(_running(words, bound.words)), bound):
            phrase = words[at : at + bound.words]
            telling = content.intersection(phrase)
            if bound.within > CLOSE:
                telling -= _NO_CONTENT
            if telling and said.isdisjoint(telling) and (bound.names or telling & small):
                said |= telling
                yield " ".join(phrase)


def _running(words: list[str], size: int) -> Iterator[Hashable]:
    return zip(*(words[first:] for first in range(size)), strict=False)


def _forms(words: list[str], free: set[str], said: set[str]) -> Iterator[str]:
    """The words that come in several forms, but for those that are said already."""
    known = {word[:STEM] for word in said}
    stems = [
        word[:STEM] if len(word) >= INFLECTED and word in free and word.isalpha() else "" for word in words
    ]
    for at in _again(stems, FORMS):
        if stems[at] and stems[at] not in known:
            yield words[at]


def _again(units: Sequence[Hashable], bound: Bound) -> Iterator[int]:
    """Where what comes as often, and as close, as a bound says stands first."""
    places: dict[Hashable, list[int]] = {}
    for first, unit in enumerate(units):
        before = places.setdefault(unit, [])
        if not before or first - before[-1] >= bound.words:  # not one that overlaps the last
            before.append(first)
    more, reach = bound.times - 1, bound.within - bound.words
    for at in places.values():
        if len(at) > more and any(last - first <= reach for first, last in zip(at, at[more:], strict=False)):
            yield at[0]
