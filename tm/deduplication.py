"""Units of a memory that say what another one says, or nearly, deleted in one revision that can be undone.

Nearly means: the same languages, in each a text that is as alike as was asked (`Memory.near`), and the same
numbers, for two articles of a law that differ in nothing else are not one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tm.duplicates import Duplicates, changed, checked, source_of
from tm.errors import BusyMemory, UsageError
from tm.languages import base
from tm.matching.score import best_first
from tm.matching.sides import Side
from tm.memory import Memory
from tm.store.stored import Stored
from tm.units import TranslationUnit

LEAST = 50  # per cent of likeness; with less nobody would call it a duplicate
STEP = 500  # units between two signs of progress
NEAR_STEP = 20
_NUMBER = re.compile(r"\d+")


@dataclass(slots=True)
class Cleaned:
    """How many units there were, which were deleted (number, and that of the unit that stays, where known).

    `revision` is that of the memory, None where nothing changed. `warning` is to be said where no unit could
    be a duplicate.
    """

    units: int = 0
    removed: list[tuple[int, int | None]] = field(default_factory=list)
    revision: int | None = None
    warning: str | None = None


class Deduplication:
    """Deletes what is said twice; `run` it, then read `cleaned`.

    `duplicates` says what is the same and what is kept. With `near` those count that are so many per cent
    alike, in the source (the language `source`, or else that of the header, or the first of a unit) and in
    all other languages; of those `keep` is kept, `first`, `last` or `newest`. Where units are alike in a row,
    each is held against one that stays, so that nothing goes that is not like something that stays. A `dry`
    run changes nothing. Raises UsageError, and a StoreError; BusyMemory where the memory changed meanwhile.
    """

    def __init__(
        self,
        memory: Memory,
        *,
        duplicates: Duplicates | None = None,
        near: float | None = None,
        source: str | None = None,
        keep: str = "first",
        dry: bool = False,
    ) -> None:
        if near is not None and not LEAST <= near <= 100:
            raise UsageError(f"--near {near:g}: is a likeness from {LEAST} to 100 per cent")
        self._memory, self._duplicates, self._near = memory, duplicates or Duplicates(keep=keep), near
        self._lang = None if source is None else checked("--from", source)
        self._keep, self._dry = keep, dry
        self.cleaned = Cleaned()

    def run(self) -> Iterator[tuple[int, int]]:
        """Do it; yields how many units were looked at, and how many are to be."""
        store = self._memory.store
        with store.database.reading():
            revision = store.last_revision()
            whole = self.cleaned.units = store.count()
            header = store.header
            if header is not None and header.srclang != "*all*":
                self._duplicates.lead(header.srclang)
                self._lang = self._lang or header.srclang
            yield from self._exactly(whole) if self._near is None else self._nearly(whole, self._near)
        if self._dry or not self.cleaned.removed:
            return
        with store.changing("dedupe", self._said()) as change:
            if change.revision != revision + 1:
                raise BusyMemory(
                    self._memory.place, "was changed meanwhile; nothing was deleted, run it again"
                )
            change.end(number for number, _ in self.cleaned.removed)
        self.cleaned.revision = change.revision

    def _said(self) -> str:
        if self._near is None:
            return self._duplicates.said
        return f"{self._near:g} % alike, keep {self._keep}"

    def _exactly(self, whole: int) -> Iterator[tuple[int, int]]:
        duplicates, store = self._duplicates, self._memory.store
        total = whole * (2 if duplicates.needs_look else 1)
        done = 0
        if duplicates.needs_look:
            for stored in store.units():
                duplicates.look(stored.unit)
                done += 1
                if done % STEP == 0:
                    yield done, total
        for stored in store.units():
            if not duplicates.keeps(stored.unit):
                self.cleaned.removed.append((stored.number, None))
            done += 1
            if done % STEP == 0:
                yield done, total
        self.cleaned.warning = duplicates.warning

    def _nearly(self, whole: int, minimum: float) -> Iterator[tuple[int, int]]:
        gone: set[int] = set()
        stay: set[int] = set()
        for done, number in enumerate(self._order(), start=1):
            if number not in gone:
                (leader,) = self._memory.store.by_number([number])
                stay.add(number)
                for other in self._alike(leader, minimum, gone | stay):
                    gone.add(other)
                    self.cleaned.removed.append((other, number))
            if done % NEAR_STEP == 0:
                yield done, whole
        self.cleaned.removed.sort()

    def _order(self) -> list[int]:
        """The numbers of units, those first that are to stay."""
        dated = [(changed(one.unit), one.number) for one in self._memory.store.units()]
        if self._keep == "newest":
            return [number for _, number in sorted(dated, key=lambda pair: (-pair[0], pair[1]))]
        numbers = [number for _, number in dated]
        return numbers if self._keep == "first" else numbers[::-1]

    def _alike(self, leader: Stored, minimum: float, settled: set[int]) -> list[int]:
        """The numbers of units that are like one in all languages, and of which nothing is settled."""
        memory = self._memory
        source = source_of(leader.unit, self._lang) or leader.unit.variants[0]
        segments = {id for id, _, _ in memory.near(source.text, source.lang, minimum)}
        numbers = {use.number for use in memory.store.uses(segments)} - settled
        if not numbers:
            return []
        return [
            other.number
            for other in memory.store.by_number(numbers)
            if _same(leader.unit, other.unit, minimum)
        ]


def _same(one: TranslationUnit, other: TranslationUnit, minimum: float) -> bool:
    """Whether two units have the same languages and numbers, and in each language texts that are so alike."""
    pairs = _paired(one, other)
    return pairs is not None and all(
        text == like
        or (_NUMBER.findall(text) == _NUMBER.findall(like) and best_first(Side.of(text), [like], minimum))
        for text, like in pairs
    )


def _paired(one: TranslationUnit, other: TranslationUnit) -> list[tuple[str, str]] | None:
    """The texts of the variants that go together; None where the languages are not the same."""
    sides = [sorted(unit.variants, key=lambda variant: base(variant.lang)) for unit in (one, other)]
    langs = [[base(variant.lang) for variant in side] for side in sides]
    if langs[0] != langs[1]:
        return None
    return [(a.text, b.text) for a, b in zip(*sides, strict=True)]
