"""A score report as rows for people to read, and as CSV for spreadsheets.

Rows are lists of cells, the head first. CSV has CRLF and is written as UTF-8, files with a byte order mark,
as Excel wants it. A text in it that a spreadsheet would take for a formula gets an apostrophe before it: a
hypothesis comes from anywhere, and nothing reads these tables back. The JSON has all texts as they are.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations
from pathlib import Path

from tm.formats.output import written
from tm.metrics.history import Change
from tm.metrics.metric import LOWER_IS_BETTER
from tm.metrics.ranking import by_pair, ranked
from tm.metrics.results import Breakdown, Comparison, MetricScore, ScoreReport
from tm.metrics.significance import BOOTSTRAP, probability

Rows = list[list[str]]
_EVIDENCE = ((0.001, "very strong"), (0.01, "strong"), (0.05, "moderate"), (float("inf"), "none"))
_FORMULAS = frozenset("=+-@＝＋－＠")


def leaderboard_rows(report: ScoreReport) -> Rows:
    """A row a system, best first: its scores, with half of their interval, and the number of its cluster."""
    clusters = _clusters(report)
    rows = [["system", *map(_head, report.metrics), *(["cluster"] if clusters else [])]]
    for system in ranked(report):
        cluster = [str(clusters.get(system.name, ""))] if clusters else []
        rows.append([system.name, *map(_figure, system.scores), *cluster])
    return rows


def ranked_pairs(report: ScoreReport) -> list[Comparison]:
    """The comparisons, the better of two systems by the first metric first, metric by metric, best first."""
    found = []
    names = [system.name for system in ranked(report)]
    for metric in report.metrics:
        known = by_pair(report, metric)
        found += [known[pair] for pair in combinations(names, 2) if pair in known]
    return found


def pair_rows(report: ScoreReport) -> Rows:
    """A row for two systems and a metric: the first's score less the second's, and what that is worth."""
    pairs = ranked_pairs(report)
    intervals = any(pair.low is not None for pair in pairs)
    agreed = any(pair.agreement is not None for pair in pairs)
    head = ["first − second", "metric", "difference"]
    head += ["95 % interval"] * intervals + ["p", "evidence"] + ["people agree"] * agreed
    return [head, *(_pair(pair, intervals, agreed) for pair in pairs)]


def brief_pair_rows(report: ScoreReport) -> Rows:
    """A row for two systems, the better by the first metric first: differences under all metrics, with p.

    Of no difference p says nothing: see `evidence`.
    """
    pairs = ranked_pairs(report)
    judged = next((pair.metric for pair in pairs if pair.agreement is not None), None)
    rows: dict[tuple[str, str], list[str]] = {}
    people: dict[tuple[str, str], str] = {}
    for pair in pairs:
        names = pair.first, pair.second
        p = f" ({probability(pair.p)})" if pair.difference else ""
        rows.setdefault(names, []).append(f"{pair.difference:+.2f}{p}")
        if pair.metric == judged and pair.agreement is not None:
            people[names] = f"{100 * pair.agreement:.0f} %"
    head = ["first − second", *(f"{metric} (p)" for metric in report.metrics)]
    head += [f"people agree ({judged})"] if judged else []
    last = {names: [people[names]] if judged else [] for names in rows}
    return [head, *([" − ".join(names), *cells, *last[names]] for names, cells in rows.items())]


def breakdown_rows(breakdown: Breakdown, report: ScoreReport, metric: str | None = None) -> Rows:
    """A row a group of segments: how many they are, and the score of each system, best first.

    `metric` is the first of the report where it is not named.
    """
    place = report.metrics.index(metric) if metric else 0
    systems = [system.name for system in ranked(report)]
    rows = [[breakdown.title, "segments", *systems]]
    for bucket in breakdown.buckets:
        scores = [f"{bucket.scores[name][place]:.2f}" if name in bucket.scores else "" for name in systems]
        rows.append([bucket.name, f"{bucket.segments:,}", *scores])
    return rows


def change_rows(changes: Sequence[Change]) -> Rows:
    """A row for a system and a metric: what it was in the baseline, what it is now, and the difference."""
    rows = [["system", "metric", "before", "now", "difference", "p", "evidence"]]
    for one in changes:
        worth = ["", "not tested"] if one.p is None else [probability(one.p), evidence(one.p, one.difference)]
        scores = [f"{one.before:.2f}", f"{one.now:.2f}", f"{one.difference:+.2f}"]
        rows.append([one.system, one.metric, *scores, *worth])
    return rows


def legend(report: ScoreReport, *, brief: bool = False, compared: bool = False) -> list[str]:
    """What the cells of the rows mean, a sentence each.

    With `brief` of `brief_pair_rows`, with `compared` of `change_rows` as well.
    """
    said = [f"{report.segments:,} segments of {report.reference}"]
    lower = [metric for metric in report.metrics if metric in LOWER_IS_BETTER]
    said.append("higher is better" + (f", but for {', '.join(lower)} (↓)" if lower else ""))
    if any(score.half is not None for system in report.systems for score in system.scores):
        said.append("± is half of the 95 % interval, from the bootstrap")
    if (report.comparisons or compared) and report.trial:
        kind = "paired bootstrap" if report.trial.kind == BOOTSTRAP else "approximate randomization"
        said.append(f"p is from {kind}, {report.trial.draws:,} draws")
    if report.clusters:
        said.append(
            f"a new cluster begins where all above differ from all below, by {report.metrics[0]} at p < 0.05"
        )
    if (report.comparisons and not brief) or (compared and report.trial):
        said.append(
            "evidence is very strong at p < 0.001, strong at p < 0.01, moderate at p < 0.05, else none"
        )
    if any(pair.agreement is not None for pair in report.comparisons):
        said.append("people agree: how often they prefer the better of systems that differ so much")
    return said


def leaderboard_csv(report: ScoreReport) -> str:
    """A row a system, in the order of the report, and for each metric its score, mean, half and signature."""
    clusters = _clusters(report)
    parts = ("", " mean", " half", " signature")
    rows: list[list[object]] = [
        ["system", "file", "cluster", *(metric + part for metric in report.metrics for part in parts)]
    ]
    for system in report.systems:
        figures = chain.from_iterable(
            (one.score, one.mean, one.half, _guarded(one.signature)) for one in system.scores
        )
        cluster = clusters.get(system.name, "")
        rows.append([_guarded(system.name), _guarded(system.path), cluster, *figures])
    return "".join(map(_line, rows))


def segments_csv(report: ScoreReport) -> Iterator[str]:
    """Lines with a segment each: what it is scored against, and the hypotheses and scores of each system."""
    units = report.references.units
    width = max((len(unit.references) for unit in units), default=1)
    references = ["reference", *(f"reference {number}" for number in range(2, width + 1))]
    head: list[object] = ["id", "document", "source", *references]
    for system in report.systems:
        head += [f"hypothesis of {system.name}", *(f"{name} of {system.name}" for name in system.by_segment)]
    yield _line(head)
    for place, unit in enumerate(units):
        padded = [*unit.references, *[""] * (width - len(unit.references))]
        row: list[object] = [
            _guarded(text) for text in (unit.id, unit.document or "", unit.source or "", *padded)
        ]
        for system in report.systems:
            row.append(_guarded(system.hypotheses[place]) if system.hypotheses else "")
            row += [float(scores[place]) for scores in system.by_segment.values()]
        yield _line(row)


def write_csv(path: Path | str, lines: Iterable[str]) -> None:
    """Write the lines of a CSV; `-` is standard output, for the next command. Raises UnwritableOutput."""
    with written(path) as stream:
        if str(path) != "-":
            stream.write(b"\xef\xbb\xbf")
        for line in lines:
            stream.write(line.encode("utf-8", "replace"))


def evidence(p: float, difference: float) -> str:
    """How strongly a p-value speaks for a difference, in a word; for none at all nothing does.

    sacrebleu's tests give two systems that say the same the smallest p that there is.

    >>> evidence(0.0005, 1.2), evidence(0.03, -0.4), evidence(0.05, 0.3), evidence(0.001, 0.0)
    ('very strong', 'moderate', 'none', 'none')
    """
    if not difference:
        return "none"
    return next(word for least, word in _EVIDENCE if p < least)


def _clusters(report: ScoreReport) -> dict[str, int]:
    return {name: number for number, names in enumerate(report.clusters, start=1) for name in names}


def _head(metric: str) -> str:
    return f"{metric} ↓" if metric in LOWER_IS_BETTER else metric


def _figure(score: MetricScore) -> str:
    return f"{score.score:.2f}" + (f" ± {score.half:.2f}" if score.half is not None else "")


def _pair(pair: Comparison, intervals: bool, agreed: bool) -> list[str]:
    row = [f"{pair.first} − {pair.second}", pair.metric, f"{pair.difference:+.2f}"]
    if intervals:
        known = pair.low is not None and pair.high is not None
        row.append(f"{pair.low:+.2f} to {pair.high:+.2f}" if known else "")
    row += [probability(pair.p), evidence(pair.p, pair.difference)]
    if agreed:
        row.append(f"{pair.agreement:.0%}".replace("%", " %") if pair.agreement is not None else "")
    return row


def _guarded(text: str) -> str:
    """A text as no spreadsheet takes it for a formula."""
    return f"'{text}" if text.lstrip()[:1] in _FORMULAS else text


def _line(row: Sequence[object]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(row)
    return line.getvalue()
