"""A document under review: rows of segments that go together, and what a person has said of each.

Rows hold the texts of their segments themselves, not numbers, so that a change is always of a few rows
that stand together, and can be taken back by putting the old ones in their place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate

from tm.units import Alignment, Bead, TranslationUnit

Texts = tuple[str, ...]  # the segments of one side of a row


class State(StrEnum):
    """What a person has decided of a row; nothing yet, it is right, or it shall not be used."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Row:
    """A bead under review: the texts of its segments in each language, in the order of the draft's languages.

    `id` names the row for as long as it lives and is never given to another. `confidence`, 0 to 1, is how
    sure the aligner is of it; None where it has not judged it. `by_hand` is whether a person has put it
    together. A side may be empty, but not all of them. `unit` is the number of the unit of a memory that the
    row was made from.
    """

    id: int
    sides: tuple[Texts, ...]
    confidence: float | None = None
    state: State = State.OPEN
    marked: bool = False
    edited: bool = False  # its texts are not those that were aligned
    note: str = ""
    unit: int | None = None
    by_hand: bool = False

    def __post_init__(self) -> None:
        if not any(self.sides):
            raise ValueError("a row needs a segment in one language at least")

    @property
    def shape(self) -> tuple[int, ...]:
        """How many segments each side holds."""
        return tuple(map(len, self.sides))

    @property
    def is_one_to_one(self) -> bool:
        """Whether each side is one segment."""
        return set(self.shape) == {1}

    def text(self, place: int) -> str:
        """What the side at this place says: its segments joined by single spaces."""
        return " ".join(self.sides[place])


@dataclass(frozen=True, slots=True)
class Draft:
    """All rows of a document in the order of its texts. `next_id` is above all ids that ever were."""

    langs: tuple[str, ...]
    rows: tuple[Row, ...]
    next_id: int
    _places: dict[int, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_places", {row.id: place for place, row in enumerate(self.rows)})

    @classmethod
    def of(cls, alignment: Alignment) -> Draft:
        """The draft that a person begins with: a row a bead, those confirmed before confirmed."""
        rows = tuple(
            Row(
                number,
                tuple(
                    tuple(alignment.segments[lang][index] for index in bead[lang]) for lang in alignment.langs
                ),
                bead.confidence,
                State.CONFIRMED if alignment.is_confirmed(bead) else State.OPEN,
            )
            for number, bead in enumerate(alignment.beads, start=1)
        )
        return cls(alignment.langs, rows, len(rows) + 1)

    def __len__(self) -> int:
        return len(self.rows)

    def place(self, id: int) -> int | None:
        """Where a row stands, from 0; None where there is none of this id any more."""
        return self._places.get(id)

    def segments(self) -> dict[str, Texts]:
        """The texts of each language, whole."""
        return {
            lang: tuple(text for row in self.rows for text in row.sides[place])
            for place, lang in enumerate(self.langs)
        }

    def beads(self) -> tuple[Bead, ...]:
        """A bead a row, its segments counted from 0; what nobody has judged has confidence 1."""
        starts = [
            list(accumulate((len(row.sides[place]) for row in self.rows), initial=0))
            for place in range(len(self.langs))
        ]
        return tuple(
            Bead(
                self.langs,
                tuple(
                    tuple(range(start[at], start[at] + len(side)))
                    for start, side in zip(starts, row.sides, strict=True)
                ),
                1.0 if row.confidence is None or row.state is State.CONFIRMED else row.confidence,
            )
            for at, row in enumerate(self.rows)
        )

    def alignment(self, signature: str = "") -> Alignment:
        """The same as an alignment; what was confirmed is confirmed in it."""
        beads = self.beads()
        confirmed = [bead for bead, row in zip(beads, self.rows, strict=True) if row.state is State.CONFIRMED]
        return Alignment(self.segments(), beads, signature=signature, confirmed=tuple(confirmed))


@dataclass(frozen=True, slots=True)
class Source:
    """Where a document under review is from: its project and name there, and what made its beads.

    `place` is the folder or the memory, for people to read; `units` are those of a memory that its rows
    were made from, by number.
    """

    project: str
    name: str
    place: str = ""
    signature: str = ""
    units: Mapping[int, TranslationUnit] = field(default_factory=dict)


def spliced(rows: Sequence[Row], start: int, old: Sequence[Row], new: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with `new` in the place of `old`, which begin at `start`."""
    return (*rows[:start], *new, *rows[start + len(old) :])
