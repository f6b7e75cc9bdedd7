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
SQUARED = np.float32(FINE * FINE)  # a product divided by it is a cosine


def directions(vectors: Vectors) -> Vectors:
    """(n, width): the vectors at length FINE, rounded; 0 stays 0.

    >>> directions(np.array([[3.0, 4.0], [0.0, 0.0]], dtype=np.float32)).tolist()
    [[1229.0, 1638.0], [0.0, 0.0]]
    """
    exact = vectors.astype(np.float64)
    exact *= (FINE / np.maximum(lengths(vectors), 1e-9))[:, None]
    return np.rint(exact).astype(np.float32)


def lengths(vectors: Vectors) -> NDArray[np.float64]:
    """(n,): how long each vector is."""
    return np.asarray(np.sqrt(np.einsum("ij,ij->i", vectors, vectors, dtype=np.float64)))
