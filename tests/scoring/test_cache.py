"""Arrays that are kept: what went in comes out, and whatever is wrong with a file, nothing comes out."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

import tm.scoring.cache
from tm.digests import digest_of
from tm.scoring.cache import FOLDER, ArrayCache

KEY = digest_of(["a", "b"])


@pytest.mark.parametrize(
    "array",
    [np.arange(6, dtype=np.uint16).reshape(2, 3), np.array([0.1, 1 / 3], np.float32), np.empty((0, 4))],
    ids=["counts", "floats", "nothing"],
)
def test_what_is_kept_comes_back(tmp_path: Path, array: np.ndarray) -> None:
    ArrayCache(tmp_path).put(KEY, array)
    found = ArrayCache(tmp_path).get(KEY)
    assert found is not None and found.dtype == array.dtype
    assert np.array_equal(found, array) and found.shape == array.shape


def test_another_key_finds_nothing(tmp_path: Path) -> None:
    cache = ArrayCache(tmp_path)
    cache.put(KEY, np.ones(3))
    assert cache.get(digest_of(["ab"])) is None and cache.get(digest_of(["b", "a"])) is None


@pytest.mark.parametrize("damage", [b"", b"\0", b"x" * 200, None], ids=["empty", "short", "rubbish", "cut"])
def test_a_damaged_file_is_none(tmp_path: Path, damage: bytes | None) -> None:
    cache = ArrayCache(tmp_path)
    cache.put(KEY, np.arange(100))
    (file,) = (tmp_path / FOLDER).glob("*/*")
    file.write_bytes(file.read_bytes()[:-9] if damage is None else damage)
    assert cache.get(KEY) is None
    cache.put(KEY, np.arange(100))
    assert cache.get(KEY) is not None


def test_no_pickle_is_ever_loaded(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="pickle"):
        ArrayCache(tmp_path).put(KEY, np.array([{}], dtype=object))


def test_a_folder_that_can_not_be_used_is_said_once(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("a file is in its place")
    cache = ArrayCache(tmp_path)
    cache.put(KEY, np.ones(3))
    cache.put(KEY, np.ones(3))
    assert cache.get(KEY) is None and len(cache.notes) == 1 and FOLDER in cache.notes[0]


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    cache = ArrayCache(tmp_path)
    cache.put(KEY, np.ones(3))
    assert "no space left" in cache.notes[0] and not list((tmp_path / FOLDER).glob("*/*"))


def test_without_a_folder_nothing_is_kept() -> None:
    cache = ArrayCache(None)
    cache.put(KEY, np.ones(3))
    cache.trim()
    assert cache.get(KEY) is None and not cache.notes


def test_what_was_used_longest_ago_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = ArrayCache(tmp_path)
    keys = [digest_of([str(number)]) for number in range(5)]
    for age, key in enumerate(keys):
        cache.put(key, np.zeros(1000))
        os.utime(next((tmp_path / FOLDER / key[:2]).glob(key)), (age, age))
    assert cache.get(keys[0]) is not None  # which is use
    size = sum(path.stat().st_size for path in (tmp_path / FOLDER).glob("*/*"))
    monkeypatch.setattr(tm.scoring.cache, "MOST", size - 1)
    cache.trim()
    assert [cache.get(key) is not None for key in keys] == [True, False, False, True, True]
