"""Files into a memory: in batches that are each in it whole or not at all, and never twice.

A unit that is there in every respect is not put in again, so an import that was interrupted is simply run
again. What becomes of a unit whose source is there with another translation says a policy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tm.duplicates import changed, checked, source_of
from tm.errors import InputError, UsageError
from tm.formats.kinds import open_units
from tm.formats.memory import UnitReader, entered
from tm.formats.rejects import Rejects, cleared
from tm.formats.sources import Source, corpora, joined
from tm.languages import base
from tm.memory import Memory
from tm.selection import Selection
from tm.store.record import unstorable
from tm.store.segments import key_of
from tm.store.store import Change
from tm.units import Header, Rejected, TranslationUnit

POLICIES = {
    "all": "keep both",
    "newest": "keep the one that was changed last, and the one that is there where that is not known",
    "overwrite": "the new one takes the place of the one that is there",
    "leave": "keep the one that is there",
}
BATCH = 4000  # units in a transaction
WHOLE = 1000  # what progress counts to


@dataclass(slots=True)
class Imported:
    """What became of the units of an import; `revision` is that of the memory, None where nothing changed.

    `read` counts the units that could be read: each was `added`, was there (`known`), took the place of
    another (`replaced`) or gave way to one (`left`), or was `unwanted`. `rejected` counts those that could
    not be read or stored, by reason.
    """

    read: int = 0
    added: int = 0
    known: int = 0
    replaced: int = 0
    left: int = 0
    unwanted: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    warnings: list[str] = field(default_factory=list)
    revision: int | None = None


class Import:
    """Units from files into the memory at a place, which is made where there is none; `run` it.

    `policy` is one of `POLICIES`; `source` names the language in which sources are compared, where the file's
    header does not say it. `rejects` names a TMX file for units that can't be read or stored; without it the
    first of them raises, and then nothing of the import stays. Of a `dry` run nothing ever stays. Raises
    UsageError, what the readers raise, and StoreError.
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
    ) -> None:
        if policy not in POLICIES:
            raise UsageError(f"--policy {policy}: policies are {', '.join(POLICIES)}")
        self._lang = None if source is None else checked("--from", source)
        self._place, self._sources, self._policy = place, corpora(sources), policy
        self._selection, self._rejects_path, self._dry = selection or Selection(), rejects, dry
        self._name = ", ".join(Path(one.path).name or str(one.path) for one in self._sources)
        self.outcome = Imported()

    def run(self) -> Iterator[tuple[int, int]]:
        """Do it; yields how much is done of `WHOLE` after each batch, which is then in the memory."""
        with ExitStack() as stack:
            rejects = self._rejects = stack.enter_context(Rejects(self._rejects_path))
            readers = [self._opened(source, stack) for source in self._sources]
            header = joined([reader.header for reader in readers])
            self._lang = self._lang or (header.srclang if header.srclang != "*all*" else None)
            memory = self._memory = stack.enter_context(Memory(self._place, create=True))
            try:
                for number, reader in enumerate(readers):
                    for batch in self._batches(reader):
                        self._store(batch, header)
                        yield int(WHOLE * (number + reader.share) / len(readers)), WHOLE
                    self.outcome.warnings += reader.warnings
            except InputError:
                self._take_back(memory)
                raise
            self.outcome.rejected = rejects.reasons
            memory.store.catch_up()

    def _opened(self, source: Source, stack: ExitStack) -> UnitReader:
        reader = open_units(
            source.path,
            kind=source.kind,
            langs=source.langs,
            reject=self._rejects.add if self._rejects_path else None,
            tolerant=source.tolerant,
        )
        return entered(reader, stack)

    def _batches(self, reader: UnitReader) -> Iterator[list[TranslationUnit]]:
        """The units of a file that are wanted and can be stored; none is like another of its batch in its
        source.

        With a policy that compares sources, so that what comes later meets what came before in the memory.
        """
        batch: list[TranslationUnit] = []
        sources: set[tuple[str, str]] = set()
        for unit in reader:
            self.outcome.read += 1
            taken = self._selection.taken(cleared(unit))
            if taken is None:
                self.outcome.unwanted += 1
                continue
            if problem := unstorable(taken):
                self._reject(unit, problem)
                continue
            key = self._key(taken)
            if len(batch) >= BATCH or (key in sources and self._policy != "all"):
                yield batch
                batch, sources = [], set()
            batch.append(taken)
            if key is not None:
                sources.add(key)
        if batch:
            yield batch

    def _reject(self, unit: TranslationUnit, problem: str) -> None:
        self.outcome.read -= 1
        if not self._rejects_path:
            raise InputError(
                f"{self._name}: unit {unit.name} {problem}; --rejects FILE.tmx goes on without it"
            )
        self._rejects.add(Rejected(unit.line, problem, ""))

    def _key(self, unit: TranslationUnit) -> tuple[str, str] | None:
        """What the source of a unit is known by; None where it has none in that language."""
        variant = source_of(unit, self._lang)
        return None if variant is None else key_of(variant.lang, variant.text)

    def _store(self, batch: Sequence[TranslationUnit], header: Header) -> None:
        store, outcome = self._memory.store, self.outcome
        with store.changing("import", self._name, part_of=outcome.revision) as change:
            if outcome.revision is None:
                change.set_header(joined([store.header, header]) if store.header else header)
            new = list(batch) if self._policy == "all" else list(self._compared(batch, change))
            numbers = change.add(new)
            outcome.added += sum(number > 0 for number in numbers)
            outcome.known += sum(number < 0 for number in numbers)
            change.take_chunks()
            outcome.revision = change.revision

    def _compared(self, batch: Sequence[TranslationUnit], change: Change) -> Iterator[TranslationUnit]:
        """The units to add; the others took the place of one that is there, or gave way to it."""
        store = self._memory.store
        keys = [self._key(unit) for unit in batch]
        there = store.having(key for key in keys if key is not None)
        units = {
            one.number: one.unit for one in store.by_number(n for numbers in there.values() for n in numbers)
        }
        for unit, key in zip(batch, keys, strict=True):
            rivals = [n for n in there.get(key, ()) if key and _rivals(units[n], unit, key[0])]
            if not rivals or any(units[number] == unit for number in rivals):
                yield unit
            elif self._policy == "overwrite" or (
                self._policy == "newest" and changed(unit) > max(changed(units[n]) for n in rivals)
            ):
                change.replace(rivals[0], unit)
                change.end(rivals[1:])
                self.outcome.replaced += 1
            else:
                self.outcome.left += 1

    def _take_back(self, memory: Memory) -> None:
        """Undo what the import has done so far."""
        if self.outcome.revision is not None:
            with memory.store.changing("undo", self._name) as change:
                change.undo(self.outcome.revision)


def _rivals(one: TranslationUnit, other: TranslationUnit, source: str) -> bool:
    """Whether two units translate into one language at least that both have."""
    languages = ({base(variant.lang) for variant in unit.variants} - {source} for unit in (one, other))
    return bool(set.intersection(*languages))
