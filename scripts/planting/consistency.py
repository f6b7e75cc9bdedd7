"""The same source with another translation: the family `consistency`.

A unit at an odd place becomes a copy of an earlier one at an even place, which no slip touches, and one
of its translations is changed. So the finding belongs to the later of the two.
"""

from __future__ import annotations

import random
from dataclasses import replace

from planting.place import TARGETS, WORD, Edit, Place, Slip, Slips, is_sentence, put, text_of, with_text
from tm.units import TranslationUnit


def _copied(edit: Edit | None) -> Slip:
    """A copy of an earlier unit with one translation edited, or without an edit that of another unit."""

    def slip(place: Place) -> TranslationUnit | None:
        if place.index % 2 == 0 or place.index < 3:
            return None
        earlier = place.units[place.rng.randrange(0, place.index, 2)]
        lang = place.rng.choice(TARGETS)
        text = text_of(earlier, lang)
        if not (is_sentence(text_of(earlier, "kk")) and is_sentence(text)):
            return None
        other = text_of(place.other(), lang)
        new = other if edit is None else edit(text, other, place.rng)
        if new is None or new.lower() == text.lower():
            return None
        copy = with_text(earlier, lang, new)
        return replace(copy, tuid=place.unit.tuid, props=place.unit.props, line=place.unit.line)

    return slip


def _word_changed(text: str, other: str, rng: random.Random) -> str | None:
    """A word becomes one of another unit."""
    words = [match for match in WORD.finditer(text) if len(match[0]) > 3]
    others = [word for word in WORD.findall(other) if len(word) > 3 and word.lower() not in text.lower()]
    return put(text, *rng.choice(words).span(), rng.choice(others).lower()) if words and others else None


def _word_lost(text: str, other: str, rng: random.Random) -> str | None:
    words = text.split()
    at = rng.randrange(1, len(words))
    return " ".join(words[:at] + words[at + 1 :]) if len(WORD.findall(words[at])) == 1 else None


def _word_added(text: str, other: str, rng: random.Random) -> str | None:
    words, others = text.split(), [word for word in WORD.findall(other) if len(word) > 3]
    at = rng.randrange(1, len(words))
    return " ".join([*words[:at], rng.choice(others).lower(), *words[at:]]) if others else None


def _half_changed(text: str, other: str, rng: random.Random) -> str | None:
    words, others = text.split(), other.split()
    return " ".join(words[: len(words) // 2] + others[len(others) // 2 :])


CONSISTENCY: Slips = {
    "word changed": _copied(_word_changed),
    "word left out": _copied(_word_lost),
    "word added": _copied(_word_added),
    "half changed": _copied(_half_changed),
    "another text": _copied(None),
}
