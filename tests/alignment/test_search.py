"""The search against the obvious way: every path, one by one."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
import pytest

from tm.alignment.search import NOTHING, Floats, Shape, search

SHAPES = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1))
Path = tuple[tuple[int, int, int, int], ...]  # beads as (i, a, j, b)


def paths(n: int, m: int, i: int = 0, j: int = 0) -> Iterator[Path]:
    """Every way through both sequences."""
    if (i, j) == (n, m):
        yield ()
    for a, b in (*SHAPES, (1, 0), (0, 1)):
        if i + a <= n and j + b <= m:
            for rest in paths(n, m, i + a, j + b):
                yield ((i, a, j, b), *rest)


def gain(path: Path, gains: dict[Shape, Floats], skip_x: Floats, skip_y: Floats) -> float:
    return float(
        sum(skip_y[j] if not a else skip_x[i] if not b else gains[a, b][i, j] for i, a, j, b in path)
    )


def random_gains(n: int, m: int, seed: int) -> tuple[dict[Shape, Floats], Floats, Floats]:
    rng = np.random.default_rng(seed)
    gains = {(a, b): rng.normal(size=(n - a + 1, m - b + 1)) for a, b in SHAPES if a <= n and b <= m}
    return gains, rng.normal(size=n) - 0.5, rng.normal(size=m) - 0.5


@pytest.mark.parametrize(("n", "m"), list(itertools.product(range(5), repeat=2)))
def test_finds_the_best_of_all_paths(n: int, m: int) -> None:
    gains, skip_x, skip_y = random_gains(n, m, seed=10 * n + m)
    best = max(paths(n, m), key=lambda path: gain(path, gains, skip_x, skip_y))
    steps, total = search(gains, skip_x, skip_y)
    found = tuple((s.x.start, len(s.x), s.y.start, len(s.y)) for s in steps)
    assert total == pytest.approx(gain(best, gains, skip_x, skip_y))
    # The order of two skips side by side makes no difference to the gain, nor to the beads.
    assert sorted(found) == sorted(best) or gain(found, gains, skip_x, skip_y) == pytest.approx(total)
    assert {bead for bead in found if bead[1] and bead[3]} == {bead for bead in best if bead[1] and bead[3]}


@pytest.mark.parametrize(("n", "m"), [(1, 1), (2, 3), (3, 3), (4, 2)])
def test_probability_is_the_share_of_paths(n: int, m: int) -> None:
    gains, skip_x, skip_y = random_gains(n, m, seed=n + m)
    weights = {path: np.exp(gain(path, gains, skip_x, skip_y)) for path in paths(n, m)}
    everything = sum(weights.values())
    for step in search(gains, skip_x, skip_y)[0]:
        if step.x and step.y:
            bead = (step.x.start, len(step.x), step.y.start, len(step.y))
            share = sum(weight for path, weight in weights.items() if bead in path) / everything
            assert step.probability == pytest.approx(share)


def test_steps_name_every_unit_once_in_order() -> None:
    gains, skip_x, skip_y = random_gains(40, 31, seed=3)
    steps, _ = search(gains, skip_x, skip_y)
    assert [i for step in steps for i in step.x] == list(range(40))
    assert [j for step in steps for j in step.y] == list(range(31))


def test_what_can_not_be_reached_is_not_taken() -> None:
    gains = {(1, 1): np.full((2, 2), NOTHING)}
    steps, total = search(gains, np.full(2, -1.0), np.full(2, -1.0))
    assert total == -4 and not any(step.x and step.y for step in steps)


def test_empty_sides() -> None:
    assert search({}, np.empty(0), np.empty(0)) == ([], 0.0)
    steps, _ = search({}, np.full(2, -1.0), np.empty(0))
    assert [list(step.x) for step in steps] == [[0], [1]]
