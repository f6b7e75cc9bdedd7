"""How far confidence can be trusted: calibration, and what share of the errors the least sure beads hold.

Called by bench_align.py --confidence. Our own gold documents (scripts/own.py), from which nothing was
learned, each pair alone and three at once, damaged with seeds of their own; the sets that settings were
chosen on; and udhr, on which nothing was. An error is a bead that gold does not have. The expected
calibration error is the mean distance between confidence and the share of right beads over ten equal
stretches of confidence, each weighed with its beads (Naeini et al. 2015).
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from damage import CONDITIONS, perturbed
from damage_three import perturbed_three
from own import LANGS, PAIRS, Role, documents

import tm
from tm.alignment.evaluate import Sides, units
from tm.units import Bead

SEEDS = range(300, 304)
STRETCHES = 10
LEAST_SURE = (0.02, 0.05, 0.1, 0.2)  # shares of the beads
XWMT = [f"xwmt.{pair}.{condition}" for pair in ("kk-en", "kk-ru", "en-ru") for condition in CONDITIONS]
APDEV = [f"apdev.kk-ru.{condition}" for condition in CONDITIONS]
UDHR = [f"udhr.{pair}.{name}" for pair in ("kk-en", "kk-ru", "en-ru") for name in ("news", "hard")]


class Judged(NamedTuple):
    """How sure the aligner was of a bead, and whether it is right."""

    confidence: float
    right: bool


def judged(beads: Iterable[Bead], gold: Iterable[Sides]) -> Iterator[Judged]:
    """Each bead against gold."""
    right = units(gold)
    return (Judged(bead.confidence, bead.sides in right) for bead in beads)


def own_pairs(role: Role) -> Iterator[Judged]:
    """Each document, pair and condition, damaged in all ways."""
    for seed in SEEDS:
        rng = random.Random(seed)
        for document in documents(role):
            for one, two in PAIRS:
                for condition in CONDITIONS.values():
                    damaged = perturbed(document[one], document[two], condition, rng)
                    alignment = tm.align({one: damaged.source, two: damaged.target})
                    yield from judged(alignment.beads, [(tuple(x), tuple(y)) for x, y in damaged.gold])


def own_three(role: Role, langs: tuple[str, ...]) -> Iterator[Judged]:
    """The beads of these languages, where all three are damaged and aligned at once."""
    for seed in SEEDS:
        rng = random.Random(seed)
        for document in documents(role):
            for rates in (CONDITIONS["news"], CONDITIONS["hard"]):
                trio = perturbed_three(document, rates.dropped, rates.merged, rng, block=rates.block)
                alignment = tm.align(trio.sides)
                beads, right = alignment.beads, trio.gold
                if len(langs) == 2:
                    pair = langs[0], langs[1]
                    beads, right = alignment.finest[pair], trio.pairs[pair]
                yield from judged(beads, [tuple(tuple(bead[lang]) for lang in langs) for bead in right])


def of_sets(folder: Path, names: Iterable[str]) -> Iterator[Judged]:
    """The documents of these sets."""
    for name in names:
        for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines():
            document = json.loads(line)
            one, two = document["pair"].split("-")
            alignment = tm.align({one: document["src"], two: document["tgt"]})
            yield from judged(alignment.beads, [(tuple(x), tuple(y)) for x, y in document["gold"]])


def calibration_error(found: Sequence[Judged]) -> float:
    """The expected calibration error, from 0 to 1."""
    confidence, right = (np.array(column, dtype=float) for column in zip(*found, strict=True))
    stretch = np.minimum((confidence * STRETCHES).astype(int), STRETCHES - 1)
    gaps = [abs(float((confidence - right)[stretch == one].sum())) for one in range(STRETCHES)]
    return sum(gaps) / len(found)


def held(found: Sequence[Judged], share: float) -> float:
    """What share of the errors this share of the beads holds, the least sure ones."""
    wrong = [not one.right for one in sorted(found, key=lambda one: one.confidence)]
    return sum(wrong[: round(share * len(wrong))]) / max(1, sum(wrong))


def compare_confidence(folder: Path) -> None:
    """A row a set."""
    heads = "".join(f"{f'{share:.0%}':>7}" for share in LEAST_SURE)
    print(f"{'':30}{'':40}{'errors held by the least sure':>28}")
    print(f"{'confidence':30}{'beads':>8}{'wrong':>8}{'mean':>8}{'right':>8}{'ECE':>8}{heads}")
    for name, found in (
        ("ushtil-open gold, pairs", own_pairs("gold")),
        *((f"of three, {'-'.join(pair)}", own_three("gold", pair)) for pair in PAIRS),
        ("three, kk-en-ru", own_three("gold", LANGS)),
        ("xwmt", of_sets(folder, XWMT)),
        ("apdev", of_sets(folder, APDEV)),
        ("udhr", of_sets(folder, UDHR)),
    ):
        beads = list(found)
        right = np.mean([one.right for one in beads])
        mean = np.mean([one.confidence for one in beads])
        shares = "".join(f"{held(beads, share):7.2f}" for share in LEAST_SURE)
        print(
            f"{name:30}{len(beads):8}{sum(not one.right for one in beads):8}{mean:8.4f}{right:8.4f}"
            f"{calibration_error(beads):8.4f}{shares}",
            flush=True,
        )
