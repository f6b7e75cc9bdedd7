"""What speaks for a bead: the weighted sum of its evidence and of how common its shape is.

The only place that knows all kinds of evidence. Adding one is a class with `of(a, b)` and
a weight here; the search does not change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tm.alignment.features import KINDS
from tm.alignment.length import LengthFit
from tm.alignment.overlap import Overlap

Shape = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of evidence counts; the price of shapes and of segments left alone, in nats.

    Found by random search on documents for tuning (scripts/tune_align.py), never on a test set.
    Their common scale makes no difference to which path is best, but to how sure the search is of
    it; it is set so that the probabilities of beads fit how often they are right.
    """

    length: float = 0.96
    numbers: float = 2.2
    names: float = 0.48
    stems: float = 0.24
    lexicon: float = 0.45
    punctuation: float = 0.8
    skip: float = -1.0
    shapes: Mapping[Shape, float] = field(
        default_factory=lambda: {
            (1, 1): 0.09,
            (1, 2): -3.0,
            (2, 1): -3.0,
            (2, 2): -7.54,
            (1, 3): -6.16,
            (3, 1): -6.16,
        }
    )


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class PairGains:
    """What speaks for every bead of two texts: `beads` as the search wants them, and the price of a skip."""

    beads: Mapping[Shape, NDArray[np.floating]]
    skip: float


def pair_gains(
    x: Sequence[str], y: Sequence[str], langs: tuple[str, str], weights: Weights = WEIGHTS
) -> PairGains:
    """The gains of every bead shape that the lengths of the two texts allow; nats, higher is better."""
    shapes = [shape for shape in weights.shapes if shape[0] <= len(x) and shape[1] <= len(y)]
    fit = LengthFit(x, y)
    overlaps = {
        kind: Overlap([extract(s, langs[0]) for s in x], [extract(s, langs[1]) for s in y])
        for kind, extract in KINDS.items()
    } if shapes else {}  # fmt: skip
    beads = {}
    for a, b in shapes:
        gain = weights.shapes[a, b] + weights.length * fit.of(a, b)
        for kind, overlap in overlaps.items():
            gain += getattr(weights, kind) * overlap.of(a, b)
        beads[a, b] = gain.astype(np.float32)  # half the memory; differences far below what decides
    return PairGains(beads, weights.skip)
