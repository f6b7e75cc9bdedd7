"""Targets that still say what the source says, in its language: all of it, or a stretch of it.

Names, numbers, codes, addresses, file names and brands are the same in every language. Kazakh and Russian
have many words in common, so one or two of these are no alarm unless a letter tells.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from tm.checks.language import SHORT
from tm.checks.language.vocabulary import listed, nats
from tm.checks.side import Side
from tm.languages import KAZAKH_LETTERS, NAMES
from tm.units import Finding

CODES = {
    "untranslated.same": "the target is the source",
    "untranslated.nearly": "the target is the source but for a word or two",
    "untranslated.stretch": "a stretch of the source stands in the target as it was",
}

STRETCH = 4  # running words of the source that are too many to be a name
PAIR = 2  # are enough if their letters are no letters of the target's language
HALF = 3  # fewer are enough if they are half of the source, or in the letters of another language
OFTEN = 50  # places of one word that are looked at: a text may repeat it without end
NEARLY = 0.8  # of the words of the target

_KAZAKH = frozenset(KAZAKH_LETTERS)
_OWN = re.compile(f"[{KAZAKH_LETTERS}]").search
_LATIN = re.compile("[A-Za-z]").search
_CYRILLIC = re.compile("[А-яЁё]").search
_WORD = re.compile(r"[^\W\d_]+(?:[-'’ʼ][^\W\d_]+)*")
_BARE = re.compile(  # what is the same in every language: markup, addresses, files, options
    r"<[^<>]*>|\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|&#?\w+;|%\d*\$?[\w']|%\([^()]*\)\w|\$[\w.-]+\$?|\\\w"
    r"|(?<!\S)\S*(?:://|@|\\|[\w-]/[\w-]|_|=)\S*"
    r"|\b(?:[\w-]{1,63}\.){1,6}[A-Za-z]\w{1,5}\b|(?<!\S)\S*\d\S*|(?<!\S)--?[\w-]+"
    r"|(?<!\S)\S*[a-zа-яё][A-ZА-ЯЁ]\S*"
)
_SMALL = listed("a an the of for and or in on to at by with from de la le du der die das und von и в на для")
_KNOWN = frozenset(("en", "kk", "ru"))


def compare(source: Side, target: Side) -> Sequence[Finding]:
    """Nothing, or that the target, or a stretch of it, is what the source says.

    >>> from tm.units import Variant
    >>> english = Side(Variant("en", "Save changes before closing"))
    >>> [finding.code for finding in compare(english, Side(Variant("kk", "save changes before closing.")))]
    ['untranslated.same']
    >>> compare(Side(Variant("en", "Microsoft Office 365")), Side(Variant("kk", "Microsoft Office 365")))
    ()
    """
    one, two = source.lang, target.lang
    if one == two:
        return ()
    if target.usual and (one == "en") != (two == "en") and one in _KNOWN:
        return ()  # not a letter of the source is in the target
    if one in _KNOWN and two in _KNOWN and _apart(source, target, one, two):
        return ()
    if len(set(source.tokens) & set(target.tokens)) < 2 and source.text.casefold() != target.text.casefold():
        return _folded(source, target) if len(target.tokens) <= len(source.tokens) + 2 else ()
    return _look(source, target)


def _apart(source: Side, target: Side, one: str, two: str) -> bool:
    """Whether the letters alone say that nothing of the source is left in the target."""
    if one == "en":
        return target.usual or _LATIN(target.text) is None
    if two == "en":
        return target.usual or _CYRILLIC(target.text) is None
    if one == "kk":
        # A Kazakh text without its own letters may be Russian as well.
        return (target.usual or _OWN(target.text) is None) and _OWN(source.text) is not None
    if not (source.usual or _OWN(source.text) is None) or _OWN(target.text) is None:
        return False
    return sum(len(token) > 2 for token in set(source.tokens).intersection(target.tokens)) < 2


def _folded(source: Side, target: Side) -> Sequence[Finding]:
    """The same after case, marks and spaces are folded: only then are words looked at."""
    if source.text[:1].casefold() == target.text[:1].casefold() or not target.text[:1].isalpha():
        return _look(source, target)
    return ()


def _look(source: Side, target: Side) -> Sequence[Finding]:
    """What the words say."""
    ours, theirs = _words(source.text), _words(target.text)
    if not ours or not theirs:
        return ()
    one, two = [word[0].casefold() for word in ours], [word[0].casefold() for word in theirs]
    if one == two:
        return _finding("untranslated.same", source, target) if _told(ours, source, target) else ()
    shared = sum((Counter(one) & Counter(two)).values())
    if (
        shared >= NEARLY * len(two)
        and shared >= 0.6 * len(one)
        and len(two) > 2
        and _told(ours, source, target)
    ):
        return _finding("untranslated.nearly", source, target)
    return _stretch(source, target, one, theirs)


def _words(text: str) -> list[re.Match[str]]:
    """The words of a text that may be translated, with their places."""
    bare = _BARE.sub(lambda found: "|" * len(found[0]), text)
    return list(_WORD.finditer(bare))


def _told(words: list[re.Match[str]], source: Side, target: Side) -> bool:
    """Whether words that are the same on both sides ought to be translated."""
    texts = [word[0] for word in words]
    small = [text for text in texts if text.islower() and len(text) > 2 and text not in _SMALL]
    if {source.lang, target.lang} == {"kk", "ru"}:
        if len(texts) > 2:
            return len(small) > 1 or (bool(small) and len(texts) > 3)
        kazakh = [text for text in texts if not _KAZAKH.isdisjoint(text)]
        return (
            target.lang == "ru"
            and bool(kazakh)
            and any(len(text) > 3 and not text.isupper() for text in kazakh)
        )
    if len(small) > 1 or (len(small) == 1 and len(texts) > 1 and len(small[0]) > 3):
        return True
    loud = [text for text in texts if text.isupper() and len(text) > 1]
    if len(loud) > 3 and any(text.casefold() in _SMALL for text in loud):
        return True
    # A text in another script that is longer than a name is none, even if every word is capitalised.
    return _scripts(source, target) and len(texts) > 5


def _scripts(source: Side, target: Side) -> bool:
    """Whether the two languages are written in different scripts."""
    return (source.lang == "en") != (target.lang == "en") and {source.lang, target.lang} <= _KNOWN


def _stretch(source: Side, target: Side, one: list[str], theirs: list[re.Match[str]]) -> Sequence[Finding]:
    """The longest run of words that both sides have, if it is long, and not only a name."""
    two = [word[0].casefold() for word in theirs]
    where: dict[str, list[int]] = {}
    for place, word in enumerate(one):
        where.setdefault(word, []).append(place)
    best, end = 0, 0
    before: dict[int, int] = {}
    for place, word in enumerate(two):
        now = {at: before.get(at - 1, 0) + 1 for at in where.get(word, ())[:OFTEN]}
        for length in now.values():
            if length > best:
                best, end = length, place + 1
        before = now
    if best < PAIR:
        return ()
    run = theirs[end - best : end]
    small = [word[0] for word in run if word[0].islower() and len(word[0]) > 2 and word[0] not in _SMALL]
    certain = best >= STRETCH or 2 * best >= len(one)
    if not (_foreign(small, target) if best < HALF else _sentence(run, small, source, target, certain)):
        return ()
    start, stop = run[0].start(), run[-1].end()
    if _quoted(target.text, start, stop) and (best < HALF or 2 * best < len(one)):
        return ()
    name = NAMES.get(source.lang, source.lang)
    reason = f"“{target.text[start:stop]}” stands in the target as in the source ({name}); translate it"
    return (Finding("untranslated.stretch", target.tag, reason, start, stop),)


def _foreign(small: list[str], target: Side) -> bool:
    """Whether a small word has letters that the language of the target has not."""
    foreign = _CYRILLIC if target.lang == "en" else _OWN if target.lang == "ru" else None
    return foreign is not None and any(map(foreign, small))


def _sentence(run: list[re.Match[str]], small: list[str], source: Side, target: Side, certain: bool) -> bool:
    """Whether running words are more than a name: small words among them, of the source's own language.

    If there are too few words to be certain of it, letters must be: Cyrillic in English, Kazakh in Russian.
    """
    texts = [word[0] for word in run]
    if _scripts(source, target):
        return (certain or target.lang == "en") and bool(small) and sum(text.islower() for text in texts) > 1
    if {source.lang, target.lang} == {"kk", "ru"}:
        balance = nats(["", *texts]) if source.lang == "ru" else -nats(["", *texts])
        return (
            balance > 2 * SHORT
            and (len(small) > 1 or balance > 3 * SHORT)
            and (certain or balance > 3 * SHORT)
        )
    return certain and len(small) >= HALF and 3 * len(small) >= len(run)


def _quoted(text: str, start: int, stop: int) -> bool:
    """Whether a stretch is in quotes or brackets: a title or a term is given as it is."""
    return text[:start].rstrip()[-1:] in ("«", "“", '"', "„", "(", "[", "'") and text[stop:].lstrip()[:1] in (
        "»", "”", '"', "“", ")", "]", "'", ",", ".",
    )  # fmt: skip


def _finding(code: str, source: Side, target: Side) -> Sequence[Finding]:
    much = "the same as" if code.endswith("same") else "nearly the same as"
    name = NAMES.get(target.lang, target.lang)
    reason = f"the target is {much} the source; translate it into {name}"
    return (Finding(code, target.tag, reason, 0, len(target.text)),)
