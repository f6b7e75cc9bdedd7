"""Whether a text is in the language that its tag says: all of it, or a stretch of it.

Letters tell the alphabets apart, and mostly Kazakh from Russian. Where a text is too short for that, function
words and the odds of pairs of letters (tm.checks.language.bigrams) tell these two, so that three words are
enough. Names in Latin letters inside a Cyrillic text are nothing to say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tm.checks.language.vocabulary import (
    ENGLISH,
    KAZAKH,
    ONLY_RUSSIAN,
    RUSSIAN_ENDING,
    listed,
    named,
    nats,
    romanised,
    strange,
)
from tm.checks.side import Side
from tm.languages import KAZAKH_LETTERS, NAMES
from tm.units import Finding

CODES = {
    "language.wrong": "the text is in another language than its tag says",
    "language.mixed": "a stretch of the text is in another language",
    "language.script": "Kazakh in Latin letters under the tag of Cyrillic Kazakh",
}

_NOT_TURKIC = frozenset("қғіұәҚҒІҰӘ")  # of these other Turkic languages have ә or ғ, and Ukrainian has і
_WORD = re.compile(r"[^\W\d_]+(?:[-'’ʼ][^\W\d_]+)*")
_MARKS = re.compile(r"[{<%$&@/=\\#_.]").search
_MARKUP = re.compile(
    r"\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}|<[^<>]*>|%\d*\$?[A-Za-z']+|%\([^()]*\)[a-z]|\$[\w.-]{1,99}\$?|&#?\w+;|\\\w+"
    r"|(?<!\S)\S*(?://|@|=|\w_\w)\S*|\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}\.[A-Za-z]{2,4}\b"
)
_CYRILLIC = re.compile("[\u0400-\u052f]").search
_LETTERS = re.compile("[\u0400-\u052f]").findall
_LATIN = re.compile("[A-Za-z]").search
_ACCENT = re.compile("[\u00c0-\u024f]").search
_LATIN_VOWEL = re.compile("[eaoі]").search
_ALL_OWN = re.compile(f"[{KAZAKH_LETTERS}]").findall
_OWN = re.compile(f"[{KAZAKH_LETTERS}]").search


SHORT = 4.0  # nats in all that are enough to call a text of three words or more Russian, or Kazakh
SHORTER = 8.0  # of one or two words: many such are the same in both
HEADLINE = 3  # more words than this that are all in capitals are no abbreviations
LONG = 60  # characters: no Kazakh text of ushtil-open that is as long is without Kazakh's own letters
SENTENCE = 5  # words of a text that is hardly Russian without any of its small words
STRETCH = 4  # words in another language that make a stretch

_UKRAINIAN = re.compile("[їєґЇЄҐўЎ]|(?<!\\w)(?:та|що|не|від|із|як|і|або|їх|його)(?!\\w)")
_FOREIGN = re.compile("[їєґјўљњћђџѓќҗҙҫҡҳҷӣӯЇЄҐЈЎЉЊЋЂЏЃЌҖҘҪҠҲҶӢӮ]")
_LATIN_TAGS = listed(
    "de fr es it pt nl pl cs sk sl hr hu ro tr az sv da no nb nn fi et lv lt ca eu gl ga cy is mt sq id"
    " ms vi af sw"
)


def check(side: Side) -> Sequence[Finding]:
    """Nothing, or that the text, or four running words of it, are in another language than its tag says.

    For kk, en and ru; for tags of languages in Latin letters only whether the text is Cyrillic.

    >>> from tm.units import Variant
    >>> [finding.code for finding in check(Side(Variant("kk", "Бюджет принят без изменений.")))]
    ['language.wrong']
    >>> check(Side(Variant("ru", "Президент Токаев"))), check(Side(Variant("kk", "Microsoft Office 365")))
    ((), ())
    """
    lang = side.lang
    if lang == "kk":
        return () if _surely_kazakh(side) else _cyrillic(side)
    if lang == "ru":
        return () if _surely_russian(side) else _cyrillic(side)
    if lang == "en":
        return () if _surely_english(side) else _latin(side)
    if lang in _LATIN_TAGS and not side.text.isascii():
        return _latin(side)
    return ()


def _surely_kazakh(side: Side) -> bool:
    """Whether the letters alone say that nothing in a text is English, Russian or another language."""
    text = side.text
    if not side.usual and ("e" in text or "a" in text or "o" in text):  # no stretch of English is without
        return False
    if (("қ" in text) + ("ғ" in text) + ("і" in text) + ("ұ" in text) + ("ә" in text) < 2) and not _dense(
        text
    ):
        return False
    if "в" in text or "ч" in text or "ь" in text or "ц" in text or "щ" in text or "ф" in text:
        if (
            "ого " in text
            or "ть " in text
            or "ой " in text
            or "ая " in text
            or "ых " in text
            or "ий " in text
        ):
            return False
        return ONLY_RUSSIAN.isdisjoint(side.tokens)
    return True  # hardly any Russian is without these letters


def _surely_russian(side: Side) -> bool:
    """The same of Russian: Kazakh is not without its own letters for long."""
    text = side.text
    if not side.usual and (_LATIN_VOWEL(text) or _OWN(text) or _FOREIGN.search(text)):
        return False
    if len(text) > LONG:
        return "и" in text and "о" in text
    if "ств" in text or "ость" in text or "ого " in text or "тся" in text or "ени" in text:
        return True
    if "ые " in text or "ый " in text or "ых " in text or "ая " in text or "ной " in text or "ть " in text:
        return True
    return " и " in text or " в " in text or " на " in text or not ONLY_RUSSIAN.isdisjoint(side.tokens)


def _surely_english(side: Side) -> bool:
    """Whether a text has nothing but letters of English, and a word that English alone has."""
    text = side.text
    if not side.usual and (_CYRILLIC(text) or _ACCENT(text)):
        return False
    if " the " in text or " of " in text or " and " in text or " is " in text or " a " in text:
        return True
    if " to " in text or " was " in text or " for " in text or " with " in text or text[:4] == "The ":
        return True
    if side.usual and text.count(" ") < 2:
        return True  # too short to be anything else
    return not ENGLISH.isdisjoint(side.tokens)


def _dense(text: str) -> bool:
    """Whether letters of Kazakh's own are many, if few different ones."""
    own = _ALL_OWN(text)
    return 20 * len(own) > len(text) and len(set(own)) > 1


def _wrong(side: Side, name: str) -> Sequence[Finding]:
    tagged = NAMES.get(side.lang, side.lang)
    reason = f"this text seems to be {name}, but its tag says {tagged}"
    return (Finding("language.wrong", side.tag, reason, 0, len(side.text)),)


def _mixed(side: Side, name: str, start: int, end: int) -> Sequence[Finding]:
    reason = f"“{side.text[start:end]}” seems to be {name} inside a text in {NAMES.get(side.lang, side.lang)}"
    return (Finding("language.mixed", side.tag, reason, start, end),)


def _bare(side: Side) -> str:
    """The text with markup, placeholders and addresses blotted out, places kept."""
    if side.usual or not _MARKS(side.text):
        return side.text
    return _MARKUP.sub(lambda found: " " * len(found[0]), side.text)


def _latin(side: Side) -> Sequence[Finding]:
    """A text under a tag whose language is written in Latin letters."""
    words = list(_WORD.finditer(_bare(side)))
    cyrillic = [bool(_CYRILLIC(word[0][0])) for word in words]
    count = sum(cyrillic)
    if count and 2 * count > len(words):
        balance = nats([word[0] for word, own in zip(words, cyrillic, strict=True) if own])
        return _wrong(side, "Kazakh" if balance < 0 else "Russian")
    if count >= STRETCH:
        for first, last in _runs(cyrillic):
            balance = nats([word[0] for word in words[first:last]])
            what = "Kazakh" if balance < 0 else "Russian"
            return _mixed(side, what, words[first].start(), words[last - 1].end())
    if side.lang != "en":
        return ()
    script = _other_script(side.text)
    if script:
        return _wrong(side, script)
    small = [word[0] for word in words if word[0].islower() and not _CYRILLIC(word[0][0])]
    if len(small) < 2 or len(words) < 3 or 2 * len(small) < len(words):
        return ()
    english = len(ENGLISH.intersection(small))
    if english:  # a word or two may be of another language as well
        name = named(small, 2 * english) if _ACCENT(" ".join(small)) else None
        return _wrong(side, name) if name else ()
    name = romanised(small) or named(small) or strange(small)
    return _wrong(side, name) if name else ()


def _cyrillic(side: Side) -> Sequence[Finding]:
    """A text under kk or ru whose characters did not say at once that all is well."""
    text = _bare(side)
    texts = _WORD.findall(text)
    if side.usual or not (side.text.isascii() or _LATIN(text)):
        count = 0
    else:
        words = list(_WORD.finditer(text))
        latin = [word[0][0] in _LATIN_ALL and not _CYRILLIC(word[0]) for word in words]
        count = sum(latin)
        if count:
            found = _foreign_words(side, words, latin, count)
            if found:
                return found
        texts = [word for word, other in zip(texts, latin, strict=True) if not other]
    if not texts or count > len(texts):
        return ()
    if texts[0][0] > "\u052f":
        script = _other_script(side.text)
        return _wrong(side, script) if script else ()
    other = None if side.usual and side.lang == "ru" else _other_cyrillic(side)
    if other:
        return _wrong(side, other)
    balance, enough = nats(texts), SHORT if len(texts) > 2 else SHORTER
    if side.lang == "kk" and balance > enough:
        return _wrong(side, "Russian")
    if side.lang == "ru" and balance < -enough:
        return _wrong(side, "Kazakh")
    return _stretch(side, texts)


_LATIN_ALL = frozenset(chr(code) for code in range(0x41, 0x250) if chr(code).isalpha())


def _foreign_words(
    side: Side, words: list[re.Match[str]], latin: list[bool], count: int
) -> Sequence[Finding]:
    """What is to say of the Latin words under kk or ru: that all is in Latin letters, or a stretch of it."""
    texts = [word[0] for word, other in zip(words, latin, strict=True) if other]
    if count > HEADLINE and all(text.isupper() for text in texts):
        texts = [text.lower() for text in texts]
    small = [text for text in texts if text.islower()]
    if 5 * count >= 4 * len(words) and small and count > 1:
        lowered = [text.lower() for text in texts]
        name = romanised(lowered) if ENGLISH.isdisjoint(small) else None
        if name == "Kazakh" and side.lang == "kk":
            reason = "this is Kazakh in Latin letters; the tag kk is of Cyrillic Kazakh (kk-Latn is Latin)"
            if "latn" in side.tag.lower():
                return ()
            return (Finding("language.script", side.tag, reason, 0, len(side.text)),)
        content = [word for word in small if word not in ENGLISH and len(word) > 2]
        if (
            len(content) >= 2
            or (content and len(content) < len(small))
            or len(small) > 2
            or (count == len(words) and any(len(word) > 3 for word in content))
        ):
            return _wrong(side, name or named(lowered) or "English")
        return ()
    if count >= STRETCH:
        for first, last in _runs(latin):
            run = [word[0] for word in words[first:last]]
            lower = [word for word in run if word.islower() and len(word) > 1]
            if len(lower) >= 3 and not ENGLISH.isdisjoint(lower):
                return _mixed(side, "English", words[first].start(), words[last - 1].end())
    return ()


def _runs(marks: list[bool]) -> list[tuple[int, int]]:
    """Where at least `STRETCH` marks follow each other, half-open."""
    runs, start = [], 0
    for at, mark in enumerate([*marks, False]):
        if not mark:
            if at - start >= STRETCH:
                runs.append((start, at))
            start = at + 1
    return runs


def _stretch(side: Side, texts: list[str]) -> Sequence[Finding]:
    """Running words of Russian in a Kazakh text, or of Kazakh in a Russian one."""
    if side.lang == "ru":
        if side.usual or not _OWN(side.text):
            return ()
    elif ONLY_RUSSIAN.isdisjoint(texts) and not any(map(RUSSIAN_ENDING, texts)):
        return ()
    words = list(_WORD.finditer(_bare(side)))
    if side.lang == "ru":
        strange = [word[0].islower() and not KAZAKH.isdisjoint(word[0]) for word in words]
        if sum(strange) < 2:
            return ()
        sign, name = -1.0, "Kazakh"
        marks = [_sign(word[0], sign) for word in words]
    else:
        strange = [word[0].lower() in ONLY_RUSSIAN or RUSSIAN_ENDING(word[0]) is not None for word in words]
        sign, name = 1.0, "Russian"
        marks = [KAZAKH.isdisjoint(word[0]) and _sign(word[0], sign) for word in words]
    for first, last in _runs(marks):
        balance = sign * nats([word[0] for word in words[first:last]])
        if balance > 2 * SHORT and any(strange[first:last]):
            return _mixed(side, name, words[first].start(), words[last - 1].end())
    return ()


def _sign(word: str, sign: float) -> bool:
    """Whether nothing speaks much against a word in a stretch of the language that `sign` is for."""
    return bool(_CYRILLIC(word[0])) and sign * nats([word.lower(), "", ""]) > -2.0


def _other_cyrillic(side: Side) -> str | None:
    """Ukrainian, or another language in Cyrillic letters that ours do not have, as far as letters tell."""
    text = side.text
    own = set(_ALL_OWN(text))
    if (side.usual or not _FOREIGN.search(text)) and (side.lang == "ru" or not own or own & _NOT_TURKIC):
        return None
    letters = len(_LETTERS(text))
    if letters < 15:
        return None
    # A capital inside a word is of a text in a wrong encoding.
    words = [word for word in _WORD.findall(text) if word.islower() or word.istitle()]
    foreign = len(_FOREIGN.findall(" ".join(words)))
    if foreign >= max(2, 0.02 * letters) or (
        foreign and len(words) >= SENTENCE and side.lang == "ru" and ONLY_RUSSIAN.isdisjoint(words)
    ):
        return "Ukrainian" if len(_UKRAINIAN.findall(text)) > 1 else "another language"
    if own and own <= set("іІ") and foreign and len(_UKRAINIAN.findall(text)) > 2:
        return "Ukrainian"
    if letters > 50 and len(own) > 1 and own <= set("ңөүҢӨҮ"):
        count = sum(text.count(letter) for letter in own)
        if count >= 0.04 * letters:
            return "Kyrgyz or another language"
    return None


def _other_script(text: str) -> str | None:
    """That a text has letters and most are neither Latin nor Cyrillic."""
    letters = [letter for letter in text if letter.isalpha()]
    strange = sum(letter > "\u052f" or "\u0370" <= letter < "\u0400" for letter in letters)
    return "in another script" if len(letters) > 1 and 2 * strange > len(letters) else None
