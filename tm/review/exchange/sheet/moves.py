"""Of one language, which segments of the sheet are which of the document: kept, moved, gone, new.

Segments that are kept stand in the same order in both. Where nothing was written anew that is all of them,
and nothing has to be guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

MOST = 200_000  # pairs of the same text in one stretch that are compared; beyond, nothing is taken for kept

Item = tuple[int, int]  # a segment: the place of its row, and its place there
Sides = Sequence[Sequence[str]]  # the segments of each row


class Moves(NamedTuple):
    """What became of the segments of a language; `kept` has the old and the new place of each."""

    kept: tuple[tuple[Item, Item], ...]
    gone: tuple[Item, ...]
    new: tuple[Item, ...]


def moves_of(old: Sides, new: Sides, same: Mapping[int, int]) -> Moves:
    """Compare the sides of a language; `same` has the places of the rows that are in both.

    >>> moves_of([["a", "b"], ["c"]], [["a"], ["b", "d"]], {0: 0, 1: 1})
    Moves(kept=(((0, 0), (0, 0)), ((0, 1), (1, 0))), gone=((1, 0),), new=((1, 1),))
    """
    one, two = _items(old), _items(new)
    if [old[i][k] for i, k in one] == [new[i][k] for i, k in two]:
        return Moves(tuple(zip(one, two, strict=True)), (), ())
    found = _moves(old, new, one, two, list(_stretches(old, new, same)))
    if crossed(old, new, found):  # rows that say the same may have hidden what moved past them
        whole = _moves(old, new, one, two, [((0, len(old)), (0, len(new)))])
        return found if crossed(old, new, whole) else whole
    return found


def crossed(old: Sides, new: Sides, moves: Moves) -> Counter[str]:
    """The segments that are gone in one place and new in another: moved out of their order."""
    return Counter(old[i][k] for i, k in moves.gone) & Counter(new[i][k] for i, k in moves.new)


def _items(sides: Sides) -> list[Item]:
    return [(row, place) for row, side in enumerate(sides) for place in range(len(side))]


Stretch = tuple[
    tuple[int, int], tuple[int, int]
]  # rows of the document, and of the sheet: first, and one after


def _stretches(old: Sides, new: Sides, same: Mapping[int, int]) -> Iterator[Stretch]:
    """Rows that say the same in both, one by one, and between them the others."""
    at = there = 0
    for row, other in same.items():
        if old[row] and list(old[row]) == list(new[other]):
            yield (at, row), (there, other)
            yield (row, row + 1), (other, other + 1)
            at, there = row + 1, other + 1
    yield (at, len(old)), (there, len(new))


def _moves(
    old: Sides, new: Sides, one: Sequence[Item], two: Sequence[Item], stretches: Sequence[Stretch]
) -> Moves:
    kept: list[tuple[Item, Item]] = []
    for (first, last), (other, end) in stretches:
        a = [(row, k) for row in range(first, last) for k in range(len(old[row]))]
        b = [(row, k) for row in range(other, end) for k in range(len(new[row]))]
        kept += _matched(old, new, a, b)
    before, after = {pair[0] for pair in kept}, {pair[1] for pair in kept}
    return Moves(
        tuple(kept),
        tuple(item for item in one if item not in before),
        tuple(item for item in two if item not in after),
    )


def _matched(old: Sides, new: Sides, a: Sequence[Item], b: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
    texts, others = [old[i][k] for i, k in a], [new[i][k] for i, k in b]
    counts, theirs = Counter(texts), Counter(others)
    if sum(count * theirs[text] for text, count in counts.items()) > MOST:
        return
    for at, there, size in SequenceMatcher(None, texts, others, autojunk=False).get_matching_blocks():
        yield from zip(a[at : at + size], b[there : there + size], strict=True)
