"""Learn how much a third language is believed (tm/alignment/witness.py), the weights staying as they are.

    python scripts/learn_credit.py [--seeds N]

Needs torch (extra `train`). Our own documents for development (scripts/own.py), of which three versions are
damaged at once (damage_three.py); each pair is searched alone, and then what the third says about it is
evidence of its own. Learned as the weights are (learn_weights.py): the values under which the gold paths
are most probable. NOISE and CHEAPER were chosen on the sets that may be tuned on. Prints the values as
witness.py has them.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from itertools import combinations

import numpy as np
import torch
from damage import CONDITIONS, Beads, noisy
from damage_three import Trio, beads_of, perturbed_three
from learn_weights import Batch, Example, batched, fitted
from own import documents

from tm.alignment.encoder import shipped
from tm.alignment.gain import SHAPES, WEIGHTS, PairGains, Shape, seen
from tm.alignment.three import joint
from tm.alignment.witness import Credit, Said

NOISE = (0.0, 0.1)  # shares of words replaced
CHEAPER = 0.32  # nats by which merges cost less than was learned
NAMES = ("confirmed", "denied", "merged")


def examples(seeds: int) -> list[Example]:
    """Every development document damaged in so many ways, each pair of its languages with the third."""
    rng, found = random.Random(1), []
    for document in documents("development"):
        words = [word for lang in document for segment in document[lang] for word in segment.split()]
        for seed in range(seeds):
            noise = NOISE[seed % len(NOISE)]
            said = {lang: [noisy(one, noise, words, rng) for one in document[lang]] for lang in document}
            rates = CONDITIONS[rng.choice(("news", "hard"))]
            found += examples_of(perturbed_three(said, rates.dropped, rates.merged, rng, block=rates.block))
    return found


def examples_of(trio: Trio) -> list[Example]:
    """The pairs of a document whose gold has beads that the search knows."""
    langs = tuple(trio.sides)
    versions = [seen(trio.sides[lang], lang, shipped().encode(trio.sides[lang])) for lang in langs]
    gains = {(p, q): PairGains(versions[p], versions[q]) for p, q in combinations(range(3), 2)}
    verdicts = joint([version.encoded.vectors for version in versions], gains)
    found = []
    for (p, q), verdict in verdicts.items():
        beads = beads_of(trio, (langs[p], langs[q]))
        if all((len(x), len(y)) in SHAPES for x, y in beads if x and y) and verdict.witness:
            rows, columns = (range(len(versions[k].lengths) + 1) for k in (p, q))
            said = verdict.witness.said(rows, columns)
            base = verdict.gains.ending(rows, columns)
            parts = [evidence(base[k], said, shape) for k, shape in enumerate(SHAPES)]
            table = np.array(parts, np.float32).transpose(1, 0, 2, 3)
            found.append(Example(table, held(table, beads)))
    return found


def evidence(base: np.ndarray, said: Said, shape: Shape) -> list[np.ndarray]:
    """What speaks for the beads of a shape without the third language, and what it adds, as NAMES has it."""
    a, b = shape
    confirmed, denied, met = (of[a - 1, :, b - 1] for of in (said.confirmed, said.denied, said.met))
    denied = np.broadcast_to(denied, met.shape)
    return [base, confirmed, -denied, -met * (a + b - 2)]


def held(table: np.ndarray, beads: Beads) -> np.ndarray:
    """(4 + 1,): how much of each kind the gold path holds, and how many gaps it opens."""
    found = np.zeros(len(table) + 1)
    last = None
    for x, y in beads:
        this = "x" if not y else "y" if not x else None
        if this:
            found[-1] += this != last
        else:
            found[:-1] += table[:, SHAPES.index((len(x), len(y))), x[-1] + 1, y[-1] + 1]
        last = this
    return found


class Pairs(Batch):
    """Documents of which only what the third language says has weights to learn."""

    def likelihood(self, values: torch.Tensor) -> torch.Tensor:
        """(documents,): the log-probability of each gold path."""
        kinds = torch.cat([torch.ones(1, dtype=torch.float64), values])
        gains = torch.einsum("k,dksij->dsij", kinds.float(), self.evidence).double()
        opening, skip = torch.tensor([WEIGHTS.opening, 0.0], dtype=torch.float64)
        return self.held @ torch.cat([kinds, opening[None]]) - self.all_paths(gains, opening, skip)


def learned(given: Sequence[Example]) -> Credit:
    """The values of the highest likelihood."""
    confirmed, denied, merged = (round(value, 2) for value in fitted(batched(given, Pairs), len(NAMES)))
    return Credit(confirmed, denied, round(merged - CHEAPER, 2))


def main() -> None:
    """Learn and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=9)
    print(learned(examples(parser.parse_args().seeds)))


if __name__ == "__main__":
    main()
