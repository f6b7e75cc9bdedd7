"""Which rows to look at first, so that a person's minute finds most errors.

A row is worth looking at as far as it is likely to be wrong, for the time that it takes. An error mostly
spans rows that stand together, since what one of them lacks another has too much of. So doubtful rows that
stand together are one place, which is looked at as a whole: first at the row that is worth most there, which
mostly tells, then at the rest from the top.

Chosen on documents for development, on errors of our own and on planted ones (scripts/bench_review.py): below
some 300 characters a stop, short rows are favoured so much that more rows are looked at for an error, and no
fewer characters; above, little changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from tm.review.draft import Draft, Row, State

DOUBTFUL = 0.6  # confidence below which a row is doubtful
UNKNOWN = 0.5  # what stands for the confidence of a row that nobody has judged yet
STOP = 500  # characters that could be read in the time that it takes to go to a row and to decide


def is_doubtful(row: Row) -> bool:
    """Whether nothing is decided of a row, and the aligner is not sure of it or has not judged it."""
    return row.state is State.OPEN and _confidence(row) < DOUBTFUL


def doubtful_first(draft: Draft) -> list[int]:
    """The ids of all open rows, in the order in which a person's time finds most errors.

    To decide of a row changes nothing in the order of the others: nobody is sent elsewhere before a place is
    done with.
    """
    worth = list(map(_worth, draft.rows))
    rank = [(-value, k, k) for k, value in enumerate(worth)]
    for place in _places(draft.rows):
        best = max(place, key=worth.__getitem__)
        for k in place:
            rank[k] = (-worth[best], place.start, -1 if k == best else k)
    rows = (row for _, row in sorted(zip(rank, draft.rows, strict=True), key=itemgetter(0)))
    return [row.id for row in rows if row.state is State.OPEN]


def _places(rows: Sequence[Row]) -> Iterator[range]:
    """Where doubtful rows stand together, decided ones among them."""
    doubtful = [k for k, row in enumerate(rows) if _confidence(row) < DOUBTFUL]
    for _, run in groupby(enumerate(doubtful), key=lambda item: item[1] - item[0]):
        place = [k for _, k in run]
        yield range(place[0], place[-1] + 1)


def _worth(row: Row) -> float:
    """How likely the row is to be wrong, for each character of time."""
    risk = 1 - _confidence(row)
    return risk / (STOP + sum(len(text) for side in row.sides for text in side)) if risk else 0.0


def _confidence(row: Row) -> float:
    return UNKNOWN if row.confidence is None else row.confidence
