"""The Unicode form of a text: composed letters (NFC), compatibility characters, private ones, and mojibake.

The forms are those of Unicode Standard Annex #15. Mojibake is text whose bytes were read in another encoding
than they were written in; bytes that are valid UTF-8 by chance are rare, so that reading them anew tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from unicodedata import is_normalized, name, normalize

from tm.checks.side import Side
from tm.units import Finding

CODES = {
    "form.decomposed": "a letter and its mark as two characters (not NFC)",
    "form.compatible": "a compatibility character: a ligature, a full-width letter",
    "form.private": "a private character or none at all",
    "form.lost": "the replacement character, or question marks for letters",
    "form.mojibake": "text read in the wrong encoding",
}
EAST_ASIAN = ("zh", "ja", "ko", "yue")

_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\ufe20-\ufe2f"
_CLUSTER = re.compile(rf"\w[{_MARKS}]+|(?:(?<=\s)|^)[{_MARKS}]+")
_MARKED = re.compile(f"[{_MARKS}]")
_LATIN_YO = re.compile("(?<=[\u0400-\u052f])([eE])\u0308|([eE])\u0308(?=[\u0400-\u052f])")
_SINGLE = re.compile(
    "[\u0340-\u037e\u0387\u1f71-\u1ffd\u2000\u2001\u2126\u212a\u212b\u2329\u232a\uf900-\ufaff]"
)
_COMPATIBLE = re.compile("[\ufb00-\ufb06\uff01-\uff5e\u01c4-\u01cc\u01f1-\u01f3\u017f\U0001d400-\U0001d7ff]")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]+")
_LOST = re.compile(
    "\ufffd+|(?<![\\w?])[?]{2,}(?:[ ,.-]+[?]{2,})+|(?<=[^\\W\\d_])[?]+(?=[а-яёәғқңөұүһі])"
    "|(?<![\\w?.!])[?]+(?=[а-яёәғқңөұүһі])"
)


def _shown(first: int, last: int, encoding: str) -> str:
    """How an encoding shows these bytes; Latin-1 for those that it does not know."""
    found = []
    for byte in range(first, last + 1):
        try:
            found.append(bytes([byte]).decode(encoding))
        except UnicodeDecodeError:
            found.append(chr(byte))
    return re.escape("".join(found))


def _utf8_as(encoding: str) -> re.Pattern[str]:
    """Characters of UTF-8 of two and three bytes, as they look when they are read in another encoding."""
    more = f"[{_shown(0x80, 0xBF, encoding)}{_shown(0x80, 0xBF, 'latin-1') if encoding != 'cp1251' else ''}]"
    two, three = f"[{_shown(0xC2, 0xD4, encoding)}]{more}", f"[{_shown(0xE2, 0xE2, encoding)}]{more}{{2}}"
    return re.compile(f"(?:{two}|{three})(?:[ -~]{{0,3}}(?:{two}|{three}))*")


_WESTERN, _CYRILLIC = _utf8_as("cp1252"), _utf8_as("cp1251")
# Of what Windows-1251 shows of UTF-8, characters that do not follow a capital letter in honest text.
_STRANGE = frozenset("°±µ¶·¤¦§©¬®†‡€‰‹›‚„™ЂЃѓЉЊЌЋЏђљњќћџЎўЈ")
_1251_AS_LATIN = re.compile("(?<![A-Za-z])[\u00c0-\u00ff¸¨ª³¿º¢¡]{3,}(?![A-Za-z])")
_KOI8 = re.compile("(?<![А-Яа-я])[А-Яа-я][А-Я]{3,}(?![а-я])")
_SAYABLE = re.compile(
    "[бвгджзйклмнпрстфхцчшщьъ]{0,3}(?:[аеёиоуыэюя]{1,2}[бвгджзйклмнпрстфхцчшщьъ]{1,4})*[аеёиоуыэюя]{0,3}"
)
_DOS = re.compile("[\u0400-\u052f][®¤¦¬]+[\u0400-\u052f]")

_USUAL = frozenset(
    map(
        chr, [*range(0x20, 0x7F), *range(0x410, 0x450), *map(ord, "ЁёӘәҒғҚқҢңӨөҰұҮүҺһІі«»–—“”„’‘…№\u00a0€₸₽")]
    )
)
_CAPITALS = frozenset(map(chr, range(0x410, 0x430)))
Place = tuple[int, int, str, str]


def check(side: Side) -> Sequence[Finding]:
    r"""What is wrong with the characters of a text as characters.

    >>> from tm.units import Variant
    >>> [finding.reason for finding in check(Side(Variant("ru", "сто\u0438\u0306")))]
    ['“й” is written as 2 characters: write it as one']
    >>> [finding.code for finding in check(Side(Variant("kk", "Ð‘Ò±Ð» â€” Ò›Ð°Ð·Ð°Ò›")))]
    ['form.mojibake']
    >>> check(Side(Variant("en", "½ naïve café, 5 km²")))
    ()
    """
    text, chars = side.text, side.chars
    if chars <= _USUAL and "?" not in chars and len(chars & _CAPITALS) < 5:
        return ()
    places = sorted(_places(text, side.lang))
    return [Finding(code, side.tag, reason, start, end) for start, end, code, reason in places] or ()


def mend(text: str, lang: str) -> str:
    r"""The text in NFC, with ligatures and full-width letters as plain ones; nothing else is certain.

    >>> mend("сто\u0438\u0306 ﬁn Ａ ½", "ru") == "стой fin A ½"
    True
    """
    if text.isascii():
        return text
    if _MARKED.search(text):
        text = _LATIN_YO.sub(lambda match: "ё" if (match[1] or match[2]) == "e" else "Ё", text)
    if lang not in EAST_ASIAN:
        text = _COMPATIBLE.sub(lambda match: normalize("NFKC", match.group()), text)
    return normalize("NFC", text)


def _places(text: str, lang: str) -> Iterator[Place]:
    yield from _not_composed(text)
    if lang not in EAST_ASIAN:
        for match in _COMPATIBLE.finditer(text):
            sign = match.group()
            called, right = name(sign, "").lower(), normalize("NFKC", sign)
            what = f"“{sign}” is a compatibility character ({called}): write “{right}”"
            yield *match.span(), "form.compatible", what
    for match in _PRIVATE.finditer(text):
        code = f"U+{ord(match.group()[0]):04X}"
        yield (
            *match.span(),
            "form.private",
            f"a private character, {code}, which others see as a box or not at all",
        )
    for match in _LOST.finditer(text):
        what = "letters were lost here: " + (
            "the replacement character" if "\ufffd" in match.group() else "question marks"
        )
        if "\ufffd" in match.group() or "http" not in text:
            yield *match.span(), "form.lost", what
    yield from _mojibake(text)


def _not_composed(text: str) -> Iterator[Place]:
    """Letters with marks that NFC writes as one, and marks on nothing."""
    for match in _CLUSTER.finditer(text):
        found = match.group()
        right = normalize("NFC", found)
        if right != found:
            fewer = "one" if len(right) == 1 else len(right)
            what = f"“{right}” is written as {len(found)} characters: write it as {fewer}"
            yield *match.span(), "form.decomposed", what
        elif _MARKED.match(found[0]):
            yield *match.span(), "form.decomposed", "a mark without a letter"
    if not _MARKED.search(text) and not _SINGLE.search(text) and not is_normalized("NFC", text):
        yield 0, len(text), "form.decomposed", "the text is not in the composed form of Unicode (NFC)"
    for match in _SINGLE.finditer(text):
        right = normalize("NFC", match.group())
        if right != match.group():
            yield (
                *match.span(),
                "form.decomposed",
                f"“{match.group()}” should be “{right}”, which looks the same",
            )


def _mojibake(text: str) -> Iterator[Place]:
    """Passages that make sense when they are read in another encoding."""
    taken = 0
    for pattern, encoding in ((_WESTERN, "cp1252"), (_CYRILLIC, "cp1251")):
        for match in pattern.finditer(text):
            meant = _read_anew(match.group(), encoding)
            if meant is None or match.start() < taken:
                continue
            if encoding == "cp1251" and not (match.group().startswith("вЂ") or _strange(match.group())):
                continue
            taken = match.end()
            yield *match.span(), "form.mojibake", f"“{match.group()}” is “{meant}” read in the wrong encoding"
    west = [match for match in _1251_AS_LATIN.finditer(text) if match.start() >= taken]
    for match in west:
        meant = match.group().encode("latin-1").decode("cp1251", "replace")
        yield *match.span(), "form.mojibake", f"“{match.group()}” is “{meant}” read in the wrong encoding"
    koi = [(match, other) for match in _KOI8.finditer(text) if (other := _koi8(match.group()))]
    if sum(len(other) for _, other in koi) >= 8:
        for match, other in koi:
            yield (
                *match.span(),
                "form.mojibake",
                f"“{match.group()}” seems to be “{other}” read in the wrong encoding",
            )
    for match in _DOS.finditer(text):
        yield (
            *match.span(),
            "form.mojibake",
            f"“{match.group()}” has signs for letters: text read in the wrong encoding",
        )


def _koi8(shown: str) -> str | None:
    """What a word is when KOI8-R and Windows-1251 were taken for each other, None for words that can be said.

    The two have small letters where the other has capitals, so that such words are in wrong case.

    >>> _koi8("ЗПТПДБ"), _koi8("НАТО"), _koi8("рТЙЧЕФ")
    ('города', None, 'Привет')
    """
    for one, two in (("cp1251", "koi8-r"), ("koi8-r", "cp1251")):
        try:
            other = shown.encode(one).decode(two)
        except UnicodeError:
            continue
        wrong_case = shown[0].islower() or not _SAYABLE.fullmatch(shown.lower())
        if wrong_case and other.isalpha() and other[1:].islower() and _SAYABLE.fullmatch(other.lower()):
            return other
    return None


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


def _strange(shown: str) -> bool:
    """Whether pairs that Windows-1251 shows are too strange or too many for words of capital letters."""
    pairs = sum(sign in "РСТУ" for sign in shown)
    return pairs >= 2 and (any(sign in _STRANGE for sign in shown) or (pairs >= 4 and not shown.isupper()))
