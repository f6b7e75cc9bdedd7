"""How often people agree with a metric that one system is better than another, by how much it says so.

After Kocmi, Zouhar, Federmann and Post 2024, "Navigating the Metrics Maze: Reconciling Score Magnitudes and
Accuracies" (ACL 2024), who fitted a curve to each metric over pairs of systems: a share of at most so many
per cent, reached as the difference grows. For chrF++, TER and BLEU with another tokenizer they have none.
"""

from __future__ import annotations

from math import exp

# The most that people agree, in per cent, and how fast that is reached with points of difference.
CURVES = {
    "BLEU": (88.33333333333225, 0.9663926931178954),
    "chrF": (92.999999999972, 1.1142732157139852),
    "COMET": (96.22374133884283, 2.8359194570556636),  # of wmt22-comet-da, on a scale to 100
}


def agreement(metric: str, difference: float) -> float | None:
    """The share of cases, from 0.5 to 1, in which people prefer the system that the metric prefers.

    `difference` is in points of the metric, of any sign. None where nobody has published it. Close to 0 the
    published curves fall below 0.5; but a metric that says nothing is as good as a coin.

    >>> round(agreement("BLEU", 2.34), 2), round(agreement("chrF", -1.63), 2), agreement("BLEU", 0.01)
    (0.8, 0.8, 0.5)
    """
    if metric not in CURVES:
        return None
    most, slope = CURVES[metric]
    return max(0.5, most / (1 + exp(-slope * abs(difference))) / 100)
