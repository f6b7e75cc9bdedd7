"""The report of scores: one HTML page that needs nothing but itself, for `tm score --report`.

Its parts are the modules here; `scores.css` is its look, and `scores.js` sorts, filters and switches. Without
the script the page shows everything.
"""

from __future__ import annotations

from collections.abc import Sequence

from tm.metrics.results import ScoreReport
from tm.report.scores.breakdowns import breakdowns_section
from tm.report.scores.leaderboard import leaderboard
from tm.report.scores.page import page
from tm.report.scores.pairs import pairs_section
from tm.report.scores.segments import segments_section, telling
from tm.report.scores.subsets import doubt_section, leakage_section, punctuation_section
from tm.report.scores.summary import facts_list, lead, warned
from tm.report.scores.words import faults_section, ngrams_section, terms_section

__all__ = ["MOST_SEGMENTS", "score_report"]

MOST_SEGMENTS = 2000  # that are shown; with seven systems they make a page of 8 MB


def score_report(
    report: ScoreReport,
    *,
    title: str,
    facts: Sequence[tuple[str, str]] = (),
    most_segments: int = MOST_SEGMENTS,
) -> str:
    """A whole HTML page about scores: the leaderboard, pairs, breakdowns, and all segments side by side.

    `facts` are labels and values that stand below those of the report. Where there are more than
    `most_segments`, those are shown that say most, and it is said. Segments are numbered from 1. Control
    characters come out as U+FFFD. The same arguments give the same page.
    """
    shown = telling(report, most_segments)
    parts = [
        facts_list(report, facts),
        leaderboard(report),
        *pairs_section(report),
        *breakdowns_section(report),
        *ngrams_section(report),
        *terms_section(report, set(shown)),
        *faults_section(report),
        *punctuation_section(report),
        *leakage_section(report),
        *doubt_section(report),
        segments_section(report, shown),
    ]
    return page(title, [lead(report), *warned(report)], parts, skip="segments")
