"""How much of what leaked from a test into a training memory is found, what else is, and how long it takes.

Into the training memory copies of the test's segments are put: the same, and with another word, another
ending or other punctuation on both sides (scripts/leaks.py). Found is a segment that is reported in any way.
What is reported without a plant is listed before; with plants the test repeats itself: `repeats` are segments
that are like the copy of another one, `alarms` any others. Each seed plants in other segments. The rules were
chosen with --test xwmt, own and short (those of own that have few words); wmt19 is for scoring only.

    python scripts/bench_leakage.py --test xwmt --seeds 1 2 3
    python scripts/bench_leakage.py --test wmt19 --size 1000000
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from leaks import KINDS, Pair, Plant, planted
from lookup_corpus import clauses

from tm.metrics.results import Leakage
from tm.metrics.scored import ReferenceSet, ReferenceUnit
from tm.scoring.leakage import FEW, THRESHOLD, LeakCheck

LANGS = ("kk", "en")
DATA = Path(__file__).parents[1].parent / "shared" / "data"
SAMPLE = 821  # segments of the test


def test_of(name: str, data: Path, seed: int) -> list[Pair]:
    """The segments of a test."""
    if name == "wmt19":
        folder = data / "mt" / "wmt19.kk-en"
        sides = [(folder / part).read_text("utf-8").splitlines() for part in ("src.kk", "ref.en")]
        return list(zip(*sides, strict=True))
    places = (
        [data / "align" / "xwmt.trio.jsonl"] if name == "xwmt" else sorted((data / "own").glob("*.jsonl"))
    )
    documents = [json.loads(line) for place in places for line in place.read_text("utf-8").splitlines()]
    pairs = [pair for one in documents for pair in zip(*(one[lang] for lang in LANGS), strict=True)]
    if name == "short":
        pairs = [pair for pair in pairs if min(len(side.split()) for side in pair) <= FEW]
    return random.Random(seed).sample(pairs, min(SAMPLE, len(pairs)))


def training(data: Path, size: int | None) -> list[Pair]:
    """The training memory: real pairs, and where more are wanted generated ones."""
    with (data / "train" / "kk-en.tsv").open(encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t")[:2] for line in lines][1:]
    pairs = [(row[0], row[1]) for row in rows]
    if size is None or size <= len(pairs):
        return pairs[:size]
    more = size - len(pairs)
    texts = [list(dict.fromkeys(filter(None, side))) for side in zip(*pairs, strict=True)]
    return pairs + list(zip(*(clauses(some, more, 1) for some in texts), strict=True))


def checked(test: Sequence[Pair], memory: Sequence[Pair], threshold: float) -> tuple[Leakage, float]:
    """What is found, and the seconds it takes, reading the file included."""
    units = tuple(ReferenceUnit(str(place), (target,), source) for place, (source, target) in enumerate(test))
    references = ReferenceSet("test", units, *LANGS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "memory.tsv"
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, "excel-tab").writerows([LANGS, *memory])
        check = LeakCheck(references, path, threshold=threshold)
        begun = time.perf_counter()
        list(check.run())
        spent = time.perf_counter() - begun
    assert check.leakage
    return check.leakage, spent


def show(label: str, plants: Sequence[Plant], known: frozenset[int], leakage: Leakage, spent: float) -> None:
    """A row: of each kind how many were found of how many, what else is found, seconds."""
    there = Counter(plant.kind for plant in plants)
    hit = Counter(plant.kind for plant in plants if plant.place in leakage.places)
    kinds = " ".join(f"{kind} {hit[kind]}/{there[kind]}" for kind in KINDS)
    others = leakage.places - known - {plant.place for plant in plants}
    copies = {text for plant in plants for text in plant.pair}
    repeats = {place for place in others if leakage.seen[place].text in copies}
    near = sum(there.values()) - there["exact"]
    share = (sum(hit.values()) - hit["exact"]) / near
    more = f"repeats {len(repeats)}  alarms {len(others - repeats)}  {spent:.1f} s"
    print(f"{label:10} {kinds}  near {share:.3f}  {more}", flush=True)
    for plant in plants:
        if plant.place not in leakage.places:
            print(f"    missed {plant.kind}: {plant.pair}")


def main() -> None:
    """Plant, look, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--test", choices=("xwmt", "own", "short", "wmt19"), default="xwmt")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--count", type=int, default=50, help="exact copies, and as many near ones")
    parser.add_argument("--size", type=int, help="units of the training memory; default: the real ones")
    parser.add_argument("--threshold", type=float, default=THRESHOLD)
    options = parser.parse_args()
    memory = training(options.data, options.size)
    for seed in options.seeds:
        test = test_of(options.test, options.data, seed)
        if options.test != "wmt19" or seed == options.seeds[0]:
            clean, spent = checked(test, memory, options.threshold)
            print(f"{options.test}: {len(test)} segments, memory {len(memory):,}, unplanted: ", end="")
            print(f"found {len(clean.places)}  {spent:.1f} s", flush=True)
            for place, seen in clean.seen.items():
                print(f"    {seen.side} {seen.score:.1f}: {test[place]} | {seen.text}")
        plants = planted(test, LANGS, options.count, seed)
        rows = [*memory, *(plant.pair for plant in plants)]
        random.Random(seed).shuffle(rows)
        show(f"seed {seed}", plants, clean.places, *checked(test, rows, options.threshold))
    print(f"most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MiB")


if __name__ == "__main__":
    main()
