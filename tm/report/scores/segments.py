"""All segments side by side: source, references, and what each system made of it, with scores and faults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from lxml.html import HtmlElement

from tm.metrics.ranking import ranked
from tm.metrics.results import Fault, ScoreReport, Seen, SystemScores
from tm.metrics.scored import ReferenceUnit
from tm.report.elements import link_to, node, tag_of
from tm.report.scores.boxes import section
from tm.report.scores.controls import Filters, controls, differing, documents_of
from tm.report.scores.figures import leaked
from tm.report.scores.leaderboard import faults_of
from tm.report.scores.marks import marked_text

_MOST_METRICS = 4  # columns
_BESIDE = 3  # that a phone has room for beside a name


class _Shown(NamedTuple):
    """What every segment of the list is made from."""

    systems: Sequence[SystemScores]
    metrics: Sequence[str]
    source: str  # language tags
    target: str
    faults: Mapping[tuple[str, int], Sequence[Fault]]
    codes: Mapping[str, int]  # the number of each code, as the form has it
    groups: Mapping[int, Sequence[int]]
    spread: Sequence[float]
    documents: Mapping[str, str]  # as they are called here
    seen: Mapping[int, Seen]  # in the training memory


def spreads(report: ScoreReport) -> list[float]:
    """For each segment, the best score less the worst under the first metric; 0 where there is but one."""
    metric = report.metrics[0] if report.metrics else ""
    rows = [system.by_segment[metric] for system in report.systems if metric in system.by_segment]
    if len(rows) < 2:
        return [0.0] * report.segments
    found: list[float] = np.ptp(np.array(rows), axis=0).tolist()
    return found


def telling(report: ScoreReport, most: int) -> list[int]:
    """The segments that say most, in their order: with faults, with a wide spread, with a low score."""
    if report.segments <= most:
        return list(range(report.segments))
    faulty = {fault.place for system in report.systems for fault in system.faults}
    spread = spreads(report)
    metric = report.metrics[0] if report.metrics else ""
    rows = [system.by_segment[metric] for system in report.systems if metric in system.by_segment]
    score = np.mean(np.array(rows), axis=0).tolist() if rows else spread

    def key(place: int) -> tuple[bool, float, float]:
        return place not in faulty, -spread[place], score[place]

    return sorted(sorted(range(report.segments), key=key)[:most])


def segments_section(report: ScoreReport, shown: Sequence[int], filters: Filters) -> HtmlElement:
    """The segments that are shown, with the form that filters and sorts them."""
    systems = ranked(report)
    metrics = [name for name in report.metrics if all(name in system.by_segment for system in systems)]
    metrics = metrics[:_MOST_METRICS]
    faults: dict[tuple[str, int], list[Fault]] = {}
    for system in systems:
        for fault in system.faults:
            faults.setdefault((system.name, fault.place), []).append(fault)
    codes = {code: n for n, code in enumerate(faults_of(systems))}
    langs = report.references.source_lang, report.references.target_lang
    source, target = (tag_of(lang) if lang else "" for lang in langs)
    seen = {} if report.leakage is None else report.leakage.seen
    known = _Shown(
        systems,
        metrics,
        source,
        target,
        faults,
        codes,
        filters.of,
        spreads(report),
        documents_of(report),
        seen,
    )
    entries = [_segment(known, place, report.references.units[place]) for place in shown]
    kind = "list many" if len(metrics) > _BESIDE else "list"
    form = controls(report, systems, metrics, filters, len(shown), differing(known.spread, shown))
    return section(
        "segments",
        "Segments",
        form,
        node("div", *entries, class_=kind, data_marks="came"),
        said=_said(report, shown, metrics),
    )


def _said(report: ScoreReport, shown: Sequence[int], metrics: Sequence[str]) -> str:
    said = (
        "What the first reference does not have is underlined; what it has and the hypothesis lacks, where "
        "that is shown, is struck out."
    )
    if len(metrics) < len(report.metrics):
        said += f" Scores are those of {', '.join(metrics)}." if metrics else ""
    if len(shown) == report.segments:
        return said
    few = f"{len(shown):,} of {report.segments:,} segments"
    why = "those with faults, the widest spread and the lowest scores; all would make the page slow"
    return f"{few}, {why}. {said}"


def _segment(known: _Shown, place: int, unit: ReferenceUnit) -> HtmlElement:
    number = str(place + 1)
    spread = [f"spread {known.spread[place]:.1f}"] if len(known.systems) > 1 else []
    doubt = [f"confidence {unit.confidence:.2f}"] if unit.confidence is not None else []
    seen = [f"{leaked(known.seen[place])} in the training memory"] if place in known.seen else []
    document = known.documents.get(unit.document or "")
    named = dict.fromkeys(part for part in (document, unit.id) if part and part != number)
    about = " · ".join([*named, *spread, *doubt, *seen])
    title = node("h3", link_to(f"segment-{number}", number), node("span", about))
    body = node("tbody", *_texts(known, unit))
    for n, system in enumerate(known.systems):
        body.append(_hypothesis(known, n, system, place, unit))
    head = node("tr", *(node("th", text, scope="col") for text in ("System", *known.metrics, "Text")))
    table = node("table", node("thead", head), body)
    article = node("article", title, table, id=f"segment-{number}", tabindex="-1")
    if place in known.groups:
        article.set("data-g", " ".join(map(str, known.groups[place])))
    return article


def _texts(known: _Shown, unit: ReferenceUnit) -> list[HtmlElement]:
    """The rows of the source and the references."""
    texts = [("Source", unit.source, known.source, "src")] if unit.source is not None else []
    many = len(unit.references) > 1
    texts += [
        (f"Reference {n}" if many else "Reference", text, known.target, "ref")
        for n, text in enumerate(unit.references, 1)
    ]
    wide = str(1 + len(known.metrics))
    return [
        node(
            "tr",
            node("th", name, scope="row", colspan=wide),
            node("td", text or "", lang=tag),
            class_=kind,
        )
        for name, text, tag, kind in texts
    ]


def _hypothesis(known: _Shown, n: int, system: SystemScores, place: int, unit: ReferenceUnit) -> HtmlElement:
    """One row: the name, a score a metric, the text with its differences, and its faults."""
    text = system.hypotheses[place] if place < len(system.hypotheses) else ""
    cell = node("td", *(marked_text(unit.references, text)), lang=known.target)
    found = known.faults.get((system.name, place), ())
    if found:
        lines = (node("li", node("b", fault.code), f" {fault.reason}") for fault in found)
        cell.append(node("ul", *lines, lang="en"))
    scores = (node("td", f"{system.by_segment[metric][place]:.1f}") for metric in known.metrics)
    row = node("tr", node("th", system.name, scope="row"), *scores, cell)
    if found:
        row.set("data-f", " ".join(map(str, sorted({known.codes[fault.code] for fault in found}))))
    return row
