"""The encoder taught the words of a memory: translation units in, an encoder for `tm align --encoder` out.

memory = read_memory(["memory.tmx"])
trained = train(memory)
with new_folder("mine", FILES) as place:
    write_encoder(place, memory, trained)

Training goes on from an encoder that is there, on pairs in all languages that the units have, as
scripts/train_encoder.py began it: in-batch contrastive loss over runs of neighbours, some of them joined, some
features left out by chance. Few epochs, a small rate and a pull back keep what it knew.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from tm import text as texts
from tm.alignment.contrast import Bags, Table, chosen, joined, learn, thinned
from tm.alignment.direction import directions
from tm.alignment.encoder import Encoder, shipped
from tm.errors import InputError, UsageError
from tm.formats.tmx import read_tmx
from tm.languages import LANGUAGES, NAMES, base, identify
from tm.version import __version__

FILES = ("pieces.model", "vectors.npz", "training.json")  # what an encoder's folder holds
FEWEST = 100  # pairs
LONGEST = 1000  # characters of a segment; longer ones teach little and cost much
RUN = 16  # neighbours that stay together in a batch
HELD, MOST_HELD = 10, 125  # of so many runs one is held out, but not more runs than that in all
EMPTY, COPIED, REPEATED, TOO_LONG = "an empty side", "the same text on both sides", "repeated", "too long"

Pair = tuple[str, str]
Unit = Mapping[str, str]  # a segment in each language
Step = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Settings:
    """How training goes; chosen by scripts/bench_train.py on the sets that may be tuned on."""

    epochs: int = 6
    rate: float = 3e-4  # falls to nothing over all batches
    pull: float = 0.0  # how strongly rows are drawn to where they began
    batch: int = 512  # pairs
    dropped: float = 0.12  # the share of features that is left out by chance
    joined: float = 0.12  # the share of neighbours that are shown joined too
    shown: int = 400_000  # pairs at most in all epochs; of a large memory there are fewer epochs
    seed: int = 0


SETTINGS = Settings()


@dataclass(frozen=True, slots=True)
class Memory:
    """What is learned from: units in order, and the numbers of those that have two languages, by pair.

    `runs` are numbers of neighbouring units of one file. `dropped` counts pairs by what was wrong with them,
    and `alone` units that have one of our languages at most.
    """

    units: tuple[Unit, ...]
    pairs: Mapping[Pair, frozenset[int]]
    runs: tuple[range, ...]
    dropped: Mapping[str, int]
    alone: int
    warnings: tuple[str, ...]

    def __len__(self) -> int:
        return sum(map(len, self.pairs.values()))

    @property
    def held(self) -> tuple[range, ...]:
        """The runs that are held out: the second of every ten."""
        return self.runs[1 :: self._every]

    @property
    def taught(self) -> tuple[range, ...]:
        """The other runs."""
        return tuple(run for number, run in enumerate(self.runs) if number % self._every != 1)

    @property
    def _every(self) -> int:
        return max(HELD, -(-len(self.runs) // MOST_HELD))


@dataclass(frozen=True, slots=True)
class Found:
    """Of so many held-out segments, how many found their translation first, before and after."""

    segments: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Trained:
    """The encoder that came out, the name of the one it began as, and how it did."""

    encoder: Encoder
    begun: str
    found: Mapping[Pair, Found]
    losses: tuple[float, ...]  # nats a pair, of each epoch
    settings: Settings

    @property
    def improved(self) -> bool:
        """Whether more held-out segments find their translation first than before."""
        return sum(one.after - one.before for one in self.found.values()) > 0


def read_memory(paths: Sequence[Path | str]) -> Memory:
    """The units of TMX files that have two of our languages, and which pairs of them can be learned from.

    Of several variants in one language the first is taken. Dropped, and counted, are pairs with an empty side,
    the same text on both sides (never translated), text that is too long, and pairs met before. Raises
    UnreadableFile and MalformedTMX, and InputError where there is too little to learn from: one language
    only, fewer than 100 pairs, or mostly copies.
    """
    reader = _Reader()
    for path in paths:
        begun = len(reader.units)
        for unit in read_tmx(path):
            sides: dict[str, str] = {}
            for variant in unit.variants:
                sides.setdefault(base(variant.lang), " ".join(variant.text.split()))
            reader.take({lang: sides[lang] for lang in LANGUAGES if lang in sides})
        reader.runs += [
            range(k, min(k + RUN, len(reader.units))) for k in range(begun, len(reader.units), RUN)
        ]
    return reader.memory(" + ".join(map(str, paths)))


class _Reader:
    """A memory as it grows."""

    def __init__(self) -> None:
        self.units: list[Unit] = []
        self.runs: list[range] = []
        self.pairs: dict[Pair, set[int]] = {}
        self.dropped: Counter[str] = Counter()
        self.alone = 0
        self.langs: set[str] = set()
        self._met: set[tuple[str, str, str, str]] = set()

    def take(self, sides: Unit) -> None:
        """One unit, unless no two of its sides can be learned from."""
        self.langs.update(sides)
        self.alone += len(sides) < 2
        usable = []
        for pair in combinations(sides, 2):
            problem = self._problem(pair, sides)
            if problem:
                self.dropped[problem] += 1
            else:
                usable.append(pair)
        for pair in usable:
            self.pairs.setdefault(pair, set()).add(len(self.units))
        if usable:
            self.units.append(sides)

    def _problem(self, pair: Pair, sides: Unit) -> str | None:
        one, two = (texts.folded(sides[lang].lower()) for lang in pair)
        if not (_says_something(one) and _says_something(two)):
            return EMPTY
        if one == two:
            return COPIED
        if max(len(one), len(two)) > LONGEST:
            return TOO_LONG
        if (*pair, one, two) in self._met:
            return REPEATED
        self._met.add((*pair, one, two))
        return None

    def memory(self, name: str) -> Memory:
        """All of it. Raises InputError where it is too little."""
        usable = sum(map(len, self.pairs.values()))
        copies = self.dropped[COPIED]
        if len(self.langs) < 2:
            what = f"only {NAMES[next(iter(self.langs))]}" if self.langs else "none of our languages"
            raise InputError(f"{name}: has {what}; two of {', '.join(LANGUAGES)} are needed in one memory")
        if copies > usable:
            raise InputError(
                f"{name}: most of it was never translated: {copies:,} of {copies + usable:,} pairs have "
                "the same text on both sides; give a memory that is translated"
            )
        if usable < FEWEST:
            raise InputError(f"{name}: {usable} pairs can be learned from; at least {FEWEST} are needed")
        return Memory(
            tuple(self.units),
            {pair: frozenset(self.pairs[pair]) for pair in combinations(LANGUAGES, 2) if pair in self.pairs},
            tuple(self.runs),
            {what: self.dropped[what] for what in (EMPTY, COPIED, TOO_LONG, REPEATED)},
            self.alone,
            tuple(self._foreign(name)),
        )

    def _foreign(self, name: str) -> Iterator[str]:
        """A warning for each language whose segments read like another."""
        for lang in sorted(self.langs):
            found = identify(" ".join(unit[lang] for unit in self.units if lang in unit)).lang
            if found not in (None, lang):
                yield f"{name}: what is declared {lang} reads like {found}; were languages swapped?"


def _says_something(text: str) -> bool:
    return any(char.isalnum() for char in text)


def train(
    memory: Memory,
    encoder: Encoder | None = None,
    *,
    settings: Settings = SETTINGS,
    progress: Step = lambda step: None,
) -> Trained:
    """An encoder that has learned from the runs of a memory that are not held out.

    `encoder` is where it begins, by default the one that comes with the package. `progress` is called with the
    name of each epoch before it, `epochs` times in all. The same memory, encoder and settings give the same
    weights on one machine.
    """
    encoder = encoder or shipped()
    with ThreadpoolController().limit(limits=1):
        lesson = _Lesson(memory, encoder, settings)
        losses = []
        count = epochs(memory, settings)
        for epoch in range(count):
            progress(f"epoch {epoch + 1} of {count}" + (f", loss {losses[-1]:.3f}" if losses else ""))
            losses.append(lesson.epoch(epoch / count, 1 / count))
        learned = encoder.with_rows(lesson.places, lesson.table.rows)
        before, after = (_found_first(memory, one) for one in (encoder, learned))
    found = {
        pair: Found(2 * sum(k in memory.pairs[pair] for run in memory.held for k in run), *both)
        for pair, both in ((pair, (before[pair], after[pair])) for pair in before)
    }
    return Trained(learned, encoder.name, found, tuple(losses), settings)


def epochs(memory: Memory, settings: Settings = SETTINGS) -> int:
    """How often the pairs are gone through: less often when they are many."""
    return max(1, min(settings.epochs, settings.shown // max(1, len(memory))))


class _Lesson:
    """The rows that the memory holds, and the batches that are made of it."""

    def __init__(self, memory: Memory, encoder: Encoder, settings: Settings) -> None:
        self._settings = settings
        self._memory = memory
        self._rng = np.random.default_rng(settings.seed)
        rows = {
            lang: encoder.features([unit.get(lang, "") for unit in memory.units]) for lang in LANGUAGES
        }
        every = np.concatenate([np.array(ids, dtype=np.int64) for bags in rows.values() for ids in bags])
        self.places, numbers = np.unique(every, return_inverse=True)
        self.table = Table.of(encoder.rows(self.places))
        self._bags: dict[str, Bags] = {}
        begun = 0
        for lang, bags in rows.items():
            starts = np.concatenate([[0], np.cumsum([len(ids) for ids in bags], dtype=np.int64)])
            self._bags[lang] = Bags(numbers[begun : begun + starts[-1]], starts)
            begun += starts[-1]
        self._groups = [
            (pair, [k for k in run if k in memory.pairs[pair]]) for run in memory.taught for pair in memory.pairs
        ]

    def epoch(self, done: float, share: float) -> float:
        """Go through all pairs once, from `done` of all the training on; the mean loss of the batches."""
        settings = self._settings
        order = list(self._batches())
        losses = []
        for number, batch in enumerate(order):
            rate = settings.rate * (1 - done - share * number / len(order))
            x, y = (self._side(batch, side) for side in (0, 1))
            losses.append(learn(self.table, x, y, self._alike(batch), rate, settings.pull))
        return float(np.mean(losses))

    def _batches(self) -> Iterator[list[_Example]]:
        """The groups in a new order, cut into batches; some neighbours joined, beside their parts."""
        settings, batch = self._settings, list[_Example]()
        for number in self._rng.permutation(len(self._groups)).tolist():
            pair, units = self._groups[number]
            batch += [(pair, (k,)) for k in units]
            batch += [(pair, both) for both in pairwise(units) if self._rng.random() < settings.joined]
            while len(batch) >= settings.batch:
                yield batch[: settings.batch]
                batch = batch[settings.batch :]
        if len(batch) > 1:
            yield batch

