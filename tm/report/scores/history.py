"""Scores over time on one page: a chart for each metric and test set, and the numbers below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from tm.metrics.history import History, Series
from tm.plurals import counted
from tm.report.elements import node
from tm.report.scores import charts
from tm.report.scores.boxes import column, row_head, scrolled, section, table_of
from tm.report.scores.page import page


def history_report(history: History, *, title: str) -> str:
    """A whole HTML page: what can be compared stands in one chart, with 95 % intervals where they are known.

    Breaks, after which scores can't be compared with those before, are named, and so are files that could not
    be read. The same history gives the same page.
    """
    charts_of: dict[tuple[str, str, str], list[Series]] = {}
    for series in history.series:
        charts_of.setdefault((series.references, series.metric, series.signature), []).append(series)
    parts = [_section(number, some) for number, some in enumerate(charts_of.values(), start=1)]
    runs = len({point.path for series in history.series for point in series.points})
    lead = node("p", f"{counted(runs, 'run')}; what can be compared is in one chart.", class_="lead")
    return page(title, [lead, *_noted(history)], parts, skip="chart-1")


def _noted(history: History) -> Iterator[HtmlElement]:
    said = [*history.breaks, *(f"{path}: {problem}; not counted" for path, problem in history.unread)]
    if said:
        lines = node("ul", *(node("li", text) for text in said))
        yield node("section", node("h2", "Remarks", id="remarks"), lines, aria_labelledby="remarks")


def _section(number: int, series: Sequence[Series]) -> HtmlElement:
    first = series[0]
    said = f"{counted(first.segments, 'segment')} of {first.origin}; {first.signature}"
    heading = f"{first.metric}, {first.origin}"
    lines = [
        charts.Line(
            one.system,
            tuple(charts.Point(point.made[:10], point.score, point.low, point.high) for point in one.points),
        )
        for one in series
    ]
    drawn = charts.line_chart(lines, label=f"{first.metric} over time")
    return section(f"chart-{number}", heading, drawn, _table(first.metric, series), said=said)


def _table(metric: str, series: Sequence[Series]) -> HtmlElement:
    heads = [column(text) for text in ("System", "When", "Score", "95 % interval", "File")]
    rows = []
    for one in series:
        for point in one.points:
            between = "" if point.low is None else f"{point.low:.2f} to {point.high:.2f}"
            cells = [point.made, f"{point.score:.2f}", between, point.path]
            rows.append(node("tr", row_head(one.system), *(node("td", text) for text in cells)))
    caption = f"{metric}, run by run"
    return scrolled(table_of(heads, rows, caption=caption, kind="history"), caption)
