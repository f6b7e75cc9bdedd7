"""What a figure counts: per cent, money, units of measure, by the word or sign beside it.

Only what is beside the figure is looked at, and only words that mean nothing else there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tm.checks.figures.reading import Figure
from tm.checks.side import Side

PERCENT = "per cent"

# The unit, the words that are it as a whole, and after the bar what words begin with.
_LINES = """
per cent: % percent pct | пайыз процент
dollars: $ usd | dollar доллар
euros: € euro euros eur евро еуро еуроға еуродан еуроны еуроның |
tenge: ₸ kzt | теңге тенге tenge
roubles: ₽ rub | рубл roubl ruble
yuan: yuan | юан
yen: ¥ yen иен йен иена иены |
pounds: £ |
rupees: | rupee рупи
millimetres: mm мм | миллиметр millimet
centimetres: cm см | сантиметр centimet
metres: м m метр метра метров метрге метрден метрде метрлік метры metre metres meter meters |
kilometres: km км | километр шақырым kilomet
miles: mile miles mph миль мили миля миля |
feet: feet foot ft фут футов фута |
grams: gram grams грамм грамма граммов |
kilograms: kg кг kilo kilos | килограмм келі kilogram
tonnes: т | тонн tonne
seconds: second seconds сек | секунд
minutes: minute minutes min мин | минут
hours: hour hours час часа часов часам | сағат
days: day days күн күнге күннен күнде күндік күнлік день дня дней дням дневный | тәулік суток сутки
weeks: week weeks апта аптадан аптаға аптада апталық | недел
months: month months ай айда айдан айға айдың айлық айдағы | месяц
years: year years yr лет год года году годом жыл жылға жылдан жылда жылдық жылы жылғы | летн
years: жас жаста жастан жасқа жастағы жасар жасты |
hectares: ha га | гектар hectare
litres: litre litres liter liters литр литрге литрден литра литров |
barrels: | barrel баррел
degrees: ° degree degrees | градус
kilowatts: kw квт | киловатт kilowatt
megawatts: mw мвт | мегаватт megawatt
gigawatts: gw гвт | гигаватт gigawatt
"""
_WHOLE: dict[str, str] = {}
_BEGINNINGS: dict[str, str] = {}
for _line in _LINES.strip().splitlines():
    _name, _, _words = _line.partition(": ")
    _forms, _, _starts = _words.partition("|")
    _WHOLE.update(dict.fromkeys(_forms.split(), _name))
    _BEGINNINGS.update(dict.fromkeys(_starts.split(), _name))

_BEHIND = re.compile("[ \u00a0\u202f-]?([%$€₸₽£¥°]|[^\\W\\d_]+)").match
_SIGNS = {"$": "dollars", "€": "euros", "₸": "tenge", "₽": "roubles", "£": "pounds", "¥": "yen"}
_PER_CENT = r"(?:[%‰]|per ?cent|pct|пайыз|процент|проц\b)"
# The first number of 5–10 %, 5-тен 10 пайызға дейін and from 5 to 10 per cent is per cent as well.
_RANGE_OF_PERCENT = re.compile(
    rf"(?:-?[^\W\d_]{{0,4}}[ \u00a0,]?(?:[-–—]|to|до|and|и|or|или|мен|бен|пен|не)?[ \u00a0]?"
    rf"(?:[а-я]{{2,6}} )?[-–−]?[0-9]+(?:[.,][0-9]+)?){{0,3}}[ \u00a0\u202f-]?{_PER_CENT}",
    re.IGNORECASE,
)
_ANY_PERCENT = re.compile(rf"{_PER_CENT}|\bп\. ?п\.|\bpp\b", re.IGNORECASE)


@lru_cache(maxsize=1 << 12)
def unit_of(word: str) -> str | None:
    """The unit that a word names, None where it names none for certain.

    >>> unit_of("километрге"), unit_of("тонн"), unit_of("адам")
    ('kilometres', 'tonnes', None)
    """
    word = word.lower()
    found = _WHOLE.get(word)
    if found is None and len(word) > 3:
        found = next(
            (_BEGINNINGS[word[:end]] for end in range(len(word), 3, -1) if word[:end] in _BEGINNINGS), None
        )
    return found


def measured(text: str, figure: Figure) -> str | None:
    """The unit of a figure in a text.

    >>> from tm.units import Variant
    >>> sides = Side(Variant("en", "$5 million")), Side(Variant("ru", "5 млн евро"))
    >>> [measured(side.text, side.figures.numbers[0]) for side in sides]
    ['dollars', 'euros']
    """
    _, start, end, _, _ = figure
    if start and text[start - 1] in _SIGNS:
        return _SIGNS[text[start - 1]]
    if text[end - 1] == "m":  # what else 5 m may be is in the figure
        return "metres"
    match = _BEHIND(text, end)
    if match is None:
        return None
    word = match[1]
    if word == "per" and text.startswith(" cent", match.end()):
        return PERCENT
    return unit_of(word)


@lru_cache(maxsize=8)  # a source is compared with each of its targets
def counted(side: Side) -> list[tuple[float | str, str | None]]:
    """The values of the figures of a side with their units."""
    return [(figure.meaning.key, measured(side.text, figure)) for figure in side.figures.numbers]


def pairs(source: Side, target: Side) -> Iterator[tuple[Figure, Figure, str | None, str | None]]:
    """Figures of one value that each side has once, with their units, where these differ.

    A unit is None where there is none for certain; then the other is per cent.
    """
    ours, theirs = counted(source), counted(target)
    if ours == theirs:
        return
    units = dict(theirs)
    first, second = _single(ours), _single(theirs)
    for place, (key, unit) in enumerate(ours):
        other = units.get(key, unit)
        if unit == other or (PERCENT not in (unit, other) and None in (unit, other)):
            continue
        if first.get(key) is not None and (there := second.get(key)) is not None:
            yield source.figures.numbers[place], target.figures.numbers[there], unit, other


def _single(side: Sequence[tuple[float | str, str | None]]) -> dict[float | str, int | None]:
    """The places of the values, None of one that stands there more than once."""
    places: dict[float | str, int | None] = {}
    for place, (key, _) in enumerate(side):
        places[key] = None if key in places else place
    return places


def is_percent(side: Side, figure: Figure) -> bool:
    """Whether a figure is per cent, by itself or as part of a range."""
    return _RANGE_OF_PERCENT.match(side.text, figure.end) is not None


def percents(text: str) -> int:
    """How many times a text says per cent."""
    return len(_ANY_PERCENT.findall(text))
