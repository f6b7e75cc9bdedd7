"""The report of scores: one HTML page that needs nothing but itself, for `tm score --report`.

Its parts are the modules here, and history.py is a page of its own, scores over time. `scores.css` is their
look. `scores.js` sorts tables and switches, `segments.js` filters segments; without them all is shown.
"""

from __future__ import annotations

from collections.abc import Sequence

from tm.metrics.results import ScoreReport
from tm.report.scores.baseline import baseline_section
from tm.report.scores.breakdowns import breakdowns_section
from tm.report.scores.controls import filters_of
from tm.report.scores.leaderboard import leaderboard
from tm.report.scores.page import WITH_SEGMENTS, page
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
    filters = filters_of(report)
    parts = [
        facts_list(report, facts),
        leaderboard(report),
        *baseline_section(report),
        *pairs_section(report),
        *breakdowns_section(report, filters),
        *ngrams_section(report, shown),
        *terms_section(report, set(shown)),
        *faults_section(report),
        *punctuation_section(report),
        *leakage_section(report, filters, set(shown)),
        *doubt_section(report, filters),
        segments_section(report, shown, filters),
    ]
    return page(title, [lead(report), *warned(report)], parts, skip="segments", scripts=WITH_SEGMENTS)
