"""Scores over time on one page: for what can be compared a chart, where each system stands, and all runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from lxml.html import HtmlElement

from tm.metrics.history import DatedScore, History, Series
from tm.metrics.ranking import best, gain
from tm.plurals import counted
from tm.report.elements import node
from tm.report.scores import charts
from tm.report.scores.boxes import column, row_head, scrolled, section, table_of
from tm.report.scores.figures import change_of, score_of
from tm.report.scores.names import called, folder_of, without_folder
from tm.report.scores.page import page

_MOST_LINES = 8  # of one chart; more can't be told apart
_TALL = 16  # rows from which a table scrolls in a box of its own

_Run = tuple[str, str]  # when it was made, and its file


class _Comparable(NamedTuple):
    """Series of one metric, signature and test set, and their runs in the order of time with their labels."""

    heading: str
    series: Sequence[Series]
    runs: dict[_Run, str]

    @property
    def metric(self) -> str:
        return self.series[0].metric


def history_report(history: History, *, title: str) -> str:
    """A whole HTML page: what can be compared stands in one chart, with 95 % intervals where they are known.

    What has the latest run comes first. Breaks, after which scores can't be compared with those before, are
    named, and so are files that could not be read. Times are in UTC. The same history gives the same page.
    """
    parts = [_section(number, one) for number, one in enumerate(_comparable(history), start=1)]
    header = [node("p", _lead(history), class_="lead"), *_unread(history)]
    return page(title, header, [_facts(history), *_breaks(history), *parts], skip="chart-1")


def _runs(series: Sequence[Series]) -> list[_Run]:
    return sorted({(point.made, point.path) for one in series for point in one.points})


def _comparable(history: History) -> list[_Comparable]:
    """What can be compared, that with the latest run first."""
    found: dict[tuple[str, str, str], list[Series]] = {}
    for series in history.series:
        found.setdefault((series.references, series.metric, series.signature), []).append(series)
    order = sorted(found.values(), key=lambda series: _runs(series)[-1:], reverse=True)
    headings = [f"{series[0].metric} on {called(series[0].origin)}" for series in order]
    named = []
    for heading, some in zip(headings, order, strict=True):
        runs = _runs(some)
        if headings.count(heading) > 1 and runs:
            heading += f", {_between(runs)}"
        named.append(_Comparable(heading, _ranked(some), _labels(runs)))
    return named


def _ranked(series: Sequence[Series]) -> list[Series]:
    """The series by their latest scores, best first."""

    def key(one: Series) -> float:
        return -gain(one.metric, one.points[-1].score) if one.points else float("inf")

    return sorted(series, key=key)


def _minute(made: str) -> str:
    return made[:16].replace("T", " ")


def _between(runs: Sequence[_Run]) -> str:
    """From the first run to the last: their days, or their times where they are of one day."""
    first, last = runs[0][0], runs[-1][0]
    if first[:10] != last[:10]:
        return f"{first[:10]} to {last[:10]}"
    return _minute(first) if first == last else f"{_minute(first)} to {last[11:16]}"


def _labels(runs: Sequence[_Run]) -> dict[_Run, str]:
    """What to call each run at an axis: its day, or its time where all are of one day, or both.

    Those that are of one minute are numbered.
    """
    days = [made[:10] for made, _ in runs]
    if len(set(days)) == len(days):
        return dict(zip(runs, days, strict=True))
    within = slice(11, 16) if len(set(days)) == 1 else slice(5, 16)
    found = {}
    for label, some in groupby(runs, key=lambda run: run[0][within].replace("T", " ")):
        for number, run in enumerate(some, start=1):
            found[run] = label if number == 1 else f"{label} ({number})"
    return found


def _lead(history: History) -> str:
    runs = _runs(history.series)
    if not runs:
        return "No runs."
    systems = counted(len({one.system for one in history.series}), "system")
    said = f"{counted(len(runs), 'run')} of {systems}, {_between(runs)} (UTC)"
    return f"{said}; what can be compared is in one chart."


def _unread(history: History) -> Iterator[HtmlElement]:
    """Files that are missing from the charts, in a box that can't be overlooked."""
    if history.unread:
        heading = node("h2", f"{counted(len(history.unread), 'file')} not counted", id="unread")
        lines = node("ul", *(node("li", f"{path}: {problem}") for path, problem in history.unread))
        yield node("section", heading, lines, class_="warnings", aria_labelledby="unread")


def _breaks(history: History) -> Iterator[HtmlElement]:
    if history.breaks:
        lines = node("ul", *(node("li", text) for text in history.breaks), class_="breaks")
        yield section(
            "breaks", "Breaks", lines, said="From here on scores begin anew, in a chart of their own."
        )


def _facts(history: History) -> HtmlElement:
    """Where the runs are, and what each test set and each signature is."""
    files = [path for _, path in _runs(history.series)]
    folder = folder_of(files)
    rows = [_fact("Folder of the runs", folder)] if folder else []
    for series in {(one.references, one.origin): one for one in history.series}.values():
        rows.append(_fact("Test set", f"{series.origin}, {counted(series.segments, 'segment')}"))
    for series in {(one.metric, one.signature): one for one in history.series}.values():
        rows.append(_fact(series.metric, node("code", series.signature)))
    return node("section", node("h2", "Facts", id="facts"), node("dl", *rows, class_="facts"))


def _fact(label: str, value: HtmlElement | str) -> HtmlElement:
    return node("div", node("dt", label), node("dd", value))


def _section(number: int, one: _Comparable) -> HtmlElement:
    shown = one.series[:_MOST_LINES]
    said = "Runs stand at equal distances; the lines across are 95 % intervals, where they are known."
    if len(shown) < len(one.series):
        said += f" The chart has the {_MOST_LINES} systems of {len(one.series)} whose latest scores are best."
    lines = [
        charts.Line(
            series.system,
            tuple(
                charts.Point(one.runs[point.made, point.path], point.score, point.low, point.high)
                for point in series.points
            ),
        )
        for series in shown
    ]
    label = f"{one.metric} of each system over time; the tables have the figures"
    chart = charts.line_chart(lines, label=label, order=list(one.runs.values()))
    box = node("div", chart, class_="box chart", role="region", aria_label=label, tabindex="0")
    parts = [box] if len(one.runs) > 1 else []
    return section(
        f"chart-{number}", one.heading, *parts, _standing(one), _run_by_run(one), said=said if parts else ""
    )


def _standing(one: _Comparable) -> HtmlElement:
    """Where each system stands: the latest score, what changed, and the best there was."""
    heads = ("System", "Runs", "Latest", "Since the run before", "Since the first", "Best", "When")
    rows = []
    for series in filter(attrgetter("points"), one.series):
        scores = [point.score for point in series.points]
        top = next(point for point in series.points if point.score == best(one.metric, scores))
        cells = [
            node("td", f"{len(scores):,}"),
            node("td", node("b", score_of(scores[-1])), *_half(series.points[-1])),
            node("td", change_of(scores[-1] - scores[-2]) if len(scores) > 1 else "–"),
            node("td", change_of(scores[-1] - scores[0]) if len(scores) > 1 else "–"),
            node("td", score_of(top.score)),
            node("td", _minute(top.made)),
        ]
        rows.append(node("tr", row_head(series.system), *cells))
    caption = f"{one.heading}: where each system stands"
    table = table_of(list(map(column, heads)), rows, caption=caption, kind="plain")
    return scrolled(table, caption)


def _half(point: DatedScore) -> list[HtmlElement]:
    if point.low is None or point.high is None:
        return []
    return [node("span", f"± {(point.high - point.low) / 2:.2f}", class_="change")]


def _run_by_run(one: _Comparable) -> HtmlElement:
    """All runs, the latest first, with the file and the score of each system."""
    shown = without_folder(path for _, path in one.runs)
    by_run = [{(point.made, point.path): point for point in series.points} for series in one.series]
    heads = [column(text) for text in ("Run", "File", *(series.system for series in one.series))]
    rows = []
    for run in reversed(one.runs):
        made, path = run
        row = node("tr", row_head(_minute(made)), node("td", shown[path], class_="file"))
        for points in by_run:
            point = points.get(run)
            row.append(node("td", "–") if point is None else node("td", score_of(point.score), *_half(point)))
        rows.append(row)
    caption = f"{one.heading}: run by run"
    table = table_of(heads, rows, caption=caption, kind="plain runs")
    title = f"Run by run: {counted(len(one.runs), 'run')}"
    fold = node("details", node("summary", title), scrolled(table, caption, tall=len(rows) > _TALL))
    if 1 < len(rows) <= _TALL:
        fold.set("open", "")
    return fold
