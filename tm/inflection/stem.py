"""The noun of inflection: a stem and what may follow it."""

from __future__ import annotations

import re
from typing import NamedTuple

Ends = frozenset[str] | re.Pattern[str]


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
