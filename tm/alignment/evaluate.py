"""How good an alignment is: precision, recall and F1 of beads and of links against gold.

Strict and lax follow the scorer of Vecalign (Thompson and Koehn 2019, "Vecalign: Improved
Sentence Alignment in Linear Time and Space"): precision over all beads of the test, those
with an empty side included, recall over the gold beads with two sides. A strict hit is the
very bead; a lax hit shares a link with a gold bead. To these come the F1 over beads with two
sides only, over segments left alone (null), and over links between segments.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from tm.units import Pair


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares from 0 to 1; the names say of what. Several documents are pooled, not averaged."""

    strict_precision: float
    strict_recall: float
    strict_f1: float
    lax_precision: float
    lax_recall: float
    lax_f1: float
    two_sided_f1: float
    null_f1: float
    link_f1: float
    documents: int


@dataclass
class Evaluation:
    """Counts over documents; `add` each, then ask for `scores`."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, gold: Iterable[Pair], test: Iterable[Pair]) -> None:
        """Count one document. A bead with an empty side counts once for each segment in it."""
        gold, test = _units(gold), _units(test)
        gold_two, test_two = _two_sided(gold), _two_sided(test)
        for name, judge, judged in (
            ("precision", gold, test),
            ("recall", test_two, gold_two),
            ("two_sided", gold_two, test_two),
        ):
            strict, lax = _hits(judge, judged)
            self.counts[f"strict {name}"] += strict
            self.counts[f"lax {name}"] += lax
            self.counts[f"all {name}"] += len(judged)
        self._count("null", gold - gold_two, test - test_two)
        self._count("link", _links(gold_two), _links(test_two))
        self.counts["documents"] += 1

    def _count(self, name: str, gold: set[Pair] | set[tuple[int, int]], test: set[Pair] | set[tuple[int, int]]) -> None:
        self.counts[f"{name} right"] += len(gold & test)  # type: ignore[operator]
        self.counts[f"{name} both"] += len(gold) + len(test)

    def scores(self) -> Scores:
        """The scores over all that was added.

        >>> evaluation = Evaluation()
        >>> evaluation.add([((0,), (0,)), ((1,), (1, 2))], [((0,), (0,)), ((1,), (1,)), ((), (2,))])
        >>> scores = evaluation.scores()
        >>> round(scores.strict_precision, 3), scores.strict_recall, scores.lax_recall, scores.link_f1
        (0.333, 0.5, 1.0, 0.8)
        """
        share = {
            f"{grade} {name}": _ratio(self.counts[f"{grade} {name}"], self.counts[f"all {name}"])
            for grade in ("strict", "lax")
            for name in ("precision", "recall", "two_sided")
        }
        return Scores(
            strict_precision=share["strict precision"],
            strict_recall=share["strict recall"],
            strict_f1=_f1(share["strict precision"], share["strict recall"]),
            lax_precision=share["lax precision"],
            lax_recall=share["lax recall"],
            lax_f1=_f1(share["lax precision"], share["lax recall"]),
            two_sided_f1=_f1(share["strict two_sided"], share["strict recall"]),
            null_f1=_ratio(2 * self.counts["null right"], self.counts["null both"]),
            link_f1=_ratio(2 * self.counts["link right"], self.counts["link both"]),
            documents=self.counts["documents"],
        )


def _units(beads: Iterable[Pair]) -> set[Pair]:
    units: set[Pair] = set()
    for x, y in beads:
        if x and y:
            units.add((tuple(x), tuple(y)))
        else:
            units.update(((i,), ()) for i in x)
            units.update(((), (j,)) for j in y)
    return units


def _two_sided(beads: set[Pair]) -> set[Pair]:
    return {bead for bead in beads if bead[0] and bead[1]}


def _links(beads: set[Pair]) -> set[tuple[int, int]]:
    return {(i, j) for x, y in beads for i in x for j in y}


def _hits(judge: set[Pair], judged: set[Pair]) -> tuple[int, int]:
    """How many beads are in the judge to the letter, and how many share a link with one of its beads."""
    partners: defaultdict[int, set[int]] = defaultdict(set)
    for x, y in judge:
        for i in x:
            partners[i].update(y)
    strict = sum(bead in judge for bead in judged)
    lax = sum(bead in judge or any(partners[i] & set(bead[1]) for i in bead[0]) for bead in judged)
    return strict, lax


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _f1(precision: float, recall: float) -> float:
    return _ratio(2 * precision * recall, precision + recall)
