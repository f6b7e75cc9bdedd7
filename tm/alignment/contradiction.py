"""Pairs that contradict each other: no order of all three texts keeps what the three pairs link.

A passage was moved in one text, say, and one pair went with it while another went on without it. Then what is
least sure gives way, a link or all links of a pair there. Where few segments are in it, these are barred, and
the pairs are searched again, once; otherwise, and where that does not help, they are given up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tm.alignment.blocks import NOTHING, Floats, Gains, Shape
from tm.alignment.runs import runs, within
from tm.units import Bead, Span

SMALL, FEW = 10, 60  # segments in all languages: one link gives way; a pair does, and is searched again
RIGHT = 0.05  # of beads that contradictions hold together: of 20 in 1,230 damaged documents none was right


class Bar(NamedTuple):
    """Two runs of segments of these languages of which none may be linked."""

    langs: tuple[str, ...]
    x: Span
    y: Span


def bars_for(
    tangle: Sequence[Span],
    langs: tuple[str, ...],
    finest: Mapping[tuple[str, ...], Sequence[Bead]],
    confirmed: Sequence[Bead],
) -> list[Bar]:
    """The links that give way in a bead of three languages that contradictions hold together.

    In a small one that is the least sure link; in others all of the pair that is least sure altogether. A
    pair of which something there is confirmed stays as it is; so there may be nothing to bar.
    """
    inside = {lang: set(side) for lang, side in zip(langs, tangle, strict=True)}
    known = {(bead.langs, bead.sides) for bead in confirmed}
    pairs = []
    for pair in combinations(langs, 2):
        links = [bead for bead in finest[pair] if all(bead.sides) and set(bead.sides[0]) <= inside[pair[0]]]
        if links and not any((bead.langs, bead.sides) in known for bead in links):
            pairs.append(links)
    if sum(map(len, tangle)) <= SMALL:
        pairs = [[bead] for links in pairs for bead in links]
    weakest = min(pairs, key=lambda links: sum(bead.confidence for bead in links), default=[])
    return [Bar(bead.langs, bead.sides[0], bead.sides[1]) for bead in weakest]


def given_up(beads: Sequence[Bead], bars: Sequence[Bar]) -> tuple[Bead, ...]:
    """The beads of a pair, those that are barred left alone, each segment as sure as the bead was not."""
    barred = {(bar.langs, (bar.x, bar.y)) for bar in bars}
    found: list[Bead] = []
    for bead in beads:
        if (bead.langs, bead.sides) not in barred:
            found.append(bead)
            continue
        unsure = round(1 - bead.confidence, 4)
        found += [Bead(bead.langs, ((i,), ()), unsure) for i in bead.sides[0]]
        found += [Bead(bead.langs, ((), (j,)), unsure) for j in bead.sides[1]]
    return tuple(found)


class Barred:
    """Gains without the beads that hold a barred link."""

    def __init__(self, gains: Gains, bars: Sequence[Bar]) -> None:
        self._gains = gains
        links = sorted({(i, j) for bar in bars for i in bar.x for j in bar.y})
        self._x, self._y = np.array(links, dtype=np.int64).reshape(-1, 2).T
        self.shapes: Sequence[Shape] = gains.shapes
        self.skip_x: Floats = gains.skip_x
        self.skip_y: Floats = gains.skip_y
        self.opening = gains.opening

    def ending(self, rows: range, columns: range) -> NDArray[np.floating]:
        """(shapes, rows, columns), as Gains has it."""
        found = self._gains.ending(rows, columns)
        xs, ys = within(rows), within(columns)
        first, last = np.searchsorted(self._x, [max(0, xs.start), xs.stop])
        x, y = self._x[first:last], self._y[first:last]
        here = (y >= ys.start) & (y < ys.stop)
        if not here.any():
            return found
        barred = np.zeros((len(xs), len(ys)), dtype=np.bool_)
        barred[x[here] - xs.start, y[here] - ys.start] = True
        by_x = runs(barred, np.logical_or)  # (LONGEST, rows, segments of y)
        by_both = runs(np.moveaxis(by_x, 2, 0), np.logical_or)  # (LONGEST, columns, LONGEST, rows)
        found = found.copy()
        for place, (a, b) in zip(found, self.shapes, strict=True):
            place[by_both[b - 1, :, a - 1].T] = NOTHING
        return found
