"""Numbers: those of the source that the target has not, has otherwise, or has beside.

Values are compared, not digits: 1 500 is 1,500, 1,5 млн is 1.5 million, and a number that one side
writes as a word is never missing. See `tm.checks.figures.reading` for how a figure is read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from tm.checks.figures.cardinals import Cardinal, changed, sought
from tm.checks.figures.differences import Difference, differences
from tm.checks.figures.measures import PERCENT, counted, is_percent, pairs, percents
from tm.checks.figures.placeholders import confirmed
from tm.checks.figures.reading import NONE, Figure
from tm.checks.side import Side
from tm.languages import LANGUAGES
from tm.units import Finding

CODES = {
    "numbers.missing": "a number of the source is not in the target",
    "numbers.added": "a number of the target is not in the source",
    "numbers.changed": "the target has another number than the source",
    "numbers.percent": "a number is per cent on one side only",
    "numbers.sign": "a number is negative on one side only",
    "numbers.unit": "a number counts another thing in the target: metres for kilometres, euros for dollars",
    "numbers.convention": "a number is written as another language writes it",
}


def compare(source: Side, target: Side) -> Sequence[Finding]:
    """Findings for the numbers that are missing, added or changed in the target, in figures or in words.

    >>> from tm.units import Variant
    >>> source = Side(Variant("kk", "Екі жылда 1 500 адам"))
    >>> [(f.code, f.reason) for f in compare(source, Side(Variant("en", "150 people in 2 years")))]
    [('numbers.changed', 'the source has 1 500, the target 150')]
    >>> compare(source, Side(Variant("ru", "За 2 года 1500 человек")))
    ()
    """
    words = changed(source, target) if sought(source.text, source.lang) else None
    if words is None and source.figures is NONE and target.figures is NONE:
        return ()
    found = [*_in_words(words, source, target), *_in_figures(source, target)]
    return confirmed(found, compare, source, target) if found else ()


def _in_figures(source: Side, target: Side) -> list[Finding]:
    found: list[Finding] = []
    last: Difference | None = None
    for difference in differences(source, target):
        if difference.kind == "number":
            if not (last and _continues(last, difference)):
                found.append(_finding(difference, source, target))
            last = difference
    ours, theirs = source.figures, target.figures
    if ours.numbers and theirs.numbers:
        if counted(source) != counted(target):
            found += _units(source, target)
        if ours.signed or theirs.signed:
            found += _sign(source, target)
        if theirs.separated:
            found += _convention(source, target)
    return found


def _in_words(words: tuple[Cardinal, Cardinal] | None, source: Side, target: Side) -> Iterator[Finding]:
    if words is None:
        return
    one, other = words
    ours, theirs = source.text[one.start : one.end], target.text[other.start : other.end]
    reason = f"the source has the number {ours}, the target {theirs}"
    yield Finding("numbers.changed", target.tag, reason, other.start, other.end)


def _continues(last: Difference, difference: Difference) -> bool:
    """Whether it goes on from the number before, as a range does, and both are missing or both added."""
    for one, other, absent in (
        (last.source, difference.source, (last.target, difference.target)),
        (last.target, difference.target, (last.source, difference.source)),
    ):
        if one and other and absent == (None, None):
            return 0 <= other.start - one.end <= 3
    return False


def _finding(difference: Difference, source: Side, target: Side) -> Finding:
    one, other = difference.source, difference.target
    if one and other:
        ours, theirs = _text(source, one), _text(target, other)
        reason = f"the source has {ours}, the target {theirs}"
        return Finding("numbers.changed", target.tag, reason, other.start, other.end)
    if one:
        reason = f"the number {_text(source, one)} of the source is not in the target"
        return Finding("numbers.missing", source.tag, reason, one.start, one.end)
    assert other is not None
    reason = f"the target has the number {_text(target, other)}, which the source has not"
    return Finding("numbers.added", target.tag, reason, other.start, other.end)


def _text(side: Side, figure: Figure) -> str:
    return side.text[figure.start : figure.end]


def _units(source: Side, target: Side) -> Iterator[Finding]:
    """Findings for figures that count one thing in the source and another in the target."""
    for one, other, first, second in pairs(source, target):
        ours, theirs = _text(source, one), _text(target, other)
        if first and second:
            reason = f"the source has {ours} {first}, the target {theirs} {second}"
            yield Finding("numbers.unit", target.tag, reason, other.start, other.end)
        elif PERCENT in (first, second):
            side, figure = (target, other) if first else (source, one)
            written = percents(side.text)
            if side.lang not in LANGUAGES or is_percent(side, figure):
                continue
            if not written or (written < percents(target.text if first is None else source.text)):
                where = "source" if first == PERCENT else "target"
                reason = f"the number {ours} is per cent in the {where} only"
                yield Finding("numbers.percent", target.tag, reason, other.start, other.end)


_NEGATIVE = re.compile(
    r"[-–−](?<![^ («\"“].)(?:(?<=−)[0-9]"
    r"|[0-9]+(?:[.,][0-9]+)?(?: ?[-–.…]{1,3} ?[-–−]?[0-9]+)?[ \u00a0]?"
    r"(?:°|градус|degree|%|пайыз|процент))"
)
_DASH = re.compile("[-–—−…]")
_IN_WORDS = re.compile(
    "minus|below|negative|frost|минус|аяз|суық|төмен|теріс|мороз|ниже|отрицат|холод",
    re.IGNORECASE,
)


def _sign(source: Side, target: Side) -> Sequence[Finding]:
    """A finding where one text has a negative number and the other has neither a minus nor a word for it."""
    for side, other in ((source, target), (target, source)):
        if not side.figures.signed or other.lang not in LANGUAGES or _IN_WORDS.search(other.text):
            continue
        places = {figure.start: figure for figure in side.figures.numbers}
        once = _once(side) & _once(other)
        for match in _NEGATIVE.finditer(side.text):
            figure = places.get(match.start() + 1)
            if figure and figure.meaning.key in once and _unsigned(figure, other):
                where = "source" if side is source else "target"
                reason = f"the number {_text(side, figure)} is below nought in the {where} only"
                return (Finding("numbers.sign", side.tag, reason, match.start(), figure.end),)
    return ()


def _once(side: Side) -> set[float | str]:
    """The values that one figure of a text has."""
    values = Counter(figure.meaning.key for figure in side.figures.numbers)
    return {value for value, times in values.items() if times == 1}


def _unsigned(figure: Figure, there: Side) -> bool:
    """Whether a figure stands behind no minus, hyphen or dash in the other text."""
    start = next(one.start for one in there.figures.numbers if one.meaning.key == figure.meaning.key)
    return not _DASH.search(there.text, max(0, start - 2), start)


_WRITTEN = re.compile("[0-9][0-9.,]*[0-9]")
_ENGLISH_COMMA = re.compile(r"[0-9]{1,3},[0-9]{1,2}")
_CYRILLIC_MIXED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]{1,2}|[0-9]{1,3}(?:,[0-9]{3}){2,}")


def _convention(source: Side, target: Side) -> Sequence[Finding]:
    """Findings for numbers of the target that can only be read by the rules of another language."""
    found = []
    for figure in target.figures.numbers:
        if not figure[3][4]:  # separated
            continue
        text = _text(target, figure)
        written = _WRITTEN.match(text)
        if written is None:
            continue
        number = written.group()
        if target.lang == "en" and _ENGLISH_COMMA.fullmatch(number):
            if not (figure.meaning.scaled or target.text[figure.end : figure.end + 1] == "%"):
                same = [one for one in source.figures.numbers if one.meaning.key == figure.meaning.key]
                if not same or source.lang == "en":
                    continue
            found.append((figure, f"the decimals of {number} stand behind a point in English"))
        elif target.lang in ("kk", "ru") and _CYRILLIC_MIXED.fullmatch(number):
            name = "Kazakh" if target.lang == "kk" else "Russian"
            found.append((figure, f"the thousands of {number} are parted by spaces in {name}"))
    return [Finding("numbers.convention", target.tag, why, one.start, one.end) for one, why in found]
