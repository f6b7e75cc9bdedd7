"""Scores by groups of segments: a table with bars, and lines where the groups have an order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml.html import HtmlElement

from tm.metrics.ranking import best, ranked
from tm.metrics.results import Breakdown, Bucket, ScoreReport
from tm.report.elements import node
from tm.report.scores.boxes import column, row_head, scrolled, section, switched, table_of
from tm.report.scores.charts import Line, Point, bar, line_chart
from tm.report.scores.controls import Filters, documents_of
from tm.report.scores.figures import score_of

_UNORDERED = frozenset({"document", "doc", "origin", "domain"})
_MOST_LINES = 8  # more can't be told apart
_FEW = 30  # segments, below which a score of a group is mostly chance
_TALL = 16  # rows from which a table scrolls in a box of its own


def breakdowns_section(report: ScoreReport, filters: Filters) -> list[HtmlElement]:
    """A panel a metric, in which each breakdown has its part."""
    if not report.breakdowns:
        return []
    panels = []
    for place, metric in enumerate(report.metrics):
        parts = (_part(report, breakdown, place, filters) for breakdown in report.breakdowns)
        panels.append((metric, node("div", *parts)))
    said = (
        "Where each system is strong and weak. A number of segments leads to them. The best score of a row "
        "is in bold; bars of one table share a scale that begins at 0."
    )
    if any(one.segments < _FEW for breakdown in report.breakdowns for one in breakdown.buckets):
        said += (
            f" Groups of fewer than {_FEW} segments are in brackets: chance has a large part in their scores."
        )
    return [section("breakdowns", "By groups of segments", *switched("by", "Metric", panels), said=said)]


def _part(report: ScoreReport, breakdown: Breakdown, place: int, filters: Filters) -> HtmlElement:
    metric = report.metrics[place]
    note = [node("p", breakdown.note, class_="quiet")] if breakdown.note else []
    panel = _panel(report, breakdown, place, metric, filters)
    return node("div", node("h4", breakdown.title), *note, panel, class_="breakdown")


def _panel(
    report: ScoreReport, breakdown: Breakdown, place: int, metric: str, filters: Filters
) -> HtmlElement:
    names = [system.name for system in ranked(report)]
    shown = documents_of(report) if breakdown.kind in _UNORDERED else {}
    table = scrolled(
        _table(breakdown, names, place, metric, filters, shown),
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


def _table(
    breakdown: Breakdown,
    names: list[str],
    place: int,
    metric: str,
    filters: Filters,
    shown: Mapping[str, str],
) -> HtmlElement:
    known = [scores[place] for one in breakdown.buckets for scores in one.scores.values()]
    most = max(known, default=0.0)
    heads = [column("Group"), column("Segments", class_="count"), *map(column, names)]
    rows = []
    for one in breakdown.buckets:
        many = filters.link(breakdown.title, one.name, f"{one.segments:,}")
        head = [
            row_head(shown.get(one.name, one.name)),
            node("td", node("span", *_few(one, many)), class_="count"),
        ]
        rows.append(node("tr", *head, *_scores(one, names, place, metric, most)))
    return table_of(heads, rows, caption=f"{breakdown.title}, {metric}", kind="bars")


def _few(bucket: Bucket, many: HtmlElement) -> list[HtmlElement | str]:
    """A number of segments, in brackets where it is small."""
    return ["(", many, ")"] if bucket.segments < _FEW else [many]


def _scores(bucket: Bucket, names: list[str], place: int, metric: str, most: float) -> Iterator[HtmlElement]:
    scores = {name: bucket.scores[name][place] for name in names if name in bucket.scores}
    top = best(metric, scores.values())
    for name in names:
        if name not in scores:
            yield node("td", "–")
            continue
        tag = "b" if scores[name] == top and len(scores) > 1 else "span"
        yield node("td", node(tag, score_of(scores[name])), bar(scores[name], most))
