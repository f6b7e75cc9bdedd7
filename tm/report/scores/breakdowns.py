"""Scores by groups of segments: a table with bars, and lines where the groups have an order."""

from __future__ import annotations

from lxml.html import HtmlElement

from tm.metrics.ranking import best, ranked
from tm.metrics.results import Breakdown, Bucket, ScoreReport
from tm.report.elements import node
from tm.report.scores.boxes import column, row_head, scrolled, section, switched, table_of
from tm.report.scores.charts import Line, Point, bar, line_chart
from tm.report.scores.figures import score_of

_UNORDERED = frozenset({"document", "doc", "origin", "domain"})
_MOST_LINES = 8  # more can't be told apart
_TALL = 16  # rows from which a table scrolls in a box of its own


def breakdowns_section(report: ScoreReport) -> list[HtmlElement]:
    """One part a breakdown, each with a switch between the metrics."""
    if not report.breakdowns:
        return []
    parts = []
    for n, breakdown in enumerate(report.breakdowns):
        panels = [
            (metric, _panel(report, breakdown, place, metric)) for place, metric in enumerate(report.metrics)
        ]
        note = [node("p", breakdown.note, class_="quiet")] if breakdown.note else []
        inner = [node("h3", breakdown.title), *note, *switched(f"by-{n}", "Metric", panels)]
        parts.append(node("div", *inner, class_="breakdown"))
    said = "The best score of each row is in bold; bars of one table share a scale that begins at 0."
    return [section("breakdowns", "By groups of segments", *parts, said=said)]


def _panel(report: ScoreReport, breakdown: Breakdown, place: int, metric: str) -> HtmlElement:
    names = [system.name for system in ranked(report)]
    table = scrolled(
        _table(breakdown, names, place, metric),
        f"{breakdown.title}: {metric}",
        tall=len(breakdown.buckets) > _TALL,
    )
    ordered = breakdown.kind not in _UNORDERED and 3 <= len(breakdown.buckets) <= 12
    if not ordered or len(names) > _MOST_LINES:
        return table
    lines = [
        Line(
            name,
            tuple(
                Point(one.name, one.scores[name][place]) for one in breakdown.buckets if name in one.scores
            ),
        )
        for name in names
    ]
    chart = line_chart(
        lines, label=f"{metric} of each system by {breakdown.title}; the table has the figures"
    )
    drawn = node(
        "div", chart, class_="box chart", role="region", aria_label=f"Chart of {metric}", tabindex="0"
    )
    return node("div", drawn, table)


def _table(breakdown: Breakdown, names: list[str], place: int, metric: str) -> HtmlElement:
    known = [scores[place] for one in breakdown.buckets for scores in one.scores.values()]
    most = max(known, default=0.0)
    heads = [column("Group"), column("Segments", class_="count"), *map(column, names)]
    rows = [_row(one, names, place, metric, most) for one in breakdown.buckets]
    return table_of(heads, rows, caption=f"{breakdown.title}, {metric}", kind="bars")


def _row(bucket: Bucket, names: list[str], place: int, metric: str, most: float) -> HtmlElement:
    scores = {name: bucket.scores[name][place] for name in names if name in bucket.scores}
    top = best(metric, scores.values())
    row = node("tr", row_head(bucket.name), node("td", f"{bucket.segments:,}", class_="count"))
    for name in names:
        if name not in scores:
            row.append(node("td", "–"))
            continue
        tag = "b" if scores[name] == top and len(scores) > 1 else "span"
        row.append(node("td", node(tag, score_of(scores[name])), bar(scores[name], most)))
    return row
