"""Dates: days, months, years and days of the week that are not the same in source and target.

Dates in figures and in words are compared part by part (12.03.2020 is 12 наурыз 2020 ж.), so that a finding
says which part differs. See `tm.checks.figures.reading` for how a date is read.
"""

from __future__ import annotations

from collections.abc import Sequence

from tm.checks.figures.differences import CALENDAR, Difference, differences, place
from tm.checks.figures.placeholders import confirmed
from tm.checks.figures.reading import NONE, Figure
from tm.checks.side import Side
from tm.units import Finding

CODES = {
    "dates.day": "another day of the month, or none",
    "dates.month": "another month, or none",
    "dates.year": "another year, or none",
    "dates.weekday": "another day of the week, or none",
    "dates.date": "another date, or none",
}
_NAMES = {"day": "day", "month": "month", "year": "year", "weekday": "day of the week", "date": "date"}
_NEAR = 14  # characters between the parts of one date, a word like жылғы among them


def compare(source: Side, target: Side) -> Sequence[Finding]:
    """Findings for days, months, years and days of the week that differ; one for a date of which several do.

    >>> from tm.units import Variant
    >>> source = Side(Variant("kk", "2020 жылғы 12 наурызда, дүйсенбіде"))
    >>> [(f.code, f.reason) for f in compare(source, Side(Variant("en", "On Monday, March 13, 2020")))]
    [('dates.day', 'the day differs: 12 in the source, 13 in the target')]
    >>> compare(source, Side(Variant("ru", "В понедельник, 12.03.2020")))
    ()
    """
    if source.figures is NONE and target.figures is NONE:
        return ()
    found = _compare(source, target)
    return confirmed(found, compare, source, target) if found else ()


def _compare(source: Side, target: Side) -> Sequence[Finding]:
    parts = [found for found in differences(source, target) if found.kind in CALENDAR]
    if not parts:
        return ()
    parts.sort(key=place)
    groups = [[parts[0]]]
    for part in parts[1:]:
        if _near(groups[-1][-1], part):
            groups[-1].append(part)
        else:
            groups.append([part])
    return [_finding(group, source, target) for group in groups]


def _near(one: Difference, other: Difference) -> bool:
    """Whether two differences are of one date."""
    for first, second in ((one.source, other.source), (one.target, other.target)):
        if first and second:
            return 0 <= second.start - first.end <= _NEAR
    return False


def _finding(group: list[Difference], source: Side, target: Side) -> Finding:
    kind = group[0].kind if len({part.kind for part in group}) == 1 else "date"
    ours = _span([part.source for part in group if part.source])
    theirs = _span([part.target for part in group if part.target])
    code, name = f"dates.{kind}", _NAMES[kind]
    if ours and theirs:
        one, other = source.text[slice(*ours)], target.text[slice(*theirs)]
        reason = f"the {name} differs: {one} in the source, {other} in the target"
        return Finding(code, target.tag, reason, *theirs)
    if ours:
        return Finding(
            code,
            source.tag,
            f"the {name} {source.text[slice(*ours)]} of the source is not in the target",
            *ours,
        )
    assert theirs is not None
    return Finding(
        code,
        target.tag,
        f"the target has the {name} {target.text[slice(*theirs)]}, which the source has not",
        *theirs,
    )


def _span(figures: list[Figure]) -> tuple[int, int] | None:
    if not figures:
        return None
    return min(figure.start for figure in figures), max(figure.end for figure in figures)
