"""Learn the weights of tm/alignment/gain.py: those under which the gold paths are most probable among all.

    python scripts/learn_weights.py [--seeds N] [--check FOLDER]

Needs torch (extra `train`). The documents are our own for development (scripts/own.py), each pair of
languages damaged in N ways (scripts/damage.py). A conditional random field (Lafferty et al. 2001): the
logarithm of the gold paths' probability is concave in the weights, so there is one best answer, and it is
found in a minute. The encoder knows the style of these documents, and knows other texts less well,
which noise makes up for in part; how much, and SURER, were chosen on the sets that may be tuned on.
Prints the weights as gain.py has them, and with them strict, lax and null F1 on the sets of FOLDER, by
default those beside the checkout that may be tuned on.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from damage import Beads, Damaged, varied
from own import PAIRS, documents

import tm
from tm.alignment.encoder import Encoder, shipped
from tm.alignment.evaluate import Evaluation
from tm.alignment.gain import EVIDENCE, SHAPES, PairGains, Shape, Weights, seen

NOISE = (0.0, 0.15, 0.3)  # shares of words replaced
SURER = 0.1  # nats a segment by which beads must do better than what was learned; see the docstring
PARAGRAPH, KEPT_BREAK = 3.0, 0.9  # segments in a paragraph on average; how often a side keeps a break
STEPS = 60  # of the optimiser, L-BFGS
BATCH = 64  # documents of about the same size
DRAWN = 1e-3  # how strongly the weights are drawn to 0: half their squares times this, for each document
NEVER = -1e9  # nats; what can't be
PRICES: tuple[Shape, ...] = tuple(shape for shape in SHAPES if shape[0] <= shape[1])
SETS = [
    f"{name}.{condition}"
    for name in ("xwmt.kk-en", "xwmt.kk-ru", "xwmt.en-ru", "apdev.kk-ru")
    for condition in ("clean", "news", "hard")
]


@dataclass(frozen=True)
class Example:
    """A damaged document: (kinds, shapes, n + 1, m + 1), and how much of each kind the gold path holds."""

    evidence: np.ndarray
    held: np.ndarray


def examples(seeds: int, encoder: Encoder) -> list[Example]:
    """Every development document in every pair of languages, damaged in so many ways."""
    rng, found = random.Random(1), []
    for document in documents("development"):
        for one, two in PAIRS:
            for seed in range(seeds):
                damaged = varied(document[one], document[two], NOISE[seed % len(NOISE)], rng)
                if damaged.source and damaged.target:
                    evidence = evidence_of(damaged, (one, two), encoder, rng)
                    found.append(Example(evidence, counted(evidence, damaged.gold)))
    return found


class Batch:
    """Documents padded to one size."""

    def __init__(self, given: Sequence[Example]) -> None:
        self.sizes = [(e.evidence.shape[2] - 1, e.evidence.shape[3] - 1) for e in given]
        rows, columns = (max(size[side] for size in self.sizes) + 1 for side in (0, 1))
        whole = np.zeros((len(given), *given[0].evidence.shape[:2], rows, columns), np.float32)
        for place, one in zip(whole, given, strict=True):
            place[:, :, : one.evidence.shape[2], : one.evidence.shape[3]] = one.evidence
        self.evidence = torch.from_numpy(whole)
        self.held = torch.tensor(np.array([one.held for one in given]))

    def likelihood(self, values: torch.Tensor) -> torch.Tensor:
        """(documents,): the log-probability of each gold path."""
        kinds, opening, skip = values[: len(EVIDENCE)], values[-2], values[-1]
        prices = torch.stack([values[len(EVIDENCE) + PRICES.index((min(s), max(s)))] for s in SHAPES])
        gains = torch.einsum("k,dksij->dsij", kinds.float(), self.evidence).double()
        gains = gains + prices[None, :, None, None]
        return self.held @ values - self.all_paths(gains, opening, skip)

    def all_paths(self, gains: torch.Tensor, opening: torch.Tensor, skip: torch.Tensor) -> torch.Tensor:
        """(documents,): the log-sum over all paths, as tm/alignment/search.py has it, for all at once."""
        count, _, rows, columns = gains.shape
        before = skip * torch.arange(columns)
        nothing = torch.full((count, columns), NEVER, dtype=torch.float64)
        best: list[torch.Tensor] = []
        bead = by_x = nothing
        for i in range(rows):
            reached = []
            for number, (a, b) in enumerate(SHAPES):
                if i >= a:
                    moved = torch.cat([nothing[:, :b], best[i - a][:, : columns - b]], 1)
                    reached.append(moved + gains[:, number, i])
            older = bead
            bead = torch.logsumexp(torch.stack([*reached, nothing]), 0)
            if i == 0:
                bead = torch.cat([torch.zeros(count, 1, dtype=torch.float64), bead[:, 1:]], 1)
            else:
                by_x = torch.logaddexp(older + opening, by_x) + skip
            either = torch.logaddexp(bead, by_x)
            level = torch.logcumsumexp(either - before, 1)
            by_y = torch.cat([nothing[:, :1], level[:, :-1] + before[1:] + opening], 1)
            best.append(torch.logaddexp(either, by_y))
        return torch.stack([best[n][number, m] for number, (n, m) in enumerate(self.sizes)])


def evidence_of(damaged: Damaged, langs: tuple[str, str], encoder: Encoder, rng: random.Random) -> np.ndarray:
    """(EVIDENCE, shapes, n + 1, m + 1); paragraphs are made up for every other document."""
    ends: Any = paragraph_ends(damaged.gold, rng) if rng.random() < 0.5 else (None, None)
    x, y = (
        seen(side, lang, encoder.encode(side), end)
        for side, lang, end in zip((damaged.source, damaged.target), langs, ends, strict=True)
    )
    found = PairGains(x, y).evidence(range(len(x.lengths) + 1), range(len(y.lengths) + 1))
    nothing = np.zeros_like(found["similarity"])
    of_shape = [[found.get(kind, nothing)[a - 1, :, b - 1] for a, b in SHAPES] for kind in EVIDENCE]
    return np.array(of_shape, np.float32)


def paragraph_ends(gold: Beads, rng: random.Random) -> tuple[np.ndarray, np.ndarray]:
    """Ends as translators leave them: mostly at the same beads, and each side with a few of its own."""
    ends = [np.zeros(sum(len(bead[side]) for bead in gold), dtype=bool) for side in (0, 1)]
    for bead in gold:
        broken = rng.random() < 1 / PARAGRAPH
        for side in (0, 1):
            if bead[side] and rng.random() < (KEPT_BREAK if broken else (1 - KEPT_BREAK) / 2):
                ends[side][bead[side][-1]] = True
    for end in ends:
        end[-1] = True
    return ends[0], ends[1]


def counted(evidence: np.ndarray, gold: Beads) -> np.ndarray:
    """(values,): how much of everything that has a weight the gold path holds."""
    held = np.zeros(len(EVIDENCE) + len(PRICES) + 2)
    last = None
    for x, y in gold:
        this = "x" if not y else "y" if not x else None
        if this:
            held[-1] += len(x) + len(y)
            held[-2] += this != last
        else:
            number = SHAPES.index((len(x), len(y)))
            held[: len(EVIDENCE)] += evidence[:, number, x[-1] + 1, y[-1] + 1]
            held[len(EVIDENCE) + PRICES.index((min(len(x), len(y)), max(len(x), len(y))))] += 1
        last = this
    return held


def batched(given: Sequence[Example], kind: type[Batch]) -> list[Batch]:
    """The documents in batches of about the same size."""
    ordered = sorted(given, key=lambda one: one.evidence.shape)
    return [kind(ordered[k : k + BATCH]) for k in range(0, len(ordered), BATCH)]


def fitted(batches: Sequence[Batch], count: int) -> list[float]:
    """So many values under which the gold paths are most probable; it is said how probable."""
    torch.set_flush_denormal(True)  # probabilities next to 0 would make everything slow
    torch.set_num_threads(1)  # rows are short
    values = torch.zeros(count, dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([values], max_iter=STEPS, line_search_fn="strong_wolfe")
    size = sum(len(batch.sizes) for batch in batches)

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        total = torch.zeros((), dtype=torch.float64)
        for batch in batches:
            loss = -batch.likelihood(values).sum() / size
            loss.backward()
            total += loss.detach()
        drawn = DRAWN / 2 * (values**2).sum()
        drawn.backward()
        return total + drawn.detach()

    before = closure().item()
    optimiser.step(closure)
    after = closure().item()
    print(f"{size} documents: {before:.3f} nats for each with nothing, {after:.3f} learned", file=sys.stderr)
    return [float(value) for value in values.detach()]


def learned(given: Sequence[Example], without: str | None = None) -> Weights:
    """The weights of the highest likelihood; `without` one kind of evidence, for ablations."""
    batches = batched(given, Batch)
    if without:
        for batch in batches:
            batch.evidence[:, EVIDENCE.index(without)] = 0
            batch.held[:, EVIDENCE.index(without)] = 0
    found = fitted(batches, len(EVIDENCE) + len(PRICES) + 2)
    by_name = {name: round(value, 2) for name, value in zip(EVIDENCE, found, strict=False)}
    # To leave every segment alone gains nothing: what that is worth is taken off the shapes.
    prices = {
        shape: round(price - (found[-1] + SURER) * sum(shape), 2)
        for shape, price in zip(PRICES, found[len(EVIDENCE) :], strict=False)
    }
    return Weights(**by_name, opening=round(found[-2], 2), shapes=prices)


def strict_f1(folder: Path, weights: Weights) -> None:
    """Print strict F1 on the sets that may be tuned on."""
    for name in SETS:
        evaluation = Evaluation()
        for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines():
            document = json.loads(line)
            one, two = document["pair"].split("-")
            alignment = tm.align({one: document["src"], two: document["tgt"]}, weights=weights)
            evaluation.add([(tuple(x), tuple(y)) for x, y in document["gold"]], alignment.pair(one, two))
        scores = evaluation.scores()
        print(f"{name:18} {scores.strict_f1:.3f} {scores.lax_f1:.3f} {scores.null_f1:.3f}", flush=True)


def main() -> None:
    """Learn and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=9)
    parser.add_argument("--check", type=Path, default=Path("../shared/data/align"))
    given = parser.parse_args()
    weights = learned(examples(given.seeds, shipped()))
    print(weights)
    if given.check.is_dir():
        strict_f1(given.check, weights)


if __name__ == "__main__":
    main()
