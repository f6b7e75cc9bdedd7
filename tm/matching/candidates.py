"""Which segments are worth comparing with a query: those that share enough of its grams.

A segment has a number, chunk << 16 | place. The index gives, of a gram and a chunk, a blob of places
(`postings.py`), and of a chunk the lengths of the folds by place, 0 where there is none; lengths from LONGEST
on are all LONGEST.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, islice, zip_longest
from math import ceil

import numpy as np
from numpy.typing import NDArray

from tm.matching.grams import CHUNK, LONGEST, first_of_equal
from tm.matching.postings import numbers, unpacked

Blobs = Sequence[tuple[int, bytes]]  # chunks, and the places in them of one gram or of several
Lengths = NDArray[np.uint16]  # (places,); places beyond its end have no text
_NEVER = 1 << 40  # more grams than a query has
_SLACK = 1e-9  # what a likeness in binary may be off


def rarest(words: Sequence[Sequence[tuple[int, int]]], budget: int = 40_000, least: int = 8) -> list[int]:
    """The grams to look up: of each word its rarest, then of each its second, and so on.

    `words` has the grams of each word of a query with how many segments have them. Rarest first would ask for
    those of one strange word above all, which may be the very one in which a segment differs. As many are
    chosen as have at most `budget` postings together; where that is fewer than `least`, the rarest of the
    others too. O(n log n).

    >>> rarest([[(7, 50), (8, 10)], [(9, 45), (6, 0)]], budget=60, least=1)
    [8, 9]
    >>> rarest([[(7, 50), (8, 10)], [(9, 45), (6, 0)]], budget=60, least=3)
    [8, 9, 7]
    """
    ranks = [sorted((count, gram) for gram, count in word if count > 0) for word in words]
    chosen: dict[int, None] = {}
    for row in zip_longest(*ranks):
        for count, gram in sorted(filter(None, row)):
            if gram in chosen:
                continue
            if count > budget:
                return _filled(chosen, ranks, least)
            budget -= count
            chosen[gram] = None
    return list(chosen)


def _filled(chosen: dict[int, None], ranks: Sequence[Sequence[tuple[int, int]]], least: int) -> list[int]:
    """What was chosen, and the rarest of all others until there are enough."""
    others = dict.fromkeys(gram for _, gram in sorted(chain.from_iterable(ranks)) if gram not in chosen)
    return [*chosen, *islice(others, max(least - len(chosen), 0))]


def ranked(
    blobs: Blobs,
    lengths: Mapping[int, Lengths] | Callable[[int], Lengths],
    length: int,
    *,
    window: float = 0.7,
    most: int = 300,
) -> NDArray[np.int64]:
    """The numbers of the segments most like a query by the grams they share with it, the best first.

    `blobs` are those of some grams of the query, `length` that of its fold. Segments are ranked by shared
    grams / (their length + `length`), equal ones by number. Left out are those that are not `window` of the
    length of the query, or the query not `window` of theirs: so unlike are texts of such lengths at least.
    """
    found = _sorted(numbers(blobs))
    heads = np.flatnonzero(first_of_equal(found))
    counts = np.append(heads[1:], len(found)) - heads
    found = found[heads].astype(np.int64)
    own = _lengths_of(found, lengths if callable(lengths) else lengths.__getitem__)
    length = min(length, LONGEST)
    shortest = max(1, ceil(length * window - _SLACK))
    longest = min(LONGEST, (length + _SLACK) / window) if window else LONGEST
    fits = np.flatnonzero((own >= shortest) & (own <= int(longest)))
    best = _best(counts[fits] / (own[fits] + np.float64(length)), most)
    return found[fits[best]]


def superset(
    blobs: Blobs, lengths: Mapping[int, Lengths], length: int, likeness: float, *, grams: int
) -> NDArray[np.int64]:
    """The numbers, ascending, of all segments that may be like a query, and of others.

    Like means that 1 - distance / (length of the longer fold) is at least `likeness`, with the distance of
    Levenshtein. `blobs` are those of all grams of the query, `grams` how many distinct ones it has, found or
    not, `length` the length of its fold, and `lengths` has all chunks.

    None is missed. Let d edits make the query into a text of n characters, i of them insertions. A deletion
    or substitution hits the at most 3 occurrences of grams in the query that hold its character, an
    insertion the at most 2 that hold both its neighbours; the spaces at the ends are never edited. An
    occurrence that is not hit is in the text as well. A distinct gram of the query that is not in the text
    has had all its occurrences hit, and no other gram has those, so that at most 3d - i grams are missing.
    As i is at least n - `length`, the text shares at least `grams` - 3d + max(0, n - `length`) of them. And
    d is at most (1 - `likeness`) times the longer length, and at least the difference of both. A text of
    LONGEST characters or more may be of any such length; it is taken wherever one could be like the query.
    """
    needed = _needed(max(length, 1), likeness, grams)
    of_chunk: dict[int, list[NDArray[np.uint16]]] = {}
    for chunk, blob in blobs:
        of_chunk.setdefault(chunk, []).append(unpacked(blob))
    found = [np.empty(0, np.int64)]
    for chunk in sorted(lengths.keys() | of_chunk.keys()):
        own = lengths[chunk]
        places = np.concatenate(of_chunk.get(chunk, [np.empty(0, np.uint16)]))
        shared = np.bincount(places, minlength=CHUNK)[: len(own)]
        found.append(np.flatnonzero(shared >= needed[own]) + chunk * CHUNK)
    return np.concatenate(found)


def shared(blobs: Iterable[Blobs]) -> NDArray[np.int64]:
    """The numbers, ascending, of the segments that have all of several grams, given the blobs of each gram.

    Raises ValueError if there is no gram, since then nothing says what there is.
    """
    of_gram = [dict(one) for one in blobs]
    if not of_gram:
        raise ValueError("no gram to look for")
    found = [np.empty(0, np.int64)]
    for chunk in sorted(set.intersection(*map(set, of_gram))):
        first, *others = sorted((one[chunk] for one in of_gram), key=len)
        places = unpacked(first)
        for other in others:
            if not len(places):
                break
            there = np.zeros(CHUNK, bool)
            there[unpacked(other)] = True
            places = places[there[places]]
        found.append(places.astype(np.int64) + chunk * CHUNK)
    return np.concatenate(found)


def _sorted(found: NDArray[np.int64]) -> NDArray[np.int64] | NDArray[np.uint32]:
    """The numbers, ascending; in four bytes where they fit, which is twice as fast."""
    if found.max(initial=0) < 1 << 32:
        small = found.astype(np.uint32)
        small.sort()
        return small
    return np.sort(found)


def _lengths_of(found: NDArray[np.int64], of_chunk: Callable[[int], Lengths]) -> Lengths:
    """The lengths of ascending numbers."""
    own = np.zeros(len(found), np.uint16)
    begin = 0
    while begin < len(found):
        chunk = int(found[begin]) // CHUNK
        end = int(np.searchsorted(found, (chunk + 1) * CHUNK))
        known = of_chunk(chunk)
        places = found[begin:end] - chunk * CHUNK
        inside = int(np.searchsorted(places, len(known)))
        own[begin : begin + inside] = known[places[:inside]]
        begin = end
    return own


def _best(scores: NDArray[np.float64], most: int) -> NDArray[np.int64]:
    """Where the highest scores are, the first of equal ones first."""
    best = np.arange(len(scores))
    if len(scores) > most:
        last = np.partition(scores, len(scores) - most)[len(scores) - most]
        sure = np.flatnonzero(scores > last)
        best = np.concatenate((sure, np.flatnonzero(scores == last)[: most - len(sure)]))
    return best[np.argsort(-scores[best], kind="stable")]


def _needed(length: int, likeness: float, grams: int) -> NDArray[np.int64]:
    """By length of a text, how many grams it shares at least with a query that it is like: see `superset`."""
    own = np.arange(LONGEST + 1)
    edits = np.floor((1 - likeness) * np.maximum(own, length) + _SLACK).astype(np.int64)
    needed = grams - 3 * edits + np.maximum(own - length, 0)
    needed[edits < np.abs(own - length)] = _NEVER
    needed[0] = _NEVER
    if LONGEST * likeness <= length + _SLACK:
        needed[LONGEST] = 0
    return needed
