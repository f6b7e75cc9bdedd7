"""Words that stand twice in a row, as they are left behind by editing: “the the”, “мен мен”.

Doubling has a meaning in all three languages (қайта қайта, чуть чуть, bye bye): such words are listed here,
and names of two equal parts. Other languages double more freely and are not checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

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
# One to three pieces and what begins like them, which few texts have. Pieces are what single spaces separate,
# for which regular expressions have the quickest of their loops.
_NEAR = re.compile(r' ["«“„(]?+([^ ]++) (?:\1(?!\w)|([^ ]++) (?:\1 \2|[^ ]++ \1 \2))')
_near = _NEAR.search
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
    text = side.text
    lower = f" {text.lower()}" if side.usual else f" {' '.join(text.lower().split())}"
    if _near(lower) is None:
        return ()
    found = [
        *_words(text, side.lang),
        *(
            (match.start(), match.end(), "doubled.phrase", f"“{match['one']}” stands twice in a row")
            for match in _PHRASE.finditer(text)
            if not _equal_parts(match["one"])
        ),
    ]
    return [Finding(code, side.tag, reason, start, end) for start, end, code, reason in sorted(found)] or ()


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
    if (
        len(one) == 1
        and one.isupper()
        and two.islower()
        and text[: match.start()].rstrip(' «“"—–-(')[-1:].isalnum()
    ):
        return True  # hepatitis С с ...
    return (lower in _NAMES and two[0].isupper()) or (one[0].islower() and two[0].isupper())


def _equal_parts(phrase: str) -> bool:
    """Whether a phrase is one word again and again, which is the business of the words."""
    return len(set(phrase.lower().split())) == 1
