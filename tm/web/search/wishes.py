"""What somebody looks for, as the address of a page says it; what an address says wrong is as if not said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Self
from urllib.parse import urlencode

from tm.memory import MINIMUM
from tm.selection import Selection
from tm.web.numbers import number_of

KINDS = ("fuzzy", "words", "exact", "text")
LIMITS = (20, 50, 200)
ANY = "any"  # language
_PLACES = {"source": "from", "target": "to"}  # fields that are called otherwise in an address


@dataclass(frozen=True, slots=True)
class Wishes:
    """What to look for, how, and where.

    `kind` is one of `KINDS`: a match of a whole segment, or a concordance in one of its modes. `source` is
    the language to look in, empty where the text says it, `ANY` for all; `target` is the one of the
    translation, empty for any. What follows are the filters of a `Selection`, empty where nothing is asked.
    """

    q: str = ""
    kind: str = "words"
    source: str = ""
    target: str = ""
    minimum: int = MINIMUM
    case: bool = False
    near: bool = False
    limit: int = LIMITS[0]
    document: str = ""
    origin: str = ""
    review: str = ""
    since: str = ""
    until: str = ""

    @classmethod
    def of(cls, said: Mapping[str, str]) -> Self:
        """What the parameters of an address say; the first page of a search where they say nothing."""
        values = {one.name: said.get(_PLACES.get(one.name, one.name), "").strip() for one in fields(cls)}
        return cls(
            q=values["q"].replace("\0", " ").strip(),
            kind=values["kind"] if values["kind"] in KINDS else cls().kind,
            source=values["source"],
            target=values["target"],
            minimum=_number(values["minimum"], MINIMUM, range(1, 102)),
            case=bool(values["case"]),
            near=bool(values["near"]),
            limit=_number(values["limit"], LIMITS[0], range(1, LIMITS[-1] + 1)),
            document=values["document"],
            origin=values["origin"],
            review=values["review"],
            since=values["since"],
            until=values["until"],
        )

    @property
    def selection(self) -> Selection:
        """Which units are wanted. Raises UsageError for a day that is none."""
        return Selection(
            document=self.document or None,
            origin=self.origin or None,
            since=self.since or None,
            until=self.until or None,
            review=frozenset([self.review] if self.review else []),
        )

    @property
    def is_filtered(self) -> bool:
        """Whether some units are not wanted whatever they say."""
        return any((self.document, self.origin, self.review, self.since, self.until))

    @property
    def is_browsing(self) -> bool:
        """Whether a document is to be read, for nothing is looked for in it."""
        others = (self.q, self.origin, self.review, self.since, self.until)
        return bool(self.document) and not any(others)

    def address(self, **changed: str | int) -> str:
        """The place of the page with these wishes, some of them changed; what is as ever is left out."""
        wishes, usual = replace(self, **changed), Wishes()  # type: ignore[arg-type]
        pairs = [
            (_PLACES.get(one.name, one.name), "1" if value is True else value)
            for one in fields(self)
            if (value := getattr(wishes, one.name)) != getattr(usual, one.name)
        ]
        return f"/search?{urlencode(pairs)}" if pairs else "/search"

    def part(self, **place: int) -> str:
        """The address of the part of a document `after` a unit or `before` one."""
        return f"{self.address()}&{urlencode(place)}"


def _number(said: str, usual: int, allowed: range) -> int:
    """A number that is written, if it is allowed."""
    number = number_of(said, usual)
    return number if number in allowed else usual
