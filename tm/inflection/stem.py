"""The noun of inflection: a stem and what may follow it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple


class Automaton:
    """A pattern for what may follow a stem, compiled when first asked: Kazakh's largest takes 50 ms.

    >>> Automaton(lambda: re.compile("ге")).fullmatch("елге", 2) is not None
    True
    """

    fullmatch: Callable[[str, int], re.Match[str] | None]

    def __init__(self, compiled: Callable[[], re.Pattern[str]]) -> None:
        self._compiled = compiled

    def __getattr__(self, name: str) -> Callable[[str, int], re.Match[str] | None]:
        if name != "fullmatch":
            raise AttributeError(name)
        self.fullmatch = self._compiled().fullmatch  # from now on this is not asked any more
        return self.fullmatch


Ends = frozenset[str] | re.Pattern[str] | Automaton


class Stem(NamedTuple):
    """The letters that a lemma's forms begin with, and what may follow: a set, or a pattern to match in full.

    A pattern may look at the last letter of the stem.

    >>> Stem("книг", frozenset(("а", "и"))).begins("книги"), Stem("ел", re.compile("ге")).begins("елу")
    (True, False)
    """

    letters: str
    ends: Ends

    def begins(self, word: str) -> bool:
        """Whether a word is this stem and something that may follow it."""
        if not word.startswith(self.letters):
            return False
        if isinstance(self.ends, frozenset):
            return word[len(self.letters) :] in self.ends
        return self.ends.fullmatch(word, len(self.letters)) is not None
