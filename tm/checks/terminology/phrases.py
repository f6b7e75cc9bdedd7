"""Terms of one language in its texts: their words in order, each in any of its forms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from tm.checks.side import Side
from tm.inflection.lemmas import Lemmas

GAP = 2  # words that may stand between two words of a term where a translation is looked for
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_PART = re.compile(r"\w+(?:['’]\w+)*")
_MARKS = frozenset("\u0306\u0308")  # й and ё in two characters
_BREAK = re.compile(r"[.,;:!?()\[\]—–…\n]")  # does not stand inside of a term
_ARTICLES = frozenset(("to", "the", "a", "an"))


class Span(NamedTuple):
    """Where terms stand in a text: the number of the first word, how many words, and which phrases."""

    first: int
    words: int
    phrases: tuple[int, ...]


class Text:
    """A text as words, and for each word the lemmas that it may be a form of."""

    def __init__(self, text: str, word: re.Pattern[str], lemmas: Lemmas) -> None:
        self.text, self._word = text, word
        self.words: list[str] = word.findall(text)
        self.lemmas = list(map(lemmas.known.__getitem__, self.words))

    @cached_property
    def known(self) -> frozenset[int]:
        """All lemmas of its words."""
        return frozenset().union(*self.lemmas)

    @cached_property
    def places(self) -> list[tuple[int, int]]:
        """The offsets of each word."""
        return [found.span() for found in self._word.finditer(self.text)]

    def offsets(self, first: int, words: int) -> tuple[int, int]:
        """Where some words begin and end."""
        return self.places[first][0], self.places[first + words - 1][1]


class Phrases:
    """The terms of one language, numbered in the order in which they are added.

    `lenient` is meant for where a translation is looked for: words are cut at hyphens, in terms and texts
    alike, and an adjective stands for its noun (`attributive_stems`). `lang` is a base language.

    >>> from tm.units import Variant
    >>> phrases = Phrases("kk")
    >>> phrases.add("білім министрлігі"), phrases.add("білім")
    (0, 1)
    >>> text = phrases.read(Side(Variant("kk", "Білім министрлігінде білім туралы айтылды.")))
    >>> phrases.spans(text)
    [Span(first=0, words=2, phrases=(0,)), Span(first=2, words=1, phrases=(1,))]
    """

    def __init__(self, lang: str, *, lenient: bool = False) -> None:
        self.lang, self._word = lang, _PART if lenient else _WORD
        self.lemmas = Lemmas(lang, attributes=lenient)
        self.written: list[str] = []
        self._numbers: dict[str, int] = {}
        self.keys: list[tuple[int, ...]] = []  # the lemmas of each phrase
        self._single: dict[int, tuple[int, ...]] = {}
        self._longer: dict[int, list[tuple[int, int]]] = {}  # by the first lemma: the second, and the phrase

    def add(self, term: str) -> int | None:
        """The number of a term, which is added where it is new; None where it has no letters or digits."""
        if term in self._numbers:
            return self._numbers[term]
        words = self._word.findall(unicodedata.normalize("NFC", term))
        if self.lang == "en" and len(words) > 1 and words[0].lower() in _ARTICLES:
            del words[0]
        if not words:
            return None
        number = self._numbers[term] = len(self.written)
        key = self.lemmas.add_all(words)
        self.written.append(term)
        self.keys.append(key)
        if len(key) > 1:
            self._longer.setdefault(key[0], []).append((key[1], number))
        else:
            self._single[key[0]] = (*self._single.get(key[0], ()), number)
        return number

    def read(self, side: Side) -> Text:
        """The words of a text and their lemmas."""
        text = side.text if side.chars.isdisjoint(_MARKS) else unicodedata.normalize("NFC", side.text)
        return Text(text, self._word, self.lemmas)

    def spans(self, text: Text) -> list[Span]:
        """The terms in a text in order: of those that overlap the longest, at one place all so long."""
        single, longer, several = self._single, self._longer, False
        found = []
        for first, lemmas in enumerate(text.lemmas):
            if not lemmas:
                continue
            span = self._longer_from(text, first, lemmas) if not longer.keys().isdisjoint(lemmas) else None
            if span is not None:
                several = True
                found.append(span)
            elif len(lemmas) == 1:
                if (phrases := single.get(lemmas[0])) is not None:
                    found.append(Span(first, 1, phrases))
            elif best := tuple([phrase for lemma in lemmas for phrase in single.get(lemma, ())]):
                found.append(Span(first, 1, best))
        return _longest(found) if several else found

    def has(self, text: Text, phrase: int, gap: int = GAP) -> bool:
        """Whether a term is in a text, `gap` words at most between two of its words."""
        key = self.keys[phrase]
        if not text.known.issuperset(key):
            return False
        places = [at for at, lemmas in enumerate(text.lemmas) if key[0] in lemmas]
        for lemma in key[1:]:
            reach = {then for at in places for then in range(at + 1, min(at + 2 + gap, len(text.lemmas)))}
            places = [at for at in reach if lemma in text.lemmas[at]]
        return bool(places)

    def places(self, text: Text, phrase: int) -> list[tuple[int, int]]:
        """Where a term stands in a text, first and last word, its words side by side."""
        key = self.keys[phrase]
        if not text.known.issuperset(key):
            return []
        last = len(key) - 1
        return [
            (first, first + last)
            for first in range(len(text.words) - last)
            if all(lemma in text.lemmas[first + at] for at, lemma in enumerate(key))
        ]

    def is_broken(self, text: Text, span: Span) -> bool:
        """Whether a comma, a stop or a bracket stands between the words of a span: then it is no term."""
        start, end = text.offsets(span.first, span.words)
        return _BREAK.search(text.text, start, end) is not None

    def _longer_from(self, text: Text, first: int, lemmas: Sequence[int]) -> Span | None:
        """The longest terms of two or more words from one word on, None where there is none."""
        after = text.lemmas[first + 1] if first + 1 < len(text.lemmas) else ()
        if not after:
            return None
        best: list[int] = []
        length = 2
        for lemma in lemmas:
            for second, phrase in self._longer.get(lemma, ()):
                if second in after and len(self.keys[phrase]) >= length and self._stands(text, first, phrase):
                    if len(self.keys[phrase]) > length:
                        best, length = [], len(self.keys[phrase])
                    best.append(phrase)
        return Span(first, length, tuple(best)) if best else None

    def _stands(self, text: Text, first: int, phrase: int) -> bool:
        """Whether the words from one on are those of a term; in Kazakh only the last of them is inflected."""
        key = self.keys[phrase]
        if first + len(key) > len(text.words):
            return False
        if not all(lemma in text.lemmas[first + at] for at, lemma in enumerate(key)):
            return False
        if self.lang != "kk":
            return True
        return all(self.lemmas.is_exact(text.words[first + at], lemma) for at, lemma in enumerate(key[:-1]))


def _longest(spans: list[Span]) -> list[Span]:
    """Those that are left when of any that overlap the longest is kept."""
    taken: set[int] = set()
    kept = []
    for span in sorted(spans, key=lambda span: -span.words):
        words = range(span.first, span.first + span.words)
        if taken.isdisjoint(words):
            taken.update(words)
            kept.append(span)
    return sorted(kept)
