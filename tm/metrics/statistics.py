"""BLEU, chrF++ and TER of a system, with the signatures that make them comparable.

sacrebleu (Post 2018, "A Call for Clarity in Reporting BLEU Scores") computes every figure.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sacrebleu.metrics import BLEU, CHRF, TER
from sacrebleu.metrics.base import Metric

# `intl` splits the quotes and dashes that Kazakh and Russian use, which `13a` leaves on the words.
METRICS: Mapping[str, Callable[[], Metric]] = {
    "chrF++": lambda: CHRF(word_order=2),
    "BLEU": lambda: BLEU(tokenize="13a"),
    "BLEU-intl": lambda: BLEU(tokenize="intl"),
    "TER": lambda: TER(),
}
LOWER_IS_BETTER = frozenset({"TER"})

logging.getLogger("sacrebleu").setLevel(logging.ERROR)  # what it warns of is checked before it is called


@dataclass(frozen=True, slots=True)
class MetricScore:
    """One figure: 0 to 100, though TER may be more; and how it was made."""

    metric: str
    score: float
    signature: str


def corpus_score(metric: str, hypotheses: Sequence[str], references: Sequence[Sequence[str]]) -> MetricScore:
    """The score of one system over all its segments.

    `references` holds for each segment its references, one at least; segments may have
    different numbers of them. Raises KeyError for a metric that is not in `METRICS`.

    >>> corpus_score("chrF++", ["Бұл үй."], [["Бұл үй."]]).score
    100.0
    """
    scorer = METRICS[metric]()
    width = max(map(len, references))
    padded: list[list[Any]] = [[*refs, *[None] * (width - len(refs))] for refs in references]
    streams = [list(stream) for stream in zip(*padded, strict=True)]
    found = scorer.corpus_score(list(hypotheses), streams)
    return MetricScore(metric, found.score, str(scorer.get_signature()))
