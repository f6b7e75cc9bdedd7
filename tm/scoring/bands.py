"""Segments by the best fuzzy match that a memory has for their source: what a translation tool would offer.

What counts is how like the source texts are, without penalties for where a unit comes from, of the units that
have the target language too. Units of the test itself are left out; where nothing else is in the memory, each
segment is held against all units but its own. The units of a file are read once and compared exhaustively,
and so are those of a memory; where it is so large that this would take longer, it is asked through its index,
which hardly ever overlooks a match.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path

import numpy as np

from tm.errors import ScoreMismatch, UsageError
from tm.formats.kinds import kind_of_file, open_units
from tm.formats.memory import entered
from tm.languages import base
from tm.matching.bands import NONE, band
from tm.memory import Memory, pairs
from tm.memory.sweep import Sieve
from tm.metrics.results import Groups
from tm.metrics.scored import ReferenceSet
from tm.scoring.blocks import in_blocks
from tm.store import called
from tm.units import TranslationUnit

NAMES = ("100", "95-99", "85-94", "75-84", "50-74", "below 50")
_ROWS = {"101": "100", NONE: "below 50"}  # rows of an analysis that are called otherwise here
LEAST = 50.0  # per cent; a best match that is less like a segment is not looked for
INDEXED = 500  # units for each text to look up, from which on the index is quicker
_BLOCK = 8  # segments of a memory whose units are looked at together


class FuzzyBands:
    """The segments of a test by what a memory has for their sources; `run` it, then read `groups`, `scores`.

    `scores` has the best score of each segment, 0 where it is below `LEAST` or where the segment has no
    source text; those are in no group. `exclude` are numbers of units of the memory (of a file, lines) that
    are of the test. Raises UsageError where there are no source texts, ScoreMismatch where no unit of the
    memory has both languages, and what readers and memories raise.
    """

    def __init__(
        self,
        references: ReferenceSet,
        memory: Path | str,
        source: str,
        target: str,
        *,
        exclude: Collection[int] = frozenset(),
    ) -> None:
        self._units = references.units
        self._sources: dict[str, list[int]] = {}
        for place, unit in enumerate(references.units):
            if unit.source and unit.source.strip():
                self._sources.setdefault(unit.source, []).append(place)
        if not self._sources:
            raise UsageError(f"{references.origin}: has no source texts, which fuzzy matches are found by")
        self._memory, self._langs = memory, (source, target)
        self._exclude = frozenset(exclude)
        self.scores = [0.0] * len(references)
        self.groups: Groups | None = None

    def run(self) -> Iterator[float]:
        """Do it; yields the share that is done, from 0 to 1."""
        yield from self._asked() if self._is_large() else self._read()
        of = np.full(len(self.scores), -1, np.int64)
        for places in self._sources.values():
            for place in places:
                row = band(self.scores[place])
                of[place] = NAMES.index(_ROWS.get(row, row))
        self.groups = Groups("fuzzy", "Best match of the source in the memory, per cent", NAMES, of)
        yield 1.0

    def _is_large(self) -> bool:
        if kind_of_file(self._memory).name != "memory":
            return False
        with Memory(self._memory) as memory:
            return len(memory) > INDEXED * len(self._sources)

    def _own(self, alone: bool) -> list[frozenset[int]]:
        """The numbers that don't count for each segment: all of the test, or `alone` its own."""
        if alone:
            return [frozenset((unit.number,)) for unit in self._units]
        return [self._exclude] * len(self._units)

    def _asked(self) -> Iterator[float]:
        """The scores from the index of a memory."""
        with Memory(self._memory) as memory, memory.store.database.reading():
            languages = memory.store.languages()
            if any(base(lang) not in languages for lang in self._langs):
                raise self._nothing()
            living = len(memory.store.by_number(self._exclude)) if self._exclude else 0
            own = self._own(alone=living == len(memory))
            for number, (text, places) in enumerate(self._sources.items(), start=1):
                self._ask(memory, text, places, own)
                yield number / len(self._sources)

    def _ask(self, memory: Memory, text: str, places: list[int], own: list[frozenset[int]]) -> None:
        """Score the segments that have a source text."""
        source, target = self._langs
        near = iter(memory.near(text, source, LEAST))
        left = set(places)
        while left and (some := list(islice(near, _BLOCK))):
            numbers: dict[int, set[int]] = {}
            for use in memory.store.uses([id for id, _, _ in some], beside=base(target)):
                numbers.setdefault(use.segment, set()).add(use.number)
            for id, _, score in some:
                found = {place for place in left if numbers.get(id, set()) - own[place]}
                for place in found:
                    self.scores[place] = score
                left -= found

    def _read(self) -> Iterator[float]:
        """The scores from the units of a file; it is read again where it has the test's only."""
        met = yield from self._pass(alone=False)
        if met is None and self._exclude:
            met = yield from self._pass(alone=True)
        if not met:
            raise self._nothing()

    def _pass(self, alone: bool) -> Generator[float, None, bool | None]:
        """Read the file; whether a unit had both languages, and None where all units were excluded."""
        own, sieve = self._own(alone), Sieve(list(self._sources), LEAST)
        met: bool | None = None

        def hold(block: Sequence[TranslationUnit]) -> Iterator[float]:
            nonlocal met
            texts = self._texts(block)
            met = met or bool(texts)
            return self._hold(sieve, texts, own)

        with ExitStack() as stack:
            reader = entered(open_units(self._memory, langs=self._langs), stack)
            yield from in_blocks(reader, frozenset() if alone else self._exclude, hold)
        return met

    def _texts(self, block: Sequence[TranslationUnit]) -> dict[str, set[int]]:
        """Texts in the source language of units that have the target language, with the units' lines."""
        found: dict[str, set[int]] = {}
        for unit in block:
            for source, _ in pairs(unit, self._langs):
                if source.text.strip():
                    found.setdefault(source.text, set()).add(unit.line)
        return found

    def _hold(
        self, sieve: Sieve, texts: Mapping[str, set[int]], own: Sequence[frozenset[int]]
    ) -> Iterator[float]:
        """Raise the scores to those of texts that are more like a segment; gives the share that is done."""
        block, sources = list(texts), list(self._sources.values())
        for share, likes in sieve.held(block):
            for like in likes:
                for place in sources[like.query]:
                    if like.score > self.scores[place] and texts[block[like.place]] - own[place]:
                        self.scores[place] = like.score
            yield share

    def _nothing(self) -> ScoreMismatch:
        both = " and ".join(self._langs)
        return ScoreMismatch(f"{called(self._memory)}: no unit has both {both}; name its languages")
