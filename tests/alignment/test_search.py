"""The search against the obvious way: every path, one by one."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from tm.alignment import blocks as home
from tm.alignment.blocks import NOTHING, Corridor
from tm.alignment.posterior import posterior
from tm.alignment.search import search

SHAPES = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (2, 3), (1, 4))
Path = tuple[tuple[int, int, int, int], ...]  # beads as (i, a, j, b)


class Table:
    """Gains as one table of all beads by the place where they end."""

    shapes: Sequence[tuple[int, int]] = SHAPES

    def __init__(self, n: int, m: int, seed: int) -> None:
        rng = np.random.default_rng(seed)
        self.skip_x, self.skip_y = rng.normal(size=n) - 0.5, rng.normal(size=m) - 0.5
        self.opening = float(rng.normal())
        self.table = rng.normal(size=(len(SHAPES), n + 1, m + 1))
        for number, (a, b) in enumerate(SHAPES):
            self.table[number, :a] = NOTHING
            self.table[number, :, :b] = NOTHING

    def ending(self, rows: range, columns: range) -> NDArray[np.floating]:
        return np.asarray(self.table[:, rows.start : rows.stop, columns.start : columns.stop])


def paths(n: int, m: int, i: int = 0, j: int = 0, state: str = "bead") -> Iterator[Path]:
    """Every way through both sequences; in a gap the units of x come first."""
    if (i, j) == (n, m):
        yield ()
    for a, b in (*SHAPES, (1, 0), (0, 1)):
        if i + a <= n and j + b <= m and not (state == "y" and not b):
            new = "y" if not a else "x" if not b else "bead"
            for rest in paths(n, m, i + a, j + b, new):
                yield ((i, a, j, b), *rest)


def gain(path: Path, gains: Table) -> float:
    total, state = 0.0, "bead"
    for i, a, j, b in path:
        new = "y" if not a else "x" if not b else "bead"
        if new == "bead":
            total += float(gains.table[SHAPES.index((a, b)), i + a, j + b])
        else:
            total += float(gains.skip_y[j] if new == "y" else gains.skip_x[i])
            total += gains.opening if new != state else 0.0
        state = new
    return total


@pytest.fixture(params=[1, 7, 1 << 12], ids="places at once: {}".format)
def _blocks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """However the table is cut into blocks, the answer is the same."""
    monkeypatch.setattr(home, "AT_ONCE", request.param)
    monkeypatch.setattr(home, "MOST", request.param)


@pytest.mark.usefixtures("_blocks")
@pytest.mark.parametrize(("n", "m"), list(itertools.product(range(5), repeat=2)))
def test_finds_the_best_of_all_paths(n: int, m: int) -> None:
    gains = Table(n, m, seed=10 * n + m)
    best = max(paths(n, m), key=lambda path: gain(path, gains))
    steps, total = search(gains)
    assert total == pytest.approx(gain(best, gains))
    assert tuple((s.x.start, len(s.x), s.y.start, len(s.y)) for s in steps) == best


@pytest.mark.usefixtures("_blocks")
@pytest.mark.parametrize(("n", "m"), [(1, 1), (2, 3), (3, 3), (4, 2), (4, 5)])
def test_probability_is_the_share_of_paths(n: int, m: int) -> None:
    gains = Table(n, m, seed=n + m)
    weights = {path: np.exp(gain(path, gains)) for path in paths(n, m)}
    everything = sum(weights.values())

    def share(bead: tuple[int, int, int, int]) -> float:
        i, a, j, b = bead
        if a and b:
            return float(sum(weight for path, weight in weights.items() if bead in path) / everything)
        left = (i, 1, 0) if a else (j, 0, 1)  # the unit, and what of each side a step takes
        alone = [
            weight
            for path, weight in weights.items()
            if any((other[0] if a else other[2], other[1], other[3]) == left for other in path)
        ]
        return float(sum(alone) / everything)

    steps, _ = search(gains)
    for (x, y), probability in zip(steps, posterior(gains).of(steps), strict=True):
        assert probability == pytest.approx(share((x.start, len(x), y.start, len(y))), abs=2e-3)


def test_links_add_up_over_beads() -> None:
    gains = Table(4, 3, seed=2)
    weights = {path: np.exp(gain(path, gains)) for path in paths(4, 3)}
    expected = np.zeros((4, 3))
    for path, weight in weights.items():
        for i, a, j, b in path:
            expected[i : i + a, j : j + b] += weight / sum(weights.values())
    found = np.zeros((4, 3))
    x, y, shares = posterior(gains).links()
    found[x, y] = shares
    assert found == pytest.approx(expected, abs=2e-3)


def test_steps_name_every_unit_once_in_order() -> None:
    steps, _ = search(Table(40, 31, seed=3))
    assert [i for step in steps for i in step.x] == list(range(40))
    assert [j for step in steps for j in step.y] == list(range(31))


def test_what_can_not_be_reached_is_not_taken() -> None:
    gains = Table(2, 2, seed=0)
    gains.table[:] = NOTHING
    gains.skip_x[:] = gains.skip_y[:] = gains.opening = -1.0
    steps, total = search(gains)
    assert total == -6 and not any(step.x and step.y for step in steps)


@pytest.mark.parametrize(("n", "m"), [(0, 0), (3, 0), (0, 3)])
def test_empty_sides(n: int, m: int) -> None:
    gains = Table(n, m, seed=1)
    steps, _ = search(gains)
    assert [(len(step.x), len(step.y)) for step in steps] == [(1, 0)] * n + [(0, 1)] * m
    assert posterior(gains).of(steps) == pytest.approx([1.0] * (n + m))


def test_a_corridor_is_kept_to_and_costs_nothing_where_the_best_path_is_inside() -> None:
    gains = Table(30, 30, seed=5)
    for number, _ in enumerate(SHAPES):
        np.fill_diagonal(gains.table[number], gains.table[number].diagonal() + 4 * (number == 0))
    rows = np.arange(31)
    corridor = Corridor((rows - 6).clip(0, None).astype(np.int64), (rows + 7).clip(None, 31).astype(np.int64))
    whole, total = search(gains)
    steps, inside = search(gains, corridor)
    assert inside == pytest.approx(total) and steps == whole
    shares = posterior(gains, corridor).of(steps)
    assert shares == pytest.approx(posterior(gains).of(whole), abs=2e-3)
    narrow = Corridor(rows.astype(np.int64), (rows + 1).astype(np.int64))
    assert all(step.x == step.y and len(step.x) < 3 for step in search(gains, narrow)[0])
