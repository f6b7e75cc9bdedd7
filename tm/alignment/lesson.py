"""An encoder that learns more: pairs of segments in, an encoder with other rows out.

As scripts/train_encoder.py trains from nothing: batches are made of runs of neighbours, so that what must
be told apart are sentences of one document too; some neighbours are joined, and stand beside their parts;
some features are left out by chance, so that none is relied on alone. contrast.py does the step. Only
rows that the pairs hold change; a small rate, few epochs and a pull back keep what they knew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from threadpoolctl import ThreadpoolController

from tm.alignment.contrast import Bags, Ints, Mask, Table, chosen, joined, learn, thinned
from tm.alignment.encoder import Encoder


@dataclass(frozen=True, slots=True)
class Settings:
    """How an encoder learns more; chosen by scripts/bench_train.py, on what may be tuned on."""

    epochs: int = 6
    rate: float = 2e-3  # falls to nothing over all batches
    pull: float = 40.0  # of each row's way back to where it began, for each step of the size `rate`
    batch: int = 512  # pairs
    dropped: float = 0.12  # the share of features that is left out by chance
    joined: float = 0.12  # the share of neighbours that are shown joined too
    steps: int = 20  # batches at least in all epochs; where pairs are few, there are more epochs
    shown: int = 400_000  # pairs at most in all epochs; where there are many, there are fewer
    seed: int = 0

    def rounds(self, pairs: int) -> int:
        """The epochs for so many pairs.

        >>> [Settings().rounds(pairs) for pairs in (100, 5_000, 100_000, 1_000_000)]
        [20, 6, 4, 1]
        """
        wanted = max(self.epochs, -(-self.steps // max(1, pairs // self.batch)))
        return max(1, min(wanted, self.shown // max(1, pairs)))


class Example(NamedTuple):
    """Two segments that are translations; pairs of one meaning need not be told apart."""

    meaning: int
    left: str
    right: str


Run = Sequence[Example]  # neighbours, in the order of their document
Picked = tuple[Example, ...]  # one example, or two neighbours that are joined


def taught(
    encoder: Encoder,
    runs: Sequence[Run],
    settings: Settings,
    progress: Callable[[str], None] = lambda step: None,
) -> tuple[Encoder, list[float]]:
    """The encoder after all epochs, and the loss of each, in nats a pair.

    `progress` is called with the name of each epoch before it. The same runs, encoder and settings give the
    same weights on one machine.
    """
    count = settings.rounds(sum(map(len, runs)))
    losses: list[float] = []
    with ThreadpoolController().limit(limits=1):
        lesson = Lesson(encoder, runs, settings)
        for epoch in range(count):
            progress(f"epoch {epoch + 1} of {count}" + (f", loss {losses[-1]:.3f}" if losses else ""))
            losses.append(lesson.epoch(epoch / count, 1 / count))
    return lesson.encoder(), losses


class Lesson:
    """The rows that the runs hold, and the batches that are made of them."""

    def __init__(self, encoder: Encoder, runs: Sequence[Run], settings: Settings) -> None:
        self._begun, self._runs, self._settings = encoder, runs, settings
        self._rng = np.random.default_rng(settings.seed)
        segments = dict.fromkeys(
            text for run in runs for example in run for text in (example.left, example.right)
        )
        self._number = {text: number for number, text in enumerate(segments)}
        features = [ids or [0] for ids in encoder.features(list(segments))]  # row 0: the unknown piece
        self._places, ids = np.unique(
            np.concatenate([np.array(ids) for ids in features]), return_inverse=True
        )
        self._bags = Bags(ids, np.concatenate([[0], np.cumsum([len(ids) for ids in features])]))
        self.table = Table.of(encoder.rows(self._places))

    def encoder(self) -> Encoder:
        """The encoder as far as it has learned."""
        return self._begun.with_rows(self._places, self.table.rows)

    def epoch(self, done: float = 0.0, share: float = 1.0) -> float:
        """Go once through all runs, a `share` of all the training, from `done` of it on; the mean loss."""
        settings, losses = self._settings, []
        order = list(self._batches())
        for number, batch in enumerate(order):
            rate = settings.rate * (1 - done - share * number / len(order))
            left, right = (self._side(batch, is_left) for is_left in (True, False))
            losses.append(learn(self.table, left, right, alike(batch), rate, settings.pull))
        return float(np.mean(losses))

    def _batches(self) -> Iterator[list[Picked]]:
        """The runs in a new order, cut into batches; some neighbours joined, beside their parts."""
        settings, batch = self._settings, list[Picked]()
        for number in self._rng.permutation(len(self._runs)).tolist():
            run = self._runs[number]
            batch += [(example,) for example in run]
            batch += [both for both in pairwise(run) if self._rng.random() < settings.joined]
            while len(batch) >= settings.batch:
                yield batch[: settings.batch]
                batch = batch[settings.batch :]
        if len(batch) > 1:
            yield batch

    def _side(self, batch: Sequence[Picked], left: bool) -> Bags:
        """One side of a batch, without the features that chance leaves out."""
        texts = [example.left if left else example.right for picked in batch for example in picked]
        numbers: Ints = np.array([self._number[text] for text in texts])
        bags = joined(chosen(self._bags, numbers), [len(picked) for picked in batch])
        return thinned(bags, self._rng.random(len(bags.ids)) >= self._settings.dropped)


def alike(batch: Sequence[Picked]) -> Mask:
    """(n, n): whether the left of one and the right of another are of one meaning, or a side is the same.

    >>> one, two = Example(0, "Иә", "Да"), Example(1, "Жоқ", "Нет")
    >>> alike([(one,), (two,), (one, two), (Example(2, "Ия", "Да"),)]).astype(int).tolist()
    [[1, 0, 0, 1], [0, 1, 0, 0], [0, 0, 1, 0], [1, 0, 0, 1]]
    """
    found = np.zeros((len(batch), len(batch)), dtype=np.bool_)
    for field in range(3):
        said = [tuple(example[field] for example in picked) for picked in batch]
        place = {what: number for number, what in enumerate(said)}
        keys = [place[what] for what in said]
        numbers = np.array(keys)
        found |= numbers[:, None] == numbers
    return found
