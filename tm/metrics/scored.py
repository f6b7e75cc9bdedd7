"""What is scored: the hypotheses of systems, and the references that they are held against.

Segments are numbered by their place, from 0, in the order of the references; everything that has one value a
segment is in that order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class ReferenceUnit:
    """What one segment is scored against: its id, one or more references, and what is known of it.

    `confidence` is that of the bead it was made of, from 0 to 1. `number` is the unit's number in a memory,
    or the line where it begins in a file. `segments` are the numbers, from 0, of the source segments of its
    document that it holds.
    """

    id: str
    references: tuple[str, ...]
    source: str | None = None
    document: str | None = None
    confidence: float | None = None
    number: int = 0
    segments: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferenceSet:
    """The references of a test set, and where they are from.

    `origin` is what to call it: a file, files, a memory. `total` is how many source segments the document
    has, where that is known and all units say theirs. `left_out` are the ids of units that can't be scored,
    for they lack a language or are crossings; `unselected` counts those that were not asked for. `warnings`
    say in whole sentences what was assumed of the files. `signature` is that of a frozen test set.
    """

    origin: str
    units: tuple[ReferenceUnit, ...]
    source_lang: str | None = None
    target_lang: str | None = None
    total: int | None = None
    left_out: tuple[str, ...] = ()
    unselected: int = 0
    warnings: tuple[str, ...] = ()
    signature: str = ""

    def __len__(self) -> int:
        return len(self.units)

    def at(self, places: Sequence[int]) -> ReferenceSet:
        """Some of the segments, in this order."""
        return replace(self, units=tuple(self.units[place] for place in places))


@dataclass(frozen=True, slots=True)
class System:
    """A system to be scored: one hypothesis a segment, and what a person made of it where that is known."""

    name: str
    path: str
    hypotheses: tuple[str, ...]
    postedited: tuple[str, ...] = ()
