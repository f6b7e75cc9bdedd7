"""An encoder that reads runs as a whole: what it is asked for, what the aligner makes of it, what is kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import tm
from tests.encoders.models import ToyModel
from tm.alignment import explain, likeness
from tm.alignment.direction import SQUARED
from tm.alignment.encoder import shipped
from tm.alignment.similarity import Contextual, alike, segments_alike
from tm.encoders.contextual import ContextualEncoder
from tm.encoders.vector_cache import VectorCache
from tm.units import Bead


def encoder(model: ToyModel, cache: Path | None = None) -> ContextualEncoder:
    return ContextualEncoder(model, shipped(), VectorCache(cache) if cache else None)


def sides(beads: tuple[Bead, ...]) -> list[tuple[tuple[int, ...], ...]]:
    return [bead.sides for bead in beads]


def test_every_run_is_encoded_once_and_joined_with_a_blank() -> None:
    model = ToyModel()
    made = encoder(model)
    made.encode(["1.", "2.", "1.", "2.", "1."])
    assert sorted(model.asked) == sorted(
        ["1.", "2.", "1. 2.", "2. 1.", "1. 2. 1.", "2. 1. 2.", "1. 2. 1. 2.", "2. 1. 2. 1."]
    )
    made.encode(["1.", "2.", "1.", "2.", "1."])
    assert len(model.asked) == 8


def test_runs_stand_where_they_end() -> None:
    model = ToyModel()
    found = encoder(model).encode(["1.", "2.", "3."]).runs
    assert found is not None and found.shape == (4, 3, 64) and found.dtype == np.int16
    whole = model.vectors(["1. 2. 3."])[0]
    assert found[2, 2] @ whole / (2048 * np.linalg.norm(whole)) == pytest.approx(1, abs=1e-3)
    assert not found[1, 0].any() and not found[2, :2].any() and not found[3].any()


def test_progress_is_of_what_is_new() -> None:
    made = encoder(ToyModel())
    texts = [[f"{k}." for k in range(20)], [f"{k}." for k in range(10, 30)]]
    # 50 - 10 that are in both, and of runs of 2 to 4 as many less as begin or end elsewhere
    expected = len(
        {" ".join(text[a:b]) for text in texts for a in range(20) for b in range(a + 1, min(a + 5, 21))}
    )
    assert [tuple(step) for step in made.encoding(texts)] == [(0, expected), (64, expected)]
    assert list(made.encoding(texts)) == []


def test_blank_and_odd_segments() -> None:
    model = ToyModel()
    found = encoder(model).encode([" ", "1.", "\ud800 2."])
    assert found.runs is not None and not found.runs[0, 0].any() and found.runs[0, 1:].any(axis=1).all()
    assert "" not in model.asked and "? 2." in model.asked
    assert encoder(ToyModel()).encode([" "]).runs.shape[:2] == (4, 1)  # type: ignore[union-attr]


def test_words_are_those_of_the_encoder_in_the_package() -> None:
    found, known = encoder(ToyModel()).encode(["Қар 1.", "Жол 2."]), shipped().encode(["Қар 1.", "Жол 2."])
    assert np.array_equal(found.words, known.words) and np.array_equal(found.ids, known.ids)
    assert np.array_equal(found.starts, known.starts)


def test_the_vector_of_a_run_is_what_is_compared() -> None:
    """Neither part is like the other side, the whole is the same."""
    model = ToyModel()
    lines = {"A.": "1", "B.": "2", "A. B.": "3", "C.": "3"}
    model._vector = lambda text, of=model._vector: of(lines.get(text, text))  # type: ignore[method-assign,misc]
    made = encoder(model)
    found = alike(made.encode(["A.", "B."]), made.encode(["C."]))(range(2, 3), range(1, 2))
    assert found[1, 0, 0, 0] == pytest.approx(1, abs=1e-3) and found[0, 0, 0, 0] < 0.3


def test_what_all_have_in_common_is_taken_off() -> None:
    """Unlike segments come out near 0 and the same near 1, however much all vectors have in common."""
    text = [f"{k}." for k in range(40)]
    plain, shifted = (encoder(ToyModel(common)) for common in (0.0, 1.5))
    (x, y), (u, v) = ((made.encode(text), made.encode([*text, "1 2."])) for made in (plain, shifted))
    assert u.runs is not None and v.runs is not None
    raw = u.runs[0].astype(np.float32) @ v.runs[0].astype(np.float32).T / SQUARED
    others = ~np.eye(40, 41, dtype=bool)
    assert raw[others].mean() > 0.65
    for found in (segments_alike(x, y), segments_alike(u, v)):
        assert np.diag(found) == pytest.approx(np.ones(40), abs=2e-3)
        assert abs(float(found[others].mean())) < 0.1


def test_of_a_single_segment_nothing_is_usual() -> None:
    made = encoder(ToyModel(1.0))
    x = made.encode(["1."])
    assert segments_alike(x, x).tolist() == [[pytest.approx(1, abs=1e-3)]]
    assert segments_alike(x, made.encode(["2."]))[0, 0] == pytest.approx(0.5, abs=0.15)


def test_texts_that_say_the_same_over_and_over_stay_finite() -> None:
    made = encoder(ToyModel(1.0))
    found = segments_alike(made.encode(["1."] * 50), made.encode(["1."] * 40))
    assert found == pytest.approx(np.ones((50, 40)), abs=0.02)


def test_blocks_hold_what_the_whole_holds_and_products_are_exact() -> None:
    made = encoder(ToyModel(0.5))
    x, y = (made.encode([f"{k}." for k in numbers]).runs for numbers in (range(9), range(3, 10)))
    assert x is not None and y is not None
    whole = Contextual(x, y).of(range(10), range(8))
    assert np.array_equal(Contextual(x, y).of(range(3, 6), range(2, 8)), whole[:, 3:6, :, 2:8])
    order = np.random.default_rng(0).permutation(x.shape[2])
    assert np.array_equal(Contextual(x[:, :, order], y[:, :, order]).of(range(10), range(8)), whole)


def numbered(count: int, word: str) -> list[str]:
    """Segments of which four of five have a number of their own, and nothing else tells them apart."""
    return [f"{word} {1000 + 7919 * k}." if k % 5 else f"{word} {word}." for k in range(count)]


def test_long_documents_find_their_way_by_it() -> None:
    """More pairs of segments than are all looked at, much in common to all of them, a part left out."""
    x = numbered(2000, "э")
    y = x[:200] + x[700:]
    made = encoder(ToyModel(1.0))
    found = tm.align({"kk": x, "ru": y}, encoder=made).beads
    right = sum(
        bead.sides[0] == ((i := bead.sides[1][0]) + 500 * (i >= 200),) for bead in found if all(bead.sides)
    )
    assert right > 1450


def test_three_languages_explanation_and_dots() -> None:
    texts = {"kk": ["1.", "2 3.", "4."], "en": ["1.", "2.", "3.", "4."], "ru": ["1.", "2 3.", "5."]}
    made = encoder(ToyModel(0.8))
    alignment = tm.align(texts, encoder=made)
    assert (0,) in {bead["kk"] for bead in alignment.beads}
    assert f"enc:toy-01234567+{shipped().name}|" in alignment.signature
    ((with_it, *_),), ((without, *_),) = (
        explain(alignment, alignment.beads[:1], encoder=e) for e in (made, None)
    )
    assert with_it.parts["similarity"] != without.parts["similarity"]
    assert with_it.parts["coverage"] == without.parts["coverage"]
    dots = {(dot.x, dot.y) for dot in likeness(alignment, made)["kk", "en"]}
    assert dots == {(0, 0), (1, 1), (1, 2), (2, 3)}


def test_what_is_kept_is_not_encoded_again(tmp_path: Path) -> None:
    texts = {"kk": ["1.", "2 3.", "4."], "ru": ["1.", "2.", "3.", "4."]}
    first, second, other = ToyModel(), ToyModel(), ToyModel(identity="fedcba9876543210")
    made = tm.align(texts, encoder=encoder(first, tmp_path / "cache"))
    again = encoder(second, tmp_path / "cache")
    assert sides(tm.align(texts, encoder=again).beads) == sides(made.beads)
    assert first.asked and not second.asked and not again.notes
    tm.align({**texts, "ru": ["1.", "2.", "3.", "5."]}, encoder=again)
    assert sorted(second.asked) == ["1. 2. 3. 5.", "2. 3. 5.", "3. 5.", "5."]
    tm.align(texts, encoder=encoder(other, tmp_path / "cache"))
    assert sorted(other.asked) == sorted(first.asked)
