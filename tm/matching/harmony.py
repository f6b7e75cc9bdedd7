"""Harmony: the Kazakh suffix behind a figure, which is spelled as the number is said: 5-ке, 6-ға."""

from __future__ import annotations

_UNITS = ("", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз")
_TENS = ("", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан")
_POWERS = ((10**2, "жүз"), (10**3, "мың"), (10**6, "миллион"), (10**9, "миллиард"))
_VOWELS, _NASAL, _HARD = "аыі", "нңм", "сткқпшд"  # the last letters of these words; миллиард ends in a [т]
_FRONT = frozenset(
    ("бір", "екі", "үш", "төрт", "бес", "жеті", "сегіз", "елу", "жетпіс", "сексен", "жүз", "нөл")
)
_CASES_OF_POSSESSED = ("", "нAн", "нA", "ндA", "ндAGI", "нIң", "н", "мен")


def last_word(number: int) -> str:
    """The last word of a whole number as it is said in Kazakh, which decides what follows it.

    >>> [last_word(number) for number in (0, 7, 40, 2014, 1500, 25_000, 3_000_000)]
    ['нөл', 'жеті', 'қырық', 'төрт', 'жүз', 'мың', 'миллион']
    """
    if number % 10:
        return _UNITS[number % 10]
    if number % 100:
        return _TENS[number % 100 // 10]
    return next((word for power, word in reversed(_POWERS) if number and number % power == 0), "нөл")


def reharmonised(suffix: str, old: int, new: int) -> str | None:
    """The suffix of one number as another takes it; None where it is none that is known behind the first.

    >>> reharmonised("ке", 5, 6), reharmonised("інші", 3, 40), reharmonised("ға", 5, 6)
    ('ға', 'ыншы', None)
    """
    ours, theirs = _forms(last_word(old)), _forms(last_word(new))
    found = {theirs[name] for name, form in ours.items() if form == suffix}
    return found.pop() if len(found) == 1 else None


def cases() -> dict[str, str]:
    """All suffixes, and what each says; harmony makes no two that say different things the same.

    >>> found = cases()
    >>> found["ке"], found["ға"], found["сінде"], found["шы"]
    ('dative', 'dative', 'possessive ндA', 'ordinal')
    """
    words = (*_UNITS[1:], *_TENS[1:], *(word for _, word in _POWERS), "нөл")
    found = {form: name for word in words for name, form in _forms(word).items()}
    return {form: name.removeprefix("short ") for form, name in found.items()}


def _forms(word: str) -> dict[str, str]:
    """The suffixes that a word of a number takes, by a name for each."""
    last = word[-1]
    vowel, nasal, hard = last in _VOWELS, last in _NASAL, last in _HARD
    voiced = "т" if hard else "д"
    shapes = {
        "dative": ("K" if hard else "G") + "A",
        "locative": voiced + "A",
        "relative": voiced + "AGI",
        "ablative": ("н" if nasal else voiced) + "Aн",
        "genitive": ("н" if vowel or nasal else voiced) + "Iң",
        "accusative": ("н" if vowel else voiced) + "I",
        "instrumental": ("п" if hard else "б" if last == "з" else "м") + "ен",
        "likeness": voiced + "Aй",
        "measure": (voiced if hard or nasal or last in "зл" else "л") + "IK",
        "ordinal": "сыншы" if word == "жиырма" else ("" if vowel else "I") + "ншI",
        "short ordinal": "шI",
        "possessive": ("с" if vowel else "") + "I",
    }
    possessed = shapes["possessive"]
    shapes |= {f"possessive {case}": possessed + case for case in _CASES_OF_POSSESSED[1:]}
    back = word not in _FRONT
    letters = str.maketrans(dict(zip("AIGK", "аығқ" if back else "еігк", strict=True)))
    return {name: shape.translate(letters) for name, shape in shapes.items()}
