"""Vectors reduced to their directions, in whole numbers.

A direction is a vector brought to the length FINE and rounded. Products of directions are whole
numbers up to FINE squared, 2 ** 22, and single precision is exact up to 2 ** 24: they come out the
same in whatever order a machine adds them up.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

FINE = 2048
AT_ONCE = 4096  # vectors
SQUARED = np.float32(FINE * FINE)  # a product divided by it is a cosine


def directions(vectors: Vectors, known: NDArray[np.float64] | None = None) -> Vectors:
    """(n, width): the vectors at length FINE, rounded; 0 stays 0. `known` are their lengths, where known.

    >>> directions(np.array([[3.0, 4.0], [0.0, 0.0]], dtype=np.float32)).tolist()
    [[1229.0, 1638.0], [0.0, 0.0]]
    """
    found, long = np.empty_like(vectors), lengths(vectors) if known is None else known
    for first in range(0, len(vectors), AT_ONCE):
        part = vectors[first : first + AT_ONCE]
        exact = part * (FINE / np.maximum(long[first : first + AT_ONCE], 1e-9))[:, None]
        np.rint(exact, out=found[first : first + AT_ONCE], casting="same_kind")
    return found


def lengths(vectors: Vectors) -> NDArray[np.float64]:
    """(n,): how long each vector is."""
    return np.asarray(np.sqrt(np.einsum("ij,ij->i", vectors, vectors, dtype=np.float64)))
