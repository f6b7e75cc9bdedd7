"""Letters that are not those of the language: look-alikes, and Russian letters for Kazakh ones.

`lookalikes` knows which letters look alike, `kazakh` how Kazakh words are written. Names, quotations in
Russian, and Latin stems with Cyrillic endings are left alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from tm.checks.language.bigrams import odds
from tm.checks.letters.kazakh import (
    KAZAKH,
    STANDS_FOR,
    abbreviation_meant,
    ending_meant,
    known,
    meant,
    spellings,
)
from tm.checks.letters.lookalikes import CYRILLIC_LETTERS, ODD_LETTERS, mixtures
from tm.checks.side import Side
from tm.units import Finding

CODES = {
    "letters.mixed": "letters of another alphabet in a word",
    "letters.russian": "Russian letters for Kazakh ones in a Kazakh word",
}
_WORD = re.compile(r"(?<![^\W\d_])[а-яёәғқңөұүһі]+(?![^\W\d_])", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?:[.!?…:]['\"»”)]*\s+|^[^\w«“„\"]*|[–—-]\s)$")
_FOREIGN = {
    lang: re.compile(f"[A-Za-z{re.escape(''.join(sorted(letters | frozenset('əƏ@'))))}]")
    for lang, letters in (
        ("kk", ODD_LETTERS),
        ("ru", ODD_LETTERS | KAZAKH | frozenset(map(str.upper, KAZAKH))),
    )
}
_CYRILLIC = re.compile("[\u0400-\u052f]")
_RUSSIAN_FOR = str.maketrans({letter: typed[0] for letter, typed in STANDS_FOR.items()})
_LIKE_RUSSIAN = -2.5  # nats that may speak for Kazakh where a word is no Kazakh one that we know
_KAZAKH = KAZAKH | frozenset(letter.upper() for letter in KAZAKH)
_DIGITS_INSIDE = re.compile("[01346@](?<=[а-яёәғқңөұүһі][01346@])(?=[а-яёәғқңөұүһі])", re.IGNORECASE)
# Words and endings that only a passage in Russian has.
_RUSSIAN_WORDS = """
и в на что с для это как по из или от к о за его при был была было были все мы вы они их если чем когда под
без до во об ко так же я она
"""
_RUSSIAN = frozenset(_RUSSIAN_WORDS.split())
_RUSSIAN_ENDINGS = (
    "ский",
    "ская",
    "ское",
    "ские",
    "ского",
    "ской",
    "ских",
    "ться",
    "ного",
    "ные",
    "ных",
    "ный",
    "ная",
)
_MARKS = ".,;:!?…«»“”„()—–"
_PASSES = 9
_NEAR = 100  # characters before a word that may tell whether it begins a sentence
_LONG = 8  # letters of a word that is no unknown name any more
_SHORT = 5  # letters of an abbreviation at most


_MOST_FINE = 1 << 17
_fine: set[str] = set()


def check(side: Side) -> Sequence[Finding]:
    """Words with letters of another alphabet, and Kazakh words typed with Russian letters.

    >>> from tm.units import Variant
    >>> [finding.reason for finding in check(Side(Variant("kk", "Бұл улкен үй.")))]
    ['“улкен” is typed with Russian letters: үлкен']
    >>> check(Side(Variant("ru", "IT-компания и VIPы")))
    ()
    """
    text, lang = side.text, side.lang
    if side.usual and not side.digits and (lang != "kk" or _fine.issuperset(side.tokens)):
        return ()  # as nearly always
    found: list[Finding] = []
    if _may_mix(text, lang, side.usual, side.digits):
        found = [
            Finding("letters.mixed", side.tag, _advice(reason, right), start, end)
            for start, end, reason, right in mixtures(text, lang)
        ]
        if lang == "ru":
            found += [
                Finding("letters.mixed", side.tag, reason, start, end) for start, end, reason in _kazakh(text)
            ]
    if lang == "kk" and not _all_fine(side.tokens):
        starts, ends = [finding.start for finding in found], [finding.end for finding in found]
        for start, end, others in _typed_russian(text):
            before = bisect_right(starts, start)
            if not before or ends[before - 1] <= start:
                found.append(
                    Finding("letters.russian", side.tag, _reason(text[start:end], others), start, end)
                )
    return found or ()


def mend(text: str, lang: str) -> str:
    """The text with look-alikes and Russian letters put right where only one word fits.

    >>> mend("Бұл кiтап улкен", "kk"), mend("Oн пришёл", "ru"), mend("а pоlicy", "en")
    ('Бұл кітап үлкен', 'Он пришёл', 'a policy')
    """
    for _pass in range(_PASSES):
        before = text
        if _may_mix(text, lang):
            found = ((start, end, right) for start, end, _, right in mixtures(text, lang))
            text = _replaced(text, ((start, end, right) for start, end, right in found if right is not None))
        if text == before:
            break  # a word put right may tell what its neighbour is
    if lang == "kk" and not _all_fine(text.split()):
        typed = _typed_russian(text, eager=False)
        words = ((start, end, text[start:end], others) for start, end, others in typed)
        text = _replaced(
            text,
            [
                (start, end, _cased(others[0], word))
                for start, end, word, others in words
                if len(others) == 1 and others[0] and _is_certain(word, others[0])
            ],
        )
    return text


def _replaced(text: str, places: Iterable[tuple[int, int, str]]) -> str:
    """The text with other words from start to end of the places, which are in order."""
    pieces, at = [], 0
    for start, end, right in places:
        pieces += [text[at:start], right]
        at = end
    return "".join((*pieces, text[at:]))


def _is_certain(word: str, other: str) -> bool:
    """Whether nothing but the other word fits; a short word with a capital letter may be somebody's name."""
    found = spellings(word.lower())
    if word.lower() in found:
        return False
    return word.islower() or word.isupper() or other not in found or found[other][1] or len(word) >= _LONG


def _may_mix(text: str, lang: str, usual: bool = False, digits: bool = True) -> bool:
    """Whether a text has letters that its language has not, or signs inside words."""
    if lang in ("kk", "ru"):
        if not usual and _FOREIGN[lang].search(text):
            return True
        return digits and _DIGITS_INSIDE.search(text) is not None
    return not usual and not text.isascii() and _CYRILLIC.search(text) is not None


def _kazakh(text: str) -> Iterator[tuple[int, int, str]]:
    """Russian words with a Kazakh letter: not those that are Kazakh, stand beside such, or may be names."""
    words = list(_WORD.finditer(text))
    kazakh = [not _KAZAKH.isdisjoint(word.group()) for word in words]
    for at, match in enumerate(words):
        word = match.group()
        if not kazakh[at] or any(kazakh[max(0, at - 1) : at]) or any(kazakh[at + 1 : at + 2]):
            continue
        lower = word.lower()
        first = _is_first(text, match.start())
        if len(word) < 3 or (not word.islower() and not first) or known(lower):
            continue
        if odds(lower.translate(_RUSSIAN_FOR)) > (_LIKE_RUSSIAN if word.islower() else -_LIKE_RUSSIAN):
            wrong = " ".join(sorted(_KAZAKH & set(word)))
            yield *match.span(), f"“{word}” has a letter that Russian has not: {wrong}"


def _advice(reason: str, right: str | None) -> str:
    return f"{reason} (write “{right}”)" if right else reason


def _reason(word: str, others: tuple[str, ...]) -> str:
    if not others[0]:
        return f"“{word}” cannot be written so in Kazakh: a Kazakh letter was typed as a Russian one"
    meant_words = " or ".join(_cased(other, word) for other in others[:3])
    return f"“{word}” is typed with Russian letters: {meant_words}"


def _cased(word: str, like: str) -> str:
    """A word in lower case with the capital letters of another of the same length.

    >>> _cased("қазақстан", "Казакстан"), _cased("ақш", "АКШ")
    ('Қазақстан', 'АҚШ')
    """
    return "".join(one.upper() if other.isupper() else one for one, other in zip(word, like, strict=True))


def _is_fine(token: str) -> bool:
    """Whether a piece between spaces has only words that are right wherever they stand."""
    token = token.strip(_MARKS)
    if token.isalpha() and token.islower():
        return CYRILLIC_LETTERS.isdisjoint(token) or not meant(token)
    for match in _WORD.finditer(token):
        word = match.group()
        lower = word.lower()
        if word.isupper() and len(word) > 1:
            if meant(lower) or abbreviation_meant(lower):
                return False
        elif _is_ending(token, match.start()):
            if ending_meant(lower):
                return False
        elif meant(lower, word[0].isupper(), True):
            return False
    return True


def _is_first(text: str, start: int) -> bool:
    """Whether a word that begins here begins a sentence. Only what is near is looked at, for time's sake."""
    return _SENTENCE_END.search(text, max(0, start - _NEAR), start) is not None


def _is_ending(text: str, start: int) -> bool:
    """Whether what begins here is an ending after a number, an abbreviation or a Latin name."""
    return (
        start > 1
        and text[start - 1] in "-‑’'"
        and (text[start - 2].isascii() or not text[start - 2].islower())
    )


def _all_fine(tokens: list[str]) -> bool:
    """Whether all pieces are fine; those that were once are in a set, which is asked for all at once."""
    if _fine.issuperset(tokens):
        return True
    if len(_fine) > _MOST_FINE:
        _fine.clear()
    for token in tokens:
        if token not in _fine:
            if not _is_fine(token):
                return False
            _fine.add(token)
    return True


def _typed_russian(text: str, eager: bool = True) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Where words are typed with Russian letters, and what they were meant to be."""
    words = list(_WORD.finditer(text))
    russian = _russian_passages(words)
    shouted = sum(word.group().isupper() and len(word.group()) > 1 for word in words) * 2 > len(words)
    found = {}
    for at, match in enumerate(words):
        if at not in russian:
            others = _meant_at(text, match, shouted, False)
            if others:
                found[at] = others
    if eager and (len(found) > 2 or (len(found) == 2 and _KAZAKH.isdisjoint(text))):
        for at, match in enumerate(words):
            if at not in found and at not in russian and (others := _meant_at(text, match, shouted, True)):
                found[at] = others
    for at in sorted(found):
        yield words[at].start(), words[at].end(), found[at]


def _meant_at(text: str, match: re.Match[str], shouted: bool, eager: bool) -> tuple[str, ...]:
    """What a word at its place was meant to be."""
    word, start = match.group(), match.start()
    lower = word.lower()
    if len(word) < 2 or (start and (text[start - 1].isdigit() or text[start - 1] in "@#_\\")):
        return ()
    if _is_ending(text, start) and not (word.isupper() and len(word) > 1):
        return ending_meant(lower)
    if word.isupper() and not shouted:
        return abbreviation_meant(lower) if len(word) <= _SHORT else meant(lower)
    return meant(lower, word[0].isupper() and not shouted, _is_first(text, start), eager)


def _russian_passages(words: list[re.Match[str]]) -> set[int]:
    """The words beside one that only Russian has, by their places in the list."""
    near: set[int] = set()
    for at, match in enumerate(words):
        word = match.group()
        if word in _RUSSIAN:
            near.update(range(at - 3, at + 4))
        elif word.endswith(_RUSSIAN_ENDINGS) and word.islower() and not known(word):
            near.update(range(at - 1, at + 2))
    return near
