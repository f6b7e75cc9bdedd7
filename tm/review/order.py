"""Which rows to look at first, so that a person's minute finds most errors.

An error of alignment mostly spans rows that stand together: what one lacks the next has too much of. So
doubtful rows that stand together are one place to look at, which is read in the order of the text; the
places come in the order of how probable an error there is for the time that it takes to read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from tm.review.draft import Draft, Row, State

DOUBTFUL = 0.6  # confidence below which a row is called doubtful
UNKNOWN = 0.5  # the confidence of a row that nobody has judged yet
SURE = 0.9  # confidence from which on a row is no part of a doubtful place
STOP = 60  # characters that could be read in the time that it takes to go to a row and to decide


def is_doubtful(row: Row) -> bool:
    """Whether nothing is decided of a row and it is more likely to be wrong than others by far."""
    return row.state is State.OPEN and _confidence(row) < DOUBTFUL


def doubtful_first(draft: Draft) -> list[int]:
    """The ids of all open rows, in the order in which a person's time finds most errors.

    What is decided of a row changes nothing in the order of the others, so that nobody is sent elsewhere
    before a place is read to its end.
    """
    places = sorted(_places(draft.rows), key=lambda place: (-_worth(place), place[0].id))
    return [row.id for place in places for row in place if row.state is State.OPEN]


def _places(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Doubtful rows that stand together; every other row is a place of its own."""
    for doubted, run in groupby(rows, key=lambda row: _confidence(row) < SURE):
        if doubted:
            yield list(run)
        else:
            yield from ([row] for row in run)


def _worth(place: Sequence[Row]) -> float:
    """How probable an error is in a place, for each character of time."""
    risk = max(1 - _confidence(row) for row in place)
    return risk / sum(STOP + _length(row) for row in place)


def _confidence(row: Row) -> float:
    return UNKNOWN if row.confidence is None else row.confidence


def _length(row: Row) -> int:
    return sum(len(text) for side in row.sides for text in side)
