"""Terms of one language in its texts: their words in order, each in any of its forms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tm.checks.lemmas import Lemmas
from tm.checks.side import Side

GAP = 2  # words that may stand between two words of a term where a translation is looked for
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_PART = re.compile(r"\w+(?:['’]\w+)*")
_MARKS = frozenset("\u0306\u0308")  # й and ё in two characters
_BREAK = re.compile(r"[.,;:!?()\[\]—–…\n]")  # does not stand inside of a term
_ARTICLES = frozenset(("to", "the", "a", "an"))


class Span(NamedTuple):
    """Where terms stand in a text: the number of the first word, how many words, and the phrases they may be."""

    first: int
    words: int
    phrases: tuple[int, ...]


class Text(NamedTuple):
    """A text as words, and for each word the lemmas that it may be a form of."""

    text: str
    words: list[str]
    lemmas: list[tuple[int, ...]]
    known: frozenset[int]  # all of the lemmas


class Phrases:
    """The terms of one language, numbered in the order in which they are added.

    With `parts` words are cut at hyphens, in terms and texts alike: that finds more, and is meant for where a
    translation is looked for. `lang` is a base language.

    >>> from tm.units import Variant
    >>> phrases = Phrases("kk")
    >>> phrases.add("білім министрлігі"), phrases.add("білім")
    (0, 1)
    >>> text = phrases.read(Side(Variant("kk", "Білім министрлігінде білім туралы айтылды.")))
    >>> list(phrases.spans(text))
    [Span(first=0, words=2, phrases=(0,)), Span(first=2, words=1, phrases=(1,))]
    """

    def __init__(self, lang: str, *, parts: bool = False) -> None:
        self.lang, self._word = lang, _PART if parts else _WORD
        self.lemmas = Lemmas(lang)
        self.written: list[str] = []
        self._numbers: dict[str, int] = {}
        self.keys: list[tuple[int, ...]] = []  # the lemmas of each phrase
        self._single: dict[int, list[int]] = {}
        self._longer: dict[int, list[int]] = {}

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
        (self._longer if len(key) > 1 else self._single).setdefault(key[0], []).append(number)
        return number

    def read(self, side: Side) -> Text:
        """The words of a text and their lemmas."""
        text = side.text if side.chars.isdisjoint(_MARKS) else unicodedata.normalize("NFC", side.text)
        words, of = self._word.findall(text), self.lemmas.of
        lemmas = [of(word) for word in words]
        return Text(text, words, lemmas, frozenset().union(*lemmas))

    def spans(self, text: Text) -> Iterator[Span]:
        """The terms in a text in order: of those that overlap the longest, and at one place all of that length."""
        single, longer, taken = self._single, self._longer, 0
        found = [
            span
            for first, lemmas in enumerate(text.lemmas)
            if lemmas
            for span in self._from(text, first, lemmas)
        ]
        if any(span.words > 1 for span in found):
            found = _longest(found)
        return iter(found)

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

    def offsets(self, text: Text, first: int, last: int) -> tuple[int, int]:
        """The offsets in the text of some of its words."""
        found = list(self._word.finditer(text.text))
        return found[first].start(), found[last].end()

    def is_broken(self, text: Text, span: Span) -> bool:
        """Whether a comma, a stop or a bracket stands between the words of a span: then it is no term."""
        start, end = self.offsets(text, span.first, span.first + span.words - 1)
        return _BREAK.search(text.text, start, end) is not None

    def _from(self, text: Text, first: int, lemmas: Sequence[int]) -> Iterator[Span]:
        """The longest terms from one word on."""
        best, length = [], 1
        for lemma in lemmas:
            for phrase in self._longer.get(lemma, ()):
                size = len(self.keys[phrase])
                if size >= length and self._stands(text, first, self.keys[phrase]):
                    if size > length:
                        best, length = [], size
                    best.append(phrase)
        if length == 1:
            best = [phrase for lemma in lemmas for phrase in self._single.get(lemma, ())]
        if best:
            yield Span(first, length, tuple(best))

    def _stands(self, text: Text, first: int, key: tuple[int, ...]) -> bool:
        """Whether the words from one on are those of a term; in Kazakh only the last of them is inflected."""
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
