"""Documents damaged as translation damages them, with the beads that are right: for learning and for gold.

`perturbed` makes the conditions that alignment is measured under (clean, news, hard): segments left out on
either side, neighbours merged, and now and then two by two that can't be told apart, since they were
swapped or the boundary between them was moved. `varied` is for learning: rates of its own for each
document, more shapes of beads, omissions in blocks on both sides, segments that say a part of the
next one again, as headings do, and words replaced at random, since the encoder knows the style of
the documents that are learned on better than it will know others. Both give the same for the same seed.
Three versions at once are damaged in damage_three.py.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

CLAUSE = re.compile(r"[,;:–—-]\s")
# The rates that `varied` draws from, for each document.
DROPPED, MERGED, TANGLED, ECHOED = (
    (0, 0.05, 0.1, 0.2, 0.3),
    (0, 0.04, 0.08, 0.15),
    (0, 0.02, 0.02, 0.05),
    (0, 0, 0.04, 0.1),
)
Beads = list[tuple[list[int], list[int]]]


class Damaged(NamedTuple):
    """Both sides of a document and the beads between them."""

    source: list[str]
    target: list[str]
    gold: Beads


@dataclass(frozen=True, slots=True)
class Condition:
    """Probabilities: a unit is left out of a side; neighbours are merged, three at once; or tangled."""

    dropped: float
    merged: float
    in_three: float
    tangled: float
    block: bool  # whether some of what is left out stands together


CONDITIONS = {
    "clean": Condition(0.0, 0.0, 0.0, 0.0, False),
    "news": Condition(0.10, 0.08, 0.0, 0.02, False),
    "hard": Condition(0.25, 0.15, 0.2, 0.02, True),
}


def perturbed(
    source: Sequence[str], target: Sequence[str], condition: Condition, rng: random.Random
) -> Damaged:
    """A document of which unit k of the one side translates unit k of the other, damaged."""
    kept = _kept(len(source), condition, rng) if condition.dropped else [[True] * len(source)] * 2
    writer = _Writer(source, target)
    unit = 0
    while unit < len(source):
        in_both = [all(side[k] for side in kept) if k < len(source) else False for k in range(unit, unit + 3)]
        if not in_both[0]:
            writer.alone(unit, kept[0][unit], kept[1][unit])
            unit += 1
            continue
        chance = rng.random()
        if in_both[1] and chance < condition.merged:
            count = 3 if in_both[2] and rng.random() < condition.in_three else 2
            writer.merged(unit, count, side=1 if rng.random() >= 0.5 else 0)
            unit += count
        elif in_both[1] and chance < condition.merged + condition.tangled:
            writer.tangled(unit, rng)
            unit += 2
        else:
            writer.merged(unit, 1, side=0)
            unit += 1
    return writer.result()


def _kept(count: int, condition: Condition, rng: random.Random) -> list[list[bool]]:
    """For both sides whether a unit stays; a side is never left empty."""
    side = rng.randrange(2)
    block = range(0)
    if condition.block and count >= 10:
        size = rng.randint(3, min(6, max(3, count // 4)))
        start = 0 if rng.random() < 0.3 else rng.randint(0, count - size)
        block = range(start, start + size)
    kept = []
    for this in (0, 1):
        gone = block if this == side else range(0)
        # What goes as a block is taken off the rest, so that as much goes in all.
        chance = max(0.0, (condition.dropped * count - len(gone)) / (count - len(gone)))
        kept.append([k not in gone and rng.random() >= chance for k in range(count)])
    for units in kept:
        if not any(units):
            units[rng.randrange(count)] = True
    return kept


class _Writer:
    """Both sides as they grow, and their beads; of what is left out between two beads, x comes first."""

    def __init__(self, source: Sequence[str], target: Sequence[str]) -> None:
        self._units = (source, target)
        self._sides: tuple[list[str], list[str]] = ([], [])
        self._gold: Beads = []
        self._gap: tuple[Beads, Beads] = ([], [])

    def alone(self, unit: int, in_x: bool, in_y: bool) -> None:
        """A unit that one side has, or none."""
        if in_x:
            self._gap[0].append(([len(self._sides[0])], []))
            self._sides[0].append(self._units[0][unit])
        elif in_y:
            self._gap[1].append(([], [len(self._sides[1])]))
            self._sides[1].append(self._units[1][unit])

    def echo(self, unit: int, rng: random.Random) -> None:
        """A part of a unit that one side says twice, as headings and captions do."""
        side = rng.randrange(2)
        words = self._units[side][unit].split(" ")
        length = rng.randint(len(words) // 3 + 1, len(words))
        start = rng.choice((0, rng.randint(0, len(words) - length)))
        index = len(self._sides[side])
        self._gap[side].append(([index], []) if side == 0 else ([], [index]))
        self._sides[side].append(" ".join(words[start : start + length]))

    def merged(self, unit: int, count: int, side: int) -> None:
        """So many units as they are on the other side, and on this one as one segment."""
        units = [list(all_units[unit : unit + count]) for all_units in self._units]
        units[side] = [" ".join(units[side])]
        self.bead(units[0], units[1])

    def tangled(self, unit: int, rng: random.Random) -> None:
        """Two by two, one side swapped or its boundary moved, so that no finer beads are right."""
        x, y = (list(all_units[unit : unit + 2]) for all_units in self._units)
        changed = x if rng.random() < 0.5 else y
        moved = None if rng.random() < 0.5 else boundary_moved(*changed)
        changed[:] = moved or changed[::-1]
        self.bead(x, y)

    def bead(self, x: Sequence[str], y: Sequence[str]) -> None:
        """A bead of these segments."""
        self._close()
        starts = [len(side) for side in self._sides]
        self._sides[0].extend(x)
        self._sides[1].extend(y)
        self._gold.append(
            (list(range(starts[0], starts[0] + len(x))), list(range(starts[1], starts[1] + len(y))))
        )

    def _close(self) -> None:
        for beads in self._gap:
            self._gold += beads
            beads.clear()

    def result(self) -> Damaged:
        """All that was written."""
        self._close()
        return Damaged(*self._sides, self._gold)


def boundary_moved(one: str, two: str) -> tuple[str, str] | None:
    """Two segments with the tail of the first, a clause or else half of it, at the start of the second."""
    clauses = [found.end() for found in CLAUSE.finditer(one)]
    if clauses and clauses[-1] > len(one) * 0.3:
        cut = clauses[-1]
    else:
        words = one.split(" ")
        if len(words) < 2:
            return None
        cut = len(" ".join(words[: len(words) // 2])) + 1
    return one[:cut].strip(), f"{one[cut:]} {two}".strip()


def varied(source: Sequence[str], target: Sequence[str], noise: float, rng: random.Random) -> Damaged:
    """A document damaged at rates drawn for it; `noise` is the share of words that is replaced."""
    count = len(source)
    dropped, merged, tangled, echoed = (rng.choice(rates) for rates in (DROPPED, MERGED, TANGLED, ECHOED))
    kept = [[rng.random() >= dropped for _ in range(count)] for _ in range(2)]
    for units in kept:
        if rng.random() < 0.4 and count >= 8:
            size = rng.randint(3, max(3, count // 3))
            start = rng.choice((0, count - size, rng.randint(0, count - size)))
            units[start : start + size] = [False] * size
    words = [word for side in (source, target) for segment in side for word in segment.split()]
    unclear = [[noisy(segment, noise, words, rng) for segment in side] for side in (source, target)]
    writer = _Writer(unclear[0], unclear[1])
    unit = 0
    while unit < count:
        if not (kept[0][unit] and kept[1][unit]):
            writer.alone(unit, kept[0][unit], kept[1][unit])
            unit += 1
            continue
        room = next(
            (k for k in range(1, 5) if unit + k >= count or not (kept[0][unit + k] and kept[1][unit + k])), 4
        )
        if rng.random() < echoed:
            writer.echo(unit, rng)
        chance = rng.random()
        if room > 1 and chance < merged:
            together = min(room, rng.choices((2, 3, 4), (75, 19, 6))[0])
            writer.merged(unit, together, side=rng.randrange(2))
            unit += together
        elif room > 1 and chance < merged + tangled:
            together = min(room, rng.choices((2, 3), (8, 2))[0])
            _tangle(writer, unclear, unit, together, rng)
            unit += together
        else:
            writer.merged(unit, 1, side=0)
            unit += 1
    return writer.result()


def _tangle(
    writer: _Writer, units: Sequence[Sequence[str]], unit: int, count: int, rng: random.Random
) -> None:
    """Two by two; or two by three and three by three, of which one side is cut at other places."""
    if count == 2:
        writer.tangled(unit, rng)
        return
    sides = [list(side[unit : unit + count]) for side in units]
    changed = sides[rng.randrange(2)]
    for place in (0, 1):
        moved = boundary_moved(changed[place], changed[place + 1])
        changed[place : place + 2] = moved or changed[place : place + 2][::-1]
    if rng.random() < 0.7:  # one segment more or less than the other side
        changed[1:3] = [" ".join(changed[1:3])]
    writer.bead(sides[0], sides[1])


def noisy(segment: str, noise: float, words: Sequence[str], rng: random.Random) -> str:
    """The segment with words replaced by none, one or two others, so that its length changes too."""
    kept = [
        [word] if rng.random() >= noise else rng.choices(words, k=rng.randrange(3))
        for word in segment.split(" ")
    ]
    return " ".join(word for part in kept for word in part) or segment
