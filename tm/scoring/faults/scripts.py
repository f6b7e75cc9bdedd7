"""Words in letters of another script than their text: what a system left as it was, or made up.

Names of firms and things keep their Latin letters in Kazakh and Russian, so there only small words count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tm.checks.codes.markup import DOMAIN, EMAIL, ENTITY, TAG, URL
from tm.languages import base

LATIN, CYRILLIC, OTHER = "Latin", "Cyrillic", "other"
_LATIN_LETTERS = "A-Za-zªº\u00c0-\u02ff\u1d00-\u1dbf\u1e00-\u1eff\ufb00-\ufb06"
_CYRILLIC_LETTERS = "\u0400-\u052f\u1c80-\u1c88"
_IN = {
    LATIN: re.compile(f"[{_LATIN_LETTERS}]"),
    CYRILLIC: re.compile(f"[{_CYRILLIC_LETTERS}]"),
    OTHER: re.compile(rf"[^\W\d_{_LATIN_LETTERS}{_CYRILLIC_LETTERS}]"),
}
_ELSEWHERE = {
    LATIN: re.compile(rf"[^\W\d_{_LATIN_LETTERS}]").search,
    CYRILLIC: re.compile(rf"[^\W\d_{_CYRILLIC_LETTERS}]").search,
}
_USUAL = {"kk": CYRILLIC, "ru": CYRILLIC, "en": LATIN}
_WORD = re.compile(r"[^\W\d_]+")
_BARE = tuple(pattern.sub for pattern in (TAG, ENTITY, URL, EMAIL, DOMAIN))
SMALL = 3  # letters of a small Latin word that is no unit of measurement


class Word(NamedTuple):
    """A word in another script, and where it stands."""

    text: str
    start: int
    end: int


def script_of(texts: Iterable[str], tag: str) -> str:
    """`Latin`, `Cyrillic` or `other`: the script of a language, or else that of most letters of its texts.

    >>> script_of(["iPhone"], "kk"), script_of(["ова књига"], "sr"), script_of(["ova knjiga"], "sr")
    ('Cyrillic', 'Cyrillic', 'Latin')
    """
    if base(tag) in _USUAL and not re.search("latn|cyrl", tag.lower()):
        return _USUAL[base(tag)]
    counts = dict.fromkeys(_IN, 0)
    for text in texts:
        for script, letters in _IN.items():
            counts[script] += len(letters.findall(text))
    return max(counts, key=lambda script: counts[script])


def strange_words(text: str, script: str, known: Iterable[str]) -> Iterator[Word]:
    """Words of a text that are not in its script, and stand in none of the texts that are known.

    Nothing is said of texts in other scripts than Latin and Cyrillic, nor of single letters.

    >>> [word.text for word in strange_words("Ол very жақсы, iPhone", "Cyrillic", ["Ол өте жақсы."])]
    ['very']
    """
    elsewhere = _ELSEWHERE.get(script)
    if elsewhere is None or elsewhere(text) is None:
        return
    own = _IN[script].search
    allowed: set[str] | None = None
    for match in _WORD.finditer(_bare(text)):
        word = match.group()
        if own(word) or not _tells(word, script):
            continue
        if allowed is None:
            allowed = {one.casefold() for other in known for one in _WORD.findall(other)}
        if word.casefold() not in allowed:
            yield Word(word, *match.span())


def names(text: str) -> str:
    """The words of a text that may be names: those that are not all in small letters.

    >>> names("The eBay shop of Almaty")
    'The eBay Almaty'
    """
    return " ".join(word for word in _WORD.findall(text) if not word.islower())


def _tells(word: str, script: str) -> bool:
    """Whether a word in a strange script has no business here: a single letter may be a sign."""
    if _IN[OTHER].search(word):
        return len(word) > 1 or word >= "\u2e80"  # of Chinese one is enough
    return len(word) > 1 if script == LATIN else word.islower() and len(word) >= SMALL


def _bare(text: str) -> str:
    """The text with markup and addresses blotted out, places kept."""
    for sub in _BARE:
        text = sub(lambda found: " " * len(found[0]), text)
    return text
