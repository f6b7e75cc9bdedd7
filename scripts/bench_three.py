"""Three languages at once against the three pairs apart, on documents damaged in three languages at once.

Called by bench_align.py --three. The documents are those of xwmt.trio.jsonl, on which settings may be tuned,
and our own gold documents (scripts/own.py), on which nothing is; each is damaged in as many ways as there are
SEEDS.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from damage import CONDITIONS
from damage_three import Trio, perturbed_three
from own import LANGS, PAIRS, documents

import tm
from tm.alignment.evaluate import Evaluation

SEEDS = range(200, 220)
WAYS = ("apart", "at once")


def damaged(given: list[Mapping[str, list[str]]], condition: str) -> Iterator[Trio]:
    """Each document in all ways."""
    rates = CONDITIONS[condition]
    for seed in SEEDS:
        rng = random.Random(seed)
        for document in given:
            yield perturbed_three(document, rates.dropped, rates.merged, rng, block=rates.block)


def sources(folder: Path) -> dict[str, list[Mapping[str, list[str]]]]:
    """Undamaged documents by the name of their set."""
    lines = (folder / "xwmt.trio.jsonl").read_text("utf-8").splitlines()
    trios: list[Mapping[str, list[str]]] = [
        {lang: document[lang] for lang in LANGS} for document in map(json.loads, lines)
    ]
    return {"xwmt.trio": trios, "ushtil-open gold": [*documents("gold")]}


def compare_three(folder: Path) -> None:
    """A row a set, condition and pair: both ways, and the difference in points; of all three the cost too."""
    columns = f"{'strict F1 apart':>17}{'at once':>9}{'points':>8}{'lax':>7}{'null':>7}"
    print(f"{'three languages at once':32}{columns}")
    for name, given in sources(folder).items():
        for condition in ("news", "hard"):
            found, spent = measured(given, condition)
            for pair in PAIRS:
                apart, once = (found[*pair, way].scores() for way in WAYS)
                gained = 100 * (once.strict_f1 - apart.strict_f1)
                label = f"{name} {condition} {'-'.join(pair)}"
                print(
                    f"{label:32}{apart.strict_f1:17.4f}{once.strict_f1:9.4f}{gained:+8.2f}"
                    f"{once.lax_f1:7.3f}{once.null_f1:7.3f}"
                )
            every = found[*LANGS, "at once"].scores()
            label = f"{name} {condition} {'-'.join(LANGS)}"
            times = spent["at once"] / (spent["apart"] / len(PAIRS))
            print(
                f"{label:32}{'':17}{every.strict_f1:9.4f}{'':8}{every.lax_f1:7.3f}{every.null_f1:7.3f}"
                f"   cost {times:.2f} times that of one pair",
                flush=True,
            )


def measured(
    given: list[Mapping[str, list[str]]], condition: str
) -> tuple[dict[tuple[str, ...], Evaluation], dict[str, float]]:
    """Evaluations by languages and way, and CPU seconds by way."""
    found: dict[tuple[str, ...], Evaluation] = {(*pair, way): Evaluation() for pair in PAIRS for way in WAYS}
    found[*LANGS, "at once"] = Evaluation()
    spent = dict.fromkeys(WAYS, 0.0)
    for trio in damaged(given, condition):
        tm.align(trio.sides)  # words that are met for the first time cost both ways the same: nothing
        begun = time.process_time()
        once = tm.align(trio.sides)
        spent["at once"] += time.process_time() - begun
        gold = [tuple(tuple(bead[lang]) for lang in LANGS) for bead in trio.gold]
        found[*LANGS, "at once"].add(gold, [bead.sides for bead in once.beads])
        for pair in PAIRS:
            gold = [tuple(tuple(bead[lang]) for lang in pair) for bead in trio.pairs[pair]]
            found[*pair, "at once"].add(gold, once.pair(*pair))
            begun = time.process_time()
            apart = tm.align({lang: trio.sides[lang] for lang in pair})
            spent["apart"] += time.process_time() - begun
            found[*pair, "apart"].add(gold, apart.pair(*pair))
    return found, spent
