"""What a memory has that is like a frozen test set, and the rest, which may be trained on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tm.errors import UsageError
from tm.formats.kinds import create_units, kind_of
from tm.formats.stored import UNNAMED
from tm.languages import base
from tm.memory import Memory
from tm.selection import Selection
from tm.testset.frozen import Frozen
from tm.testset.near import Near
from tm.testset.usable import sides

STEP = 1000  # units between two signs of progress


class Leak(NamedTuple):
    """A unit of a memory that is like a segment of a test set: place (from 0), number, language, per cent."""

    place: int
    number: int
    lang: str
    score: float


class Leaks:
    """What in a memory is like a test set and is not in it: what came, or was edited, after it was frozen.

    `run` it, then read `own`, the numbers of the units that are the set's own, word for word, and `found`, by
    place and number. Each of its texts is held against each of the memory, at the threshold of the set.
    """

    def __init__(self, memory: Memory, frozen: Frozen) -> None:
        self._memory, self._store, self._frozen = memory, memory.store, frozen
        self.own: set[int] = set()
        self.found: list[Leak] = []

    def run(self) -> Iterator[tuple[int, int]]:
        """Do it; yields how much of the work is done, in thousandths."""
        with self._store.database.reading():
            for share in self.parts():
                yield int(1000 * share), 1000

    def parts(self) -> Iterator[float]:
        """Do it within `reading`; yields the share that is done."""
        frozen = self._frozen
        self.own = set(own_units(self._memory, frozen))
        texts = [[(base(one.lang), one.text) for one in unit.variants] for unit in frozen.units]
        near = Near(self._store, (text for some in texts for text in some), frozen.threshold)
        yield from near.parts()
        best: dict[tuple[int, int], Leak] = {}
        for place, some in enumerate(texts):
            for text in some:
                for number, score in near.found[text].items():
                    before = best.get((place, number))
                    if number not in self.own and (before is None or score > before.score):
                        best[place, number] = Leak(place, number, text[0], score)
        self.found = [best[key] for key in sorted(best)]


def own_units(memory: Memory, frozen: Frozen) -> frozenset[int]:
    """The numbers of the units of a memory that are those of a set, word for word."""
    wanted = dict(zip(frozen.numbers, frozen.units, strict=True))
    found = []
    for number, unit in memory.store.by_number(wanted):
        there = sides(unit, frozen.langs) or ()
        if [one.text for one in there] == [one.text for one in wanted[number].variants]:
            found.append(number)
    return frozenset(found)


class Rest:
    """The units of a memory that may be trained on where test sets are scored, in a file.

    `run` it, then read `written`, `own` (units that are in a set), `like` (those that are like one) and
    `unwanted` (those that the selection did not take), and what the format `lost`. The file appears whole or
    not at all. Raises UsageError for a format that needs two languages and has them not, a StoreError, and
    what the writers raise.
    """

    def __init__(
        self,
        memory: Memory,
        sets: Sequence[Frozen],
        output: Path | str,
        *,
        kind: str | None = None,
        langs: tuple[str, ...] = (),
        selection: Selection | None = None,
    ) -> None:
        found = kind_of(output, kind)
        if len(langs) != 2 and (found.bilingual or found.name == "moses"):
            raise UsageError(f"{output}: {found.name} needs two languages; name them with --from and --to")
        self._memory, self._sets, self._output, self._kind = memory, sets, output, found.name
        self._langs, self._selection = langs, selection or Selection()
        self.written = self.own = self.like = self.unwanted = 0
        self.lost: Counter[str] = Counter()

    def run(self) -> Iterator[tuple[int, int]]:
        """Do it; yields how much of the work is done, in thousandths."""
        store = self._memory.store
        with store.database.reading():
            own: set[int] = set()
            like: set[int] = set()
            steps = len(self._sets) + 1
            for done, frozen in enumerate(self._sets):
                leaks = Leaks(self._memory, frozen)
                for share in leaks.parts():
                    yield int(1000 * (done + share) / steps), 1000
                own |= leaks.own
                like |= {leak.number for leak in leaks.found}
            count = max(store.count(), 1)
            for looked in self._write(own, like):
                yield int(1000 * (steps - 1 + looked / count) / steps), 1000

    def _write(self, own: set[int], like: set[int]) -> Iterator[int]:
        store = self._memory.store
        header = store.header or UNNAMED
        writer = create_units(self._output, header, kind=self._kind, langs=self._langs)
        with writer:
            for looked, (number, unit) in enumerate(store.units(), start=1):
                taken = self._selection.taken(unit)
                if taken is None:
                    self.unwanted += 1
                elif number in own:
                    self.own += 1
                elif number in like:
                    self.like += 1
                else:
                    self.written += 1
                    writer.write(taken)
                if looked % STEP == 0:
                    yield looked
        self.lost = writer.lost
