"""Units that are said more than once: what counts as the same, and which one of them is kept."""

from __future__ import annotations

import re
from typing import Literal

from tm.errors import UsageError
from tm.languages import matches
from tm.units import TranslationUnit, Variant

By = Literal["all", "source", "tuid"]
Keep = Literal["first", "last", "newest"]
BY = {
    "all": "the same in all of their languages, codes included",
    "source": "the same source, whatever the translations are",
    "tuid": "the same tuid",
}
KEEPS = ("first", "last", "newest")
_SPACES = re.compile(r"\s+")
_MARKS = re.compile(r"[^\w\s]+")


class Duplicates:
    """Tells of units in order whether each is kept. A 64-bit hash and a number a unit are remembered.

    `source` is the language of the source, the first variant where it is None. `loose` takes texts for the
    same that differ in capital letters, white space and punctuation only. Where not the first is kept, `look`
    must be shown all units before `keeps` is asked of them in the same order. A unit that has no key (no
    tuid, or no variant in the source language) is no duplicate of any.

    >>> units = [TranslationUnit(None, (Variant("kk", text),)) for text in ("Иә.", "иә", "Жоқ.")]
    >>> duplicates = Duplicates(loose=True)
    >>> [duplicates.keeps(unit) for unit in units]
    [True, False, True]
    """

    def __init__(
        self, by: str = "all", *, source: str | None = None, loose: bool = False, keep: str = "first"
    ) -> None:
        if by not in BY:
            raise UsageError(f"--by {by}: units are the same by {', '.join(BY)}")
        if keep not in KEEPS:
            raise UsageError(f"--keep {keep}: what is kept is {', '.join(KEEPS)}")
        self._by, self._source, self._loose, self._keep = by, source, loose, keep
        self._best: dict[int, tuple[str, int]] = {}
        self._looked = self._asked = 0

    @property
    def needs_look(self) -> bool:
        """Whether `look` must be shown the units first."""
        return self._keep != "first"

    def look(self, unit: TranslationUnit) -> None:
        """See a unit, in order, before any is asked for."""
        key = self._key(unit)
        if key is not None:
            date = _changed(unit) if self._keep == "newest" else ""
            if key not in self._best or self._best[key][0] <= date:
                self._best[key] = (date, self._looked)
        self._looked += 1

    def keeps(self, unit: TranslationUnit) -> bool:
        """Whether the next unit in order is kept."""
        key, number = self._key(unit), self._asked
        self._asked += 1
        if key is None:
            return True
        if self.needs_look:
            return self._best[key][1] == number
        return self._best.setdefault(key, ("", number))[1] == number

    def _key(self, unit: TranslationUnit) -> int | None:
        if self._by == "tuid":
            return None if unit.tuid is None else hash(unit.tuid)
        if self._by == "source":
            variant = source_of(unit, self._source)
            return None if variant is None else hash((variant.lang.lower(), self._text(variant)))
        return hash(frozenset((one.lang.lower(), self._text(one), one.content) for one in unit.variants))

    def _text(self, variant: Variant) -> str:
        return folded(variant.text) if self._loose else variant.text


def source_of(unit: TranslationUnit, lang: str | None) -> Variant | None:
    """The first variant in a language; the first of all where no language, or `*all*`, is named."""
    if lang is None or lang == "*all*":
        return unit.variants[0]
    return next((one for one in unit.variants if matches(lang, one.lang)), None)


def folded(text: str) -> str:
    """A text without what differs by taste: capital letters, white space, punctuation.

    >>> folded("«Иә»,  дедім — мен!") == folded("иә дедім мен")
    True
    """
    return _SPACES.sub(" ", _MARKS.sub(" ", text)).strip().casefold()


def _changed(unit: TranslationUnit) -> str:
    """When the unit or one of its variants was last changed, as digits; empty if that is not said."""
    holders: tuple[TranslationUnit | Variant, ...] = (unit, *unit.variants)
    dates = [
        re.sub("[^0-9]", "", value)
        for holder in holders
        for value in (holder.attribute("changedate") or holder.attribute("creationdate"),)
        if value
    ]
    return max(dates, default="")
