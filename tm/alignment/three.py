"""Three languages in one list of beads: two are aligned first, then the third with both of them at once.

The beads of the first pair are a profile, as in progressive alignment of several sequences
(Feng and Doolittle 1987): the third language is aligned with runs of these beads, and what
speaks for such a step is the sum of what speaks for it in both of the other languages. So
the three alignments can't contradict each other. Each of the three pairs is tried as the
first one; the way that gains most in all is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from tm.alignment.blocks import NOTHING, Floats, Gains, Shape
from tm.alignment.coarse import long_path, long_search
from tm.alignment.direction import Vectors
from tm.alignment.gain import PairGains
from tm.alignment.related import related
from tm.alignment.search import Step, search

Path = tuple[list[Step], float]  # and what it gains


@dataclass(frozen=True, slots=True)
class Trilingual:
    """The path of the best order: which language came last, the steps of the first pair, and those over them.

    `over` has the segments of the last language on its x side and indices of `first` on its y side.
    """

    order: tuple[int, int, int]  # positions of the languages: the first pair, then the last
    first: list[Step]
    over: list[Step]


SURE = 0.999  # the probability of a step from which on its one segment with some others stays as it is
ORDERS = ((0, 1, 2), (0, 2, 1), (1, 2, 0))  # the first pair, then the last language


def joint(
    vectors: Sequence[Vectors], gains: Mapping[tuple[int, int], PairGains]
) -> tuple[Trilingual, dict[tuple[int, int], PairGains]]:
    """The best of the three progressive alignments, and the gains as they were used for it.

    Only for that one are probabilities worked out. `vectors` are those of the segments of each language;
    `gains[p, q]`, p < q, is what speaks for beads of the languages at positions p and q.
    """
    paths: dict[tuple[int, int], Path] = {}
    used: dict[tuple[int, int], PairGains] = {}
    for (p, q), pair in gains.items():
        used[p, q], steps, gained = related(pair, partial(long_path, x=vectors[p], y=vectors[q]))
        paths[p, q] = steps, gained

    def over(order: tuple[int, int, int], first: Sequence[Step], searched: Callable[..., Path]) -> Path:
        one, two, last = order
        profile = Profile(first, _seen_from(last, one, used), _seen_from(last, two, used))
        return searched(profile, vectors[last], profile.vectors(vectors[one], vectors[two]))

    def total(order: tuple[int, int, int]) -> float:
        first, alone = paths[order[:2]]
        return alone + over(order, first, long_path)[1]

    order = max(ORDERS, key=total)
    one, two, _ = order
    first, _ = long_search(used[one, two], vectors[one], vectors[two])
    return Trilingual(order, first, over(order, first, long_search)[0]), used


class Turned:
    """Gains with the sides changed over."""

    def __init__(self, gains: Gains) -> None:
        self._gains = gains
        self.shapes: Sequence[Shape] = [(b, a) for a, b in gains.shapes]
        self.skip_x, self.skip_y, self.opening = gains.skip_y, gains.skip_x, gains.opening

    def ending(self, rows: range, columns: range) -> NDArray[np.floating]:
        """(shapes, rows, columns), as Gains has it."""
        return np.asarray(self._gains.ending(columns, rows).transpose(0, 2, 1))


class Profile:
    """What speaks for beads of the last language (x) with runs of beads of the first two (y).

    A run whose sides are longer than any bead may be can't be taken. `to_one` and `to_two` have the last
    language as their x.
    """

    def __init__(self, first: Sequence[Step], to_one: Gains, to_two: Gains) -> None:
        self._sides = [
            (gains, np.array([0, *(getattr(step, side).stop for step in first)]))
            for gains, side in ((to_one, "x"), (to_two, "y"))
        ]
        self.shapes = to_one.shapes
        self.opening = to_one.opening + to_two.opening
        self.skip_x = to_one.skip_x + to_two.skip_x
        self.skip_y: Floats = np.zeros(len(first))
        for gains, ends in self._sides:
            before = np.concatenate([[0.0], np.cumsum(gains.skip_y)])
            self.skip_y = self.skip_y + np.diff(before[ends])

    def vectors(self, one: Vectors, two: Vectors) -> Vectors:
        """(beads, width): what each bead of the first pair says, in both languages together."""
        total = np.zeros((len(self.skip_y), one.shape[1]), dtype=np.float32)
        for vectors, (_, ends) in zip((one, two), self._sides, strict=True):
            filled = np.flatnonzero(np.diff(ends))
            total[filled] += np.add.reduceat(vectors, ends[filled], axis=0)
        return total

    def ending(self, rows: range, columns: range) -> NDArray[np.floating]:
        """(shapes, rows, columns), as Gains has it."""
        found = np.full((len(self.shapes), len(rows), len(columns)), NOTHING)
        for number, (a, b) in enumerate(self.shapes):
            inside = slice(max(0, b - columns.start), None)
            found[number, max(0, a - rows.start) :, inside] = 0
        for gains, ends in self._sides:
            first = int(ends[columns.start])
            block = gains.ending(rows, range(first, int(ends[columns.stop - 1]) + 1))
            for number, (a, b) in enumerate(self.shapes):
                stops = np.arange(max(columns.start, b), columns.stop)
                if len(stops):
                    found[number, :, stops - columns.start] += self._side(
                        gains, block, a, ends[stops] - ends[stops - b], ends[stops] - first
                    ).T
        return np.asarray(np.maximum(found, NOTHING))

    def _side(
        self, gains: Gains, block: NDArray[np.floating], a: int, counts: Floats, at: Floats
    ) -> NDArray[np.floating]:
        """(rows, columns): `a` segments of the last language with so many of this one, which end there."""
        found = np.full((block.shape[1], len(at)), NOTHING)
        for count in np.unique(counts):
            same = counts == count
            if count == 0:
                # Left alone here; whether that opens a gap is not known, since the step before is not.
                found[:, same] = a * gains.skip_x[0]
            elif (a, count) in gains.shapes:
                found[:, same] = block[list(gains.shapes).index((a, count))][:, at[same]]
        return found


class Box:
    """The gains of beads that stay within these segments."""

    def __init__(self, gains: Gains, x: range, y: range) -> None:
        self._gains, self._x, self._y = gains, x, y
        self.shapes, self.opening = gains.shapes, gains.opening
        self.skip_x, self.skip_y = gains.skip_x[x.start : x.stop], gains.skip_y[y.start : y.stop]

    def ending(self, rows: range, columns: range) -> NDArray[np.floating]:
        """(shapes, rows, columns), as Gains has it."""
        found = self._gains.ending(
            range(self._x.start + rows.start, self._x.start + rows.stop),
            range(self._y.start + columns.start, self._y.start + columns.stop),
        ).copy()
        for number, (a, b) in enumerate(self.shapes):
            found[number, : max(0, a - rows.start)] = NOTHING
            found[number, :, : max(0, b - columns.start)] = NOTHING
        return found


def finest(found: Trilingual, other: int, gains: Mapping[tuple[int, int], Gains]) -> list[Step]:
    """The beads of the last language (x) with one of the first two (y), as fine as the pair alone.

    A step over several beads of the profile may hold more than one bead of the pair, and one that is
    not SURE none: what one language merges need not go together between the other two.
    """
    side = "x" if other == found.order[0] else "y"
    pair = _seen_from(found.order[2], other, gains)
    steps: list[Step] = []
    for step in found.over:
        y = [index for profile in step.y for index in getattr(found.first[profile], side)]
        ys = range(y[0], y[-1] + 1) if y else range(0)
        if step.x and ys and (min(len(step.x), len(ys)) > 1 or step.probability < SURE):
            inside, _ = search(Box(pair, step.x, ys))
            steps += [_moved(part, step.x.start, ys.start, step.probability) for part in inside]
        elif step.x or ys:
            steps.append(Step(step.x, ys, step.probability))
    return steps


def _moved(step: Step, x: int, y: int, probability: float) -> Step:
    """A step of a box, in the places of the whole, as probable as the box times its own share in it."""
    xs = range(step.x.start + x, step.x.stop + x)
    ys = range(step.y.start + y, step.y.stop + y)
    return Step(xs, ys, step.probability * probability)


def _seen_from(last: int, other: int, gains: Mapping[tuple[int, int], Gains]) -> Gains:
    """The gains of two languages with the last language's segments on the first axis."""
    return gains[last, other] if (last, other) in gains else Turned(gains[other, last])
