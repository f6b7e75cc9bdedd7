"""The vectors kept from one run to the next: found again, shared by runs, never in the way."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from tm.encoders.vector_cache import VectorCache

TEXTS = [f"text {k}" for k in range(1200)]
VECTORS = np.arange(1200 * 8, dtype=np.int16).reshape(1200, 8) - 2048


@pytest.fixture
def filled(tmp_path: Path) -> VectorCache:
    cache = VectorCache(tmp_path / "a" / "b")
    cache.put("model", TEXTS, VECTORS)
    return cache


def test_vectors_are_found_by_model_and_text(filled: VectorCache) -> None:
    fresh = VectorCache(filled.path.parent)
    found = fresh.get("model", [*TEXTS, "another"])
    assert found.keys() == set(TEXTS) and np.array_equal([found[text] for text in TEXTS], VECTORS)
    assert found["text 0"].dtype == np.int16
    assert fresh.get("other model", TEXTS) == {} and not fresh.notes


def test_reading_what_is_not_there_makes_nothing(tmp_path: Path) -> None:
    assert VectorCache(tmp_path / "none").get("model", TEXTS) == {} and not list(tmp_path.iterdir())


def test_texts_themselves_are_not_kept(filled: VectorCache) -> None:
    assert b"text 1" not in filled.path.read_bytes()


@pytest.mark.parametrize("damage", ["garbage", "middle", "cut"])
def test_a_damaged_file_is_begun_anew_and_it_is_said(filled: VectorCache, damage: str) -> None:
    content = filled.path.read_bytes()
    filled.path.write_bytes(
        {
            "garbage": b"no database at all " * 500,
            "middle": content[:4096] + bytes(reversed(content[4096:])),
            "cut": content[: len(content) // 2],
        }[damage]
    )
    cache = VectorCache(filled.path.parent)
    before = cache.get("model", TEXTS)
    assert all(np.array_equal(before[text], VECTORS[TEXTS.index(text)]) for text in before)
    cache.put("model", TEXTS, VECTORS)
    assert len(cache.notes) == 1 and "was damaged and is begun anew" in cache.notes[0]
    after = VectorCache(filled.path.parent)
    assert len(after.get("model", TEXTS)) == len(TEXTS) and not after.notes


def test_a_vector_with_another_checksum_is_not_taken(filled: VectorCache) -> None:
    with closing(sqlite3.connect(filled.path)) as file, file:
        file.execute("UPDATE vectors SET vector = zeroblob(20) WHERE rowid = 1")
        file.execute("UPDATE vectors SET vector = x'' WHERE rowid = 2")
        file.execute("UPDATE vectors SET vector = 'abcdefgh' WHERE rowid = 3")
    assert filled.get("model", TEXTS).keys() == set(TEXTS[3:]) and not filled.notes


def test_a_place_that_can_not_be_written_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = VectorCache(tmp_path / "file" / "ushtil")
    for _ in range(3):
        assert cache.get("model", TEXTS) == {}
        cache.put("model", TEXTS, VECTORS)
    assert len(cache.notes) == 1 and "vectors are not kept for the next time" in cache.notes[0]


def test_a_file_that_may_only_be_read_is_read(filled: VectorCache, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect
    monkeypatch.setattr(
        sqlite3, "connect", lambda path, **more: connect(f"file:{path}?mode=ro", uri=True, **more)
    )
    for _ in range(2):
        assert len(filled.get("model", TEXTS)) == len(TEXTS)
        filled.put("model", ["new"], VECTORS[:1])
    assert len(filled.notes) == 1 and "readonly" in filled.notes[0]


def test_several_runs_may_write_at_once(tmp_path: Path) -> None:
    program = (
        "import sys, numpy as np\n"
        "from pathlib import Path\n"
        "from tm.encoders.vector_cache import VectorCache\n"
        "cache, name = VectorCache(Path(sys.argv[1])), sys.argv[2]\n"
        "for k in range(30):\n"
        "    cache.put('model', [f'{name} {k}', f'both {k}'], np.full((2, 4), k, np.int16))\n"
        "sys.exit(len(cache.notes))"
    )
    running = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path), name]) for name in "abc"]
    assert [process.wait() for process in running] == [0, 0, 0]
    cache = VectorCache(tmp_path)
    found = cache.get("model", [f"{name} {k}" for name in ("a", "b", "c", "both") for k in range(30)])
    assert len(found) == 120 and all(int(text.split()[1]) == row[0] for text, row in found.items())
    assert not cache.notes
