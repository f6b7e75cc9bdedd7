from __future__ import annotations

import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tm.matching import postings as module
from tm.matching.grams import Posted
from tm.matching.postings import (
    GAPS,
    PLAIN,
    merged,
    merged_all,
    numbers,
    packed,
    packed_all,
    unpacked,
    without,
)

PLACE = st.integers(0, 65_535) | st.integers(0, 600) | st.sampled_from([0, 254, 255, 256, 510, 65_535])
PLACES = st.sets(PLACE, max_size=400).map(sorted) | st.integers(1, 3_000).map(lambda size: [*range(size)])


def array(places: list[int]) -> np.ndarray[tuple[int], np.dtype[np.uint16]]:
    return np.array(places, np.uint16)


def plain_packed(places: list[int]) -> bytes:
    """The blob as the head of the module has it, a byte at a time."""
    plain = bytes([PLAIN]) + b"".join(struct.pack("<H", place) for place in places)
    gaps, here = bytearray([GAPS]), 0
    for place in places:
        while place - here >= 255:
            gaps.append(255)
            here += 255
        gaps.append(place - here)
        here = place
    return bytes(gaps) if len(gaps) < len(plain) else plain


def index(rows: list[list[int]]) -> Posted:
    starts = np.cumsum([0, *map(len, rows)], dtype=np.int64)
    places = array([place for row in rows for place in row])
    return Posted(np.arange(len(rows)), starts, places, array([]))


@given(PLACES)
def test_packed_is_its_definition(places: list[int]) -> None:
    assert packed(array(places)) == plain_packed(places)


@given(PLACES)
def test_what_is_packed_can_be_unpacked(places: list[int]) -> None:
    assert unpacked(packed(array(places))).tolist() == places
    assert unpacked(packed(array(places))).dtype == "uint16"


@given(st.lists(PLACES, max_size=8))
def test_many_are_packed_as_one(rows: list[list[int]]) -> None:
    assert packed_all(index(rows)) == [plain_packed(row) for row in rows]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_MANY", 5)
        assert packed_all(index(rows)) == [plain_packed(row) for row in rows]


@given(st.lists(st.tuples(st.integers(0, 100_000), PLACES), max_size=8))
def test_numbers_are_chunks_and_places(rows: list[tuple[int, list[int]]]) -> None:
    found = numbers([(chunk, plain_packed(row)) for chunk, row in rows])
    assert found.dtype == "int64"
    assert sorted(found.tolist()) == sorted(chunk << 16 | place for chunk, row in rows for place in row)


@given(PLACES, PLACES)
def test_merged_and_without(places: list[int], others: list[int]) -> None:
    blob = plain_packed(places)
    assert merged(blob, array(others)) == plain_packed(sorted({*places, *others}))
    assert without(blob, array(others)) == plain_packed(sorted({*places} - {*others}))


@given(
    st.sets(st.integers(0, 30_000), max_size=400),
    st.sets(st.integers(30_000, 65_535), min_size=1, max_size=90),
)
def test_places_are_appended(places: set[int], others: set[int]) -> None:
    assert merged(plain_packed(sorted(places)), array(sorted(others))) == plain_packed(
        sorted(places | others)
    )


@given(st.lists(st.tuples(st.none() | PLACES, PLACES), max_size=6))
def test_many_are_merged_as_one(rows: list[tuple[list[int] | None, list[int]]]) -> None:
    blobs = [b"" if old is None else plain_packed(old) for old, _ in rows]
    together = [plain_packed(sorted({*(old or ()), *new})) for old, new in rows]
    assert merged_all(blobs, index([new for _, new in rows])) == together


def test_a_chunk_in_which_all_have_a_gram_takes_a_byte_a_place() -> None:
    assert len(packed(np.arange(65_536).astype(np.uint16))) == 65_537


@pytest.mark.parametrize("places", [[2, 1], [3, 3], [0, 0]])
def test_places_must_ascend(places: list[int]) -> None:
    with pytest.raises(ValueError, match="must ascend"):
        packed(array(places))
    with pytest.raises(ValueError, match="must ascend"):
        packed_all(index([[1, 2], places]))


@pytest.mark.parametrize(
    ("blob", "problem"),
    [
        (b"", "must begin with a byte 0 or 1"),
        (b"\2\1", "must begin with a byte 0 or 1"),
        (b"\0\1", "ends within"),
        (b"\0\1\0\1\0", "do not ascend"),
        (b"\0\2\0\1\0", "do not ascend"),
        (b"\1", "no last place"),
        (b"\1\5\xff", "no last place"),
        (b"\1\5\0", "do not ascend"),
        (b"\1" + b"\xff" * 257 + b"\1", "leaves its chunk"),
    ],
)
def test_bytes_that_are_no_blob(blob: bytes, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        unpacked(blob)
    if blob not in (b"", b"\1\5\0"):
        with pytest.raises(ValueError, match=problem):
            merged(blob, array([70]))
    with pytest.raises(ValueError, match=problem):
        numbers([(0, packed(array([1, 2]))), (1, blob), (2, packed(array([4, 70, 90])))])


@given(st.binary(max_size=8), st.sampled_from([b"\0", b"\1"]))
def test_any_bytes_are_a_blob_or_refused(rest: bytes, mark: bytes) -> None:
    try:
        places = unpacked(mark + rest).tolist()
    except ValueError:
        return
    assert places == sorted(set(places))
    assert mark == b"\0" or plain_packed(places)[1:] == rest or plain_packed(places)[:1] == b"\0"
