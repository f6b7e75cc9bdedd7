"""Russian: the stems of a lemma and the endings that each of them takes.

Which part of speech a lemma is, and which gender, nobody says; its last letters tell most of it, and where
they leave two ways open, both are taken. ё is written е here. Vowels that come and go (рынок, рынка; ошибка,
ошибок) are optional.
"""

from __future__ import annotations

from functools import cache

from tm.inflection.stem import Stem

_VOWELS = "аеиоуыэюя"
_CONSONANTS = "бвгджзйклмнпрстфхцчшщ"


@cache
def _ends(endings: str) -> frozenset[str]:
    """A set of endings separated by spaces; `0` is none."""
    return frozenset(endings.replace("0", "").split(" "))


_HARD_ADJECTIVE = "ый ая ое ые ого ому ым ом ой ую ою ых ыми"
_VELAR_ADJECTIVE = "ий ой ая ое ее ие ого его ому ему им ом ем ей ую ою их ими"
_SOFT_ADJECTIVE = "ий яя ее ие его ему им ем ей юю ею их ими"
_PARTICIPLE = "щий щая щее щие щего щему щим щем щей щую щих щими"
_CONSONANT = _ends("0 а у ом ем е ы и ов ев ей ам ами ах ья ьев ьям ьями ьях")
_NAME = _ends("ым ой ую ых ыми")
_PLURAL = _ends("е 0 ам ами ах")
_SOFT = _ends("ь я ю ем е и ью ей ев ям ями ях")
_SOFT_DROPPED = _ends("я ю ем е и ей ям ями ях")
_HARD_DROPPED = _ends("а у ом ем е ы и ов ев ей ам ами ах я ю ям ями ях ья ью ье ьи")
_SHORT_I = _ends("й я ю ем е и ев ям ями ях")
_A = _ends("а ы и е у ой ою ей ею 0 ам ами ах")
_YA = _ends("я и е ю ей ею ь й ям ями ях 0")
_O = _ends("о а у ом е 0 и ов ам ами ах")
_E = _ends("е а я у ю ем ом и й 0 ей ев ий ам ями ами ах ям ях")
_MANY = _ends("ы и 0 а я о е у ю ь й ом ем ой ей ия ие ов ев ей й ам ами ах ям ями ях")
_NONE, _NONE_SOFT = _ends("0"), _ends("0 ь")
_EY = _ends("ей ий")
_MYA = _ends("я ени енем ена ен енам енами енах")

_FIRST = "ю ешь ет ем ете ют у ут"
_PAST = "ть л ла ло ли в вши вший вшая вшее вшие вшего вшему вшим вшем вшей вшую вших вшими"
_PASSIVE = "н на но ны нный нная нное нные нного нному нным нном нной нную нных нными"
_TOUCHED = "т та то ты тый тая тое тые того тому тым том той тую тых тыми"
_OPEN = _ends(
    " ".join((_FIRST, _PAST, _PASSIVE, _TOUCHED, "й йте я", *("ю" + end for end in _PARTICIPLE.split())))
)
_PRESENT = _ends(" ".join((_FIRST, "и ите ь ьте", *("у" + end for end in _PARTICIPLE.split()))))
_GIVEN = _ends(f"{_FIRST} й йте я")
_SECOND = _ends(
    " ".join(
        ("ю у ишь ит им ите ят ат и ь ьте я", *(vowel + end for vowel in "ая" for end in _PARTICIPLE.split()))
    )
)
_MENDED = _ends(f"у ю {' '.join('е' + end for end in _PASSIVE.split(' '))}")
_SOFTENED = {
    "с": ("ш",), "з": ("ж",), "т": ("ч", "щ"), "д": ("ж", "жд"), "к": ("ч",), "г": ("ж",), "х": ("ш",),
    "б": ("бл",), "п": ("пл",), "в": ("вл",), "м": ("мл",), "ф": ("фл",),
}  # fmt: skip


_ADJECTIVAL = {"к": "ч", "г": "ж", "х": "ш", "ц": "ч", "л": "ль", "н": "нь"}
_RELATIONAL = frozenset(
    suffix + end
    for suffixes, ends in (
        ("н ов ев енн онн альн арн ян ин", _HARD_ADJECTIVE),
        ("ск ьск еск ическ ийск овск евск анск янск", _VELAR_ADJECTIVE),
    )
    for suffix in suffixes.split()
    for end in ends.split()
)


def russian_stems(lemma: str) -> list[Stem]:
    """The stems of a Russian lemma in lower case and without ё.

    >>> [stem.letters for stem in russian_stems("рынок")]
    ['рынок', 'рынк']
    """
    if len(lemma) < 3 or not "а" <= lemma[-1] <= "я":
        return []
    if lemma.endswith(("ся", "сь")) and lemma[-3] in "ьи":
        return [Stem(stem.letters, _reflexive(stem.ends)) for stem in _verb_stems(lemma[:-2])]
    found = _adjective_stems(lemma)
    if lemma.endswith(("ть", "ти")):
        found += _verb_stems(lemma)
    return found + _noun_stems(lemma)


@cache
def _reflexive(ends: frozenset[str]) -> frozenset[str]:
    return frozenset(end + particle for end in ends for particle in ("ся", "сь"))


def russian_attributes(lemma: str) -> list[Stem]:
    """The stems of a noun that adjectives in -ный, -овый, -ский and their like are made of."""
    if len(lemma) < 4 or not "а" <= lemma[-1] <= "я" or lemma.endswith(("ый", "ой", "ть", "ся")):
        return []
    letters = {lemma, *(stem.letters for stem in _noun_stems(lemma) if len(stem.letters) > 2)}
    letters |= {stem[:-1] + _ADJECTIVAL[stem[-1]] for stem in letters if stem[-1] in _ADJECTIVAL}
    return [Stem(stem, _RELATIONAL) for stem in sorted(letters)]


def _adjective_stems(lemma: str) -> list[Stem]:
    """Of any nominative, since the adjective of a term is as its noun wants it: вооружённые силы."""
    stem, end = lemma[:-2], lemma[-2:]
    if len(stem) < 2 or end not in ("ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие"):
        return []
    if end in ("ий", "яя", "ее", "ие") and stem[-1] not in "гкхжшчщ":
        return [Stem(stem, _ends(_SOFT_ADJECTIVE))]
    short = "" if end == "ой" else " 0 а о ы"  # таков is no form of такой, nor так
    hard = end in ("ый", "ые") or stem[-1] not in "гкхжшчщ"
    found = [Stem(stem, _ends((_HARD_ADJECTIVE if hard else _VELAR_ADJECTIVE) + short))]
    if short and stem[-1] in "нк" and stem[-2] in _CONSONANTS + "ь":
        found += [Stem(_parted(stem, vowel), _ends("0")) for vowel in "ео"]
    return found


def _noun_stems(lemma: str) -> list[Stem]:
    last, stem = lemma[-1], lemma[:-1]
    if last == "й":
        return [Stem(stem, _SHORT_I)]
    if last == "ь":
        found = [Stem(stem, _SOFT)]
        if stem[-2] in "ео" and stem[-1] in _CONSONANTS and len(stem) > 2:
            found.append(Stem(stem[:-2] + stem[-1], _SOFT_DROPPED))  # день, дня
        return found
    if last in _CONSONANTS:
        return _consonant_stems(lemma)
    if lemma.endswith("мя"):
        return [Stem(stem, _YA), Stem(stem, _MYA)]
    ends = {"а": _A, "я": _YA, "о": _O, "е": _E, "ы": _MANY, "и": _MANY}.get(last)
    if ends is None or len(stem) < 2:
        return []
    found = [Stem(stem, ends)]
    if stem[-1] == "ь":
        found.append(Stem(stem[:-1], _EY))  # статья, статей
    elif (
        stem[-1] in _CONSONANTS
        and stem[-2] in _CONSONANTS + "ь"
        and len(stem) > 2
        and (last != "е" or stem[-1] == "ц")
    ):
        found += [Stem(_parted(stem, vowel), _NONE_SOFT if last == "я" else _NONE) for vowel in "ео"]
    return found


def _consonant_stems(lemma: str) -> list[Stem]:
    found = [Stem(lemma, _CONSONANT)]
    if lemma.endswith(("ов", "ев", "ин", "ын")):
        found.append(Stem(lemma, _NAME))
    if lemma.endswith(("анин", "янин")):
        found.append(Stem(lemma[:-2], _PLURAL))
    if lemma[-2] in "ео" and lemma[-1] in "кцнлрвдм":
        before, last = lemma[:-2], lemma[-1]
        if before[-1] in _VOWELS:
            found.append(Stem(f"{before}й{last}", _HARD_DROPPED))  # боец, бойца
        elif len(before) > 1 or last in "нвдл":
            found += [Stem(before + last, _HARD_DROPPED)]  # рынок, рынка
            found += [Stem(f"{before}ь{last}", _HARD_DROPPED)] if before[-1] == "л" else []  # палец, пальца
    return found


def _parted(stem: str, vowel: str) -> str:
    """A stem with a vowel between its last two consonants: ошибк, ошибок; тюрьм, тюрем."""
    before = stem[:-1]
    return (before[:-1] if before[-1] in "ьй" else before) + vowel + stem[-1]


def _verb_stems(lemma: str) -> list[Stem]:
    stem = lemma[:-2]
    if len(stem) < 2:
        return []
    short, vowel = stem[:-1], stem[-1]
    softened = [short[:-1] + soft for soft in _SOFTENED.get(short[-1], ())]
    if short.endswith(("ст", "ск")):
        softened.append(short[:-2] + "щ")
    if lemma.endswith(("овать", "евать")):
        present = [Stem(lemma[:-5] + change, _OPEN) for change in "ую"]
    elif lemma.endswith("вать"):
        present = [Stem(lemma[:-4], _GIVEN)]  # давать, даю
    elif lemma.endswith("нуть") or vowel not in _VOWELS:
        present = [Stem(short if vowel == "у" else stem, _PRESENT)]  # вернуть, верну; нести, несу
    elif vowel in "ие":
        present = [Stem(short, _SECOND), Stem(short, _MENDED), *(Stem(soft, _MENDED) for soft in softened)]
    else:
        present = [Stem(soft, _PRESENT) for soft in softened]
        present += [Stem(short, _SECOND)] if short[-1] in "жшчщо" else []  # держать, держит
        present += [Stem(short, _PRESENT)] if len(short) < 4 else []  # ждать, ждёт
    return [Stem(stem, _OPEN), *present]
