"""Train, dev and test sets from a memory, without a leak: nothing in train is like what is tested.

A segment that training has nearly seen tells nothing of a system. So for every segment of test and dev, in
every language, all segments of the memory that are like it are found, none overlooked (`tm/memory/sweep.py`),
and the units that have them are left out of train; those like a segment of test are left out of dev, too.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from tm.errors import UsageError
from tm.formats.kinds import create_units, kind_of
from tm.formats.output import together
from tm.formats.stored import UNNAMED
from tm.languages import base
from tm.memory import Memory
from tm.memory.sweep import Sweep, Text, users
from tm.provenance import document_of
from tm.selection import Selection
from tm.store.stored import Stored

TESTED = ("test", "dev")  # in the order in which they are drawn
TRAIN, LEFT_OUT = "train", "left-out"
THRESHOLD = 70  # per cent of likeness from which a segment counts as seen
LEAST = 30  # below it nearly everything is like everything
SEED = 12345
STEP = 1000  # units between two signs of progress
_PACKED = (".gz",)


@dataclass(slots=True)
class Parted:
    """How many units are in each set, and how many were left out because they are like some of which set.

    `unwanted` counts the units that the selection did not take, `lost` what the format could not say.
    """

    sizes: dict[str, int] = field(default_factory=dict)
    like: dict[str, int] = field(default_factory=dict)
    unwanted: int = 0
    lost: Counter[str] = field(default_factory=Counter)


class Split:
    """The sets of a memory, each in a file, which appear together; `run` it, then read `parted`.

    `sizes` says of dev and test how many units they shall have, or, as a string like `5%`, what share; train
    is what remains, and a file has the units that are in no set. `output` is what the names of the files are
    made of: `corpus.tmx` gives `corpus.train.tmx` and so on; they are in `outputs`. With `whole` documents
    are drawn whole, so that a set may become larger. The same seed draws the same units. Raises UsageError
    for sizes that the memory does not have, a StoreError, and what the writers raise.
    """

    def __init__(
        self,
        memory: Memory,
        sizes: Mapping[str, int | str],
        output: Path,
        *,
        kind: str | None = None,
        threshold: float = THRESHOLD,
        whole: bool = False,
        seed: int = SEED,
        selection: Selection | None = None,
        langs: tuple[str, ...] = (),
    ) -> None:
        for name in sizes:
            if name not in TESTED:
                raise UsageError(
                    f"--split {name}: say how many units dev and test have; train is what remains"
                )
        if not sizes:
            raise UsageError("--split: say how many units dev and test have, as in dev=1000,test=5%")
        if not LEAST <= threshold <= 100:
            raise UsageError(f"--threshold {threshold:g}: is a likeness from {LEAST} to 100 per cent")
        found = kind_of(output, kind)
        if len(langs) != 2 and (found.bilingual or found.name == "moses"):
            raise UsageError(f"{output}: {found.name} needs two languages; name them with --from and --to")
        self._memory, self._sizes, self._kind = memory, sizes, found.name
        names = (TRAIN, *(name for name in reversed(TESTED) if name in sizes), LEFT_OUT)
        self.outputs = {name: _part(output, name, langs) for name in names}
        self._threshold, self._whole, self._seed = threshold, whole, seed
        self._selection, self._langs = selection or Selection(), langs
        self.parted = Parted()

    def run(self) -> Iterator[tuple[int, int]]:
        """Do it; yields how many units were looked at and how many are to be."""
        with self._memory.store.database.reading():
            documents = {one.number: document_of(one.unit) for one in self._wanted()}
            sets: dict[int, str] = {}
            like: dict[int, str] = {}
            order = self._order(documents)
            wanted = {name: self._size(name, len(documents)) for name in TESTED if name in self._sizes}
            done, total = 0, sum(wanted.values()) + len(documents)
            for name, size in wanted.items():
                drawn = self._drawn(order, documents, sets, like, size)
                sets.update(dict.fromkeys(drawn, name))
                self._refuse_few(name, size, len(drawn))
                near: set[int] = set()
                for share in self._near(drawn, near):
                    yield done + int(share * len(drawn)), total
                done += len(drawn)
                for number in near:
                    if number not in sets:
                        like.setdefault(number, name)
            yield from self._write(sets, like, done, total)

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
        groups: dict[int | str, list[int]] = {}
        for number, document in documents.items():
            groups.setdefault(number if document is None else document, []).append(number)
        names = draw.sample(list(groups), len(groups))
        return [number for name in names for number in groups[name]]

    def _size(self, name: str, count: int) -> int:
        size = self._sizes[name]
        if isinstance(size, str):
            share, sign, rest = size.strip().partition("%")
            try:
                size = round(count * float(share) / 100) if sign and not rest else int(size)
            except (ValueError, OverflowError):
                size = -1
        if not count:
            raise UsageError(f"{self._memory.place}: no unit is selected; there is nothing to split")
        if not 0 < size < count:
            said = f"--split {name}={self._sizes[name]}"
            raise UsageError(f"{said}: name a number of units below {count:,}, or a share like 5%")
        return size

    def _drawn(
        self,
        order: Sequence[int],
        documents: Mapping[int, str | None],
        sets: Mapping[int, str],
        like: Mapping[int, str],
        size: int,
    ) -> list[int]:
        """The next units in order that are free, as many as asked for, and the rest of a whole document."""
        drawn: list[int] = []
        for number in order:
            if number in sets or number in like:
                continue
            same = drawn and documents[number] is not None and documents[number] == documents[drawn[-1]]
            if len(drawn) >= size and not (self._whole and same):
                break
            drawn.append(number)
        return drawn

    def _near(self, numbers: Sequence[int], near: set[int]) -> Iterator[float]:
        """Put into `near` the units of which a segment is like one of these units'; gives the share done."""
        store = self._memory.store
        texts: set[Text] = set()
        for start in range(0, len(numbers), STEP):
            for stored in store.by_number(numbers[start : start + STEP]):
                unit = self._selection.taken(stored.unit) or stored.unit
                texts.update((base(one.lang), one.text) for one in unit.variants if one.text.strip())
        found: set[int] = set()
        for share, some in Sweep(store, texts, self._threshold).parts():
            found.update(one.segment for one in some)
            yield share
        near.update(*users(store, found).values())

    def _refuse_few(self, name: str, size: int, there: int) -> None:
        if there < size:
            raise UsageError(
                f"--split {name}={self._sizes[name]}: only {there:,} units are like none of test; "
                "ask for fewer, or raise --threshold"
            )

    def _write(
        self, sets: Mapping[int, str], like: Mapping[int, str], done: int, total: int
    ) -> Iterator[tuple[int, int]]:
        header = self._memory.store.header or UNNAMED
        parted = self.parted
        parted.sizes = dict.fromkeys(self.outputs, 0)
        parted.like = {name: 0 for name in TESTED if name in self._sizes}
        with together(next(iter(self.outputs.values())).parent) as folder:
            with ExitStack() as stack:
                writers = {
                    name: create_units(folder / path.name, header, kind=self._kind, langs=self._langs)
                    for name, path in self.outputs.items()
                }
                for writer in writers.values():
                    stack.enter_context(writer)
                for count, one in enumerate(self._wanted(), start=1):
                    number = one.number
                    name = sets.get(number) or (LEFT_OUT if number in like else TRAIN)
                    parted.sizes[name] += 1
                    if number in like:
                        parted.like[like[number]] += 1
                    writers[name].write(one.unit)
                    if count % STEP == 0:
                        yield min(done + count, total), total
            for writer in writers.values():
                parted.lost += writer.lost


def _part(output: Path, name: str, langs: Sequence[str]) -> Path:
    """The file of one set: the name of the set stands before the ending that tells the format.

    >>> [str(_part(Path(path), "dev", ("kk",))) for path in ("a/b.tmx", "b.tmx.gz", "corpus", "corpus.kk")]
    ['a/b.dev.tmx', 'b.dev.tmx.gz', 'corpus.dev', 'corpus.dev']
    """
    stem, ending = output.name, ""
    for packed in _PACKED:
        if stem.lower().endswith(packed):
            stem, ending = stem[: -len(packed)], stem[-len(packed) :]
    start, dot, end = stem.rpartition(".")
    if dot and end in langs:
        stem = start
    elif dot and start:
        stem, ending = start, f".{end}{ending}"
    return output.with_name(f"{stem}.{name}{ending}")
