"""Learning on: the gradient is that of the loss, batches are made right, and the same comes out twice."""

from __future__ import annotations

import numpy as np
import pytest

from tests.conftest import ROOT
from tm.alignment.contrast import Bags, Table, added, chosen, contrast, joined, learn, spread, thinned
from tm.alignment.encoder import quantised, shipped
from tm.alignment.lesson import Example, Lesson, Settings, alike, taught

OWN = ROOT / "corpora/ushtil-open/science"
RNG = np.random.default_rng(7)
BAGS = Bags(np.array([3, 1, 1, 4, 0, 2, 2, 5]), np.array([0, 3, 4, 8]))
NONE = np.zeros((4, 4), dtype=bool)


def unit_vectors(count: int, width: int) -> np.ndarray:
    found = RNG.normal(size=(count, width))
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)


def own_runs(count: int) -> list[list[Example]]:
    """Neighbours of our own science texts, Russian and Kazakh with its words backwards, eight to a run."""
    kk, ru = (
        [line for line in (OWN / f"{lang}.txt").read_text("utf-8").splitlines() if line][:count]
        for lang in ("kk", "ru")
    )
    examples = [
        Example(k, " ".join(word[::-1] for word in one.split()), two)
        for k, (one, two) in enumerate(zip(kk, ru, strict=True))
    ]
    return [examples[k : k + 8] for k in range(0, count, 8)]


@pytest.mark.parametrize("shared", [False, True])
def test_the_gradient_is_that_of_the_loss(shared: bool) -> None:
    """Against the loss at places a little to both sides."""
    x, y, mask, step = unit_vectors(4, 6), unit_vectors(4, 6), NONE.copy(), 2e-3
    mask[0, 2] = shared
    found = contrast(x, y, mask)
    for side, gradient in ((x, found.x), (y, found.y)):
        for place in [(0, 0), (1, 5), (2, 3), (3, 1)]:
            begun = side[place]
            losses = []
            for value in (begun + step, begun - step):
                side[place] = value
                losses.append(contrast(x, y, mask).loss)
            side[place] = begun
            assert gradient[place] == pytest.approx((losses[0] - losses[1]) / (2 * step), abs=0.02, rel=0.02)


def test_the_gradient_reaches_the_rows_through_sum_and_length() -> None:
    """The first step of Adam is the sign of the gradient: against the loss over whole segments."""
    rows, other = (
        RNG.normal(size=(6, 8)).astype(np.float32),
        Bags(np.array([0, 5, 3]), np.array([0, 1, 2, 3])),
    )
    mask, step = np.zeros((3, 3), dtype=bool), 1e-2

    def loss(at: np.ndarray) -> float:
        x, y = (added(at, bags) for bags in (BAGS, other))
        x, y = (side / np.linalg.norm(side, axis=1, keepdims=True) for side in (x, y))
        return contrast(x, y, mask).loss

    table = Table.of(rows)
    assert learn(table, BAGS, other, mask, 1e-3, 0.0) == pytest.approx(loss(rows), rel=1e-5)
    told = 0
    for row, column in np.ndindex(rows.shape):
        up, down = rows.copy(), rows.copy()
        up[row, column] += step
        down[row, column] -= step
        slope = (loss(up) - loss(down)) / (2 * step)
        if abs(slope) > 0.02:  # of smaller ones the sign is uncertain
            told += 1
            moved = table.rows[row, column] - rows[row, column]
            assert moved == pytest.approx(-1e-3 * np.sign(slope), rel=1e-2)
    assert told > 20


def test_what_need_not_be_told_apart_costs_nothing() -> None:
    x = np.ones((2, 3), dtype=np.float32) / np.sqrt(np.float32(3))
    assert contrast(x, x, np.zeros((2, 2), dtype=bool)).loss == pytest.approx(np.log(2), rel=1e-5)
    found = contrast(x, x, np.ones((2, 2), dtype=bool))
    assert found.loss == pytest.approx(0, abs=1e-6) and not found.x.any()


def test_bags_are_chosen_joined_thinned_and_added() -> None:
    picked = chosen(BAGS, np.array([2, 0]))
    assert (picked.ids.tolist(), picked.starts.tolist()) == ([0, 2, 2, 5, 3, 1, 1], [0, 4, 7])
    assert joined(BAGS, [2, 1]).starts.tolist() == [0, 4, 8]
    thin = thinned(BAGS, np.zeros(8, dtype=bool))
    assert (thin.ids.tolist(), thin.starts.tolist()) == ([3, 4, 0], [0, 1, 2, 3])
    rows = np.eye(6, dtype=np.float32)
    assert added(rows, BAGS).tolist() == [[0, 2, 0, 1, 0, 0], [0, 0, 0, 0, 1, 0], [1, 0, 2, 0, 0, 1]]
    touched, gradient = spread(np.array([[1], [10], [100]], dtype=np.float32), BAGS)
    assert touched.tolist() == [0, 1, 2, 3, 4, 5]
    assert gradient[:, 0].tolist() == [100, 2, 200, 1, 10, 100]


def test_many_rows_are_added_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    rows, whole = RNG.normal(size=(6, 4)).astype(np.float32), added
    expected = whole(rows, BAGS)
    monkeypatch.setattr("tm.alignment.contrast.AT_ONCE", 2)
    assert np.array_equal(added(rows, BAGS), expected)


def test_rows_are_drawn_back_to_where_they_began() -> None:
    table, touched = Table.of(np.zeros((2, 3), dtype=np.float32)), np.array([1])
    table.rows[1] = 1
    table.change(touched, np.zeros((1, 3), dtype=np.float32), rate=0.01, pull=10)
    assert table.rows[1] == pytest.approx(0.9) and not table.rows[0].any()


def test_the_loss_falls_and_rows_that_no_pair_holds_stay() -> None:
    runs, begun = own_runs(64), shipped()
    learned, losses = taught(begun, runs, Settings(epochs=4, batch=64, steps=1))
    assert len(losses) == 4 and losses[-1] < losses[0] / 1.5
    changed = np.flatnonzero((learned._vectors != begun._vectors).any(axis=1))
    held = {row for run in runs for one in run for ids in begun.features(one[1:]) for row in ids}
    assert len(changed) > 100 and set(changed.tolist()) <= held
    still = np.setdiff1d(np.arange(len(begun.scales)), sorted(held))
    assert np.array_equal(learned.scales[still], begun.scales[still])


def test_the_same_comes_out_twice_and_another_seed_gives_another() -> None:
    settings = Settings(epochs=2, batch=32, steps=1)
    names = [
        taught(shipped(), own_runs(48), s)[0].name
        for s in (settings, settings, Settings(epochs=2, batch=32, steps=1, seed=1))
    ]
    assert names[0] == names[1] != names[2]


def test_a_batch_shows_neighbours_joined_beside_their_parts() -> None:
    lesson = Lesson(shipped(), own_runs(64), Settings(joined=1, batch=1000))
    (batch,) = lesson._batches()
    assert sum(len(picked) == 1 for picked in batch) == 64
    assert sum(len(picked) == 2 for picked in batch) == 64 - 8
    assert all(picked[1].meaning == picked[0].meaning + 1 for picked in batch if len(picked) == 2)
    assert np.array_equal(alike(batch), np.eye(len(batch), dtype=bool))


def test_features_are_those_that_an_encoder_adds_up() -> None:
    encoder, segments = shipped(), ["Қар 25 000 рет жауды…", "", "It’s – \ud800 odd"]
    vectors = encoder.encode(segments).vectors / (1 << 14)
    for ids, vector in zip(encoder.features(segments), vectors, strict=True):
        assert encoder.rows(np.array(ids, dtype=np.int64)).sum(axis=0) == pytest.approx(vector, abs=1e-4)


def test_rows_in_eight_bits_are_near_what_they_were() -> None:
    rows = RNG.normal(size=(50, 20)).astype(np.float32)
    rows[3] = 0
    numbers, scales = quantised(rows)
    assert numbers * scales[:, None].astype(np.float32) == pytest.approx(rows, abs=0.02)
    places = np.arange(50)
    assert shipped().with_rows(places, np.resize(rows, (50, 384))).rows(places)[3] == pytest.approx(
        np.resize(rows, (50, 384))[3], abs=0.02
    )
