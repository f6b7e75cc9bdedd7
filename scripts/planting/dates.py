"""Dates that are other dates: the family `dates`.

The corpus has few dates in digits, so a share of the units gets one first, the same on all sides but not
always in the same form; units with inline codes stay as they are. A date is changed only where the source
is read to say the same date.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from planting.place import ALL, TARGETS, Place, Slip, Slips, one_of, put, text_of, with_text
from tm.units import TranslationUnit

MONTHS = {
    lang: names.split()
    for lang, names in {
        "kk": "қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан",
        "en": "January February March April May June July August September October November December",
        "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    }.items()
}
WEEKDAYS = {
    lang: names.split()
    for lang, names in {
        "kk": "дүйсенбі сейсенбі сәрсенбі бейсенбі жұма сенбі жексенбі",
        "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        "ru": "понедельник вторник среда четверг пятница суббота воскресенье",
    }.items()
}
# Names of one declension, as stems and endings, for a month or weekday to become another in the same case.
DECLENSIONS = (
    (("январ", "феврал", "апрел", "июн", "июл", "сентябр", "октябр", "ноябр", "декабр"), "ь|я|е|ю|ём|ем"),
    (("март", "август"), "а|у|е|ом|"),
)
OF_WEEKDAYS = (
    (("понедельник", "вторник", "четверг"), "а|у|е|ом|и|ам|"),
    (("сред", "пятниц", "суббот"), "а|у|ы|е|ам|"),
)
YEAR = r"(?P<year>(?:19|20)\d\d)"
DAY = r"(?<!\d)(?P<day>\d{1,2})"
_KK, _EN, _RU = (f"(?P<month>{'|'.join(MONTHS[lang])})" for lang in ALL)
WORDED = {
    "kk": [rf"{YEAR} жыл\w* {DAY} {_KK}", rf"{DAY} {_KK}(?: {YEAR})?"],
    "en": [rf"{DAY}(?:st|nd|rd|th)? {_EN}(?:,? {YEAR})?", rf"{_EN} (?P<day>\d{{1,2}})(?!\d)(?:, {YEAR})?"],
    "ru": [rf"{DAY} {_RU}(?: {YEAR})?"],
}
DIGITS = [
    rf"{DAY}[./](?P<month>\d\d)[./]{YEAR}(?!\d)",
    rf"(?<!\d){YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
]
SHARE = 0.3  # of the units that get a date


class Found(NamedTuple):
    """A date that stands in a text, with the match that holds its parts."""

    day: int
    month: int
    year: int | None
    match: re.Match[str]


def dates_in(text: str, lang: str, patterns: Sequence[str] | None = None) -> list[Found]:
    """The dates of the text, in words and in digits; only those of day and month."""
    found = []
    for pattern in (*WORDED[lang], *DIGITS) if patterns is None else patterns:
        for match in re.finditer(pattern, text):
            parts = match.groupdict()
            month = (
                int(parts["month"]) if parts["month"].isdigit() else MONTHS[lang].index(parts["month"]) + 1
            )
            found.append(
                Found(int(parts["day"]), month, int(parts["year"]) if parts["year"] else None, match)
            )
    return found


def with_dates(units: Sequence[TranslationUnit], rng: random.Random) -> list[TranslationUnit]:
    """A share of the units with the same date in brackets on all sides, in words or in digits."""
    return [
        _dated(unit, rng) if rng.random() < SHARE and not unit.variants[0].content else unit for unit in units
    ]


def _dated(unit: TranslationUnit, rng: random.Random) -> TranslationUnit:
    day = date(1985, 1, 1) + timedelta(rng.randrange(366 * 45))
    form = rng.choice(("words", "words", "digits", "iso", "either", "weekday"))
    for lang in ALL:
        text = text_of(unit, lang)
        at = len(text) - (text[-1] in ".!?")
        unit = with_text(unit, lang, put(text, at, at, f" ({_written(day, lang, form, rng)})"))
    return unit


def _written(day: date, lang: str, form: str, rng: random.Random) -> str:
    if form == "either":
        form = rng.choice(("words", "digits"))
    month = MONTHS[lang][day.month - 1]
    if form == "iso":
        return day.isoformat()
    if form == "digits":
        # English with slashes only where the day can't be read as a month.
        return f"{day:%d/%m/%Y}" if lang == "en" and day.day > 12 else f"{day:%d.%m.%Y}"
    if form == "weekday":
        weekday = WEEKDAYS[lang][day.weekday()]
        return f"{weekday}, {day.day} {month}" if lang == "en" else f"{day.day} {month}, {weekday}"
    ways = {
        "kk": (f"{day.year} жылғы {day.day} {month}", f"{day.day} {month} {day.year} жыл"),
        "en": (f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}"),
        "ru": (f"{day.day} {month} {day.year} года", f"{day.day} {month} {day.year} г."),
    }
    return rng.choice(ways[lang])


Change = Callable[[Found, str, random.Random], tuple[str, str] | None]  # the part and what it becomes


def _in_date(change: Change, *, digits: bool) -> Slip:
    """A date of the target that the source has too is changed in one part."""

    def slip(place: Place) -> TranslationUnit | None:
        source = {(found.day, found.month) for found in dates_in(place.text("kk"), "kk")}
        for lang in place.among(TARGETS):
            text = place.text(lang)
            found = [one for one in dates_in(text, lang, DIGITS if digits else WORDED[lang])]
            found = [one for one in found if (one.day, one.month) in source]
            if found:
                one = place.rng.choice(found)
                new = change(one, lang, place.rng)
                if new is not None:
                    return with_text(place.unit, lang, put(text, *one.match.span(new[0]), new[1]))
        return None

    return slip


def _day(found: Found, lang: str, rng: random.Random) -> tuple[str, str]:
    """Another day, now and then one that no month has."""
    other = rng.choice([day for day in (*range(1, 29), 32, 41) if day != found.day])
    return "day", f"{other:0{len(found.match['day'])}}"


def _month(found: Found, lang: str, rng: random.Random) -> tuple[str, str]:
    """Another month, now and then one that no year has."""
    if found.match["month"].isdigit():
        other = rng.choice([month for month in (*range(1, 13), 13) if month != found.month])
        return "month", f"{other:02}"
    return "month", rng.choice([name for name in MONTHS[lang] if name != found.match["month"]])


def _year(found: Found, lang: str, rng: random.Random) -> tuple[str, str] | None:
    """A year or ten away, or a hundred."""
    if found.year is None:
        return None
    other = found.year + rng.choice((-1, 1, 10, -10))
    return "year", str(other if rng.random() < 0.8 else found.year + (100 if found.year < 2000 else -100))


def _swapped(place: Place) -> TranslationUnit | None:
    """Day and month of a date in digits change places, as between British and American use."""
    source = {(found.day, found.month) for found in dates_in(place.text("kk"), "kk")}
    for lang in place.among(TARGETS):
        text = place.text(lang)
        for found in dates_in(text, lang, DIGITS):
            if (found.day, found.month) in source and found.day <= 12 and found.day != found.month:
                day, month = found.match.span("day"), found.match.span("month")
                pieces = put(text, *day, f"{found.month:02}")
                return with_text(place.unit, lang, put(pieces, *month, f"{found.day:02}"))
    return None


def _left_out(place: Place) -> TranslationUnit | None:
    """The date in brackets is gone."""
    if not dates_in(place.text("kk"), "kk"):
        return None
    for lang in place.among(TARGETS):
        text = place.text(lang)
        match = one_of(list(re.finditer(r" \([^()]*\)(?=[.!?]?$)", text)), place.rng)
        if match and dates_in(match[0], lang):
            return with_text(place.unit, lang, put(text, *match.span(), ""))
    return None


def _named(kind: dict[str, list[str]], declensions: tuple[tuple[tuple[str, ...], str], ...]) -> Slip:
    """A month or a weekday of the running text, which the source names too, is another."""

    def slip(place: Place) -> TranslationUnit | None:
        source = place.text("kk").lower()
        for lang in place.among(TARGETS):
            text = place.text(lang)
            for at, stem in enumerate(kind["kk"]):
                if not re.search(rf"\b{stem[:-1]}", source):
                    continue
                new = _other_name(text, lang, kind, at, declensions, place.rng)
                if new is not None:
                    return with_text(place.unit, lang, new)
        return None

    return slip


def _other_name(
    text: str,
    lang: str,
    kind: dict[str, list[str]],
    at: int,
    declensions: tuple[tuple[tuple[str, ...], str], ...],
    rng: random.Random,
) -> str | None:
    """The text with another name for the one of this number, where it stands once."""
    if lang == "en":
        names = kind["en"]
        found = list(re.finditer(rf"\b{names[at]}\b", text))
        others = [name for name in names if name not in text]
        return put(text, *found[0].span(), rng.choice(others)) if len(found) == 1 else None
    for stems, endings in declensions:
        own = [stem for stem in stems if stem[:3] == kind["ru"][at][:3] and kind["ru"][at].startswith(stem)]
        found = list(re.finditer(rf"\b({own[0]})(?:{endings})\b", text)) if own else []
        if len(found) == 1:
            return put(
                text, *found[0].span(1), rng.choice([stem for stem in stems if stem not in text.lower()])
            )
    return None


DATES: Slips = {
    "day in words": _in_date(_day, digits=False),
    "day in digits": _in_date(_day, digits=True),
    "month in words": _in_date(_month, digits=False),
    "month in digits": _in_date(_month, digits=True),
    "year in words": _in_date(_year, digits=False),
    "year in digits": _in_date(_year, digits=True),
    "day and month swapped": _swapped,
    "left out": _left_out,
    "month named": _named(MONTHS, DECLENSIONS),
    "weekday": _named(WEEKDAYS, OF_WEEKDAYS),
}
