"""What the model makes of beads that somebody else made: how probable each is, over all paths.

A bead of two languages is as probable as the paths through it. A bead of three may hold several beads of a
pair, and is right where nothing in it goes with anything outside, and nothing parts it: wherever it might
be cut in two, some pair has a bead across. It is as probable as the least probable of these. Shapes that the
search does not know have probability 0 in two languages, and so has in three a side of more than MOST
segments.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

from tm.alignment.blocks import Floats
from tm.alignment.posterior import Posterior
from tm.alignment.search import Step
from tm.units import Span

Sides = tuple[Span, ...]
Two = tuple[int, int]  # positions of two languages, p < q

MOST = 16  # segments a side; larger beads of three that are no tangle of our own hardly are right


def believed(
    beads: Sequence[Sides], own: Mapping[Sides, float], posteriors: Mapping[Two, Posterior]
) -> list[float]:
    """How probable each of these beads is; one that the model has made itself is as sure as it was there."""
    pairs = {pair: _Pair(known) for pair, known in posteriors.items()}
    found = {sides: own[sides] for sides in beads if sides in own}
    rest = [sides for sides in beads if sides not in own]
    if len(pairs) == 1:
        (known,) = posteriors.values()
        steps = [Step(_range(x), _range(y)) for x, y in rest]
        found.update(zip(rest, known.of(steps), strict=True))
    else:
        found.update((sides, _of_three(sides, pairs)) for sides in rest)
    return [round(min(1.0, max(0.0, found[sides])), 4) for sides in beads]


def _of_three(sides: Sides, pairs: Mapping[Two, _Pair]) -> float:
    if max(map(len, sides)) > MOST:
        return 0.0
    kept = min(pair.kept(sides[p], sides[q]) for (p, q), pair in pairs.items())
    if sum(map(bool, sides)) == 1:
        return kept  # nothing is linked in it, so nothing can be parted
    return min(kept, _held_together(sides, pairs))


def _held_together(sides: Sides, pairs: Mapping[Two, _Pair]) -> float:
    """Of all places where the bead might be cut in two, how sure that is not at the worst."""
    sizes = [len(side) + 1 for side in sides]
    across = np.zeros(sizes)
    for p, q in combinations(range(len(sides)), 2):
        table = pairs[p, q].across(sides[p], sides[q])
        shape = [size if lang in (p, q) else 1 for lang, size in enumerate(sizes)]
        across = np.maximum(across, table.reshape(shape))
    inner = across.ravel()[1:-1]  # without the first place and the last, which cut nothing
    return float(inner.min()) if len(inner) else 1.0


class _Pair:
    """The probable beads of two languages, to be looked up by what they lie in."""

    def __init__(self, known: Posterior) -> None:
        self._known = known
        self._alone = known.alone()

    def kept(self, x: Span, y: Span) -> float:
        """The least, of all segments of these sides, of how sure it goes with none beyond them."""
        found = [self._alone[0][list(x)], self._alone[1][list(y)]]
        for i, a, j, b, probability in self._inside(x, y):
            found[0][i : i + a] += probability
            found[1][j : j + b] += probability
        return float(np.concatenate(found).min(initial=1.0))

    def across(self, x: Span, y: Span) -> Floats:
        """(len(x) + 1, len(y) + 1): how sure a bead within these sides lies across each place."""
        found = np.zeros((len(x) + 1, len(y) + 1))
        for i, a, j, b, probability in self._inside(x, y):
            crossed = np.full(found.shape, probability)
            crossed[: i + 1, : j + 1] = 0.0
            crossed[i + a :, j + b :] = 0.0
            found += crossed
        return found

    def _inside(self, x: Span, y: Span) -> Iterator[tuple[int, int, int, int, float]]:
        """The beads that lie in these sides: where they begin there, and how many they take, in turn."""
        if not (x and y):
            return
        known = self._known
        low, high = np.searchsorted(known.x, [x[0], x[-1] + 1])
        here = slice(int(low), int(high))
        for i, a, j, b, probability in zip(
            known.x[here] - x[0],
            known.a[here],
            known.y[here] - y[0],
            known.b[here],
            known.probability[here],
            strict=True,
        ):
            if i + a <= len(x) and j >= 0 and j + b <= len(y):
                yield int(i), int(a), int(j), int(b), float(probability)


def _range(side: Span) -> range:
    return range(side[0], side[-1] + 1) if side else range(0)
