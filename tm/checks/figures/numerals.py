"""Numerals: one number as it is written, with the word that scales it, and every value that it may have.

A numeral is read in every way that one of the three languages allows: `1,648` is a thousand in English and a
decimal in Russian, `14.30` a decimal or a time. Which of them is meant is settled when two texts are
compared.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_SPACES = " \u00a0\u202f\u2009"

_SCALES = {
    2: "hundred|жүз",
    3: "thousands?|thou|k|мың(?!жыл)[а-яёғқңәөұүіһ]*|тыс|тысяч(?!еле)[а-яё]*",
    5: "lakhs?",
    6: "m|mn|mln|millions?|млн|миллион(?!ер|щик)[а-яёғқңәөұүіһ]*",
    7: "crores?",
    9: "b|bn|bln|billions?|млрд|миллиард(?!ер)[а-яёғқңәөұүіһ]*",
    12: "tn|trn|trln|trillions?|трлн|триллион[а-яёғқңәөұүіһ]*",
}
_SCALE = "|".join(f"(?P<e{power}>{words})" for power, words in _SCALES.items())
_DECADE = r"['’]?s|-?е|-?х|-?м|[-–]?(?:[шнғқк][ыі])?[ \u00a0]?жылдар[а-яёғқңәөұүіһ]*"

NUMERAL = re.compile(
    # It begins with one digit in every case, so that the search leaps over everything else.
    rf"""(?P<number>[0-9](?:
        [0-9]{{0,2}}(?:[{_SPACES}'’][0-9]{{3}})+(?![0-9])(?:[.,][0-9]+)?  # 1 500 000,5
      | [0-9]?:[0-5][0-9](?::[0-5][0-9])?(?![0-9])  # 14:30
      | [0-9]*(?:[.,][0-9]+)*))
      (?:(?P<gap>(?:-[тмх]?[ихю](?=[ ]))?[{_SPACES}]?-?)(?=[hHжЖtTkKмМтТlLmMcCbB])(?i:{_SCALE})(?![^\W\d_])
        |(?P<decade>{_DECADE})(?![^\W\d_]))?""",
    re.VERBOSE,
)
_LONGEST = 30  # characters; what is longer is no number that has a value


class Meaning(NamedTuple):
    """How a figure may be read, wherever it stands."""

    key: float | str  # its most usual value: figures with equal keys are the same
    readings: frozenset[float]  # every value that it may have
    parts: tuple[int, ...]  # its runs of digits, for times, scores and codes; () of a scaled figure
    scaled: bool  # whether a word like million belongs to it
    separated: bool  # whether it holds a dot or a comma


@lru_cache(maxsize=1 << 14)
def plain(number: str, power: int = 0, sure: bool = True, decade: bool = False) -> Meaning:
    """What a figure may mean, with the power of ten of the word behind it.

    >>> sorted(plain("1,648").readings), sorted(plain("1 648").readings), sorted(plain("1,5", 6).readings)
    ([1.648, 1648], [1648], [1500000.0])
    >>> plain("2.6.0").key, plain("14.30").parts, plain("1.234.567,8").key
    ('2.6.0', (14, 30), 1234567.8)
    """
    if len(number) > _LONGEST:
        return Meaning(number, frozenset(), (), power > 0, False)
    groups = re.split("[^0-9]", number)
    marks = [mark for mark in number if not mark.isdigit()]
    found = _readings(number, groups, marks)
    values: list[float] = [float(f"{one}e{power}") if power or "." in one else int(one) for one in found]
    if power and not sure:  # 19m: metres or millions
        values = [float(one) for one in found] + values
    if decade and len(values) == 1 and values[0] >= 1000:
        values.append(values[0] % 100)
    parts = () if power and sure else tuple(map(int, groups))
    separated = not {".", ","}.isdisjoint(marks)
    return Meaning(values[0] if values else number, frozenset(values), parts, power > 0, separated)


def _readings(number: str, groups: list[str], marks: list[str]) -> list[str]:
    """The values of a number as `float` reads them, the most usual first; none of a time or of a version."""
    if not marks:
        return [number]
    if ":" in marks:
        return []
    thousands = 1 <= len(groups[0]) <= 3 and groups[0] != "0"
    if thousands and all(len(group) == 3 for group in groups[1:]) and len(set(marks)) == 1:
        joined = "".join(groups)
        if len(marks) == 1 and marks[0] in ".," and groups[1][-1] != "0":
            return [joined, ".".join(groups)]
        return [joined]
    if len(groups) == 2:
        return [".".join(groups)]
    inner = {len(group) for group in groups[1:-1]}
    if (
        thousands
        and inner == {3}
        and len(set(marks[:-1])) == 1
        and marks[-1] in ".,"
        and marks[-1] != marks[0]
    ):
        return ["".join(groups[:-1]) + "." + groups[-1]]
    if set(marks) == {","} and len(groups[-1]) == 3 and inner == {2}:
        return ["".join(groups)]  # 1,50,000
    return []


@lru_cache(maxsize=1 << 10)
def single(value: int) -> Meaning:
    """The meaning of a small whole number."""
    return Meaning(value, frozenset((value,)), (value,), False, False)


@lru_cache(maxsize=1 << 14)
def meaning(numeral: str) -> Meaning:
    """What a figure means together with the word behind it that belongs to it."""
    match = NUMERAL.fullmatch(numeral)
    assert match is not None
    number, group = match["number"], match.lastgroup
    if group is None or group in ("number", "gap"):
        return plain(number)
    if group == "decade":
        return plain(number, decade=True)
    return plain(number, int(group[1:]), sure=len(match[group]) > 1)
