"""How much of a test set is in a training memory: the same or nearly, on either side, none overlooked.

A system that was trained on what it is tested with, or on its translation, gets better scores than it earns.
The training memory is read once, in blocks, and each block is held against all segments of the test.

Exact is what says the same but for case, white space, punctuation and ё: the same fold, and the same numbers
with the same suffixes, for two texts that differ in a number only are not the same. Near is what is like a
segment by the threshold or more (`tm/matching/score.py`). Of a short segment one other word leaves less than
that, and so do other short texts; it also counts as near where one unit is like it on both sides, each by
`EACH` or more and the mean by `BOTH`, for that hardly ever happens by chance.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from tm.errors import ScoreMismatch, UsageError
from tm.formats.kinds import open_units
from tm.formats.memory import entered
from tm.languages import base
from tm.matching.sides import Side
from tm.memory.sweep import Sieve
from tm.metrics.results import Leakage, Seen
from tm.metrics.scored import ReferenceSet
from tm.scoring.blocks import in_blocks
from tm.store import called
from tm.units import TranslationUnit

THRESHOLD = 70.0  # per cent of likeness from which a segment counts as seen
LEAST = 50.0  # below it nearly everything is like everything
FEW = 4  # words; a segment of so many or fewer on one of its sides is short
# Per cent of likeness by which a unit is near a short segment on both sides. Of 12,166 units of our own texts
# 3 are so near others by chance that no side alone would be; with BOTH at 50 they are 13.
EACH = 50.0
BOTH = 60.0  # the mean
SIDES = ("source", "target")
_SAME = 95.0  # per cent that texts have at least that are the same but for marks, case and spaces


class _Hit(NamedTuple):
    """A text of a unit that is like one of a segment: the score, the unit's place in its block, the text."""

    score: float
    unit: int
    text: str
    exact: bool


_Hits = dict[tuple[int, int], _Hit]  # the best one by segment and unit


class LeakCheck:
    """What of a test a training memory has; `run` it, then read `leakage` and `warnings`.

    `memory` is a file of any format of units, or a memory. Source texts and references are held against its
    texts in their languages; where the references do not say one, that side is not looked at. `exclude` are
    numbers of units that do not count: those of the test itself, where it is from the same memory. Raises
    UsageError where nothing can be compared, ScoreMismatch where the memory has neither language, and what
    the readers raise.
    """

    def __init__(
        self,
        references: ReferenceSet,
        memory: Path | str,
        *,
        threshold: float = THRESHOLD,
        exclude: Collection[int] = frozenset(),
    ) -> None:
        if not LEAST <= threshold <= 100:
            raise UsageError(f"threshold {threshold:g}: is a likeness from {LEAST:g} to 100 per cent")
        langs = (references.source_lang, references.target_lang)
        texts: list[list[tuple[str, ...]]] = [
            [(unit.source,) if unit.source else () for unit in references.units],
            [unit.references for unit in references.units],
        ]
        short = _short(texts)
        self._sides = [
            _TestSide(name, lang, some, short, threshold)
            for name, lang, some in zip(SIDES, langs, texts, strict=True)
            if lang and any(some)
        ]
        if not self._sides:
            raise UsageError(
                f"{references.origin}: name its languages, so that it can be held against a memory"
            )
        self._memory, self._threshold = memory, threshold
        self._langs = tuple(dict.fromkeys(side.lang for side in self._sides))
        self._exclude, self._short = frozenset(exclude), short
        self._seen: dict[int, tuple[bool, Seen]] = {}
        self._units = 0
        self.warnings: list[str] = []
        self.leakage: Leakage | None = None

    def run(self) -> Iterator[float]:
        """Do it; yields the share that is done, from 0 to 1."""
        with ExitStack() as stack:
            langs = self._langs if len(self._langs) == len(SIDES) else ()
            reader = entered(open_units(self._memory, langs=langs), stack)
            yield from in_blocks(reader, self._exclude, self._held)
            self.warnings += reader.warnings
        name = called(self._memory)
        self._refuse_others(name)
        exact = {side.name: frozenset(side.exact) for side in self._sides}
        near = {side.name: frozenset(side.near - side.exact) for side in self._sides}
        none: frozenset[int] = frozenset()
        self.leakage = Leakage(
            name,
            self._units,
            self._threshold,
            exact.get("source", none),
            exact.get("target", none),
            near.get("source", none),
            near.get("target", none),
            seen={place: seen for place, (_, seen) in sorted(self._seen.items())},
        )
        yield 1.0

    def _refuse_others(self, name: str) -> None:
        """Refuse a memory that has nothing to compare; that would look like a test that did not leak."""
        if not self._units:
            what = "no unit beside those of the test" if self._exclude else "no unit"
            raise ScoreMismatch(f"{name}: has {what}; there is nothing to hold the test against")
        missing = [side.lang for side in self._sides if not side.met]
        if len(missing) == len(self._sides):
            raise ScoreMismatch(
                f"{name}: no unit has {' or '.join(missing)}; give the memory that the system was trained on"
            )
        self.warnings += [
            f"{name}: no unit has {lang}; that side was held against nothing" for lang in missing
        ]

    def _held(self, block: Sequence[TranslationUnit]) -> Iterator[float]:
        """Hold a block against both sides, and note what is like them."""
        self._units += len(block)
        found: list[_Hits] = []
        for number, side in enumerate(self._sides):
            hits: _Hits = {}
            for share in side.held(block, hits):
                yield (number + share) / len(self._sides)
            found.append(hits)
        for side, hits in zip(self._sides, found, strict=True):
            for (place, unit), hit in hits.items():
                beside = [others[place, unit].score for others in found if (place, unit) in others]
                both = place in self._short and len(beside) == len(SIDES) and sum(beside) / 2 >= BOTH
                if hit.exact or hit.score >= self._threshold or both:
                    self._note(side, place, block[unit], hit)

    def _note(self, side: _TestSide, place: int, unit: TranslationUnit, hit: _Hit) -> None:
        (side.exact if hit.exact else side.near).add(place)
        best = self._seen.get(place)
        if best is None or (hit.exact, hit.score) > (best[0], best[1].score):
            self._seen[place] = hit.exact, Seen(side.name, unit.name, unit.line, hit.text, hit.score)


class _TestSide:
    """One side of the test, its texts by how short their segments are, and the segments that leaked on it."""

    def __init__(
        self, name: str, lang: str, texts: Sequence[Sequence[str]], short: Collection[int], threshold: float
    ) -> None:
        self.name, self.lang = name, lang
        self.exact: set[int] = set()
        self.near: set[int] = set()
        self.met = False  # whether the memory has a text in the language
        self._parts: list[tuple[Sieve, list[Side], list[list[int]]]] = []
        for few, minimum in ((True, min(threshold, EACH)), (False, min(threshold, _SAME))):
            places: dict[str, list[int]] = {}
            for place, some in enumerate(texts):
                if (place in short) == few:
                    for text in dict.fromkeys(some):
                        places.setdefault(text, []).append(place)
            if places:
                self._parts.append(
                    (Sieve(list(places), minimum), [Side.of(text) for text in places], list(places.values()))
                )

    def held(self, block: Sequence[TranslationUnit], hits: _Hits) -> Iterator[float]:
        """Put into `hits` which units of a block are like which segments; gives the share that is done."""
        units: dict[str, list[int]] = {}
        for number, unit in enumerate(block):
            for variant in unit.variants:
                if base(variant.lang) == base(self.lang) and variant.text.strip():
                    units.setdefault(variant.text, []).append(number)
        self.met = self.met or bool(units)
        texts = list(units)
        for number, (sieve, sides, places) in enumerate(self._parts):
            for share, likes in sieve.held(texts):
                for like in likes:
                    text = texts[like.place]
                    exact = like.score >= _SAME and same(sides[like.query], Side.of(text))
                    for unit_number in units[text]:
                        hit = _Hit(like.score, unit_number, text, exact)
                        for place in places[like.query]:
                            key = place, unit_number
                            if key not in hits or (exact, like.score) > (hits[key].exact, hits[key].score):
                                hits[key] = hit
                yield (number + share) / len(self._parts)


def same(one: Side, other: Side) -> bool:
    """Whether two texts say the same but for case, white space, punctuation and ё.

    >>> same(Side.of("Ол 18-ден асты."), Side.of("ол 18-ден  асты")), same(Side.of("5 жыл"), Side.of("6 жыл"))
    (True, False)
    """
    ours, theirs = ([(one.digits, one.suffix) for one in side.numbers] for side in (one, other))
    return one.fold == other.fold and ours == theirs


def _short(texts: Sequence[Sequence[Sequence[str]]]) -> frozenset[int]:
    """The places of segments that have few words on a side."""
    return frozenset(
        place
        for side in texts
        for place, some in enumerate(side)
        if any(len(Side.of(text).words) <= FEW for text in some)
    )
