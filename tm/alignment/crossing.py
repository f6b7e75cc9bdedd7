"""Beyond one order: passages that stand elsewhere in the other text, or that one text says twice.

Beads keep the order of both texts, so of a paragraph that was moved the search can only leave both sides
alone, and of a passage that is said twice one. elsewhere.py says where such passages may be. There the
ordinary search looks for beads, merges too, with the ordinary gains.

A passage scores what its beads gain, less the log of the number of places where it could have been. A bead of
few letters counts for less than it gains, since a short sentence goes with many others; and of a passage that
is said twice, so does what is not the same both times. How often passages of such a score are right
was measured, and is a logistic function of it (scripts/bench_crossing.py; Platt 1999).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from tm.alignment.direction import SQUARED, directions
from tm.alignment.elsewhere import Place, sides_of
from tm.alignment.gain import IMPOSSIBLE, Floats, PairGains, Shape, Text
from tm.alignment.posterior import posterior
from tm.alignment.search import search
from tm.units import Pair, Span

GAP = 1  # segments left alone inside a passage
LETTERS = 40.0  # characters; a bead with fewer on a side counts for less, in proportion
UNLIKE = 0.8  # a cosine at which what is said again is not the same any more
SLOPE, MIDDLE = 0.28, 4.7  # of the share of passages that is right, by their score
LEAST = 0.5  # of that share, for a passage that is told


class Link(NamedTuple):
    """A bead off the path, its share of all ways through its box, and what it counts for; nats."""

    x: Span
    y: Span
    share: float
    worth: float


class Passage(NamedTuple):
    """Beads off the path, in the order of their text."""

    links: tuple[Link, ...]
    score: float
    alone: tuple[bool, bool]  # which side the path leaves alone

    @property
    def right(self) -> float:
        """The share that is right of the passages that score so, one document in twenty having any."""
        return 1 / (1 + math.exp(min(700.0, SLOPE * (MIDDLE - self.score))))


class Box:
    """The gains of the beads inside a box, as the search asks for them."""

    def __init__(self, gains: PairGains, x: range, y: range) -> None:
        self._gains, self._x, self._y = gains, x, y
        self.shapes: Sequence[Shape] = gains.shapes
        self.opening = gains.opening
        self.skip_x, self.skip_y = np.zeros(len(x)), np.zeros(len(y))

    def ending(self, rows: range, columns: range) -> Floats:
        """(shapes, rows, columns): nats for the beads that end at places counted from the box's own."""
        found = self._gains.ending(
            range(rows.start + self._x.start, rows.stop + self._x.start),
            range(columns.start + self._y.start, columns.stop + self._y.start),
        )
        for number, (a, b) in enumerate(self.shapes):
            found[number, : max(0, a - rows.start)] = IMPOSSIBLE
            found[number, :, : max(0, b - columns.start)] = IMPOSSIBLE
        return found


class OffPath:
    """Two texts, what speaks for their beads, and those of the path."""

    def __init__(self, gains: PairGains, x: Text, y: Text, beads: Sequence[Pair]) -> None:
        self._gains, self._texts = gains, (x, y)
        self._sides = sides_of(beads)
        self._linked = [bead for bead in beads if all(bead)]
        self._elsewhere = math.log(max(len(x.lengths), len(y.lengths)))

    def passages(self, places: Iterable[Place], least: float = LEAST) -> list[Passage]:
        """The passages in these places whose score is right more often than `least`.

        The best first. A segment that the path leaves alone is in one passage at most.
        """
        found = [passage for place in places for passage in self._within(place)]
        taken: set[tuple[int, int]] = set()
        told = []
        for passage in sorted(found, key=lambda passage: (-passage.score, passage.links)):
            free = [link for link in passage.links if taken.isdisjoint(_alone(link, passage.alone))]
            passage = self._scored(free, passage.alone)
            if free and passage.right >= least:
                told.append(passage)
                taken |= {held for link in free for held in _alone(link, passage.alone)}
        return told

    def _within(self, place: Place) -> Iterator[Passage]:
        """The passages of the best way through a box, cut where more is left alone than GAP."""
        passage: list[Link] = []
        for link in self._links(place):
            if passage and max(link.x[0] - passage[-1].x[-1], link.y[0] - passage[-1].y[-1]) > 1 + GAP:
                yield self._scored(passage, place.alone)
                passage = []
            passage.append(link)
        if passage:
            yield self._scored(passage, place.alone)

    def _scored(self, links: Sequence[Link], alone: tuple[bool, bool]) -> Passage:
        return Passage(tuple(links), sum(link.worth for link in links) - self._elsewhere, alone)

    def _links(self, place: Place) -> Iterator[Link]:
        """The beads of the best way through a box, but for those that are not said again."""
        box = Box(self._gains, place.x, place.y)
        steps = [step for step in search(box)[0] if step.x and step.y]
        if not steps:
            return
        gains = box.ending(range(len(place.x) + 1), range(len(place.y) + 1))
        shapes = list(box.shapes)
        for step, share in zip(steps, posterior(box).of(steps), strict=True):
            spans = tuple(place.x[k] for k in step.x), tuple(place.y[k] for k in step.y)
            same = 1.0 if all(place.alone) else self._same(spans, place.alone.index(True))
            if same:
                gain = float(gains[shapes.index((len(step.x), len(step.y))), step.x.stop, step.y.stop])
                yield Link(*spans, share, gain * same * min(1.0, self._letters(spans) / LETTERS))

    def _letters(self, spans: Pair) -> float:
        """How many characters the shorter side has."""
        return min(
            float(text.lengths[list(span)].sum()) for text, span in zip(self._texts, spans, strict=True)
        )

    def _same(self, spans: Pair, again: int) -> float:
        """How far the side that is said again is what its text has in the beads of the other; 0 to 1."""
        numbers = {int(self._sides[1 - again].bead[k]) for k in spans[1 - again]}
        if -1 in numbers:
            return 0.0
        first = sorted({k for number in numbers for k in self._linked[number][again]})
        vectors = self._texts[again].encoded.vectors
        one, two = directions(np.stack([vectors[list(span)].sum(axis=0) for span in (spans[again], first)]))
        return float(np.clip((one @ two / SQUARED - UNLIKE) / (1 - UNLIKE), 0, 1))


def _alone(link: Link, alone: tuple[bool, bool]) -> set[tuple[int, int]]:
    """The segments of a bead that the path leaves alone, each with its side."""
    return {(side, k) for side, span in enumerate((link.x, link.y)) if alone[side] for k in span}
