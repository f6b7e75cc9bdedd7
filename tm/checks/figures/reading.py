"""What a text says in figures, and the months and days of the week that it names.

A figure is read in every way that one of the three languages allows: `1,648` is a thousand in English and a
decimal in Russian, `14.30` a decimal or a time, `12.03.2020` a date. What it means is settled when two texts
are compared.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import NamedTuple

from tm.checks.figures.calendar_names import LIKE_NAME, NAMES, SHORT, may_name
from tm.checks.figures.number_words import roman
from tm.checks.figures.numerals import NUMERAL, Meaning, meaning, plain, single

DIGITS = frozenset("0123456789")
_DATE = re.compile(
    r"(?<![\w.,/-])(?:(?P<year>[12][0-9]{3})(?P<one>[-./])(?P<month>[01]?[0-9])(?P=one)(?P<day>[0-3]?[0-9])"
    r"|(?P<first>[0-3]?[0-9])(?P<two>[-./])(?P<second>[0-3]?[0-9])(?P=two)(?P<end>[12][0-9]{3}|[0-9]{2}))(?![0-9]|[-./][0-9])"
)
_DASHED = re.compile(r"[0-9]-[0-9]{1,2}-[0-9]")
_ROMAN = re.compile(r"[IVXІХ](?<![\w-].)[IVXІХ]+(?=(?:th|st|nd|rd)?(?!\w))")

# What makes four digits a year.
_YEAR_AFTER = re.compile(
    r"[ \u00a0-]{0,2}(?:ж\.|жж\.|жыл|г\.|гг\.|год"
    r"|(?:м|й|го|му|х|е|шы|ші|ыншы|інші)[ \u00a0](?:ж\.|жыл|г\.|год))"
    r"|[ \u00a0]?[-–—/][ \u00a0]?[0-9]{2,4}[ \u00a0-]{0,2}(?:ж|г)"
)
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|by|until|till|from|of|to|before|after|during|for|between|and|the|year|early|late|mid|summer|spring|autumn"
    r"|winter|fall)|[–—-]|,|\()[ \u00a0]?$",
    re.IGNORECASE,
)
_TEMPORAL = re.compile(
    r"\b(?:in|of|since|by|until|till|early|late|mid|last|next|this|during|every|each|from|to|on)[ \u00a0-]$",
    re.I,
)


_ON = re.compile(r"\b(?:в|на|по) $", re.I)
_ORDINAL_BEFORE = re.compile(r"[0-9](?:st|nd|rd|th)?(?: of)? $|[0-9]-[а-яіы]+ $")
_NAME_BEFORE = re.compile(r"[\w,] $")


class Figure(NamedTuple):
    """A number, or the name of a month or of a day of the week, in its place."""

    kind: str  # number, day, month, year, weekday
    start: int
    end: int
    meaning: Meaning
    doubtful: bool = False  # may as well be something else: no reason for an alarm by itself


class Figures(NamedTuple):
    """What one text says in figures, and the names of months and days in it, in the order of the text."""

    numbers: Sequence[Figure]
    months: Sequence[Figure]
    weekdays: Sequence[Figure]
    signed: bool = False  # whether one of the numbers stands behind a minus, a hyphen or a dash
    separated: bool = False  # whether one of them holds a dot or a comma


NONE = Figures((), (), ())
_new = tuple.__new__  # half the time of Figure(...)


def read(text: str, lang: str, digits: bool = True) -> Figures:
    """What a text says in figures, and the months and days that it names.

    `digits` says whether there are any in it.

    >>> found = read("2020 жылғы 12 наурызда, дүйсенбіде, 1,5 млн теңге", "kk")
    >>> [(figure.kind, figure.meaning.key) for figure in (*found.numbers, *found.months, *found.weekdays)]
    [('number', 2020), ('number', 12), ('number', 1500000.0), ('month', 3), ('weekday', 1)]
    """
    named = may_name(text, lang)
    rome = ("I" in text or "X" in text or "Х" in text or "І" in text) and _ROMAN.search(text) is not None
    if not (digits or named or rome):
        return NONE
    months: list[Figure] = []
    weekdays: list[Figure] = []
    numbers, signed, separated = _numbers(text, months) if digits else ([], False, False)
    if named or (digits and (lang == "en" or lang == "ru") and _beside_short_month(text, numbers)):
        _named(text, lang, months, weekdays)
    if rome:
        numbers += (
            Figure("number", match.start(), match.end(), single(roman(match.group())))
            for match in _ROMAN.finditer(text)
        )
    if numbers or months or weekdays:
        return Figures(numbers, months, weekdays, signed, separated)
    return NONE


def _numbers(text: str, months: list[Figure]) -> tuple[list[Figure], bool, bool]:
    """The numbers in digits, whether one has a sign and one a separator; months of dates go to `months`."""
    numbers: list[Figure] = []
    signed = separated = False
    for match in NUMERAL.finditer(text):
        start, end = match.span()
        means = meaning(text[start:end])
        numbers.append(_new(Figure, ("number", start, end, means, False)))
        if means[4]:
            separated = True
        if text[start - 1] in "-–−":
            signed = True
    if (
        "/" in text
        or (separated and text.count(".") > 1 and any(type(one.meaning.key) is str for one in numbers))
        or (text.count("-") > 1 and _DASHED.search(text))
    ):
        numbers = _with_dates(text, numbers, months)
    if len(numbers) > 1:
        _join_scaled(text, numbers)
    return numbers, signed, separated


def _beside_short_month(text: str, numbers: list[Figure]) -> bool:
    """Whether what may be an abbreviated month stands beside a figure: 5 Jan, Sept. 5."""
    for _, start, end, _, _ in numbers:
        if text[end + 1 : end + 4] in SHORT or text[end + 2 : end + 5] in SHORT:
            return True
        if start > 3 and (text[start - 4 : start - 1] in SHORT or text[start - 5 : start - 2] in SHORT):
            return True
    return False


_JOINTS = (" ", "\u00a0", ". ", ".\u00a0")


def _join_scaled(text: str, numbers: list[Figure]) -> None:
    """Makes one figure of 2 млн 163 мың, and of 2 мың 163 too."""
    for place in range(len(numbers) - 2, -1, -1):
        one = numbers[place]
        if not one.meaning.scaled:
            continue
        other = numbers[place + 1]
        first, second = one.meaning.key, other.meaning.key
        if isinstance(first, str) or isinstance(second, str) or text[one.end : other.start] not in _JOINTS:
            continue
        hundreds = other.end - other.start == 3 and "ң" in text[one.start : one.end]
        if (other.meaning.scaled or hundreds) and 0 < second < 10 ** _noughts(first):
            total = first + second
            meaning = Meaning(total, frozenset((total,)), (), True, False)
            numbers[place : place + 2] = [Figure("number", one.start, other.end, meaning)]


def _noughts(value: float) -> int:
    """How many noughts a whole number ends with."""
    digits = str(int(value))
    return len(digits) - len(digits.rstrip("0")) if value == int(value) else 0


def _with_dates(text: str, numbers: list[Figure], months: list[Figure]) -> list[Figure]:
    """The figures with the days and years of numeric dates in their places; the months go to `months`."""
    kept, at = [], 0  # the numbers from `at` on stand behind the dates so far
    for match in _DATE.finditer(text):
        found = _date(match)
        if found:
            start, end = match.span()
            months += (figure for figure in found if figure.kind == "month")
            while at < len(numbers) and numbers[at].start < end:
                if numbers[at].start < start:
                    kept.append(numbers[at])
                at += 1
            others = (figure for figure in found if figure.kind != "month")
            kept += sorted(others, key=lambda figure: figure.start)
    return kept + numbers[at:]


def _date(match: re.Match[str]) -> list[Figure]:
    """The day, the month and the year of a numeric date; [] where it is none."""
    fields = ("day", "month", "year") if match["year"] else ("first", "second", "end")
    if int(match[fields[0]]) <= 12 < int(match[fields[1]]):  # 03/25/2020
        fields = (fields[1], fields[0], fields[2])
    day, month = int(match[fields[0]]), int(match[fields[1]])
    short = len(match[fields[2]]) == 2
    if not (1 <= day <= 31 and 1 <= month <= 12) or (short and match["two"] == "-"):
        return []
    found = []
    for kind, field in zip(("day", "month", "year"), fields, strict=True):
        means = plain(match[field])
        if kind == "year" and short:
            year = int(match[field])
            means = means._replace(readings=frozenset((year, 1900 + year, 2000 + year)))
        elif (
            kind != "year" and match["two"] == "/" and day <= 12
        ):  # only the other text can say which is the month
            means = means._replace(readings=frozenset((day, month)))
        found.append(Figure(kind, *match.span(field), means))
    return found


def _named(text: str, lang: str, months: list[Figure], weekdays: list[Figure]) -> None:
    """Adds the months and days of the week that a text names."""
    names, lower = NAMES[lang], text.lower()
    if len(lower) != len(text):
        lower = text
    for match in LIKE_NAME[lang].finditer(lower):
        name = names.get(match.group())
        if name is None:
            continue
        start, end = match.span()
        upper = text[start].isupper()
        if start and text[start - 1].isalpha():
            continue
        lowered = lang == "en" and not upper and text.islower()
        if lang == "en" and not upper and (name.doubtful or name.short) and not lowered:
            continue
        beside = DIGITS.intersection(
            text[end : end + 2 + (text[end : end + 1] == ".")]
        ) or DIGITS.intersection(text[max(0, start - 2) : start])
        if not beside and _ORDINAL_BEFORE.search(text, max(0, start - 9), start):
            beside = DIGITS
        if name.short and not beside:
            continue
        doubtful = name.doubtful or (lang == "kk" and name.value in (6, 10) and name.kind == "month")
        doubtful = doubtful and not text.startswith(" ай", end)
        if doubtful:
            doubtful = (lowered and lang == "en" and not beside) or not (
                beside
                or (lang == "en" and _TEMPORAL.search(text, max(0, start - 8), start))
                or (lang == "ru" and _ON.search(text, max(0, start - 4), start))
            )
        elif lang != "en" and upper and not beside:  # part of the name of a person or of a place
            doubtful = (
                _NAME_BEFORE.search(text, max(0, start - 2), start) is not None
                or (lang == "ru" and name.kind == "month" and start > 0)
                or (text[end : end + 1] == "-" and text[end + 1 : end + 2].isupper())
            )
        (months if name.kind == "month" else weekdays).append(
            Figure(name.kind, start, end, single(name.value), doubtful)
        )
    months.sort(key=lambda figure: figure.start)


def dated(text: str, lang: str, found: Figures) -> list[Figure]:
    """The numbers of a text; what is a day or a year, by the month or the words beside it, is of that kind.

    >>> text = "2020 жылғы 12 наурызда 350 адам"
    >>> [figure.kind for figure in dated(text, "kk", read(text, "kk"))]
    ['year', 'day', 'number']
    """
    numbers = list(found.numbers)
    near = _near(found.months)
    for place, figure in enumerate(numbers):
        kind, start, end, means, _ = figure
        value = means.key
        if (
            start
            and text[start - 1] == "."
            and text[start:end].isdigit()
            and text[max(0, start - 2) : start - 1] in ("", " ", "(", "$", "-", "–")
        ):  # .08
            numbers[place] = figure._replace(start=start - 1, meaning=plain("0." + text[start:end]))
            continue
        if kind != "number" or means.scaled or type(value) is not int:
            continue
        if 1 <= value <= 31:
            if found.months and end - start <= 6 and _beside(text, start, end, near(start, end)):
                numbers[place] = figure._replace(kind="day")
        elif _is_year(text, lang, figure, near(start, end)):
            numbers[place] = figure._replace(kind="year")
    return numbers


def _is_year(text: str, lang: str, figure: Figure, months: Sequence[Figure]) -> bool:
    """Whether four digits are a year by what stands around them."""
    _, start, end, meaning, _ = figure
    value = meaning.key
    if isinstance(value, str) or not 1000 <= value <= 2199 or not text[start : start + 4].isdigit():
        return False
    if _YEAR_AFTER.match(text, start + 4) or (months and _beside(text, start, end, months)):
        return True
    return lang == "en" and value >= 1500 and _YEAR_BEFORE.search(text[max(0, start - 9) : start]) is not None


_FEW = 8  # months through which a search is quick
_REACH = 60  # characters; no month is as long
_BETWEEN = re.compile(
    r"[ \u00a0,.-]*(?:(?:of|the|ж\.|г\.|жыл[а-яі]*|год[а]?|[а-яі]{1,6}|st|nd|rd|th)?[ \u00a0,.-]*){0,2}$"
)


def _near(months: Sequence[Figure]) -> Callable[[int, int], Sequence[Figure]]:
    """Gives the months that may stand beside a place, in their order: all of them where they are few."""
    if len(months) <= _FEW:
        return lambda start, end: months
    places = sorted((month.start, order) for order, month in enumerate(months))

    def near(start: int, end: int) -> Sequence[Figure]:
        first, last = (bisect_left(places, (place, 0)) for place in (start - _REACH, end + _REACH))
        return [months[order] for order in sorted(order for _, order in places[first:last])]

    return near


def _beside(text: str, start: int, end: int, months: Sequence[Figure]) -> bool:
    """Whether a month stands beside a figure, a comma or an ending between them."""
    for month in months:
        if month.start >= end and month.start - end < 8:
            return _BETWEEN.match(text[end : month.start]) is not None
        if month.end <= start and start - month.end < 8:
            return _BETWEEN.match(text[month.end : start]) is not None
    return False
