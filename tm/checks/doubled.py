"""Words that stand twice in a row, as they are left behind by editing: “the the”, “мен мен”.

Doubling has a meaning in all three languages (қайта қайта, чуть чуть, bye bye): such words are listed here,
and names of two equal parts. Other languages double more freely and are not checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import eq

from tm.checks.side import Side
from tm.units import Finding

CODES = {
    "doubled.word": "a word twice in a row",
    "doubled.phrase": "two or more words twice in a row",
}

# Words that are doubled on purpose, or where both have a part of their own (“he said that that was all”).
_KAZAKH = """
айта ала алыс ау ақырын бара бірте бір гүрс жиі жоқ жылай зор ия иә кейде келе күле күрс көп ойлай отыра оу
рахмет сан сарт талай тарс тағы тез тоқта ха хи шап ұзақ қайта қандай қап әй әлсін өте
"""
_ENGLISH = """
ah aye beep blah bye choo chop ding extra far ha had hey hubba hum hush knock la long mama many much na
no ok papa please pom really so ta that tick tsk tut uh very win wow yeah yes
"""
_RUSSIAN = """
ай ах бай баю бла гав да далеко динь долго едва еле кап ля много мяу нет ноль ну ой ох очень тихо топ
тук ура ха хи хоп чуть эй
"""
_MEANT = {
    lang: frozenset(words.split())
    for lang, words in zip(("kk", "en", "ru"), (_KAZAKH, _ENGLISH, _RUSSIAN), strict=True)
}
# Names of two equal parts.
_TWIN_NAMES = """
aye baden bora boutros duran galli lang new-new pago puka sing talk wagga walla ylang zsa баден бора
дюран жан лан сирхан тан чан
"""
_NAMES = frozenset(_TWIN_NAMES.split())
_LETTERS = frozenset("aiаивсукоя")  # words of one letter
_OPENING = '"«“„('
# A piece and what begins like it, which few texts have. It begins with one character, for which it is
# searched fast.
_NEAR = re.compile(rf" [{_OPENING}]?+(\S++)\s++\1(?!\w)")
_TWICE = re.compile(
    r"(?<![\w'’@#/\\.-])(?P<one>[^\W\d_](?:[\w'’-]*\w)?)(?P<gap>\s+)(?P<two>(?P=one))(?![\w'’/\\@-])",
    re.IGNORECASE,
)
_PHRASE = re.compile(
    r"(?<![\w'’-])(?P<one>[^\W\d_][\w'’-]*(?:\s+[^\W\d_][\w'’-]*){1,2})\s+(?P<two>(?P=one))(?![\w'’-])",
    re.IGNORECASE,
)


def check(side: Side) -> Sequence[Finding]:
    """Words and phrases that stand twice in a row.

    >>> from tm.units import Variant
    >>> [finding.reason for finding in check(Side(Variant("en", "The the end of of it")))]
    ['“the” stands twice in a row', '“of” stands twice in a row']
    >>> check(Side(Variant("kk", "Ол қайта қайта келді. Келді ме?")))
    ()
    """
    if side.lang not in _MEANT:
        return ()
    lower, tokens = side.text.lower(), side.tokens
    word = _NEAR.search(" " + (lower.replace("\n", " ") if "\n" in lower else lower)) is not None
    phrase = _may_repeat(tokens) and _repeats(_bare(lower).split())
    if not word and not phrase:
        return ()
    found = list(_words(side.text, side.lang)) if word else []
    if phrase:
        found += [
            (match.start(), match.end(), "doubled.phrase", f"“{match['one']}” stands twice in a row")
            for match in _PHRASE.finditer(side.text)
            if not _equal_parts(match["one"])
        ]
    return [Finding(code, side.tag, reason, start, end) for start, end, code, reason in sorted(found)] or ()


def _may_repeat(tokens: list[str]) -> bool:
    """Whether two or three pieces may stand twice in a row: two neighbours stand again right after them.

    The first may have a capital letter, and the last a mark behind it; of two pieces at the very beginning
    none is quite the same then.
    """
    if len(tokens) > 3 and tokens[0][1:] == tokens[2][1:]:
        return True
    if len(set(tokens)) == len(tokens):
        return False
    return (True in map(eq, tokens[2:], tokens) and _stands_again(tokens, 2)) or (
        True in map(eq, tokens[3:], tokens) and _stands_again(tokens, 3)
    )


def _stands_again(tokens: list[str], apart: int) -> bool:
    """Whether two neighbours stand again so many pieces later, the first or the last not quite the same."""
    for at in range(len(tokens) - apart):
        if tokens[at] == tokens[at + apart]:
            if at and tokens[at - 1][1:] == tokens[at + apart - 1][1:]:
                return True
            if at + apart + 1 < len(tokens) and tokens[at + apart + 1].startswith(tokens[at + 1]):
                return True
    return False


def _bare(text: str) -> str:
    """The text without opening marks."""
    for mark in _OPENING:
        text = text.replace(mark, " ")
    return text


def _repeats(words: list[str]) -> bool:
    """Whether two or three words in a row may stand twice; the last may have a mark behind it."""
    for apart in (2, 3):
        same = bytes(map(eq, words, words[apart:]))
        at = same.find(b"\1" * (apart - 1))
        while at >= 0:
            last = at + apart - 1
            if last + apart < len(words) and words[last + apart].startswith(words[last]):
                return True
            at = same.find(b"\1" * (apart - 1), at + 1)
    return False


def _words(text: str, lang: str) -> Iterator[tuple[int, int, str, str]]:
    """The doubled words that nobody means; of three in a row the last two are found as well."""
    at = 0
    while match := _TWICE.search(text, at):
        at = match.start("two")
        one, two = match["one"], match["two"]
        if not _is_meant(text, match, one, two, lang):
            yield match.start(), match.end(), "doubled.word", f"“{two}” stands twice in a row"


def _is_meant(text: str, match: re.Match[str], one: str, two: str, lang: str) -> bool:
    lower, following = one.lower(), text[match.end() : match.end() + 1]
    if lower in _MEANT[lang]:
        return True
    if len(one) == 1 and (lower not in _LETTERS or following == ")" or (two.isupper() and following == ".")):
        return True
    return (lower in _NAMES and two[0].isupper()) or (one[0].islower() and two[0].isupper())


def _equal_parts(phrase: str) -> bool:
    """Whether a phrase is one word again and again, which is the business of the words."""
    return len(set(phrase.lower().split())) == 1
