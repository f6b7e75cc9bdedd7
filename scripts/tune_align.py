"""Find the weights of tm/alignment/gain.py by random search on documents for tuning.

    python scripts/tune_align.py [SECONDS] [SEED] [FOLDER]      default: 300 0 ../shared/data/align

Only sets that may be tuned on are read (xwmt, apdev); the mean of their strict F1 decides. Each
try changes one to three weights of the best so far. In the end all are scaled together, which
leaves the beads as they are, until their probabilities fit best how often they are right
(the least negative log-likelihood).
"""

from __future__ import annotations

import json
import math
import random
import sys
import time
from dataclasses import fields, replace
from pathlib import Path
from statistics import mean
from typing import Any

import tm
from tm.alignment.evaluate import Evaluation
from tm.alignment.gain import WEIGHTS, Weights

SETS = ("xwmt.kk-en", "xwmt.kk-ru", "xwmt.en-ru", "apdev.kk-ru")


def strict_f1(documents: list[dict[str, Any]], weights: Weights) -> float:
    """Strict F1 over the documents of one set."""
    evaluation = Evaluation()
    for document in documents:
        one, two = document["pair"].split("-")
        alignment = tm.align({one: document["src"], two: document["tgt"]}, weights=weights)
        gold = [(tuple(x), tuple(y)) for x, y in document["gold"]]
        evaluation.add(gold, alignment.pair(one, two))
    return evaluation.scores().strict_f1


def changed(weights: Weights, rng: random.Random) -> Weights:
    """The weights with one to three of them moved; mirrored shapes stay equal."""
    names = [field.name for field in fields(Weights) if field.name != "shapes"]
    shapes = sorted({(min(shape), max(shape)) for shape in weights.shapes})
    choices: list[Any] = [*names, *shapes]
    for choice in rng.sample(choices, rng.randint(1, 3)):
        if isinstance(choice, tuple):
            moved = weights.shapes[choice] + rng.gauss(0, 0.7)
            mirrored = {choice: moved, choice[::-1]: moved}
            weights = replace(weights, shapes={**weights.shapes, **mirrored})
        elif choice == "skip":
            weights = replace(weights, skip=weights.skip + rng.gauss(0, 0.5))
        else:
            moved = getattr(weights, choice) * math.exp(rng.gauss(0, 0.3))
            weights = replace(weights, **{choice: moved})
    return weights


UNSCALED = ("shapes", "threshold", "background")  # a table of its own, and two that are no gains but cosines


def scaled(weights: Weights, factor: float) -> Weights:
    """All gains times one factor."""
    shapes = {shape: round(gain * factor, 2) for shape, gain in weights.shapes.items()}
    names = [field.name for field in fields(Weights) if field.name not in UNSCALED]
    others = {name: round(getattr(weights, name) * factor, 2) for name in names}
    return replace(weights, **others, shapes=shapes)


def surprise(documents: list[dict[str, Any]], weights: Weights) -> float:
    """Mean negative log-likelihood in nats of what is right and wrong, under the confidences."""
    total, count = 0.0, 0
    for document in documents:
        one, two = document["pair"].split("-")
        gold = {(tuple(x), tuple(y)) for x, y in document["gold"]}
        for bead in tm.align({one: document["src"], two: document["tgt"]}, weights=weights).beads:
            confidence = min(max(bead.confidence, 1e-4), 1 - 1e-4)
            total -= math.log(confidence if bead.sides in gold else 1 - confidence)
            count += 1
    return total / count


def main() -> None:
    """Search for so many seconds and print the best weights."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 300.0
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    folder = Path(sys.argv[3] if len(sys.argv) > 3 else "../shared/data/align")
    sets = [
        [json.loads(line) for line in (folder / f"{name}.{condition}.jsonl").read_text("utf-8").splitlines()]
        for name in SETS
        for condition in ("news", "hard")
    ]
    rng, end = random.Random(seed), time.monotonic() + seconds
    best, weights = mean(strict_f1(documents, WEIGHTS) for documents in sets), WEIGHTS
    print(f"{best:.4f} with the weights as they are")
    while time.monotonic() < end:
        candidate = changed(weights, rng)
        found = mean(strict_f1(documents, candidate) for documents in sets)
        if found > best:
            best, weights = found, candidate
            print(f"{best:.4f} {weights}", flush=True)
    everything = [document for documents in sets for document in documents]
    for factor in (0.6, 0.8, 1.0, 1.25, 1.5, 1.8, 2.2):
        candidate = scaled(weights, factor)
        print(f"scaled by {factor}: {surprise(everything, candidate):.4f} nats a bead, {candidate}")


if __name__ == "__main__":
    main()
