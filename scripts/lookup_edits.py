"""Changes to a segment as revisions bring them, each drawn by chance; None where there is no place for it."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

WORD = re.compile(r"[^\W\d_]{2,}")
NUMBER = re.compile(r"\d+")
LONG = re.compile(r"[^\W\d_]{6,}")
LETTERS = {"kk": "аәбвгғдежзикқлмнңоөпрстуұүфхһшыі", "ru": "абвгдежзийклмнопрстуфхцчшщыьэюя"}
ENDINGS = {
    "kk": re.findall(
        r"\w+", "лар лер дар дер ның нің ды ді ға ге да де дан ден мен сы сі ымыз іміз лық лік ған ген"
    ),
    "ru": re.findall(r"\w+", "а ы у ой ом е ами ах ов ого ому ые ых ая ую ить ил ила ится ение ений"),
}


def replaced(text: str, found: re.Match[str], other: str) -> str:
    """The text with another word where one was found."""
    return f"{text[: found.start()]}{other}{text[found.end() :]}"


def chosen(pattern: re.Pattern[str], text: str, rng: random.Random) -> re.Match[str] | None:
    """One of the places where a pattern matches."""
    places = list(pattern.finditer(text))
    return rng.choice(places) if places else None


def changed_word(text: str, words: Sequence[str], rng: random.Random) -> str:
    """The text with a word replaced; with one more, where it has none."""
    place = chosen(WORD, text, rng)
    return replaced(text, place, rng.choice(words)) if place else f"{text} {rng.choice(words)}"


def changed_number(text: str, rng: random.Random) -> str | None:
    """The text with another number of about the same length."""
    place = chosen(NUMBER, text, rng)
    if place is None:
        return None
    digits = min(len(place[0]), 9)
    return replaced(text, place, str(rng.randrange(10 ** (digits - 1), 10**digits)))


def changed_ending(text: str, lang: str, rng: random.Random) -> str | None:
    """The text with another ending at one of its longer words."""
    place = chosen(LONG, text, rng)
    if place is None:
        return None
    return replaced(text, place, place[0][: -rng.randint(0, 3) or None] + rng.choice(ENDINGS[lang]))


def typo(text: str, lang: str, rng: random.Random) -> str | None:
    """The text with a letter left out, doubled, replaced, or swapped with the next."""
    place = chosen(WORD, text, rng)
    if place is None:
        return None
    word = place[0]
    at = rng.randrange(len(word) - 1)
    letter = rng.choice(LETTERS[lang])
    middles = ("", word[at] * 2, letter, letter + word[at])
    wrong = [word[:at] + middle + word[at + 1 :] for middle in middles]
    wrong.append(word[:at] + word[at + 1] + word[at] + word[at + 2 :])
    return replaced(text, place, rng.choice(wrong))


def inserted(text: str, clauses: Sequence[str], rng: random.Random) -> str:
    """The text with a clause more, after one of its commas or at its start."""
    parts = text.split(", ")
    parts.insert(rng.randrange(len(parts)), rng.choice(clauses))
    return ", ".join(parts)


def deleted(text: str, rng: random.Random) -> str | None:
    """The text without one of its clauses."""
    parts = text.split(", ")
    if len(parts) < 2:
        return None
    del parts[rng.randrange(len(parts))]
    return ", ".join(parts)


def reordered(text: str, rng: random.Random) -> str | None:
    """The text with two of its clauses, or else two neighbouring words, in the other order."""
    separator = ", " if text.count(", ") > 1 else " "
    parts = text.split(separator)
    if len(parts) < 2:
        return None
    at = rng.randrange(len(parts) - 1)
    parts[at], parts[at + 1] = parts[at + 1], parts[at]
    return separator.join(parts)


def quarter(text: str, words: Sequence[str], rng: random.Random) -> str | None:
    """The text with a quarter of its words replaced, one at least."""
    places = list(WORD.finditer(text))
    if len(places) < 3:
        return None
    for place in sorted(rng.sample(places, max(1, len(places) // 4)), key=re.Match.start, reverse=True):
        text = replaced(text, place, rng.choice(words))
    return text
