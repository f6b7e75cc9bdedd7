"""The memory as a database keeps it: units and their versions, revisions, and the index over their texts.

Nothing is ever overwritten. A unit has a number for life; each change of it is a new version, and the version
before is marked gone by the revision that ended it. So every state of the memory can be had again, until
`forget`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

from tm.errors import Message, NoSuchUnit, UnusableMemory
from tm.store.database import Database, Value
from tm.store.index import WAITING, Index
from tm.store.record import (
    digest_of,
    hashed,
    header_in,
    header_out,
    rest_of_unit,
    rest_of_variant,
    unit_of,
    variant_of,
)
from tm.store.segments import Language, Segments, key_of
from tm.store.stored import Event, Revision, Stored, Use, Version
from tm.units import Header, TranslationUnit

PIECE = 1000  # units that are fetched at a time
ALL = 1 << 62


class Store:
    """A memory in a database. All methods raise a `StoreError` where the database can't do it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.place = database.place
        self.segments, self.index = Segments(database), Index(database)

    @property
    def header(self) -> Header | None:
        """What the memory says of itself; None while nothing was put into it."""
        stored = dict(self.database.rows("facts")).get("header")
        try:
            return header_in(stored) if stored else None
        except (ValueError, TypeError, KeyError) as error:
            raise UnusableMemory(
                self.place, f"is damaged (header: {error}); restore it from a backup"
            ) from error

    def reading(self) -> object:
        """A block that sees one state of the memory."""
        return self.database.reading()

    @contextmanager
    def changing(self, kind: str, origin: str = "", *, part_of: int | None = None) -> Iterator[Change]:
        """A block that changes the memory, whole or not at all, as one revision or as a part of one."""
        with self.database.writing():
            revision = part_of or self.last_revision() + 1
            if part_of is None:
                moment = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
                self.database.insert("revision", [(revision, moment, kind, origin)])
            yield Change(self, revision)

    def segment_counts(self) -> dict[str, int]:
        """How many distinct texts living units have in each language, by code; looks at all of them."""
        counts = dict(self.database.rows("segment_counts"))
        return {code: counts.get(one.id, 0) for code, one in self.languages().items()}

    def languages(self) -> dict[str, Language]:
        """The base languages that the memory has, by code."""
        return self.segments.languages()

    def count(self) -> int:
        """How many units live."""
        return int(self.database.rows("count_units")[0][0])

    def units(self, after: int = 0) -> Iterator[Stored]:
        """All living units in the order of their numbers, from after one; of one moment within `reading`."""
        while True:
            rows = self.database.rows("living_units", after=after, most=PIECE)
            if not rows:
                return
            yield from self._stored(rows)
            after = rows[-1][1]

    def by_number(self, numbers: Iterable[int]) -> list[Stored]:
        """The living units of these numbers, in the order of numbers."""
        return list(self._stored(self.database.rows("living_units_by_number", numbers=list(numbers))))

    def by_version(self, ids: Iterable[int]) -> dict[int, Stored]:
        """Versions of units, by their ids."""
        rows = self.database.rows("units_by_id", ids=list(ids))
        return {row[0]: stored for row, stored in zip(rows, self._stored(rows), strict=True)}

    def versions(self, number: int) -> list[Version]:
        """What a unit was over time, the oldest first; NoSuchUnit where there never was one."""
        rows = self.database.rows("versions", number=number) if 0 < number < ALL else []
        if not rows:
            raise NoSuchUnit(
                Message("%(place)s: has no unit %(number)s", place=str(self.place), number=str(number))
            )
        units = [one.unit for one in self._stored([row[:4] for row in rows])]
        return [Version(row[0], number, unit, row[4], row[5]) for row, unit in zip(rows, units, strict=True)]

    def revisions(self) -> list[Revision]:
        """All changes of the memory, the oldest first."""
        return [Revision(*row) for row in self.database.rows("revisions")]

    def events(self, revisions: Iterable[int]) -> dict[int, Event]:
        """Some changes of the memory, by their numbers; those that are not there are left out."""
        rows = self.database.rows("revisions_by_id", ids=list(revisions))
        return {row[0]: Event(*row) for row in rows}

    def last_revision(self) -> int:
        """The number of the last change, 0 where there was none."""
        return int(self.database.rows("last_revision")[0][0])

    def tags(self) -> list[str]:
        """The language tags that variants have or had, as they are written; looks at all of them."""
        return [tag for (tag,) in self.database.rows("tags")]

    def moment(self) -> str:
        """A digest of the state that the memory is in: another one after each change, and for another memory.

        The number of the last revision is not enough, for the batches of an import are all of one.
        """
        rows = [*self.database.rows("first_and_last_revision"), *self.database.rows("last_unit")]
        return f"{hashed(*(str(value) for row in rows for value in row)) & (1 << 64) - 1:016x}"

    def uses(self, segments: Iterable[int], most: int = ALL, *, beside: str | None = None) -> list[Use]:
        """The living units that have any of these segments, the oldest first; of each the newest so many.

        With `beside` only those that have another text in this base language.
        """
        wanted: dict[str, Value] = {"segments": list(segments), "most": most}
        if beside is None:
            return [Use(*row) for row in self.database.rows("units_of_segments", **wanted)]
        language = self.languages().get(beside)
        if language is None:
            return []
        rows = self.database.rows("units_of_segments_beside", **wanted, language=language.id)
        return [Use(*row) for row in rows]

    def having(self, texts: Iterable[tuple[str, str]]) -> dict[tuple[str, str], list[int]]:
        """The numbers of the living units that have texts, given by base language, the oldest first."""
        ids = self.segments.found(texts)
        numbers: dict[int, list[int]] = {}
        for use in self.uses(ids.values()):
            found = numbers.setdefault(use.segment, [])
            if use.number not in found:
                found.append(use.number)
        return {text: numbers[id] for text, id in ids.items() if id in numbers}

    def with_documents(self, numbers: Iterable[int]) -> dict[int, str | None]:
        """The documents of the living units of these numbers."""
        rows = self.database.rows("living_documents", numbers=list(numbers))
        return {number: document for _, number, document in rows}

    def documents(self) -> dict[str | None, int]:
        """How many living units each document has, by name; None are those that name none."""
        return dict(self.database.rows("units_of_documents"))

    def languages_of_documents(self) -> dict[str | None, dict[str, int]]:
        """How many texts living units have in each language, as its tag is written, by document."""
        found: dict[str | None, dict[str, int]] = {}
        for document, lang, count in self.database.rows("languages_of_documents"):
            found.setdefault(document, {})[lang] = count
        return found

    def of_document(self, document: str | None, most: int = ALL) -> list[Stored]:
        """The first living units of a document, in the order of numbers; None are those that name none."""
        if document is None:
            return list(self._stored(self.database.rows("units_of_no_document", most=most)))
        return self.of_document_after(document, 0, most)

    def of_document_after(self, document: str, number: int, most: int) -> list[Stored]:
        """The first units of a document whose numbers are above one."""
        rows = self.database.rows("units_of_document", document=document, after=number, most=most)
        return list(self._stored(rows))

    def of_document_before(self, document: str, number: int, most: int) -> list[Stored]:
        """The last units of a document whose numbers are below one, in the order of numbers too."""
        rows = self.database.rows("units_of_document_before", document=document, before=number, most=most)
        return list(self._stored(rows[::-1]))

    def size_of_document(self, document: str) -> int:
        """How many living units a document has."""
        return int(self.database.rows("size_of_document", document=document)[0][0])

    def waiting(self, language: Language) -> list[tuple[int, str]]:
        """The living segments of a language that the index does not know yet: ids and texts."""
        if language.last == language.indexed:
            return []
        after, last = language.first_id + language.indexed, language.first_id + language.last
        return self.database.rows("living_segments_between", after=after, last=last)

    def segments_between(self, after: int, last: int) -> list[tuple[int, str]]:
        """The living segments whose ids are above one and up to another: ids and texts."""
        return self.database.rows("living_segments_between", after=after, last=last)

    def catch_up(self, waiting: int = WAITING) -> None:
        """Take the segments that wait into the index, of each language where they are more than so many."""
        languages = self.languages().values()
        if any(one.last - one.indexed > waiting for one in languages):
            with self.database.writing():
                self.index.catch_up(list(self.languages().values()), waiting)

    def close(self) -> None:
        """End the connection."""
        self.database.close()

    def _stored(self, rows: Sequence[tuple[int, int, str | None, str | None]]) -> Iterator[Stored]:
        variants: dict[int, list[tuple[str, str, str | None]]] = {row[0]: [] for row in rows}
        for unit, _, lang, rest, text in self.database.rows("variants_of_units", units=list(variants)):
            variants[unit].append((lang, text, rest))
        for id, number, tuid, rest in rows:
            try:
                yield Stored(number, unit_of(tuid, rest, tuple(variant_of(*one) for one in variants[id])))
            except (ValueError, TypeError) as error:  # what was stored is no JSON any more, or not ours
                problem = f"is damaged (unit {number}: {error}); restore it from a backup"
                raise UnusableMemory(self.place, problem) from error


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
