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
from tm.alignment.similarity import Similarity, Vectors

Shape = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each kind of evidence counts; the price of shapes and of segments left alone, in nats.

    Found by random search on documents for tuning (scripts/tune_align.py), never on a test set.
    Their common scale makes no difference to which path is best, but to how sure the search is of
    it; it is set so that the probabilities of beads fit how often they are right.
    """

    similarity: float = 18.1  # for a cosine of 1 above the threshold, for each segment of both sides
    threshold: float = 0.20  # the cosine against background that speaks neither for nor against
    background: float = 0.93  # the share of the background that is taken off
    length: float = 1.28
    numbers: float = 0.29
    names: float = 0.18
    stems: float = 0.13
    lexicon: float = 0.27
    punctuation: float = 0.58
    skip: float = -1.12
    shapes: Mapping[Shape, float] = field(
        default_factory=lambda: {
            (1, 1): 0.16,
            (1, 2): -4.41,
            (2, 1): -4.41,
            (2, 2): -8.05,
            (1, 3): -8.87,
            (3, 1): -8.87,
        }
    )


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class PairGains:
    """What speaks for every bead of two texts: `beads` as the search wants them, and the price of a skip."""

    beads: Mapping[Shape, NDArray[np.floating]]
    skip: float


@dataclass(frozen=True, slots=True)
class Text:
    """One version of a document as the gains see it: segments, a vector each, and features by their kind."""

    segments: Sequence[str]
    vectors: Vectors
    features: Mapping[str, Sequence[frozenset[str]]]


def seen(segments: Sequence[str], lang: str, vectors: Vectors) -> Text:
    """A text with its features, worked out once for all the pairs that it is in."""
    return Text(segments, vectors, {kind: [of(s, lang) for s in segments] for kind, of in KINDS.items()})


def pair_gains(x: Text, y: Text, weights: Weights = WEIGHTS) -> PairGains:
    """The gains of every bead shape that the lengths of the two texts allow; nats, higher is better."""
    n, m = len(x.segments), len(y.segments)
    fit = LengthFit(x.segments, y.segments)
    similarity = Similarity(x.vectors, y.vectors, background=weights.background)
    overlaps = {kind: Overlap(x.features[kind], y.features[kind]) for kind in KINDS}
    beads = {}
    for (a, b), usual in weights.shapes.items():
        if a > n or b > m:
            continue
        gain = usual + weights.length * fit.of(a, b)
        gain += weights.similarity * (a + b) / 2 * (similarity.of(a, b) - weights.threshold)
        for kind, overlap in overlaps.items():
            gain += getattr(weights, kind) * overlap.of(a, b)
        beads[a, b] = gain.astype(np.float32)  # half the memory; differences far below what decides
    return PairGains(beads, weights.skip)
