"""The top of a report of scores: what was scored, how, and what to beware of."""

from __future__ import annotations

from collections.abc import Sequence

from lxml.html import HtmlElement

from tm.metrics.ranking import ranked
from tm.metrics.results import ScoreReport, Trial
from tm.plurals import counted
from tm.report.elements import name_of, node
from tm.report.scores.figures import score_of
from tm.report.scores.names import called, folder_of

_KINDS = {"bootstrap": "paired bootstrap", "randomization": "approximate randomization"}


def lead(report: ScoreReport) -> HtmlElement:
    """The report in two sentences: how much was scored, and which system is best."""
    many, segments = counted(len(report.systems), "system"), counted(report.segments, "segment")
    said = f"{many} on {segments} of {called(report.reference)}."
    if report.systems and report.systems[0].scores and report.segments:
        said += f" {_winners(report)}"
    return node("p", said, class_="lead")


def _winners(report: ScoreReport) -> str:
    """Who is best under the first metric, and who can't be told apart from it."""
    metric, order = report.metrics[0], ranked(report)
    figure = order[0].under(metric)
    if figure is None:
        return ""
    score = figure.score
    top = next((cluster for cluster in report.clusters if order[0].name in cluster), (order[0].name,))
    if len(order) == 1:
        return f"{order[0].name} has {metric} {score_of(score)}."
    if not report.clusters:
        return f"{order[0].name} has the best {metric}, {score_of(score)}, whether by chance or not."
    if len(top) == 1:
        return f"{order[0].name} is best, with {metric} {score_of(score)}."
    *names, last = top
    who = f"{', '.join(names)} and {last}"
    return f"{who} are best and can’t be told apart, the first with {metric} {score_of(score)}."


def warned(report: ScoreReport) -> list[HtmlElement]:
    """The warnings, in a box that can't be overlooked."""
    if not report.warnings:
        return []
    heading = node("h2", counted(len(report.warnings), "warning"), id="warnings")
    lines = node("ul", *(node("li", warning) for warning in report.warnings))
    return [node("section", heading, lines, class_="warnings", aria_labelledby="warnings")]


def facts_list(report: ScoreReport, facts: Sequence[tuple[str, str]]) -> HtmlElement:
    """What was scored against what, in labels and values, then those given, then the signatures."""
    known = [*_known(report), *facts]
    rows = [node("div", node("dt", label), node("dd", value)) for label, value in known]
    for metric in report.metrics:
        if metric in report.signatures:
            signature = node("code", report.signatures[metric])
            rows.append(node("div", node("dt", metric), node("dd", signature)))
    return node("section", node("h2", "Facts", id="facts"), node("dl", *rows, class_="facts"))


def _known(report: ScoreReport) -> list[tuple[str, str]]:
    references = report.references
    most = max((len(unit.references) for unit in references.units), default=0)
    several = f", up to {most} a segment" if most > 1 else ""
    facts = [("References", f"{references.origin}{several}")]
    folder = folder_of(unit.document for unit in references.units if unit.document is not None)
    if folder:
        facts.append(("Folder of the documents", folder))
    langs = [lang for lang in (references.source_lang, references.target_lang) if lang]
    if langs:
        facts.append(("Languages", " → ".join(map(name_of, langs))))
    scored = counted(report.segments, "segment")
    total = f" of {references.total:,} in the source" if references.total is not None else ""
    facts.append(("Scored", scored + total))
    left = [(len(ids), why) for why, ids in report.dropped.items()]
    left += [(len(references.left_out), "a language is missing")] if references.left_out else []
    left += [(references.unselected, "not selected")] if references.unselected else []
    if left:
        facts.append(("Left out", "; ".join(f"{many:,}: {why}" for many, why in left)))
    if report.leakage is not None:
        facts.append(("Training memory", f"{report.leakage.memory}, {counted(report.leakage.units, 'unit')}"))
    facts.append(("Test of significance", _trial(report.trial)))
    return facts


def _trial(trial: Trial | None) -> str:
    if trial is None:
        return "none"
    return f"{_KINDS.get(trial.kind, trial.kind)}, {trial.draws:,} draws, seed {trial.seed}"
