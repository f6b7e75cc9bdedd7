"""Character trigrams: what an index keeps of a text.

A fold with a space at each end is cut at every character into that and its two neighbours. Three code points
make one number, c0 << 42 | c1 << 21 | c2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tm.matching.folding import Folded, bounds, code_points, folded

CHUNK = 1 << 16  # places of a chunk
LONGEST = (1 << 16) - 1  # characters; the length of a longer text is given as this
_SPACE = ord(" ")
_MANY = 1 << 22  # characters whose grams are sorted at a time, at some 60 bytes each
_BITS, _PLACE = np.int64(21), np.uint64(16)


class Posted(NamedTuple):
    """Where the grams of a chunk are: `places[starts[i]:starts[i + 1]]` are the places of `grams[i]`.

    Grams ascend, and so do the places of each. `lengths` are those of the folds, in the order of the texts,
    from 1 to LONGEST; 0 is that of an empty text.
    """

    grams: NDArray[np.int64]  # (grams,)
    starts: NDArray[np.int64]  # (grams + 1,)
    places: NDArray[np.uint16]  # (postings,)
    lengths: NDArray[np.uint16]  # (texts,)


def grams(fold: str) -> NDArray[np.int64]:
    """The distinct grams of a fold, ascending; as many as it has characters, or fewer.

    >>> [gram >> 42 for gram in grams("ел").tolist()] == [ord(" "), ord("е")], len(grams("а")), len(grams(""))
    (True, 1, 0)
    """
    codes = code_points(f" {fold} ").astype(np.int64)
    found = _gram(codes[:-2], codes[1:-1], codes[2:])
    found.sort()
    return found[first_of_equal(found)]


def by_word(fold: str) -> list[list[int]]:
    """The grams of each word of a fold; one that spans the space between two is of the second.

    >>> [len(word) for word in by_word("ат бар")]
    [2, 4]
    """
    words: list[list[int]] = [[]]
    codes = code_points(f" {fold} ").tolist()
    for before, middle, after in zip(codes, codes[1:], codes[2:], strict=False):
        if middle == _SPACE:
            words.append([])
        words[-1].append((before << 21 | middle) << 21 | after)
    return words


def posted(texts: Sequence[str], places: NDArray[np.uint16]) -> Posted:
    """The grams of the texts of one chunk, each text at its place, and the lengths of their folds.

    Raises ValueError unless there is one place a text and places ascend.
    """
    if len(places) != len(texts) or np.any(places[1:] <= places[:-1]):
        raise ValueError(f"{len(texts)} texts need as many places, ascending, not {len(places)}")
    pieces = [_posted(texts[part], places[part].astype(np.uint16)) for part in _parts(texts)]
    return _joined(pieces)


def first_of_equal(values: NDArray[np.int64] | NDArray[np.uint32] | NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Which of the ascending values are unlike the one before them."""
    first = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=first[1:])
    return first


def _parts(texts: Sequence[str]) -> Iterator[slice]:
    """Slices of about _MANY characters, at least one."""
    begin = size = 0
    for end, text in enumerate(texts):
        if size and size + len(text) > _MANY:
            yield slice(begin, end)
            begin, size = end, 0
        size += len(text)
    yield slice(begin, len(texts))


def _posted(texts: Sequence[str], places: NDArray[np.uint16]) -> Posted:
    """`posted` of texts that are sorted at once."""
    folds = folded(texts)
    lengths = np.diff(folds.starts)
    keys, spelled = _keys(folds)
    keys <<= _PLACE
    keys |= np.repeat(places, lengths)
    keys.sort()
    keys = keys[first_of_equal(keys)]
    row = keys >> _PLACE
    starts = np.append(np.flatnonzero(first_of_equal(row)), len(row))
    not_empty = np.fromiter(map(bool, texts), bool, len(texts))
    clipped = np.clip(lengths, not_empty, LONGEST).astype(np.uint16)
    return Posted(spelled(row[starts[:-1]]), starts, keys.astype(np.uint16), clipped)


def _keys(folds: Folded) -> tuple[NDArray[np.uint64], Callable[[NDArray[np.uint64]], NDArray[np.int64]]]:
    """A number below 2**48 for the gram around each character, in the order of grams, and their way back."""
    codes, starts = folds
    begin, end = starts[:-1], starts[1:]
    begin, end = begin[begin < end], end[begin < end] - 1  # the first and the last character of each fold
    seen = np.zeros(int(codes.max(initial=_SPACE)) + 1, bool)
    seen[codes] = seen[_SPACE] = True
    alphabet = np.flatnonzero(seen)
    number = np.cumsum(seen, dtype=np.uint64) - np.uint64(1)
    middle = number[codes]
    before, after = np.roll(middle, 1), np.roll(middle, -1)
    before[begin] = after[end] = number[_SPACE]
    size = np.uint64(len(alphabet))
    if len(alphabet) <= CHUNK:
        return (before * size + middle) * size + after, partial(_spelled, alphabet)
    all_grams = _gram(alphabet[before], alphabet[middle], alphabet[after])
    distinct, row = np.unique(all_grams, return_inverse=True)
    return row.astype(np.uint64), lambda rows: distinct[rows]


def _spelled(alphabet: NDArray[np.int64], keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    """The grams of keys that count in letters of the alphabet."""
    size = np.uint64(len(alphabet))
    return _gram(alphabet[keys // size // size], alphabet[keys // size % size], alphabet[keys % size])


def _joined(pieces: Sequence[Posted]) -> Posted:
    """One `Posted` of several whose places ascend from each to the next."""
    if len(pieces) == 1:
        return pieces[0]
    all_grams = np.sort(np.concatenate([piece.grams for piece in pieces]))
    all_grams = all_grams[first_of_equal(all_grams)]
    rows = [np.searchsorted(all_grams, piece.grams) for piece in pieces]
    sizes = np.zeros(len(all_grams), np.int64)
    for piece, row in zip(pieces, rows, strict=True):
        sizes[row] += np.diff(piece.starts)
    starts = bounds(sizes)
    free = starts[:-1].copy()
    places = np.empty(starts[-1], np.uint16)
    for piece, row in zip(pieces, rows, strict=True):
        size = np.diff(piece.starts)
        to = np.repeat(free[row] - piece.starts[:-1], size) + np.arange(len(piece.places))
        places[to] = piece.places
        free[row] += size
    return Posted(all_grams, starts, places, np.concatenate([piece.lengths for piece in pieces]))


def _gram(
    before: NDArray[np.int64], middle: NDArray[np.int64], after: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Three code points as one number."""
    return ((before << _BITS | middle) << _BITS) | after
