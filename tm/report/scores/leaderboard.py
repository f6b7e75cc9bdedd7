"""The leaderboard: systems by metrics, with intervals, ranks, and how many faults each has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml.html import HtmlElement

from tm.metrics.metric import LOWER_IS_BETTER
from tm.metrics.ranking import best, ranked
from tm.metrics.results import MetricScore, ScoreReport, SystemScores
from tm.report.elements import hidden, node
from tm.report.scores.boxes import row_head, scrolled, section, table_of
from tm.report.scores.charts import Scale, whisker
from tm.report.scores.figures import places_of, score_of

_MOST_BESIDE = 3  # metrics whose scales have room beside their figures
_LENGTH = 112  # of the scale of a metric, in pixels


def leaderboard(report: ScoreReport) -> HtmlElement:
    """Systems in the order of the clusters; the script sorts them anew by the heads of the columns."""
    systems = ranked(report)
    places = places_of([system.name for system in systems], report.clusters)
    cluster = {name: n for n, names in enumerate(report.clusters) for name in names}
    scales = {metric: _scale(report, metric) for metric in report.metrics}
    tops = {metric: _top(report, metric) for metric in report.metrics}
    rows = []
    for n, system in enumerate(systems):
        row = node("tr", _rank(places[system.name], bool(report.clusters)), row_head(system.name))
        for metric in report.metrics:
            row.append(_score(system.under(metric), scales[metric], tops[metric]))
        many = len(system.faults)
        row.append(node("td", f"{many:,}", class_="count", data_value=str(many)))
        row.set("data-cluster", str(cluster.get(system.name, f"alone-{n}")))
        rows.append(row)
    _join(rows)
    heads = [_head("Rank", "up"), _head("System", "up")]
    heads += [_head(metric, "up" if metric in LOWER_IS_BETTER else "down") for metric in report.metrics]
    heads += [_head("Faults", "down")]
    heads[-1].set("class", "count")
    heads[0].set("aria-sort", "ascending")
    kind = "board stacked" if len(report.metrics) > _MOST_BESIDE else "board"
    table = table_of(heads, rows, caption="Scores of all systems", kind=kind)
    table.set("data-sortable", "")
    status = node("p", class_="hidden", role="status")
    return section("leaderboard", "Leaderboard", scrolled(table, "Leaderboard"), status, said=_said(report))


def _said(report: ScoreReport) -> str:
    said = []
    if any(one.half is not None for system in report.systems for one in system.scores):
        said.append(
            "± is half of the 95 % interval from the bootstrap, which the line through each dot shows."
        )
    if any(len(names) > 1 for names in report.clusters):
        said.append(f"Systems joined by a bracket can’t be told apart under {report.metrics[0]}.")
    lower = [metric for metric in report.metrics if metric in LOWER_IS_BETTER]
    if lower:
        said.append(f"Lower is better for {' and '.join(lower)}.")
    return " ".join([*said, "The best score of each metric is in bold."])


def _head(text: str, first: str) -> HtmlElement:
    """A head that sorts: first upwards or downwards."""
    return node("th", node("span", text, class_="by"), scope="col", data_first=first)


def _rank(places: tuple[int, int], tested: bool) -> HtmlElement:
    """The rank, or the ranks that a system shares; without a test, ranks say nothing of chance."""
    low, high = places
    written = str(low) if low == high else f"{low}–{high}"
    note = [hidden(" shared, can’t be told apart")] if tested and low != high else []
    return node("td", node("span", written, *note), class_="rank", data_value=str(low))


def _join(rows: list[HtmlElement]) -> None:
    """Brackets around neighbours of one cluster."""
    clusters = [row.get("data-cluster") for row in rows]
    for n, row in enumerate(rows):
        above = n > 0 and clusters[n - 1] == clusters[n]
        below = n + 1 < len(rows) and clusters[n + 1] == clusters[n]
        if above or below:
            row.set("class", "inside" if above and below else "ends" if above else "begins")


def _scale(report: ScoreReport, metric: str) -> Scale:
    """A scale that all systems and their intervals fit on."""
    known = [one for system in report.systems if (one := system.under(metric)) is not None]
    low = min((one.score - (one.half or 0) for one in known), default=0.0)
    high = max((one.score + (one.half or 0) for one in known), default=1.0)
    return Scale(low, high, _LENGTH)


def _top(report: ScoreReport, metric: str) -> float | None:
    return best(metric, [one.score for system in report.systems if (one := system.under(metric))])


def _score(one: MetricScore | None, scale: Scale, top: float | None) -> HtmlElement:
    if one is None:
        return node("td", "–", class_="score")
    number = node("b" if one.score == top else "span", score_of(one.score), class_="number")
    half = [node("span", f"± {one.half:.2f}", class_="half")] if one.half is not None else []
    parts = node("div", number, *half, whisker(one.score, one.half, scale))
    return node("td", parts, class_="score", data_value=repr(float(one.score)))


def faults_of(systems: Sequence[SystemScores]) -> Mapping[str, Mapping[str, int]]:
    """How many faults of each code each system has, by code and then by system; commonest code first."""
    counts: dict[str, dict[str, int]] = {}
    for system in systems:
        for fault in system.faults:
            of_code = counts.setdefault(fault.code, {})
            of_code[system.name] = of_code.get(system.name, 0) + 1
    return dict(sorted(counts.items(), key=lambda found: (-sum(found[1].values()), found[0])))
