"""The contrastive step that an encoder learns by, written out: loss, gradient, and the change of the table.

In a batch of pairs each side must find its own partner among all by cosine (in-batch contrastive
loss, both ways). A segment's vector is the sum of rows of the table, so the gradient of the loss is a
few matrix products, and reaches only the rows that the batch holds. These are changed by Adam
(Kingma and Ba 2015) and drawn back to where they began, so that what no pair speaks of stays known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]

SHARPNESS = np.float32(20)  # what a cosine is multiplied by, as scripts/train_encoder.py has it
FIRST, SECOND, TINY = 0.9, 0.999, 1e-8  # the decays of Adam's moments, and what keeps it from dividing by 0
AT_ONCE = 1 << 15  # rows gathered at once


class Bags(NamedTuple):
    """Segments as rows of a table: segment k adds up rows ids[starts[k]:starts[k + 1]], one at least."""

    ids: Ints
    starts: Ints

    def __len__(self) -> int:
        return len(self.starts) - 1


class Contrast(NamedTuple):
    """How badly partners are found in a batch, and how that changes with each vector."""

    loss: float  # nats a pair
    x: Floats  # (n, width): the gradient for the vectors of the one side
    y: Floats  # and of the other


@dataclass(frozen=True, slots=True)
class Table:
    """The rows that learn, where they began, and Adam's moments of each; all (rows, width)."""

    rows: Floats
    begun: Floats
    mean: Floats
    square: Floats
    seen: Ints  # (rows,): the batches that held the row

    @classmethod
    def of(cls, rows: Floats) -> Table:
        """A table that begins at these rows."""
        nothing = np.zeros_like(rows)
        return cls(rows.copy(), rows.copy(), nothing, nothing.copy(), np.zeros(len(rows), dtype=np.int64))

    def change(self, touched: Ints, gradient: Floats, rate: float, pull: float) -> None:
        """Move some rows against their gradient by about `rate` a number, and by `pull` of it back."""
        self.seen[touched] += 1
        times = self.seen[touched, None]
        mean = FIRST * self.mean[touched] + (1 - FIRST) * gradient
        square = SECOND * self.square[touched] + (1 - SECOND) * gradient**2
        self.mean[touched], self.square[touched] = mean, square
        moved = (mean / (1 - FIRST**times)) / (np.sqrt(square / (1 - SECOND**times)) + TINY)
        rows = self.rows[touched]
        back = pull * (rows - self.begun[touched])
        self.rows[touched] = rows - rate * (moved + back)


def learn(table: Table, left: Bags, right: Bags, alike: Mask, rate: float, pull: float) -> float:
    """One step over a batch of pairs, segment k of the one side with segment k of the other; its loss.

    `alike` is (n, n), true where two segments say the same though they are not of one pair, so that
    they need not be told apart.
    """
    bags = together(left, right)
    sums = added(table.rows, bags)
    lengths = np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), TINY).astype(np.float32)
    vectors = sums / lengths
    loss, x, y = contrast(vectors[: len(left)], vectors[len(left) :], alike)
    gradient = np.concatenate([x, y])
    along = np.einsum("ij,ij->i", gradient, vectors)[:, None]
    touched, gradient = spread((gradient - along * vectors) / lengths, bags)
    table.change(touched, gradient, rate, pull)
    return loss


def contrast(x: Floats, y: Floats, alike: Mask) -> Contrast:
    """The loss of a batch and its gradient, for vectors of length 1; `alike` as `learn` has it.

    >>> x = np.eye(2, dtype=np.float32)
    >>> right, wrong = (contrast(x, y, np.zeros((2, 2), dtype=bool)).loss for y in (x, x[::-1]))
    >>> round(right, 3), round(wrong, 3)
    (0.0, 20.0)
    """
    count, own = len(x), np.arange(len(x))
    scores = SHARPNESS * (x @ y.T)
    scores[alike & ~np.eye(count, dtype=bool)] = -np.inf
    loss = 0.0
    change = np.zeros_like(scores)
    for axis in (0, 1):
        shares = np.exp(scores - scores.max(axis=axis, keepdims=True))
        shares /= shares.sum(axis=axis, keepdims=True)
        loss -= float(np.log(np.maximum(shares[own, own], np.finfo(np.float32).tiny)).mean()) / 2
        shares[own, own] -= 1
        change += shares
    change *= SHARPNESS / (2 * count)
    return Contrast(loss, change @ y, change.T @ x)


def together(left: Bags, right: Bags) -> Bags:
    """The segments of the one and then of the other."""
    return Bags(
        np.concatenate([left.ids, right.ids]),
        np.concatenate([left.starts, left.starts[-1] + right.starts[1:]]),
    )


def chosen(bags: Bags, which: Ints) -> Bags:
    """Some segments, in the order asked for."""
    lengths = np.diff(bags.starts)[which]
    starts = np.concatenate([[0], np.cumsum(lengths)])
    within = np.arange(starts[-1]) - np.repeat(starts[:-1], lengths)
    return Bags(bags.ids[np.repeat(bags.starts[which], lengths) + within], starts)


def thinned(bags: Bags, kept: Mask) -> Bags:
    """Without the rows that are not kept; the first of each segment stays, so that none is left empty."""
    kept = kept.copy()
    kept[bags.starts[:-1]] = True
    before = np.concatenate([[0], np.cumsum(kept)])
    return Bags(bags.ids[kept], before[bags.starts])


def joined(bags: Bags, sizes: Sequence[int]) -> Bags:
    """As many neighbours as each size says as one segment."""
    return Bags(bags.ids, bags.starts[np.concatenate([[0], np.cumsum(sizes)])])


def added(rows: Floats, bags: Bags) -> Floats:
    """(n, width): the sum of the rows of each segment."""
    found = np.empty((len(bags), rows.shape[1]), dtype=np.float32)
    for first, last in _parts(bags.starts):
        part = bags.starts[first : last + 1]
        found[first:last] = np.add.reduceat(rows[bags.ids[part[0] : part[-1]]], part[:-1] - part[0], axis=0)
    return found


def spread(gradient: Floats, bags: Bags) -> tuple[Ints, Floats]:
    """The rows that the segments hold, each once and in order, and the gradient of each."""
    segments = np.repeat(np.arange(len(bags)), np.diff(bags.starts))
    order = np.argsort(bags.ids, kind="stable")
    touched, starts = np.unique(bags.ids[order], return_index=True)
    held = Bags(segments[order], np.append(starts, len(order)))
    return touched, added(gradient, held)


def _parts(starts: Ints) -> list[tuple[int, int]]:
    """Segments from each first to before each last, so few that their rows fit in memory together."""
    _, cuts = np.unique(starts[:-1] // AT_ONCE, return_index=True)
    edges = [*cuts.tolist(), len(starts) - 1]
    return list(pairwise(edges))
