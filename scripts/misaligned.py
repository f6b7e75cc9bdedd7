"""Errors planted into a right alignment: those that aligners make, each apart from the others.

A segment is shifted over a border, two beads are merged, one is split, a partner is left alone, or one
language slips by a row over several and then ends again.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from tm.review.draft import Draft, Row
from tm.units import Span

Sides = tuple[Span, ...]
APART = 3  # rows between two errors that stay right, at least


class Planted(NamedTuple):
    """A draft with errors, and the beads that would be right."""

    draft: Draft
    gold: tuple[Sides, ...]


def shifted(rows: Sequence[Sides], rng: random.Random) -> list[Sides] | None:
    """The first segment of the second row, of one language, goes to the row before."""
    one, two = (list(sides) for sides in rows[:2])
    lang = rng.randrange(len(one))
    if not (one[lang] and two[lang]):
        return None
    if rng.random() < 0.5:
        one[lang], two[lang] = (*one[lang], two[lang][0]), two[lang][1:]
    else:
        one[lang], two[lang] = one[lang][:-1], (one[lang][-1], *two[lang])
    return [tuple(one), tuple(two)] if any(one) and any(two) else None


def merged(rows: Sequence[Sides], _: random.Random) -> list[Sides] | None:
    """Two rows are one."""
    one, two = rows[:2]
    return [tuple((*a, *b) for a, b in zip(one, two, strict=True))]


def split(rows: Sequence[Sides], rng: random.Random) -> list[Sides] | None:
    """A row that has several segments on a side is two."""
    sides = rows[0]
    longer = [lang for lang, side in enumerate(sides) if len(side) > 1]
    if not longer:
        return None
    lang = rng.choice(longer)
    cuts = [rng.randint(0, len(side)) for side in sides]
    cuts[lang] = rng.randrange(1, len(sides[lang]))
    return [
        tuple(side[:cut] for side, cut in zip(sides, cuts, strict=True)),
        tuple(side[cut:] for side, cut in zip(sides, cuts, strict=True)),
    ]


def left_alone(rows: Sequence[Sides], rng: random.Random) -> list[Sides] | None:
    """One language of a row stands alone, before the others or after them."""
    sides = rows[0]
    lang = rng.randrange(len(sides))
    alone = tuple(side if k == lang else () for k, side in enumerate(sides))
    rest = tuple(() if k == lang else side for k, side in enumerate(sides))
    if not (any(alone) and any(rest)):
        return None
    return [alone, rest] if rng.random() < 0.5 else [rest, alone]


def slipped(rows: Sequence[Sides], rng: random.Random) -> list[Sides] | None:
    """One language is a row too low; the last row has its own as well."""
    count = rng.randint(3, min(6, len(rows)))
    found = [list(sides) for sides in rows[:count]]
    lang = rng.randrange(len(found[0]))
    moved = [sides[lang] for sides in found]
    if not all(moved) or len(found[0]) < 2:
        return None
    if rng.random() < 0.5:
        for sides, side in zip(found, [(), *moved[:-2], (*moved[-2], *moved[-1])], strict=True):
            sides[lang] = side
    else:
        for sides, side in zip(found, [(*moved[0], *moved[1]), *moved[2:], ()], strict=True):
            sides[lang] = side
    return [tuple(sides) for sides in found] if all(map(any, found)) else None


KINDS: Mapping[str, tuple[int, Callable[[Sequence[Sides], random.Random], list[Sides] | None]]] = {
    "shifted": (2, shifted),
    "merged": (2, merged),
    "split": (1, split),
    "left alone": (1, left_alone),
    "slipped": (6, slipped),
}


def planted(
    texts: Mapping[str, Sequence[str]], gold: Sequence[Sides], errors: int, rng: random.Random
) -> Planted:
    """So many errors in right beads, one of each kind in turn, at places drawn at random."""
    rows: list[Sides] = list(gold)
    fresh = [True] * len(rows)  # whether a row may still be changed
    for number in range(errors):
        kind = list(KINDS)[number % len(KINDS)]
        size, change = KINDS[kind]
        for _ in range(10_000):
            place = rng.randrange(len(rows) - size + 1)
            if not all(fresh[place : place + size]):
                continue
            after = change(rows[place : place + size], rng)
            if after is None:
                continue
            used = size if kind != "slipped" else len(after)
            low, high = max(0, place - APART), place + used + APART
            near = len(rows[low:place]), len(rows[place + used : high])
            fresh[low:high] = [False] * (near[0] + len(after) + near[1])
            rows[place : place + used] = after
            break
        else:
            raise ValueError(f"there is no place for another error: {kind}")
    langs = tuple(texts)
    made = tuple(
        Row(id, tuple(tuple(texts[lang][k] for k in side) for lang, side in zip(langs, sides, strict=True)))
        for id, sides in enumerate(rows, start=1)
    )
    return Planted(Draft(langs, made, len(made) + 1), tuple(gold))
