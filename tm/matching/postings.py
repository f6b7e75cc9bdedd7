"""Postings as bytes: the places of a gram in one chunk, ascending, from 0 to 65,535.

The first byte says how the others are to be read, and `packed` takes what is shorter:

PLAIN  two bytes a place, the lower one first
GAPS   a byte a place, the steps from 0 to the first and from each to the next; 255 is a step to no place
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tm.matching.folding import bounds
from tm.matching.grams import CHUNK, Posted, first_of_equal

PLAIN, GAPS = 0, 1
_ON = np.uint16(255)
_FEW = 64  # places that are appended one by one
_MANY = 1 << 17  # places packed at a time: their arrays stay in the cache of the processor


def packed(places: NDArray[np.uint16]) -> bytes:
    r"""The blob of ascending places; no places make a blob of one byte.

    Raises ValueError for places that do not ascend.

    >>> packed(np.array([7, 9, 300], np.uint16))
    b'\x01\x07\x02\xff$'
    """
    return _packed(places, np.array([0, len(places)]))[0]


def packed_all(index: Posted) -> list[bytes]:
    """The blob of each gram, in the order of the grams."""
    return _packed(index.places, index.starts)


def unpacked(blob: bytes) -> NDArray[np.uint16]:
    r"""The places of a blob. Raises ValueError for bytes that are no blob.

    >>> unpacked(b"\x01\x07\x02\xff$").tolist()
    [7, 9, 300]
    """
    if blob[:1] != b"\1":
        return numbers([(0, blob)]).astype(np.uint16)
    steps = np.frombuffer(blob, np.uint8, offset=1)
    here = steps != _ON
    places: NDArray[np.uint16] = np.cumsum(steps, dtype=np.uint16)[here]
    if not len(here) or not here[-1] or steps.sum() >= CHUNK or not (places[1:] > places[:-1]).all():
        numbers([(0, blob)])  # says what is wrong
    return places


def merged(blob: bytes, places: NDArray[np.uint16]) -> bytes:
    """The blob with these places too, which may be in it already."""
    return _appended(blob, places) or _merged([blob], np.array([0, len(places)]), places)[0]


def merged_all(blobs: Sequence[bytes], index: Posted) -> list[bytes]:
    """Each blob with the places of the gram in its row too; b"" stands for a gram that has none so far."""
    runs = [index.places[begin:end] for begin, end in pairwise(index.starts.tolist())]
    made = [_appended(blob, run) for blob, run in zip(blobs, runs, strict=True)]
    rows = [row for row, blob in enumerate(made) if not blob]
    if rows:
        places = np.concatenate([runs[row] for row in rows])
        starts = bounds(np.array([len(runs[row]) for row in rows]))
        for row, blob in zip(rows, _merged([blobs[row] for row in rows], starts, places), strict=True):
            made[row] = blob
    return made


def without(blob: bytes, places: NDArray[np.uint16]) -> bytes:
    """The blob without these places, which need not be in it."""
    known = unpacked(blob)
    gone = np.zeros(CHUNK, bool)
    gone[places] = True
    return packed(known[~gone[known]])


def without_all(blobs: Sequence[bytes], index: Posted) -> list[bytes]:
    """Each blob without the places of the gram in its row; a blob of one byte where none is left."""
    known = numbers([(row, blob) for row, blob in enumerate(blobs)])
    rows = np.arange(len(blobs) + 1) * CHUNK
    gone = np.repeat(rows[:-1], np.diff(index.starts)) | index.places
    kept = np.setdiff1d(known, gone, assume_unique=True)
    kept.sort()
    return _packed(kept.astype(np.uint16), np.searchsorted(kept, rows))


def numbers(blobs: Sequence[tuple[int, bytes]]) -> NDArray[np.int64]:
    """The numbers, chunk << 16 | place, of many blobs, each with its chunk, at a few ns a number.

    They ascend within a blob; first come all that are written plainly. Raises ValueError for bytes that are
    no blob.
    """
    plain = [pair for pair in blobs if pair[1][:1] == b"\0"]
    gaps = [pair for pair in blobs if pair[1][:1] == b"\1"]
    if len(plain) + len(gaps) != len(blobs):
        raise ValueError("a posting must begin with a byte 0 or 1; the index is damaged")
    return np.concatenate((_of_plain(plain), _of_gaps(gaps)))


def _of_plain(blobs: Sequence[tuple[int, bytes]]) -> NDArray[np.int64]:
    """The numbers of blobs with two bytes a place."""
    sizes = np.array([len(blob) for _, blob in blobs], np.int64)
    if np.any(sizes % 2 == 0):
        raise ValueError("a posting with two bytes a place ends within one; the index is damaged")
    sizes //= 2
    places = np.frombuffer(b"".join([blob[1:] for _, blob in blobs]), "<u2")
    first = bounds(sizes)
    ascends = places[1:] > places[:-1]
    ascends[first[(first > 0) & (first < len(places))] - 1] = True
    if not ascends.all():
        raise ValueError("the places of a posting do not ascend; the index is damaged")
    return np.repeat(_bases(blobs), sizes) | places.astype(np.int64)


def _of_gaps(blobs: Sequence[tuple[int, bytes]]) -> NDArray[np.int64]:
    """The numbers of blobs with a byte a step."""
    if not blobs:
        return np.empty(0, np.int64)
    steps = np.frombuffer(b"".join([blob for _, blob in blobs]), np.uint8)
    ends = np.cumsum(np.array([len(blob) for _, blob in blobs]))
    first = np.append(
        0, ends[:-1]
    )  # the bytes that say GAPS, and where the number before the first step goes
    here = steps != _ON
    here[first] = False
    if not here[ends - 1].all():
        raise ValueError("a posting has no last place; the index is damaged")
    moves = steps.astype(np.int64)
    moves[first] = 0
    if np.any((steps[1:] == 0) & here[:-1]):  # no step at all from one place to the next
        raise ValueError("the places of a posting do not ascend; the index is damaged")
    last = np.add.reduceat(moves, first)
    if last.max() >= CHUNK:
        raise ValueError("a posting leaves its chunk; the index is damaged")
    moves[first] = np.diff(_bases(blobs), prepend=0) - np.append(0, last[:-1])
    found: NDArray[np.int64] = np.cumsum(moves)[here]
    return found


def _bases(blobs: Sequence[tuple[int, bytes]]) -> NDArray[np.int64]:
    """The number of place 0 of the chunk of each blob."""
    return np.array([chunk for chunk, _ in blobs], np.int64) * CHUNK


def _merged(blobs: Sequence[bytes], starts: NDArray[np.int64], places: NDArray[np.uint16]) -> list[bytes]:
    """The blobs with several runs of places, one a blob."""
    known = numbers([(row, blob) for row, blob in enumerate(blobs) if blob])
    rows = np.arange(len(blobs) + 1) * CHUNK
    both = np.concatenate((known, np.repeat(rows[:-1], np.diff(starts)) | places))
    both.sort()  # np.union1d would hash, which takes many times as long
    both = both[first_of_equal(both)]
    return _packed(both.astype(np.uint16), np.searchsorted(both, rows))


def _appended(blob: bytes, places: NDArray[np.uint16]) -> bytes:
    """The blob with some places that are all beyond its last, where that takes no reading; else b""."""
    if blob[:1] != b"\1" or len(blob) == 1 or blob[-1] == _ON or not 0 < len(places) < _FEW:
        return b""
    added, here = bytearray(), int(np.frombuffer(blob, np.uint8, offset=1).sum())
    for place in places.tolist():
        if place <= here:
            return b""
        on, rest = divmod(place - here, 255)
        added += b"\xff" * on
        added.append(rest)
        here = place
    whole = blob + added
    return whole if len(whole) < 2 * (len(whole) - 1 - whole.count(b"\xff")) + 1 else b""


def _packed(places: NDArray[np.uint16], starts: NDArray[np.int64]) -> list[bytes]:
    """The blobs of several ascending runs of places."""
    ascends = places[1:] > places[:-1]
    ascends[starts[(starts > 0) & (starts < len(places))] - 1] = True
    if not ascends.all():
        raise ValueError("the places of a posting must ascend")
    blobs: list[bytes] = []
    row = 0
    while row < len(starts) - 1:
        end = max(row + 1, int(np.searchsorted(starts, starts[row] + _MANY)) - 1)
        blobs += _packed_part(places[starts[row] : starts[end]], starts[row : end + 1] - starts[row])
        row = end
    return blobs


def _packed_part(places: NDArray[np.uint16], starts: NDArray[np.int64]) -> list[bytes]:
    """`_packed` of runs that are packed at once."""
    sizes = starts[1:] - starts[:-1]
    heads = starts[:-1][sizes > 0]
    steps = places.copy()
    steps[1:] -= places[:-1]
    steps[heads] = places[heads]
    after = bounds(1 + steps // _ON)  # bytes before each step
    long = after[starts[1:]] - after[starts[:-1]] >= 2 * sizes
    plain = iter(_plain_bytes(places[np.repeat(long, sizes)], sizes[long]))
    gaps = iter(_gap_bytes(steps[np.repeat(~long, sizes)], sizes[~long]))
    return [next(plain) if alone else next(gaps) for alone in long.tolist()]


def _plain_bytes(places: NDArray[np.uint16], sizes: NDArray[np.int64]) -> list[bytes]:
    """Blobs with two bytes a place."""
    starts = bounds(2 * sizes + 1)
    out = np.full(starts[-1], PLAIN, np.uint8)
    rest = np.ones(len(out), bool)
    rest[starts[:-1]] = False
    out[rest] = places.astype("<u2").view(np.uint8)
    return _cut(out, starts)


def _gap_bytes(steps: NDArray[np.uint16], sizes: NDArray[np.int64]) -> list[bytes]:
    """Blobs with a byte a step."""
    after = bounds(1 + steps // _ON)  # bytes before each step, but for the marks
    first = bounds(sizes)
    starts = bounds(after[first[1:]] - after[first[:-1]] + 1)
    place = after[1:] - 1 + np.repeat(np.arange(1, len(sizes) + 1), sizes)
    out = np.full(starts[-1], _ON, np.uint8)
    out[place] = steps % _ON
    out[starts[:-1]] = GAPS
    return _cut(out, starts)


def _cut(whole: NDArray[np.uint8], starts: NDArray[np.int64]) -> list[bytes]:
    """The bytes between each start and the next."""
    joined = whole.tobytes()
    return [joined[begin:end] for begin, end in pairwise(starts.tolist())]
