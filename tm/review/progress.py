"""How far a review is, as counts of rows."""

from __future__ import annotations

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
        every = confirmed = rejected = doubtful = 0
        for row in rows:
            every += 1
            if row.state is State.CONFIRMED:
                confirmed += 1
            elif row.state is State.REJECTED:
                rejected += 1
            elif row.confidence is not None and row.confidence < DOUBTFUL:
                doubtful += 1
        return cls(every, confirmed, rejected, doubtful)

    def less(self, other: Progress) -> Progress:
        """How many more there are than in the other."""
        return Progress(*(one - two for one, two in zip(self, other, strict=True)))
