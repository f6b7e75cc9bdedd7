"""How much of a text a memory already knows: segments, words, characters, by the score of what it has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from tm.matching.bands import NONE, REPETITION, ROWS, band
from tm.matching.match import Match

LEAST = 50  # per cent; what is less like a text helps nobody with it


@dataclass(slots=True)
class Extent:
    """How much it is: words are what white space separates, characters are counted with spaces."""

    segments: int = 0
    words: int = 0
    characters: int = 0

    def add(self, text: str) -> None:
        """Count one more segment."""
        self.segments += 1
        self.words += len(text.split())
        self.characters += len(text)

    def __iadd__(self, other: Self) -> Self:
        self.segments += other.segments
        self.words += other.words
        self.characters += other.characters
        return self


@dataclass(slots=True)
class Analysis:
    """The counts of a text by the rows of an analysis, in the order of `tm.matching.bands.ROWS`.

    >>> analysis = Analysis()
    >>> analysis.add("Иә, солай.", None), analysis.add("Иә, солай.", None, repeated=True)
    (None, None)
    >>> analysis.rows["repetitions"], analysis.total.words
    (Extent(segments=1, words=2, characters=10), 4)
    """

    rows: dict[str, Extent] = field(default_factory=lambda: {row: Extent() for row in ROWS})

    def add(self, text: str, best: Match | None, *, repeated: bool = False) -> None:
        """Count a segment by the best of what a memory has for it; or as one that was `repeated`."""
        known = NONE if best is None else band(best.score)
        self.rows[REPETITION if repeated else known].add(text)

    @property
    def total(self) -> Extent:
        """All rows together."""
        total = Extent()
        for extent in self.rows.values():
            total += extent
        return total

    @classmethod
    def of(cls, analyses: Iterable[Analysis]) -> Analysis:
        """Several together."""
        together = cls()
        for analysis in analyses:
            for row, extent in analysis.rows.items():
                together.rows[row] += extent
        return together
