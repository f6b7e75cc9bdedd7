"""Sums of statistics over segments drawn at random, from the very draws that sacrebleu makes.

sacrebleu copies the statistics of each draw, which takes gigabytes for a large test set. How often each
segment is drawn says as much: the sums of a draw are those numbers times the statistics, one product of
matrices for many draws. Draws are made in parts, which gives the same random numbers as all at once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from tm.metrics.metric import Statistics

Sums = NDArray[np.float64]  # a row a draw
Halves = NDArray[np.float64]  # two, each a row a draw
_PART, _PART_ROUNDED = 1 << 21, 1 << 24  # segments drawn at a time
_COUNTED = 1 << 24  # up to this, whole numbers are added in single precision without rounding
_BITS = 32  # random bits that numpy draws at once, and throws away what is left at the end of a call


def bootstrap_sums(statistics: Sequence[Statistics], draws: int, seed: int) -> list[Sums]:
    """For each system the sums of its statistics over as many segments as there are, drawn with replacement.

    All systems see the same draws, those of `sacrebleu --confidence` and `--paired-bs` with this seed.
    sacrebleu adds in single precision, one segment after another. Whole numbers are added without rounding,
    which is the same as long as no sum exceeds what single precision counts to; the rest is added as it does.
    """
    size = len(statistics[0])
    found = [np.empty((draws, one.shape[1])) for one in statistics]
    floats = [one.astype(np.float64) for one in statistics]
    with ThreadpoolController().limit(limits=1):
        for rows, drawn in _drawn(size, draws, seed):
            weights = None
            for sums, one, whole in zip(found, statistics, floats, strict=True):
                if one.dtype.kind != "f":
                    weights = _weights(drawn, size) if weights is None else weights
                    sums[rows] = weights @ whole
                    if sums[rows].max() <= _COUNTED:
                        continue
                single = one.astype(np.float32)
                sums[rows] = [single[places].sum(0) for places in drawn]
    return found


def shuffled_sums(statistics: Sequence[Statistics], draws: int, seed: int) -> list[Halves]:
    """For each system the sums of its statistics over random halves of the segments, and over the others.

    An array of two times as many rows as draws. In a trial two systems swap one of the halves. The halves are
    those of `sacrebleu --paired-ar` with this seed. How a product of matrices rounds depends on how many rows
    it has; so where numbers are not whole, as many trials are made at once as memory allows.
    """
    size = len(statistics[0])
    found = [np.empty((2, draws, one.shape[1])) for one in statistics]
    floats = [one.astype(np.float64) for one in statistics]
    rounded = any(one.dtype.kind == "f" for one in statistics)
    with ThreadpoolController().limit(limits=1):
        for rows, taken in _halves(size, draws, seed, _PART_ROUNDED if rounded else _PART):
            for sums, one, kept in zip(found, floats, statistics, strict=True):
                sums[0, rows] = taken @ one
                sums[1, rows] = ~taken @ one if kept.dtype.kind == "f" else one.sum(axis=0) - sums[0, rows]
    return found


def _weights(drawn: NDArray[np.int64], size: int) -> Sums:
    """How often each segment is in each draw."""
    cells = drawn + np.arange(len(drawn))[:, None] * size
    counts = np.bincount(cells.ravel(), minlength=len(drawn) * size)
    return counts.reshape(len(drawn), size).astype(np.float64)


def _drawn(size: int, draws: int, seed: int) -> Iterator[tuple[slice, NDArray[np.int64]]]:
    """Some draws at a time, and the places of the segments in each."""
    generator = np.random.default_rng(seed)
    step = max(1, _PART // size)
    for start in range(0, draws, step):
        count = min(step, draws - start)
        yield slice(start, start + count), generator.choice(size, size=(count, size), replace=True)


def _halves(size: int, draws: int, seed: int, part: int) -> Iterator[tuple[slice, NDArray[np.bool_]]]:
    """Some trials at a time, and which segments each takes; all but the last use up whole words of bits."""
    generator = np.random.default_rng(seed)
    step = max(1, part // size // _BITS) * _BITS
    for start in range(0, draws, step):
        count = min(step, draws - start)
        yield slice(start, start + count), generator.integers(2, size=(count, size), dtype=bool)
