"""What scores would be without some of the segments, or with punctuation all of one shape."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from lxml.html import HtmlElement

from tm.metrics.ranking import best, gain, ranked
from tm.metrics.results import Bucket, Doubt, Leakage, ScoreReport, Seen
from tm.plurals import counted
from tm.report.elements import link_to, node, tag_of
from tm.report.scores.boxes import column, row_head, scrolled, section, switched, table_of
from tm.report.scores.controls import DOUBTFUL, LEAKED, OTHER, Filters
from tm.report.scores.figures import change_of, leaked, score_of
from tm.report.scores.names import called

_Scores = Mapping[str, Sequence[float]]
_VISIBLE = 0.005  # points, from which the second decimal may change
_MOST_COLUMNS = 10  # of figures beside one another
_MOST_SEEN = 200  # leaked segments whose unit is named
_MOST_TEXT = 120  # characters of a text of the memory


def punctuation_section(report: ScoreReport) -> list[HtmlElement]:
    """What of each score is lost to the shape of quotes and dashes alone; nothing where no figure changes."""
    if not any(_changed_by_shape(report)):
        return []
    table = _changes(
        report, [("one shape", report.punctuation)], "Scores with punctuation of one shape", "one"
    )
    said = (
        "Scores if quotes and dashes were all of one shape: what is gained here says nothing of the words, "
        "and a step after the translation gets it."
    )
    return [section("punctuation", "Punctuation alone", *table, said=said)]


def _changed_by_shape(report: ScoreReport) -> Iterator[bool]:
    for system in report.systems:
        shaped = dict(zip(report.metrics, report.punctuation.get(system.name, ()), strict=False))
        for one in system.scores:
            yield abs(shaped.get(one.metric, one.score) - one.score) >= _VISIBLE


def leakage_section(report: ScoreReport, filters: Filters, shown: Collection[int]) -> list[HtmlElement]:
    """How much of the test the training memory has, and the scores with and without it."""
    leak = report.leakage
    if leak is None:
        return []
    many = filters.link(OTHER, LEAKED, counted(len(leak.places), "segment"))
    told = (
        f" of {report.segments:,} are in {called(leak.memory)} ({counted(leak.units, 'unit')}), as they are "
        f"or {leak.threshold:g} % alike; short ones where both sides are alike too. {_resting(report, leak)}"
    )
    said = node("p", many, told, class_="quiet said")
    columns = [(_named("without", leak.kept), leak.kept.scores)] if leak.kept else []
    columns += [(_named("leaked only", leak.leaked), leak.leaked.scores)] if leak.leaked else []
    parts = [said, scrolled(_sides(leak, report.segments), "Leaked segments by side")]
    parts += _changes(report, columns, "Scores with and without leaked segments", "leak") if columns else []
    return [section("leakage", "Leakage", *parts, *_seen(report, leak, shown))]


def _resting(report: ScoreReport, leak: Leakage) -> str:
    """Whether the order of the systems rests on what leaked."""
    if not leak.places:
        return "The scores need no correction."
    if leak.kept is None or len(report.systems) < 2:
        return "Scores without them say how a system does on texts that it has not seen."
    metric = report.metrics[0]
    before = {one.name: one.scores[0].score for one in report.systems}
    after = {name: scores[0] for name, scores in leak.kept.scores.items() if name in before}
    orders = [sorted(after, key=lambda name: -gain(metric, of[name])) for of in (before, after)]
    same = "the same" if orders[0] == orders[1] else "another"
    return f"Without them the order of systems under {metric} is {same}."


def _named(text: str, bucket: Bucket) -> str:
    return f"{text} ({bucket.segments:,})"


def _sides(leak: Leakage, segments: int) -> HtmlElement:
    """Leaked segments by side, and by how they leaked."""
    exact = leak.exact_source | leak.exact_target
    sides = (
        ("Source", leak.exact_source, leak.near_source),
        ("Target", leak.exact_target, leak.near_target),
        ("Either side", exact, leak.places),
    )
    rows = []
    for name, same, near in sides:
        counts = (same, near - same, same | near)
        written = [f"{len(places):,} ({100 * len(places) / max(1, segments):.1f} %)" for places in counts]
        rows.append(node("tr", row_head(name), *(node("td", text) for text in written)))
    heads = [column(text) for text in ("Side", "The same", "Nearly", "Together")]
    return table_of(heads, rows, caption="Leaked segments", kind="plain")


def _seen(report: ScoreReport, leak: Leakage, shown: Collection[int]) -> list[HtmlElement]:
    """Which unit of the memory each leaked segment is like, most alike first."""
    if not leak.seen:
        return []
    order = sorted(leak.seen, key=lambda place: (-leak.seen[place].score, place))
    langs = {"source": report.references.source_lang, "target": report.references.target_lang}
    rows = []
    for place in order[:_MOST_SEEN]:
        rows.append(_seen_row(place, leak.seen[place], place in shown, langs))
    heads = [column(text) for text in ("Segment", "Alike", "Unit", "Text in the memory")]
    table = scrolled(
        table_of(heads, rows, caption="Leaked segments and their units", kind="seen"),
        "Leaked segments and their units",
        tall=True,
    )
    rest = len(order) - _MOST_SEEN
    more = [node("p", f"and {rest:,} more that are less alike.", class_="quiet")] if rest > 0 else []
    title = f"What they are like in {called(leak.memory)}: {counted(len(order), 'segment')}"
    return [node("details", node("summary", title), table, *more)]


def _seen_row(place: int, seen: Seen, is_shown: bool, langs: Mapping[str, str | None]) -> HtmlElement:
    number = str(place + 1)
    head = node("th", scope="row")
    head.append(link_to(f"segment-{number}", number) if is_shown else node("span", number))
    text = seen.text if len(seen.text) <= _MOST_TEXT else f"{seen.text[: _MOST_TEXT - 1]}…"
    cell = node("td", text, class_="text", lang=tag_of(langs.get(seen.side) or ""))
    return node("tr", head, node("td", leaked(seen)), node("td", seen.unit), cell)


def doubt_section(report: ScoreReport, filters: Filters) -> list[HtmlElement]:
    """Scores with and without references whose alignment is doubtful."""
    doubt = report.doubt
    if doubt is None:
        return []
    many = filters.link(OTHER, DOUBTFUL, counted(len(doubt.places), "reference"))
    said = node("p", many, _doubted(doubt), class_="quiet said")
    columns = [(_named("without", doubt.without), doubt.without.scores)]
    table = _changes(report, columns, "Scores without doubtful references", "doubt")
    return [section("doubt", "Doubtful references", said, *table)]


def _doubted(doubt: Doubt) -> str:
    order = "another under one metric or more" if doubt.reordered else "the same"
    moved = ", ".join(f"{metric} {change_of(by)}" for metric, by in doubt.moved.items())
    said = f" of an alignment with a confidence below {doubt.below:g}. Without them the order is {order}"
    return f"{said}; the largest changes are {moved}." if moved else f"{said}."


def _changes(
    report: ScoreReport, columns: Sequence[tuple[str, _Scores]], label: str, name: str
) -> list[HtmlElement]:
    """The score of each system under each metric, and other scores of it with the difference to that.

    Where that makes a wide table, there is one for each metric, and a switch.
    """
    metrics = report.metrics
    if len(metrics) * (1 + len(columns)) <= _MOST_COLUMNS:
        return [scrolled(_change_table(report, metrics, columns, label), label)]
    panels = []
    for metric in metrics:
        title = f"{label}: {metric}"
        panels.append((metric, scrolled(_change_table(report, [metric], columns, title), title)))
    return switched(name, "Metric", panels)


def _change_table(
    report: ScoreReport, metrics: Sequence[str], columns: Sequence[tuple[str, _Scores]], label: str
) -> HtmlElement:
    over = [column("", class_="over")]
    heads = [column("System")]
    for metric in metrics:
        over.append(node("th", metric, scope="colgroup", colspan=str(1 + len(columns)), class_="over first"))
        heads += [column("all", class_="first"), *(column(name) for name, _ in columns)]
    rows = [node("tr", row_head(system.name)) for system in ranked(report)]
    for metric in metrics:
        place = report.metrics.index(metric)
        base = [one.score if (one := system.under(metric)) else None for system in ranked(report)]
        others = [[_at(scores.get(system.name), place) for system in ranked(report)] for _, scores in columns]
        tops = [best(metric, [one for one in of if one is not None]) for of in (base, *others)]
        for n, row in enumerate(rows):
            row.append(node("td", *_figure(base[n], tops[0]), class_="first"))
            for of, top in zip(others, tops[1:], strict=True):
                row.append(node("td", *_figure(of[n], top), *_change(base[n], of[n])))
    table = table_of(heads, rows, caption=label, kind="plain")
    if len(metrics) > 1:
        table[1].insert(0, node("tr", *over))
    return table


def _at(scores: Sequence[float] | None, place: int) -> float | None:
    return None if scores is None or place >= len(scores) else scores[place]


def _figure(score: float | None, top: float | None) -> list[HtmlElement | str]:
    """A figure, in bold where it is the best of its column."""
    if score is None:
        return ["–"]
    return [node("b", score_of(score)) if score == top else score_of(score)]


def _change(base: float | None, score: float | None) -> list[HtmlElement]:
    if base is None or score is None:
        return []
    return [node("span", change_of(score - base), class_="change")]
