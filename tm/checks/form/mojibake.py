"""Mojibake: text whose bytes were read in another encoding than they were written in.

Bytes that are valid UTF-8 by chance are rare, so that a passage which reads as UTF-8 when its characters are
turned into bytes again was UTF-8. Between encodings of one byte a letter, only the words tell: what was shown
cannot be said, or has signs and capital letters inside, and what is read anew can be said.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

# What UTF-8 is read as by mistake: Windows, DOS, Unix and Macintosh, for Latin and for Cyrillic letters.
READ_AS = (
    "cp1252", "cp1251", "cp866", "koi8-r", "mac-cyrillic", "mac-roman", "cp437", "cp850", "cp1250", "cp1254",
)  # fmt: skip
# Of encodings of Cyrillic that have one byte a letter, each may be taken for each other.
OURS = ("kk", "en", "ru")
OF_ONE_BYTE = ("cp1251", "cp866", "koi8-r", "mac-cyrillic", "iso8859-5")

# Of what Windows-1251 shows of UTF-8, characters that do not follow a capital letter in honest text.
_STRANGE = frozenset("°±µ¶·¤¦§©¬®†‡€‰‹›‚„™ЂЃѓЉЊЌЋЏђљњќћџЎўЈ")
_ORDINARY_MARKS = frozenset("«»“”„‘’…–—№\u00a0")
_1251_AS_LATIN = re.compile(
    "(?<![A-Za-z])(?![\u00c0-\u00df]{3}(?![\u00c0-\u00df]))[\u00c0-\u00ff¸¨ª³¿º¢¡]{3,}(?![A-Za-z])"
)
_SENSE = re.compile(
    "[ -~\u00a0-\u024f\u02b0-\u02ff\u0400-\u052f\u2000-\u206f\u20a0-\u20bf№™\ufeff\U0001f000-\U0001faff]+"
)
_SIGNS = "®¤¦¬©°±µ¶§†‡‰√■∙·÷ƒ∆≈≤≥∞◊¿¡□▯⌠⌡²│\u2500-\u259f"
_NO_MATHS = re.sub("[·÷°±≈≤≥∞]", "", _SIGNS)
_WORD = re.compile(
    f"(?<![^\\W\\d_])(?:[\u0400-\u045f{_SIGNS}€‹›™]|(?<=[\u0400-\u045f])[№\u00a0](?=[\u0400-\u045f{_SIGNS}])){{3,}}"
    r"(?![^\W\d_])"
)
_SIGN = re.compile(f"[{_SIGNS}€‹›™№]")
_FOREIGN = re.compile(
    "[\u0402-\u0405\u0407-\u040f\u0452-\u0455\u0457-\u045f]|[а-яё](?:Ё|(?<=....)[А-ЯЁ]|[А-ЯЁ](?=...))"
)
_SIGN_INSIDE = re.compile(
    f"[а-яёәғқңөұүһі](?:[а-яёәғқңөұүһі][{_NO_MATHS}]+|[{_NO_MATHS}]+[а-яёәғқңөұүһі])[а-яёәғқңөұүһі]"
)
_CONSONANTS, _VOWELS = "[бвгджзйклмнпрстфхцчшщьъ]", "[аеёиоуыэюя]"
_SAYABLE = re.compile(f"{_CONSONANTS}{{0,4}}(?:{_VOWELS}{{1,3}}{_CONSONANTS}{{1,5}})*{_VOWELS}{{0,3}}")
_VOWEL = re.compile(_VOWELS)
_ENOUGH = 7  # letters of words that nothing speaks against but that they cannot be said


class Passage(NamedTuple):
    """What stands in the wrong encoding, and what it should be, None where that is unknown."""

    start: int
    end: int
    shown: str
    meant: str | None


def _shown(bytes_: range, encoding: str) -> str:
    """How an encoding shows these bytes; Latin-1 for those that it does not know."""
    found = []
    for byte in bytes_:
        try:
            found.append(bytes([byte]).decode(encoding))
        except UnicodeDecodeError:
            found.append(chr(byte))
    return re.escape("".join(found))


@cache
def _utf8_as(encoding: str) -> re.Pattern[str]:
    """Characters of UTF-8 of two to four bytes, as they look when they are read in another encoding."""
    latin = _shown(range(0x80, 0xC0), "latin-1") if encoding == "cp1252" else ""
    more = f"[{_shown(range(0x80, 0xC0), encoding)}{latin}]"
    two, three, four = (
        f"[{''.join(_shown(range(first, last + 1), encoding) for first, last in leads)}]"
        for leads in ([(0xC2, 0xD4)], [(0xE2, 0xE2), (0xEF, 0xEF)], [(0xF0, 0xF0)])
    )
    one = f"(?:{two}{more}|{three}{more}{{2}}|{four}{more}{{3}})"
    return re.compile(f"{one}(?:[ -~]{{0,3}}{one})*")


def passages(text: str, lang: str) -> Iterator[Passage]:
    """Passages that make sense when they are read in another encoding, each place once.

    Words of one byte a letter are looked for only in our own languages: others have other letters.

    >>> [found.meant for found in passages("Ð‘Ò±Ð» вЂ“ ╨║╤Ц╤В╨░╨┐, caf√©, Ïðèâåò, ЄхЁяхЄ", "kk")]
    ['Бұл', '–', 'кітап', 'é', 'Привет', 'терпет']
    """
    taken: list[Passage] = []  # in the order of the text
    starts: list[int] = []
    longest = sorted(_utf8(text), key=lambda found: found.start - found.end)
    for found in (*longest, *(_one_byte(text) if lang in OURS else ()), *_signs(text)):
        at = bisect_left(starts, found.end)  # none that begins from there on overlaps
        if not at or taken[at - 1].end <= found.start:
            taken.insert(at, found)
            starts.insert(at, found.start)
    yield from taken


def _utf8(text: str) -> Iterator[Passage]:
    for encoding in READ_AS:
        for match in _utf8_as(encoding).finditer(text):
            meant = _read_anew(match.group(), encoding)
            if meant is not None and _is_garbled(match.group(), meant, encoding):
                yield Passage(*match.span(), match.group(), meant)


def _read_anew(shown: str, encoding: str) -> str | None:
    """What bytes shown in an encoding are as UTF-8, None where they are not."""
    raw = bytearray()
    for sign in shown:
        try:
            raw += sign.encode(encoding)
        except UnicodeEncodeError:
            if ord(sign) > 255:
                return None
            raw.append(ord(sign))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _is_garbled(shown: str, meant: str, encoding: str) -> bool:
    """Whether it is more than chance that a passage is UTF-8."""
    if encoding == "cp1252":
        return True
    if encoding == "cp1251":
        pairs = sum(sign in "РСТУ" for sign in shown)
        strange = any(sign in _STRANGE for sign in shown)
        return shown.startswith(("вЂ", "п»ї")) or (
            pairs >= 2 and (strange or (pairs >= 4 and not shown.isupper()))
        )
    if not _SENSE.fullmatch(meant):
        return False
    count = sum(sign > "~" for sign in meant)
    odd = [sign for sign in shown if sign > "~" and not sign.isalnum() and sign not in _ORDINARY_MARKS]
    return any(sign > "\u1fff" for sign in meant) or bool(odd and (count > 1 or shown[0] in odd))


def _one_byte(text: str) -> Iterator[Passage]:
    """Words of Cyrillic in an encoding of one byte a letter that was taken for another, or for Latin."""
    for match in _1251_AS_LATIN.finditer(text):
        meant = match.group().encode("latin-1").decode("cp1251", "replace")
        yield Passage(*match.span(), match.group(), meant)
    unsure = []
    for match in _WORD.finditer(text):
        meant_word = reread(match.group())
        if meant_word is None:
            continue
        found = Passage(*match.span(), match.group(), meant_word)
        if _SIGN.search(found.shown) or _FOREIGN.search(found.shown):
            yield found
        else:
            unsure.append(found)
    if sum(map(len, {found.shown for found in unsure})) >= _ENOUGH:
        yield from unsure


def reread(shown: str) -> str | None:
    """What a word is when one encoding of Cyrillic was taken for another, None for words that can be said.

    >>> reread("ЗПТПДБ"), reread("НАТО"), reread("рТЙЧЕФ"), reread("яхЁт√ь"), reread("КазМунайГаз")
    ('города', None, 'Привет', 'первым', None)
    """
    if not _SIGN.search(shown) and not _FOREIGN.search(shown):
        lower = shown.lower()
        if "і" in lower or "\u00a0" in lower or _SAYABLE.fullmatch(lower):
            return None  # і is Kazakh, and a no-break space alone speaks for nothing
    for one in OF_ONE_BYTE:
        try:
            raw = shown.encode(one)
        except UnicodeEncodeError:
            continue
        for two in OF_ONE_BYTE:
            other = raw.decode(two, "replace")
            if one != two and other[1:].islower() and other.isalpha() and _SAYABLE.fullmatch(other.lower()):
                return other if _VOWEL.search(other.lower()) and other[0].lower() not in "ьъы" else None
    return None


def _signs(text: str) -> Iterator[Passage]:
    """Words with signs for letters, whatever they were."""
    for match in _SIGN_INSIDE.finditer(text):
        yield Passage(*match.span(), match.group(), None)
