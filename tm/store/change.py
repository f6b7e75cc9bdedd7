"""What can be done to a memory within one revision: units come, change, go, and come back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tm.store.index import WAITING
from tm.store.record import digest_of, header_out, rest_of_unit, rest_of_variant
from tm.store.segments import key_of
from tm.units import Header, TranslationUnit

if TYPE_CHECKING:
    from tm.store.store import Store


class Change:
    """What can be done within `Store.changing`; `revision` is the number of the change."""

    def __init__(self, store: Store, revision: int) -> None:
        self._store, self._database, self.revision = store, store.database, revision

    def set_header(self, header: Header | None) -> None:
        """Let the memory say this of itself, or nothing."""
        self._database.replace("fact", [("header", header_out(header) if header else "")])

    def add(self, units: Sequence[TranslationUnit]) -> list[int]:
        """Put units in; their numbers. One that is there in every respect is not put in again.

        The number of such a unit is negative: that of the one that is there.
        """
        rests = [(rest_of_unit(unit), [rest_of_variant(one) for one in unit.variants]) for unit in units]
        digests = [digest_of(unit, *rest) for unit, rest in zip(units, rests, strict=True)]
        there = dict(self._database.rows("living_digests", digests=digests))
        ((last,),) = self._database.rows("last_unit")
        numbers, new = [], []
        for unit, rest, digest in zip(units, rests, digests, strict=True):
            if digest in there:
                numbers.append(-there[digest])
                continue
            last += 1
            there[digest] = last
            numbers.append(last)
            new.append((last, last, unit, digest, rest))
        self._insert(new)
        return numbers

    def replace(self, number: int, unit: TranslationUnit) -> None:
        """Let a unit be another from now on; NoSuchUnit where none of this number ever was.

        A unit that was deleted lives again.
        """
        store = self._store
        versions = store.versions(number)
        if versions[-1].gone is None:
            self.end([number])
        rest = rest_of_unit(unit), [rest_of_variant(one) for one in unit.variants]
        ((last,),) = self._database.rows("last_unit")
        self._insert([(last + 1, number, unit, digest_of(unit, *rest), rest)])

    def end(self, numbers: Iterable[int]) -> int:
        """Delete units, softly; how many of them lived."""
        numbers = list(numbers)
        ids = [row[0] for row in self._database.rows("living_documents", numbers=numbers)]
        self._store.segments.released(self._database.rows("segments_of_units", units=ids))
        return self._database.run("end_units", revision=self.revision, numbers=numbers)

    def undo(self, revision: int) -> tuple[int, int]:
        """Take back what a revision did and no later one has changed: how many units went, and came back."""
        born = [number for _, number in self._database.rows("born_in", revision=revision)]
        gone = self._database.rows("gone_in", revision=revision)
        self.end(born)
        units = self._store.by_version(id for id, _ in gone)
        for id, number in gone:
            self.replace(number, units[id].unit)
        return len(born), len(gone)

    def catch_up(self, waiting: int = WAITING) -> None:
        """Take the segments that wait into the index, of each language where they are more than so many."""
        self._store.index.catch_up(list(self._store.languages().values()), waiting)

    def take_chunks(self) -> None:
        """Take segments into the index as far as that is little work; `catch_up` must follow in the end."""
        self._store.index.take_chunks(list(self._store.languages().values()))

    def _insert(
        self, new: Sequence[tuple[int, int, TranslationUnit, int, tuple[str | None, list[str | None]]]]
    ) -> None:
        """Store versions of units, given by id, number, unit, digest, and what is stored beside the texts."""
        keys = [[key_of(one.lang, one.text) for one in unit.variants] for _, _, unit, _, _ in new]
        ids = self._store.segments.used(Counter(key for of_unit in keys for key in of_unit))
        self._database.insert(
            "unit",
            (
                (id, number, self.revision, None, digest, unit.tuid, unit.prop("x-document"), rest[0])
                for id, number, unit, digest, rest in new
            ),
        )
        self._database.insert(
            "variant",
            (
                (id, place, ids[key], one.lang, more)
                for (id, _, unit, _, rest), of_unit in zip(new, keys, strict=True)
                for place, (one, key, more) in enumerate(zip(unit.variants, of_unit, rest[1], strict=True))
            ),
        )
