"""Where to look for what stands in another order: boxes off the path, each around some pairs of segments.

Each segment left alone is compared with all segments of the other text by the cosine of their vectors. It
is paired with the most alike, if that has it for its most alike too: of all segments, where both are left
alone; of those left alone, where the other is in a bead already. Of equals the nearest counts.
Neighbouring pairs share a box. crossing.py says what is in it.

What stands right beside the bead that it is like is no such pair: a heading that says what follows, or
the freely translated half of a merge. Neither are lines that a text has over and over.

What is guaranteed: up to LARGEST pairs of a segment left alone and one of the other side all are compared;
beyond, each with so many of its nearest that there are no more. There are MANY boxes at most, those around
most pairs first, and none is around more than LONGEST pairs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tm.alignment.direction import SQUARED, Vectors, directions
from tm.units import Pair

Ints = NDArray[np.int64]

LARGEST = 4_000_000  # pairs of segments
AT_ONCE = 1 << 20  # pairs in one product of matrices
ALIKE = 0.3  # the least cosine of a pair
NEAR = 1e-3  # by how much the nearest of equals is taken for more alike than the farthest
OFTEN = 3  # what stands more often in a text is a line that recurs
JOINED = 3  # segments from one pair of a box to the next
LONGEST, MANY = 100, 1000  # pairs of a box, and boxes
AROUND = 2  # segments by which a box goes beyond its pairs


@dataclass(frozen=True, slots=True)
class Side:
    """What the path makes of the segments of one text, each (n,)."""

    bead: Ints  # the number of the bead with two sides that holds it; -1 if it is left alone
    before: Ints  # how many such beads end before it
    across: Ints  # how many segments of the other text do

    @property
    def alone(self) -> NDArray[np.bool_]:
        """(n,): whether a segment is left alone."""
        return np.asarray(self.bead < 0)


class Place(NamedTuple):
    """A box, the segments of both texts in it, and of which of them the path leaves all pairs alone."""

    x: range
    y: range
    alone: tuple[bool, bool]


class Seed(NamedTuple):
    """Two segments that are each other's most alike off the path, and which of them are left alone."""

    x: int
    y: int
    alone: tuple[bool, bool]


class Nearest(NamedTuple):
    """Of segments of x left alone the most alike of y, and of each of y the most alike among them.

    (n,) and (m,), -1 where there is none.
    """

    best: Ints
    back: Ints


def sides_of(beads: Iterable[Pair]) -> tuple[Side, Side]:
    """Both texts as the path sees them.

    >>> x, y = sides_of([((0,), (0,)), ((1,), ()), ((2,), (1, 2))])
    >>> x.bead.tolist(), x.before.tolist(), y.bead.tolist(), x.across.tolist()
    ([0, -1, 1], [0, 1, 1], [0, 1, 1], [0, 1, 1])
    """
    rows: tuple[list[tuple[int, int, int]], ...] = ([], [])
    count = 0
    for sides in beads:
        both = all(sides)
        across = len(rows[1]), len(rows[0])
        for side, span in enumerate(sides):
            rows[side].extend((count if both else -1, count, across[side]) for _ in span)
        count += both
    one, two = (Side(*np.array(found, dtype=np.int64).reshape(-1, 3).T) for found in rows)
    return one, two


def places(
    vectors: tuple[Vectors, Vectors], segments: tuple[Sequence[str], Sequence[str]], beads: Iterable[Pair]
) -> list[Place]:
    """The boxes of two texts; `vectors`, one a segment, are (n, width) and (m, width)."""
    sides = sides_of(beads)
    if not any(side.alone.any() for side in sides):
        return []
    often = recurring(segments[0]), recurring(segments[1])
    chains = _chains(seeds((directions(vectors[0]), directions(vectors[1])), sides, often), sides)
    chains.sort(key=lambda chain: (-len(chain), chain[0]))
    return [_box(chain, sides) for chain in chains[:MANY]]


def recurring(segments: Sequence[str]) -> set[int]:
    """The segments whose text stands more than OFTEN times in a text."""
    counts = Counter(segments)
    return {k for k, text in enumerate(segments) if counts[text] > OFTEN}


def seeds(
    vectors: tuple[Vectors, Vectors], sides: tuple[Side, Side], often: tuple[Collection[int], Collection[int]]
) -> list[Seed]:
    """The pairs around which boxes are, by x and then y; `vectors` are directions."""
    x, y = sides
    of_x = nearest(vectors[0], vectors[1], x, often[0])
    of_y = nearest(vectors[1], vectors[0], y, often[1])
    found = []
    for i, j in _pairs(of_x.best, often[1]):
        if y.bead[j] < 0:
            if of_y.best[j] == i and x.before[i] != y.before[j]:  # else nothing stands between them
                found.append(Seed(i, j, (True, True)))
        elif of_x.back[j] == i and not _beside(int(x.before[i]), int(y.bead[j])):
            found.append(Seed(i, j, (True, False)))
    for j, i in _pairs(of_y.best, often[0]):
        if x.bead[i] >= 0 and of_y.back[i] == j and not _beside(int(y.before[j]), int(x.bead[i])):
            found.append(Seed(i, j, (False, True)))
    return sorted(found)


def _pairs(best: Ints, often: Collection[int]) -> Iterator[tuple[int, int]]:
    return ((one, two) for one, two in enumerate(best.tolist()) if two >= 0 and two not in often)


def _beside(before: int, bead: int) -> bool:
    """Whether a segment left alone that has so many beads before it stands right before or after this one."""
    return before - bead in (0, 1)


def nearest(x: Vectors, y: Vectors, side: Side, often: Collection[int]) -> Nearest:
    """What the segments of x that are left alone, but for those that recur, are most like; in blocks."""
    m = len(y)
    best, back, most = np.full(len(x), -1), np.full(m, -1), np.full(m, ALIKE)
    rows = np.array([i for i in np.flatnonzero(side.alone).tolist() if i not in often], dtype=np.int64)
    reach = m if len(rows) * m <= LARGEST else max(1, LARGEST // (2 * len(rows)))
    for part in _cut(rows, side.across[rows], reach, m):
        across = side.across[part]
        first, last = max(0, int(across[0]) - reach), min(m, int(across[-1]) + reach)
        found = x[part] @ y[first:last].T / SQUARED
        found -= NEAR / m * np.abs(across[:, None] - np.arange(first, last)[None, :])
        top = found.argmax(axis=1)
        enough = found[np.arange(len(part)), top] >= ALIKE
        best[part[enough]] = top[enough] + first
        highest = found.max(axis=0)
        better = np.flatnonzero(highest > most[first:last])
        most[first + better] = highest[better]
        back[first + better] = part[found.argmax(axis=0)[better]]
    return Nearest(best, back)


def _cut(rows: Ints, across: Ints, reach: int, m: int) -> Iterator[Ints]:
    """The rows in parts that are near to about the same columns."""
    start, most = 0, max(1, AT_ONCE // min(m, 3 * reach))
    while start < len(rows):
        near = int(np.searchsorted(across, across[start] + reach, side="right"))
        yield rows[start : min(near, start + most)]
        start = min(near, start + most)


def _chains(given: Iterable[Seed], sides: tuple[Side, Side]) -> list[list[Seed]]:
    """Pairs that follow one another in both texts, with nothing but what is left alone where they are."""
    chains: list[list[Seed]] = []
    near: list[list[Seed]] = []  # those that may go on
    for seed in given:
        near = [chain for chain in near if seed.x - chain[-1].x <= JOINED and len(chain) < LONGEST]
        chain = next((chain for chain in reversed(near) if _follows(chain[-1], seed, sides)), None)
        if chain is None:
            near.append([seed])
            chains.append(near[-1])
        else:
            chain.append(seed)
    return chains


def _follows(one: Seed, two: Seed, sides: tuple[Side, Side]) -> bool:
    return one.alone == two.alone and all(
        0 < last - first <= JOINED and (not lone or bool(side.alone[first:last].all()))
        for first, last, lone, side in zip(one[:2], two[:2], one.alone, sides, strict=True)
    )


def _box(chain: Sequence[Seed], sides: tuple[Side, Side]) -> Place:
    """All pairs of a chain, and a little more, as far as that is left alone too where they are."""
    ranges = []
    for first, last, lone, side in zip(chain[0][:2], chain[-1][:2], chain[0].alone, sides, strict=True):
        for _ in range(AROUND):
            if first > 0 and (not lone or side.bead[first - 1] < 0):
                first -= 1
            if last + 1 < len(side.bead) and (not lone or side.bead[last + 1] < 0):
                last += 1
        ranges.append(range(first, last + 1))
    return Place(ranges[0], ranges[1], chain[0].alone)
