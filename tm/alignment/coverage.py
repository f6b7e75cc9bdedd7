"""Coverage: how much of a run of segments the words of the other side explain.

The cosine of two runs hardly falls when a segment that has no translation is added to one of them.
Word by word it shows: each word of the one side is compared with every word of the other by the
encoder's vectors, and is explained as far as the most similar one is similar; a run is covered
to the share of its words that is explained, each word counting as much as its vector is long,
which is what the encoder has learned that it says. (The greedy matching is that of BERTScore,
Zhang et al. 2020, there over words in context.)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tm.alignment.direction import SQUARED, Vectors, directions, lengths
from tm.alignment.runs import LONGEST, ragged, runs

Floats = NDArray[np.float32]

NOT, FULLY = 0.1, 0.4  # cosines of two words: up to here one explains nothing of the other, from here on all
ENOUGH = 0.2  # the share of what a segment has to say from which on it is taken for needed
MOST = 300  # words of one segment that are looked at
STEPS = 255  # shares are rounded to whole numbers of 1/STEPS: sums are exact, and they fit in a byte


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text.

    directions (v, width) of the distinct ones; weights (v,) of the same, how much each counts; ids and
    starts say which of them each segment holds, one segment after the other.
    """

    directions: NDArray[np.int16]
    weights: Floats
    ids: NDArray[np.int64]
    starts: NDArray[np.int64]

    def within(self, places: range) -> int:
        """How many words the segments have that runs ending at these places hold."""
        first, last = max(0, places.start - LONGEST), max(0, places.stop - 1)
        return int(self.starts[last] - self.starts[min(first, last)])


def weighed(vectors: Vectors, ids: NDArray[np.int64], starts: NDArray[np.int64], unit: float) -> Words:
    """Words with vectors as the encoder gives them; `unit` is a length that counts 1.

    Of a segment the first MOST words are kept: a page in one line says with them what it is about.
    """
    long = lengths(vectors)
    weights = np.maximum(np.rint(long / unit * 32), 1) / 32
    counts = np.minimum(np.diff(starts), MOST)
    if len(ids) > counts.sum():
        place = np.arange(len(ids)) - np.repeat(starts[:-1], np.diff(starts))
        ids = ids[place < MOST]
        starts = np.concatenate([[0], np.cumsum(counts)])
    return Words(directions(vectors, long).astype(np.int16), weights.astype(np.float32), ids, starts)


class Coverage(NamedTuple):
    """Evidence about blocks, each (LONGEST, rows, LONGEST, columns).

    side       how much of the less covered of the two runs is covered; from 0 to 1
    weakest    how much of the least covered segment is, by all of the other side; from 0 to 1
    needed     of a side that is a run: how much less of the other side would be covered without its first or
               its last segment, whichever is less; from 0 to 1 for each side, 1 from where it is ENOUGH
    """

    side: Floats
    weakest: Floats
    needed: Floats


def coverage(x: Words, y: Words, rows: range, columns: range) -> Coverage:
    """How well runs of two texts explain each other; nothing explains a segment without words."""
    rows, columns = (range(places.start - 1, places.stop) for places in (rows, columns))
    ids_x, counts_x = ragged(x.ids, x.starts, rows)
    ids_y, counts_y = ragged(y.ids, y.starts, columns)
    words_x, at_x = np.unique(ids_x, return_inverse=True)
    words_y, at_y = np.unique(ids_y, return_inverse=True)
    alike = x.directions[words_x].astype(np.float32) @ y.directions[words_y].astype(np.float32).T
    alike *= STEPS / (FULLY - NOT) / SQUARED
    alike -= STEPS / (FULLY - NOT) * NOT
    explained = np.clip(alike, 0, STEPS, out=alike).astype(np.uint8)
    of_x, total_x = _explained(explained, x.weights[words_x], at_x, counts_x, at_y, counts_y)
    of_y, total_y = _explained(explained.T, y.weights[words_y], at_y, counts_y, at_x, counts_x)
    side_x, worst_x = _covered(of_x, total_x)
    side_y, worst_y = _covered(of_y, total_y)
    turned = (2, 3, 0, 1)
    needed = _needed(side_x, total_y)[:, 1:] + _needed(side_y, total_x).transpose(turned)[:, :, :, 1:]
    return Coverage(
        np.minimum(side_x, side_y.transpose(turned))[:, 1:, :, 1:],
        np.minimum(worst_x, worst_y.transpose(turned))[:, 1:, :, 1:],
        needed,
    )


def _needed(side: Floats, total: Floats) -> Floats:
    """(LONGEST, rows, LONGEST, columns - 1): what the outer segments of each run of the other side add."""
    found = np.zeros((*side.shape[:3], side.shape[3] - 1), dtype=np.float32)
    weights = runs(np.maximum(total, 1e-6))[:, 1:]  # of runs that end at each column
    last = weights[0]
    for longer in range(1, LONGEST):
        first = weights[longer] - weights[longer - 1]
        whole = side[:, :, longer, 1:]
        without_first, without_last = side[:, :, longer - 1, 1:], side[:, :, longer - 1, :-1]
        found[:, :, longer] = np.minimum(
            (whole - without_first) * (weights[longer] / np.maximum(first, 1e-6)),
            (whole - without_last) * (weights[longer] / last),
        ).clip(0, ENOUGH) / np.float32(ENOUGH)
    return found


def _explained(
    explained: NDArray[np.uint8],
    weights: Floats,
    at: NDArray[np.int64],
    counts: NDArray[np.int64],
    other_at: NDArray[np.int64],
    other_counts: NDArray[np.int64],
) -> tuple[Floats, Floats]:
    """(segments, LONGEST, other places): the weight that each run explains of each segment; and all weight.

    `explained` (v, w) says of each word of this side how far each word of the other one explains it.
    """
    by_segment = np.zeros((len(other_counts), len(weights)), dtype=np.uint8)
    filled = np.flatnonzero(other_counts)
    if len(filled) and len(at):
        by_word = np.ascontiguousarray(explained.T)[other_at]
        starts = (np.cumsum(other_counts) - other_counts)[filled]
        by_segment[filled] = np.maximum.reduceat(by_word, starts, axis=0)
    by_run = runs(by_segment, np.maximum)
    held = np.zeros((len(counts), len(weights)), dtype=np.float32)
    np.add.at(held, (np.repeat(np.arange(len(counts)), counts), at), weights[at])
    places = by_run.shape[1]
    explained_by = by_run.reshape(LONGEST * places, len(weights)).astype(np.float32)
    found = held @ explained_by.T / np.float32(STEPS)
    return found.reshape(len(counts), LONGEST, places), held.sum(axis=1)


def _covered(explained: Floats, total: Floats) -> tuple[Floats, Floats]:
    """The shares of runs, and the least share of a segment in each."""
    weights: Floats = np.maximum(total, np.float32(1e-6))[:, None, None].astype(np.float32)
    return runs(explained) / runs(weights), runs(explained / weights, np.minimum)
