"""Three versions of a document damaged at once, with the beads of all of them and of each pair."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from damage import Beads


class Trio(NamedTuple):
    """Several versions of a document, the beads of all of them, and the finest of each pair."""

    sides: dict[str, list[str]]
    gold: list[dict[str, list[int]]]
    pairs: dict[tuple[str, str], list[dict[str, list[int]]]]


def perturbed_three(
    units: Mapping[str, Sequence[str]],
    dropped: float,
    merged: float,
    rng: random.Random,
    *,
    block: bool = False,
) -> Trio:
    """Versions damaged at once: each loses units of its own, and merges neighbours of its own.

    Beads are the smallest groups of units that no version has merged over the edge of; so those of
    a pair may be finer than those of all.
    """
    count = len(next(iter(units.values())))
    kept = {lang: [rng.random() >= dropped for _ in range(count)] for lang in units}
    if block and count >= 10:
        lang, size = rng.choice(list(units)), rng.randint(3, 6)
        start = 0 if rng.random() < 0.3 else rng.randint(0, count - size)
        kept[lang][start : start + size] = [False] * size
    for lang in units:
        if not any(kept[lang]):
            kept[lang][rng.randrange(count)] = True
    runs: dict[str, list[list[int]]] = {}  # the units of each segment
    for lang in units:
        runs[lang] = []
        for unit in (k for k in range(count) if kept[lang][k]):
            last = runs[lang][-1] if runs[lang] else []
            if last and last[-1] == unit - 1 and len(last) < 3 and rng.random() < merged / len(units):
                last.append(unit)
            else:
                runs[lang].append([unit])
    sides = {lang: [" ".join(units[lang][k] for k in run) for run in runs[lang]] for lang in units}
    pairs = {pair: _groups(runs, pair, count) for pair in combinations(units, 2)}
    return Trio(sides, _groups(runs, tuple(units), count), pairs)


def beads_of(trio: Trio, langs: tuple[str, str]) -> Beads:
    """The beads of a pair as a search has them: segments alone one by one, of a gap first those of x."""
    beads: Beads = []
    gap: tuple[Beads, Beads] = ([], [])
    for x, y in ((bead[langs[0]], bead[langs[1]]) for bead in trio.pairs[langs]):
        if x and y:
            beads += [*gap[0], *gap[1], (x, y)]
            gap = ([], [])
        else:
            gap[0].extend(([i], []) for i in x)
            gap[1].extend(([], [j]) for j in y)
    return [*beads, *gap[0], *gap[1]]


def _groups(
    runs: Mapping[str, Sequence[Sequence[int]]],
    langs: Sequence[str],
    count: int,
) -> list[dict[str, list[int]]]:
    """Beads of these languages: units stay together that one of them has in one segment."""
    joined = {unit for lang in langs for run in runs[lang] for unit in run[1:]}  # with the unit before
    cuts = [unit for unit in range(count) if unit not in joined]
    beads = []
    for start, stop in pairwise([*cuts, count]):
        bead = {lang: [k for k, run in enumerate(runs[lang]) if start <= run[0] < stop] for lang in langs}
        if any(bead.values()):
            beads.append(bead)
    return beads
