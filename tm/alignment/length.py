"""How well two lengths fit.

Gale and Church (1993), "A Program for Aligning Sentences in Bilingual Corpora".
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

VARIANCE = 6.8  # per character; theirs


class LengthFit:
    """Agreement in length between runs of segments of two texts, in nats; 0 is a perfect fit.

    As in the paper the difference in characters is taken as normal, with a variance that
    grows with the length; two things differ. The variance is that of the mean of both
    lengths, so that the score reads the same in either direction; and the ratio of
    the languages is estimated from the two texts, drawn towards 1 where they are short.
    Beyond `worst` standard deviations it makes no difference how much further.
    """

    def __init__(
        self, x: Sequence[str], y: Sequence[str], *, variance: float = VARIANCE, worst: float = 5.0
    ) -> None:
        self._x, self._y = _cumulated(x), _cumulated(y)
        self.ratio = (self._y[-1] + 50) / (self._x[-1] + 50)  # characters of y for one of x
        self._variance, self._worst = variance, worst

    def of(self, a: int, b: int) -> NDArray[np.float64]:
        """(n - a + 1, m - b + 1): the fit of every run of `a` segments to every run of `b`.

        >>> fit = LengthFit(["a" * 40, "a" * 100], ["b" * 40, "b" * 100]).of(1, 1)
        >>> bool(fit[0, 0] > fit[0, 1])
        True
        """
        expected = (self._x[a:] - self._x[:-a])[:, None] * self.ratio
        actual = (self._y[b:] - self._y[:-b])[None, :]
        deviation = (actual - expected) / np.sqrt(self._variance * (expected + actual) / 2 + 1)
        return np.asarray(-(np.minimum(np.abs(deviation), self._worst) ** 2) / 2)


def _cumulated(segments: Sequence[str]) -> NDArray[np.float64]:
    return np.concatenate([[0.0], np.cumsum([len(segment) for segment in segments], dtype=float)])
