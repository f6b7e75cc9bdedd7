"""What scores would be without some of the segments, or with punctuation all of one shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml.html import HtmlElement

from tm.metrics.ranking import ranked
from tm.metrics.results import Bucket, Doubt, Leakage, ScoreReport
from tm.plurals import counted
from tm.report.elements import node
from tm.report.scores.boxes import column, row_head, scrolled, section, table_of
from tm.report.scores.figures import change_of, score_of

_Scores = Mapping[str, Sequence[float]]


def punctuation_section(report: ScoreReport) -> list[HtmlElement]:
    """What of each score is lost to the shape of quotes and dashes alone."""
    if not report.punctuation:
        return []
    table = _changes(report, [("one shape", report.punctuation)], "Scores with punctuation of one shape")
    said = "Scores if quotes and dashes were all of one shape: what is gained here says nothing of the words."
    return [section("punctuation", "Punctuation alone", table, said=said)]


def leakage_section(report: ScoreReport) -> list[HtmlElement]:
    """How much of the test the training memory has, and the scores with and without it."""
    leak = report.leakage
    if leak is None:
        return []
    said = (
        f"{counted(len(leak.places), 'segment')} of {report.segments:,} are in {leak.memory} "
        f"({counted(leak.units, 'unit')}), as they are or {leak.threshold:g} % alike."
    )
    columns = [(_named("without", leak.kept), leak.kept.scores)] if leak.kept else []
    columns += [(_named("leaked only", leak.leaked), leak.leaked.scores)] if leak.leaked else []
    parts = [scrolled(_sides(leak, report.segments), "Leaked segments by side")]
    parts += [_changes(report, columns, "Scores with and without leaked segments")] if columns else []
    return [section("leakage", "Leakage", *parts, said=said)]


def _named(text: str, bucket: Bucket) -> str:
    return f"{text} ({bucket.segments:,})"


def _sides(leak: Leakage, segments: int) -> HtmlElement:
    """Leaked segments by side, and by how they leaked."""
    sides = (("Source", leak.exact_source, leak.near_source), ("Target", leak.exact_target, leak.near_target))
    rows = []
    for name, exact, near in sides:
        counts = (exact, near - exact, exact | near)
        written = [f"{len(places):,} ({100 * len(places) / max(1, segments):.1f} %)" for places in counts]
        rows.append(node("tr", row_head(name), *(node("td", text) for text in written)))
    heads = [column(text) for text in ("Side", "The same", f"{leak.threshold:g} % alike or more", "Either")]
    return table_of(heads, rows, caption="Leaked segments", kind="plain")


def doubt_section(report: ScoreReport) -> list[HtmlElement]:
    """Scores with and without references whose alignment is doubtful."""
    doubt = report.doubt
    if doubt is None:
        return []
    table = _changes(
        report,
        [(_named("without", doubt.without), doubt.without.scores)],
        "Scores without doubtful references",
    )
    return [section("doubt", "Doubtful references", table, said=_doubted(doubt))]


def _doubted(doubt: Doubt) -> str:
    said = f"{counted(len(doubt.places), 'reference')} of a bead with a confidence below {doubt.below:g}. "
    order = "another" if doubt.reordered else "the same"
    moved = ", ".join(f"{metric} {score_of(abs(by))}" for metric, by in doubt.moved.items())
    said += f"Without them the order of systems is {order}"
    return f"{said}; the largest changes are {moved}." if moved else f"{said}."


def _changes(report: ScoreReport, columns: Sequence[tuple[str, _Scores]], label: str) -> HtmlElement:
    """The score of each system under each metric, and other scores of it with the difference to that."""
    over = [column("", class_="over")]
    heads = [column("System")]
    for metric in report.metrics:
        over.append(node("th", metric, scope="colgroup", colspan=str(1 + len(columns)), class_="over first"))
        heads += [column("all", class_="first"), *(column(name) for name, _ in columns)]
    rows = []
    for system in ranked(report):
        row = node("tr", row_head(system.name))
        whole = {one.metric: one.score for one in system.scores}
        for place, metric in enumerate(report.metrics):
            base = whole.get(metric)
            row.append(node("td", "–" if base is None else score_of(base), class_="first"))
            for _, scores in columns:
                row.append(_changed(base, scores.get(system.name), place))
        rows.append(row)
    table = table_of(heads, rows, caption=label, kind="plain")
    table[1].insert(0, node("tr", *over))
    return scrolled(table, label)


def _changed(base: float | None, scores: Sequence[float] | None, place: int) -> HtmlElement:
    if scores is None or place >= len(scores):
        return node("td", "–")
    change = [node("span", change_of(scores[place] - base), class_="change")] if base is not None else []
    return node("td", score_of(scores[place]), *change)
