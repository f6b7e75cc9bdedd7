"""Beads that a person has confirmed: the search goes through them, and links nothing across them.

An anchor with two sides cuts both texts: what stands before it goes with what stands before it. An anchor
with one side says that these segments have no partner, and cuts nothing. In three languages, what is
confirmed of all three may still be several beads of two of them. Where it says nothing of one of them and
what is linked there would go past it on both sides, it gets a place in that language too: a cut.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tm.alignment.blocks import NOTHING, Floats, Gains, Shape
from tm.alignment.runs import runs, taken
from tm.alignment.search import Step
from tm.errors import UnfitAnchors
from tm.units import Bead, Span

CERTAIN = 60.0  # nats, for an anchor whose shape the search knows
NOWHERE = -1  # the part of a segment that goes with nothing

Finest = Mapping[tuple[str, ...], Sequence[Bead]]  # the beads of each pair of languages


class Cut(NamedTuple):
    """Where in a language an anchor stands that says nothing of it: before the segment `place` there."""

    langs: tuple[str, str]  # that of `side`, and the other
    side: Span
    place: int

    def seen_from(self, one: str) -> Step:
        """The place of the cut in two texts, that of language `one` first."""
        side, there = _range(self.side), range(self.place, self.place)
        return Step(side, there) if self.langs[0] == one else Step(there, side)


@dataclass(frozen=True, slots=True)
class Anchors:
    """The confirmed beads of one pair of texts.

    `linked` are those with two sides, and cuts, in order; `whole` says of each whether it is to stay one
    bead. `parts` has for each segment of either text the part that it stands in: 2k before linked[k], 2k + 1
    in it, NOWHERE if it is confirmed alone. Only what is in the same part may be linked.
    """

    linked: tuple[Step, ...]
    whole: tuple[bool, ...]
    parts: tuple[NDArray[np.int64], NDArray[np.int64]]

    def corners(self) -> list[tuple[int, int]]:
        """The places where the linked anchors begin and end, in order."""
        return [place for x, y in self.linked for place in ((x.start, y.start), (x.stop, y.stop))]

    def kept(self, steps: Sequence[Step], probabilities: Sequence[float]) -> list[tuple[Step, float]]:
        """The steps with their probabilities; all those within an anchor that is whole as one, certain."""
        found: dict[int, list[tuple[Step, float]]] = {
            2 * number + 1: [(anchor, 1.0)] for number, anchor in enumerate(self.linked) if self.whole[number]
        }
        # What is confirmed alone stands with what is before it.
        before_x, before_y = (np.maximum.accumulate(np.append(0, part)) for part in self.parts)
        for step, probability in zip(steps, probabilities, strict=True):
            part = int(self.parts[0][step.x[0]] if step.x else self.parts[1][step.y[0]])
            if part == NOWHERE or not (part % 2 and self.whole[part // 2]):
                place = int(before_x[step.x[0] + 1] if step.x else before_y[step.y[0] + 1])
                found.setdefault(place, []).append((step, probability))
        return [one for place in sorted(found) for one in found[place]]


def anchors_of(
    beads: Sequence[Bead], cuts: Sequence[Cut], langs: tuple[str, str], sizes: tuple[int, int]
) -> Anchors | None:
    """The anchors of this pair among beads of it, or of it and a third; None where there are none."""
    one, two = langs
    given = [bead for bead in beads if set(langs) <= set(bead.langs)]
    linked = [
        (Step(_range(bead[one]), _range(bead[two])), len(bead.langs) == 2)
        for bead in _linked(given, one, two)
    ]
    linked += [(cut.seen_from(one), False) for cut in cuts if set(cut.langs) == set(langs)]
    linked.sort(key=lambda item: (item[0].x.start, item[0].y.start, item[0].x.stop, item[0].y.stop))
    # Each begin and each end of one that is linked is the begin of a part.
    begins = tuple(np.zeros(size + 1, dtype=np.int64) for size in sizes)
    for step, _ in linked:
        for side, begin in zip(step, begins, strict=True):
            begin[side.start] += 1
            begin[side.stop] += 1
    parts = tuple(np.cumsum(begin)[:-1] for begin in begins)
    for bead in given:
        if not (bead[one] and bead[two]):
            for lang, part in zip(langs, parts, strict=True):
                part[list(bead[lang])] = NOWHERE
    if not given:
        return None
    steps, whole = (tuple(column) for column in zip(*linked, strict=True)) if linked else ((), ())
    return Anchors(steps, whole, (parts[0], parts[1]))


def _range(side: Span) -> range:
    return range(side[0], side[-1] + 1)


class Held:
    """Gains that keep to anchors."""

    def __init__(self, gains: Gains, anchors: Anchors) -> None:
        self._gains, self._anchors = gains, anchors
        self._stops = np.array([step.x.stop for step in anchors.linked], dtype=np.int64)  # these rise
        self.shapes: Sequence[Shape] = gains.shapes
        self.skip_x: Floats = gains.skip_x
        self.skip_y: Floats = gains.skip_y
        self.opening = gains.opening

    def ending(self, rows: range, columns: range) -> NDArray[np.floating]:
        """(shapes, rows, columns), as Gains has it."""
        found = self._gains.ending(rows, columns).copy()
        (low_x, high_x), (low_y, high_y) = (
            (runs(taken(part, places), np.minimum), runs(taken(part, places), np.maximum))
            for part, places in zip(self._anchors.parts, (rows, columns), strict=True)
        )
        for place, (a, b) in zip(found, self.shapes, strict=True):
            low, high = low_x[a - 1][:, None], high_x[a - 1][:, None]
            inside = (low == high) & (low == low_y[b - 1]) & (low == high_y[b - 1]) & (low != NOWHERE)
            place[~inside] = NOTHING
        first, last = np.searchsorted(self._stops, [rows.start, rows.stop])
        for number in range(int(first), int(last)):
            (x, y), whole = self._anchors.linked[number], self._anchors.whole[number]
            shape, i, j = (len(x), len(y)), x.stop, y.stop
            if j in columns and shape in self.shapes and (whole or shape == (1, 1)):
                found[list(self.shapes).index(shape), i - rows.start, j - columns.start] += CERTAIN
        return found


def checked(anchors: Sequence[Bead], sizes: Mapping[str, int]) -> list[Bead]:
    """Anchors as they show in the languages of these texts; those that say nothing of them are left out.

    `sizes` has the number of segments by language. Raises UnfitAnchors for languages that are in none of
    the texts, for segments that they do not have, and for anchors that overlap or cross.
    """
    found = []
    for bead in anchors:
        langs = tuple(lang for lang in sizes if lang in bead.langs)
        if len(langs) < 2:
            raise UnfitAnchors(
                f"{_shown(bead)} is of {', '.join(bead.langs)}; the texts are {', '.join(sizes)}"
            )
        for lang in langs:
            if bead[lang] and bead[lang][-1] >= sizes[lang]:
                count = f"segment {bead[lang][-1]} of {lang}, which has {sizes[lang]}, counted from 0"
                raise UnfitAnchors(f"{_shown(bead)} names {count}; was it made from these texts?")
        if any(bead[lang] for lang in langs):
            found.append(Bead(langs, tuple(bead[lang] for lang in langs)))
    for one in sizes:
        _check_overlaps(found, one)
    for one, two in combinations(sizes, 2):
        _check_order(found, one, two)
    return found


def lost_among(beads: Sequence[Bead], anchors: Sequence[Bead], placed: Sequence[Bead] = ()) -> list[Bead]:
    """The anchors of three languages with two sides at least that are none of these beads.

    Raises UnfitAnchors for one that was `placed` by cuts already and is lost all the same.
    """
    found = {bead.sides for bead in beads}
    lost = [
        bead
        for bead in anchors
        if len(bead.langs) == 3 and sum(map(bool, bead.sides)) > 1 and bead.sides not in found
    ]
    if again := {bead.sides for bead in placed} & {bead.sides for bead in lost}:
        kept = next(bead for bead in lost if bead.sides in again)
        raise UnfitAnchors(f"{_shown(kept)} can't be kept beside the others; leave one of them out")
    return lost


def cuts_for(
    lost: Bead, anchors: Sequence[Bead], cuts: Sequence[Cut], sizes: Mapping[str, int], pairs: Finest
) -> list[Cut]:
    """Where an anchor stands in the languages that it has nothing of, so that nothing is linked past it.

    That is where the fewest links of `pairs`, which were found without it, go past it. Raises UnfitAnchors
    where the other anchors leave no place.
    """
    found = []
    there = [lang for lang in lost.langs if lost[lang]]
    for third in (lang for lang in lost.langs if not lost[lang]):
        low, high = 0, sizes[third]
        for lang in there:
            fixed = [
                (bead[lang], bead[third][0], bead[third][-1] + 1) for bead in _linked(anchors, lang, third)
            ]
            fixed += [(cut.side, cut.place, cut.place) for cut in cuts if cut.langs == (lang, third)]
            low = max([low, *(stop for side, _, stop in fixed if side < lost[lang])])
            high = min([high, *(start for side, start, _ in fixed if side > lost[lang])])
        if low > high:
            raise UnfitAnchors(f"{_shown(lost)} has no place in {third}: other anchors leave none")
        every = [bead for beads in pairs.values() for bead in beads]
        # How many links would go past each place: from before the anchor to behind the place, or back.
        past = np.zeros(sizes[third] + 1, dtype=np.int64)
        for lang in there:
            for bead in _linked(every, lang, third):
                at = bead[third][0]
                if bead[lang] < lost[lang]:
                    past[: at + 1] += 1
                else:
                    past[at + 1 :] += 1
        place = low + int(past[low : high + 1].argmin())
        found += [Cut((lang, third), lost[lang], place) for lang in there]
    return found


def _linked(beads: Sequence[Bead], one: str, two: str) -> list[Bead]:
    """The beads that link these languages."""
    return [bead for bead in beads if {one, two} <= set(bead.langs) and bead[one] and bead[two]]


def _check_overlaps(anchors: Sequence[Bead], lang: str) -> None:
    there = sorted(
        (bead for bead in anchors if lang in bead.langs and bead[lang]), key=lambda bead: bead[lang]
    )
    for bead, following in pairwise(there):
        if bead[lang][-1] >= following[lang][0]:
            both = f"{_shown(bead)} and {_shown(following)}"
            raise UnfitAnchors(f"{both} both name segment {following[lang][0]} of {lang}; keep one of them")


def _check_order(anchors: Sequence[Bead], one: str, two: str) -> None:
    linked = sorted(_linked(anchors, one, two), key=lambda bead: bead[one])
    for bead, following in pairwise(linked):
        if following[two] < bead[two]:
            both = f"{_shown(bead)} and {_shown(following)}"
            raise UnfitAnchors(f"{both} cross in {one} and {two}; beads keep the order of both texts")


def _shown(bead: Bead) -> str:
    return f"anchor {':'.join(str(list(side)) for side in bead.sides)}"
