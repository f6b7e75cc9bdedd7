"""Pairs that contradict each other: no order of all three texts keeps what the three pairs link.

A passage was moved in one text, say, and one pair went with it while another went on without it. Then that
pair gives way whose links there are least sure altogether: they are barred, and the pairs are searched again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tm.alignment.blocks import NOTHING, Floats, Gains, Shape
from tm.units import Bead, Span

ROUNDS = 3  # how often what contradicts is barred and searched again
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

    Those of a pair of which any is confirmed stay; where all have such, there is nothing to bar.
    """
    inside = {lang: set(side) for lang, side in zip(langs, tangle, strict=True)}
    known = {(bead.langs, bead.sides) for bead in confirmed}
    weakest: tuple[float, list[Bead]] | None = None
    for pair in combinations(langs, 2):
        links = [bead for bead in finest[pair] if all(bead.sides) and set(bead.sides[0]) <= inside[pair[0]]]
        sure = sum(bead.confidence for bead in links)
        if links and not any((bead.langs, bead.sides) in known for bead in links):
            weakest = min(weakest or (sure, links), (sure, links), key=lambda one: one[0])
    return [Bar(bead.langs, bead.sides[0], bead.sides[1]) for bead in weakest[1]] if weakest else []


class Barred:
    """Gains without the beads that hold a barred link."""

    def __init__(self, gains: Gains, bars: Sequence[Bar]) -> None:
        self._gains, self._bars = gains, bars
        self.shapes: Sequence[Shape] = gains.shapes
        self.skip_x: Floats = gains.skip_x
        self.skip_y: Floats = gains.skip_y
        self.opening = gains.opening

    def ending(self, rows: range, columns: range) -> NDArray[np.floating]:
        """(shapes, rows, columns), as Gains has it."""
        found = self._gains.ending(rows, columns).copy()
        ends_x, ends_y = np.arange(rows.start, rows.stop), np.arange(columns.start, columns.stop)
        for place, (a, b) in zip(found, self.shapes, strict=True):
            for _, x, y in self._bars:
                over_x = (ends_x > x[0]) & (ends_x - a <= x[-1])
                over_y = (ends_y > y[0]) & (ends_y - b <= y[-1])
                place[np.ix_(over_x, over_y)] = NOTHING
        return found
