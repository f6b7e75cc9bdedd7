"""The form that filters and sorts the segments. It does nothing without the script, which shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lxml.html import HtmlElement

from tm.metrics.results import ScoreReport, SystemScores
from tm.plurals import counted
from tm.report.elements import link_to, node
from tm.report.scores.leaderboard import faults_of
from tm.report.scores.names import without_folder

_Choice = tuple[str, str]  # a value and its words
OTHER, LEAKED, DOUBTFUL = "Other", "leaked", "doubtful reference"


class Filters(NamedTuple):
    """The groups that segments can be filtered by: the choices of the form, and those of segments."""

    choices: Sequence[tuple[str, Sequence[_Choice]]]
    of: Mapping[int, Sequence[int]]  # the numbers of the groups of each segment
    numbers: Mapping[tuple[str, str], int]  # by title and name

    def link(self, title: str, name: str, text: str) -> HtmlElement:
        """A text that leads to the segments of a group; no link where these are not known."""
        number = self.numbers.get((title, name))
        return node("span", text) if number is None else link_to("segments", text, data_group=str(number))


def filters_of(report: ScoreReport) -> Filters:
    """Documents, the buckets of breakdowns that know their places, and what leaked or is doubtful."""
    shown = documents_of(report)
    of: dict[int, list[int]] = {}
    numbers: dict[tuple[str, str], int] = {}
    found = []
    for title, named in _parted(report):
        choices = []
        for name, places in named.items():
            number = numbers[title, name] = len(numbers)
            choices.append((str(number), f"{shown.get(name, name)} ({len(places):,})"))
            for place in places:
                of.setdefault(place, []).append(number)
        found.append((title, choices))
    return Filters(found, of, numbers)


def documents_of(report: ScoreReport) -> Mapping[str, str]:
    """How documents are called on the page: without the folder that all are in."""
    return without_folder(unit.document for unit in report.references.units if unit.document is not None)


def _parted(report: ScoreReport) -> list[tuple[str, dict[str, Sequence[int]]]]:
    """Ways to part the segments: a title, and the places by name."""
    parted: list[tuple[str, dict[str, Sequence[int]]]] = []
    for breakdown in report.breakdowns:
        named: dict[str, Sequence[int]] = {
            bucket.name: bucket.places for bucket in breakdown.buckets if bucket.places
        }
        parted += [(breakdown.title, named)] if named else []
    documents: dict[str, list[int]] = {}
    for place, unit in enumerate(report.references.units):
        if unit.document is not None:
            documents.setdefault(unit.document, []).append(place)
    if len(documents) > 1 and not any(set(named) == set(documents) for _, named in parted):
        parted.append(("Document", dict(documents)))
    others: dict[str, Sequence[int]] = {}
    if report.leakage is not None and report.leakage.places:
        others[LEAKED] = sorted(report.leakage.places)
    if report.doubt is not None and report.doubt.places:
        others[DOUBTFUL] = report.doubt.places
    return [*parted, (OTHER, others)] if others else parted


def differing(spread: Sequence[float], shown: Sequence[int]) -> float | None:
    """The spread from which systems differ most: that of the tenth of the segments where it is widest."""
    known = sorted((spread[place] for place in shown), reverse=True)
    if not known or known[0] <= 0:
        return None
    return known[max(0, (len(known) + 9) // 10 - 1)]


def controls(
    report: ScoreReport,
    systems: Sequence[SystemScores],
    metrics: Sequence[str],
    filters: Filters,
    segments: int,
    widest: float | None,
) -> HtmlElement:
    """Fields for what to show and in what order, and how many segments are left."""
    names = [(str(n), system.name) for n, system in enumerate(systems)]
    fields = [
        _text("find", "Find text"),
        _select(
            "where",
            "Search in",
            [("", "any text"), ("source", "source"), ("reference", "reference"), ("system", "hypotheses")],
        ),
    ]
    fields.append(_select("system", "System", [("", "all systems"), *names]))
    codes = faults_of(systems)
    if codes:
        said = [(str(n), f"{code} ({sum(by.values()):,})") for n, (code, by) in enumerate(codes.items())]
        fields.append(_select("fault", "Faults", [("", "any or none"), ("*", "with a fault"), *said]))
    if filters.choices:
        fields.append(_grouped("group", "Group", filters.choices))
    orders = [("order", "order"), ("score", "score"), ("length", "length of reference")]
    orders[1:1] = [("spread", "spread")] if len(systems) > 1 else []
    fields.append(_select("sort", "Sort by", orders if metrics else [orders[0], orders[-1]]))
    if metrics:
        fields.append(_select("metric", "Metric", [(str(n), name) for n, name in enumerate(metrics)]))
    fields.append(_select("way", "Direction", [("up", "ascending"), ("down", "descending")]))
    ticks = [_tick("differ", "only where systems differ most", f"{widest!r}")] if widest is not None else []
    marks = [("came", "what the reference lacks"), ("both", "what either lacks"), ("none", "nothing")]
    ticks.append(_select("marks", "Mark", marks))
    reset = node("button", "Show all", type="button", data_reset="")
    status = node("p", counted(segments, "segment"), role="status", class_="status")
    form = node(
        "div",
        node("div", *fields, class_="fields"),
        node("div", *ticks, reset, status, class_="ticks"),
        class_="controls",
        role="search",
        aria_label="Filter and sort segments",
    )
    return form


def _labelled(name: str, label: str, field: HtmlElement) -> HtmlElement:
    field.set("data-control", name)
    field.set("autocomplete", "off")
    return node("label", node("span", label), field, class_=name)


def _text(name: str, label: str) -> HtmlElement:
    return _labelled(name, label, node("input", type="search", spellcheck="false"))


def _options(choices: Sequence[_Choice]) -> list[HtmlElement]:
    return [node("option", words, value=value) for value, words in choices]


def _select(name: str, label: str, choices: Sequence[_Choice]) -> HtmlElement:
    return _labelled(name, label, node("select", *_options(choices)))


def _grouped(name: str, label: str, groups: Sequence[tuple[str, Sequence[_Choice]]]) -> HtmlElement:
    options = [node("option", "all", value="")]
    for title, choices in groups:
        options.append(node("optgroup", *_options(choices), label=title))
    return _labelled(name, label, node("select", *options))


def _tick(name: str, label: str, value: str = "on") -> HtmlElement:
    box = node("input", type="checkbox", value=value, data_control=name, autocomplete="off")
    return node("label", box, node("span", label), class_="tick")
