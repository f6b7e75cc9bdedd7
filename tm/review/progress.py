"""How far a review is, as counts of rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from tm.review.draft import Row, State

DOUBTFUL = 0.6  # open rows of less confidence are; a report calls the same ones so


class Progress(NamedTuple):
    """How many rows there are, how many of them were decided, and how many need a look most."""

    rows: int
    confirmed: int
    rejected: int
    doubtful: int

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Progress:
        """The counts of some rows."""
        every = list(rows)
        states = Counter(row.state for row in every)
        unsure = [row for row in every if row.confidence is not None and row.confidence < DOUBTFUL]
        doubtful = sum(row.state is State.OPEN for row in unsure)
        return cls(len(every), states[State.CONFIRMED], states[State.REJECTED], doubtful)

    def less(self, other: Progress) -> Progress:
        """How many more there are than in the other."""
        return Progress(*(one - two for one, two in zip(self, other, strict=True)))
