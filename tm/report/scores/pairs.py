"""Systems against one another: differences, how sure they are, and whether people would notice."""

from __future__ import annotations

from lxml.html import HtmlElement

from tm.metrics.ranking import by_pair, gain, ranked
from tm.metrics.results import Comparison, ScoreReport
from tm.report.elements import node
from tm.report.scores.boxes import column, row_head, scrolled, section, switched, symbol, table_of
from tm.report.scores.figures import SIGNS, change_of, p_of, share_of, sign_of


def pairs_section(report: ScoreReport) -> list[HtmlElement]:
    """A matrix a metric, or one table where there are but two systems."""
    if not report.comparisons:
        return []
    metrics = [metric for metric in report.metrics if any(one.metric == metric for one in report.comparisons)]
    said = "Each field is the system of its row less that of its column, with the 95 % interval of that"
    if len(report.systems) == 2:
        said = "The difference under each metric, with its 95 % interval"
        parts = [scrolled(_two(report), "Difference of two systems")]
    else:
        panels = [(metric, scrolled(_matrix(report, metric), f"Pairs under {metric}")) for metric in metrics]
        parts = switched("pairs", "Metric", panels)
    if any(one.agreement is not None for one in report.comparisons):
        said += ", and how often people agree with a metric that tells two systems apart by so much"
    return [section("pairs", "Systems against one another", _legend(), *parts, said=f"{said}.")]


def _legend() -> HtmlElement:
    entries = (node("li", symbol(sign.symbol, sign.name), sign.words) for sign in SIGNS)
    return node("ul", *entries, class_="legend")


def _matrix(report: ScoreReport, metric: str) -> HtmlElement:
    """Every system against every other, best first."""
    names = [system.name for system in ranked(report, metric)]
    known = by_pair(report, metric)
    rows = []
    for first in names:
        fields = (_field(known.get((first, second)), first == second) for second in names)
        rows.append(node("tr", row_head(first), *fields))
    heads = [column("row less column", class_="corner"), *map(column, names)]
    return table_of(heads, rows, caption=f"Differences of {metric}", kind="matrix")


def _kind(one: Comparison) -> str:
    """Whether the first is better or worse, as far as it is sure."""
    if sign_of(_p(one)) is SIGNS[-1]:
        return "unsure"
    return "better" if gain(one.metric, one.difference) > 0 else "worse"


def _p(one: Comparison) -> float:
    """What speaks against a difference: systems that say the same have none, whatever p a test gives them."""
    return one.p if one.difference else 1.0


def _field(one: Comparison | None, same: bool) -> HtmlElement:
    if one is None:
        return node("td", "" if same else "–", class_="same")
    parts = [node("b", change_of(one.difference)), _sure(one), *_interval(one)]
    if one.agreement is not None:
        parts.append(node("span", f"{share_of(one.agreement)} agree", class_="quiet"))
    return node("td", *parts, class_=_kind(one))


def _sure(one: Comparison) -> HtmlElement:
    sign = sign_of(_p(one))
    return node("span", symbol(sign.symbol, sign.name), p_of(one.p), class_="sure")


def _interval(one: Comparison) -> list[HtmlElement]:
    if one.low is None or one.high is None:
        return []
    return [node("span", f"{change_of(one.low)} to {change_of(one.high)}", class_="quiet")]


def _two(report: ScoreReport) -> HtmlElement:
    """One row a metric, for two systems."""
    known = report.comparisons
    heads = [
        column(text) for text in ("Metric", "Difference", "Significance", "95 % interval", "People agree")
    ]
    rows = []
    for one in known:
        agreed = "unknown" if one.agreement is None else f"in {share_of(one.agreement)}"
        interval = _interval(one) or [node("span", "–")]
        rows.append(
            node(
                "tr",
                row_head(one.metric),
                node("td", node("b", change_of(one.difference)), class_=_kind(one)),
                node("td", _sure(one)),
                node("td", *interval),
                node("td", agreed),
            )
        )
    caption = f"{known[0].first} less {known[0].second}"
    table = table_of(heads, rows, caption=caption, kind="two")
    table[0].set("class", "seen")
    return table
