"""Inflected forms: whether a word is a form of a lemma, in Kazakh, Russian and English.

Each lemma has a few stems, and each stem says what may follow it. For Kazakh that is an automaton of the
suffix chain (`tm/inflection/suffixes.py`), for Russian (`tm/inflection/russian.py`) and English a set of
endings. Only inflection is taken, no derivation: балалық is no form of бала. No dictionary stands behind it,
so a word that looks like a form of another can't be told from one: алды, "in front", is taken for a form of
алу, "to take".
"""

from __future__ import annotations

from functools import lru_cache

from tm.inflection.russian import russian_attributes, russian_stems
from tm.inflection.stem import Stem
from tm.inflection.suffixes import OWN_WORDS, kazakh_attributes, kazakh_stems

_VOWELS = "aeiou"


def is_form(word: str, lemma: str, lang: str) -> bool:
    """Whether a word is the lemma or an inflected form of it; capital letters don't matter.

    `lang` is a base language; in others than kk, ru and en a word is a form of itself only. A word is one
    token: it may have a hyphen or an apostrophe in it.

    >>> [is_form(word, "мектеп", "kk") for word in ("мектебіміздегілерден", "Мектепке", "мектептік")]
    [True, True, False]
    >>> is_form("министрлігінде", "министрлігі", "kk"), is_form("орны", "орын", "kk")
    (True, True)
    >>> is_form("АҚШ-тың", "АҚШ", "kk"), is_form("атау", "ат", "kk"), is_form("көлем", "көл", "kk")
    (True, False, False)
    >>> [is_form(word, "рынок", "ru") for word in ("рынка", "рынками", "рыночный")]
    [True, True, False]
    >>> is_form("policies", "policy", "en"), is_form("policing", "policy", "en")
    (True, False)
    """
    word, lemma = folded(word, lang), folded(lemma, lang)
    if word == lemma or (lang == "kk" and word in OWN_WORDS):
        return word == lemma
    return any(stem.begins(word) for stem in stems(lemma, lang))


def folded(word: str, lang: str) -> str:
    """A word as `stems` compares it: in lower case, one kind of apostrophe, and in Russian no ё.

    >>> folded("Вооружённые", "ru"), folded("State’s", "en")
    ('вооруженные', "state's")
    """
    word = word.lower()
    if "’" in word:
        word = word.replace("’", "'")
    return word.replace("ё", "е") if lang == "ru" else word


@lru_cache(maxsize=1 << 14)
def stems(lemma: str, lang: str) -> tuple[Stem, ...]:
    """The stems of a lemma that was folded, each with what may follow it; () in other languages than ours.

    That the lemma is a form of itself is not among them.
    """
    if lang == "kk":
        return tuple(kazakh_stems(lemma))
    irregular = _IRREGULAR.get((lang, lemma), ())
    if lang == "ru":
        return (*russian_stems(lemma), *irregular)
    return (*_english_stems(lemma), *irregular) if lang == "en" else ()


@lru_cache(maxsize=1 << 14)
def attributive_stems(lemma: str, lang: str) -> tuple[Stem, ...]:
    """Stems of the adjectives that say a noun as an attribute, where other languages put two nouns together.

    Турнир кестесі is турнирная таблица, not таблица турнира: to a reader of translations турнирная stands for
    турнир, and шешілді for шешу. These are no forms of the lemma. In Russian -ный, -овый, -ский and their
    like, in Kazakh -лық, -лы, -сыз and -ғы, and the passive of verbs; elsewhere ().
    """
    if lang == "kk":
        return tuple(kazakh_attributes(lemma))
    return tuple(russian_attributes(lemma)) if lang == "ru" else ()


_PEOPLE = frozenset(("и", "ей", "ям", "ьми", "ях"))
_PLURAL = frozenset(("", "'s"))
_IRREGULAR = {  # plurals that have another stem
    ("ru", "человек"): (Stem("люд", _PEOPLE),),
    ("ru", "ребенок"): (Stem("дет", _PEOPLE),),
    ("en", "child"): (Stem("children", _PLURAL),),
    ("en", "man"): (Stem("men", _PLURAL),),
    ("en", "woman"): (Stem("women", _PLURAL),),
    ("en", "person"): (Stem("people", _PLURAL),),
    ("en", "foot"): (Stem("feet", _PLURAL),),
    ("en", "tooth"): (Stem("teeth", _PLURAL),),
    ("en", "mouse"): (Stem("mice", _PLURAL),),
}
_EN_ANY = frozenset(("", "'s", "s", "s'", "ed", "ing"))
_EN_E = frozenset(("", "'s", "s", "s'", "d"))
_EN_SIBILANT = frozenset(("", "'s", "'", "es", "es'", "ed", "ing"))
_EN_Y = frozenset(("ies", "ies'", "ied"))
_EN_AFTER_Y = frozenset(("'s", "ing"))
_EN_SHORT = frozenset(("'s", "ing", "es"))
_EN_VERB = frozenset(("ed", "ing"))
_EN_ING = frozenset(("ing",))
_EN_VES = frozenset(("ves",))
_EN_POSSESSIVE = frozenset(("", "s", "'s"))


def _english_stems(lemma: str) -> list[Stem]:
    """The plural, the possessive, -ed and -ing, as they are spelled; `_IRREGULAR` are others.

    Of what looks like a plural the singular is taken too: symptoms, symptom.
    """
    if len(lemma) < 3 or not lemma[-1].isalpha():
        return [Stem(lemma, _EN_SHORT)]
    last, before = lemma[-1], lemma[-2]
    if last == "y" and before not in _VOWELS:
        return [Stem(lemma, _EN_AFTER_Y), Stem(lemma[:-1], _EN_Y)]
    if last == "e":
        ends = _EN_POSSESSIVE if lemma.endswith("ee") and len(lemma) == 3 else _EN_E  # seed is no form of see
        found = [Stem(lemma, ends), Stem(lemma if before in "eo" else lemma[:-1], _EN_ING)]
        return [*found, Stem(lemma[:-2], _EN_VES)] if before == "f" else found
    if last in "sxzo" or lemma.endswith(("ch", "sh")):
        found = [Stem(lemma, _EN_SIBILANT)]
        if last == "s" and before not in "sui" and len(lemma) > 4:
            found.append(Stem(lemma[:-1], _EN_POSSESSIVE))
            if lemma.endswith("ies"):
                found.append(Stem(lemma[:-3] + "y", _EN_POSSESSIVE))
        return [*found, Stem(lemma, _EN_ANY)] if last == "o" else found
    found = [Stem(lemma, _EN_ANY)]
    if last == "f":
        found.append(Stem(lemma[:-1], _EN_VES))
    if last not in "wxy" + _VOWELS and before in _VOWELS and lemma[-3] not in _VOWELS:
        found.append(Stem(lemma + last, _EN_VERB))
    return found
