"""Passages off the path: how sure they are, and how many of those that were moved or repeated are found.

    python scripts/bench_crossing.py [FOLDER] [--seeds N]

Documents are damaged as for the alignment (damage.py, news and hard), and then two to five neighbouring beads
of one side are moved elsewhere, or said again elsewhere with a few other words. Fitted on our own documents
for development (scripts/own.py) and on the sets of FOLDER that may be tuned on (xwmt, apdev), with words
replaced at random: the share of passages that are right as a logistic function of their score, two
values, by Newton's method; crossing.py has them as SLOPE and MIDDLE. A document in order counts RARE times.
Then what crossing.py finds, with the values that it has, on our gold documents, which nothing here learned
from, and on the same documents, damaged anew.

A passage is right if more than half of its links are. Found is the share of the links that the path lacks,
of passages moved or repeated, which crossings bring back. False crossings are counted in documents with all
in its place.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from damage import CONDITIONS, Beads, Damaged, noisy, perturbed
from own import PAIRS, documents

import tm
from tm.alignment import crossings
from tm.alignment.crossing import OffPath
from tm.alignment.elsewhere import places
from tm.alignment.encoder import shipped
from tm.alignment.gain import PairGains, seen
from tm.alignment.related import price_of

KINDS = ("moved", "repeated", "in order")
NOISE = (0.0, 0.1, 0.2)  # shares of words replaced in what is fitted on
REWORDED = 0.05  # the share of words replaced in what is said again
RARE = 20  # ordinary documents for each in which something was moved or repeated
FAR = 3  # beads that stand between a passage and where it was, at least

Links = set[tuple[int, int]]
Clean = tuple[str, str, list[str], list[str]]  # two languages and their units


@dataclass(slots=True)
class Tally:
    """What was found in some documents."""

    documents: int = 0
    moved: int = 0  # links of passages moved or repeated that the path lacks
    found: int = 0  # of these, found
    told: int = 0  # passages
    right: int = 0  # of these, right
    seconds: float = 0.0
    segments: int = 0
    scored: list[tuple[float, bool]] = field(default_factory=list)

    def row(self) -> str:
        """Its figures in a line."""
        found = f"{self.found / self.moved:10.1%}" if self.moved else f"{'':10}"
        share = f"{self.right / self.told:8.1%}" if self.told else f"{'':8}"
        wrong = (self.told - self.right) / self.documents * 20
        cost = 1000 * self.seconds / self.documents
        return f"{self.documents:10}{found}{self.told:8}{share}{wrong:10.2f}{cost:10.2f}"


def crossed(damaged: Damaged, kind: str, rng: random.Random) -> tuple[Damaged, Links]:
    """A document with a passage of one side elsewhere, its gold not in order any more; and the links of that.

    Where it is too short for that it stays as it is, without such links.
    """
    both = [k for k, (x, y) in enumerate(damaged.gold) if x and y]
    size = rng.randint(2, 5)
    side = rng.randrange(2)
    runs = [k for k in both if all(k + step in both for step in range(size))]
    places = [
        (k, at) for k in runs for at in range(len(damaged.gold) + 1) if at <= k - FAR or at >= k + size + FAR
    ]
    if kind == "in order" or not places:
        return damaged, set()
    first, at = rng.choice(places)
    passage = range(first, first + size)
    order = [k for k in range(len(damaged.gold)) if kind == "repeated" or k not in passage]
    place = sum(k < at for k in order)
    order[place:place] = passage
    texts = (damaged.source, damaged.target)
    words = [word for text in texts for line in text for word in line.split()]
    lines: tuple[list[str], list[str]] = (list(damaged.source), list(damaged.target))
    lines[side].clear()
    new: dict[int, list[list[int]]] = {}
    for k in order:
        segments = damaged.gold[k][side]
        again = k in new
        new.setdefault(k, []).append(list(range(len(lines[side]), len(lines[side]) + len(segments))))
        lines[side].extend(noisy(texts[side][i], REWORDED * again, words, rng) for i in segments)
    gold: Beads = []
    links: Links = set()
    for k, bead in enumerate(damaged.gold):
        for mine in new[k]:
            sides = [list(one) for one in bead]
            sides[side] = mine
            gold.append((sides[0], sides[1]))
            if k in passage:
                links |= linked([gold[-1]])
    if kind == "moved":  # the path may as well follow the passage and leave what it jumped over
        between = range(min(first, at), max(first, at))
        links |= linked([bead for k, bead in enumerate(gold) if k in between])
    return Damaged(*lines, gold), links


def linked(beads: Sequence[tuple[Sequence[int], Sequence[int]]]) -> Links:
    """The pairs of segments that beads hold."""
    return {(i, j) for x, y in beads for i in x for j in y}


def tried(
    given: Sequence[Clean], kind: str, seed: int, seeds: int, noise: Sequence[float], *, scores: bool = False
) -> Tally:
    """All documents, damaged in so many ways."""
    rng, tally = random.Random(seed), Tally()
    for k in range(seeds):
        for one, two, source, target in given:
            words = [word for side in (source, target) for line in side for word in line.split()]
            said = [
                [noisy(line, noise[k % len(noise)], words, rng) for line in side] for side in (source, target)
            ]
            condition = CONDITIONS[rng.choice(("news", "hard"))]
            damaged, links = crossed(perturbed(said[0], said[1], condition, rng), kind, rng)
            _one(tally, one, two, damaged, links, scores)
    return tally


def _one(tally: Tally, one: str, two: str, damaged: Damaged, links: Links, scores: bool) -> None:
    alignment = tm.align({one: damaged.source, two: damaged.target})
    pairs, gold = alignment.pair(one, two), linked(damaged.gold)
    missing = links - linked(pairs)
    said = {(damaged.source[i], damaged.target[j]) for i, j in gold}

    def told(these: Links) -> bool:
        """Whether a passage is right; lines that stand there twice are as good as each other."""
        return sum((damaged.source[i], damaged.target[j]) in said for i, j in these) * 2 > len(these)

    begun = time.process_time()
    beads = [[bead.sides for bead in crossing.beads] for crossing in crossings(alignment)]
    tally.seconds += time.process_time() - begun
    found: Links = set()
    for sides in beads:
        these = linked([(x, y) for x, y in sides])
        found |= these
        tally.told += 1
        tally.right += told(these)
    tally.documents += 1
    tally.moved += len(missing)
    tally.found += len(missing & found)
    tally.segments += len(damaged.source) + len(damaged.target)
    if scores:
        x, y = (
            seen(side, lang, shipped().encode(side))
            for side, lang in ((damaged.source, one), (damaged.target, two))
        )
        somewhere = places((x.encoded.vectors, y.encoded.vectors), (damaged.source, damaged.target), pairs)
        off = OffPath(PairGains(x, y).priced(price_of(pairs)), x, y, pairs)
        for passage in off.passages(somewhere, least=0.0):
            these = linked([link[:2] for link in passage.links])
            tally.scored.append((passage.score, told(these)))


def fitted(tallies: Sequence[tuple[str, Tally]]) -> tuple[float, float]:
    """The slope and the middle that are most probable, most documents being in order."""
    rows = [
        (score, right, RARE if kind == "in order" else 0.5)
        for kind, tally in tallies
        for score, right in tally.scored
    ]
    x = np.array([[score, 1.0] for score, _, _ in rows])
    y, weight = (np.array([float(row[k]) for row in rows]) for k in (1, 2))
    values = np.zeros(2)
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ values))
        hessian = (x * (weight * p * (1 - p))[:, None]).T @ x + 1e-6 * np.eye(2)
        values += np.linalg.solve(hessian, x.T @ (weight * (y - p)) - 1e-6 * values)
    return float(values[0]), float(-values[1] / values[0])


def own(role: str) -> list[Clean]:
    """Our own documents that may be used so, in each pair of languages."""
    return [(one, two, document[one], document[two]) for document in documents(role) for one, two in PAIRS]  # type: ignore[arg-type]


def sets(folder: Path) -> Iterator[tuple[str, list[Clean]]]:
    """The undamaged documents of the sets that may be tuned on."""
    for name in ("xwmt.kk-en", "xwmt.kk-ru", "xwmt.en-ru", "apdev.kk-ru"):
        rows = map(json.loads, (folder / f"{name}.clean.jsonl").read_text("utf-8").splitlines())
        yield name, [(*row["pair"].split("-"), row["src"], row["tgt"]) for row in rows]


def main() -> None:
    """Fit and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=Path("../shared/data/align"))
    parser.add_argument("--seeds", type=int, default=3, help="ways in which each document is damaged")
    given = parser.parse_args()
    tuned = [("development", own("development")), *(sets(given.folder) if given.folder.is_dir() else ())]
    tallies = [
        (kind, tried(clean, kind, 1, given.seeds, NOISE, scores=True)) for _, clean in tuned for kind in KINDS
    ]
    scored = [one for _, tally in tallies for one in tally.scored]
    slope, middle = fitted(tallies)
    right = sum(right for _, right in scored)
    print(f"{len(scored)} passages, {right} right: SLOPE {slope:.3f}, MIDDLE {middle:.2f}")
    print(f"{'score':>10}{'passages':>10}{'right':>8}{'fitted':>8}")
    ordered = np.array(sorted(scored))
    for part in np.array_split(ordered[: len(ordered) // 4], 10):  # above, all are right
        score, share = part.mean(axis=0)
        print(f"{score:10.1f}{len(part):10}{share:8.2f}{1 / (1 + np.exp(slope * (middle - score))):8.2f}")
    print(f"\n{'':28}{'documents':>10}{'found':>10}{'told':>8}{'right':>8}{'wrong/20':>10}{'ms':>10}")
    for name, clean in [("gold", own("gold")), *tuned]:
        for kind in KINDS:
            print(f"{name}, {kind}".ljust(28) + tried(clean, kind, 2, given.seeds, (0.0,)).row(), flush=True)


if __name__ == "__main__":
    main()
