"""Spaces: too many, missing, in the wrong place, at the edges, and characters that nobody sees.

What differs between languages is left alone: a no-break space before %, № or between thousands, dashes,
ellipses and emoticons. White space at the edges, and tabs, may be layout: `tm.checks.layout` mends them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain
from unicodedata import name

from tm.checks.layout import TAB, TABS
from tm.checks.side import Side
from tm.checks.spaces.joins import NUMBER, Place, joins
from tm.units import Finding

CODES = {
    "spaces.double": "two spaces or more where one is enough",
    "spaces.before": "a space before a closing mark",
    "spaces.after": "a space after an opening mark",
    "spaces.missing": "no space after a mark, or on one side of a dash",
    "spaces.edge": "white space at the beginning or the end",
    "spaces.break": "a tab or a line break inside a sentence",
    "spaces.width": "a space of a rare width between words",
    "spaces.invisible": "characters that nobody sees: of no width, soft hyphens, those of direction",
    "spaces.control": "control characters",
}
OURS = ("kk", "en", "ru")
EAST_ASIAN = ("zh", "ja", "ko", "yue")

_NO_WIDTH = "\u200b\u2060\ufeff\u180e"
_DIRECTION = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNSEEN = (
    _NO_WIDTH
    + _DIRECTION
    + "\u00ad\u200c\u200d\u034f\u2061\u2062\u2063\u2064\u115f\u1160\u3164\ufff9\ufffa\ufffb"
)
_CONTROL = "".join(map(chr, [*range(9), 11, 12, *range(14, 32), *range(127, 160), 0x2028, 0x2029]))
_BLANK = " \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_WIDTHS = "\u1680\u2000-\u2006\u2008\u205f\u3000"  # those that no custom asks for
_NARROW = "\u2007\u2009\u200a\u202f"  # those of thousands, initials and dashes
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")

_DOUBLE = re.compile(rf"(?<=[^\s])[{_BLANK}]{{2,}}(?=[^\s])")
_BEFORE = re.compile(
    rf"(?<=[^\s(\[{{«])(?P<blank>[{_BLANK}]+)"
    r"(?:(?P<mark>,)(?!\d(?!\d\d))|(?P<stop>\.)(?=$|[\s\"»”’)\]]|[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі])(?!\s*\.)|(?P<other>[;:!?])(?=$|[\s\"»”’)\],\w])(?![DPpo]\b)|(?P<shut>[)\]»”]))"
)
_AFTER = re.compile(rf"(?P<open>[(\[«„]|(?<![^\s(])“)(?P<blank>[{_BLANK}]+)(?=[^\s)\]»])")
_MISSING = re.compile(
    r"(?P<list>(?<=[^\W\d_])[,;](?=[^\W\d_]{2})|(?<=[^\W\d_]{2})[,;](?=[^\W\d_])|(?<=[)»”\d])[,;](?=[^\W\d_]{3})"
    r"|(?<=[^\W\d_]{2}),(?=\d)|(?<=\w)[,;](?=[«(]))"
    r"|(?P<colon>(?<=[\u0400-\u052f]{2}):(?=[\u0400-\u052f«]))|(?P<latin>(?<=[a-z]{2}):(?=[A-Za-z]))"
    r"|(?P<end>(?<=[^\W\d_])(?:!+(?=[^\W\d_]{2})|[!?]+(?=[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ])))"
    r"|(?P<stop>(?<=[а-яёәғқңөұүһіa-z]{2})\.(?=[А-ЯЁӘҒҚҢӨҰҮҺІA-Z][а-яёәғқңөұүһіa-z]*(?:$|[\s,.!?;:–—-])))"
    r"|(?P<low>(?<=[\u0400-\u052f]{3})\.(?=[А-ЯЁӘҒҚҢӨҰҮҺІ]{2})|(?<=[\u0400-\u052f]{3})\.(?=[\u0400-\u052f]{4})|(?<=\d{4})\.(?=[А-ЯЁӘҒҚҢӨҰҮҺІA-Z][^\W\d_]))"
    r"|(?P<quote>(?<=[^\W_])(?=«)|(?<=[^\W_]{3})(?=\([^()\s]{2,}\s[^()]{3,}\)))"
    r"|(?P<bracket>(?<=[^\W_]{2})\((?=[^\W\d_]{5,}\)|[A-ZА-ЯӘҒҚҢӨҰҮҺІ]{2,}\)))"
    r"|(?P<shut>(?<=[\w.]\))(?=[^\W\d_]{2}))"
    r"|(?P<left>(?<=[^\s(\[«“„—–-])[—–](?= ))|(?P<right>(?<=\S )[—–](?=[^\W\d_]|[«“]))"
)
_DOMAINS = frozenset(
    ["com", "net", "org", "js", "kz", "ru", "io", "ai", "tv", "uk", "gov", "edu", "рф", "қаз"]
)
_PIECE = re.compile(r"\S+")
_WEB = re.compile(  # what makes a piece between spaces an address, or code
    r"://|@|www\.|\w\.(?:com|org|net|kz|ru|рф)\b|[^\W\d][\\/]|[\\/][^\W\d]|[\\_=&#<>{}|]",
    re.IGNORECASE,
)
_NEAR = 200  # characters that are looked at around a place; the whole text at every place takes its square
_BREAK = re.compile(
    r"(?<=[\w,])[ ]?(?:\r\n|\n|\r)(?=[ ]?[a-zа-яёәғқңөұүһі])|(?<=,)\n(?=\w)"
    r"|(?<=[a-zа-яёәғқңөұүһі])\n(?=\d)|(?<=\S)\r(?!\n)(?=\S)"
)
_HIDDEN = re.compile(f"[{_UNSEEN}{re.escape(_CONTROL)}]")
_WIDTH = re.compile(rf"(?<=\S)[{_WIDTHS}](?=\S)|(?<=[^\W\d_])[{_NARROW}](?=[^\W\d_])")
_STICKS = re.compile("[0-9№§%°₸$€₽–—-]")  # what a no-break space stands beside by custom
# Where something may be wrong. The first begins with a mark, so that it is quickly searched; the second is
# of characters that few texts have.
_TIGHT = re.compile(
    r"[,;:!?.)(—–»”«„“\]\[\"'’-](?:(?<= [,.;:!?)\]»”])"
    r"|(?=[^\W_]|[«“(])(?:(?:(?<=[,;:!?)])|(?<=\w\w\.))(?=[^\W\d_]|[«(])"
    r"|(?<=[^\W\d_],)(?=\d)|(?<=[^\W_][«(])|(?<=\S [—–])(?=[^\W\d_]|[«“])|(?<=[^\W\d_] -)(?=[^\W\d_])"
    r"|(?<=[\w:,;]\")|(?<= ['’])(?=(?:t|s|re|ve|ll|d|m)\b))"
    r"|(?= )(?:(?<=[(\[«„“])|(?<=[^\s(\[«“„—–-][—–])|(?<=[^\W\d_]-)(?= [^\W\d_])|(?<=\")(?<![^\s(]\")"
    r"|(?<=[a-z]['’])(?= (?:t|re|ve|ll)\b))"
    r"|(?<= \")(?=[.,;:!?)]|$))"
)
_tight_place = _TIGHT.search
_FEW = 4  # spaces of a text that is no sentence
_RARE = re.compile(
    f"[{_UNSEEN}{re.escape(_CONTROL)}\t\n\r{_WIDTHS}{_NARROW}]|[{_BLANK}]{{2}}"
    "|\u00a0(?=[,.;:!?)\\]»”])|(?<=[(\\[«„“])\u00a0"
)


def check(side: Side) -> Sequence[Finding]:
    """What is wrong with the spaces of a text.

    >>> from tm.units import Variant
    >>> [finding.reason for finding in check(Side(Variant("ru", "Да , он  пришёл,сел.")))]
    ['a space before “,”', '2 spaces in a row', 'no space after “,”']
    >>> check(Side(Variant("ru", "Рост — 3,5 % за 25 000 дней...")))
    ()
    """
    text = side.text
    if side.plain and text and text[0] != " " and text[-1] != " " and "  " not in text:
        if _tight_place(text) is None:
            return ()  # as nearly always
    elif not _may_be_wrong(text, side.usual, side.digits):
        return ()
    places = sorted(_places(text, side.lang), key=lambda place: place[1:3])
    return [Finding(code, side.tag, reason, start, end) for code, start, end, reason, _ in places] or ()


def mend(text: str, lang: str) -> str:
    """The text with what is certain put right; its edges stay as they are.

    >>> mend(" Да , он  пришёл,сел. ", "ru"), mend("3,5 http://a.kz/?a,b А.С. Пушкин", "ru")
    (' Да, он пришёл, сел. ', '3,5 http://a.kz/?a,b А.С. Пушкин')
    """
    for _ in range(len(text) + 1):
        if not _may_be_wrong(text, False, True):
            break
        end, parts = len(text), []
        for _, start, stop, _, right in sorted(
            _places(text, lang), key=lambda place: place[1:3], reverse=True
        ):
            if right is not None and stop <= end and text[start:stop] != right:
                parts += [text[stop:end], right]
                end = start
        if not parts:
            break
        text = text[:end] + "".join(reversed(parts))
    return text


def _may_be_wrong(text: str, usual: bool, digits: bool) -> bool:
    """Whether anything may be wrong, told by cheap questions."""
    if not text:
        return False
    return (
        "  " in text
        or text[0] == " "
        or text[-1] == " "
        or _tight_place(text) is not None
        or (digits and NUMBER.search(text) is not None)
        or (not usual and (text[0].isspace() or text[-1].isspace() or _RARE.search(text) is not None))
    )


def _places(text: str, lang: str) -> Iterator[Place]:
    """Every place where something is wrong, in no order."""
    inner = text.strip()
    if not inner:
        yield "spaces.edge", 0, len(text), "nothing but white space", None
        return
    yield from chain(
        _edges(text),
        _hidden(text, lang),
        _breaks(text),
        _widths(text, lang),
        _crowded(text, lang),
        _tight(text, lang),
        joins(text, lang) if lang in OURS else (),
    )


def _edges(text: str) -> Iterator[Place]:
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if start:
        yield "spaces.edge", 0, start, "white space at the beginning", None
    if end < len(text):
        yield "spaces.edge", end, len(text), "white space at the end", None


def _hidden(text: str, lang: str) -> Iterator[Place]:
    """Characters of no width, of direction and of control."""
    is_reversed: bool | None = None
    for match in _HIDDEN.finditer(text):
        sign = match.group()
        if sign in _CONTROL:
            yield "spaces.control", *match.span(), f"a control character, U+{ord(sign):04X}", None
            continue
        if sign in _DIRECTION:
            if is_reversed is None:
                is_reversed = _RIGHT_TO_LEFT.search(text) is not None
            if is_reversed:
                continue
        if sign in "\u200c\u200d" and (
            lang not in OURS or (match.start() and ord(text[match.start() - 1]) > 0x2190)
        ):
            continue  # inside emoji, and in scripts that need it
        if sign == "\u200b" and lang not in OURS:
            continue
        right = "" if sign in _NO_WIDTH or sign in "\u200c\u200d" else None
        yield (
            "spaces.invisible",
            *match.span(),
            f"a character that nobody sees: {name(sign, 'zero width no-break space').lower()}",
            right,
        )


def _breaks(text: str) -> Iterator[Place]:
    if "\t" in text and "\n" not in text:
        for match in TABS.finditer(text):
            yield "spaces.break", *match.span(), TAB, None
    if "\n" in text or "\r" in text:
        for match in _BREAK.finditer(text):
            yield "spaces.break", *match.span(), "a line break inside a sentence", None


def _widths(text: str, lang: str) -> Iterator[Place]:
    """Single spaces between words that are wider or narrower than others."""
    if lang in EAST_ASIAN or text.isascii():
        return
    for match in _WIDTH.finditer(text):
        called = name(match.group()).lower()
        yield "spaces.width", *match.span(), f"a space of a rare width: {called}", " "


def _crowded(text: str, lang: str) -> Iterator[Place]:
    """Spaces that are too many."""
    for match in _DOUBLE.finditer(text):
        if text[match.end()] not in ",.;:!?)]»”" and text[match.start() - 1] not in "([«„":
            run = match.group()
            yield "spaces.double", *match.span(), f"{len(run)} spaces in a row", _one_of(text, match)
    for match in _BEFORE.finditer(text):
        mark, after = text[match.end() - 1], text[match.end() : match.end() + 1]
        if (lang in OURS or mark in ",.)]") and not _has_its_space(text, match, mark, after):
            digits = text[match.start() - 1].isdigit() and _next(text, match.end()).isdigit()
            right_mark = mark + (" " if mark in ",;:!?." and after.isalpha() else "")
            unsure = (digits and mark in ",.") or (mark == "?" and after.isalpha())
            yield "spaces.before", *match.span(), f"a space before “{mark}”", None if unsure else right_mark
    for match in _AFTER.finditer(text):
        if lang in OURS or match["open"] in "([":
            yield "spaces.after", *match.span(), f"a space after “{match['open']}”", match["open"]


def _one_of(text: str, match: re.Match[str]) -> str:
    """The one space that stays of several: a no-break space where custom has one."""
    if "\u00a0" not in match.group():
        return " "
    beside = text[match.start() - 1], text[match.end()]
    return "\u00a0" if any(map(_STICKS.match, beside)) else " "


def _has_its_space(text: str, match: re.Match[str], mark: str, after: str) -> bool:
    """Whether a mark stands after a space rightly: in ratios, emoticons, code, arrows, after addresses."""
    start, end = match.start(), match.end()
    if mark == "»":
        return not _opens(text)
    if mark == ".":
        return bool(_WEB.search(text[max(0, start - _NEAR) : start].split()[-1]))
    if mark == ":" and text[start - 1].isdigit() and _next(text, end).isdigit():
        return True  # 3 : 1
    if mark in ":;" and after and after in ")(-/|":
        return True
    if mark + after in ("!=", "::", ":="):
        return True
    return mark in "!?:" and after.isalpha() and after.isascii()


def _next(text: str, at: int) -> str:
    """The first character from a place on that is no white space."""
    return text[at : at + _NEAR].lstrip()[:1]


@lru_cache(maxsize=4)  # for all places of a text ask it
def _opens(text: str) -> bool:
    return "«" in text


def _tight(text: str, lang: str) -> Iterator[Place]:
    """Spaces that are missing."""
    if lang not in OURS or not _TIGHT.search(text):
        return
    skip = [piece.span() for piece in _PIECE.finditer(text) if _WEB.search(text, *piece.span())]
    at = 0
    for match in _MISSING.finditer(text):
        while at < len(skip) and skip[at][1] <= match.start():
            at += 1
        if at == len(skip) or match.start() < skip[at][0]:
            place = _missing(text, match, match.lastgroup or "")
            if place:
                yield place


def _missing(text: str, match: re.Match[str], kind: str) -> Place | None:
    """What a place where a space is missing is and should be, None where it may be meant."""
    (start, end), mark = match.span(), match.group()
    code, before, after = "spaces.missing", f"no space before “{mark}”", f"no space after “{mark}”"
    if kind in ("quote", "bracket"):
        sign = text[start]
        if sign == "(" and (text[start - 1].isupper() or "$" in text or (kind == "bracket" and "{" in text)):
            return None
        return code, start, start + 1, f"no space before “{sign}”", f" {sign}" if kind == "quote" else None
    if kind == "shut":
        opened = text.rfind("(", max(0, start - _NEAR), start)
        if opened > 0 and text[opened - 1].isalpha():
            return None  # word(s)
        return code, start - 1, end, "no space after “)”", None
    if kind in ("left", "right"):
        return code, start, end, *((before, f" {mark}") if kind == "left" else (after, f"{mark} "))
    if kind == "list":
        if _is_list(text, start):
            return None
        return code, start, end, after, None if text[end].isdigit() else f"{mark} "
    if kind == "latin":
        return None if _spaces(text) < 3 or "=" in text or "{" in text else (code, start, end, after, None)
    if _is_name(text[end : end + _NEAR], kind):
        return None
    return code, start, end, after, None if kind == "low" else f"{mark} "


def _is_name(rest: str, kind: str) -> bool:
    """Whether what follows a mark makes it part of a name, as in Booking.Com or a!b."""
    word = rest.split(maxsplit=1)[0].rstrip(".,;:!?)»”") if rest.strip() else ""
    return word.lower() in _DOMAINS if kind == "stop" else kind == "end" and word.isascii() and word.islower()


def _is_list(text: str, at: int) -> bool:
    """Whether marks without spaces are how a list of key words is written: several in one piece."""
    start, end = text.rfind(" ", max(0, at - _NEAR), at) + 1, text.find(" ", at, at + _NEAR)
    piece = text[start or max(0, at - _NEAR) : end if end >= 0 else at + _NEAR].rstrip(",;")
    return piece.count(text[at]) > 1 and (text[at] == ";" or _spaces(text) < _FEW)


@lru_cache(maxsize=4)  # for all places of a text ask it
def _spaces(text: str) -> int:
    return text.count(" ")
