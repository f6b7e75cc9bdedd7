"""Three languages in one list of beads: two are aligned first, then the third with both of them at once.

The beads of the first pair are a profile, as in progressive alignment of several sequences
(Feng and Doolittle 1987): the third language is aligned with runs of these beads, and what
speaks for such a step is the sum of what speaks for it in both of the other languages. So
the three alignments can't contradict each other. Each of the three pairs is tried as the
first one; the way that gains most in all is taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tm.alignment.gain import PairGains
from tm.alignment.search import NOTHING, Floats, Shape, Step, search

Ranges = tuple[
    range, range
]  # one bead of the first pair: its segments on both sides, one of them perhaps empty


@dataclass(frozen=True, slots=True)
class Trilingual:
    """The path of the best order: which language came last, the steps of the first pair, and those over them.

    `over` has the segments of the last language on its x side and indices of `first` on its y side.
    """

    order: tuple[int, int, int]  # positions of the languages: the first pair, then the last
    first: list[Step]
    over: list[Step]
    total: float


ORDERS = ((0, 1, 2), (0, 2, 1), (1, 2, 0))  # the first pair, then the last language


def joint(lengths: Sequence[int], gains: Mapping[tuple[int, int], PairGains]) -> Trilingual:
    """The best of the three progressive alignments; only for that one are probabilities worked out.

    `gains[p, q]`, p < q, is what speaks for beads of the languages at positions p and q.
    """
    order = max(ORDERS, key=lambda order: _progressive(order, lengths, gains, probable=False).total)
    return _progressive(order, lengths, gains, probable=True)


def _progressive(
    order: tuple[int, int, int],
    lengths: Sequence[int],
    gains: Mapping[tuple[int, int], PairGains],
    *,
    probable: bool,
) -> Trilingual:
    """The first pair aligned, then the last language with both of them."""
    one, two, last = order
    pair = gains[one, two]
    first, total = search(pair.beads, *skips(lengths[one], lengths[two], pair.skip), probable=probable)
    to_one, to_two = _seen_from(last, one, gains), _seen_from(last, two, gains)
    profile = [(step.x, step.y) for step in first]
    beads = _over(profile, lengths[last], to_one, to_two, tuple(pair.beads))
    skip_profile = np.array([to_one.skip * len(x) + to_two.skip * len(y) for x, y in profile])
    skip_last = np.full(lengths[last], to_one.skip + to_two.skip)
    over, more = search(beads, skip_last, skip_profile, probable=probable)
    return Trilingual(order, first, over, total + more)


def finest(found: Trilingual, other: int, gains: Mapping[tuple[int, int], PairGains]) -> list[Step]:
    """The beads of the last language (x) with one of the first two (y), as fine as the pair alone.

    A step over several beads of the profile may hold more than one bead of the pair: what
    one language merges need not be merged between the other two.
    """
    side = "x" if other == found.order[0] else "y"
    pair = _seen_from(found.order[2], other, gains)
    steps: list[Step] = []
    for step in found.over:
        y = [index for profile in step.y for index in getattr(found.first[profile], side)]
        ys = range(y[0], y[-1] + 1) if y else range(0)
        if len(step.x) > 1 and len(ys) > 1:
            box = _box(pair, step.x, ys)
            inside, _ = search(box, *skips(len(step.x), len(ys), pair.skip))
            steps += [_moved(part, step.x.start, ys.start, step.probability) for part in inside]
        elif step.x or ys:
            steps.append(Step(step.x, ys, step.probability))
    return steps


def _box(pair: PairGains, x: range, y: range) -> dict[Shape, Floats]:
    """The gains of beads that stay within these segments."""
    return {
        (a, b): np.asarray(gain[x.start : x.stop - a + 1, y.start : y.stop - b + 1], dtype=np.float64)
        for (a, b), gain in pair.beads.items()
        if a <= len(x) and b <= len(y)
    }


def _moved(step: Step, x: int, y: int, probability: float) -> Step:
    """A step of a box, in the places of the whole, as probable as the box times its own share in it."""
    xs = range(step.x.start + x, step.x.stop + x) if step.x else range(0)
    ys = range(step.y.start + y, step.y.stop + y) if step.y else range(0)
    return Step(xs, ys, step.probability * probability)


def skips(n: int, m: int, skip: float) -> tuple[Floats, Floats]:
    """The price of leaving segments alone, the same for each of them."""
    return np.full(n, skip), np.full(m, skip)


def _seen_from(last: int, other: int, gains: Mapping[tuple[int, int], PairGains]) -> PairGains:
    """The gains of two languages with the last language's segments on the first axis."""
    if (last, other) in gains:
        return gains[last, other]
    mirrored = gains[other, last]
    return PairGains({(b, a): gain.T for (a, b), gain in mirrored.beads.items()}, mirrored.skip)


def _over(
    profile: Sequence[Ranges], n: int, to_one: PairGains, to_two: PairGains, shapes: Sequence[Shape]
) -> dict[Shape, Floats]:
    """For each shape (a, b): what speaks for `a` segments of the last language with `b` beads of the profile.

    A run of beads whose sides are longer than any bead may be can't be taken.
    """
    beads: dict[Shape, Floats] = {}
    for a, b in shapes:
        if a > n or b > len(profile):
            continue
        gain = np.full((n - a + 1, len(profile) - b + 1), NOTHING)
        for j in range(len(profile) - b + 1):
            run = profile[j : j + b]
            column = _side(to_one, a, [x for x, _ in run], n) + _side(to_two, a, [y for _, y in run], n)
            gain[:, j] = np.maximum(column, NOTHING)
        beads[a, b] = gain
    return beads


def _side(gains: PairGains, a: int, run: Sequence[range], n: int) -> Floats:
    """(n - a + 1,): what one of the two languages says to `a` segments meeting this run of its segments."""
    filled = [part for part in run if part]
    if not filled:
        return np.full(n - a + 1, a * gains.skip)
    start, count = filled[0].start, sum(map(len, filled))
    if (a, count) not in gains.beads:
        return np.full(n - a + 1, NOTHING)
    return np.asarray(gains.beads[a, count][:, start], dtype=np.float64)
