"""Which numbers and dates of two texts have no counterpart in the other.

Figures are matched by what they may mean, first as a whole, then by their parts (2:30 and 2.30), then by the
words of the other text (twelve, екеуі, XXI век). What is left over is paired: a change is one difference.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from tm.checks.figures.calendar_names import OTHERWISE
from tm.checks.figures.explanations import (
    MOST,
    drop_equal,
    drop_explained,
    drop_months,
    drop_months_in_figures,
    night_before,
)
from tm.checks.figures.reading import Figure, Figures, dated, read
from tm.checks.side import Side
from tm.languages import LANGUAGES

CALENDAR = ("day", "month", "year", "weekday")


class Difference(NamedTuple):
    """A figure of the source, of the target, or one of each where the one became the other."""

    kind: str  # number, day, month, year, weekday
    source: Figure | None
    target: Figure | None


Differences = Sequence[Difference]


@lru_cache(maxsize=8)  # numbers and dates ask one after the other
def differences(source: Side, target: Side) -> Differences:
    """What is changed, missing or added in the target, in the order of the source and then of the target.

    >>> from tm.units import Variant
    >>> source = Side(Variant("kk", "12 наурызда 1,5 млн теңге, екі үй."))
    >>> target = Side(Variant("en", "On 13 March, 15m tenge and 2 houses."))
    >>> [(one.kind, one.source.meaning.key, one.target.meaning.key) for one in differences(source, target)]
    [('day', 12, 13), ('number', 1500000.0, 15.0)]
    """
    one, other = source.figures, target.figures
    if not (one.months or one.weekdays or other.months or other.weekdays):
        if _all_equal(one.numbers, other.numbers):
            return ()
    elif not source.digits or not target.digits:
        one, other = _closely(source), _closely(target)
    months = _unnamed(one.months, other.months)
    weekdays = _unnamed(one.weekdays, other.weekdays)
    numbers: tuple[list[Figure], list[Figure]] = ([], [])
    if not _all_equal(one.numbers, other.numbers):
        numbers = dated(source.text, source.lang, one), dated(target.text, target.lang, other)
        _drop_matched(*numbers)
    if not (numbers[0] or numbers[1] or months[0] or months[1] or weekdays[0] or weekdays[1]):
        return ()
    found: list[Difference] = []
    if numbers[0] or numbers[1]:
        drop_months(*numbers, months[1])
        drop_months(*numbers[::-1], months[0])
        drop_explained(*numbers, source, target)
        found += _paired(numbers[0], numbers[1], "number")
    if months[0] or months[1]:
        drop_months_in_figures(months[0], target)
        drop_months_in_figures(months[1], source)
        found += _named(months, source, target)
    if weekdays[0] or weekdays[1]:
        found += _named(weekdays, source, target)
    return found


def _closely(side: Side) -> Figures:
    """The figures of a side; names are looked for at length where the first look found none."""
    found = side.figures
    return found if side.digits or found.months or found.weekdays else read(side.text, side.lang)


def _all_equal(source: Sequence[Figure], target: Sequence[Figure]) -> bool:
    """Whether the numbers of both are the same; in another order too, as far as one look shows."""
    if len(source) != len(target):
        return False
    for one, other in zip(source, target, strict=True):
        if one[3][0] != other[3][0]:  # the keys of their meanings
            ours = {figure.meaning.key for figure in source}
            return len(ours) == len(source) and ours == {figure.meaning.key for figure in target}
    return True


def _drop_matched(ours: list[Figure], theirs: list[Figure]) -> None:
    """Drops the figures of each side that one of the other side equals."""
    drop_equal(ours, theirs, lambda one, other: one.meaning.key == other.meaning.key)
    if len(ours) * len(theirs) > MOST:
        left = Counter(figure.meaning.key for figure in theirs)
        left.subtract(figure.meaning.key for figure in ours)
        ours[:] = _beyond(ours, -left)
        theirs[:] = _beyond(theirs, +left)
    if ours and theirs:
        drop_equal(ours, theirs, _equal)
    if ours and theirs:
        _drop_parts(ours, theirs)
        _drop_parts(theirs, ours)


def _beyond(figures: list[Figure], left: Counter[float | str]) -> list[Figure]:
    """As many of the figures as `left` says, the last of them."""
    found = []
    for figure in reversed(figures):
        if left[figure.meaning.key] > 0:
            left[figure.meaning.key] -= 1
            found.append(figure)
    return found[::-1]


def _equal(one: Figure, other: Figure) -> bool:
    """Whether two figures have a value or, of several parts, all parts in common."""
    first, second = one.meaning, other.meaning
    if first.readings and second.readings:
        common = first.readings & second.readings
        # 1990s is 90s, but not 2090s
        return bool(common) and (max(common) >= 100 or min(max(first.readings), max(second.readings)) < 1000)
    return len(first.parts) > 1 and first.parts == second.parts


def _drop_parts(ours: list[Figure], theirs: list[Figure]) -> None:
    """Drops figures of several parts that the other side writes as several figures: 14.30 and 14:30."""
    for one in tuple(ours):
        parts = one.meaning.parts
        if len(parts) < 2:
            continue
        for first in range(len(theirs) - len(parts) + 1):
            run = theirs[first : first + len(parts)]
            if tuple(figure.meaning.key for figure in run) == parts:
                ours.remove(one)
                del theirs[first : first + len(parts)]
                break
        else:  # 14.00 is also 14 (2 p.m.), and 14:30 by one side may be 2.30 by the other
            timed = parts[-1] == 0 and one.meaning.key not in one.meaning.readings
            if timed or one.meaning.key == parts[0]:
                hours = (parts[0], parts[0] - 12, parts[0] + 12)
                other = next((other for other in theirs if other.meaning.key in hours), None)
                if other:
                    ours.remove(one)
                    theirs.remove(other)


def _unnamed(source: Sequence[Figure], target: Sequence[Figure]) -> tuple[list[Figure], list[Figure]]:
    """The months or weekdays of each side that the other does not name at all."""
    if not source and not target:
        return [], []
    ours = {value for figure in source for value in figure.meaning.readings}
    theirs = {value for figure in target for value in figure.meaning.readings}
    return (
        [figure for figure in source if figure.meaning.readings.isdisjoint(theirs)],
        [figure for figure in target if figure.meaning.readings.isdisjoint(ours)],
    )


_WEEKEND = re.compile(r"weekend|выходн|уик-?енд|уик-?энд|демалыс|апта соңы|апта аяғы", re.IGNORECASE)
_NEW_YEAR = re.compile(
    r"жыл(?:дың)? (?:бас|аяғ)|жаңа жыл|начал\w+ года|кон\w+ года|нов\w+ год|new year"
    r"|\b(?:start|beginning|end) of the year",
    re.IGNORECASE,
)


def _named(left: tuple[list[Figure], list[Figure]], source: Side, target: Side) -> list[Difference]:
    """The differences of months or days of the week; one that may be another word is none by itself."""
    ours, theirs = left
    kind = (ours or theirs)[0].kind if ours or theirs else ""
    for figures, there in ((ours, target), (theirs, source)):
        if figures and kind == "weekday" and _WEEKEND.search(there.text):
            figures[:] = (figure for figure in figures if figure.meaning.key not in (6, 7))
        if figures and kind == "weekday" and night_before(source, target):
            named = {day.meaning.parts[0] for side in (source, target) for day in side.figures.weekdays}
            eves = {day for day in named if day % 7 + 1 in named or (day + 5) % 7 + 1 in named}
            figures[:] = (day for day in figures if day.meaning.key not in eves)
        if figures and kind == "month":
            figures[:] = (one for one in figures if not _otherwise(one, there))
        if figures and kind == "month" and _NEW_YEAR.search(there.text):
            figures[:] = (figure for figure in figures if figure.meaning.key not in (1, 12))
        if figures and there.lang not in LANGUAGES:
            figures.clear()
    return [
        found
        for found in _paired(ours, theirs, kind)
        if not all(figure is None or figure.doubtful for figure in (found.source, found.target))
    ]


def _otherwise(month: Figure, there: Side) -> bool:
    """Whether the name of a month stands for something else, as the other text shows: маусым and season."""
    pattern = OTHERWISE.get(month.meaning.parts[0])
    return pattern is not None and re.search(pattern, there.text, re.IGNORECASE) is not None


def _paired(ours: list[Figure], theirs: list[Figure], kind: str) -> list[Difference]:
    """Figures left over: pairs of one kind, then pairs of any kind, then each alone."""
    found: list[Difference] = []
    pairs: list[tuple[Figure | None, Figure | None]] = []
    left = list(theirs)
    alone, few = [], len(ours) * len(theirs) <= MOST
    for one in ours:
        same = (other for other in left if other.kind == one.kind)
        best = max(same, key=lambda other: _likeness(one, other), default=None) if few else next(same, None)
        if best:
            left.remove(best)
            pairs.append((one, best))
        else:
            alone.append(one)
    for one in alone:
        if left:
            pairs.append((one, left.pop(0)))
        else:
            pairs.append((one, None))
    pairs += ((None, other) for other in left)
    for first, second in pairs:
        kinds = {figure.kind for figure in (first, second) if figure is not None}
        calendar = next((one for one in CALENDAR if one in kinds), None)
        found.append(Difference(calendar or kind, first, second))
    return sorted(found, key=place)


def place(difference: Difference) -> tuple[bool, int]:
    """Where a difference stands: those of the source first, in the order of its text."""
    figure = difference.source or difference.target
    return difference.source is None, figure.start if figure else 0


def _likeness(one: Figure, other: Figure) -> int:
    """How many digits two figures share."""
    common = Counter(str(one.meaning.key)) & Counter(str(other.meaning.key))
    return sum(common.values()) - abs(len(str(one.meaning.key)) - len(str(other.meaning.key)))
