"""The scorer: examples worked by hand, in Vecalign's definitions."""

from __future__ import annotations

import importlib.util
import random
from pathlib import Path
from types import ModuleType

import pytest

from tm.alignment.evaluate import Evaluation, Scores, Sides

PEER = Path(__file__).parents[3] / "shared" / "bench" / "scorer.py"


def scores(gold: list[Sides], test: list[Sides]) -> Scores:
    evaluation = Evaluation()
    evaluation.add(gold, test)
    return evaluation.scores()


GOLD: list[Sides] = [((0,), (0,)), ((1,), (1, 2)), ((2,), ()), ((), (3,))]


def test_perfect() -> None:
    found = scores(GOLD, GOLD)
    assert found.strict_f1 == found.lax_f1 == found.null_f1 == found.link_f1 == 1


def test_a_merge_cut_in_two() -> None:
    found = scores(GOLD, [((0,), (0,)), ((1,), (1,)), ((), (2,)), ((2,), ()), ((), (3,))])
    assert (found.strict_precision, found.lax_precision) == (3 / 5, 4 / 5)
    assert (found.strict_recall, found.lax_recall) == (1 / 2, 1)
    assert found.null_f1 == pytest.approx(2 * (2 / 3) / (2 / 3 + 1))
    assert found.link_f1 == pytest.approx(0.8)


def test_all_shifted_by_one() -> None:
    gold: list[Sides] = [((i,), (i,)) for i in range(4)]
    found = scores(gold, [((i,), (i + 1,)) for i in range(3)] + [((3,), ()), ((), (0,))])
    assert found.strict_f1 == found.lax_f1 == found.link_f1 == 0


def test_two_beads_merged_are_a_lax_hit() -> None:
    found = scores([((0,), (0,)), ((1,), (1,))], [((0, 1), (0, 1))])
    assert (found.strict_f1, found.lax_f1) == (0, 1) and found.link_f1 == pytest.approx(2 / 3)


def test_runs_left_alone_count_by_segment() -> None:
    assert scores([((0, 1), ())], [((0,), ()), ((1,), ())]).null_f1 == 1


def test_three_languages() -> None:
    gold: list[Sides] = [((0,), (0,), (0,)), ((1,), (1,), ()), ((), (), (1,))]
    found = scores(gold, [((0,), (0,), (0,)), ((1,), (1,), (1,))])
    assert (found.strict_precision, found.strict_recall, found.lax_precision) == (1 / 2, 1 / 2, 1)
    assert found.link_f1 == pytest.approx(2 * 4 / (4 + 6))


def test_nothing_to_score_is_zero_not_an_error() -> None:
    assert scores([], []).strict_f1 == 0


@pytest.mark.skipif(not PEER.is_file(), reason="the reference scorer is not beside the checkout")
def test_agrees_with_the_reference_scorer() -> None:
    peer = _module(PEER)
    rng = random.Random(7)
    for _ in range(100):
        gold, test = _random_beads(rng), _random_beads(rng)
        judge = peer.Score()
        judge.add(gold, test)
        wanted, found = judge.result(), scores(gold, test)
        for name, ours in (
            ("ps", found.strict_precision), ("rs", found.strict_recall), ("pl", found.lax_precision),
            ("rl", found.lax_recall), ("f1s", found.strict_f1), ("f1l", found.lax_f1),
            ("nn_f1s", found.linked_f1), ("null_f1", found.null_f1), ("link_f1", found.link_f1),
        ):  # fmt: skip
            assert ours == pytest.approx(wanted[name]), name


def _random_beads(rng: random.Random) -> list[Sides]:
    beads: list[Sides] = []
    i = j = 0
    while i < 12 or j < 12:
        a, b = rng.choice([(1, 1), (1, 1), (1, 2), (2, 1), (1, 0), (0, 1), (2, 2)])
        a, b = min(a, 12 - i), min(b, 12 - j)
        if a or b:
            beads.append((tuple(range(i, i + a)), tuple(range(j, j + b))))
        i, j = i + a, j + b
    return beads


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference_scorer", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
