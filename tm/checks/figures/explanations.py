"""What explains a number that one text writes in figures and the other does not.

It may be a word of the other text (twelve, екеуі, XXI век), an hour by another clock, a year of which two
digits are written, the night that one language calls after the day before, the other after the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from tm.checks.figures.cardinals import said
from tm.checks.figures.number_words import spelled
from tm.checks.figures.numerals import single
from tm.checks.figures.reading import Figure, dated
from tm.checks.side import Side
from tm.languages import LANGUAGES

MOST = 10_000  # pairs of figures that are looked at one by one: texts with more are tables


def drop_equal(ours: list[Figure], theirs: list[Figure], equal: Callable[[Figure, Figure], bool]) -> None:
    """Drops pairs of figures that are equal, dates with dates first; none where they are too many."""
    if len(ours) * len(theirs) > MOST:
        return
    for strict in (True, False):
        for one in tuple(ours):
            for other in theirs:
                if equal(one, other) and (not strict or one.kind == other.kind):
                    ours.remove(one)
                    theirs.remove(other)
                    break


def drop_months(numbers: list[Figure], others: list[Figure], months: list[Figure]) -> None:
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
    r"[0-9 ][ap]\.? ?m\b|\b(?:o'clock|noon|morning|evening|afternoon|night|midnight"
    r"|час(?:а|ов|у|ам)?\b|утра|вечера|ноч[иь]|дня|днём|днем|полдень"
    r"|сағат|таңғы|таңертең|кешкі|кеште|кешке|түнгі|түнде|түн ортасы|түсте|түстен|түскі|күндіз)",
    re.IGNORECASE,
)
_MIDNIGHT = re.compile("midnight|полноч|түн ортас|түн жарым", re.IGNORECASE)
_NIGHT = re.compile("қараған түн|ночь на|ночью на|ночь с", re.IGNORECASE)
_FRACTION = re.compile(r"/([0-9]{1,3})(?![0-9/])")
_UNIT_POWER = re.compile(r"(?:\b[смкд]?м|\b[cmkd]?m|\bCO|\bСО|\bH)$")


def drop_explained(ours: list[Figure], theirs: list[Figure], source: Side, target: Side) -> None:
    """Drops the numbers that something in the other text explains.

    `ours` are those of the source, `theirs` those of the target; both lists are changed.
    """
    drop_equal(ours, theirs, lambda one, other: len(one.meaning.parts) == 2 and _same_hour(one, other))
    for figures, here, there in ((ours, source, target), (theirs, target, source)):
        if figures:
            figures[:] = (figure for figure in figures if not _explained(figure, here, there))
    if ours and theirs:
        if _CLOCK.search(source.text) or _CLOCK.search(target.text):
            drop_equal(ours, theirs, _same_hour)
        drop_equal(ours, theirs, lambda one, other: _same_in_scale(one, other, source))
        drop_equal(ours, theirs, lambda one, other: _same_in_scale(other, one, target))
    if (ours or theirs) and night_before(source, target):
        _drop_eves(ours, target)
        _drop_eves(theirs, source)
    if not (ours and theirs):
        _drop_repeated(ours, target)
        _drop_repeated(theirs, source)


def _explained(figure: Figure, here: Side, there: Side) -> bool:
    """Whether a figure is explained by the words of the other text, or says nothing by itself."""
    readings, text = figure.meaning.readings, here.text[figure.start : figure.end]
    if figure.start == 0 and here.text[figure.end : figure.end + 1] in (".", ")"):
        return False  # the number of an item
    if said(figure.meaning.key, there):
        return True
    words = spelled(there.text, there.lang)
    if not readings.isdisjoint(words) or _in_words(figure, words, there):
        return True
    if readings and min(readings) <= 20 and not (here.lang in LANGUAGES and there.lang in LANGUAGES):
        return True  # by a word of a language that we do not know
    if figure.meaning.parts in ((0, 0), (24, 0), (0,), (24,)) and _MIDNIGHT.search(there.text):
        return True
    if set(text) == {"0"} and here.text[figure.start - 1 : figure.start] == ":":
        return True  # 14:00
    if text == "1" and (fraction := _FRACTION.match(here.text, figure.end)):
        return int(fraction[1]) in words  # 1/4, ширек
    if text in ("2", "3") and _UNIT_POWER.search(here.text, max(0, figure.start - 3), figure.start):
        return True  # m2, CO2
    if (
        here.text[max(0, figure.start - 3) : figure.end] == "24/7"
        or here.text[figure.start : figure.end + 2] == "24/7"
    ):
        return True
    return _short_year(figure, here, there) or _century(figure, here, there)


def _drop_eves(figures: list[Figure], there: Side) -> None:
    """Drops the day before a day of the other text: in the night of 2 February is в ночь на 3 февраля."""
    days = [figure for figure in dated(there.text, there.lang, there.figures) if figure.kind == "day"]
    following = {day.meaning.parts[0] for day in days}
    figures[:] = (
        one for one in figures if not one.meaning.parts or one.meaning.parts[0] + 1 not in following
    )


def _drop_repeated(figures: list[Figure], there: Side) -> None:
    """Drops what the other text says as well, if not as often, and a year that it calls this year."""
    if figures:
        if any(_may_be_this_year(one) for one in figures) and _THIS_YEAR.search(there.text):
            figures[:] = (one for one in figures if not _may_be_this_year(one))
        values = {figure.meaning.key for figure in there.figures.numbers}
        figures[:] = (one for one in figures if one.meaning.key not in values)


def _may_be_this_year(figure: Figure) -> bool:
    return figure.kind == "year" or figure.meaning.key in _RECENT


def night_before(source: Side, target: Side) -> bool:
    """Whether a night is called after the day that follows it in one text only: в ночь на 3 февраля."""
    return (_NIGHT.search(source.text) is None) != (_NIGHT.search(target.text) is None)


def _same_in_scale(one: Figure, other: Figure, here: Side) -> bool:
    """Whether a figure without a word for its scale has that of one nearby: 310 to 402 thousand."""
    value = one.meaning.key
    if one.meaning.scaled or not other.meaning.readings or isinstance(value, str):
        return False
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
    if len(parts) in (1, 2) and 13 <= parts[0] <= 24 and parts[0] - 12 in words and _CLOCK.search(there.text):
        return len(parts) == 1 or parts[1] == 0 or parts[1] in words
    if figure.meaning.scaled:  # 2,5 million, five hundred million
        return any(
            value * power in words for value in figure.meaning.readings for power in (1e-3, 1e-6, 1e-9)
        ) and any(power in words for power in (1e3, 1e6, 1e9))
    return False


_RECENT = range(1990, 2050)
_THIS_YEAR = re.compile(
    r"биыл|былтыр|(?:осы|сол|өткен|келесі|ағымдағы|келер) жыл"
    r"|\b(?:this|that|last|next|current|same|previous|following) year"
    r"|(?:это|прошло|то|текуще|следующе|будуще|прошедше)(?:го|м) год",
    re.IGNORECASE,
)
_YEAR = re.compile("жыл|год|year|eighties|nineties|девяност|восьмидесят", re.IGNORECASE)
_BEFORE_SHORT = re.compile(r"[0-9]{4}[ \u00a0]?[-–—/][ \u00a0]?$|['’]$|\bFY ?$|\byear $")


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
    """Whether it is a century of which the other side gives a year, or such a year: 1800s, XIX век."""
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


def drop_months_in_figures(months: list[Figure], there: Side) -> None:
    """Drops months that the other side writes as a number: 12.03, 3/2020."""
    if months:
        numbers = there.figures.numbers
        last = {one.meaning.parts[-1] for one in numbers if len(one.meaning.parts) == 2}
        last |= {
            one.meaning.parts[0]
            for one in numbers
            if one.meaning.parts and there.text.startswith("/", one.end)
        }
        months[:] = (month for month in months if month.meaning.readings.isdisjoint(last))
