"""The places of a document that a translation can be put into, and what is put there.

A document that is filled in place has one `Place` for each segment, entry or line; a `Filling` is what a
memory has for one of them, and `Filled` what became of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

from tm.errors import UsageError
from tm.languages import matches
from tm.units import Variant

Kind = Literal["exact", "fuzzy", "context", "repaired"]
Codes = Literal["none", "mapped", "dropped", "missing"]


class PlaceState(StrEnum):
    """How far a place is; a draft has a target that nobody has confirmed, a locked one may not be touched."""

    UNTRANSLATED = "untranslated"
    DRAFT = "draft"
    TRANSLATED = "translated"
    APPROVED = "approved"
    LOCKED = "locked"


CLOSED = (PlaceState.APPROVED, PlaceState.LOCKED)  # these are never filled


@dataclass(frozen=True, slots=True)
class Place:
    """A segment of a document and where it stands.

    `number` counts the places of the file from 0. `lang` is the language that its target is to be in, which
    may differ between the documents of one file. `document` and `id` are as the file has them; `form` says
    which plural form it is, as `1/3`, and is empty where there are none.
    """

    number: int
    source: Variant
    target: Variant | None
    state: PlaceState
    lang: str
    document: str = ""
    id: str | None = None
    line: int = 0
    form: str = ""


class Filling(NamedTuple):
    """A translation from a memory for a place: its target, the source that it translates, and how like it is.

    `stored` is the target as the memory has it, where `target` was made of that. `score` is in per cent, up
    to 101; `form` the plural form that it was in the memory.
    """

    target: Variant
    score: int
    origin: str
    kind: Kind
    source: Variant | None = None
    stored: Variant | None = None
    form: str = ""

    @property
    def is_exact(self) -> bool:
        """Whether it is a translation of the very text."""
        return self.kind in ("exact", "context")

    @property
    def translation(self) -> Variant:
        """What the memory has for its source."""
        return self.stored or self.target


class Filled(NamedTuple):
    """What became of a filling.

    `codes` are none, mapped to those of the document, dropped because they do not correspond to those, or
    missing: the document has some and the translation none. `review` tells whether the target was marked as
    one to look at. Where it was not `done` the document stays as it was, and `problem` says why;
    elsewhere that is what had to be left out.
    """

    done: bool
    codes: Codes = "none"
    review: bool = False
    problem: str = ""


class Fillable(Protocol):
    """A bilingual document that can be filled in place.

    Iterated, it gives its places in order, any number of times. `write` makes the file with what was filled
    since it was opened, everything else as it was.
    """

    @property
    def langs(self) -> tuple[str, str]:
        """Source and target; in a file of several documents those of the first."""
        ...

    @property
    def warnings(self) -> list[str]:
        """What was assumed of the file, in whole sentences."""
        ...

    def __iter__(self) -> Iterator[Place]:
        """The places, in order."""
        ...

    def fill(
        self,
        place: Place,
        variant: Variant,
        score: int,
        origin: str,
        *,
        state: Kind,
        source: Variant | None = None,
        stored: Variant | None = None,
        form: str = "",
    ) -> Filled:
        """Put a translation into a place, in the stead of what was filled there before.

        `source` is what the translation was made of: by it codes are told from one another, and it is shown
        beside what is not exact, with `stored`, which the memory has, where `variant` was made of that.
        Raises ValueError for a place that is approved or locked.
        """
        ...

    def write(self, output: Path | str) -> None:
        """Write the document, whole or not at all. Raises UnwritableOutput."""
        ...


def agreed(path: Path | str, said: tuple[str, str], langs: Sequence[str]) -> tuple[str, str]:
    """Source and target of a document: as it says, or else as `langs` do.

    Raises UsageError where neither names both, and where they disagree.
    """
    named = (*langs, "", "")[:2]
    for one, other, name in zip(said, named, ("source", "target"), strict=True):
        if not one and not other:
            raise UsageError(f"{path}: says nothing of its {name} language; name both with --from and --to")
        if one and other and not matches(one, other):
            raise UsageError(f"{path}: its {name} language is {one}, not {other}")
    return said[0] or named[0], said[1] or named[1]
