"""Quotes and direct speech that one side marks and the other does not, or marks but by half.

Languages differ, and this is no finding: the shape of quotes, dashes for direct speech in Kazakh and Russian,
names without quotes in English, single words and whole paragraphs in quotes on one side only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tm.checks.side import Side
from tm.units import Finding

_MARKS = frozenset(".?!…,")
_ANY_QUOTE = re.compile('[«»“”„‟"‹›]').search
_QUOTED = re.compile('[«“„"‹]([^«»“”„"‹›]+)[»”“"›]')
_SINGLE = re.compile(r"(?<!\w)'[^']+'(?!\w)")
_BARE_SPEECH = re.compile(  # a sentence that has without quotes what somebody says
    r"(?::|\b(?:say|says|said|saying|ask|asks|asked|reply|replied|think|thought),)"
    r" [A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][\w'’]*,? \w.*[.?!…]\W{0,2}$"
)
_LAST_BRACKETS = re.compile(r"\([^()]*\)\W{0,5}$")
_INCH = re.compile(r"(?<=\d)\"")
_TAG = re.compile(r",\s*[–—]\s")
_DIALOGUE = re.compile(r"\W{0,2}\s*[–—-]\s.*[,?!…]\s[–—]\s")
_SPEECH = re.compile(r"\W{0,2}\s*[–—-]\s")


def unclosed(source: Side, target: Side, ours: str, theirs: str) -> list[Finding]:
    """A quotation mark without its partner, if the other side does not lack one as well."""
    one, two = _lone_quote(ours), _lone_quote(theirs)
    if (one is None) == (two is None):
        return []
    side, at = (source, one) if two is None else (target, two)
    assert at is not None
    reason = f"the quotation mark {side.text[at]} is without its partner"
    return [Finding("punctuation.quote", side.tag, reason, at, at + 1)]


def _lone_quote(text: str) -> int | None:
    """Where a quotation mark stands without its partner, of whatever shape that would be."""
    opened, closed = text.count("«"), text.count("»")
    if opened != closed:
        return text.rfind("«") if opened > closed else text.find("»")
    straight = text.count('"')
    if straight % 2 and _INCH.search(text):
        straight -= 1
    curly = 0 if text.isascii() else sum(map(text.count, "“”„‟"))
    return max(map(text.rfind, '“”„‟"')) if (straight + curly) % 2 else None


def lost(source: Side, target: Side, ours: str, theirs: str) -> Iterator[Finding]:
    """Quotes that one side has and the other has not, where no convention explains it."""
    quoted, other_quoted = _ANY_QUOTE(ours), _ANY_QUOTE(theirs)
    if bool(quoted) == bool(other_quoted):
        return
    side, other, text, without = (source, target, ours, theirs) if quoted else (target, source, theirs, ours)
    if _SPEECH.match(without) or "‘" in without or ("'" in without and _SINGLE.search(without)):
        return
    found = _QUOTED.search(text)
    if not found or _conventional(found, side, other):
        return
    what = "target" if other is target else "source"
    start, end = found.span()
    reason = f"{_short(side.text[start:end])} is in quotation marks, but the {what} has none"
    yield Finding("punctuation.quotes", side.tag, reason, start, end)


def dialogue(source: Side, target: Side) -> Iterator[Finding]:
    """Direct speech that has dashes on one side, and neither dashes nor quotes on the other."""
    for one, other in ((source, target), (target, source)):
        if one.lang != "en" and _DIALOGUE.match(one.text) and "‘" not in other.chars:
            reason = "the direct speech of the other side has no quotation marks here"
            yield Finding("punctuation.quotes", other.tag, reason, 0, len(other.text))


def _conventional(found: re.Match[str], side: Side, other: Side) -> bool:
    """Whether quotes may be lost: of names in English, single words, whole paragraphs."""
    text, quoted = side.text, found[1].strip()
    whole = _LAST_BRACKETS.sub("", text).strip()
    if found.end() - found.start() >= len(whole) - 1:
        return True  # an answer of an interview, quoted in one language only
    long, small, named = (
        quoted.count(" ") > 1,
        quoted[:1].islower(),
        text[: found.start()].rstrip()[-1:] == ":",
    )
    if long and (small or named or quoted[-1:] in _MARKS) and _BARE_SPEECH.search(other.text):
        return False
    if quoted[-1:] in _MARKS:
        return side.lang == "en" and small
    if named and long:
        return other.lang == "en"
    if _TAG.match(text, found.end()):
        return False  # direct speech, and who says it
    if small or other.lang == "en" or text[found.end() :].lstrip(" ,")[:2] in ("де", "ат"):
        return True
    return " " not in quoted or quoted.isascii()


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
