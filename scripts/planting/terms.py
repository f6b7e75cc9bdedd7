"""Terms that are not translated as the glossary says: the family `terms`, and the glossary itself.

Whether a term stands in a text is decided by the beginnings of its words alone, which is our own and simple
on purpose: what checks terms must not be measured by its own rule.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from own import OWN

from planting.place import TARGETS, WORD, Place, Slip, Slips, put, text_of, with_text
from tm.units import TranslationUnit

Entry = dict[str, tuple[str, ...]]  # by language the term, and what it may be called there
CUT = {"kk": 1, "en": 1, "ru": 2}  # letters at the end of a word that may be others
LONGER = {"kk": 9, "en": 3, "ru": 3}  # letters that a word may have more
LEAST_UNITS, LEAST_SHARE = 3, 0.99
SIZE = 7  # letters that words are looked up by


def glossary_for(units: Sequence[TranslationUnit]) -> list[Entry]:
    """The terms of the lexicon, of several words or of eight letters, that these units translate as it says.

    A term is taken if at least three units have it, and at least 99 in 100 of them have one of its
    translations in each other language. Entries have the languages kk, en and ru, with all that the lexicon
    allows.
    """
    texts = [{lang: WORD.findall(text_of(unit, lang).lower()) for lang in ("kk", *TARGETS)} for unit in units]
    index: dict[str, list[int]] = {}
    for at, words in enumerate(texts):
        for start in {word[:size] for word in words["kk"] for size in range(3, SIZE + 1)}:
            index.setdefault(start, []).append(at)
    entries = []
    for entry in _candidates():
        term = words_of(entry["kk"][0])
        start = max((_stem(word, "kk")[:SIZE] for word in term), key=len)
        found = [texts[at] for at in index.get(start, ()) if stands(term, texts[at]["kk"], "kk")]
        if len(found) >= LEAST_UNITS and all(
            sum(any(stands(words_of(one), words[lang], lang) for one in entry[lang]) for words in found)
            >= LEAST_SHARE * len(found)
            for lang in TARGETS
        ):
            entries.append(entry)
    return entries


def _candidates() -> Iterator[Entry]:
    """The rows of the lexicon with one Kazakh term, long enough."""
    seen = set()
    for line in (OWN / "lexicon.tsv").read_text("utf-8").splitlines()[1:]:
        kk, en, ru = (tuple(cell.split(" | ")) for cell in line.split("\t")[:3])
        if len(kk) == 1 and kk[0] not in seen and (" " in kk[0] or len(kk[0]) >= 8) and kk[0].islower():
            seen.add(kk[0])
            yield {"kk": kk, "en": en, "ru": ru}


@cache
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in lower case."""
    return tuple(WORD.findall(text.lower()))


def _stem(word: str, lang: str) -> str:
    return word[: max(3, len(word) - CUT[lang])]


@cache
def _pattern(term: tuple[str, ...], lang: str) -> tuple[tuple[str, int], ...]:
    """How each word of the term begins, and how long it may be."""
    return tuple((_stem(word, lang), len(word) + LONGER[lang]) for word in term)


def stands(term: tuple[str, ...], words: Sequence[str], lang: str) -> bool:
    """Whether words in a row begin like those of the term."""
    return next(_places(term, words, lang), None) is not None


def _places(term: tuple[str, ...], words: Sequence[str], lang: str) -> Iterator[int]:
    """Where the term begins among the words."""
    pattern = _pattern(term, lang)
    first = pattern[0][0]
    for at in range(len(words) - len(pattern) + 1):
        if words[at].startswith(first) and all(
            said.startswith(stem) and len(said) <= most
            for said, (stem, most) in zip(words[at:], pattern, strict=False)
        ):
            yield at


Change = Callable[[Entry, list[Entry], str, str, random.Random], str | None]


def _with_term(glossary: list[Entry], change: Change) -> Slip:
    """The one place where the target has a term of the source is changed, and then it has it no more."""

    def slip(place: Place) -> TranslationUnit | None:
        source = words_of(place.text("kk"))
        known = [entry for entry in glossary if stands(words_of(entry["kk"][0]), source, "kk")]
        if not known:
            return None
        entry, lang = place.rng.choice(known), place.rng.choice(TARGETS)
        text = place.text(lang)
        spans = {span for one in entry[lang] for span in _spans(one, text, lang)}
        if len(spans) != 1:
            return None
        start, end = spans.pop()
        new = change(entry, glossary, lang, text[start:end], place.rng)
        if new is None:
            return None
        after = re.sub(r"  +", " ", put(text, start, end, new)).strip()
        if (
            any(stands(words_of(one), words_of(after), lang) for one in entry[lang])
            or len(words_of(after)) < 2
        ):
            return None
        return with_text(place.unit, lang, after)

    return slip


def _spans(term: str, text: str, lang: str) -> list[tuple[int, int]]:
    words, known = list(WORD.finditer(text)), words_of(term)
    places = _places(known, [match[0].lower() for match in words], lang)
    return [(words[at].start(), words[at + len(known) - 1].end()) for at in places]


def _another(entry: Entry, glossary: list[Entry], lang: str, said: str, rng: random.Random) -> str:
    return rng.choice(rng.choice(glossary)[lang])


def _left_out(entry: Entry, glossary: list[Entry], lang: str, said: str, rng: random.Random) -> str:
    return ""


def _in_source(entry: Entry, glossary: list[Entry], lang: str, said: str, rng: random.Random) -> str:
    return entry["kk"][0]


def _in_third(entry: Entry, glossary: list[Entry], lang: str, said: str, rng: random.Random) -> str:
    return rng.choice(entry["ru" if lang == "en" else "en"])


def _in_part(entry: Entry, glossary: list[Entry], lang: str, said: str, rng: random.Random) -> str | None:
    """Of a term of several words one is another word."""
    words = said.split()
    if len(words) < 2:
        return None
    words[rng.randrange(len(words))] = rng.choice(words_of(rng.choice(glossary)[lang][0]))
    return " ".join(words)


def slips_with(glossary: list[Entry]) -> Slips:
    """The slips of the family, which need a glossary."""
    return {
        "another term": _with_term(glossary, _another),
        "left out": _with_term(glossary, _left_out),
        "left in Kazakh": _with_term(glossary, _in_source),
        "in the third language": _with_term(glossary, _in_third),
        "part of it": _with_term(glossary, _in_part),
    }
