"""Memories of one format made memories of another: read, selected, joined, and written unit by unit.

Everything is counted: what was read, what was not wanted, what was refused and why, and what the new format
can't say. The output appears whole or not at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tm.duplicates import Duplicates
from tm.errors import UsageError
from tm.formats.kinds import create_units, kind_of, open_units, pair_of
from tm.formats.memory import Reject, UnitReader, UnitWriter, entered, refuse_stream
from tm.formats.profiles import BILINGUAL, Profile
from tm.formats.rejects import Rejects, cleared
from tm.formats.sources import Source, corpora, joined
from tm.formats.tmx import TmxWriter
from tm.languages import matches
from tm.pivot import Pivot
from tm.selection import Selection
from tm.units import Header, Rejected, TranslationUnit

STEP = 500  # units between two signs of progress
WHOLE = 1000  # what progress counts to


@dataclass(slots=True)
class Outcome:
    """What became of the units of one or more files.

    `read` counts those that could be read; each of them was written, or was `unwanted`, `repeated`, `joined`
    to another one, or not fit for a profile. `lost` counts what the output could not say, `rejected` the
    units that could not be read by their reason.
    """

    read: int = 0
    written: int = 0
    unwanted: int = 0
    repeated: int = 0
    joined: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    warnings: list[str] = field(default_factory=list)


class Conversion:
    """Units from files to a file. Made with what is wanted, then `run`; `outcome` says what became of them.

    `langs` are source and target where the new format knows only two. `rejects` names a TMX file for the
    units that can't be read; without it the first of them raises. `duplicates` says which units are written
    once only, and `removed` names a TMX file for the others. `pivot` joins units before that. Raises
    UsageError where the wishes do not fit together, and what the readers and writers raise.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        target: Path | str,
        *,
        kind: str | None = None,
        langs: tuple[str, ...] = (),
        selection: Selection | None = None,
        profile: str | None = None,
        rejects: Path | None = None,
        duplicates: Duplicates | None = None,
        removed: Path | None = None,
        pivot: Pivot | None = None,
    ) -> None:
        sources = corpora(sources)
        if pivot and duplicates and duplicates.needs_look:
            raise UsageError("units are joined before duplicates are looked for; keep the first of them")
        if pivot or (duplicates and duplicates.needs_look):
            for source in sources:
                refuse_stream(source.path, "name a file, or --keep first")
        name = kind_of(target, kind).name
        if profile and name != "tmx":
            raise UsageError(f"--profile {profile}: profiles are ways to write TMX; {target} is {name}")
        self._sources, self._target, self._kind, self._langs = sources, target, kind, langs
        self._selection, self._profile = selection or Selection(), profile
        self._rejects, self._duplicates, self._removed, self._pivot = rejects, duplicates, removed, pivot
        self._at: tuple[int, UnitReader]
        self._other_languages = 0  # variants that `selection` left out of units that it took
        self.outcome = Outcome()

    def run(self) -> Generator[tuple[int, int], None, None]:
        """Do it; yields how much is done of `WHOLE` from time to time."""
        with ExitStack() as stack:
            rejects = stack.enter_context(Rejects(self._rejects))
            readers = [self._opened(source, rejects.add, stack) for source in self._sources]
            header = self._header([reader.header for reader in readers])
            if self._duplicates and header.srclang != "*all*":
                self._duplicates.lead(header.srclang)
            looked = False
            for done in self._look():
                looked = True
                yield done, WHOLE
            removed = stack.enter_context(TmxWriter(self._removed, header)) if self._removed else None
            create = partial(self._created, header, stack)
            output = None
            for unit in self._wanted(readers, removed):
                if unit is None:
                    yield (WHOLE // 2 + self._done // 2 if looked else self._done), WHOLE
                    continue
                output = output or create(unit)
                for one in output.profile.units(unit) if output.profile else (unit,):
                    output.writer.write(one)
                    self.outcome.written += 1
            output = output or create(None)
            for reader in readers:
                self.outcome.warnings += reader.warnings
            said = (one.warning for one in (self._pivot, self._duplicates) if one)
            self.outcome.warnings += filter(None, said)
        self.outcome.rejected = rejects.reasons
        self.outcome.lost = output.writer.lost + (output.profile.lost if output.profile else Counter())
        self.outcome.lost += Counter({"variants in other languages": self._other_languages})

    def _header(self, headers: Sequence[Header]) -> Header:
        """The joined header; where its source language is not kept, the first that is kept stands for it."""
        header, langs = joined(headers), self._selection.langs
        if not langs or header.srclang == "*all*" or any(matches(header.srclang, lang) for lang in langs):
            return header
        return replace(header, srclang=langs[0])

    def _created(self, header: Header, stack: ExitStack, first: TranslationUnit | None) -> _Output:
        """The output, which begins when the first unit is known."""
        if first is not None and not self._langs and self._needs_two():
            self._langs = self._both(header, first)
        if not self._langs and kind_of(self._target, self._kind).name == "moses":
            self._langs = self._selection.langs
        profile = Profile(self._profile, header, self._langs, first) if self._profile else None
        header = profile.header if profile else header
        writer = create_units(self._target, header, kind=self._kind, langs=self._langs)
        return _Output(stack.enter_context(writer), profile)

    def _needs_two(self) -> bool:
        return kind_of(self._target, self._kind).bilingual or self._profile in BILINGUAL

    def _both(self, header: Header, unit: TranslationUnit) -> tuple[str, ...]:
        """The two languages of a unit or of its memory, which are then those of all; none if not two."""
        langs = pair_of(header, unit)
        if len(langs) != 2:
            return ()
        assumed = f"--from {langs[0]} --to {langs[1]}"
        self.outcome.warnings.append(f"languages taken from the first unit: {assumed}")
        return langs

    def _opened(self, source: Source, reject: Reject, stack: ExitStack) -> UnitReader:
        reader = open_units(
            source.path,
            kind=source.kind,
            langs=source.langs,
            reject=reject if self._rejects else None,
            tolerant=source.tolerant,
        )
        return entered(reader, stack)

    def _look(self) -> Iterator[int]:
        """Show all units to what must see them first, half of the work; gives how much is done.

        What can't be read is counted when it is read again.
        """
        looks = [self._pivot.look] if self._pivot else []
        if self._duplicates and self._duplicates.needs_look:
            looks.append(self._duplicates.look)
        if not looks:
            return
        with ExitStack() as stack:
            readers = [self._opened(source, _forget, stack) for source in self._sources]
            for number, unit in enumerate(self._through(readers), start=1):
                if number % STEP == 0:
                    yield self._done // 2
                taken = self._selection.taken(cleared(unit))
                if taken is None:
                    continue
                for look in looks:
                    look(taken)

    def _through(self, readers: Sequence[UnitReader]) -> Iterator[TranslationUnit]:
        """The units of one reader after the other."""
        for number, reader in enumerate(readers):
            self._at = number, reader
            yield from reader

    @property
    def _done(self) -> int:
        """How much of `WHOLE` the present reading of the files is through."""
        number, reader = self._at
        return int(WHOLE * (number + reader.share) / len(self._sources))

    def _wanted(
        self, readers: Sequence[UnitReader], removed: TmxWriter | None
    ) -> Iterator[TranslationUnit | None]:
        """The units to write, and None from time to time."""
        for unit in self._through(readers):
            self.outcome.read += 1
            if self.outcome.read % STEP == 0:
                yield None
            taken = self._selection.taken(cleared(unit))
            if taken is None:
                self.outcome.unwanted += 1
                continue
            self._other_languages += len(unit.variants) - len(taken.variants)
            for one in self._pivot.joined(taken) if self._pivot else (taken,):
                yield from self._once(one, removed)
        if self._pivot:
            for one in self._pivot.rest():
                yield from self._once(one, removed)
            self.outcome.joined = self._pivot.into

    def _once(self, unit: TranslationUnit, removed: TmxWriter | None) -> Iterator[TranslationUnit]:
        if self._duplicates is None or self._duplicates.keeps(unit):
            yield unit
            return
        self.outcome.repeated += 1
        if removed:
            removed.write(unit)


class _Output(NamedTuple):
    """Where units go, and what is made of them before."""

    writer: UnitWriter
    profile: Profile | None


def _forget(_: Rejected) -> None:
    """Say nothing of a unit that is counted elsewhere."""
