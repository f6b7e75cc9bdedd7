"""What a segment says that its translation says too: five kinds of features.

Each function makes of one segment the set of its features of one kind. Features of different
languages are comparable: the number of a written-out month, the consonants of a name, the
entry of the lexicon that a word belongs to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from tm import text as texts
from tm.languages import base

STEM = 5  # letters that are left of a word when its ending is cut off
AMBIGUOUS = 8  # entries that one beginning may stand for at most

Extractor = Callable[[str, str], frozenset[str]]  # (segment, language) -> features

_BY_SIGN = {
    "question": "?",
    "exclamation": "!",
    "quote": '«»“”„"',
    "bracket": "([",
    "percent": "%",
    "colon": ":",
    "semicolon": ";",
    "money": "$€₽₸£",
}


def numbers(segment: str, lang: str) -> frozenset[str]:
    """Numbers in digits, and numbers, months and days written out.

    >>> sorted(numbers("2 ақпанда төрт елге", "kk")) == sorted(numbers("four countries on Feb. 2", "en"))
    True
    """
    exact, beginnings = _written_out(base(lang))
    found = set(texts.numbers(segment))
    for word in texts.words(segment):
        if word in exact:
            found.add(exact[word])
        elif word[:3] in beginnings:
            found.update(feature for start, feature in beginnings[word[:3]] if word.startswith(start))
    return frozenset(found)


def names(segment: str, lang: str) -> frozenset[str]:
    """Names and international words, as the first four consonants by sound of every word that has three.

    >>> names("Майк Помпео", "kk") & names("Mike Pompeo", "en")
    frozenset({'пмп'})
    """
    return frozenset(name for word in texts.words(segment) for name in _names_in(word))


@lru_cache(maxsize=1 << 16)
def _names_in(word: str) -> tuple[str, ...]:
    parts = (texts.skeleton(part) for part in word.split("-"))
    return tuple(sounds[:length] for sounds in parts if len(sounds) >= 3 for length in (3, 4))


def stems(segment: str, lang: str) -> frozenset[str]:
    """The first five letters of words: what Kazakh and Russian have in common, and what was left in Latin.

    >>> sorted(stems("министрлігі Facebook", "kk") & stems("министерство Facebook", "ru"))
    ['faceb', 'минис']
    """
    return frozenset(texts.folded(word)[:STEM] for word in texts.words(segment) if len(word) >= 4)


def concepts(segment: str, lang: str) -> frozenset[str]:
    """Words that the lexicon knows, as the entries that they may belong to, by their first letters.

    Endings are cut off by that, and words that begin alike are taken for one another now and
    then; how rarely a feature is met by chance decides what it counts.

    >>> len(concepts("мектептерде", "kk") & concepts("schools", "en") & concepts("в школах", "ru"))
    1
    """
    known = base(lang)
    return frozenset().union(*(_concepts_of(word, known) for word in texts.words(segment)))


@lru_cache(maxsize=1 << 16)
def _concepts_of(word: str, lang: str) -> frozenset[str]:
    parts = texts.folded(word).split("-")
    return frozenset().union(*(_lexicon(lang).get(part[:STEM], ()) for part in parts))


def punctuation(segment: str, lang: str) -> frozenset[str]:
    """Signs that translators tend to keep: questions, quotes, brackets, a dash at the start."""
    found = {name for name, signs in _BY_SIGN.items() if any(sign in segment for sign in signs)}
    if segment.lstrip()[:1] in "-–—":
        found.add("dialogue")
    return frozenset(found)


KINDS: Mapping[str, Extractor] = {
    "numbers": numbers,
    "names": names,
    "stems": stems,
    "lexicon": concepts,
    "punctuation": punctuation,
}


@cache
def _lexicon(lang: str) -> dict[str, frozenset[str]]:
    """The entries of the lexicon by the beginnings of their words; those that say too little left out."""
    table = (files("tm.alignment") / "lexicon.tsv").read_text(encoding="utf-8").splitlines()
    head, *rows = [line.split("\t") for line in table]
    found: dict[str, set[str]] = {}
    for number, row in enumerate(rows):
        for alternative in row[head.index(lang)].split(" | "):
            words = texts.words(alternative.removeprefix("to "))  # English verbs stand with their to
            if len(words) == 1 and len(words[0]) > 2:
                found.setdefault(texts.folded(words[0])[:STEM], set()).add(str(number))
    return {stem: frozenset(entries) for stem, entries in found.items() if len(entries) <= AMBIGUOUS}


@cache
def _written_out(lang: str) -> tuple[dict[str, str], dict[str, list[tuple[str, str]]]]:
    """Words that stand for a feature as they are, and beginnings that do, by their first three letters."""
    table = (files("tm.alignment") / "numerals.tsv").read_text(encoding="utf-8").splitlines()
    head, *rows = [line.split("\t") for line in table if not line.startswith("#")]
    exact: dict[str, str] = {}
    beginnings: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        for word in row[head.index(lang)].split():
            if word.endswith("*"):
                beginnings.setdefault(word[:3], []).append((word[:-1], row[0]))
            else:
                exact[word] = row[0]
    return exact, beginnings
