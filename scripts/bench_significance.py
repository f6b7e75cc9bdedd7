"""How often tests of significance take systems that are alike for different: p below 0.05 in how many pairs.

python scripts/bench_significance.py FOLDER FIRST SECOND [--pairs 200] [--seed 7]

FOLDER has references as `ref.en` and the outputs of two systems as `FIRST.en` and `SECOND.en`. Two made-up
systems share them: for each segment a coin says who gets which. Such systems differ by chance only, so a test
that keeps what it promises has 5 % of them below 0.05.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from tm.metrics.metric import Metric, Statistics
from tm.metrics.results import Trial
from tm.metrics.significance import DRAWS, SIGNIFICANT, comparisons, drawn

SIZES = (2, 5, 9, 50, 200, 800)  # segments
METRICS = ("chrF++", "BLEU")


def alarms(
    metric: Metric, two: tuple[Statistics, Statistics], size: int, pairs: int, trial: Trial, seed: int
) -> float:
    """The share of made-up pairs that the test tells apart."""
    coins = np.random.default_rng(seed)
    found = 0
    for _ in range(pairs):
        places = coins.choice(len(two[0]), size, replace=False)
        turned = coins.integers(2, size=size).astype(bool)[:, None]
        one, other = two[0][places], two[1][places]
        systems = [np.where(turned, one, other), np.where(turned, other, one)]
        (pair,) = comparisons(metric, ("one", "other"), drawn(metric, systems, trial), trial)
        found += pair.p < SIGNIFICANT
    return found / pairs


def main() -> None:
    """A row a metric and size, a column a test."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("systems", nargs=2)
    parser.add_argument("--pairs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    lines = [
        (given.folder / f"{name}.en").read_text("utf-8").splitlines() for name in ("ref", *given.systems)
    ]
    print(f"p < {SIGNIFICANT} of {given.pairs} pairs of systems that are alike")
    for name in METRICS:
        metric = Metric(name)
        first, second = metric.of_systems(lines[1:], [(text,) for text in lines[0]])
        for size in (one for one in SIZES if one <= len(lines[0])):
            print(f"{name:8} {size:4} segments:", end="")
            for kind, draws in DRAWS.items():
                trial = Trial(kind, draws)
                share = alarms(metric, (first, second), size, given.pairs, trial, given.seed)
                print(f"  {kind} {100 * share:.1f} %", end="", flush=True)
            print()


if __name__ == "__main__":
    main()
