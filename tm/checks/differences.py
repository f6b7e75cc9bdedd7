"""Which numbers and dates of two texts have no counterpart in the other.

Figures are matched by what they may mean, first as a whole, then by their parts (2:30 and 2.30), then by the words of
the other text (twelve, екеуі, XXI век). What is left over is paired: one changed figure is one difference.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from tm.checks.calendar_names import OTHERWISE
from tm.checks.figures import Figure, dated, single
from tm.checks.number_words import spelled
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
    >>> [(found.kind, found.source.meaning.key, found.target.meaning.key) for found in differences(source, target)]
    [('day', 12, 13), ('number', 1500000.0, 15000000.0)]
    """
    one, other = source.figures, target.figures
    if one is other:  # both NONE
        return ()
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
        _by_month(*numbers, months[1])
        _by_month(*numbers[::-1], months[0])
        _by_words(numbers, source, target)
        found += _paired(numbers[0], numbers[1], "number")
    if months[0] or months[1]:
        _months_in_figures(months[0], target)
        _months_in_figures(months[1], source)
        found += _named(months, source, target)
    if weekdays[0] or weekdays[1]:
        found += _named(weekdays, source, target)
    return found


def _all_equal(source: Sequence[Figure], target: Sequence[Figure]) -> bool:
    if len(source) != len(target):
        return False
    for one, other in zip(source, target, strict=True):  # noqa: SIM110 (a generator takes twice the time)
        if one[3][0] != other[3][0]:  # the keys of their meanings
            return False
    return True


def _drop_matched(ours: list[Figure], theirs: list[Figure]) -> None:
    """Drops the figures of each side that one of the other side equals."""
    _drop_equal(ours, theirs, lambda one, other: one.meaning.key == other.meaning.key)
    if ours and theirs:
        _drop_equal(ours, theirs, _equal)
    if ours and theirs:
        _drop_parts(ours, theirs)
        _drop_parts(theirs, ours)


def _drop_equal(ours: list[Figure], theirs: list[Figure], equal: object) -> None:
    """Drops pairs of figures that are equal, dates with dates first."""
    for strict in (True, False):
        for one in tuple(ours):
            for other in theirs:
                if equal(one, other) and (not strict or one.kind == other.kind):  # type: ignore[operator]
                    ours.remove(one)
                    theirs.remove(other)
                    break


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
            if parts[-1] == 0 and one.meaning.key not in one.meaning.readings or one.meaning.key == parts[0]:
                _drop_equal(
                    ours,
                    theirs,
                    lambda a, b: a is one and b.meaning.key in (parts[0], parts[0] - 12, parts[0] + 12),
                )  # noqa: B023


def _by_month(numbers: list[Figure], others: list[Figure], months: list[Figure]) -> None:
    """Drops numbers that are the number of a month that the other text names: 12.03 and 12 March."""
    for figure in tuple(numbers):
        parts = figure.meaning.parts
        if figure.kind == "day" or len(parts) not in (1, 2):
            continue
        month = next((month for month in months if month.meaning.key == parts[-1]), None)
        if month:
            months.remove(month)
            numbers.remove(figure)
            if len(parts) == 2:
                day = next((other for other in others if other.meaning.key == parts[0]), None)
                if day:
                    others.remove(day)
                else:
                    numbers.append(figure._replace(kind="day", meaning=single(parts[0])))


_CLOCK = re.compile(
    r"[0-9 ][ap]\.? ?m\b|\b(?:o'clock|noon|morning|evening|afternoon|night|midnight|час(?:а|ов|у|ам)?\b|утра|вечера|ноч[иь]|дня|днём"
    r"|днем|полдень|сағат|таңғы|таңертең|кешкі|кеште|кешке|түнгі|түнде|түн ортасы|түсте|түстен|түскі|күндіз)",
    re.IGNORECASE,
)
_NIGHT = re.compile("қараған түн|ночь на|ночью на|ночь с", re.IGNORECASE)
_UNIT_POWER = re.compile(r"(?:\b[смкд]?м|\b[cmkd]?m|\bCO|\bСО|\bH)$")


def _by_words(numbers: tuple[list[Figure], list[Figure]], source: Side, target: Side) -> None:
    """Drops numbers that words of the other text may explain, and those that say nothing by themselves."""
    clock = None
    for ours, theirs, here, there in (
        (numbers[0], numbers[1], source, target),
        (numbers[1], numbers[0], target, source),
    ):
        words = spelled(there.text, there.lang) if ours else frozenset()
        known = here.lang in LANGUAGES and there.lang in LANGUAGES
        for figure in tuple(ours):
            meaning, text = figure.meaning, here.text[figure.start : figure.end]
            if figure.start == 0 and here.text[figure.end : figure.end + 1] in (".", ")"):
                continue  # the number of an item
            if not meaning.readings.isdisjoint(words) or _in_words(figure, words, there):
                ours.remove(figure)
            elif not known and meaning.readings and min(meaning.readings) <= 20:
                ours.remove(figure)  # a word of a language that we do not know
            elif set(text) == {"0"} and here.text[figure.start - 1 : figure.start] == ":":
                ours.remove(figure)  # 14:00
            elif text in ("2", "3") and _UNIT_POWER.search(here.text, max(0, figure.start - 3), figure.start):
                ours.remove(figure)  # m2, CO2
            elif (
                _short_year(figure, here, there)
                or _century(figure, here, there)
                or _round_the_clock(here.text, figure)
            ):
                ours.remove(figure)
        if ours and theirs:
            _drop_equal(
                ours, theirs, lambda one, other: len(one.meaning.parts) == 2 and _same_hour(one, other)
            )
            if clock is None:
                clock = _CLOCK.search(source.text) is not None or _CLOCK.search(target.text) is not None
            if clock:
                _drop_equal(ours, theirs, _same_hour)
        _drop_equal(
            ours,
            theirs,
            lambda one, other: _same_in_scale(one, other, here) or _same_in_scale(other, one, there),
        )  # noqa: B023
    if (numbers[0] or numbers[1]) and _night_before(source, target):
        for ours, there in ((numbers[0], target), (numbers[1], source)):
            following = {
                figure.meaning.parts[0]
                for figure in dated(there.text, there.lang, there.figures)
                if figure.kind == "day"
            }
            ours[:] = (
                one for one in ours if not one.meaning.parts or one.meaning.parts[0] + 1 not in following
            )
    for ours, there in (
        (numbers[0], target),
        (numbers[1], source),
    ):  # the same number once more, or this year
        if ours and not (numbers[0] and numbers[1]):
            if any(one.kind == "year" or one.meaning.key in _RECENT for one in ours) and _THIS_YEAR.search(
                there.text
            ):
                ours[:] = (one for one in ours if one.kind != "year" and one.meaning.key not in _RECENT)
            values = {figure.meaning.key for figure in there.figures.numbers}
            ours[:] = (one for one in ours if one.meaning.key not in values)


def _night_before(source: Side, target: Side) -> bool:
    """Whether a night is called after the day that follows it: в ночь на 3 февраля, the night of 2 February."""
    return (_NIGHT.search(source.text) is None) != (_NIGHT.search(target.text) is None)


def _same_in_scale(one: Figure, other: Figure, here: Side) -> bool:
    """Whether a figure without a word for its scale has that of one nearby: 310 to 402 thousand, 40 тысяч, а ему 180."""
    if one.meaning.scaled or not other.meaning.readings or len(one.meaning.parts) != 1:
        return False
    value = one.meaning.parts[0]
    if not value or one not in here.figures.numbers:
        return False
    for near in here.figures.numbers:
        if near.meaning.scaled and (0 <= near.start - one.end <= 14 or 0 <= one.start - near.end <= 45):
            key = near.meaning.key
            power = 10 ** (len(str(int(key))) - len(str(int(key)).rstrip("0")))
            for scale in (10**3, 10**6, 10**9):
                if value * scale in other.meaning.readings and float(key) >= scale and power >= scale / 100:
                    return True
    return False


def _same_hour(one: Figure, other: Figure) -> bool:
    """Whether two figures are one hour by the clocks of twelve and of twenty-four."""
    if not (one.meaning.parts and other.meaning.parts):
        return False
    first, second = one.meaning.parts[0], other.meaning.parts[0]
    return (
        abs(first - second) == 12
        and max(first, second) <= 24
        and one.meaning.parts[1:] == other.meaning.parts[1:]
    )


def _in_words(figure: Figure, words: frozenset[float], there: Side) -> bool:
    """Whether words give the parts of a figure: 2,5 is two and a half, 14:30 may be half past two."""
    parts = figure.meaning.parts
    if len(parts) == 1 and 1900 <= parts[0] <= 2099 and parts[0] % 100 >= 10 and parts[0] % 100 in words:
        return _YEAR.search(there.text) is not None  # тоқсан үшінші жылы
    if len(parts) == 2 and parts[1] in (5, 50, 30) and 0.5 in words:
        return True
    if len(parts) == 2 and parts[0] in words and (parts[1] in words or parts[1] == 0):
        return True
    if figure.meaning.scaled:  # 2,5 million, five hundred million
        return any(
            value * power in words for value in figure.meaning.readings for power in (1e-3, 1e-6, 1e-9)
        ) and any(power in words for power in (1e3, 1e6, 1e9))
    return False


_RECENT = range(1990, 2050)
_THIS_YEAR = re.compile(
    r"биыл|былтыр|(?:осы|сол|өткен|келесі|ағымдағы|келер) жыл|\b(?:this|that|last|next|current|same|previous|following) year|(?:это|прошло|то|текуще|следующе|будуще|прошедше)(?:го|м) год",
    re.IGNORECASE,
)
_YEAR = re.compile("жыл|год|year|eighties|nineties|девяност|восьмидесят", re.IGNORECASE)
_BEFORE_SHORT = re.compile(r"[0-9]{4}[ \u00a0]?[-–—/][ \u00a0]?$|['’]$")


def _short_year(figure: Figure, here: Side, there: Side) -> bool:
    """Whether it is a year of which one side writes two digits: 2019/20 and 2019–2020."""
    parts = figure.meaning.parts
    if len(parts) != 1:
        return False
    value = parts[0]
    if value < 100 and _BEFORE_SHORT.search(here.text[max(0, figure.start - 8) : figure.start]):
        return any(
            other.meaning.key in (1900 + value, 2000 + value, 1800 + value) for other in there.figures.numbers
        )
    if 1800 <= value <= 2199:
        return any(
            other.meaning.parts == (value % 100,)
            and _BEFORE_SHORT.search(there.text[max(0, other.start - 8) : other.start])
            for other in there.figures.numbers
        )
    return False


_CENTURY = re.compile(
    r"-?[^\W\d_]{0,4} ?-?(?:ғ\.|ғасыр|в\.|век|столет|century|centuries|c\.)|(?:th|st|nd|rd)[ -]centur",
    re.IGNORECASE,
)


def _century(figure: Figure, here: Side, there: Side) -> bool:
    """Whether it is a century of which the other side gives a year, or the other way round: 1800s, XIX век."""
    parts = figure.meaning.parts
    if len(parts) != 1:
        return False
    if parts[0] < 30 and _CENTURY.match(here.text, figure.end):
        return any(
            one.meaning.parts and one.meaning.parts[0] // 100 + 1 == parts[0] for one in there.figures.numbers
        )
    return (
        parts[0] % 100 == 0
        and 1000 <= parts[0] <= 2100
        and any(one.meaning.parts == (parts[0] // 100 + 1,) for one in there.figures.numbers)
    )


def _round_the_clock(text: str, figure: Figure) -> bool:
    start, end = figure.start, figure.end
    return text[start : end + 2] in ("24/7", "24/7 ") or (text[max(0, start - 3) : end] == "24/7")


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


def _months_in_figures(months: list[Figure], there: Side) -> None:
    """Drops months that the other side writes as a number: 12.03, 3/2020."""
    if months:
        last = {one.meaning.parts[-1] for one in there.figures.numbers if len(one.meaning.parts) == 2}
        last |= {
            one.meaning.key for one in there.figures.numbers if there.text[one.end : one.end + 1] in "/."
        }  # type: ignore[arg-type]
        months[:] = (month for month in months if month.meaning.readings.isdisjoint(last))


_WEEKEND = re.compile(r"weekend|выходн|уик-?енд|уик-?энд|демалыс|апта соңы|апта аяғы", re.IGNORECASE)
_NEW_YEAR = re.compile(
    r"жыл бас|жыл аяғ|жылдың бас|жылдың аяғ|жаңа жыл|начал\w+ года|кон\w+ года|нов\w+ год|new year|\b(?:start|beginning|end) of the year",
    re.IGNORECASE,
)


def _named(left: tuple[list[Figure], list[Figure]], source: Side, target: Side) -> list[Difference]:
    """The differences of months or days of the week; one that may be another word is none by itself."""
    ours, theirs = left
    kind = (ours or theirs)[0].kind if ours or theirs else ""
    for figures, there in ((ours, target), (theirs, source)):
        if figures and kind == "weekday" and _WEEKEND.search(there.text):
            figures[:] = (figure for figure in figures if figure.meaning.key not in (6, 7))
        if figures and kind == "weekday" and _night_before(source, target):
            known = {day.meaning.parts[0] for side in (source, target) for day in side.figures.weekdays}
            known |= {
                value % 7 + 1 for value in known if value % 7 + 1 in {day.meaning.key for day in figures}
            }
            nights = {value for value in known if value % 7 + 1 in known or (value + 5) % 7 + 1 in known}
            figures[:] = (day for day in figures if day.meaning.key not in nights)
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
    alone = []
    for one in ours:
        same = [other for other in left if other.kind == one.kind]
        if same:
            best = max(same, key=lambda other: _likeness(one, other))
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
    found.sort(key=lambda one: (one.source is None, one.source.start if one.source else one.target.start))  # type: ignore[union-attr]
    return found


def _likeness(one: Figure, other: Figure) -> int:
    """How many digits two figures share."""
    common = Counter(str(one.meaning.key)) & Counter(str(other.meaning.key))
    return sum(common.values()) - abs(len(str(one.meaning.key)) - len(str(other.meaning.key)))
