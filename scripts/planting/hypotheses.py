"""Faults of a hypothesis as systems make them, by the codes of `tm.scoring.faults`.

A plant is given the translation of a person and gives back what a system might have said instead. Each is
certain to be a fault: what can't be told from a right translation is not planted.
"""

from __future__ import annotations

from collections.abc import Mapping

from planting.letters import CYRILLIC, LATIN, RUSSIAN, known_words
from planting.loops import LOOPS
from planting.marred import BRACKETS, DATES, NUMBERS, QUOTES
from planting.place import is_sentence, one_of, put, shared_words
from planting.remains import ENCODING, LONG, MARKUP, SHORT
from planting.segment import Plant, Plants, Segment, words_of

WORDS = 8  # of a text of which half can be told from a name


def _said(*texts: str) -> Plant:
    return lambda segment: segment.rng.choice(texts) if is_sentence(segment.source, 1) else None


EMPTY: Plants = {
    "nothing": _said("", " ", "\u00a0", "\u200b"),
    "marks": _said(".", "...", "—", "« »", "?", "( )"),
    "markup": _said("<b></b>", "<br/>", "&nbsp;"),
    "placeholder": _said("TODO", "null", "N/A", "None", "nan"),
}


def _copied(change: Plant) -> Plant:
    """Only where the source is a sentence that the translation is quite different from."""

    def plant(segment: Segment) -> str | None:
        told_apart = is_sentence(segment.source) and shared_words(segment.source, segment.target) < 0.4
        return change(segment) if told_apart else None

    return plant


def _one_word_changed(segment: Segment) -> str | None:
    """The source, with one word from the translation."""
    word = one_of(words_of(segment.source, 3), segment.rng)
    new = one_of(words_of(segment.target, 3), segment.rng)
    return put(segment.source, *word.span(), new[0]) if word and new else None


def _half_left(segment: Segment) -> str | None:
    """One half is translated and the other is left."""
    source, target = segment.source.split(), segment.target.split()
    if min(len(source), len(target)) < WORDS:
        return None
    if segment.rng.random() < 0.5:
        return " ".join(target[: len(target) // 2] + source[len(source) // 2 :])
    return " ".join(source[: len(source) // 2] + target[len(target) // 2 :])


COPIED: Plants = {
    "whole": _copied(lambda segment: segment.source),
    "one word changed": _copied(_one_word_changed),
    "half": _copied(_half_left),
}


def _third(segment: Segment) -> str | None:
    """The language of ours that is neither source nor target."""
    clear = is_sentence(segment.third) and shared_words(segment.third, segment.target) < 0.4
    return segment.third if clear else None


def _third_half(segment: Segment) -> str | None:
    """From the middle on in that language, by five words at least."""
    third, target = segment.third.split(), segment.target.split()
    if (
        min(len(third), len(target)) < WORDS
        or not is_sentence(" ".join(third[len(third) // 2 :]), 5)
        or shared_words(segment.third, segment.target) >= 0.4
    ):
        return None
    return " ".join(target[: len(target) // 2] + third[len(third) // 2 :])


LANGUAGE: Plants = {"third": _third, "third, half": _third_half}


def _word_for(segment: Segment, new: str | None) -> str | None:
    word = one_of(words_of(segment.target, 4), segment.rng)
    return put(segment.target, *word.span(), new) if word and new else None


def _foreign_word(segment: Segment) -> str | None:
    """A word in the letters of another language: English in Kazakh and Russian, these two in English."""
    texts = [
        text
        for lang, text in zip(segment.langs[::2], (segment.source, segment.third), strict=True)
        if (lang == "en") != (segment.lang == "en")
    ]
    words = [word[0] for text in texts for word in words_of(text, 4) if word[0].islower()]
    words = [word for word in words if word.isascii() != (segment.lang == "en")]
    return _word_for(segment, segment.rng.choice(words)) if words else None


def _chinese(segment: Segment) -> str | None:
    return _word_for(segment, segment.rng.choice(("的", "我们", "很好", "مرحبا", "ただ")))


SCRIPT: Plants = {"word": _foreign_word, "Chinese": _chinese}


def _one_letter(table: dict[str, str], least: int, *, new_word: bool = False) -> Plant:
    """One letter of a word is another that looks like it; with `new_word`, what comes out is no word."""

    def plant(segment: Segment) -> str | None:
        found = [word for word in words_of(segment.target, least) if set(word[0]) & set(table)]
        word = one_of(found, segment.rng)
        if word is None:
            return None
        at = segment.rng.choice([at for at in range(*word.span()) if segment.target[at] in table])
        after = put(segment.target, at, at + 1, table[segment.target[at]])
        return None if new_word and after[slice(*word.span())].lower() in known_words() else after

    return plant


def _look_alike(segment: Segment) -> str | None:
    table = CYRILLIC if segment.lang == "en" else LATIN
    return _one_letter(table, 3)(segment)


def _russian_letters(segment: Segment) -> str | None:
    """A Kazakh word of small letters is typed with Russian ones."""
    if segment.lang != "kk":
        return None
    found = [w for w in words_of(segment.target, 5) if w[0].islower() and set(w[0]) & set(RUSSIAN)]
    word = one_of(found, segment.rng)
    new = word and "".join(RUSSIAN.get(char, char) for char in word[0])
    if word is None or new is None or new in known_words():
        return None
    return put(segment.target, *word.span(), new)


LETTERS: Plants = {"look-alike": _look_alike, "Russian for Kazakh": _russian_letters}


PLANTS: Mapping[str, Plants] = {
    "empty": EMPTY,
    "copied": COPIED,
    "language": LANGUAGE,
    "script": SCRIPT,
    "letters": LETTERS,
    "numbers": NUMBERS,
    "dates": DATES,
    "brackets": BRACKETS,
    "quotes": QUOTES,
    "short": SHORT,
    "long": LONG,
    "repeated": LOOPS,
    "markup": MARKUP,
    "encoding": ENCODING,
}
