"""What an inflected form may be a form of, with no dictionary: guesses at its lemmas.

`tm/inflection` says whether a word is a form of a lemma; here its endings are taken off, and the sounds that
they changed are put back, until a lemma is found that the word is a form of. A wrong guess does harm only
where it is a word, so that what is guarded against is short lemmas and frequent words that look like
forms of others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from tm.inflection import is_form
from tm.inflection.suffixes import OWN_WORDS as _KAZAKH_OWN

SHORTEST = 3  # letters of a lemma that is guessed
# Nouns of two letters that are frequent, and that what looks like a form of them usually is one of.
_SHORT_NOUNS = frozenset(("ел", "үй", "су", "іс", "ай", "ой", "ән", "ем", "өз"))
_LONGEST_END = {"kk": 20, "ru": 11, "en": 4}  # letters that are taken off

# Words that look like a form of another and are never meant as it. In Russian they have no forms themselves.
_OWN = {
    "kk": _KAZAKH_OWN,
    "ru": frozenset((
        "столь", "или", "если", "для", "при", "под", "над", "без", "так", "там", "тут", "как",
        "мол", "уж", "уже", "чем", "пока", "даже", "ведь", "лишь", "перед", "через", "между",
        "среди", "после", "около", "вместо", "кроме", "против", "также", "тоже", "только", "когда",
        "где", "куда", "очень", "еще", "здесь", "теперь", "потом", "конечно", "больше", "меньше",
        "надо", "нельзя", "можно", "нужно",
    )),
    "en": frozenset((
        "news", "this", "his", "its", "has", "was", "does", "us", "thus", "plus", "yes", "always",
        "perhaps", "series", "species", "during", "being", "thing", "evening", "morning", "need",
        "seed", "feed", "speed", "indeed", "hundred", "besides", "towards", "less", "unless",
    )),
}  # fmt: skip
_VOICE = {"б": "п", "г": "к", "ғ": "қ"}
_DEVOICE = {plain: voiced for voiced, plain in _VOICE.items()}


def is_own(word: str, lang: str) -> bool:
    """Whether a folded word is a form of nothing but itself, whatever it looks like."""
    return word in _OWN.get(lang, ())


def is_fixed(word: str, lang: str) -> bool:
    """Whether a folded word has no forms, though it looks as if it had some: после, with посла and послом."""
    return lang == "ru" and is_own(word, lang)


@lru_cache(maxsize=1 << 10)
def guessed(form: str, lang: str) -> tuple[str, ...]:
    """Lemmas that a folded word may be a form of, the longest first; itself is not among them.

    >>> guessed("мектептер", "kk"), "көл" in guessed("көлем", "kk"), "рынок" in guessed("рынка", "ru")
    (('мектепту', 'мектеп'), False, True)
    >>> guessed("signs", "en"), guessed("news", "en"), guessed("Schulen", "de")
    (('sign',), (), ())
    """
    guess = {"kk": _kazakh, "ru": _russian, "en": _english}.get(lang)
    if guess is None or is_own(form, lang):
        return ()
    found = dict.fromkeys(
        lemma
        for lemma in guess(form)
        if lemma != form and not is_fixed(lemma, lang) and is_form(form, lemma, lang)
    )
    return tuple(sorted(found, key=len, reverse=True))


def _kazakh(form: str) -> Iterator[str]:
    for end in range(len(form), max(1, len(form) - _LONGEST_END["kk"]), -1):
        stem, ending = form[:end], form[end:]
        if stem[-1] == "-":
            continue
        last = stem[-1]
        nouns = [stem, stem[:-1] + _VOICE.get(last, last)]
        if ending[:1] in ("ы", "і"):
            nouns += [noun[:-1] + ending[0] + noun[-1] for noun in nouns]  # орн, орын
        yield from (
            noun for noun in nouns if len(noun) >= SHORTEST or noun in _SHORT_NOUNS or ending.startswith("-")
        )
        if end > 2 or len(ending) > 2:  # алды, ала: more often a word of their own than of алу
            yield from _kazakh_verbs(stem)


def _kazakh_verbs(stem: str) -> Iterator[str]:
    last, before = stem[-1], stem[:-1]
    yield stem + "у"
    if last in "ыі":
        yield before + "у"
    elif last == "й":
        yield before + "ю"
    elif last == "у":
        yield before + "бу"  # тауып
    elif last in _DEVOICE:
        yield before + _DEVOICE[last] + "у"


_EN_DOUBLING = re.compile("[^aeiou]*[aeiouy][^aeiouwxy]")  # verbs whose last letter is doubled before -ed


_RU_VOWELS = "аеиоуыэюя"
_RU_ADJECTIVE = ("ый", "ий", "ой")
_RU_VERB = ("ть", "ить", "еть", "ать", "ять", "овать", "евать", "вать", "нуть", "ти")
_RU_SHORT_ENDS = frozenset(("", "а", "о", "ы"))  # of adjectives, but far more often of nouns
_RU_HARDENED = (
    ("жд", "д"), ("бл", "б"), ("пл", "п"), ("вл", "в"), ("мл", "м"), ("фл", "ф"), ("щ", "ст"), ("щ", "ск"),
    ("щ", "т"), ("ш", "с"), ("ш", "х"), ("ж", "з"), ("ж", "д"), ("ж", "г"), ("ч", "т"), ("ч", "к"),
)  # fmt: skip
# What an infinitive looks like; those of four letters are named, since what is a form of one usually isn't.
_RU_INFINITIVE = re.compile(
    "..+[аеиуыя]ть|.+(?:о[лр]оть|сть)|.+[зйс]ти|(?:да|бы|жи|пи|пе|би|ли|мы|ши|ры)ть|идти"
)
_RU_NEUTER = frozenset((
    "имя", "время", "племя", "знамя", "бремя", "пламя", "темя", "семя", "стремя", "вымя",
))  # fmt: skip
_RU_PLURALS = ("люди", "дети")


def _russian(form: str) -> Iterator[str]:
    plurals = [plural for plural in _RU_PLURALS if is_form(form, plural, "ru")]
    if plurals:
        yield from plurals
        return
    if form in _RU_NEUTER:
        return
    reflexive = "ся" if form.endswith(("ся", "сь")) else ""
    plain = form[:-2] if reflexive else form
    for end in range(len(plain), max(1, len(plain) - _LONGEST_END["ru"]), -1):
        stem, ending = plain[:end], plain[end:]
        hardened = [stem[: -len(soft)] + hard for soft, hard in _RU_HARDENED if stem.endswith(soft)]
        verbs = [before + verb for before in (stem, *hardened) for verb in _RU_VERB]
        yield from (verb + reflexive for verb in verbs if _RU_INFINITIVE.fullmatch(verb))
        if not reflexive and len(ending) < 5:
            yield from _russian_nouns(stem)
            if stem[-1] not in _RU_VOWELS + "ь" and (ending not in _RU_SHORT_ENDS or len(stem) > 4):
                yield from (stem + adjective for adjective in _RU_ADJECTIVE)


def _russian_nouns(stem: str) -> Iterator[str]:
    for before in (stem, *_russian_vowels(stem)):
        ends = ("", "я", "е", "й", "о") if before[-1] in _RU_VOWELS else ("", "а", "я", "о", "е", "ь")
        for noun in [before + end for end in ends]:
            if len(noun) >= SHORTEST and (not noun.endswith("мя") or noun in _RU_NEUTER):
                yield noun
    if stem.endswith(("ан", "ян")):
        yield stem + "ин"


def _russian_vowels(stem: str) -> Iterator[str]:
    """The stem with a vowel between its last consonants, рынк, рынок, or without: ошибок, ошибк."""
    before, last = stem[:-1], stem[-1]
    if len(stem) < 2 or last in _RU_VOWELS:
        return
    if before[-1] not in _RU_VOWELS:
        bare = before[:-1] if before[-1] in "ьй" else before
        yield from (bare + vowel + last for vowel in "ео")
    elif before[-1] in "ео" and len(before) > 2:
        yield from (before[:-1] + between + last for between in ("", "ь"))


def _english(form: str) -> Iterator[str]:
    for end in ("'s", "s'", "'"):
        if form.endswith(end):
            form = form[: -len(end)]
            yield form
    if form.endswith("s"):
        yield from _english_lemmas(form, (("s", ""), ("es", ""), ("ies", "y"), ("ves", "f"), ("ves", "fe")))
    elif form.endswith("ed"):
        yield from _english_lemmas(form, (("d", ""), ("ied", "y"), *_english_verbs(form[:-2], "ed")))
    elif form.endswith("ing"):
        yield from _english_lemmas(form, tuple(_english_verbs(form[:-3], "ing")))


def _english_verbs(stem: str, end: str) -> Iterator[tuple[str, str]]:
    """What may be put for an ending: planned has one n more than plan, and hoped is of hope, not of hop."""
    if stem[-1:] == stem[-2:-1]:
        yield stem[-1:] + end, ""
    if not _EN_DOUBLING.fullmatch(stem):
        yield end, ""
    yield end, "e"


def _english_lemmas(form: str, ends: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for end, instead in ends:
        stem = form[: -len(end)]
        if (
            form.endswith(end)
            and len(stem + instead) >= SHORTEST
            and any(letter in "aeiouy" for letter in stem)
        ):
            yield stem + instead
