"""The part of a document that is shown at once: a page of its rows, and where in it a person stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote

from tm.review.desk import Review
from tm.review.draft import Draft, Row
from tm.review.progress import Progress

PAGE = 100  # rows
OVERLAP = 3  # rows of the pages before and after, so that the first and the last of a page have neighbours


class Spot(NamedTuple):
    """Where a person stands: the id of a row, the language of a cell, the number of a segment from 1.

    With `by_doubt` the way leads from the most doubtful row to the least. `near` is where the row stood when
    it was last seen, from 0; it may be gone by now. `columns` are the languages that are to be seen, () for
    all of them.
    """

    row: int = 0
    lang: str = ""
    segment: int = 1
    by_doubt: bool = False
    near: int = 0
    columns: tuple[str, ...] = ()

    @property
    def kept(self) -> str:
        """What every address of the page goes on to say."""
        mode, columns = "&mode=doubtful" * self.by_doubt, ",".join(self.columns)
        return f"{mode}&show={quote(columns)}" if columns else mode


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
    def columns(self) -> list[tuple[int, str]]:
        """The languages that are to be seen, each with its place in the rows."""
        return [pair for pair in enumerate(self.langs) if pair[1] in (self.spot.columns or self.langs)]

    def columns_but(self, lang: str) -> str:
        """What `show` says where a language changes between seen and not seen; "" where that can't be."""
        seen = {one for _, one in self.columns} ^ {lang}
        return ",".join(one for one in self.langs if one in seen)

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
    columns = tuple(lang for lang in draft.langs if lang in spot.columns)
    columns = () if columns == draft.langs else columns
    seen = columns or draft.langs
    lang = spot.lang if spot.lang in seen else seen[0]
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
        Spot(row.id, lang, segment, spot.by_doubt, place, columns),
        shown,
        Progress.of(draft.rows),
        page + 1,
        -(-len(draft) // PAGE),
        place,
    )
