"""A memory looked at from end to end: rules of its format that it breaks, and translations to look at.

Each remark has its place, a code and a reason. With a file to write, what is certain is mended on the way.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tm.checks.checker import Checker, mended
from tm.formats.kinds import create_units, kind_of, kind_of_file, open_units, pair_of
from tm.formats.memory import UnitReader, UnitWriter, entered
from tm.formats.rejects import Rejects
from tm.formats.tmx import TmxReader
from tm.formats.tmx_rules import TmxRules, Violation
from tm.units import Finding, Rejected, TranslationUnit

CONFORMANCE, REJECTED, MENDED = "tmx", "rejected", "mended"
STEP = 500  # units between two signs of progress


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of one place in a memory.

    `code` is that of a finding, `tmx.` and a rule that the file breaks, `rejected`, or `mended`. `unit` is
    its tuid, None where it has none or the place is in no unit. `start` and `end` are offsets in the text of
    the variant in `lang`. `old` and `new` are its text before and after mending, both None elsewhere.
    """

    line: int
    code: str
    reason: str
    unit: str | None = None
    lang: str | None = None
    start: int = 0
    end: int = 0
    old: str | None = None
    new: str | None = None


class Inspection:
    """One pass over a memory. `remarks()` gives what is found, None from time to time for progress.

    `units` counts what was read, `counts` the remarks by code, `share` says how much of the file was read.
    Units that can't be read are remarks, and go to `rejects` if it is given. `fix` names the file to write
    with what was mended; then the mended units are looked at. `conformance` holds the format's own rules
    against a TMX file.
    """

    def __init__(
        self,
        path: Path | str,
        checker: Checker | None,
        *,
        kind: str | None = None,
        langs: tuple[str, ...] = (),
        fix: Path | None = None,
        rejects: Rejects | None = None,
        conformance: bool = True,
    ) -> None:
        self._path, self._checker, self._kind, self._langs = path, checker, kind, langs
        self._fix, self._rejects = fix, rejects
        self._rules = TmxRules() if conformance and kind_of_file(path, kind).name == "tmx" else None
        self._pending: list[Rejected] = []
        self._reader: UnitReader | None = None
        self.units = 0
        self.counts: Counter[str] = Counter()
        self._langs_of: Counter[str] = Counter()  # how many units have each language

    @property
    def share(self) -> float:
        """How much of the file was read, from 0 to 1."""
        return self._reader.share if self._reader else 0.0

    @property
    def without(self) -> dict[str, int]:
        """How many units have no text in each language of the memory that not all have, most first."""
        missing = {lang: self.units - count for lang, count in reversed(self._langs_of.most_common())}
        return {lang: count for lang, count in missing.items() if count}

    @property
    def warnings(self) -> list[str]:
        """What the reader assumed or mended."""
        return self._reader.warnings if self._reader else []

    def remarks(self) -> Iterator[Remark | None]:
        """What is found, in the order of the file. Raises what the readers and writers raise."""
        with ExitStack() as stack:
            reader = self._reader = entered(self._opened(), stack)
            if self._checker is not None:
                self._checker.lead(reader.header.srclang)
            before: deque[list[Remark]] = deque()  # what is to be said before what is found in each unit
            units = self._read(reader, before, stack)
            nothing: list[Finding] = []
            checked = self._checker.checked(units) if self._checker else ((unit, nothing) for unit in units)
            for unit, findings in checked:
                yield from self._counted(before.popleft())
                yield from self._counted(_found(unit, findings))
                self.units += 1
                self._langs_of.update({variant.lang for variant in unit.variants})
                if self.units % STEP == 0:
                    yield None
            yield from self._counted(self._aside())

    def _created(
        self, reader: UnitReader, first: TranslationUnit | None, fix: Path, stack: ExitStack
    ) -> UnitWriter:
        """The file for what was mended, which begins when the first unit and so its languages are known."""
        langs = self._langs
        if not langs and kind_of(fix).bilingual:
            langs = pair_of(reader.header, first) or self._first_pair()
        return stack.enter_context(create_units(fix, reader.header, langs=langs))

    def _first_pair(self) -> tuple[str, ...]:
        """The languages of the first unit that has two, where neither header nor first unit says them."""
        if str(self._path) == "-":
            return ()
        with ExitStack() as stack:
            reader = open_units(self._path, kind=self._kind, reject=lambda _: None)
            pairs = (pair_of(reader.header, unit) for unit in entered(reader, stack))
            return next(filter(None, pairs), ())

    def _read(
        self, reader: UnitReader, before: deque[list[Remark]], stack: ExitStack
    ) -> Iterator[TranslationUnit]:
        """The units, mended if they are written; what was remarked while they were read goes to `before`."""
        writer = None
        for unit in reader:
            said = list(self._aside())
            if self._fix is not None:
                writer = writer or self._created(reader, unit, self._fix, stack)
                better = mended(unit)
                said += _mendings(unit, better)
                writer.write(better)
                unit = better
            before.append(said)
            yield unit
        if self._fix is not None and writer is None:
            self._created(reader, None, self._fix, stack)

    def _opened(self) -> UnitReader:
        if self._rules is not None:
            return TmxReader(self._path, reject=self._pending.append, inspect=self._rules.inspect)
        return open_units(self._path, kind=self._kind, langs=self._langs, reject=self._pending.append)

    def _counted(self, remarks: Iterable[Remark]) -> Iterator[Remark]:
        for remark in remarks:
            self.counts[remark.code] += 1
            yield remark

    def _aside(self) -> Iterator[Remark]:
        """What breaks the format's rules, and units that can't be taken, since the last unit."""
        violations: list[Violation] = self._rules.found if self._rules else []
        for line, element, rule, problem in violations:
            yield Remark(line, f"{CONFORMANCE}.{rule}", f"<{element}> {problem}")
        violations.clear()
        for rejected in self._pending:
            if self._rejects is not None:
                self._rejects.add(rejected)
            yield Remark(rejected.line, REJECTED, rejected.problem)
        self._pending.clear()


def _found(unit: TranslationUnit, findings: list[Finding]) -> Iterator[Remark]:
    for found in findings:
        yield Remark(unit.line, found.code, found.reason, unit.tuid, found.lang, found.start, found.end)


def _mendings(unit: TranslationUnit, better: TranslationUnit) -> Iterator[Remark]:
    if better is unit:
        return
    for old, new in zip(unit.variants, better.variants, strict=True):
        if old is not new:
            reason = "put right: letters, spaces or Unicode form"
            yield Remark(unit.line, MENDED, reason, unit.tuid, old.lang, old=old.text, new=new.text)
