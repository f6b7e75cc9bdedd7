"""Memories of one format made memories of another: read, selected, joined, and written unit by unit.

Everything is counted: what was read, what was not wanted, what was refused and why, and what the new format
can't say. The output appears whole or not at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from tm.duplicates import Duplicates
from tm.errors import UsageError
from tm.formats.kinds import create_units, kind_of, open_units
from tm.formats.memory import UnitReader
from tm.formats.profiles import BILINGUAL, Profile
from tm.formats.rejects import Rejects
from tm.formats.tmx import TmxWriter
from tm.selection import Selection
from tm.units import Header, Rejected, TranslationUnit

STEP = 500  # units between two signs of progress


@dataclass(slots=True)
class Outcome:
    """What became of the units of one or more files.

    `lost` counts what the output could not say, `rejected` the units that could not be read by their reason.
    """

    read: int = 0
    written: int = 0
    unwanted: int = 0
    repeated: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: its path, and what its name and content do not tell."""

    path: Path | str
    kind: str | None = None
    langs: tuple[str, ...] = ()
    tolerant: bool = False


class Conversion:
    """Units from files to a file. Made with what is wanted, then `run`; `outcome` says what became of them.

    `langs` are source and target where the new format knows only two. `rejects` names a TMX file for the
    units that can't be read; without it the first of them raises. `duplicates` says which units are written
    once only, and `removed` names a TMX file for the others. Raises UsageError where the wishes do not fit
    together, and what the readers and writers raise.
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
    ) -> None:
        if not sources:
            raise UsageError("name at least one file to read")
        self._sources, self._target, self._kind, self._langs = sources, target, kind, langs
        self._selection, self._profile = selection or Selection(), profile
        self._rejects, self._duplicates, self._removed = rejects, duplicates, removed
        self.outcome = Outcome()

    def run(self) -> Iterator[tuple[int, float]]:
        """Do it; yields from time to time how many units were read, and what share of the files."""
        with ExitStack() as stack:
            rejects = stack.enter_context(Rejects(self._rejects))
            if self._duplicates and self._duplicates.needs_look:
                yield from self._look(self._duplicates)
            readers = [self._opened(source, rejects) for source in self._sources]
            header = joined([reader.header for reader in readers])
            removed = stack.enter_context(TmxWriter(self._removed, header)) if self._removed else None
            units = self._wanted(readers, removed)
            first = next(units, None)
            if first is not None and not self._langs and self._needs_two():
                self._langs = self._both(first)
            profile = Profile(self._profile, header, self._langs, first) if self._profile else None
            writer = stack.enter_context(
                create_units(
                    self._target,
                    profile.header if profile else header,
                    kind=self._kind,
                    langs=self._langs,
                )
            )
            for unit in chain([] if first is None else [first], units):
                for one in profile.units(unit) if profile else (unit,):
                    writer.write(one)
                    self.outcome.written += 1
                if self.outcome.read % STEP == 0:
                    yield self.outcome.read, self._done(readers)
            for reader in readers:
                self.outcome.warnings += reader.warnings
        self.outcome.rejected = rejects.reasons
        self.outcome.lost = writer.lost + (profile.lost if profile else Counter())

    def _needs_two(self) -> bool:
        return kind_of(self._target, self._kind).bilingual or self._profile in BILINGUAL

    def _both(self, unit: TranslationUnit) -> tuple[str, ...]:
        """The two languages of a unit, which are then those of all; none if it has another number."""
        langs = tuple(dict.fromkeys(variant.lang for variant in unit.variants))
        if len(langs) != 2:
            return ()
        self.outcome.warnings.append(
            f"languages taken from the first unit: --from {langs[0]} --to {langs[1]}"
        )
        return langs

    def _done(self, readers: Sequence[UnitReader]) -> float:
        return sum(reader.share for reader in readers) / len(readers)

    def _opened(self, source: Source, rejects: Rejects) -> UnitReader:
        return open_units(
            source.path,
            kind=source.kind,
            langs=source.langs,
            reject=rejects.add if self._rejects else None,
            tolerant=source.tolerant,
        )

    def _look(self, duplicates: Duplicates) -> Iterator[tuple[int, float]]:
        """Show it all units first; those that can't be read are counted when they are read again."""
        if any(str(source.path) == "-" for source in self._sources):
            raise UsageError("standard input can't be read twice; name a file, or --keep first")
        readers = [
            open_units(
                source.path, kind=source.kind, langs=source.langs, reject=_forget, tolerant=source.tolerant
            )
            for source in self._sources
        ]
        for number, unit in enumerate(chain.from_iterable(readers), start=1):
            taken = self._selection.taken(unit)
            if taken is not None:
                duplicates.look(taken)
            if number % STEP == 0:
                yield number, self._done(readers)

    def _wanted(self, readers: Sequence[UnitReader], removed: TmxWriter | None) -> Iterator[TranslationUnit]:
        for unit in chain.from_iterable(readers):
            self.outcome.read += 1
            taken = self._selection.taken(unit)
            if taken is None:
                self.outcome.unwanted += 1
            elif self._duplicates and not self._duplicates.keeps(taken):
                self.outcome.repeated += 1
                if removed:
                    removed.write(taken)
            else:
                yield taken


def joined(headers: Sequence[Header]) -> Header:
    """The first header with the props of the others, and `*all*` where their source languages differ."""
    first = headers[0]
    props = dict.fromkeys(prop for header in headers for prop in header.props)
    encodings = dict.fromkeys(one for header in headers for one in header.encodings)
    same = len({header.srclang.lower() for header in headers}) == 1
    srclang = first.srclang if same else "*all*"
    return replace(first, srclang=srclang, props=tuple(props), encodings=tuple(encodings))


def _forget(_: Rejected) -> None:
    """Say nothing of a unit that is counted elsewhere."""
