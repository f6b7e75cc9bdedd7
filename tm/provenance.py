"""What a unit says of itself: who made it and how, when, and whether a person has seen it.

Tools name the same things differently; what is looked at for each is said where it is read.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from tm.units import TranslationUnit, Variant

REVIEWS = ("auto", "edited", "confirmed")
_CHANGED = "changedate"
_LEVELS = {  # Trados' x-ConfirmationLevel
    "draft": "auto",
    "unspecified": "auto",
    "translated": "edited",
    "rejectedtranslation": "edited",
    "rejectedsignoff": "edited",
    "approvedtranslation": "confirmed",
    "approvedsignoff": "confirmed",
}


def said(unit: TranslationUnit, kinds: set[str] | frozenset[str]) -> list[str]:
    """What props and attributes of these kinds say, of the unit and its variants.

    A kind is a name without what tools put around it: `x-Project:SingleString`, `Txt::Project` and `project`
    are all of the kind `project`.
    """
    values = []
    holders: tuple[TranslationUnit | Variant, ...] = (unit, *unit.variants)
    for holder in holders:
        values += [prop.value for prop in holder.props if prop.type is not None and _kind(prop.type) in kinds]
        values += [value for name, value in holder.attributes if name in kinds]
    return values


def document_of(unit: TranslationUnit) -> str | None:
    """The document that a unit is from, whatever the tool calls that; None if not said."""
    return unit.prop("x-document") or next(iter(said(unit, {"document", "filename"})), None)


def day_of(unit: TranslationUnit) -> str | None:
    """The day of the last change of a unit, or else of its creation, like 2026-11-04; None if not said."""
    for kinds in ({_CHANGED}, {"creationdate"}):
        days = [value.replace("-", "")[:8] for value in said(unit, kinds)]
        days = [day for day in days if day.isdecimal() and len(day) == 8]
        if days:
            day = max(days)
            return f"{day[:4]}-{day[4:6]}-{day[6:]}"
    return None


def dated(unit: TranslationUnit) -> TranslationUnit:
    """The unit as changed now, to the second."""
    now = (_CHANGED, datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ"))
    return replace(unit, attributes=(*undated(unit).attributes, now))


def undated(unit: TranslationUnit) -> TranslationUnit:
    """The unit without the date of its last change."""
    return replace(unit, attributes=tuple(pair for pair in unit.attributes if pair[0] != _CHANGED))


def confidence_of(unit: TranslationUnit) -> float | None:
    """The probability that an aligner gave the unit, from 0 to 1; None where it says none."""
    try:
        return float(unit.prop("x-confidence") or "")
    except ValueError:
        return None


def review_of(unit: TranslationUnit) -> str | None:
    """Whether a person has seen the unit: one of `REVIEWS`, or None where nothing is said.

    Where variants have levels of their own, the least of them.
    """
    review = unit.prop("x-review")
    if review in REVIEWS:
        return review
    levels = [review] if review else said(unit, {"confirmationlevel"})
    known = [_LEVELS[level.lower()] for level in levels if level.lower() in _LEVELS]
    return min(known, key=REVIEWS.index, default=None)


def _kind(name: str) -> str:
    """What a prop is about: `x-Project:SingleString` and `Txt::Project` are `project`."""
    name = name.rpartition("::")[2].partition(":")[0].lower()
    return name.removeprefix("x-")
