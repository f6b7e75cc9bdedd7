"""Files into a memory: in batches that are each in it whole or not at all, and never twice.

A unit that is there in every respect is not put in again, so an import that was interrupted is simply run
again. What becomes of a unit whose source is there with another translation says a policy.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer

from tm.duplicates import changed, checked, source_of
from tm.errors import InputError, NoSuchMemory, UsageError
from tm.formats.kinds import open_units
from tm.formats.memory import UnitReader, entered
from tm.formats.rejects import Rejects, cleared
from tm.formats.sources import Source, corpora, joined
from tm.formats.tmx_writer import written_unit
from tm.languages import base
from tm.memory import Memory
from tm.selection import Selection
from tm.store import is_server
from tm.store.record import unstorable
from tm.store.segments import key_of
from tm.store.store import Change
from tm.units import Header, Rejected, TranslationUnit

POLICIES = {
    "all": "keep both",
    "newest": "keep the one that was changed last, and the one that is there where none is newer",
    "overwrite": "the new one takes the place of the one that is there",
    "leave": "keep the one that is there",
}
BATCH = 4000  # units in a transaction
MANY = 10_000  # units after which the database should look at itself
LONG = 1.0  # seconds; who waits longer for others wants to know
WHOLE = 1000  # what progress counts to
_OF_A_DOCUMENT = re.compile("x-segments-|x-po-(header|flags)$")  # types of props of a header


@dataclass(slots=True)
class Imported:
    """What became of the units of an import; `revision` is that of the memory, None where nothing changed.

    `read` counts the units that could be read and stored: each was `added`, was there (`known`), took the
    place of another (`replaced`) or gave way to one (`left`), or was `unwanted`. Of those that were wanted,
    `alone` have a text in one language only. `rejected` counts those that
    could not be, by reason. Where the import was interrupted, `added`, `known`, `replaced` and `left` are of
    what is in the memory for good.
    """

    read: int = 0
    added: int = 0
    known: int = 0
    replaced: int = 0
    left: int = 0
    unwanted: int = 0
    alone: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    warnings: list[str] = field(default_factory=list)
    revision: int | None = None


_Batch = tuple[list[list[TranslationUnit]], int]  # units in parts, and how much of `WHOLE` was read with them


class _Nothing(Exception):
    """A change of the memory that shall not stay."""


class Import:
    """Units from files into the memory at a place, which is made where there is none; `run` it.

    `policy` is one of `POLICIES`; `source` names the language in which sources are compared, where the file's
    header does not say it. `rejects` names a TMX file for units that can't be read or stored; without it the
    first of them raises, and then nothing of the import stays; where that comes before the first batch is
    full, no memory is made. Of a `dry` run nothing ever stays; others have to wait until it ends to write.
    `place` is what the memory is called once it is open. `waiting` is called, in a thread of its own,
    whenever others that write to the memory have let this wait for `LONG` seconds. `name` is what its
    revision says of where the units are from, where that is not the names of the files. Raises UsageError,
    what the readers raise, and StoreError.
    """

    def __init__(
        self,
        place: Path | str,
        sources: Sequence[Source],
        *,
        policy: str = "all",
        source: str | None = None,
        selection: Selection | None = None,
        rejects: Path | None = None,
        dry: bool = False,
        waiting: Callable[[], None] | None = None,
        name: str = "",
    ) -> None:
        if policy not in POLICIES:
            raise UsageError(f"--policy {policy}: policies are {', '.join(POLICIES)}")
        self._lang = None if source is None else checked("--from", source)
        self._place, self._sources, self._policy = place, corpora(sources), policy
        self._selection, self._rejects_path, self._dry = selection or Selection(), rejects, dry
        self._name = name or ", ".join(Path(one.path).name or str(one.path) for one in self._sources)
        if any(_same(one.path, place) for one in self._sources):
            raise UsageError(f"{self._name}: a memory can't be imported into itself")
        self._waiting = waiting
        self.place: str | None = None
        self.outcome = Imported()

    def run(self) -> Iterator[tuple[int, int]]:
        """Do it; yields how much is done of `WHOLE` after each batch, which is then in the memory."""
        with ExitStack() as stack:
            rejects = self._rejects = stack.enter_context(Rejects(self._rejects_path))
            readers = [self._reader(source, stack) for source in self._sources]
            header = _of_all(joined([reader.header for reader in readers]))
            self._lang = self._lang or (header.srclang if header.srclang != "*all*" else None)
            batches = self._batches(readers)
            first = next(batches, None)  # a file that is bad from the start makes no memory
            memory = stack.enter_context(self._opened(stack))
            self.place = self.place or memory.place
            work = chain(() if first is None else (first,), batches)
            yield from (self._try if self._dry else self._do)(memory, work, header)
            for reader in readers:
                self.outcome.warnings += reader.warnings
            self.outcome.rejected = rejects.reasons
        self.outcome.revision = None if self._dry else self.outcome.revision

    def _reader(self, source: Source, stack: ExitStack) -> UnitReader:
        reader = open_units(
            source.path,
            kind=source.kind,
            langs=source.langs,
            reject=self._rejects.add if self._rejects_path else None,
            tolerant=source.tolerant,
        )
        return entered(reader, stack)

    def _opened(self, stack: ExitStack) -> Memory:
        if not self._dry:
            return Memory(self._place, create=True)
        try:
            return Memory(self._place)
        except NoSuchMemory as error:
            self.place = str(error.place)
            return Memory(Path(stack.enter_context(TemporaryDirectory())) / "memory.sqlite", create=True)

    def _do(self, memory: Memory, batches: Iterable[_Batch], header: Header) -> Iterator[tuple[int, int]]:
        """Put everything in, each batch in a transaction of its own."""
        store = memory.store
        before = store.header
        try:
            for parts, done in batches:
                counts: Counter[str] = Counter()
                with suppress(_Nothing):
                    part_of = self.outcome.revision
                    with self._begun(store.changing("import", self._name, part_of=part_of)) as change:
                        self._put(memory, change, parts, counts)
                        if not counts["added"] and not counts["replaced"]:
                            raise _Nothing
                        if self.outcome.revision is None:
                            change.set_header(_of_all(joined([before, header])) if before else header)
                        change.take_chunks()
                    self.outcome.revision = change.revision
                self._count(counts)
                yield done, WHOLE
        except (InputError, UsageError):
            if self.outcome.revision is not None:
                with store.changing("undo", self._name) as change:
                    change.undo(self.outcome.revision)
                    change.set_header(before)
            raise
        store.catch_up()
        if self.outcome.added >= MANY:
            store.database.settle()

    def _try(self, memory: Memory, batches: Iterable[_Batch], header: Header) -> Iterator[tuple[int, int]]:
        """Put everything in, in one transaction that is then taken back."""
        with suppress(_Nothing), self._begun(memory.store.changing("import", self._name)) as change:
            for parts, done in batches:
                counts: Counter[str] = Counter()
                self._put(memory, change, parts, counts)
                self._count(counts)
                yield done, WHOLE
            raise _Nothing

    @contextmanager
    def _begun(self, changing: AbstractContextManager[Change]) -> Iterator[Change]:
        """A block that changes the memory; says so where it takes long until others let it begin."""
        with ExitStack() as stack:
            timer = Timer(LONG, self._waiting or (lambda: None))
            timer.daemon = True
            timer.start()
            try:
                change = stack.enter_context(changing)
            finally:
                timer.cancel()
            yield change

    def _count(self, counts: Counter[str]) -> None:
        for name, count in counts.items():
            setattr(self.outcome, name, getattr(self.outcome, name) + count)

    def _batches(self, readers: Sequence[UnitReader]) -> Iterator[_Batch]:
        """The units that are wanted and can be stored, in parts, and how much of `WHOLE` was read.

        With a policy that compares sources no unit is like another of its part in its source, so that what
        comes later meets what came before in the memory.
        """
        for number, reader in enumerate(readers):
            parts: list[list[TranslationUnit]] = [[]]
            sources: set[tuple[str, str]] = set()
            count = 0
            for unit in self._wanted(reader):
                key = self._key(unit) if self._policy != "all" else None
                if count == BATCH:
                    yield parts, int(WHOLE * (number + reader.share) / len(readers))
                    parts, count = [[]], 0
                    sources.clear()
                elif key in sources:
                    parts.append([])
                    sources.clear()
                parts[-1].append(unit)
                count += 1
                if key is not None:
                    sources.add(key)
            if count:
                yield parts, WHOLE * (number + 1) // len(readers)

    def _wanted(self, reader: UnitReader) -> Iterator[TranslationUnit]:
        for unit in reader:
            taken = self._selection.taken(cleared(unit))
            problem = unstorable(taken) if taken else None
            if problem and not self._rejects_path:
                raise InputError(
                    f"{self._name}: unit {unit.name} {problem}; --rejects FILE.tmx goes on without it"
                )
            if problem:
                self._rejects.add(Rejected(unit.line, problem, written_unit(unit)))
                continue
            self.outcome.read += 1
            if taken is None:
                self.outcome.unwanted += 1
            else:
                self.outcome.alone += len({base(one.lang) for one in taken.variants if one.text.strip()}) < 2
                yield taken

    def _key(self, unit: TranslationUnit) -> tuple[str, str] | None:
        """What the source of a unit is known by; None where it has none in that language."""
        variant = source_of(unit, self._lang)
        return None if variant is None else key_of(variant.lang, variant.text)

    def _put(
        self,
        memory: Memory,
        change: Change,
        parts: Sequence[Sequence[TranslationUnit]],
        counts: Counter[str],
    ) -> None:
        for part in parts:
            new = part if self._policy == "all" else list(self._compared(memory, part, change, counts))
            numbers = change.add(new)
            added = sum(number > 0 for number in numbers)
            counts.update(added=added, known=len(numbers) - added)

    def _compared(
        self, memory: Memory, part: Sequence[TranslationUnit], change: Change, counts: Counter[str]
    ) -> Iterator[TranslationUnit]:
        """The units to add; the others are there, took the place of one that is there, or gave way to it."""
        store = memory.store
        keys = [self._key(unit) for unit in part]
        there = store.having(key for key in keys if key is not None)
        units = {
            one.number: one.unit for one in store.by_number({n for found in there.values() for n in found})
        }
        for unit, key in zip(part, keys, strict=True):
            rivals = [n for n in there.get(key, ()) if _rivals(units[n], unit, key[0])] if key else []
            if not rivals:
                yield unit
            elif any(_over(unit, units[number]) == units[number] for number in rivals):
                counts["known"] += 1
            elif self._policy == "overwrite" or (
                self._policy == "newest" and changed(unit) > max(changed(units[n]) for n in rivals)
            ):
                for number in rivals:
                    unit = _over(unit, units[number])
                change.replace(rivals[0], unit)
                change.end(rivals[1:])
                counts["replaced"] += 1
            else:
                counts["left"] += 1


def _of_all(header: Header) -> Header:
    """A header without what it says of a single document, which is not true of a memory."""
    kept = tuple(prop for prop in header.props if not _OF_A_DOCUMENT.match(prop.type or ""))
    return header if kept == header.props else replace(header, props=kept)


def _rivals(one: TranslationUnit, other: TranslationUnit, source: str) -> bool:
    """Whether two units translate into one language at least that both have."""
    languages = ({base(variant.lang) for variant in unit.variants} - {source} for unit in (one, other))
    return bool(set.intersection(*languages))


def _over(new: TranslationUnit, old: TranslationUnit) -> TranslationUnit:
    """The new unit with what the old one says in languages that the new one does not have."""
    languages = {base(variant.lang) for variant in new.variants}
    kept = tuple(variant for variant in old.variants if base(variant.lang) not in languages)
    return replace(new, variants=new.variants + kept) if kept else new


def _same(one: Path | str, other: Path | str) -> bool:
    """Whether two places are the same memory."""
    if is_server(one) or is_server(other):
        return str(one) == str(other)
    return str(one) != "-" and os.path.realpath(one) == os.path.realpath(other)
