"""What a memory is asked by many at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, TypeVar

from tm.matching.concordance import Concordance
from tm.matching.match import Match
from tm.memory import LIMIT, MINIMUM, Found, Memory, Query

LOOKED = 40_000  # segments that a concordance reads for one answer, the newest; it takes less than a second
Answer_co = TypeVar("Answer_co", covariant=True)


class Question(Protocol[Answer_co]):
    """What can be asked in another process: it can be pickled, is small, and equal where the answer is."""

    def of(self, memory: Memory) -> Answer_co:
        """The answer that a memory gives."""
        ...


@dataclass(frozen=True, slots=True)
class Matches:
    """The matches of a text, as `Memory.lookup` has them."""

    query: Query
    source: str
    target: str
    minimum: float = MINIMUM
    limit: int = LIMIT

    def of(self, memory: Memory) -> list[Match]:
        """The best first."""
        return memory.lookup(self.query, self.source, self.target, minimum=self.minimum, limit=self.limit)


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Where a memory has a word or a phrase, as `Memory.concord` has it."""

    text: str
    lang: str
    mode: str = "words"
    near: bool = False
    case: bool = False
    limit: int = 100

    def of(self, memory: Memory) -> list[Found]:
        """The closest forms first. Raises UsageError where there is nothing to look for."""
        sought = Concordance(self.text, self.lang, self.mode, near=self.near, case=self.case)
        return memory.concord(sought, limit=self.limit)


@dataclass(frozen=True, slots=True)
class Tags:
    """What languages there are, as units name them."""

    def of(self, memory: Memory) -> list[str]:
        """The tags that the memory has."""
        return memory.store.tags()
