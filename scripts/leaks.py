"""Copies of a test's segments as a training memory may have them: the same, or with a small change.

The kinds of near copies: a word is another, a word has another ending, the punctuation is another; each on
both sides. A segment of one word has no copy with another word, for nothing would be left of it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from typing import NamedTuple

from lookup_edits import ENDINGS, LONG, WORD, chosen, replaced

NEAR = ("word", "ending", "marks")
KINDS = ("exact", *NEAR)
SUFFIXES = {**ENDINGS, "en": ["s", "ed", "ing", "er", "ly", "es"]}
_MARKS = re.compile(r"[^\w\s]+")
_LEAST = 2  # words that are changed at their ends or replaced stand among so many at least

Pair = tuple[str, str]


class Plant(NamedTuple):
    """A copy: of which segment, of what kind, and its two sides."""

    place: int
    kind: str
    pair: Pair


def planted(pairs: Sequence[Pair], langs: Pair, count: int, seed: int) -> list[Plant]:
    """So many exact copies and as many near ones, of different segments, in the order of a draw."""
    rng = random.Random(seed)
    words = [sorted({word for pair in pairs for word in WORD.findall(pair[side])}) for side in (0, 1)]
    found: list[Plant] = []
    wanted = ["exact"] * count + [NEAR[number % len(NEAR)] for number in range(count)]
    left = rng.sample(range(len(pairs)), len(pairs))
    for kind in wanted:
        for place in left:
            copies = [
                _copy(kind, text, lang, some, rng)
                for text, lang, some in zip(pairs[place], langs, words, strict=True)
            ]
            if all(copies):
                found.append(Plant(place, kind, (str(copies[0]), str(copies[1]))))
                left.remove(place)
                break
    return found


def _copy(kind: str, text: str, lang: str, words: Sequence[str], rng: random.Random) -> str | None:
    """A copy of one side; None where it has no place for such a change."""
    if kind == "exact":
        return text
    if kind == "marks":
        return remarked(text, rng)
    if len(WORD.findall(text)) < _LEAST:
        return None
    place = chosen(WORD if kind == "word" else LONG, text, rng)
    if place is None:
        return None
    if kind == "word":
        return replaced(text, place, rng.choice([word for word in rng.sample(words, 3) if word != place[0]]))
    return replaced(text, place, place[0][: -rng.randint(0, 2) or None] + rng.choice(SUFFIXES[lang]))


def remarked(text: str, rng: random.Random) -> str:
    """The text with other punctuation: a mark of it left out or another, one more, or another at the end."""
    place = chosen(_MARKS, text, rng)
    if place is None or rng.random() < 0.3:
        return f"{text.rstrip('.!?…')}{rng.choice(['!', '?', '…', ';'])}"
    if place.start() and text[place.start() - 1].isalnum() and text[place.end() : place.end() + 1].isalnum():
        return f"«{text}»"  # a mark within a word or a number is part of it
    return replaced(text, place, rng.choice(["", " –", ";", "…"]))
