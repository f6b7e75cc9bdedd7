"""Train, dev and test sets from a memory, without a leak: nothing in train is much like anything that is
tested.

A segment that training has nearly seen tells nothing of a system. So for every segment of test and dev, in
every language, all segments of the memory that are like it are found, none overlooked (`Memory.near`), and
the units that have them are left out of train; those like a segment of test are left out of dev, too.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tm.errors import UsageError
from tm.formats.kinds import create_units
from tm.formats.stored import UNNAMED
from tm.languages import base
from tm.memory import Memory
from tm.selection import Selection
from tm.store.store import Stored

TESTED = ("test", "dev")  # in the order in which they are drawn
NAMES = ("train", "dev", "test", "left-out")
THRESHOLD = 70  # per cent of likeness from which a segment counts as seen
SEED = 12345


@dataclass(slots=True)
class Parted:
    """How many units are in each set, and how many the selection did not take."""

    sizes: dict[str, int] = field(default_factory=lambda: dict.fromkeys(NAMES, 0))
    unwanted: int = 0


class Split:
    """The sets of a memory, each in a file; `run` it, then read `parted`.

    `sizes` says of dev and test how many units they shall have, or, as a string like `5%`, what share;
    `outputs` names the file of each set, and no other sets are written. With `whole` documents are drawn
    whole, so that a set may become larger. The same seed draws the same units. Raises UsageError for sizes
    that the memory does not have, a StoreError, and what the writers raise.
    """

    def __init__(
        self,
        memory: Memory,
        sizes: Mapping[str, int | str],
        outputs: Mapping[str, Path],
        *,
        threshold: float = THRESHOLD,
        whole: bool = False,
        seed: int = SEED,
        selection: Selection | None = None,
        langs: tuple[str, ...] = (),
    ) -> None:
        for name in sizes:
            if name not in TESTED:
                raise UsageError(
                    f"--split {name}: say how many units dev and test shall have; train is what remains"
                )
        self._memory, self._sizes, self._outputs = memory, sizes, outputs
        self._threshold, self._whole, self._seed = threshold, whole, seed
        self._selection, self._langs = selection or Selection(), langs
        self.parted = Parted()

    def run(self) -> Iterator[tuple[int, int]]:
        """Do it; yields how many units were looked at and how many are to be."""
        with self._memory.store.database.reading():
            documents = {one.number: one.unit.prop("x-document") for one in self._wanted()}
            sets: dict[int, str] = {}
            order = self._order(documents)
            wanted = {name: self._size(name, len(documents)) for name in TESTED if name in self._sizes}
            total = sum(wanted.values()) + len(documents)
            done = 0
            for name, size in wanted.items():
                drawn = self._drawn(order, documents, sets, size)
                for number in drawn:
                    sets[number] = name
                for piece in _pieces(drawn):
                    self._leave_out(piece, sets)
                    done += len(piece)
                    yield done, total
                self._refuse_few(name, size, sets)
            yield from self._write(sets, done, total)

    def _wanted(self) -> Iterator[Stored]:
        """The units that the selection takes."""
        self.parted.unwanted = 0
        for one in self._memory.store.units():
            taken = self._selection.taken(one.unit)
            if taken is None:
                self.parted.unwanted += 1
            else:
                yield Stored(one.number, taken)

    def _order(self, documents: Mapping[int, str | None]) -> list[int]:
        """The numbers of units in the order in which they are drawn."""
        draw = random.Random(self._seed)
        if not self._whole:
            return draw.sample(list(documents), len(documents))
        groups: dict[object, list[int]] = {}
        for number, document in documents.items():
            groups.setdefault(number if document is None else document, []).append(number)
        names = draw.sample(list(groups), len(groups))
        return [number for name in names for number in groups[name]]

    def _size(self, name: str, count: int) -> int:
        size = self._sizes[name]
        if isinstance(size, str):
            share, sign, rest = size.partition("%")
            try:
                size = round(count * float(share) / 100) if sign and not rest else int(size)
            except ValueError:
                size = -1
        if not 0 < size < count:
            raise UsageError(
                f"--split {name}={self._sizes[name]}: name a number of units below {count:,}, or 5%"
            )
        return size

    def _drawn(
        self, order: Sequence[int], documents: Mapping[int, str | None], sets: Mapping[int, str], size: int
    ) -> list[int]:
        """The next units in order that are in no set, as many as asked for, and to the end of a document."""
        drawn: list[int] = []
        for number in order:
            if number in sets:
                continue
            same = drawn and documents[number] is not None and documents[number] == documents[drawn[-1]]
            if len(drawn) >= size and not (self._whole and same):
                break
            drawn.append(number)
        return drawn

    def _leave_out(self, numbers: Sequence[int], sets: dict[int, str]) -> None:
        """Leave out of all other sets what is like these units."""
        memory = self._memory
        texts = {
            (base(one.lang), one.text)
            for stored in memory.store.by_number(numbers)
            for one in (self._selection.taken(stored.unit) or stored.unit).variants
        }
        segments = {
            id for lang, text in sorted(texts) for id, _, _ in memory.near(text, lang, self._threshold)
        }
        for use in memory.store.uses(segments):
            sets.setdefault(use.number, "left-out")

    def _refuse_few(self, name: str, size: int, sets: Mapping[int, str]) -> None:
        there = sum(one == name for one in sets.values())
        if there < size:
            raise UsageError(
                f"--split {name}={self._sizes[name]}: only {there:,} units are left that are like none of test; "
                "ask for fewer, or raise --threshold"
            )

    def _write(self, sets: Mapping[int, str], done: int, total: int) -> Iterator[tuple[int, int]]:
        header = self._memory.store.header or UNNAMED
        with ExitStack() as stack:
            writers = {
                name: stack.enter_context(create_units(path, header, langs=self._langs))
                for name, path in self._outputs.items()
            }
            for count, one in enumerate(self._wanted(), start=1):
                name = sets.get(one.number, "train")
                self.parted.sizes[name] += 1
                if name in writers:
                    writers[name].write(one.unit)
                if count % 1000 == 0:
                    yield done + count, total


def _pieces(numbers: Sequence[int], size: int = 16) -> Iterator[Sequence[int]]:
    for start in range(0, len(numbers), size):
        yield numbers[start : start + size]
