"""What speaks for a bead: the weighted sum of its evidence and of how common its shape is.

The only place that knows all kinds of evidence. Adding one is a function over blocks (runs.py) and
a weight here; the search does not change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

from tm.alignment.coverage import Words, coverage, weighed
from tm.alignment.encoder import GRID, Encoded
from tm.alignment.features import KINDS
from tm.alignment.length import fit, ratio
from tm.alignment.overlap import Overlap
from tm.alignment.paragraph import paragraphs
from tm.alignment.runs import LONGEST, runs, taken
from tm.alignment.similarity import alike

Floats = NDArray[np.float32]
Shape = tuple[int, int]

SHAPES: tuple[Shape, ...] = (
    (1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (1, 4), (4, 1), (2, 3), (3, 2), (3, 3),
)  # fmt: skip
_SIDES: Floats = np.arange(1, LONGEST + 1, dtype=np.float32)
SIZES: Floats = _SIDES[:, None, None, None] + _SIDES[None, None, :, None]  # segments of a bead, by its shape
AT_ONCE = 1 << 24  # pairs of words that are compared at once
IMPOSSIBLE = -1e18  # nats, for a bead that would begin before its text


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of evidence counts, and what shapes cost, in nats.

    A segment left alone gains nothing, so a gain says how much better a bead is than all its segments
    alone; only to open a run of segments left alone costs something.
    Learned as the weights that make the gold path most probable among all paths (a conditional random
    field) on damaged documents of our own (scripts/learn_weights.py), never on a test set; so the
    probabilities of beads come with them. A shape and its mirror cost the same.
    """

    similarity: float = 4.3  # for a cosine of 1, for each segment: (a + b) / 2 times
    coverage: float = 8.28  # for full coverage of the worse side, for each segment
    weakest: float = 4.41  # for full coverage of the least covered segment, for each segment
    needed: float = 1.9  # for each side that is a run, and has all of it needed
    length: float = 0.59
    numbers: float = 0.36
    punctuation: float = 0.24
    paragraphs: float = 1.03
    opening: float = -1.05
    shapes: Mapping[Shape, float] = field(
        default_factory=lambda: {
            (1, 1): -3.35,
            (1, 2): -11.31,
            (2, 2): -17.27,
            (1, 3): -16.24,
            (1, 4): -20.92,
            (2, 3): -24.11,
            (3, 3): -27.65,
        }
    )


WEIGHTS = Weights()
EVIDENCE = tuple(f.name for f in fields(Weights) if f.name not in ("opening", "shapes"))


@dataclass(frozen=True, slots=True)
class Text:
    """One version of a document as the gains see it."""

    encoded: Encoded
    words: Words
    lengths: NDArray[np.float64]  # characters of each segment
    features: Mapping[str, Sequence[frozenset[str]]]
    ends: NDArray[np.bool_]  # whether a segment is the last of its paragraph


def seen(segments: Sequence[str], lang: str, encoded: Encoded, ends: NDArray[np.bool_] | None = None) -> Text:
    """A text with all that is needed of it, worked out once for all the pairs that it is in."""
    return Text(
        encoded,
        weighed(encoded.words, encoded.ids, encoded.starts, GRID),
        np.array([len(segment) for segment in segments], dtype=np.float64),
        {kind: [of(segment, lang) for segment in segments] for kind, of in KINDS.items()},
        np.zeros(len(segments), dtype=bool) if ends is None else ends,
    )


def _halved(rows: range, columns: range) -> tuple[list[tuple[range, range]], int]:
    """A block cut in two across its longer side, and which axis of the gains that is."""
    if len(rows) >= len(columns):
        middle = len(rows) // 2
        return [(rows[:middle], columns), (rows[middle:], columns)], 1
    middle = len(columns) // 2
    return [(rows, columns[:middle]), (rows, columns[middle:])], 2


class PairGains:
    """The gains of all beads of two texts, block by block, as the search asks for them."""

    shapes: Sequence[Shape] = SHAPES

    def __init__(self, x: Text, y: Text, weights: Weights = WEIGHTS) -> None:
        self._x, self._y, self.weights, self.price = x, y, weights, 0.0
        self.skip_x, self.skip_y = (np.zeros(len(text.lengths)) for text in (x, y))
        self.opening = weights.opening
        self._alike = alike(x.encoded, y.encoded)
        self._ratio = ratio(x.lengths, y.lengths)
        self._overlaps = {kind: Overlap(x.features[kind], y.features[kind]) for kind in KINDS}
        self._usual = np.array(
            [
                [weights.shapes.get((min(a, b), max(a, b)), 0.0) for b in range(1, LONGEST + 1)]
                for a in range(1, LONGEST + 1)
            ],
            dtype=np.float32,
        )[:, None, :, None]

    def priced(self, price: float) -> PairGains:
        """The same with so many nats more for each segment of a bead; less if below 0."""
        other = copy(self)
        other.price = price
        return other

    def evidence(self, rows: range, columns: range) -> dict[str, Floats]:
        """What there is of each kind: (LONGEST, rows, LONGEST, columns), its weight not yet in it."""
        x, y = self._x, self._y
        size = SIZES / np.float32(2)
        covered = coverage(x.words, y.words, rows, columns)
        long_x, long_y = (runs(taken(text.lengths, at)).ravel() for text, at in ((x, rows), (y, columns)))
        shape = (LONGEST, len(rows), LONGEST, len(columns))
        found: dict[str, Floats] = {
            "similarity": size * self._alike(rows, columns),
            "coverage": size * covered.side,
            "weakest": size * covered.weakest,
            "needed": covered.needed,
            "length": fit(long_x, long_y, self._ratio).astype(np.float32).reshape(shape),
            **{kind: overlap.of(rows, columns) for kind, overlap in self._overlaps.items()},
        }
        if x.ends.any() and y.ends.any():
            found["paragraphs"] = paragraphs(x.ends, y.ends, rows, columns)
        return found

    def ending(self, rows: range, columns: range) -> Floats:
        """(shapes, rows, columns): nats for the bead of each shape that ends at each place."""
        if (
            len(rows) * len(columns) > 1
            and self._x.words.within(rows) * self._y.words.within(columns) > AT_ONCE
        ):
            halves, axis = _halved(rows, columns)
            return np.concatenate([self.ending(*half) for half in halves], axis=axis)
        usual = self._usual + np.float32(self.price) * SIZES
        whole = np.broadcast_to(usual, (LONGEST, len(rows), LONGEST, len(columns))).copy()
        for kind, found in self.evidence(rows, columns).items():
            found *= np.float32(getattr(self.weights, kind))
            whole += found
        found = np.stack([whole[a - 1, :, b - 1] for a, b in SHAPES])
        for number, (a, b) in enumerate(SHAPES):
            found[number, : max(0, a - rows.start)] = IMPOSSIBLE
            found[number, :, : max(0, b - columns.start)] = IMPOSSIBLE
        return found

    def parts(self, x: range, y: range) -> dict[str, float]:
        """What each kind of evidence says to one bead with two sides, in nats, and its shape."""
        a, b = len(x), len(y)
        found = self.evidence(range(x.stop, x.stop + 1), range(y.stop, y.stop + 1))
        parts = {
            kind: getattr(self.weights, kind) * float(of[a - 1, 0, b - 1, 0]) for kind, of in found.items()
        }
        return {**parts, "shape": float(self._usual[a - 1, 0, b - 1, 0]) + self.price * (a + b)}
