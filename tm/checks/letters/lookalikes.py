"""Letters of one alphabet inside words of another: which words, and what they should be.

What looks alike is a small part of the confusables of Unicode (UTS #39): those that keyboards, old fonts and
scans of Kazakh, Russian and English mix up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from tm.checks.letters.kazakh import known, spellings

# Latin letters that are taken for Cyrillic ones, and the other way round.
TO_RUSSIAN = dict(zip("ABCEHKMOPTXYaceopxykmtu", "АВСЕНКМОРТХУасеорхукмти", strict=True))
TO_KAZAKH = TO_RUSSIAN | dict(zip("iIhəƏ", "іІһәӘ", strict=True))
TO_LATIN = {cyrillic: latin for latin, cyrillic in TO_KAZAKH.items() if latin not in "uəƏ"}
TO_LATIN |= dict(zip("ЅѕЈјҺҮԁԛԝ", "SsJjHYdqw", strict=True))

# Letters that stand for Kazakh ones: of other alphabets, and bytes of KZ-1048 read as Windows-1251.
FOR_KAZAKH = dict(
    zip(
        "ҥӊӈñŋҝҟӄҡӷҕğɵөӧӫöäӓӛæӱӯüÿıïîӏҳθ",
        "ңңңңңққққғғғөөөөөәәәәүүүүііііһө",
        strict=True,
    )
)
FOR_KAZAKH |= dict(zip("ņԩĸķӻƒѳøǝɘíԧ", "ңңққғғөөәәіһ", strict=True))
del FOR_KAZAKH["ө"]
FOR_KAZAKH |= {one.upper(): two.upper() for one, two in FOR_KAZAKH.items() if one not in "ıĸ"} | {"¥": "ұ"}
OLD = dict(zip("ЌЋќћЎўЈҐЄЇґєјЅѕї", "ҚҺқһҰұӘӨҒҮөғәҢңү", strict=True))
GREEK = dict(zip("αεορυκιΑΒΕΗΚΜΟΡΤΥΧΙ", "аеорукіАВЕНКМОРТУХІ", strict=True))
DIGITS = dict(zip("01346@", "оізчба", strict=True))

LATIN_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZəƏ")
CYRILLIC_LETTERS = frozenset(map(chr, range(0x400, 0x530)))
ODD_LETTERS = frozenset(FOR_KAZAKH) | frozenset(OLD) | frozenset(GREEK)
ODD_SIGNS = frozenset("01346@")

# The letter of a placeholder (%1$s) belongs to no word.
_LETTERS = r"[^\W\d_ªº²³¹¼-¾⁰-₟]+"  # without superscripts and fractions
_WORD = re.compile(rf"(?<![%$]){_LETTERS}(?:[¥@01346]{_LETTERS})*")
_CYR = re.compile("[\u0400-\u052f]")
_LAT = re.compile("[A-Za-z\u00c0-\u024f\u0259\u018f]")
_ROMAN = re.compile("[IVXLC]{2,}|[ivx]{2,}")
_LATIN_STEM = re.compile("([A-Za-z\u00c0-\u024f]{2,})([\u0400-\u052f]+)")
# Whole words whose letters Latin has all, as they are typed by mistake.
_RUSSIAN = frozenset(["co", "ee", "cop", "ypa", "xop", "yxo", "cyxo", "poca", "oca", "cepo"])
_CAPITALS = frozenset(["TOO", "AO", "OOO", "CCCP", "HATO", "BTO", "BKO", "CKO", "MKC", "BKC"])
_SINGLE = frozenset("acoykABCKOY")
_SAME = frozenset("aceopxyi")


class Mixture(NamedTuple):
    """A word whose letters are of two alphabets, and what it should be, None where that is not certain."""

    start: int
    end: int
    reason: str
    right: str | None


def mixtures(text: str, lang: str) -> Iterator[Mixture]:
    """The words of a text that mix alphabets, in order; Latin stems with Cyrillic endings are none.

    >>> [(found.right, found.reason) for found in mixtures("Бұл кiтап iPhone-ды, VIPтер", "kk")]
    [('кітап', '“кiтап” has letters that are not Cyrillic: i')]
    >>> [found.right for found in mixtures("the pоlicy", "en")]
    ['policy']
    """
    cyrillic_side = lang in ("kk", "ru")
    for match in _WORD.finditer(text):
        word = match.group()
        if word.isascii() and word.isalpha():
            found = _whole_latin(text, match, lang) if cyrillic_side else None
        elif not _CYR.search(word):
            found = _greek(match, lang) if not GREEK.keys().isdisjoint(word) else None
        elif all("\u0400" <= letter <= "\u052f" for letter in word):
            if not cyrillic_side:
                found = _whole_cyrillic(text, match, lang)
            else:
                found = _cyrillic(match, lang) if lang == "kk" and not ODD_LETTERS.isdisjoint(word) else None
        else:
            found = _mixed(match, lang)
        if found:
            yield found


def _put(word: str, table: Mapping[str, str]) -> str:
    return "".join(table.get(letter, letter) for letter in word)


def _mixture(match: re.Match[str], what: str, wrong: set[str], right: str | None) -> Mixture:
    word = match.group()
    shown = " ".join(dict.fromkeys(letter for letter in word if letter in wrong))
    return Mixture(*match.span(), f"“{word}” has letters that are not {what}: {shown}", right)


def _mixed(match: re.Match[str], lang: str) -> Mixture | None:
    """A word with Cyrillic letters and others."""
    word = match.group()
    table = (TO_KAZAKH | GREEK | FOR_KAZAKH) if lang == "kk" else (TO_RUSSIAN | GREEK)
    latin = {letter for letter in word if _LAT.match(letter)}
    cyrillic = {letter for letter in word if _CYR.match(letter)}
    only_latin, only_cyrillic = latin - table.keys(), cyrillic - TO_LATIN.keys()
    ending = _LATIN_STEM.fullmatch(word)
    if ending and lang in ("kk", "ru"):
        stem, rest = ending.groups()
        if any(letter not in TO_KAZAKH for letter in stem):
            return None
        if stem.isupper() and rest.islower() and len(rest) <= 5 and not known(_put(word, table).lower()):
            return None
    unsure = lang in ("kk", "ru") and len(only_latin) < 2 <= len(cyrillic)
    if only_latin and (only_cyrillic or unsure):
        return _mixture(match, "of one alphabet", latin, None)
    if only_latin or (lang not in ("kk", "ru") and not only_cyrillic):
        right = _put(word, TO_LATIN)
        return _mixture(match, "Latin", cyrillic, right if right.isascii() and right.isalpha() else None)
    return _cyrillic(match, lang)


def _cyrillic(match: re.Match[str], lang: str) -> Mixture | None:
    """A Cyrillic word with letters or signs that only look like its own, or stood for them once."""
    word = match.group()
    roman = _put(word, TO_LATIN)
    if _ROMAN.fullmatch(roman) and not word.isascii() and not all(map(_CYR.match, word)):
        return _mixture(match, "Latin", set(word) - LATIN_LETTERS, roman)
    table: dict[str, str] = TO_RUSSIAN | GREEK
    if lang == "kk":
        table = TO_KAZAKH | GREEK | FOR_KAZAKH | OLD
    signs = ODD_SIGNS & set(word)
    wrong = {letter for letter in word if letter in table or letter in signs or not _CYR.match(letter)}
    if not wrong:
        return None
    right = _put(word, table | DIGITS)
    certain = all(map(_CYR.match, right)) and not match.string[match.end() : match.end() + 1].isdigit()
    if signs or not OLD.keys().isdisjoint(word):
        certain = certain and lang == "kk" and bool(spellings(right.lower()))
        if signs and not certain and signs == wrong and (len(word) < 4 or not word[1:].islower()):
            return None  # some formula or product
    return _mixture(
        match, "Cyrillic" if not _CYR.match(min(wrong)) else "Kazakh", wrong, right if certain else None
    )


def _greek(match: re.Match[str], lang: str) -> Mixture | None:
    """A word of Latin and Greek letters; one of Greek letters alone is Greek."""
    word = match.group()
    if not _LAT.search(word) or len(word) < 3:
        return None
    return _mixture(match, "of one alphabet", set(GREEK), None)


@lru_cache(maxsize=4)  # for all words of a text ask it
def _counts(text: str) -> tuple[int, int]:
    """How many letters of a text are Cyrillic, and how many Latin."""
    return len(_CYR.findall(text)), len(_LAT.findall(text))


def _between(text: str, match: re.Match[str]) -> bool:
    """Whether a word stands between Cyrillic words, or begins the text and one follows."""
    start, end = match.span()
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if len(after) < 2 or after[0] != " " or not _CYR.match(after[1]):
        return False
    return not before or (
        before[-1] == " " and bool(_CYR.match(before[-2:-1]) or before[-2:-1] in (",", ";"))
    )


def _whole_latin(text: str, match: re.Match[str], lang: str) -> Mixture | None:
    """A word of Latin letters that should be Cyrillic, where nothing else makes sense."""
    word = match.group()
    if any(letter not in TO_KAZAKH for letter in word):
        return None
    right = _put(word, TO_KAZAKH)
    if len(word) == 1:
        sure = (
            lang == "ru"
            and word in _SINGLE
            and _between(text, match)
            and (word.islower() or not match.start())
        )
    elif word in _CAPITALS:
        sure = _counts(text)[0] > 0
    elif lang == "ru":
        sure = word in _RUSSIAN and _between(text, match)
    else:
        sure = (
            len(word) > 2
            and _SAME.issuperset(word)
            and not _ROMAN.fullmatch(word)
            and _between(text, match)
            and known(right)
        )
    return (
        Mixture(*match.span(), f"“{word}” is in Latin letters, it should be Cyrillic", right)
        if sure
        else None
    )


def _whole_cyrillic(text: str, match: re.Match[str], lang: str) -> Mixture | None:
    """A Cyrillic word in a text of Latin letters, all of whose letters look like Latin ones."""
    word = match.group()
    if any(letter not in TO_LATIN for letter in word):
        return None
    cyrillic, latin = _counts(text)
    if cyrillic > len(word) + 3 or latin < 3 * len(word):
        return None  # a quotation
    sure = lang == "en" and (word.islower() or len(word) == 1)
    reason = f"“{word}” is in Cyrillic letters, though the text is in Latin ones"
    return Mixture(*match.span(), reason, _put(word, TO_LATIN) if sure else None)
