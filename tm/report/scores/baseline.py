"""What changed since a kept run, and which gates that fails."""

from __future__ import annotations

from lxml.html import HtmlElement

from tm.metrics.history import Change
from tm.metrics.ranking import gain
from tm.metrics.results import ScoreReport
from tm.report.elements import node
from tm.report.scores.boxes import column, row_head, scrolled, section, symbol, table_of
from tm.report.scores.figures import change_of, p_of, score_of, sign_of


def baseline_section(report: ScoreReport) -> list[HtmlElement]:
    """A row for a system and a metric; nothing where the run was held against no other."""
    if not report.changes and not report.failed:
        return []
    parts = []
    if report.failed:
        lines = node("ul", *(node("li", text) for text in report.failed))
        parts.append(node("div", node("h3", "Failed"), lines, class_="warnings"))
    heads = [column(text) for text in ("System", "Metric", "Before", "Now", "Change", "Test")]
    rows = map(_row, report.changes)
    table = table_of(heads, rows, caption="What changed since the baseline", kind="changes")
    said = "Each system against the outputs that the kept run has of it, tested in pairs."
    return [section("baseline", "Against the baseline", *parts, scrolled(table, "Changes"), said=said)]


def _row(one: Change) -> HtmlElement:
    known = f"{one.system} (there {one.known_as})" if one.known_as not in ("", one.system) else one.system
    change = node("td", change_of(one.difference), class_=_kind(one))
    figures = [node("td", score_of(score)) for score in (one.before, one.now)]
    return node("tr", row_head(known), node("td", one.metric), *figures, change, node("td", *_tested(one)))


def _tested(one: Change) -> list[HtmlElement | str]:
    if one.p is None:
        return ["not tested"]
    sign = sign_of(one.p if one.difference else 1.0)
    return [symbol(sign.symbol, sign.name), p_of(one.p)]


def _kind(one: Change) -> str:
    """Whether it is better or worse than it was, as far as it is sure."""
    if one.p is None or one.p >= 0.05 or not one.difference:
        return "unsure"
    return "better" if gain(one.metric, one.difference) > 0 else "worse"
