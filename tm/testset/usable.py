"""Which units of a memory can be references of a test set, and why the others can't."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence

from tm.languages import base, matches
from tm.matching.provenance import provenance
from tm.matching.sides import Side
from tm.provenance import confidence_of, review_of
from tm.text import words
from tm.units import TranslationUnit, Variant

CONFIDENCE = 0.9  # from here on an aligner's bead is nearly always right (docs/alignment.md)
WORDS = 2  # a segment of one word tells hardly anything of a system
CHECKS = ("empty", "untranslated", "language", "length")  # families whose findings make a bad reference
_NO_LINE = ("Cc", "Zl", "Zp", "Cs")  # categories of characters that a line can't have


class Usable:
    """Tells what is wrong with units as references, but for what `tm.checks` finds.

    `langs` are the languages that a unit must have, one text in each. A unit whose confidence is below
    `confidence` is not usable unless a person confirmed it; one without confidence is. `words` are the least
    of each text. `taken` are texts with their base languages that are in other sets.

    >>> unit = TranslationUnit("1", (Variant("kk", "Ол келді."), Variant("en-GB", "He came.")))
    >>> Usable(("kk", "en")).fault(unit), Usable(("kk", "en"), words=3).fault(unit)
    (None, 'fewer than 3 words')
    """

    def __init__(
        self,
        langs: Sequence[str],
        *,
        confidence: float = CONFIDENCE,
        words: int = WORDS,
        taken: Collection[tuple[str, str]] = (),
    ) -> None:
        self._langs, self._confidence, self._words, self._taken = langs, confidence, words, taken

    def fault(self, unit: TranslationUnit) -> str | None:
        """Why a unit can be no reference; None where it can."""
        found = sides(unit, self._langs)
        if found is None:
            return f"without one text in each of {', '.join(self._langs)}"
        return self._of_unit(unit, found) or self._of_texts(found)

    def _of_unit(self, unit: TranslationUnit, found: Sequence[Variant]) -> str | None:
        if unit.prop("x-crossing"):
            return "crossings"
        if review_of(unit) != "confirmed":
            confidence = confidence_of(unit)
            if confidence is not None and not confidence >= self._confidence:  # not a number is none, too
                return f"confidence below {self._confidence:g}"
        for other in found[1:]:
            pair = found[0], other
            reasons = {penalty.reason for penalty in provenance(unit, (pair[0].lang, pair[1].lang), pair)}
            if "machine" in reasons:
                return "translated by a machine"
            if "rejected" in reasons:
                return "rejected by a reviewer"
        return None

    def _of_texts(self, found: Sequence[Variant]) -> str | None:
        texts = [one.text for one in found]
        if not all(text.strip() for text in texts):
            return "empty"
        if any(map(_breaks, texts)):
            return "line breaks or controls in the text"
        if any(len(words(text)) < self._words for text in texts):
            return f"fewer than {self._words} words"
        if len({Side.of(text).fold for text in texts}) < len(texts):
            return "the same text in two languages"
        if any((base(one.lang), one.text) in self._taken for one in found):
            return "in another test set"
        return None


def sides(unit: TranslationUnit, langs: Sequence[str]) -> tuple[Variant, ...] | None:
    """The variants of a unit in some languages, in this order; None unless it has exactly one in each."""
    found = []
    for lang in langs:
        there = [one for one in unit.variants if matches(lang, one.lang)]
        if len(there) != 1:
            return None
        found.append(there[0])
    return tuple(found)


def _breaks(text: str) -> bool:
    """Whether a reader of lines could see several lines or columns in a text, or XML can't hold it."""
    return any(unicodedata.category(char) in _NO_LINE or char in "\ufffe\uffff" for char in text)
