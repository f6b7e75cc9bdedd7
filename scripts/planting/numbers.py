"""Numbers that say something else: the family `numbers`.

Only numbers that the source has in the same digits are touched, so that what comes out is certainly wrong.
Those of dates are left to the family `dates`; a year that stands alone may be found by either.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from planting.dates import MONTHS
from planting.place import TARGETS, WORD, Place, Slip, Slips, changed, one_of, put, with_text
from tm.units import TranslationUnit

NUMBER = re.compile(
    r"(?<![\d.,:/@-])\d{1,3}(?:[ \u00a0]\d{3})+(?!\d)|(?<![\d.,:/@])\d+(?:[.,]\d+)*(?![:\d/@])"
)
TIME = re.compile(r"(?<![\d:])\d{1,2}:\d\d(?![\d:])")
ROMAN = re.compile(r"\b[IVX]{2,}\b")
NUMERALS = re.findall(r"\w+", "II III IV VI VII VIII IX XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI XXII")
YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
RANGE = re.compile(r"(?<![\d.,:–-])\d+([–-])\d+(?![\d.,:–-]\d)")
MONTH_NAMES = re.compile("|".join(name for names in MONTHS.values() for name in names))

CARDINALS = {
    lang: names.split()
    for lang, names in {
        "kk": "үш төрт бес алты жеті сегіз тоғыз он жиырма отыз қырық елу алпыс жетпіс сексен тоқсан",
        "en": (
            "three four five six seven eight nine ten twenty thirty forty fifty sixty seventy eighty ninety"
        ),
        "ru": (
            "три четыре пять шесть семь восемь девять десять двадцать тридцать сорок пятьдесят шестьдесят "
            "семьдесят восемьдесят девяносто"
        ),
    }.items()
}
MORE = {  # words that make another number of the one beside them
    "kk": {"жүз", "мың", "миллион", "миллиард", "бір", "екі", "жарым", *CARDINALS["kk"]},
    "en": {"hundred", "thousand", "million", "billion", "one", "two", "half", *CARDINALS["en"]},
    "ru": {"сто", "тысяч", "тысячи", "миллион", "один", "два", "две", *CARDINALS["ru"]},
}
GREAT_KAZAKH = (("мың", "thousand"), ("миллион", "million"), ("млн", "million"), ("миллиард", "billion"))
GREAT = {
    "en": {"thousand": "million", "million": "billion", "billion": "million", "mln": "bln"},
    "ru": {
        "тысяч": "миллионов",
        "тысячи": "миллиона",
        "тыс": "млн",
        "миллион": "миллиард",
        "миллиона": "миллиарда",
        "миллионов": "миллиардов",
        "млн": "млрд",
        "млрд": "млн",
        "миллиард": "миллион",
        "миллиарда": "миллиона",
        "миллиардов": "миллионов",
    },
}
Change = Callable[[str, random.Random], str | None]


def _digits(text: str) -> str:
    return "".join(re.findall(r"\d", text))


def _known(text: str, pattern: re.Pattern[str]) -> list[str]:
    return [_digits(match[0]) for match in pattern.finditer(text)]


def _in_number(change: Change, pattern: re.Pattern[str] = NUMBER, *, years: bool = False) -> Slip:
    """A number of the target, which the source has too, is changed into one that the source does not have."""

    def slip(place: Place) -> TranslationUnit | None:
        if any(MONTH_NAMES.search(place.text(lang)) for lang in ("kk", *TARGETS)):
            return None
        source = _known(place.text("kk"), pattern)
        for lang in place.among(TARGETS):
            text = place.text(lang)
            all_of = _known(text, pattern)
            found = [
                match
                for match in pattern.finditer(text)
                if _digits(match[0]) in source
                and all_of.count(_digits(match[0])) == 1
                and (YEAR.fullmatch(match[0]) is not None) == years
            ]
            match = one_of(found, place.rng)
            new = match and change(match[0], place.rng)
            if match and new and _digits(new) not in source:
                return with_text(place.unit, lang, put(text, *match.span(), new))
        return None

    return slip


def _other_digit(number: str, rng: random.Random) -> str | None:
    """One digit is another; the first does not become 0."""
    at = rng.choice([at for at, char in enumerate(number) if char.isdigit()])
    digit = rng.choice([digit for digit in "123456789" if digit != number[at]])
    return put(number, at, at + 1, digit)


def _two_swapped(number: str, rng: random.Random) -> str | None:
    """Two neighbours change places."""
    pairs = [match.start() for match in re.finditer(r"(?=(\d)(?!\1)\d)", number)]
    pairs = [at for at in pairs if at or number[1] != "0"]
    if not pairs:
        return None
    at = rng.choice(pairs)
    return put(number, at, at + 2, number[at + 1] + number[at])


def _digit_lost(number: str, rng: random.Random) -> str | None:
    """One digit of a whole number is lost."""
    if not re.fullmatch(r"[1-9]\d+", number):
        return None
    at = rng.randrange(1, len(number))
    return put(number, at, at + 1, "")


def _digit_doubled(number: str, rng: random.Random) -> str | None:
    """One digit of a whole number stands twice."""
    if not re.fullmatch(r"[1-9]\d*", number):
        return None
    at = rng.randrange(len(number))
    return put(number, at, at, number[at])


def _group_lost(number: str, rng: random.Random) -> str | None:
    """Three zeros too many or too few: 12,500 becomes 12 or 12,500,000."""
    match = re.fullmatch(r"(\d{1,3})([,. \u00a0])\d{3}", number)
    if not match:
        return None
    return match[1] if rng.random() < 0.5 else f"{number}{match[2]}000"


def _other_time(time: str, rng: random.Random) -> str:
    hour, minute = time.split(":")
    if rng.random() < 0.5:
        return f"{hour}:{(int(minute) + rng.choice((5, 10, 15, 20))) % 60:02}"
    return f"{(int(hour) + rng.randrange(1, 8)) % 24:0{len(hour)}}:{minute}"


def _mark_moved(place: Place) -> TranslationUnit | None:
    """The decimal mark of a fraction is lost or stands a place further: 12.5 becomes 125 or 1.25."""
    source = {re.sub(",", ".", match[0]) for match in NUMBER.finditer(place.text("kk"))}
    for lang in place.among(TARGETS):
        text = place.text(lang)
        found = [
            match
            for match in NUMBER.finditer(text)
            if re.fullmatch(r"[1-9]\d*[.,]\d{1,2}", match[0])
            and match[0].replace(",", ".") in source
            and text[match.end() : match.end() + 1] != "."
        ]
        match = one_of(found, place.rng)
        if match:
            whole, mark, part = re.split("([.,])", match[0])
            ways = [f"{whole}{part}"]
            if part.rstrip("0"):
                ways.append(f"{whole[:-1] or '0'}{mark}{whole[-1]}{part}")
            if len(part) == 2 and part[1] != "0":
                ways.append(f"{whole}{part[0]}{mark}{part[1]}")
            return with_text(place.unit, lang, put(text, *match.span(), place.rng.choice(ways)))
    return None


def _left_out(place: Place) -> TranslationUnit | None:
    """A number that stands between two spaces is gone."""
    source = _known(place.text("kk"), NUMBER)
    if MONTH_NAMES.search(place.text("en")):
        return None
    for lang in place.among(TARGETS):
        text = place.text(lang)
        found = [
            match
            for match in re.finditer(r"(?<=\s)(\d+)\s(?=[^\W\d])", text)
            if match[1] in source and text.count(match[1]) == 1 and not YEAR.fullmatch(match[1])
        ]
        match = one_of(found, place.rng)
        if match:
            return with_text(place.unit, lang, put(text, *match.span(), ""))
    return None


def _added(text: str, lang: str, rng: random.Random) -> str | None:
    """A number that nobody said stands before a word, or in brackets behind it."""
    match = one_of(list(re.finditer(r"(?<=[^\W\d_]) (?=[^\W\d_]{4})", text)), rng)
    number = rng.choice((rng.randrange(13, 99), rng.randrange(101, 999), rng.randrange(2101, 9999)))
    way = f" {number} " if rng.random() < 0.7 else f" ({number}) "
    return match and put(text, *match.span(), way)


def _added_where_none(place: Place) -> TranslationUnit | None:
    if any(re.search(r"\d", place.text(lang)) for lang in ("kk", *TARGETS)):
        return None
    return changed(_added)(place)


def _magnitude(place: Place) -> TranslationUnit | None:
    """A million for a billion, a thousand for a million, or the other way round."""
    source = place.text("kk").lower()
    said = {english for kazakh, english in GREAT_KAZAKH if re.search(rf"\d\s{kazakh}", source)}
    for lang in place.among(TARGETS):
        text, table = place.text(lang), GREAT[lang]
        found = [match for match in re.finditer(r"(?<=\d\s)[^\W\d_]+", text) if match[0] in table]
        if len(said) == 1 and len(found) == 1:
            match = found[0]
            return with_text(place.unit, lang, put(text, *match.span(), table[match[0]]))
    return None


def _word(place: Place) -> TranslationUnit | None:
    """A number in words is another one: five becomes six."""
    source = _alone(place.text("kk"), "kk")
    for lang in place.among(TARGETS):
        text = place.text(lang)
        both = [at for at in _alone(text, lang) if at in source]
        if both:
            at = place.rng.choice(both)
            other = place.rng.choice([k for k in range(len(CARDINALS["kk"])) if k != at and k not in source])
            new = re.sub(rf"\b{CARDINALS[lang][at]}\b", CARDINALS[lang][other], text)
            return with_text(place.unit, lang, new)
    return None


def _alone(text: str, lang: str) -> list[int]:
    """Which of the cardinals stand in the text once, and not as a part of another number."""
    words = WORD.findall(text)
    found = []
    for at, word in enumerate(words):
        beside = words[max(0, at - 1) : at] + words[at + 1 : at + 2]
        if word in CARDINALS[lang] and words.count(word) == 1 and not MORE[lang] & set(beside):
            found.append(CARDINALS[lang].index(word))
    return found


def _roman(place: Place) -> TranslationUnit | None:
    """A Roman numeral that the source has too is the next one or the one before."""
    source = ROMAN.findall(place.text("kk"))
    for lang in place.among(TARGETS):
        text = place.text(lang)
        found = [match for match in ROMAN.finditer(text) if match[0] in source and match[0] in NUMERALS]
        match = one_of(found, place.rng)
        if match:
            at = NUMERALS.index(match[0])
            near = [one for one in NUMERALS[max(0, at - 1) : at + 2] if one not in source]
            return (
                with_text(place.unit, lang, put(text, *match.span(), place.rng.choice(near)))
                if near
                else None
            )
    return None


def _joined(place: Place) -> TranslationUnit | None:
    """The dash between two numbers is gone: 10-15 becomes 1015."""
    source = _known(place.text("kk"), RANGE)
    for lang in place.among(TARGETS):
        text = place.text(lang)
        found = [match for match in RANGE.finditer(text) if _digits(match[0]) in source]
        match = one_of(found, place.rng)
        if match:
            return with_text(place.unit, lang, put(text, *match.span(1), ""))
    return None


def _in_wrong_word(place: Place) -> TranslationUnit | None:
    """What the source has in digits is another number, in words."""
    source = _known(place.text("kk"), NUMBER)
    if MONTH_NAMES.search(place.text("en")):
        return None
    for lang in place.among(TARGETS):
        text = place.text(lang)
        found = [
            match for match in re.finditer(r"(?<=[^\W\d_] )[3-9](?= [^\W\d_])", text) if match[0] in source
        ]
        match = one_of(found, place.rng)
        if match and text.count(match[0]) == 1:
            at = place.rng.choice([at for at in range(7) if at + 3 != int(match[0])])
            return with_text(place.unit, lang, put(text, *match.span(), CARDINALS[lang][at]))
    return None


NUMBERS: Slips = {
    "digit changed": _in_number(_other_digit),
    "digits swapped": _in_number(_two_swapped),
    "digit lost": _in_number(_digit_lost),
    "digit doubled": _in_number(_digit_doubled),
    "thousands": _in_number(_group_lost),
    "decimal mark": _mark_moved,
    "left out": _left_out,
    "added": _added_where_none,
    "magnitude": _magnitude,
    "in words": _word,
    "wrong word for digits": _in_wrong_word,
    "Roman": _roman,
    "range joined": _joined,
    "year": _in_number(_other_digit, years=True),
    "time": _in_number(_other_time, TIME),
}
