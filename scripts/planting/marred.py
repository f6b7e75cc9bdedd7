"""A number, a date, a bracket or a quotation mark of a hypothesis that is another one, or gone."""

from __future__ import annotations

import re

from planting.dates import MONTHS, WEEKDAYS
from planting.numbers import NUMBER, YEAR
from planting.place import one_of, put
from planting.segment import Plant, Plants, Segment, words_of

FRONT = frozenset("әөүіе")  # vowels of Kazakh names that take front endings


def _numbers(segment: Segment) -> list[re.Match[str]]:
    """Numbers of two digits or more that the source has too, once on both sides, and that are no years."""
    source = NUMBER.findall(segment.source)
    target = NUMBER.findall(segment.target)
    return [
        match
        for match in NUMBER.finditer(segment.target)
        if len(match[0]) > 1
        and source.count(match[0]) == target.count(match[0]) == 1
        and not YEAR.fullmatch(match[0])
        and not _in_date(segment, match)
    ]


def _in_date(segment: Segment, match: re.Match[str]) -> bool:
    near = segment.target[max(0, match.start() - 12) : match.end() + 14]
    return any(name[:4] in near for name in MONTHS[segment.lang])


def _digit_changed(segment: Segment) -> str | None:
    match = one_of(_numbers(segment), segment.rng)
    if match is None:
        return None
    at = segment.rng.choice([at for at in range(*match.span()) if segment.target[at].isdigit()])
    others = [digit for digit in "123456789" if digit != segment.target[at]]
    return put(segment.target, at, at + 1, segment.rng.choice(others))


def _number_dropped(segment: Segment) -> str | None:
    match = one_of(_numbers(segment), segment.rng)
    return match and " ".join(put(segment.target, *match.span(), "").split())


NUMBERS: Plants = {"digit changed": _digit_changed, "dropped": _number_dropped}


def _year_changed(segment: Segment) -> str | None:
    """A year that both sides have once is one or ten years away."""
    years = [
        match
        for match in re.finditer(r"(?<![\d.,–-])(?:19|20)\d\d(?![\d.,–-]?\d)", segment.target)
        if segment.target.count(match[0]) == segment.source.count(match[0]) == 1
    ]
    match = one_of(years, segment.rng)
    if match is None:
        return None
    new = str(int(match[0]) + segment.rng.choice((-10, -1, 1, 10)))
    return put(segment.target, *match.span(), new) if new not in segment.source else None


def _day_changed(segment: Segment) -> str | None:
    """The day before or after the name of a month, which the source has too."""
    names = "|".join(MONTHS[segment.lang])
    pattern = rf"(?<!\d)\d{{1,2}}(?= (?:{names}))"
    if segment.lang == "en":
        pattern = "|".join((pattern, *(rf"(?<={name} )\d{{1,2}}(?!\d)" for name in MONTHS["en"])))
    found = [m for m in re.finditer(pattern, segment.target) if m[0] in NUMBER.findall(segment.source)]
    match = one_of(found, segment.rng)
    if match is None:
        return None
    others = [str(day) for day in range(1, 29) if str(day) not in (match[0], *NUMBER.findall(segment.source))]
    return put(segment.target, *match.span(), segment.rng.choice(others))


def _named(names: dict[str, list[str]]) -> Plant:
    """A month or a day of the week that both sides name, the target once, is another one."""

    def plant(segment: Segment) -> str | None:
        one, two = segment.langs[:2]
        for name, same in zip(names[one], names[two], strict=True):
            if not re.search(rf"\b{_stem(name, one)}", segment.source):
                continue
            stem = _stem(same, two)
            found = list(re.finditer(rf"\b{stem}(?!лік|ник)", segment.target))
            others = [_stem(other, two) for other in names[two] if other != same and _alike(other, same, two)]
            others = [other for other in others if other not in segment.target]
            if len(found) == 1 and others:
                return put(segment.target, *found[0].span(), segment.rng.choice(others))
        return None

    return plant


def _stem(name: str, lang: str) -> str:
    return name.rstrip("аяе") if lang == "ru" else name


def _alike(one: str, two: str, lang: str) -> bool:
    """Whether two names take the same endings."""
    if lang == "ru":
        return one[-1] == two[-1] and "мая" not in (one, two)
    return lang == "en" or bool(set(one) & FRONT) == bool(set(two) & FRONT)


DATES: Plants = {
    "year": _year_changed,
    "day": _day_changed,
    "month": _named(MONTHS),
    "weekday": _named(WEEKDAYS),
}


def _partner_lost(pairs: str) -> Plant:
    """One of a pair of marks is gone."""

    def plant(segment: Segment) -> str | None:
        found = [
            match
            for one, two in zip(pairs[::2], pairs[1::2], strict=True)
            for match in re.finditer(
                rf"{re.escape(one)}[^{re.escape(pairs)}]+{re.escape(two)}", segment.target
            )
            if segment.target.count(one) == segment.target.count(two) == 1 or one != two
        ]
        match = one_of(found, segment.rng)
        if match is None:
            return None
        at = segment.rng.choice((match.start(), match.end() - 1))
        return put(segment.target, at, at + 1, "")

    return plant


def _one_added(marks: str) -> Plant:
    """A mark before or after a word, without a partner; only where the text has none."""

    def plant(segment: Segment) -> str | None:
        word = one_of(words_of(segment.target, 4), segment.rng)
        if word is None or set(segment.target) & set(marks):
            return None
        mark = segment.rng.choice(marks)
        at = word.start() if mark in "([«“„" else word.end()
        return put(segment.target, at, at, mark)

    return plant


BRACKETS: Plants = {"partner lost": _partner_lost("()[]"), "added": _one_added("()[]")}
QUOTES: Plants = {"partner lost": _partner_lost("«»“”"), "added": _one_added("«»“”")}
