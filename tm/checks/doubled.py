"""Words that stand twice in a row, as they are left behind by editing: “the the”, “мен мен”.

Doubling has a meaning in all three languages (қайта қайта, чуть чуть, bye bye): such words are listed here, and
names of two equal parts are left alone. Other languages double more freely and are not checked.
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
_MEANT = {
    "kk": frozenset(
        "қайта бір екі үш төрт бес жүз мың өте тез жиі көп аз ақырын анда бара келе жүре айта көре ойлай қарай тұра"
        " жата отыра күле жылай сөйлей бірте жеке бөлек түрлі талай сан кем иә ия жоқ ұзақ үлкен кіші кішкентай жай"
        " баяу дәл нақ кейде алыс шап тарс гүрс сарт күрс топ қап жол кім не қай қандай бай ой әй оу ау ха хи рахмет"
        " тіпті зор әлсін енді тағы шұғыл биік ыстық жаңа ескі ала қып қызыл сары көк құр".split()
    ),
    "en": frozenset(
        "had that very bye so no yes really many much far long ha knock blah yeah ok please tsk hush ta la na pom choo"
        " tick tut aye mama papa extra chop beep ding hey wow ah uh hum hubba win".split()
    ),
    "ru": frozenset(
        "очень чуть еле едва да нет ну далеко долго много ха хи тук бла ой ай эй ура тихо ноль бай ля ох ах баю гав мяу"
        " кап динь топ хоп".split()
    ),
}  # fmt: skip
# Names of two equal parts.
_NAMES = frozenset(
    "duran baden walla bora pago wagga lang sing boutros galli puka zsa ylang aye talk new-new дюран баден бора лан тан"
    " сирхан жан чан".split()
)
_LETTERS = frozenset("aiаивсукоя")  # words of one letter
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
    ['“The the”: the word stands twice', '“of of”: the word stands twice']
    >>> check(Side(Variant("kk", "Ол қайта қайта келді. Келді ме?")))
    ()
    """
    if side.lang not in _MEANT:
        return ()
    words = side.text.lower().split()
    word = any(map(str.startswith, words[1:], words))
    phrase = len(set(words)) < len(words) and _repeats(words)
    if not word and not phrase:
        return ()
    found = list(_words(side.text, side.lang)) if word else []
    if phrase:
        found += [
            (match.start(), match.end(), "doubled.phrase", f"“{match['one']}” stands twice")
            for match in _PHRASE.finditer(side.text)
            if not _equal_parts(match["one"])
        ]
    return [Finding(code, side.tag, reason, start, end) for start, end, code, reason in sorted(found)] or ()


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
            yield match.start(), match.end(), "doubled.word", f"“{one} {two}”: the word stands twice"


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
