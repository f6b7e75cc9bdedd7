"""What is empty, and what was left as it was: the families `empty` and `untranslated`."""

from __future__ import annotations

import random
import re

from planting.place import (
    TARGETS,
    WORD,
    Place,
    Slip,
    Slips,
    changed,
    is_sentence,
    put,
    shared_words,
    with_text,
    with_variant,
)
from tm.units import Code, TranslationUnit, Variant

CODES = (Code("ph", (("x", "1"),), ("<br/>",)), Code("it", (("pos", "begin"),), ("<i>",)))


def _replaced_by(*texts: str) -> Slip:
    """The target is one of these; only where the source says something."""

    def slip(place: Place) -> TranslationUnit | None:
        if not is_sentence(place.text("kk"), 1):
            return None
        return with_text(place.unit, place.rng.choice(TARGETS), place.rng.choice(texts))

    return slip


def _only_codes(place: Place) -> TranslationUnit | None:
    """An inline code is all that is left."""
    if not is_sentence(place.text("kk"), 1):
        return None
    variant = Variant.of(place.rng.choice(TARGETS), (place.rng.choice(CODES),))
    return with_variant(place.unit, variant)


def _no_letters(text: str, lang: str, rng: random.Random) -> str | None:
    """Digits and punctuation of the text stay, as when a filter took the letters out."""
    left = " ".join(re.sub(r"[^\W\d_]", "", text).split())
    return left if len(WORD.findall(text)) >= 3 and left else None


EMPTY: Slips = {
    "nothing": _replaced_by(""),
    "space": _replaced_by(" ", "   "),
    "rare space": _replaced_by("\u00a0", "\u200b", "\ufeff", "\u2003\u00a0", "\u3000"),
    "line breaks": _replaced_by("\n", "\t", "\r\n", " \n "),
    "a mark": _replaced_by(".", "-", "—", "?", ",", "_"),
    "marks": _replaced_by("...", "…", "---", "???", "«»", '""', "()", "- - -", "***", ". . ."),
    "codes alone": _only_codes,
    "markup alone": _replaced_by("<b></b>", "&nbsp;", "<br/>", "<p> </p>"),
    "no letters": changed(_no_letters),
    "null": _replaced_by("nan", "NULL", "None", "#N/A", "N/A", "null"),
}


def _told_apart(place: Place, lang: str) -> bool:
    """Whether the source is a sentence that the right target is quite different from."""
    source, target = place.text("kk"), place.text(lang)
    return is_sentence(source) and shared_words(source, target) < 0.4


def _copied(how: str) -> Slip:
    """The target is the source, changed in this way."""

    def slip(place: Place) -> TranslationUnit | None:
        lang = place.rng.choice(TARGETS)
        if not _told_apart(place, lang):
            return None
        text = _as_copied(place.text("kk"), how, place.rng)
        return with_text(place.unit, lang, text)

    return slip


def _as_copied(text: str, how: str, rng: random.Random) -> str:
    words = text.split()
    at = rng.randrange(len(words))
    match how:
        case "upper":
            return text.upper()
        case "lower":
            return text.lower() if text.lower() != text else text.title()
        case "word lost":
            return " ".join(words[:at] + words[at + 1 :])
        case "mark":
            return text.rstrip(".!?…") if text[-1] in ".!?…" else text + "."
        case "letter":
            word = rng.choice([match for match in WORD.finditer(text) if len(match[0]) > 1])
            place = rng.randrange(word.start() + 1, word.end())
            return put(text, place, place + 1, "")
        case "spaces":
            return f" {'  '.join(words)} "
    return text


def _half(order: str) -> Slip:
    """One half is translated and the other is left in the source language."""

    def slip(place: Place) -> TranslationUnit | None:
        lang = place.rng.choice(TARGETS)
        source, target = place.text("kk").split(), place.text(lang).split()
        if not _told_apart(place, lang) or min(len(source), len(target)) < 6:
            return None
        halves = len(source) // 2, len(target) // 2
        if order == "second":
            text = target[: halves[1]] + source[halves[0] :]
        elif order == "first":
            text = source[: halves[0]] + target[halves[1] :]
        else:
            text = target + source if place.rng.random() < 0.5 else source + target
        return with_text(place.unit, lang, " ".join(text))

    return slip


UNTRANSLATED: Slips = {
    "copied": _copied("as it is"),
    "upper case": _copied("upper"),
    "other case": _copied("lower"),
    "word lost": _copied("word lost"),
    "other mark": _copied("mark"),
    "letter lost": _copied("letter"),
    "other spaces": _copied("spaces"),
    "second half left": _half("second"),
    "first half left": _half("first"),
    "beside the translation": _half("both"),
}
