"""Lemmas of one language, and which of them a word is a form of: a look-up that costs the same for few and for many."""

from __future__ import annotations

from collections.abc import Iterable

from tm.checks.inflection import attributive_stems, folded, stems
from tm.checks.stem import Ends
from tm.checks.suffixes import OWN_WORDS

REMEMBERED = 1 << 16  # words whose lemmas are kept in mind, and what may follow stems; about 10 MB
_LONGEST_END = {"kk": 20, "ru": 11, "en": 4}  # letters that may follow a stem


class Lemmas:
    """Lemmas, numbered in the order in which they are added, found by the stems that a word begins with.

    Capital letters don't matter but in abbreviations: US is no form of us. `lang` is a base language. With `attributes`
    the adjectives made of a noun count as its forms.

    >>> lemmas = Lemmas("kk")
    >>> lemmas.add("мектеп"), lemmas.add("ел"), lemmas.add("Мектеп")
    (0, 1, 0)
    >>> lemmas.of("мектебінде"), lemmas.of("елу"), lemmas.of("Ел")
    ((0,), (), (1,))
    """

    def __init__(self, lang: str, *, attributes: bool = False) -> None:
        self.lang, self._attributes = lang, attributes
        self.written: list[str] = []
        self._numbers: dict[str, int] = {}
        self._exact: dict[str, tuple[int, ...]] = {}
        self._index: dict[str, list[tuple[int, Ends]]] = {}
        self._shortest, self._longest = 100, 0
        self._known: dict[str, tuple[int, ...]] = {}

    def add(self, lemma: str) -> int:
        """The number of a lemma, which is added where it is new."""
        plain = folded(lemma, self.lang)
        key = lemma if is_abbreviation(lemma) else plain
        if key in self._numbers:
            return self._numbers[key]
        number = self._numbers[key] = len(self.written)
        self.written.append(key)
        self._known.clear()
        self._exact[plain] = (*self._exact.get(plain, ()), number)
        more = attributive_stems(plain, self.lang) if self._attributes else ()
        for stem in (*stems(plain, self.lang), *more):
            self._index.setdefault(stem.letters, []).append((number, stem.ends))
            self._shortest = min(self._shortest, len(stem.letters))
            self._longest = max(self._longest, len(stem.letters))
        return number

    def add_all(self, lemmas: Iterable[str]) -> tuple[int, ...]:
        """The numbers of several lemmas."""
        return tuple(self.add(lemma) for lemma in lemmas)

    def of(self, word: str) -> tuple[int, ...]:
        """The numbers of the lemmas that a word, as written, is a form of; () where there is none."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            found = self._known[word] = self._found(word)
        return found

    def is_exact(self, word: str, number: int) -> bool:
        """Whether a word is this lemma itself, not another form of it."""
        return folded(word, self.lang) == folded(self.written[number], self.lang)

    def _found(self, word: str) -> tuple[int, ...]:
        plain, index = folded(word, self.lang), self._index
        found = list(self._exact.get(plain, ()))
        if self.lang == "kk" and plain in OWN_WORDS:
            return tuple(found)
        shortest = max(self._shortest, len(plain) - _LONGEST_END.get(self.lang, 0))
        for end in range(shortest, min(len(plain), self._longest) + 1):
            hits = index.get(plain[:end])
            if hits is not None:
                for number, ends in hits:
                    if plain[end:] in ends if isinstance(ends, frozenset) else ends.fullmatch(plain, end):
                        found.append(number)
        if found and not word[1:2].isupper():
            found = [number for number in found if not is_abbreviation(self.written[number])]
        return tuple(dict.fromkeys(found)) if len(found) > 1 else tuple(found)


def is_abbreviation(word: str) -> bool:
    """Whether all letters of a word are capitals, and there are two or more."""
    return len(word) > 1 and word.isupper()
