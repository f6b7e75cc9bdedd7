"""What makes scores doubtful: references of doubtful alignment, and too few of them.

A bead that the aligner was not sure of may pair a source with the wrong text, and every system loses by it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tm.metrics.groups import bucket
from tm.metrics.metric import Measure, Statistics
from tm.metrics.results import Comparison, Doubt, SystemScores
from tm.metrics.scored import ReferenceSet
from tm.plurals import counted

DOUBTFUL = 0.6  # confidence of a reference below which it is shown what the scores are without it
MOVED = 0.5  # points that doubtful references may move a score by before it is said aloud
# Segments; on fewer a bootstrap tells 22 to 65 of 100 pairs of systems that are alike apart at p < 0.05, and
# on two so does randomization (scripts/bench_significance.py).
FEW = 10


def doubt_of(
    references: ReferenceSet,
    metrics: Sequence[Measure],
    statistics: Mapping[str, Sequence[Statistics]],
    systems: Sequence[SystemScores],
) -> Doubt | None:
    """What the scores are without references of doubtful alignment; None if no reference is, or all are.

    `statistics` are those of all segments by the name of the system, in the order of `metrics`.
    """
    confidences = [unit.confidence for unit in references.units]
    doubtful = [known is not None and known < DOUBTFUL for known in confidences]
    if not any(doubtful) or all(doubtful):
        return None
    places = [place for place, is_doubtful in enumerate(doubtful) if is_doubtful]
    others = [place for place, is_doubtful in enumerate(doubtful) if not is_doubtful]
    without = bucket("without doubtful references", others, metrics, statistics)
    moved: dict[str, float] = {}
    reordered = False
    for number, metric in enumerate(metrics):
        before = {one.name: one.scores[number].score for one in systems}
        now = {name: without.scores[name][number] for name in before}
        moved[metric.name] = max((now[name] - before[name] for name in before), key=abs)
        reordered |= sorted(before, key=before.__getitem__) != sorted(now, key=now.__getitem__)
    return Doubt(DOUBTFUL, tuple(places), without, moved, reordered)


def warning_of(doubt: Doubt | None) -> list[str]:
    """What is said aloud of doubtful references, in one sentence: nothing where they do not matter."""
    if doubt is None:
        return []
    metric, most = max(doubt.moved.items(), key=lambda item: abs(item[1]))
    if abs(most) < MOVED and not doubt.reordered:
        return []
    count = len(doubt.places)
    them = "it" if count == 1 else "them"
    order = ", and the order of systems is another" if doubt.reordered else ""
    return [
        f"{counted(count, 'reference is', 'references are')} of doubtful alignment (confidence below "
        f"{doubt.below:g}); without {them} scores differ by up to {abs(most):.2f} {metric}{order}"
    ]


def too_few(references: ReferenceSet, pairs: Sequence[Comparison]) -> list[str]:
    """What is said of tests on a handful of segments."""
    if not pairs or len(references) >= FEW:
        return []
    what = "1 segment is" if len(references) == 1 else f"{len(references)} segments are"
    return [f"{references.origin}: {what} too few to test on; p is often small by chance"]
