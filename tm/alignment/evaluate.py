"""How good an alignment is: precision, recall and F1 of beads and of links against gold.

Strict and lax follow the scorer of Vecalign (Thompson and Koehn 2019, "Vecalign: Improved
Sentence Alignment in Linear Time and Space"): precision over all beads of the test, those
with an empty side included, recall over the gold beads with two sides. A strict hit is the
very bead; a lax hit shares a link with a gold bead. To these come the F1 over linked beads,
that is those with two sides at least, over segments left alone (null), and over links between
segments. Beads of three languages are counted in the same way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations, product

from tm.units import Span

Sides = tuple[Span, ...]  # a bead of two or three languages: the segments of each
Link = tuple[tuple[int, int], tuple[int, int]]  # two segments that go together: (language, index) twice


@dataclass(frozen=True, slots=True)
class Scores:
    """Shares from 0 to 1; the names say of what. Several documents are pooled, not averaged."""

    strict_precision: float
    strict_recall: float
    strict_f1: float
    lax_precision: float
    lax_recall: float
    lax_f1: float
    linked_f1: float
    null_f1: float
    link_f1: float
    documents: int


@dataclass
class Evaluation:
    """Counts over documents; `add` each, then ask for `scores`."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, gold: Iterable[Sides], test: Iterable[Sides]) -> None:
        """Count one document; beads of two languages or of three.

        A bead with one side only counts once for each segment in it.
        """
        gold_beads, test_beads = units(gold), units(test)
        gold_linked, test_linked = _linked(gold_beads), _linked(test_beads)
        for name, judge, judged in (
            ("precision", gold_beads, test_beads),
            ("recall", test_linked, gold_linked),
            ("linked", gold_linked, test_linked),
        ):
            links = _links(judge)
            self.counts[f"strict {name}"] += len(judge & judged)
            self.counts[f"lax {name}"] += sum(
                bead in judge or not links.isdisjoint(_links({bead})) for bead in judged
            )
            self.counts[f"all {name}"] += len(judged)
        self._count("null", gold_beads - gold_linked, test_beads - test_linked)
        self._count("link", _links(gold_linked), _links(test_linked))
        self.counts["documents"] += 1

    def _count(self, name: str, gold: set[Sides] | set[Link], test: set[Sides] | set[Link]) -> None:
        self.counts[f"{name} right"] += len(set(gold) & set(test))
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
            for name in ("precision", "recall", "linked")
        }
        return Scores(
            strict_precision=share["strict precision"],
            strict_recall=share["strict recall"],
            strict_f1=_f1(share["strict precision"], share["strict recall"]),
            lax_precision=share["lax precision"],
            lax_recall=share["lax recall"],
            lax_f1=_f1(share["lax precision"], share["lax recall"]),
            linked_f1=_f1(share["strict linked"], share["strict recall"]),
            null_f1=_ratio(2 * self.counts["null right"], self.counts["null both"]),
            link_f1=_ratio(2 * self.counts["link right"], self.counts["link both"]),
            documents=self.counts["documents"],
        )


def units(beads: Iterable[Sides]) -> set[Sides]:
    """Beads as they are counted: one with one side only once for each segment in it."""
    units: set[Sides] = set()
    for bead in beads:
        filled = [position for position, side in enumerate(bead) if side]
        if len(filled) > 1:
            units.add(tuple(map(tuple, bead)))
        for position in filled if len(filled) == 1 else ():
            units.update(
                tuple((index,) if k == position else () for k in range(len(bead))) for index in bead[position]
            )
    return units


def _linked(beads: set[Sides]) -> set[Sides]:
    """The beads that link two languages at least."""
    return {bead for bead in beads if sum(map(bool, bead)) > 1}


def _links(beads: set[Sides]) -> set[Link]:
    return {
        ((p, i), (q, j))
        for bead in beads
        for p, q in combinations(range(len(bead)), 2)
        for i, j in product(bead[p], bead[q])
    }


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0


def _f1(precision: float, recall: float) -> float:
    return _ratio(2 * precision * recall, precision + recall)
