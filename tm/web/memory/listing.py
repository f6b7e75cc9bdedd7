"""Which documents the memory has, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from tm.memory import Memory

PAGE = 50  # documents on a page


class Listing(NamedTuple):
    """A page of documents: names with how many units each has, and which page of how many it is.

    `total` are the documents of such names, `other` the units of the memory that name no document.
    """

    documents: tuple[tuple[str, int], ...]
    number: int
    pages: int
    total: int
    other: int


@dataclass(frozen=True, slots=True)
class Documents:
    """Asks for the documents that have something in their names, whatever its capital letters."""

    name: str
    number: int

    def of(self, memory: Memory) -> Listing:
        """A page of them, in the order of their names; the nearest one where there is no such page."""
        there = memory.store.documents()
        other = there.pop(None, 0)
        wanted = self.name.casefold()
        found = sorted((name, count) for name, count in there.items() if name and wanted in name.casefold())
        pages = max(-(-len(found) // PAGE), 1)
        number = min(max(self.number, 1), pages)
        return Listing(tuple(found[PAGE * (number - 1) : PAGE * number]), number, pages, len(found), other)
