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
import sys
from collections.abc import Sequence
from itertools import combinations

import numpy as np
import torch
from damage import CONDITIONS, Beads, noisy
from damage_three import Trio, beads_of, perturbed_three
from learn_weights import Batch, Example
from own import documents

from tm.alignment.encoder import shipped
from tm.alignment.gain import SHAPES, WEIGHTS, PairGains, Shape, seen
from tm.alignment.three import joint
from tm.alignment.witness import Credit, Said

NOISE = (0.0, 0.1)  # shares of words replaced
CHEAPER = 0.32  # nats by which merges cost less than was learned
NAMES = ("confirmed", "denied", "merged")
DRAWN = 1e-3  # how strongly the values are drawn to 0
SIZE = 64  # documents in a batch


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
    torch.set_flush_denormal(True)
    torch.set_num_threads(1)
    ordered = sorted(given, key=lambda one: one.evidence.shape)
    batches = [Pairs(ordered[k : k + SIZE]) for k in range(0, len(ordered), SIZE)]
    values = torch.zeros(len(NAMES), dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([values], max_iter=40, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        total = torch.zeros((), dtype=torch.float64)
        for batch in batches:
            loss = -batch.likelihood(values).sum() / len(given)
            loss.backward()
            total += loss.detach()
        drawn = DRAWN / 2 * (values**2).sum()
        drawn.backward()
        return total + drawn.detach()

    alone = closure().item()
    optimiser.step(closure)
    print(
        f"{len(given)} pairs: {alone:.3f} nats for each alone, {closure().item():.3f} heard", file=sys.stderr
    )
    confirmed, denied, merged = (round(float(value), 2) for value in values.detach())
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
