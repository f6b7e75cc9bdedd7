"""Penalties for what folds leave out: case, letters, numbers, punctuation, white space and inline codes.

None of them makes a translator's work much longer, so all are small; each is counted by itself, and only what
both texts have is compared: a number that one text lacks is seen by its words. The marks in a number are part
of it, and where numbers are others nothing else is said of them but what their suffixes say.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from rapidfuzz.distance import Levenshtein

from tm.matching.match import Penalty
from tm.matching.sides import Number, Side, shapeless
from tm.matching.suffixes import said

# Points of 100.
CASE = 1.0  # a word of both has other capitals
LETTERS = 0.5  # ё and е
NUMBER = 1.5  # the first number with another value,
NUMBER_MORE = 0.5  # each further one,
NUMBERS_MOST = 3.0  # and all of them at most
SUFFIX = 1.5  # behind the same number another suffix, behind another number one that says another thing
PUNCTUATION = 1.0  # other marks
SHAPES = 0.5  # the same marks in other shapes: quotes, apostrophes, dashes, dots
SPACE = 0.5  # no-break spaces, two spaces, spaces at the ends
CODE = 1.0  # each inline code that is another, is missing or is one too many,
CODES_MOST = 5.0  # and all of them at most
CODE_PLACE = 0.5  # the same codes, but elsewhere in the same text


def penalties(one: Side, other: Side) -> tuple[Penalty, ...]:
    """What two texts lose beside the likeness of their folds; () only where nothing of this differs.

    >>> penalties(Side.of("Ашу 5"), Side.of("ашу 6"))
    (Penalty(reason='case', points=1.0), Penalty(reason='numbers', points=1.5))
    """
    codes = of_codes(one, other)
    return codes if one.text == other.text else (*of_texts(one, other), *codes)


def of_texts(one: Side, other: Side) -> tuple[Penalty, ...]:
    """What two different texts lose, their codes apart."""
    found = []
    if one.forms != other.forms:
        if _recased(one, other):
            found.append(Penalty("case", CASE))
        if ("ё" in one.text.lower() or "ё" in other.text.lower()) and _relettered(
            one.lower.keys(), other.lower.keys()
        ):
            found.append(Penalty("letters", LETTERS))
    ours, theirs = one.marks, other.marks
    if one.numbers != other.numbers:
        found += _of_numbers(one.numbers, other.numbers)
        pairs = [pair for pair in _paired(one.numbers, other.numbers) if _equal(*pair)]
        ours = " ".join([ours, *(mine.marks for mine, _ in pairs)])
        theirs = " ".join([theirs, *(yours.marks for _, yours in pairs)])
    if ours != theirs:
        if shapeless(ours) != shapeless(theirs):
            found.append(Penalty("punctuation", PUNCTUATION))
        else:
            found.append(Penalty("shapes", SHAPES))
    if one.gaps != other.gaps or (not found and one.fold == other.fold):
        found.append(Penalty("space", SPACE))
    return tuple(found)


def of_codes(one: Side, other: Side) -> tuple[Penalty, ...]:
    """What two sides lose for their inline codes."""
    ours, theirs = one.codes, other.codes
    if ours == theirs:
        return ()
    others = Levenshtein.distance([code for code, _ in ours], [code for code, _ in theirs])
    if others:
        return (Penalty("codes", min(CODE * others, CODES_MOST)),)
    return (Penalty("codes", CODE_PLACE),) if one.text == other.text else ()


def _recased(one: Side, other: Side) -> bool:
    """Whether a word of both is written with other capitals in one of them."""
    ours, theirs = one.forms - other.forms, other.forms - one.forms
    if theirs and not one.lower.keys().isdisjoint([form.lower() for form in theirs]):
        return True
    # What is left is a word that the one has in two forms and the other in one of them: The and the.
    return any(not one.lower[form.lower()].isdisjoint(other.forms) for form in ours)


def _relettered(one: Set[str], other: Set[str]) -> bool:
    ours, theirs = one - other, other - one
    return not {_plain(word) for word in ours}.isdisjoint(_plain(word) for word in theirs)


def _plain(word: str) -> str:
    return word.replace("ё", "е")


def _of_numbers(one: Sequence[Number], other: Sequence[Number]) -> list[Penalty]:
    """What is lost for the values of numbers, and for their suffixes."""
    found = []
    ours, theirs = ([number.digits for number in numbers] for numbers in (one, other))
    others = Levenshtein.distance(ours, theirs) - abs(len(ours) - len(theirs))
    if others > 0:
        found.append(Penalty("numbers", min(NUMBER + NUMBER_MORE * (others - 1), NUMBERS_MOST)))
    if any(not _suffixed_alike(*pair) for pair in _paired(one, other)):
        found.append(Penalty("suffix", SUFFIX))
    return found


def _paired(one: Sequence[Number], other: Sequence[Number]) -> list[tuple[Number, Number]]:
    """Numbers of both that stand for each other, in order; the same whichever comes first."""
    if len(one) == len(other):
        return list(zip(one, other, strict=True))
    if len(other) < len(one):
        return [(ours, theirs) for theirs, ours in _paired(other, one)]
    steps = Levenshtein.opcodes([number.digits for number in one], [number.digits for number in other])
    return [
        pair
        for step in steps
        for pair in zip(
            one[step.src_start : step.src_end], other[step.dest_start : step.dest_end], strict=False
        )
    ]


def _equal(one: Number, other: Number) -> bool:
    return one.digits == other.digits and one.suffix == other.suffix


def _suffixed_alike(one: Number, other: Number) -> bool:
    if one.suffix == other.suffix:
        return True
    return one.digits != other.digits and said(one.suffix) == said(other.suffix)
