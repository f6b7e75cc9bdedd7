"""Concordance: where a text has a word or a phrase, in any inflected form.

The words of a query are families (`tm/matching/families.py`). An index gives texts that may have them
(`Concordance.alternatives`), and `Concordance.hits` looks where they are, if they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from unicodedata import is_normalized

from tm.errors import UsageError
from tm.inflection import is_form
from tm.matching.clusters import PART, WORD
from tm.matching.families import Family, plain
from tm.matching.suffixes import SUFFIX
from tm.matching.wording import Wording

MODES = ("words", "exact", "text")
MOST_WORDS = 50  # of a query; each of them is held against all words of a text
_REMEMBERED = 1 << 16  # words whose ranks are kept in mind

Ranks = tuple[int | None, ...]  # of one word of a text, for each word of the query; () is for none of them
Found = tuple[int, int, Ranks]  # where a word begins and ends


class Hit(NamedTuple):
    """A place in a text that a query finds: offsets in characters of the text as written, half-open.

    `rank` says how near it is: 0 the words as they are in the query, 1 forms of a word of the query, 2 other
    forms of what a word of the query may be a form of.
    """

    start: int
    end: int
    rank: int


class _Known(dict[str, tuple[Found, ...]]):
    """What was found in words, found when first asked for; it forgets all when it is full."""

    def __init__(self, find: Callable[[str], tuple[Found, ...]]) -> None:
        self._find = find

    def __missing__(self, word: str) -> tuple[Found, ...]:
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[word] = self._find(word)
        return found


class Concordance:
    """What a translator looks for, and where a text has it.

    `mode` is "words", each word in any inflected form; "exact", each word as it is; or "text", a part of a
    text, even of a word. Several words must follow one another, or with `near` be anywhere in the text;
    what is between words does not count, and a word is found in a joined word too, министр in
    премьер-министр. A part of a text has its punctuation and white space, but one quotation mark, dash or
    apostrophe is as good as another, and so is white space of any length. With `case` capitals must be as
    in the query; endings that the query does not have may have others.

    `lang` is a base language; in others than kk, ru and en a word has no other forms.

    `alternatives` is for an index of folds: every text with a hit has in " " + fold + " " one of each tuple
    at least, all of three characters or more. A word of the query that is too short for that is left out,
    and () means that every text must be looked at. Where a symbol stands right before a word of two
    letters, ■ел, this is true of the usual symbols only.

    Raises UsageError for a query with nothing to look for, or with more than `MOST_WORDS`.

    >>> looked_for = Concordance("жүргізуші куәлігі", "kk")
    >>> looked_for.hits("Ол жүргізушінің куәлігін алды")
    (Hit(start=3, end=24, rank=1),)
    >>> looked_for.alternatives
    (('жүргізуш',), ('куәліг', 'куәлік'))
    """

    def __init__(
        self, query: str, lang: str, mode: str = "words", *, near: bool = False, case: bool = False
    ) -> None:
        if mode not in MODES:
            raise UsageError(f"no mode of concordance is called {mode!r}: give one of {', '.join(MODES)}")
        if not query.strip():
            raise UsageError("the query is empty: give a word or a phrase to look for")
        self.query, self.lang, self.mode, self.near, self.case = query, lang, mode, near, case
        self._wording = Wording(query, case=case) if mode == "text" else None
        self._families: tuple[Family, ...] = ()
        self.alternatives: tuple[tuple[str, ...], ...]
        if self._wording is not None:
            self.alternatives = self._wording.alternatives
            return
        words = WORD.findall(query)
        if len(words) > MOST_WORDS:
            raise UsageError(
                f"the query has {len(words):,} words, and a phrase at most {MOST_WORDS}: "
                "look for it with the mode text, or look it up as a whole segment"
            )
        self._families = tuple(Family(word, lang, exact=mode == "exact", case=case) for word in words)
        if not self._families:
            raise UsageError(
                f"the query {query!r} has no letter and no digit: look for it with the mode text"
            )
        self.alternatives = tuple(
            dict.fromkeys(family.alternatives for family in self._families if family.alternatives)
        )
        self._known = _Known(self._in_word)
        longest = max(self._families, key=lambda family: len(family.written))
        self._traces = longest.traces

    def hits(self, text: str) -> tuple[Hit, ...]:
        """Where a text has what is looked for, in order, without overlaps; () where it has it not.

        Words that must follow one another are one hit, from the first to the last of them, with the worst of
        their ranks; words that are only near are a hit each.
        """
        if self._wording is not None:
            return tuple(Hit(start, end, 0) for start, end in self._wording.places(text))
        if self._traces and not self._traces.search(text) and is_normalized("NFC", text):
            return ()
        known = self._known
        if not any([known[word] for word in WORD.findall(text)]):
            return ()
        found: list[Found] = []
        for word in WORD.finditer(text):
            start = word.start()
            parts = known[word[0]] or ((0, 0, ()),)
            found += [(start + begin, start + end, ranks) for begin, end, ranks in parts]
        return self._phrases(found) if len(self._families) > 1 and not self.near else self._each(found)

    def _in_word(self, word: str) -> tuple[Found, ...]:
        """A word as one, or its parts if only they are found; () if nothing is."""
        whole = self._ranks(word)
        if whole:
            return ((0, len(word), whole),)
        if word.isalnum():
            return ()
        parts = list(PART.finditer(word))
        # АҚШ-тың has no тың, and 2014-тен no тен.
        ending = self.lang == "kk" and is_form(plain(word), plain(parts[0][0]), "kk")
        found = [
            (*part.span(), () if number and (ending or _is_suffix(word, part)) else self._ranks(part[0]))
            for number, part in enumerate(parts)
        ]
        return tuple(found) if any(ranks for _, _, ranks in found) else ()

    def _ranks(self, word: str) -> Ranks:
        ranks = tuple(family.rank(word) for family in self._families)
        return () if all(rank is None for rank in ranks) else ranks

    def _each(self, found: list[Found]) -> tuple[Hit, ...]:
        """Every word that is found, if all words of the query are."""
        some = [(start, end, ranks) for start, end, ranks in found if ranks]
        for number in range(len(self._families)):
            if all(ranks[number] is None for _, _, ranks in some):
                return ()
        return tuple(
            Hit(start, end, min(rank for rank in ranks if rank is not None)) for start, end, ranks in some
        )

    def _phrases(self, found: list[Found]) -> tuple[Hit, ...]:
        """The places where the words of the query follow one another."""
        hits, size, first = [], len(self._families), 0
        while first + size <= len(found):
            ranks = [own[number] for number, (_, _, own) in enumerate(found[first : first + size]) if own]
            worst = [rank for rank in ranks if rank is not None]
            if len(worst) == size:
                hits.append(Hit(found[first][0], found[first + size - 1][1], max(worst)))
                first += size
            else:
                first += 1
        return tuple(hits)


def _is_suffix(word: str, part: re.Match[str]) -> bool:
    """Whether a part of a word that is not its first is the suffix of a number, which no fold has."""
    return SUFFIX.fullmatch(word[part.start() - 2 : part.start()] + plain(part[0]), 1) is not None
