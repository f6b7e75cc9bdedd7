"""What it brings to teach the encoder a domain: strict F1 before and after, on the domain and on news.

    python scripts/bench_train.py TRAIN.tmx HELD.tmx [--data FOLDER] [--own N]
        [--epochs N] [--rate R] [--pull P]
    python scripts/bench_train.py TRAIN.tmx HELD.tmx --second-pass

TRAIN.tmx is learned from as `tm train` does; HELD.tmx holds units of the same domain, from other
documents. Both are made by scripts/catalogues.py from programs' catalogues that the shipped encoder has
not seen, in po/kk and po/ru of their sources. Rate, epochs and pull of tm/alignment/lesson.py were chosen
on KStars 3.6.2 (astronomy) and KMyMoney 5.1.3 (accounts). Nothing was chosen on K3b 25.04.0 (k3b.po and
libk3b.po), Konversation 25.04.0, KTorrent and KGet 25.04.0 and Calligra 25.04.2 (calligrasheets.po): keep
it so. Two catalogues of a language become one when they are joined with an empty line between them.

Held-out documents are runs of 15 to 40 units of HELD, damaged (scripts/damage.py) in each pair of
languages. News is xwmt and apdev from DATA/align, which may be tuned on; own are the first of our documents
for development. The last column counts documents whose own strict F1 rose and fell.

--second-pass asks something else: are documents aligned better once the encoder has learned from the
surest beads (two sides, confidence of .99 and more) of their first alignment? The documents of HELD, those
of TRAIN and HELD, these in one pair of languages, and those of xwmt are a batch each in each condition; only
their text is known.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from damage import CONDITIONS, perturbed
from own import PAIRS, documents

import tm
from tm.alignment.encoder import Encoder, shipped
from tm.alignment.evaluate import Evaluation
from tm.alignment.lesson import Example, Settings, taught
from tm.formats.tmx import read_tmx
from tm.training import RUN, read_memory, train
from tm.units import Pair

SHORTEST, LONGEST = 15, 40  # units of a held-out document
HARM = ("news", "hard")
SURE = 0.99  # the confidence of beads that a second pass learns from
SEED = 1


class Test(NamedTuple):
    """A damaged document in two languages, and its beads."""

    langs: tuple[str, str]
    source: Sequence[str]
    target: Sequence[str]
    gold: list[Pair]


Beads = list[Pair]
Units = Sequence[dict[str, str]]


def units(path: Path) -> list[dict[str, str]]:
    """The units of a TMX as texts by language."""
    return [{variant.lang: variant.text for variant in unit.variants} for unit in read_tmx(path)]


def cut(found: Units) -> Iterator[Units]:
    """Documents of neighbouring units; what is too short at the end goes to the last one."""
    rng, places = random.Random(SEED), [0]
    while places[-1] + SHORTEST <= len(found):
        places.append(min(len(found), places[-1] + rng.randint(SHORTEST, LONGEST)))
    places[-1] = len(found)
    return (found[first:last] for first, last in pairwise(places))


def damaged(given: Sequence[Units], harm: str) -> list[Test]:
    """Documents in each pair of languages, damaged."""
    rng, tests = random.Random(SEED), []
    for document in given:
        for one, two in PAIRS:
            both = [unit for unit in document if one in unit and two in unit]
            found = perturbed([u[one] for u in both], [u[two] for u in both], CONDITIONS[harm], rng)
            gold = [(tuple(x), tuple(y)) for x, y in found.gold]
            tests.append(Test((one, two), found.source, found.target, gold))
    return tests


def stored(path: Path) -> list[Test]:
    """The documents of a set of DATA/align."""
    found = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [
        Test(
            tuple(document["pair"].split("-")),
            document["src"],
            document["tgt"],
            [(tuple(x), tuple(y)) for x, y in document["gold"]],
        )
        for document in found
    ]


def news(data: Path, name: str, harm: str) -> list[Test]:
    """All pairs of languages of a set of DATA/align."""
    return [test for path in sorted((data / "align").glob(f"{name}.*.{harm}.jsonl")) for test in stored(path)]


def beads(tests: Sequence[Test], encoder: Encoder) -> list[Beads]:
    """Of each document."""
    return [
        tm.align(dict(zip(test.langs, test[1:3], strict=True)), encoder=encoder).pair(*test.langs)
        for test in tests
    ]


def strict(tests: Sequence[Test], found: Sequence[Beads]) -> float:
    """Strict F1 in per cent, all documents together."""
    evaluation = Evaluation()
    for test, one in zip(tests, found, strict=True):
        evaluation.add(test.gold, one)
    return 100 * evaluation.scores().strict_f1


def row(name: str, tests: Sequence[Test], before: Encoder, after: Encoder) -> None:
    """Print strict F1 of both encoders."""
    found = [beads(tests, encoder) for encoder in (before, after)]
    one, two = (strict(tests, each) for each in found)
    changed = [strict([test], [y]) - strict([test], [x]) for test, x, y in zip(tests, *found, strict=True)]
    rose, fell = sum(change > 0 for change in changed), sum(change < 0 for change in changed)
    documents = f"{rose} rose, {fell} fell of {len(tests)}"
    print(f"{name:24}{one:9.2f}{two:9.2f}{two - one:+9.2f}   {documents}", flush=True)


def compare(given: argparse.Namespace, settings: Settings) -> None:
    """Train, and print strict F1 on the domain and on news."""
    memory = read_memory([given.train])
    begun, spent = time.perf_counter(), time.process_time()
    trained = train(memory, settings=settings)
    begun, spent = time.perf_counter() - begun, time.process_time() - spent
    print(f"{given.train.name}: {len(memory.units)} units, {len(memory)} pairs; {settings}")
    print(f"{begun:.0f} s, {spent:.0f} CPU s; loss {trained.losses[0]:.3f} to {trained.losses[-1]:.3f}")
    for pair, found in trained.found.items():
        shares = f"{found.before / found.segments:.3f} to {found.after / found.segments:.3f}"
        print(f"first of the units held out, {'-'.join(pair)}: {shares} of {found.segments}")
    print(f"\n{'strict F1':24}{'before':>9}{'after':>9}{'change':>9}   documents")
    held = list(cut(units(given.held)))
    ours = [
        [dict(zip(document, segments, strict=True)) for segments in zip(*document.values(), strict=True)]
        for document in documents("development")[: given.own]
    ]
    for harm in HARM:
        tests = damaged(held, harm)
        for pair in PAIRS:
            chosen = [test for test in tests if test.langs == pair]
            row(f"held out {'-'.join(pair)} {harm}", chosen, shipped(), trained.encoder)
        row(f"held out, all {harm}", tests, shipped(), trained.encoder)
        for name in ("xwmt", "apdev"):
            row(f"{name} {harm}", news(given.data, name, harm), shipped(), trained.encoder)
        row(f"own {harm}", damaged(ours, harm), shipped(), trained.encoder)


def second_pass(given: argparse.Namespace, settings: Settings) -> None:
    """Align, learn from the surest beads, align again; print strict F1 of both."""
    print(f"{'strict F1':24}{'before':>9}{'after':>9}{'change':>9}   documents")
    both = [*cut(units(given.train)), *cut(units(given.held))]
    for harm in HARM:
        for name, tests in (
            (given.held.stem, damaged(list(cut(units(given.held))), harm)),
            (f"with {given.train.stem}", damaged(both, harm)),
            ("of these kk-ru only", [test for test in damaged(both, harm) if test.langs == PAIRS[1]]),
            ("xwmt", news(given.data, "xwmt", harm)),
        ):
            learned, _ = taught(shipped(), sure_runs(tests), settings)
            row(f"{name} {harm}", tests, shipped(), learned)


def sure_runs(tests: Sequence[Test]) -> list[list[Example]]:
    """The surest beads of documents as the shipped encoder aligns them, in runs of neighbours."""
    runs: list[list[Example]] = []
    right = count = 0
    for test in tests:
        alignment = tm.align(dict(zip(test.langs, test[1:3], strict=True)))
        one, two = test.langs
        sure = [bead for bead in alignment if all(bead.sides) and bead.confidence >= SURE]
        right += sum(bead.sides in test.gold for bead in sure)
        examples = [
            Example(count + k, alignment.text(bead, one), alignment.text(bead, two))
            for k, bead in enumerate(sure)
        ]
        count += len(sure)
        runs += [examples[k : k + RUN] for k in range(0, len(examples), RUN)]
    there = sum(all(bead) for test in tests for bead in test.gold)
    print(f"  {count} sure beads of {there} in gold, {100 * right / max(1, count):.2f} % of them right")
    return runs


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("train", type=Path)
    parser.add_argument("held", type=Path)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--own", type=int, default=12, help="so many of our own documents")
    parser.add_argument("--second-pass", action="store_true")
    for name in ("epochs", "rate", "pull"):
        kind = type(getattr(Settings(), name))
        parser.add_argument(f"--{name}", type=kind, default=getattr(Settings(), name))
    given = parser.parse_args()
    if not (given.data / "align").is_dir():
        sys.exit(
            f"{given.data}: has no folder align; give the one with the sets that alignment is measured on"
        )
    settings = replace(Settings(), epochs=given.epochs, rate=given.rate, pull=given.pull)
    (second_pass if given.second_pass else compare)(given, settings)


if __name__ == "__main__":
    main()
