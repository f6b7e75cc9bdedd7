"""A place where an error may be planted, and what the slips of all families share."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tm.units import TranslationUnit, Variant

TARGETS = ("en", "ru")
ALL = ("kk", "en", "ru")
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Place:
    """One of the clean units, all of them in order, and the chance that decides."""

    units: Sequence[TranslationUnit]
    index: int
    rng: random.Random

    @property
    def unit(self) -> TranslationUnit:
        """The unit here."""
        return self.units[self.index]

    def text(self, lang: str) -> str:
        """What the unit here says in this language."""
        return text_of(self.unit, lang)

    def other(self) -> TranslationUnit:
        """Any unit but this one."""
        index = self.rng.randrange(len(self.units) - 1)
        return self.units[index + (index >= self.index)]

    def among(self, langs: Sequence[str]) -> list[str]:
        """The languages in an order that chance gives."""
        return self.rng.sample(langs, len(langs))


Slip = Callable[[Place], TranslationUnit | None]  # None where such an error can't be made of this unit
Slips = dict[str, Slip]
Edit = Callable[[str, str, random.Random], str | None]  # of a text and its language


def text_of(unit: TranslationUnit, lang: str) -> str:
    """What the unit says in this language; raises ValueError where it has none."""
    variant = unit.variant(lang)
    if variant is None:
        raise ValueError(f"the unit {unit.name} has no text in {lang}")
    return variant.text


def with_text(unit: TranslationUnit, lang: str, text: str) -> TranslationUnit:
    """The unit with another text in one language."""
    return with_variant(unit, Variant(lang, text))


def with_variant(unit: TranslationUnit, variant: Variant) -> TranslationUnit:
    """The unit with another variant in place of that of the same language."""
    variants = tuple(variant if old.lang == variant.lang else old for old in unit.variants)
    return replace(unit, variants=variants)


def changed(edit: Edit, langs: Sequence[str] = TARGETS) -> Slip:
    """The slip that edits the text of one of these languages, the first in a random order that can be."""

    def slip(place: Place) -> TranslationUnit | None:
        for lang in place.among(langs):
            before = place.text(lang)
            after = edit(before, lang, place.rng)
            if after is not None and after != before:
                return with_text(place.unit, lang, after)
        return None

    return slip


def one_of(found: Sequence[re.Match[str]], rng: random.Random) -> re.Match[str] | None:
    """One of these at random, None where there is none."""
    return rng.choice(found) if found else None


def put(text: str, start: int, end: int, new: str) -> str:
    """The text with another piece in place of text[start:end]."""
    return text[:start] + new + text[end:]


def swapped_for(pattern: str, new: str) -> Edit:
    """The edit that puts `new` (a template) for one match of the pattern."""
    known = re.compile(pattern)

    def edit(text: str, lang: str, rng: random.Random) -> str | None:
        match = one_of(list(known.finditer(text)), rng)
        return match and put(text, *match.span(), match.expand(new))

    return edit


def is_sentence(text: str, least: int = 4) -> bool:
    """Whether there are enough words, of more than one letter, for a sentence to be told from a name."""
    return len([word for word in WORD.findall(text) if len(word) > 1]) >= least


def shared_words(one: str, two: str) -> float:
    """The share of the words of the one that the other has too."""
    words = WORD.findall(one.lower())
    return len([word for word in words if word in set(WORD.findall(two.lower()))]) / max(1, len(words))
