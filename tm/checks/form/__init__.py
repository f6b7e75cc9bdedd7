"""The Unicode form of a text: composed letters (NFC), compatibility characters, private ones, and lost ones.

The forms are those of Unicode Standard Annex #15. `tm.checks.form.mojibake` knows text that was read in the
wrong encoding. Characters written as entities or escapes are right where the other side has them too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from unicodedata import is_normalized, name, normalize
from urllib.parse import unquote

from tm.checks.form.mojibake import passages
from tm.checks.side import Side
from tm.units import Finding

CODES = {
    "form.decomposed": "a letter and its mark as two characters (not NFC)",
    "form.beside": "a mark beside its letter, not on it",
    "form.compatible": "a compatibility character: a ligature, a full-width letter",
    "form.private": "a private character or none at all",
    "form.lost": "the replacement character, or question marks for letters",
    "form.mojibake": "text read in the wrong encoding",
    "form.escaped": "a character written as an entity or as its number, which the other side has not",
}
EAST_ASIAN = ("zh", "ja", "ko", "yue")

_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\ufe20-\ufe2f"
_CLUSTER = re.compile(rf"\w[{_MARKS}]+|(?:(?<=\s)|^)[{_MARKS}]+")
_MARKED = re.compile(f"[{_MARKS}]")
_LATIN_YO = re.compile("(?<=[\u0400-\u052f])([eE])\u0308|([eE])\u0308(?=[\u0400-\u052f])")
_SINGLE = re.compile(
    "[\u0340-\u037e\u0387\u1f71-\u1ffd\u2000\u2001\u2126\u212a\u212b\u2329\u232a\uf900-\ufaff]"
)
_COMPATIBLE = re.compile(
    "[\u2102\u210a-\u2112\u2115\u2119-\u211d\u2124\u2128\u212c-\u2131\u24b6-\u24e9\ufb00-\ufb06\uff01-\uff5e\u01c4-\u01cc\u01f1-\u01f3\u017f\U0001d400-\U0001d7ff]"
)
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]+")
_SMALL, _CAPITAL = "а-яёәғқңөұүһі", "А-ЯЁӘҒҚҢӨҰҮҺІ"
_LOST = re.compile(
    rf"\ufffd+|(?<![\w?])[?]{{2,}}(?:[ ,.-]+[?]{{2,}})+|(?<=[^\W\d_])[?]+(?=[{_SMALL}])"
    rf"|(?<![\w?.!])[?]+(?=[{_SMALL}])|(?<![\w?!.])[?]{{4,}}|(?<=[{_SMALL}])[?](?=[,;]|[.](?![.]))"
)
_SPACING = dict(
    zip("¨˘˙˚ˇ¸˝ˆ˜¯´", "\u0308\u0306\u0307\u030a\u030c\u0327\u030b\u0302\u0303\u0304\u0301", strict=True)
)
_BESIDE = re.compile(r"(?<=[^\W\d_])(?:[¨˘˙˚ˇ¸˝ˆ˜¯´](?=[^\W\d_])|[¨˘˙˚ˇ¸˝ˆ˜¯](?![\w¨˘˙˚ˇ¸˝ˆ˜¯]))")
_TWO_LETTERS = re.compile("[еЕ]¨|[иИ]˘")
_ESCAPED = re.compile(
    r"&(?:[A-Za-z]{2,8}[1-4]?|#[0-9]{2,6}|#x[0-9A-Fa-f]{2,5});|(?:\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2})+"
    r"|(?:%[0-9A-Fa-f]{2}){2,}|(?:=[0-9A-F]{2}){2,}"
)
_NUMBER = re.compile(r"\\[ux]([0-9A-Fa-f]+)")

# What few texts have. A capital letter inside a word or four in a row may be text read in the wrong encoding,
# a question mark before a letter or a comma a letter that was lost. Each pattern begins with one character,
# so that it is quickly searched.
_ODD_CYRILLIC = re.compile(
    rf"[?{_CAPITAL}](?:(?<=[{_SMALL}][{_CAPITAL}])|(?<=[?])(?=[\w?,;.])"
    "|(?<=[А-Я])[А-Я]{3})"
)
_ODD_MARKS = re.compile(r"[?](?=[\w?,;.])")
_RARE = re.compile("[^ -~А-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі«»–—“”„’‘…№\u00a0€₸₽•]")
Place = tuple[int, int, str, str]


def check(side: Side) -> Sequence[Finding]:
    r"""What is wrong with the characters of a text as characters.

    >>> from tm.units import Variant
    >>> [finding.reason for finding in check(Side(Variant("ru", "сто\u0438\u0306")))]
    ['“й” is written as 2 characters, one would do']
    >>> [finding.code for finding in check(Side(Variant("kk", "Ð‘Ò±Ð» â€” Ò›Ð°Ð·Ð°Ò›")))]
    ['form.mojibake']
    >>> check(Side(Variant("en", "½ naïve café, 5 km²")))
    ()
    """
    text = side.text
    odd = ("?" in text and _ODD_MARKS.search(text)) if side.lang == "en" else _ODD_CYRILLIC.search(text)
    if not odd and (side.usual or _RARE.search(text) is None):
        return ()
    places = sorted(_places(text, side.lang))
    return [Finding(code, side.tag, reason, start, end) for start, end, code, reason in places] or ()


def compare(source: Side, target: Side) -> Sequence[Finding]:
    r"""Characters that one side writes as entities or escapes, where the other has none.

    >>> from tm.units import Variant
    >>> source, target = Side(Variant("kk", "Иә – жоқ")), Side(Variant("ru", "Да &ndash; нет"))
    >>> [(finding.lang, finding.reason) for finding in compare(source, target)]
    [('ru', '“&ndash;” is written for “–”')]
    """
    if source.usual and target.usual and "%" not in source.text and "%" not in target.text:
        return ()
    found: list[Finding] = []
    for side, other in ((source, target), (target, source)):
        text = side.text
        if not ("&" in text or "\\" in text or "%" in text or "=" in text) or not _ESCAPED.search(text):
            continue
        if _ESCAPED.search(other.text) is None and "://" not in text:
            found += [
                Finding(
                    "form.escaped", side.tag, f"“{match.group()}” is written for “{right}”", *match.span()
                )
                for match in _ESCAPED.finditer(text)
                if (right := _unescaped(match.group())) is not None
            ]
    return found or ()


def _unescaped(shown: str) -> str | None:
    """The characters that an entity or escapes stand for; None where they stand for none, or for ASCII."""
    if shown[0] == "&":
        right = unescape(shown)
    elif shown[0] == "%":
        right = unquote(shown)
    elif shown[0] == "=":
        right = unquote(shown.replace("=", "%"))
    else:
        right = "".join(chr(int(match[1], 16)) for match in _NUMBER.finditer(shown))
    certain = right != shown and "\ufffd" not in right and (shown[0] == "&" or not right.isascii())
    return right if certain else None


def mend(text: str, lang: str) -> str:
    r"""The text in NFC, with ligatures and full-width letters as plain ones; nothing else is certain.

    >>> mend("сто\u0438\u0306 ﬁn Ａ ½", "ru") == "стой fin A ½"
    True
    """
    if text.isascii():
        return text
    if _MARKED.search(text):
        text = _LATIN_YO.sub(lambda match: "ё" if (match[1] or match[2]) == "e" else "Ё", text)
    text = _TWO_LETTERS.sub(lambda match: _composed(match.group()), text)
    if lang not in EAST_ASIAN:
        text = _COMPATIBLE.sub(lambda match: normalize("NFKC", match.group()), text)
    return normalize("NFC", text)


def _places(text: str, lang: str) -> Iterator[Place]:
    yield from _not_composed(text)
    if lang not in EAST_ASIAN:
        for match in _COMPATIBLE.finditer(text):
            sign = match.group()
            called, right = name(sign, "").lower(), normalize("NFKC", sign)
            what = f"“{sign}” is a compatibility character ({called}), it should be “{right}”"
            yield *match.span(), "form.compatible", what
    for match in _PRIVATE.finditer(text):
        code = f"U+{ord(match.group()[0]):04X}"
        yield (
            *match.span(),
            "form.private",
            f"a private character, {code}, which others see as a box or not at all",
        )
    yield from _lost(text)
    for match in _BESIDE.finditer(text):
        start, end = match.start() - 1, match.end()
        what = f"the mark of “{_composed(text[start:end])}” stands beside the letter, not on it"
        yield start, end, "form.beside", what
    for start, end, shown, meant in passages(text, lang):
        what = f"is “{meant}” read in the wrong encoding" if meant else "has signs for letters"
        yield start, end, "form.mojibake", f"“{shown}” {what}"


def _lost(text: str) -> Iterator[Place]:
    """From the first to the last of the signs that stand for letters: a text that lost one lost many."""
    found = [match for match in _LOST.finditer(text) if "\ufffd" in match.group() or "http" not in text]
    if found:
        signs = "the replacement character stands" if "\ufffd" in text else "question marks stand"
        yield found[0].start(), found[-1].end(), "form.lost", f"letters were lost: {signs} for them"


def _composed(pair: str) -> str:
    """A letter and the mark beside it as one."""
    return normalize("NFC", pair[0] + _SPACING[pair[1]])


def _not_composed(text: str) -> Iterator[Place]:
    """Letters with marks that NFC writes as one, and marks on nothing."""
    for match in _CLUSTER.finditer(text):
        found = match.group()
        right = normalize("NFC", found)
        if right != found:
            fewer = "one" if len(right) == 1 else len(right)
            what = f"“{right}” is written as {len(found)} characters, {fewer} would do"
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
                f"“{match.group()}” stands for “{right}”, which looks the same",
            )
