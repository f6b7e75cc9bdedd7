"""The encoder: vectors add up, translations are near, and a broken model is said to be so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import tm
from tests.conftest import ROOT
from tm.alignment import encoder as home
from tm.alignment.encoder import feature_ids, shipped, word_features
from tm.alignment.similarity import similarity
from tm.errors import DamagedModel


def cosine(one: str, two: str) -> float:
    x, y = shipped().encode([one, two]).vectors
    return float(x @ y / (np.linalg.norm(x) * np.linalg.norm(y)))


def test_translations_are_nearer_than_others() -> None:
    kazakh = "Үкімет биыл мектептерге қосымша қаржы бөледі."
    assert cosine(kazakh, "The government will give schools additional funds this year.") > 0.4
    assert cosine(kazakh, "Правительство выделит школам дополнительные средства.") > 0.4
    assert cosine(kazakh, "It rained in the mountains all night.") < 0.2


def test_the_vector_of_a_merge_is_the_sum() -> None:
    parts = ["Қар жауды.", "Жол жабылды."]
    whole = shipped().encode([" ".join(parts)]).vectors[0]
    summed = shipped().encode(parts).vectors.sum(axis=0)
    assert np.array_equal(whole, summed)


def test_runs_of_vectors_are_compared_as_merges() -> None:
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(4, 8)).astype(np.float32), rng.normal(size=(5, 8)).astype(np.float32)
    found = similarity(x, y, range(2, 5), range(3, 6))[1, :, 2]
    for i in range(3):
        for j in range(3):
            u, v = x[i : i + 2].sum(axis=0), y[j : j + 3].sum(axis=0)
            assert found[i, j] == pytest.approx(u @ v / (np.linalg.norm(u) * np.linalg.norm(v)), abs=2e-3)


def test_case_and_letters_that_differ_by_language_make_no_difference() -> None:
    pieces = shipped().pieces
    assert feature_ids(pieces, ["ЁЛКА"]) == feature_ids(pieces, ["елка"])


def test_blank_and_odd_segments_have_vectors() -> None:
    found = shipped().encode(["", " ", "…", "🙂", "а" * 100_000]).vectors
    assert found.shape == (5, 384) and np.isfinite(found).all() and not found[:2].any()


def test_a_segment_has_the_same_vector_in_whatever_company() -> None:
    segments = (ROOT / "corpora/ushtil-open/science/kk.txt").read_text("utf-8").splitlines()
    fresh = home.Encoder(shipped().pieces, shipped()._vectors, shipped()._scales / home.GRID)
    together = fresh.encode(segments)
    assert all(
        np.array_equal(fresh.encode([s]).vectors[0], v)
        for s, v in zip(segments, together.vectors, strict=True)
    )
    assert np.array_equal(fresh.encode(segments[::-1]).vectors[::-1], together.vectors)
    assert np.diff(together.starts)[:5].tolist() == [len(segment.split()) for segment in segments[:5]]


def test_numbers_written_with_blanks_meet_those_with_commas() -> None:
    x, y, z = shipped().encode(["25 000", "25,000", "31 407"]).vectors
    assert x @ y / np.linalg.norm(y) > 2 * (z @ y / np.linalg.norm(y))


def test_products_of_directions_are_exact_in_any_order() -> None:
    rng = np.random.default_rng(1)
    x, y = rng.normal(size=(7, 384)).astype(np.float32), rng.normal(size=(9, 384)).astype(np.float32)
    order = rng.permutation(384)
    places = range(1, 8), range(1, 10)
    assert np.array_equal(similarity(x, y, *places), similarity(x[:, order], y[:, order], *places))


def test_names_meet_across_alphabets() -> None:
    assert set(word_features("назарбаев")) & set(word_features("nazarbayev"))


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04 cut off"])
def test_a_missing_or_damaged_model_is_said_to_be_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes | None
) -> None:
    (tmp_path / "model").mkdir()
    pieces = ROOT / "tm" / "alignment" / "model" / "pieces.model"
    (tmp_path / "model" / "pieces.model").write_bytes(pieces.read_bytes())
    if content is not None:
        (tmp_path / "model" / "vectors.npz").write_bytes(content)
    monkeypatch.setattr(home, "files", lambda package: tmp_path)
    with pytest.raises(DamagedModel, match="install ushtil again"):
        shipped.__wrapped__()


@pytest.mark.parametrize(
    "change",
    [
        {"vectors": np.zeros((84_000, 4), np.float32)},
        {"vectors": np.zeros(84_000, np.int8)},
        {"vectors": np.zeros((84_000, 0), np.int8)},
        {"scales": np.ones(83_999, np.float16)},
        {"scales": np.full(84_000, np.nan, np.float16)},
        {"scales": np.array("a")},
        {"scales": None},
    ],
    ids=str,
)
def test_parts_that_do_not_fit_are_said_to_be_so(
    tmp_path: Path, change: dict[str, np.ndarray | None]
) -> None:
    pieces = ROOT / "tm" / "alignment" / "model" / "pieces.model"
    (tmp_path / "pieces.model").write_bytes(pieces.read_bytes())
    parts: dict[str, Any] = {"vectors": np.ones((84_000, 4), np.int8), "scales": np.ones(84_000, np.float16)}
    np.savez(tmp_path / "vectors.npz", **parts)
    assert home.read_encoder(tmp_path).encode(["Қар жауды."]).vectors.shape == (1, 4)
    changed: dict[str, Any] = {name: part for name, part in {**parts, **change}.items() if part is not None}
    np.savez(tmp_path / "vectors.npz", **changed)
    with pytest.raises(DamagedModel, match="install ushtil again"):
        home.read_encoder(tmp_path)


def test_whatever_changes_the_vectors_changes_the_name() -> None:
    known = shipped()
    other = home.Encoder(known.pieces, known._vectors, known._scales / home.GRID * 2)
    assert other.name != known.name


def test_the_encoder_is_named_in_the_signature() -> None:
    assert f"enc:{shipped().name}" in tm.align({"kk": ["Иә."], "ru": ["Да."]}).signature
