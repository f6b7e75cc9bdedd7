"""How well two lengths fit.

Gale and Church (1993), "A Program for Aligning Sentences in Bilingual Corpora".
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

VARIANCE = 6.8  # per character; theirs
WORST = 5.0  # standard deviations beyond which it makes no difference how much further
DRAWN = 50  # characters: how long a text must be for its own ratio to count
WIDEST = 1.25  # the ratio of two versions of a document, of ours in any two of the languages at most


def ratio(x: Floats, y: Floats) -> float:
    """Characters of y for one of x, from the lengths of all segments; drawn towards 1 for short texts.

    A ratio that no translation has comes from what is left out and says nothing about the rest: it is 1.

    >>> ratio(np.array([100.0]), np.array([115.0])), ratio(np.array([100.0]), np.array([400.0]))
    (1.1, 1.0)
    """
    found = float((y.sum() + DRAWN) / (x.sum() + DRAWN))
    return found if 1 / WIDEST <= found <= WIDEST else 1.0


def fit(x: Floats, y: Floats, ratio: float) -> Floats:
    """(len(x), len(y)): agreement of runs of so many characters, in nats; 0 is a perfect fit.

    As in the paper the difference in characters is taken as normal, with a variance that
    grows with the length; the variance is that of the mean of both lengths, so that the score
    reads the same in either direction.

    >>> found = fit(np.array([40.0, 100.0]), np.array([40.0, 100.0]), 1.0)
    >>> bool(found[0, 0] > found[0, 1])
    True
    """
    expected, actual = (x * ratio)[:, None], y[None, :]
    deviation = (actual - expected) / np.sqrt(VARIANCE * (expected + actual) / 2 + 1)
    return np.asarray(-(np.minimum(np.abs(deviation), WORST) ** 2) / 2)
