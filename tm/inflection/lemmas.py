"""Lemmas of one language, and which of them a word is a form of; many cost little more than few."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tm.inflection import attributive_stems, folded, stems
from tm.inflection.stem import Ends
from tm.inflection.suffixes import OWN_WORDS

REMEMBERED = 1 << 16  # words whose lemmas are kept in mind, and what may follow stems; about 10 MB
_LONGEST_END = {"kk": 20, "ru": 11, "en": 4}  # letters that may follow a stem


class _Known(dict[str, tuple[int, ...]]):
    """What was found for words, and is found for others when asked; it forgets all when it is full."""

    def __init__(self, find: Callable[[str], tuple[int, ...]]) -> None:
        self._find = find

    def __missing__(self, word: str) -> tuple[int, ...]:
        if len(self) >= REMEMBERED:
            self.clear()
        found = self[word] = self._find(word)
        return found


class Lemmas:
    """Lemmas, numbered in the order in which they are added, found by the stems that a word begins with.

    Capital letters don't matter but in abbreviations: US is no form of us. `lang` is a base language. With
    `attributes` the adjectives made of a noun count as its forms.

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
        self.known = _Known(self._found)  # what `of` says, without the cost of a call

    def add(self, lemma: str) -> int:
        """The number of a lemma, which is added where it is new."""
        plain = folded(lemma, self.lang)
        key = lemma if is_abbreviation(lemma) else plain
        if key in self._numbers:
            return self._numbers[key]
        number = self._numbers[key] = len(self.written)
        self.written.append(key)
        self.known.clear()
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
        return self.known[word]

    def is_exact(self, word: str, number: int) -> bool:
        """Whether a word is this lemma itself, not another form of it."""
        return folded(word, self.lang) == folded(self.written[number], self.lang)

    def _found(self, word: str) -> tuple[int, ...]:
        plain, get = folded(word, self.lang), self._index.get
        found = list(self._exact.get(plain, ()))
        if self.lang == "kk" and plain in OWN_WORDS:
            return tuple(found)
        size = len(plain)
        shortest = max(self._shortest, size - _LONGEST_END.get(self.lang, 0))
        for end in range(shortest, min(size, self._longest) + 1):
            hits = get(plain[:end])
            if hits is not None:
                ending = plain[end:]
                for number, ends in hits:
                    if ending in ends if isinstance(ends, frozenset) else ends.fullmatch(plain, end):
                        found.append(number)
        if found and not word[1:2].isupper():
            found = [number for number in found if not is_abbreviation(self.written[number])]
        return tuple(dict.fromkeys(found)) if len(found) > 1 else tuple(found)


def is_abbreviation(word: str) -> bool:
    """Whether all letters of a word are capitals, and there are two or more."""
    return len(word) > 1 and word.isupper()
