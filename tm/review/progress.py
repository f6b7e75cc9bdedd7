"""How far a review is, as counts of rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from tm.review.draft import Row, State
from tm.review.order import is_doubtful


class Progress(NamedTuple):
    """How many rows there are, how many of them were decided, and how many need a look most."""

    rows: int
    confirmed: int
    rejected: int
    doubtful: int

    @property
    def open(self) -> int:
        """Rows of which nothing is decided."""
        return self.rows - self.confirmed - self.rejected

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Progress:
        """The counts of some rows."""
        every = list(rows)
        states = [row.state for row in every]
        confirmed, rejected = states.count(State.CONFIRMED), states.count(State.REJECTED)
        open_ones = (row for row in every if row.state is State.OPEN)
        return cls(len(every), confirmed, rejected, sum(map(is_doubtful, open_ones)))

    def less(self, other: Progress) -> Progress:
        """How many more there are than in the other."""
        return Progress(*(one - two for one, two in zip(self, other, strict=True)))
