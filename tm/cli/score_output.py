"""What `tm score` prints and writes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise, repeat
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from tm.cli import show
from tm.cli.options import distinct
from tm.errors import UsageError

if TYPE_CHECKING:
    from tm.metrics.history import Change, History
    from tm.metrics.results import Breakdown, Bucket, Leakage, ScoreReport, SystemScores, TermScore

_SHOWN = 5  # faults of a kind that are shown of a system
_MOST_PAIRS = 12  # rows of pairs of systems
_MOST_BRIEF = 45  # those of ten systems, each with each
_VISIBLE = 0.005  # points


@dataclass(frozen=True, slots=True)
class Outputs:
    """The files that are wanted."""

    report: Path | None
    save: Path | None
    markdown: Path | None
    csv: Path | None
    segments: Path | None

    @property
    def whole(self) -> bool:
        """Whether one of them has all that is known of each segment."""
        return bool(self.report or self.save)

    def refuse(self, inputs: Iterable[str | Path | None], as_json: bool) -> None:
        """Refuse what would overwrite an input, can't be written, or goes out beside something else."""
        named = {f"--{name}": getattr(self, name) for name in self.__slots__}
        distinct(named, [one for one in inputs if one is not None])
        printed = [option for option, path in named.items() if str(path) == "-"]
        if len(printed) + as_json > 1:
            both = " and ".join([*printed, *["--json"] * as_json])
            raise UsageError(f"{both}: only one thing at a time can go to standard output")
        for path in named.values():
            refuse_unwritable(path)

    @property
    def prints(self) -> bool:
        """Whether one of them goes to standard output."""
        return any(str(getattr(self, name)) == "-" for name in self.__slots__)

    def write(
        self,
        report: ScoreReport,
        changes: Sequence[Change],
        gates: tuple[Sequence[str], Sequence[str]],
        quiet: bool,
    ) -> None:
        """Write them, and say so; `gates` are the conditions to fail under, and what fails by them."""
        from tm.formats.output import written
        from tm.scoring.markdown import markdown
        from tm.scoring.record import moment, write_record
        from tm.scoring.tables import leaderboard_csv, segments_csv, write_csv

        if self.save:
            write_record(self.save, report, made=moment())
        if self.markdown:
            with written(self.markdown) as stream:
                text = markdown(report, changes, gates[1], conditions=gates[0])
                stream.write(text.encode("utf-8", "replace"))
        if self.csv:
            write_csv(self.csv, [leaderboard_csv(report)])
        if self.segments:
            write_csv(self.segments, segments_csv(report))
        if self.report:
            from tm.report.scores import score_report

            title = f"Scores on {Path(report.reference).name or report.reference}"
            with written(self.report) as stream:
                stream.write(score_report(report, title=title).encode())
        named = [str(getattr(self, name)) for name in self.__slots__ if getattr(self, name)]
        if told := [path for path in named if path != "-"]:
            show.note(f"wrote {', '.join(told)}", quiet)


def print_report(
    report: ScoreReport, changes: Sequence[Change], baseline: Path | None, by: Sequence[str], faults: bool
) -> None:
    """The tables for people, and what their cells mean."""
    from tm.scoring.tables import legend

    few = len(report.comparisons) <= _MOST_PAIRS
    said = legend(report, brief=not few, compared=bool(changes))
    if changes:
        said.insert(2, f"before is {baseline}")
    signatures = (f"{name}  {signature}" for name, signature in report.signatures.items())
    foot = "\n".join(map(show.visible, ["; ".join(said[:2]), *said[2:], *signatures]))
    typer.echo("\n\n".join([*_blocks(report, changes, by, faults), foot]))


def _blocks(report: ScoreReport, changes: Sequence[Change], by: Sequence[str], faults: bool) -> Iterator[str]:
    from tm.scoring.tables import change_rows, leaderboard_rows

    yield show.table(leaderboard_rows(report))
    if changes:
        yield show.table(change_rows(changes))
    if report.comparisons:
        yield _pairs(report)
    for one in report.breakdowns:
        if one.kind in by:
            yield _groups(report, one)
    if report.terms:
        yield _terms(report.terms)
    if report.leakage:
        yield _leakage(report, report.leakage)
    if any(map(_matters, report.systems, repeat(report.punctuation))):
        yield show.table(_one_shape(report))
    if report.doubt:
        many = show.counted(len(report.doubt.places), "doubtful reference")
        yield show.table(_subset(report, f"without {many}", report.doubt.without))
    if faults:
        yield _faults(report)


def _pairs(report: ScoreReport) -> str:
    """All pairs, of many systems in one row each, and of very many only each with the one that follows."""
    from tm.metrics.ranking import ranked
    from tm.scoring.tables import brief_pair_rows, pair_rows

    many = len(report.comparisons)
    if many <= _MOST_PAIRS:
        return show.table(pair_rows(report))
    head, *rows = brief_pair_rows(report)
    if len(rows) <= _MOST_BRIEF:
        return show.table([head, *rows])
    wanted = {f"{one.name} − {other.name}" for one, other in pairwise(ranked(report))}
    note = f"each with the next; all {len(rows):,} pairs are in --report, --save, --markdown and --json"
    return f"{show.table([head, *(row for row in rows if row[0] in wanted)])}\n{note}"


def _groups(report: ScoreReport, breakdown: Breakdown) -> str:
    """Scores of groups of segments by the first metric, under what they are."""
    from tm.scoring.tables import breakdown_rows

    (_, *head), *rows = breakdown_rows(breakdown, report)
    title = f"{report.metrics[0]} by {breakdown.title[:1].lower()}{breakdown.title[1:]}"
    said = [title, show.table([["", *head], *rows]), *([breakdown.note] if breakdown.note else [])]
    return "\n".join(said)


def _subset(report: ScoreReport, title: str, bucket: Bucket) -> list[list[str]]:
    """The scores on some of the segments, the systems in the order of all."""
    from tm.metrics.ranking import ranked

    rows = [[title, *report.metrics]]
    for system in ranked(report):
        rows.append([system.name, *(f"{score:.2f}" for score in bucket.scores[system.name])])
    return rows


def _matters(system: SystemScores, punctuation: Mapping[str, tuple[float, ...]]) -> bool:
    """Whether the shape of quotes and dashes changes a score of a system, in the digits that are shown."""
    known = zip(punctuation.get(system.name, ()), system.scores, strict=False)
    return any(abs(score - one.score) >= _VISIBLE for score, one in known)


def _one_shape(report: ScoreReport) -> list[list[str]]:
    """What the scores would gain if quotes and dashes were all of one shape."""
    from tm.metrics.ranking import ranked

    rows = [["gain if quotes and dashes had one shape", *report.metrics]]
    for system in ranked(report):
        known = zip(report.punctuation[system.name], system.scores, strict=True)
        gains = (score - one.score for score, one in known)
        rows.append([system.name, *(f"{gain:+.2f}" if abs(gain) >= _VISIBLE else "0.00" for gain in gains)])
    return rows


def _terms(terms: Sequence[TermScore]) -> str:
    rows = [["terms of the glossary", "due", "there", "share"]]
    for one in terms:
        share = f"{100 * one.there / one.due:.1f} %" if one.due else ""
        rows.append([one.system, f"{one.due:,}", f"{one.there:,}", share])
    return show.table(rows)


def _leakage(report: ScoreReport, leakage: Leakage) -> str:
    sources = report.references.source_lang and any(unit.source for unit in report.references.units)
    rows = [[f"in {leakage.memory}", "exactly", "nearly"]]
    for side, exact, near in (
        ("source", leakage.exact_source, leakage.near_source),
        ("target", leakage.exact_target, leakage.near_target),
        (
            "either",
            leakage.exact_source | leakage.exact_target,
            leakage.places - leakage.exact_source - leakage.exact_target,
        ),
    ):
        rows.append([side, *(_share(len(places), report.segments) for places in (exact, near))])
    if not sources:  # which were held against nothing
        rows[1:] = [["source", "not known", "not known"], rows[2]]
    said = [f"{show.table(rows)}\nnearly is {leakage.threshold:g} % alike or more"]
    if leakage.kept and leakage.leaked:
        said.append(show.table(_subset(report, f"without the {len(leakage.places):,} leaked", leakage.kept)))
    return "\n\n".join(said)


def _share(many: int, total: int) -> str:
    return f"{many:,} ({100 * many / total:.1f} %)"


def _faults(report: ScoreReport) -> str:
    """How many of each kind each system has, and the first of them."""
    from tm.metrics.ranking import ranked
    from tm.scoring.faults import CODES

    systems = ranked(report)
    counts = [Counter(fault.code for fault in system.faults) for system in systems]
    rows = [["faults", *(system.name for system in systems)]]
    for kind, _ in sum(counts, Counter[str]()).most_common():
        rows.append([kind, *(f"{one[kind]:,}" for one in counts)])
    lines = [show.table(rows), ""]
    for system in systems:
        lines.append(f"{system.name}: {show.counted(len(system.faults), 'fault')}")
        for code, many in Counter(fault.code for fault in system.faults).most_common():
            lines.append(f"  {code}: {many:,} ({CODES[code]})")
            shown = [fault for fault in system.faults if fault.code == code][:_SHOWN]
            ids = report.references.units
            lines += [f"    {show.visible(ids[one.place].id)}: {show.visible(one.reason)}" for one in shown]
    return "\n".join(lines)


def refuse_unwritable(path: Path | None) -> None:
    """Say before the work, which may take long, that its result can't be written."""
    from tm.formats.output import written

    if path is None or str(path) == "-" or (path.exists() and not path.is_file() and not path.is_dir()):
        return  # devices and pipes, which to open is to write to
    with suppress(_Tried), written(path):
        raise _Tried


class _Tried(Exception):
    """Ends a file that was only begun, so that nothing of it is left."""


def print_history(files: list[Path], report: Path | None, as_json: bool, quiet: bool) -> None:
    """Scores over time, as a table, as JSON, or with `report` as a page."""
    from tm.scoring.history import history, history_json, history_rows, kept_files

    distinct({"--report": report}, kept_files(files))
    if as_json and str(report) == "-":
        raise UsageError("--report - and --json: only one thing at a time can go to standard output")
    refuse_unwritable(report)
    found = history(files)
    show.notes((f"{path}: {problem}; not counted" for path, problem in found.unread), quiet)
    show.notes(found.breaks, quiet)
    if report:
        from tm.formats.output import written
        from tm.report.scores.history import history_report

        with written(report) as stream:
            stream.write(history_report(found, title="Scores over time").encode())
    if as_json:
        typer.echo(json.dumps(history_json(found), ensure_ascii=False, indent=2))
    elif str(report) != "-":
        typer.echo("\n".join([show.table(history_rows(found)), *_test_sets(found)]))


def _test_sets(found: History) -> Iterator[str]:
    """What the numbers of test sets mean, where there are several."""
    sets = {one.references: one for one in found.series}
    for number, one in enumerate(sets.values() if len(sets) > 1 else (), start=1):
        yield f"test set {number}: {show.counted(one.segments, 'segment')} of {one.origin}"
