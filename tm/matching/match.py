"""What a memory answers: a unit that is like a query, how like it is, and why no more."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from typing import NamedTuple

from tm.units import TranslationUnit, Variant

EXACT = 100.0
IN_CONTEXT = 101.0  # the same text, and the same segment before or after it


class Penalty(NamedTuple):
    """Points that a match loses, of 100, and what for: `case`, `origin` and so on."""

    reason: str
    points: float


@dataclass(frozen=True, slots=True)
class Match:
    """A unit whose source is like a query.

    `score` is 0 to 100, and 101 where what stands before or after is the same too; `penalties` say what it
    lost beside the likeness of the texts. `number` is that of the unit in its memory, `pair` its variants
    in the languages asked for. `repaired` is the target with the numbers of the query in it, where
    nothing but numbers differs and all of them could be replaced; otherwise None.
    """

    number: int
    score: float
    pair: tuple[Variant, Variant]
    unit: TranslationUnit
    penalties: tuple[Penalty, ...] = ()
    repaired: str | None = None

    @property
    def source(self) -> str:
        """The text that is like the query."""
        return self.pair[0].text

    @property
    def target(self) -> str:
        """Its translation, as it is in the memory."""
        return self.pair[1].text

    @property
    def percent(self) -> int:
        """The score as it is shown: whole per cent, rounded down, so that 100 means the same text."""
        return floor(self.score)
