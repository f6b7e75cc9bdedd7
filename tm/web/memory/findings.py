"""A look over the memory, or a part of it, for what translators should see; kept by kind, so many of each."""

from __future__ import annotations

from collections import Counter, defaultdict
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import NamedTuple

from tm.checks.checker import FAMILIES, Checker
from tm.formats.memory import entered
from tm.formats.stored import MemoryReader
from tm.selection import Selection
from tm.store.record import hashed
from tm.units import Finding, TranslationUnit
from tm.web.jobs import Job, Steps

KIND = "check"
MOST = 2000  # findings of a kind that are kept; the others are counted
STEP = 500  # units between two signs of progress
WHOLE = 1000
MEANINGS = {code: meaning for family in FAMILIES.values() for code, meaning in family.items()}


class Place(NamedTuple):
    """Where something was found, and why; `text` is a hash of what the unit said there."""

    number: int
    lang: str | None
    reason: str
    start: int
    end: int
    text: int


@dataclass(slots=True)
class Findings:
    """What was found in a look: how often by code, and the first places of each."""

    selection: Selection
    source: str | None = None
    families: tuple[str, ...] = ()
    units: int = 0
    revision: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    places: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))

    @property
    def kinds(self) -> list[tuple[str, int]]:
        """The codes in the order of their families, with how often each was found."""
        return [(code, self.counts[code]) for code in MEANINGS if self.counts[code]]


def look(place: str, found: Findings, job: Job) -> Steps:
    """Look at all the units that are wanted."""
    job.result = found
    with ExitStack() as stack:
        reader = MemoryReader(place)
        entered(reader, stack)
        checker = Checker(source=found.source, only=found.families)
        checker.lead(reader.header.srclang)
        if found.source is None and reader.header.srclang != "*all*":
            found.source = reader.header.srclang
        wanted = (taken for unit in reader if (taken := found.selection.taken(unit)) is not None)
        for unit, findings in checker.checked(wanted):
            found.units += 1
            for finding in findings:
                _add(found, unit, finding)
            if found.units % STEP == 0:
                yield int(WHOLE * reader.share), WHOLE


def text_of(unit: TranslationUnit, lang: str | None) -> int:
    """A hash of what a unit says in a language, or in all where the finding is of the whole unit.

    It is the same in every process.
    """
    return hashed(*(one.text for one in unit.variants if lang is None or one.lang == lang))


def _add(found: Findings, unit: TranslationUnit, finding: Finding) -> None:
    found.counts[finding.code] += 1
    places = found.places[finding.code]
    if len(places) < MOST:
        text = text_of(unit, finding.lang)
        places.append(Place(unit.line, finding.lang, finding.reason, finding.start, finding.end, text))
