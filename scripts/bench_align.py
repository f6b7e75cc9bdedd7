"""Alignment against gold on damaged documents: ours beside length alone, with CPU time and memory.

    python scripts/bench_align.py [FOLDER]        default: ../shared/data/align

A set is a file of JSON lines with `pair`, `src`, `tgt` and `gold`. `length` is Gale and Church
(1993): the same search with their evidence and their probabilities of shapes. The udhr sets
were never tuned on. Below, the time and memory of one long document, made by joining all of a set.
"""

from __future__ import annotations

import json
import math
import sys
import time
import tracemalloc
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tm
from tm.alignment.evaluate import Evaluation, Scores
from tm.alignment.gain import WEIGHTS, Weights

KINDS = ("strict_f1", "lax_f1", "null_f1", "link_f1")
PAIRS = ("kk-en", "kk-ru", "en-ru")
SETS = [
    f"{name}.{pair}.{condition}"
    for name, pairs in (("xwmt", PAIRS), ("apdev", ("kk-ru",)), ("udhr", PAIRS))
    for pair in pairs
    for condition in ("news", "hard")
]  # fmt: skip
# The probabilities of bead shapes in the paper: 1-1 .89, 1-0 or 0-1 .0099, 2-1 or 1-2 .089, 2-2 .011.
LENGTH_ONLY = Weights(
    similarity=0,
    length=1.0,
    numbers=0,
    names=0,
    stems=0,
    lexicon=0,
    punctuation=0,
    skip=math.log(0.0099 / 2),
    shapes={
        (1, 1): math.log(0.89),
        (1, 2): math.log(0.089 / 2),
        (2, 1): math.log(0.089 / 2),
        (2, 2): math.log(0.011),
    },
)


def scored(documents: Iterable[dict[str, Any]], weights: Weights) -> tuple[Scores, float]:
    """Scores over documents, and the CPU seconds of aligning them."""
    evaluation, spent = Evaluation(), 0.0
    for document in documents:
        one, two = document["pair"].split("-")
        begun = time.process_time()
        alignment = tm.align({one: document["src"], two: document["tgt"]}, weights=weights)
        spent += time.process_time() - begun
        gold = [(tuple(x), tuple(y)) for x, y in document["gold"]]
        evaluation.add(gold, alignment.pair(one, two))
    return evaluation.scores(), spent


def main() -> None:
    """Print one row a set, then the long document."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data/align")
    if not folder.is_dir():
        sys.exit(f"{folder}: no such folder; give the one that holds {SETS[0]}.jsonl")
    print(f"{'':18} {'strict F1':>19} {'lax F1':>15} {'null F1':>15} {'link F1':>15} {'CPU s':>15}")
    print(f"{'':18} {'ours':>11} {'length':>7}" + f" {'ours':>7} {'length':>7}" * 4)
    for name in SETS:
        documents = [json.loads(line) for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines()]
        (ours, spent), (length, alone) = scored(documents, WEIGHTS), scored(documents, LENGTH_ONLY)
        figures = ((getattr(ours, kind), getattr(length, kind)) for kind in KINDS)
        print(
            f"{name:18}    "
            + " ".join(f"{x:7.3f} {y:7.3f}" for x, y in figures)
            + f" {spent:7.2f} {alone:7.2f}"
        )
    _long([json.loads(line) for line in (folder / "xwmt.kk-en.news.jsonl").read_text("utf-8").splitlines()])


def _long(documents: list[dict[str, Any]]) -> None:
    for times in (1, 3):
        source = [segment for document in documents * times for segment in document["src"]]
        target = [segment for document in documents * times for segment in document["tgt"]]
        begun = time.process_time()
        tm.align({"kk": source, "en": target})
        spent = time.process_time() - begun
        tracemalloc.start()
        tm.align({"kk": source, "en": target})
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        print(
            f"one document of {len(source)} x {len(target)} segments: {spent:.1f} CPU s, {peak / 1e6:.0f} MB"
        )


if __name__ == "__main__":
    main()
