"""Beads of three languages out of those of the three pairs: what hangs together goes together.

Each segment is joined with all that any pair's bead links it to. Where what was joined so can't be put in one
order that all three languages keep, it is joined further, as little as that takes. So every bead of a
pair lies within one bead of all three, and these are as fine as can be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tm.alignment.contradiction import RIGHT, bars_for, given_up
from tm.alignment.three import Verdict
from tm.units import Bead, Span

Place = tuple[int, int]  # position of the language, segment
Group = list[list[int]]  # the segments of each language
Pairs = Mapping[tuple[int, int], Iterable[Sequence[Span]]]  # positions of two languages, and their beads


class Joined(NamedTuple):
    """The beads of two or three languages, and the finest of each pair.

    `tangles` are the sides of those beads of three that contradictions hold together (contradiction.py).
    """

    beads: tuple[Bead, ...]
    finest: dict[tuple[str, ...], tuple[Bead, ...]]
    tangles: list[tuple[Span, ...]]


def beads_of(
    langs: tuple[str, ...],
    sizes: Sequence[int],
    verdicts: Mapping[tuple[int, int], Verdict],
    anchors: Sequence[Bead] = (),
    *,
    give_way: bool = False,
) -> Joined:
    """The beads that the verdicts on the pairs make, anchors among them.

    With `give_way`, links that contradict surer ones are given up. A bead of three is as sure as the least
    sure of those of two in it, an anchor certain, and a tangle hardly ever right.
    """
    finest: dict[tuple[str, ...], tuple[Bead, ...]] = {
        (langs[p], langs[q]): tuple(_pair_beads((langs[p], langs[q]), verdict))
        for (p, q), verdict in verdicts.items()
    }
    if len(langs) == 2:
        return Joined(finest[langs], finest, [])
    while True:
        found = _trilingual(langs, sizes, finest, [bead for bead in anchors if len(bead.langs) == 3])
        bars = [bar for tangle in found.tangles for bar in bars_for(tangle, langs, finest, anchors)]
        if not (give_way and bars):
            return found
        finest = {pair: given_up(beads, bars) for pair, beads in finest.items()}


def _trilingual(
    langs: tuple[str, ...],
    sizes: Sequence[int],
    finest: dict[tuple[str, ...], tuple[Bead, ...]],
    confirmed: Sequence[Bead],
) -> Joined:
    least: dict[Place, float] = {}
    linked: dict[tuple[int, int], list[Sequence[Span]]] = {}
    for (one, two), beads in finest.items():
        p, q = langs.index(one), langs.index(two)
        linked[p, q] = [*(bead.sides for bead in beads), *((b.sides[p], b.sides[q]) for b in confirmed)]
        for bead in beads:
            for lang, side in zip((p, q), bead.sides, strict=True):
                for k in side:
                    least[lang, k] = min(bead.confidence, least.get((lang, k), 1.0))
    least.update(((lang, k), 1.0) for bead in confirmed for lang, side in enumerate(bead.sides) for k in side)
    found, tangles = [], []
    for sides, tangled in joined(sizes, linked):
        sure = min(least[lang, k] for lang, side in enumerate(sides) for k in side)
        found.append(Bead(langs, sides, min(sure, RIGHT) if tangled else sure))
        if tangled:
            tangles.append(sides)
    return Joined(tuple(found), finest, tangles)


def joined(sizes: Sequence[int], pairs: Pairs) -> list[tuple[tuple[Span, ...], bool]]:
    """Beads in order, a span for each language, and whether contradictions hold them together.

    `pairs` has the beads of languages p < q, one-sided ones too. Of beads that could stand in either order
    the one with fewer languages comes first, then that with the earlier language.

    >>> merged, fine = [((0,), (0, 1))], [((0,), (0,)), ((1,), (1,))]
    >>> joined([1, 2, 2], {(0, 1): merged, (0, 2): merged, (1, 2): fine})
    [(((0,), (0, 1), (0, 1)), False)]
    >>> joined([1, 1, 1], {(0, 1): [((0,), ()), ((), (0,))], (0, 2): [((0,), (0,))]})
    [(((), (0,), ()), False), (((0,), (), (0,)), False)]
    """
    groups = _groups(sizes, pairs)
    at = [0] * len(sizes)
    beads = []
    while fronts := _fronts(groups, at, sizes):
        ready = [group for group in fronts if _ready(group, at)]
        group = min(ready or [_closed(group, groups, at) for group in fronts], key=_rank)
        beads.append((tuple(tuple(side) for side in group), not ready))
        at = [place + len(side) for place, side in zip(at, group, strict=True)]
    return beads


def _groups(sizes: Sequence[int], pairs: Pairs) -> dict[Place, Group]:
    """For each segment all that hangs together with it."""
    groups: dict[Place, Group] = {
        (lang, k): [[k] if lang == other else [] for other in range(len(sizes))]
        for lang, size in enumerate(sizes)
        for k in range(size)
    }
    for (p, q), beads in pairs.items():
        for x, y in beads:
            places = [*((p, i) for i in x), *((q, j) for j in y)]
            for place in places[1:]:
                _join(groups, groups[places[0]], groups[place])
    return groups


def _join(groups: dict[Place, Group], one: Group, other: Group) -> None:
    """Put the smaller of two groups into the larger."""
    if one is other:
        return
    small, large = sorted((one, other), key=lambda group: sum(map(len, group)))
    for lang, segments in enumerate(small):
        large[lang] = sorted(large[lang] + segments)
        for k in segments:
            groups[lang, k] = large


def _fronts(groups: Mapping[Place, Group], at: Sequence[int], sizes: Sequence[int]) -> list[Group]:
    """The groups of the first segments that are left of each language, each group once."""
    found: list[Group] = []
    for lang, (place, size) in enumerate(zip(at, sizes, strict=True)):
        if place < size and not any(groups[lang, place] is group for group in found):
            found.append(groups[lang, place])
    return found


def _ready(group: Group, at: Sequence[int]) -> bool:
    """Whether nothing that is left stands before any of it, or between."""
    return all(
        not side or (side[0] == place and side[-1] - side[0] + 1 == len(side))
        for side, place in zip(group, at, strict=True)
    )


def _closed(group: Group, groups: Mapping[Place, Group], at: Sequence[int]) -> Group:
    """The group with all that must stand before or between its segments, and what hangs on to that."""
    stops, reached = list(at), _past(group, at)
    while stops != reached:
        inside = [groups[lang, k] for lang, stop in enumerate(stops) for k in range(stop, reached[lang])]
        stops = list(reached)
        for other in inside:
            reached = list(map(max, reached, _past(other, at)))
    return [list(range(place, stop)) for place, stop in zip(at, stops, strict=True)]


def _past(group: Group, at: Sequence[int]) -> list[int]:
    """Of each language the place behind the group; where it has nothing of it, the place that was reached."""
    return [side[-1] + 1 if side else place for side, place in zip(group, at, strict=True)]


def _rank(group: Group) -> tuple[int, int, int]:
    filled = [lang for lang, side in enumerate(group) if side]
    return len(filled), sum(map(len, group)), filled[0]


def _pair_beads(langs: tuple[str, str], verdict: Verdict) -> Iterator[Bead]:
    for (x, y), probability in verdict.sure():
        yield Bead(langs, (tuple(x), tuple(y)), round(probability, 4))
