"""The encoder taught the words of a memory: translation units in, an encoder for an alignment out.

    memory = read_memory(["memory.tmx"])
    with new_folder("mine", FILES) as place:
        write_encoder(place, memory, train(memory))

    tm.align(texts, encoder=read_encoder(Path("mine")))

How it learns is said in tm/alignment/lesson.py. Every tenth run of neighbours is held out; how many of
their segments find their translation first, before and after, says what it brought.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import combinations
from pathlib import Path

from threadpoolctl import ThreadpoolController

from tm import text as texts
from tm.alignment.direction import Vectors, directions
from tm.alignment.encoder import Encoder, shipped
from tm.alignment.lesson import Example, Settings, taught
from tm.errors import InputError
from tm.formats.output import written
from tm.formats.tmx import read_tmx
from tm.languages import LANGUAGES, NAMES, base, identify
from tm.version import __version__

FILES = ("pieces.model", "vectors.npz", "training.json")  # what the folder of an encoder holds
FEWEST = 100  # pairs
LONGEST = 1000  # characters of a segment; longer ones teach little and cost much
RUN = 16  # neighbours that stay together in a batch
HELD, MOST_HELD = 10, 125  # one of so many runs is held out, but not more runs than that in all
AT_ONCE = 500  # segments whose likeness to all others is worked out at once
EMPTY, COPIED, TOO_LONG, REPEATED = "an empty side", "the same text on both sides", "too long", "repeated"

Pair = tuple[str, str]
Unit = Mapping[str, str]  # a segment in each of its languages
Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Memory:
    """Units in the order of their files, and which of them each pair of languages is learned from.

    pairs     the numbers of those units, by pair of languages
    runs      numbers of up to RUN neighbouring units of one file
    dropped   how many pairs were left out, by what was wrong with them
    alone     how many units have one of our languages only, or none
    """

    units: tuple[Unit, ...]
    pairs: Mapping[Pair, frozenset[int]]
    runs: tuple[range, ...]
    dropped: Mapping[str, int]
    alone: int
    warnings: tuple[str, ...]

    def __len__(self) -> int:
        return sum(map(len, self.pairs.values()))

    def held(self, run: int) -> bool:
        """Whether the run of this number is held out: the second of every ten, or of more where many."""
        return run % max(HELD, -(-len(self.runs) // MOST_HELD)) == 1

    def examples(self) -> list[list[Example]]:
        """The pairs of all other runs; a list for each run and pair of languages."""
        return [
            [Example(k, self.units[k][one], self.units[k][two]) for k in run if k in found]
            for number, run in enumerate(self.runs)
            if not self.held(number)
            for (one, two), found in self.pairs.items()
        ]

    def held_out(self, pair: Pair) -> list[int]:
        """The units that are held out and have this pair."""
        return [k for n, run in enumerate(self.runs) if self.held(n) for k in run if k in self.pairs[pair]]


@dataclass(frozen=True, slots=True)
class Found:
    """Of so many held-out segments, how many find their translation first, before and after."""

    segments: int
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Trained:
    """The encoder that came out, the name of the one that it began as, and how well it did.

    `losses` has the mean loss of each epoch, in nats a pair.
    """

    encoder: Encoder
    begun: str
    found: Mapping[Pair, Found]
    losses: tuple[float, ...]
    settings: Settings

    @property
    def gained(self) -> int:
        """How many more held-out segments find their translation first than before."""
        return sum(one.after - one.before for one in self.found.values())


def read_memory(paths: Sequence[Path | str]) -> Memory:
    """The units of TMX files, and which pairs of their languages can be learned from.

    Of several variants in one language the first is taken. Left out, and counted, are pairs with an empty
    side, with the same text on both sides (never translated), too long, or met before. Raises UnreadableFile
    and MalformedTMX, and InputError where there is too little to learn from: one language only, fewer
    than FEWEST pairs, or mostly text that was never translated.
    """
    reader = _Reader()
    for path in paths:
        begun = len(reader.units)
        for unit in read_tmx(path):
            sides: dict[str, str] = {}
            for variant in unit.variants:
                sides.setdefault(base(variant.lang), " ".join(variant.text.split()))
            reader.take({lang: sides[lang] for lang in LANGUAGES if lang in sides})
        end = len(reader.units)
        reader.runs += [range(first, min(first + RUN, end)) for first in range(begun, end, RUN)]
    return reader.memory(" + ".join(map(str, paths)))


class _Reader:
    """A memory as it grows."""

    def __init__(self) -> None:
        self.units: list[Unit] = []
        self.runs: list[range] = []
        self._pairs: dict[Pair, set[int]] = {pair: set() for pair in combinations(LANGUAGES, 2)}
        self._dropped: Counter[str] = Counter()
        self._alone = 0
        self._langs: set[str] = set()
        self._met: set[tuple[str, str]] = set()

    def take(self, sides: Unit) -> None:
        """One unit, unless no two of its sides can be learned from."""
        self._langs.update(sides)
        self._alone += len(sides) < 2
        usable = False
        for pair in combinations(sides, 2):
            problem = self._problem(sides[pair[0]], sides[pair[1]])
            if problem:
                self._dropped[problem] += 1
            else:
                self._pairs[pair].add(len(self.units))
                usable = True
        if usable:
            self.units.append(sides)

    def _problem(self, one: str, two: str) -> str | None:
        one, two = (texts.folded(side.lower()) for side in (one, two))
        if not (any(map(str.isalnum, one)) and any(map(str.isalnum, two))):
            return EMPTY
        if one == two:
            return COPIED
        if max(len(one), len(two)) > LONGEST:
            return TOO_LONG
        if (one, two) in self._met:
            return REPEATED
        self._met.add((one, two))
        return None

    def memory(self, name: str) -> Memory:
        """All of it. Raises InputError where it is too little."""
        usable, copies = sum(map(len, self._pairs.values())), self._dropped[COPIED]
        if len(self._langs) < 2:
            what = f"only {NAMES[next(iter(self._langs))]}" if self._langs else "none of our languages"
            raise InputError(f"{name}: has {what}; a memory of two of {', '.join(LANGUAGES)} is needed")
        if copies > usable:
            raise InputError(
                f"{name}: mostly not translated: of {copies + usable:,} pairs {copies:,} have "
                "the same text on both sides; give a memory that is translated"
            )
        if usable < FEWEST:
            raise InputError(f"{name}: has {usable} pairs to learn from; at least {FEWEST} are needed")
        return Memory(
            tuple(self.units),
            {pair: frozenset(numbers) for pair, numbers in self._pairs.items() if numbers},
            tuple(self.runs),
            {what: self._dropped[what] for what in (EMPTY, COPIED, TOO_LONG, REPEATED)},
            self._alone,
            tuple(self._foreign(name)),
        )

    def _foreign(self, name: str) -> Iterator[str]:
        """A warning for each language whose segments read like another."""
        for lang in sorted(self._langs):
            found = identify(" ".join(unit[lang] for unit in self.units if lang in unit)).lang
            if found not in (None, lang):
                yield f"{name}: what is declared {lang} reads like {found}; were languages swapped?"


def train(
    memory: Memory,
    encoder: Encoder | None = None,
    *,
    settings: Settings | None = None,
    progress: Progress = lambda step: None,
) -> Trained:
    """An encoder that has learned from all runs of a memory but those held out.

    `encoder` is the one to begin with, by default the one that comes with the package. `progress` is called
    with the name of each epoch before it begins. The same memory, encoder and settings give the same
    weights on one machine.
    """
    encoder, settings = encoder or shipped(), settings or Settings()
    learned, losses = taught(encoder, memory.examples(), settings, progress)
    before, after = (found_first(memory, one) for one in (encoder, learned))
    found = {pair: Found(2 * len(memory.held_out(pair)), before[pair], after[pair]) for pair in memory.pairs}
    return Trained(learned, encoder.name, found, tuple(losses), settings)


def found_first(memory: Memory, encoder: Encoder) -> dict[Pair, int]:
    """How many held-out segments find their translation first among all held out, both ways together.

    What says the same as the translation counts as it.
    """
    found = {}
    for pair in memory.pairs:
        sides = [[memory.units[k][lang] for k in memory.held_out(pair)] for lang in pair]
        x, y = (directions(encoder.encode(side).vectors) for side in sides)
        found[pair] = _firsts(x, y, sides[1]) + _firsts(y, x, sides[0])
    return found


def _firsts(x: Vectors, y: Vectors, segments: Sequence[str]) -> int:
    """How many of x are nearest to the y of their number, or to one with the same text."""
    right = 0
    with ThreadpoolController().limit(limits=1):
        for first in range(0, len(x), AT_ONCE):
            nearest = (x[first : first + AT_ONCE] @ y.T).argmax(axis=1)
            right += sum(segments[k] == segments[first + n] for n, k in enumerate(nearest.tolist()))
    return right


def summary(memory: Memory, trained: Trained) -> dict[str, object]:
    """What happened, as JSON can hold it: counts, settings, what the training brought."""
    return {
        "encoder": trained.encoder.name,
        "begun_as": trained.begun,
        "made_by": f"ushtil {__version__}",
        "units": len(memory.units),
        "pairs": {"-".join(pair): len(numbers) for pair, numbers in memory.pairs.items()},
        "dropped": dict(memory.dropped),
        "in_one_language": memory.alone,
        "found_first": {"-".join(pair): asdict(found) for pair, found in trained.found.items()},
        "losses": [round(loss, 4) for loss in trained.losses],
        "settings": asdict(trained.settings),
    }


def write_encoder(folder: Path, memory: Memory, trained: Trained) -> None:
    """Write what `read_encoder` reads, and beside it training.json: from what and how it was made, and when.

    Raises UnwritableOutput.
    """
    with written(folder / FILES[0]) as pieces, written(folder / FILES[1]) as vectors:
        trained.encoder.save(pieces, vectors)
    with written(folder / FILES[2]) as stream:
        told = {**summary(memory, trained), "date": date.today().isoformat()}
        stream.write((json.dumps(told, indent=2) + "\n").encode())
