"""The words that a query's word stands for: itself, its forms, and the forms of what it may be a form of."""

from __future__ import annotations

import re
from unicodedata import normalize

from tm.inflection import stems
from tm.matching.clusters import APOSTROPHES, HYPHENS
from tm.matching.folding import fold
from tm.matching.guesses import guessed, is_fixed, is_own
from tm.matching.suffixes import without_last
from tm.matching.wording import GRAM

SAME, FORM, KIN = 0, 1, 2  # ranks
# What an index keeps may stand right before a word, $ел, so that no space tells where the word begins.
_BEFORE = " %+<=>|~^$€₸₽№©®°→"
_PLAIN = re.compile("[a-z0-9а-яәғқңөұүһі'-]+")
_ALIKE = {"е": "[её]", "-": f"[{HYPHENS}]", "'": f"[{APOSTROPHES}]"}
_SAME = str.maketrans({char: kind[0] for kind in (HYPHENS, APOSTROPHES) for char in kind} | {"ё": "е"})


def plain(word: str) -> str:
    """A word as it is compared: in NFC and lower case, е for ё, one kind of hyphen and of apostrophe."""
    return normalize("NFC", word.lower()).translate(_SAME)


class Family:
    """A word of a query, and which words of texts it finds.

    With `exact` it finds itself only, with `case` only what has capitals where it has. `written` is the word
    as the query has it. `traces` is in every text in NFC that has one of these words, and tells that in a
    tenth of the time that it takes to look at the words; None where it can't.

    >>> family = Family("мектебінде", "kk")
    >>> [family.rank(word) for word in ("Мектебінде", "мектебіндегі", "мектептер", "мектептік")]
    [0, 1, 2, None]
    >>> family.alternatives
    ('мектеб', 'мектеп')
    """

    def __init__(self, written: str, lang: str, *, exact: bool = False, case: bool = False) -> None:
        self.written, self._lang, self._case = normalize("NFC", written), lang, case
        self._plain = plain(written)
        alone = exact or is_fixed(self._plain, lang)
        self._lemmas = () if alone else (self._plain, *guessed(self._plain, lang))
        self._forms = [(lemma, [stem.begins for stem in stems(lemma, lang)]) for lemma in self._lemmas]
        letters = {stem.letters for lemma in self._lemmas for stem in stems(lemma, lang)}
        self._beginnings = _shortest({self._plain, *letters, *self._lemmas})
        self.alternatives = _alternatives(self._beginnings)
        self.traces = _traces(self._beginnings, alone)

    def rank(self, word: str) -> int | None:
        """How near a word, as written, is to this one: 0 the same, 1 a form of it, 2 of the same lemma.

        None where it is none of these.
        """
        form = plain(word)
        if not form.startswith(self._beginnings) or (self._case and not self._alike(word)):
            return None
        if form == self._plain:
            return SAME
        if is_own(form, self._lang):
            return KIN if form in self._lemmas else None
        for number, (lemma, begins) in enumerate(self._forms):
            if form == lemma or any(begin(form) for begin in begins):
                return KIN if number else FORM
        return None

    def _alike(self, word: str) -> bool:
        """Whether the letters that both words begin with are capitals in both or in neither."""
        for one, other in zip(normalize("NFC", word), self.written, strict=False):
            if plain(one) != plain(other):
                return True
            if one.isupper() != other.isupper():
                return False
        return True


def _shortest(words: set[str]) -> tuple[str, ...]:
    """Of words and their own beginnings only the beginnings, in order."""
    kept: list[str] = []
    for word in sorted(words):
        if not kept or not word.startswith(kept[-1]):
            kept.append(word)
    return tuple(kept)


def _alternatives(beginnings: tuple[str, ...]) -> tuple[str, ...]:
    """What an index has of words that begin so; () where one of them is too short to be asked for."""
    found = set()
    for beginning in beginnings:
        # The index keeps some apostrophes, not all, and no suffixes behind numbers.
        letters = max((fold(without_last(piece)) for piece in beginning.split("'")), key=len)
        if len(letters) >= GRAM:
            found.add(letters)
        elif len(letters) == GRAM - 1 and letters.isalpha() and "'" not in beginning:
            found |= {before + letters for before in _BEFORE}
        else:
            return ()
    return tuple(sorted(found))


def _traces(beginnings: tuple[str, ...], whole: bool) -> re.Pattern[str] | None:
    """What finds, in a text in NFC, where a word may begin so, or be so as a `whole`."""
    if not all(_PLAIN.fullmatch(one) for one in beginnings):  # İ becomes two letters, and there is more
        return None
    written = ("".join(_ALIKE.get(char, char) for char in one) for one in beginnings)
    end = r"(?![^\W_])" if whole else ""
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(written)}){end}", re.IGNORECASE)
