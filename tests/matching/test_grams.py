from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.matching.test_folding import TEXT
from tm.matching import grams as module
from tm.matching.folding import fold
from tm.matching.grams import Posted, grams, posted


def gram(three: str) -> int:
    """The number of a gram, by its definition."""
    return ord(three[0]) << 42 | ord(three[1]) << 21 | ord(three[2])


def plain_grams(form: str) -> list[int]:
    padded = f" {form} "
    return sorted({gram(padded[at : at + 3]) for at in range(len(form))})


def plain_posted(texts: list[str], places: list[int]) -> dict[int, list[int]]:
    """The places of each gram."""
    found: dict[int, list[int]] = {}
    for text, place in zip(texts, places, strict=True):
        for one in plain_grams(fold(text)):
            found.setdefault(one, []).append(place)
    return dict(sorted(found.items()))


def as_dict(index: Posted) -> dict[int, list[int]]:
    assert index.starts[0] == 0 and index.starts[-1] == len(index.places)
    rows = [index.places[begin:end].tolist() for begin, end in pairwise(index.starts.tolist())]
    return dict(zip(index.grams.tolist(), rows, strict=True))


def chosen(texts: list[str], gap: int = 3) -> np.ndarray[tuple[int], np.dtype[np.uint16]]:
    return np.arange(len(texts), dtype=np.uint16) * np.uint16(gap)


def agrees(texts: list[str], index: Posted) -> None:
    plain = plain_posted(texts, chosen(texts).tolist())
    assert as_dict(index) == plain
    assert list(as_dict(index)) == list(plain)  # in the same order
    assert index.lengths.tolist() == [max(bool(text), min(len(fold(text)), 65_535)) for text in texts]
    assert [array.dtype for array in index] == ["int64", "int64", "uint16", "uint16"]


def test_grams_have_a_space_at_each_end() -> None:
    assert grams("ел").tolist() == [gram(" ел"), gram("ел ")]
    assert grams("я").tolist() == [gram(" я ")]
    assert grams("").tolist() == []


def test_a_gram_that_is_there_twice_counts_once() -> None:
    assert grams("ааааа").tolist() == [gram(" аа"), gram("аа "), gram("ааа")]


@given(TEXT)
def test_grams_are_their_definition(text: str) -> None:
    assert grams(fold(text)).tolist() == plain_grams(fold(text))


@given(st.lists(TEXT, max_size=12))
def test_posted_is_its_definition(texts: list[str]) -> None:
    agrees(texts, posted(texts, chosen(texts)))


@given(st.lists(TEXT, max_size=12))
def test_pieces_make_one_whole(texts: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_MANY", 20)
        agrees(texts, posted(texts, chosen(texts)))


def test_more_letters_than_two_bytes_count() -> None:
    letters = [chr(code) for code in range(0x20000, 0x32000)]
    texts = ["".join(letters[:40_000]), "".join(letters[30_000:]), letters[5], "".join(letters)]
    agrees(texts, posted(texts, chosen(texts)))


def test_a_full_chunk() -> None:
    texts = [f"сөз {chr(0x430 + number % 32)}{chr(0x430 + number // 32 % 32)}" for number in range(1 << 16)]
    index = posted(texts, np.arange(1 << 16).astype(np.uint16))
    assert as_dict(index)[gram("сөз")] == list(range(1 << 16))
    assert as_dict(index)[gram("аа ")] == list(range(0, 1 << 16, 1024))


def test_all_grams_of_a_long_text_count() -> None:
    long = " ".join(chr(0x4E00 + number) for number in range(20_000)) + " ел" * 20_000
    index = posted(["ел", long, "!", " "], np.array([0, 1, 2, 9], np.uint16))
    assert as_dict(index) == plain_posted(["ел", long, "!", " "], [0, 1, 2, 9])
    assert index.lengths.tolist() == [2, 65_535, 1, 1]


@pytest.mark.parametrize("places", [[0], [0, 0], [1, 0], [0, 1, 2]])
def test_places_must_go_with_the_texts(places: list[int]) -> None:
    with pytest.raises(ValueError, match="2 texts need as many places"):
        posted(["а", "ә"], np.array(places, np.uint16))
