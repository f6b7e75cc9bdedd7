"""The part of a document that is shown at once: a page of its rows, and where in it a person stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from tm.review.desk import Review
from tm.review.draft import Draft, Row
from tm.review.progress import Progress

PAGE = 100  # rows
OVERLAP = 3  # rows of the pages before and after, so that the first and the last of a page have neighbours


class Spot(NamedTuple):
    """Where a person stands: the id of a row, the language of a cell, the number of a segment from 1.

    With `by_doubt` the way leads from the most doubtful row to the least. `near` is where the row stood when
    it was last seen, from 0; it may be gone by now.
    """

    row: int = 0
    lang: str = ""
    segment: int = 1
    by_doubt: bool = False
    near: int = 0


class Shown(NamedTuple):
    """A row with its number in the document; `beside` are those of another page."""

    number: int
    row: Row
    beside: bool


@dataclass(frozen=True, slots=True)
class Window:
    """What is shown of a review: `spot` stands in it for sure."""

    review: Review
    version: int
    langs: tuple[str, ...]
    spot: Spot
    shown: tuple[Shown, ...]
    tally: Progress
    page: int
    pages: int
    place: int

    @property
    def number(self) -> int:
        """The number of the row where the person stands."""
        return self.place + 1

    @property
    def here(self) -> Row:
        """The row where the person stands."""
        return next(one.row for one in self.shown if one.row.id == self.spot.row)

    @property
    def text(self) -> str:
        """What stands in the current cell, a segment a line."""
        return "\n".join(self.here.sides[self.langs.index(self.spot.lang)])


def place_of(draft: Draft, spot: Spot) -> int:
    """Where the row of a spot stands, or the one that is there now if that is gone."""
    place = draft.place(spot.row)
    return min(max(spot.near, 0), len(draft) - 1) if place is None else place


def window(review: Review, spot: Spot) -> Window:
    """The page on which a spot is; what is not there is mended: the row at its place, the first cell."""
    draft, version = review.now
    place = place_of(draft, spot)
    row = draft.rows[place]
    lang = spot.lang if spot.lang in draft.langs else draft.langs[0]
    segments = len(row.sides[draft.langs.index(lang)])
    segment = min(max(spot.segment, 1), max(segments, 1))
    page = place // PAGE
    first, last = page * PAGE, min((page + 1) * PAGE, len(draft))
    start, end = max(0, first - OVERLAP), min(last + OVERLAP, len(draft))
    shown = tuple(Shown(at + 1, draft.rows[at], not first <= at < last) for at in range(start, end))
    return Window(
        review,
        version,
        draft.langs,
        Spot(row.id, lang, segment, spot.by_doubt, place),
        shown,
        Progress.of(draft.rows),
        page + 1,
        -(-len(draft) // PAGE),
        place,
    )
