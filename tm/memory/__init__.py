"""A translation memory: fuzzy matches, concordance and edits, in any direction between its languages.

It answers from the index that is kept with it (`tm/store/index.py`). `lookup.py` says how matches are found,
and `tm/matching/score.py` how good they are. To import is a job of its own (`tm/importing.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from tm.errors import InputError, NoSuchUnit
from tm.languages import base
from tm.matching.concordance import Concordance
from tm.matching.match import Match
from tm.matching.score import best_first, least_likeness
from tm.matching.sides import Side
from tm.memory.lookup import Lookup, Query, pairs
from tm.memory.occurrences import Finds, Found, occurrences
from tm.store import open_store
from tm.store.record import unstorable
from tm.store.store import Store
from tm.units import TranslationUnit

__all__ = ["Finds", "Found", "Memory", "Query", "pairs"]

MINIMUM = 70  # per cent, what a match must have where nothing else is said
LIMIT = 5  # matches
MANY, FEW = 3000, 500  # segments that are compared to find all that are near a text, or very near
MANY_POSTINGS, FEW_POSTINGS = 400_000, 100_000  # that are read to find them
VERY_NEAR = 85.0  # per cent


class Memory:
    """The memory at a place, which is a path, or the address of a PostgreSQL database.

    To be closed, or used in `with`. With `create` it is made where there is none. Raises a StoreError where
    it can't be used.
    """

    def __init__(self, place: Path | str, *, create: bool = False) -> None:
        self.store: Store = open_store(place, create=create)
        self.place = self.store.place

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the connection."""
        self.store.close()

    def __len__(self) -> int:
        return self.store.count()

    def __iter__(self) -> Iterator[TranslationUnit]:
        with self.store.database.reading():
            yield from (stored.unit for stored in self.store.units())

    def lookup(
        self, text: str | Query, source: str, target: str, *, minimum: float = MINIMUM, limit: int = LIMIT
    ) -> list[Match]:
        """The units whose text in one language is like a text, and that have one in the other language.

        Best first, at most `limit` of them with a score of `minimum` (0 to 101) or more. Languages are tags:
        `kk` finds `kk-KZ` too, and a variant of another region than asked for loses a point or two.
        """
        query = text if isinstance(text, Query) else Query(text)
        with self.store.database.reading():
            return Lookup(self.store, query, (source, target), minimum, limit).matches()

    def near(
        self, text: str, lang: str, minimum: float, *, exhaustive: bool = False
    ) -> list[tuple[int, str, float]]:
        """The segments whose text alone is like a text with a score of `minimum` or more: id, text, score.

        The text itself is among them. Of the segments, the index offers so many that hardly ever one is
        overlooked; `exhaustive` compares all that could be so alike, which at a million segments takes
        seconds.
        """
        with self.store.database.reading():
            language = self.store.languages().get(base(lang))
            if language is None or not text.strip():
                return []
            side, index = Side.of(text), self.store.index
            least = least_likeness(minimum)
            if exhaustive:
                ids = index.superset(language, side.fold, least)
            else:
                most, budget = (FEW, FEW_POSTINGS) if minimum >= VERY_NEAR else (MANY, MANY_POSTINGS)
                ids = index.candidates(language, side.fold, window=least, most=most, budget=budget)
            texts = dict(self.store.database.rows("living_segments_by_id", ids=ids.tolist()))
            for id in self.store.segments.found([(language.code, text)]).values():
                texts[id] = text
            texts.update(self.store.waiting(language))
        known = list(texts.items())
        return [(*known[k], score) for k, score in best_first(side, list(texts.values()), minimum)]

    def concord(self, concordance: Concordance, *, limit: int = 100) -> list[Found]:
        """The units that have what is sought in its language, the closest forms and then the newest first."""
        with self.store.database.reading():
            return occurrences(self.store, concordance, limit).found

    def concord_newest(self, concordance: Concordance, *, limit: int = 100, most: int) -> Finds:
        """The same in the newest `most` segments that may have it, for who can't wait until all were read."""
        with self.store.database.reading():
            return occurrences(self.store, concordance, limit, most)

    def add(self, units: Iterable[TranslationUnit], origin: str = "") -> list[int]:
        """Put units in, in one transaction; their numbers, negative for those that were there.

        Raises InputError for a unit that no memory can hold: without a text, or with the character NUL.
        """
        new = [self._storable(unit) for unit in units]
        with self.store.changing("add", origin) as change:
            numbers = change.add(new)
            change.catch_up()
        return numbers

    def replace(self, number: int, unit: TranslationUnit, origin: str = "") -> None:
        """Let a unit be another from now on; NoSuchUnit where none of this number ever was."""
        new = self._storable(unit)
        with self.store.changing("edit", origin) as change:
            change.replace(number, new)
            change.catch_up()

    def delete(self, numbers: Iterable[int], origin: str = "") -> int:
        """Delete units, softly; how many of them lived."""
        with self.store.changing("delete", origin) as change:
            return change.end(numbers)

    def restore(self, number: int, version: int | None = None, origin: str = "") -> None:
        """Let a unit be again what it was: in its last version, or in one counted from 1, the oldest.

        Raises NoSuchUnit where there is no such unit or version.
        """
        with self.store.changing("restore", origin) as change:
            versions = self.store.versions(number)
            if version is not None and not 1 <= version <= len(versions):
                raise NoSuchUnit(
                    f"{self.place}: unit {number} has {len(versions)} versions, no version {version}"
                )
            change.replace(number, versions[-1 if version is None else version - 1].unit)
            change.catch_up()

    def _storable(self, unit: TranslationUnit) -> TranslationUnit:
        if problem := unstorable(unit):
            raise InputError(f"{self.place}: unit {unit.name} {problem}")
        return unit
