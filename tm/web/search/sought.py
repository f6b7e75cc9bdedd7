"""What a search asks of the memory, in whatever process has it open."""

from __future__ import annotations

from dataclasses import dataclass

from tm.errors import UsageError
from tm.memory import Memory
from tm.web.search.answer import Answer
from tm.web.search.browsing import browsed
from tm.web.search.fuzzy import fuzzy
from tm.web.search.occurrences import occurrences
from tm.web.search.wishes import Wishes


@dataclass(frozen=True, slots=True)
class Sought:
    """A search, as a question to the memory; `after` and `before` say which part of a document is read."""

    wishes: Wishes
    after: int = 0
    before: int = 0

    def of(self, memory: Memory) -> Answer:
        """What is found, or what is wrong with the wishes, and which languages there are."""
        known = tuple(memory.store.languages())
        try:
            return self._found(memory, known)._replace(known=known)
        except UsageError as error:
            return Answer("problem", known=known, status=400, error=error)

    def _found(self, memory: Memory, known: tuple[str, ...]) -> Answer:
        if not known:
            return Answer("empty")
        if self.wishes.is_browsing:
            return browsed(memory, self.wishes.document, self.after, self.before)
        if not self.wishes.q:
            return Answer("start")
        return fuzzy(memory, self.wishes) if self.wishes.kind == "fuzzy" else occurrences(memory, self.wishes)
