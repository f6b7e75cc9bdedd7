"""Which units of a memory are wanted: by language, document, date, review and what else they say."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from tm.duplicates import checked
from tm.errors import Message, UsageError
from tm.languages import matches
from tm.provenance import REVIEWS, confidence_of, day_of, review_of, said
from tm.units import TranslationUnit

_ORIGINS = frozenset(("origin", "aligner", "creationtool", "creationid", "changeid"))


@dataclass(frozen=True, slots=True)
class Selection:
    """What a unit must have to be taken; what is not set asks nothing.

    `langs` are the languages to keep: variants in others are left out, and a unit that then has fewer than
    two of several wanted ones is not taken. `project`, `document` and `origin` are compared without regard to
    case, and it is enough that they are part of the value. `since` and `until` are days (`2026-11-04`), both
    included, held against the last change of a unit or else its creation. `confidence` is the least
    x-confidence; a unit that has none is taken, for nothing is known against it. `review` holds some of
    `REVIEWS`. `text` is a regular expression searched in every variant.

    >>> from tm.units import Prop, Variant
    >>> unit = TranslationUnit("1", (Variant("ru", "Да."),), (Prop("x-review", "auto"),))
    >>> Selection(review=frozenset(["confirmed"])).taken(unit) is None
    True
    >>> Selection(text="^да").taken(unit) == unit
    True
    """

    langs: tuple[str, ...] = ()
    project: str | None = None
    document: str | None = None
    origin: str | None = None
    since: str | None = None
    until: str | None = None
    confidence: float | None = None
    review: frozenset[str] = frozenset()
    text: str | None = None
    _asks_nothing: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        asked = (getattr(self, name) for name in self.__dataclass_fields__ if not name.startswith("_"))
        object.__setattr__(
            self, "_asks_nothing", not any(one not in (None, (), frozenset()) for one in asked)
        )
        for day in filter(None, (self.since, self.until)):
            if not _is_day(day):
                raise UsageError(Message("%(day)s: a day is written like 2026-11-04", day=day))
        for lang in self.langs:
            checked("--langs", lang)
        if unknown := self.review - set(REVIEWS):
            raise UsageError(f"--review {sorted(unknown)[0]}: states are {', '.join(REVIEWS)}")
        try:
            re.compile(self.text or "")
        except (re.error, OverflowError, RecursionError) as error:
            raise UsageError(f"--text {self.text}: is no regular expression ({error})") from error

    def taken(self, unit: TranslationUnit) -> TranslationUnit | None:
        """The unit with the wanted languages, or None if it is not wanted."""
        if self._asks_nothing:  # most jobs take all units, and there may be very many
            return unit
        if not self._asks_what(unit):
            return None
        if not self.langs:
            return unit
        kept = tuple(one for one in unit.variants if any(matches(lang, one.lang) for lang in self.langs))
        there = sum(any(matches(lang, one.lang) for one in kept) for lang in self.langs)
        if there < min(2, len(self.langs)):
            return None
        return unit if len(kept) == len(unit.variants) else replace(unit, variants=kept)

    def _asks_what(self, unit: TranslationUnit) -> bool:
        """Whether the unit has what is asked, its languages apart."""
        for wanted, kinds in (
            (self.project, {"project"}),
            (self.document, {"document", "filename"}),
            (self.origin, _ORIGINS),
        ):
            if wanted and not any(wanted.lower() in value.lower() for value in said(unit, kinds)):
                return False
        if self.since or self.until:
            day = day_of(unit)
            if day is None or not (self.since or "") <= day <= (self.until or "9999-99-99"):
                return False
        confidence = confidence_of(unit)
        if self.confidence is not None and confidence is not None and confidence < self.confidence:
            return False
        if self.review and review_of(unit) not in self.review:
            return False
        text = self.text
        return text is None or any(re.search(text, one.text, re.IGNORECASE) for one in unit.variants)


def _is_day(day: str) -> bool:
    try:
        return date.fromisoformat(day).isoformat() == day
    except ValueError:
        return False
