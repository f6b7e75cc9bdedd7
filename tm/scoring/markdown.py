"""A score report as Markdown: fit for a comment on GitHub, where it pings nobody and is never too long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tm.metrics.results import Bucket, Change, ScoreReport
from tm.scoring.tables import (
    Rows,
    breakdown_rows,
    brief_pair_rows,
    change_rows,
    leaderboard_rows,
    legend,
    pair_rows,
    ranked,
)

LONGEST = 60_000  # characters; GitHub takes 65,536
_SHOWN = 20  # warnings
_MOST_PAIRS = 12  # rows; of more, two systems have one row for all metrics
_SPECIAL = str.maketrans(
    {**{char: f"&#{ord(char)};" for char in "\\`*_[]<>|~&$#"}, "@": "@<!-- -->"}  # a comment makes no mention
)


def markdown(
    report: ScoreReport,
    changes: Sequence[Change] = (),
    failures: Sequence[str] = (),
    *,
    conditions: Sequence[str] = (),
    longest: int = LONGEST,
) -> str:
    """The report in sections, the most important first: systems, the baseline, pairs, signatures, groups.

    `conditions` are those under which the run fails, `failures` say which of them hold, and where. Sections
    that would make it longer than so many characters are left out, and named at the end.
    """
    written, left_out = "", []
    for title, section in _sections(report, changes, failures, conditions):
        if len(written) + len(section) > longest:
            left_out.append(title)
        else:
            written += section
    if left_out:
        written += f"Left out for their length: {', '.join(left_out)}."
    return written.rstrip() + "\n"


def _sections(
    report: ScoreReport, changes: Sequence[Change], failures: Sequence[str], conditions: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Titles and texts; a text ends with an empty line."""
    if failures:
        yield "failures", f"**Failed**\n\n{_listed(failures)}"
    elif conditions:
        yield "conditions", f"**Passed**: none of this is so\n\n{_listed(conditions)}"
    brief = len(report.comparisons) > _MOST_PAIRS
    said = legend(report, brief=brief, compared=bool(changes))
    yield "scores", f"{_table(leaderboard_rows(report))}{shown('; '.join(said))}.\n\n"
    if changes:
        yield "baseline", f"**Against the baseline**\n\n{_table(change_rows(changes))}"
    if report.warnings:
        yield "warnings", f"**Warnings**\n\n{_listed(report.warnings)}"
    if remarks := _remarks(report):
        yield "remarks", f"{_listed(remarks)}"
    width = max(map(len, report.metrics))
    signatures = "\n".join(f"{metric:<{width}}  {report.signatures[metric]}" for metric in report.metrics)
    yield "signatures", f"```text\n{signatures}\n```\n\n"
    if report.comparisons:
        rows = brief_pair_rows(report) if brief else pair_rows(report)
        yield "pairs", _folded(f"Pairs of systems ({len(rows) - 1:,})", rows)
    for one in report.breakdowns:
        title = f"{one.title}, {report.metrics[0]}"
        yield title, _folded(title, breakdown_rows(one, report), one.note)


def shown(text: str) -> str:
    """A text as it shows in Markdown and HTML, whatever it is: no markup, no link, nobody mentioned.

    >>> shown("a_b|c @team")
    'a&#95;b&#124;c @<!-- -->team'
    """
    return " ".join(text.split()).translate(_SPECIAL)


def _remarks(report: ScoreReport) -> list[str]:
    """What scores alone do not say: leakage, doubt, terms and faults, a line each."""
    said = []
    if report.leakage:
        known, total = len(report.leakage.places), report.segments
        without = _scores(report, report.leakage.kept) if known and report.leakage.kept else ""
        said.append(f"{known:,} of {total:,} segments leaked into {report.leakage.memory}{without}")
    if report.doubt:
        order = "another order of systems" if report.doubt.reordered else "the same order of systems"
        count = len(report.doubt.places)
        references = "reference" if count == 1 else "references"
        said.append(f"without {count:,} doubtful {references} (below {report.doubt.below:g}): {order}")
    said += [f"{one.system}: {one.there:,} of {one.due:,} terms are there" for one in report.terms]
    for one in ranked(report):
        if many := len({fault.place for fault in one.faults}):
            said.append(f"{one.name}: {many:,} {'segment' if many == 1 else 'segments'} with faults")
    return said


def _scores(report: ScoreReport, bucket: Bucket) -> str:
    """The systems' scores on some of the segments, by the first metric."""
    scores = (f"{one.name} {bucket.scores[one.name][0]:.2f}" for one in ranked(report))
    return f"; without them {report.metrics[0]} is {', '.join(scores)}"


def _table(rows: Rows) -> str:
    ruler = ["---"]
    for column in list(zip(*rows, strict=True))[1:]:
        ruler.append("---" if any(cell[:1].isalpha() for cell in column[1:]) else "---:")
    head, *body = ([shown(cell) for cell in row] for row in rows)
    return "".join(f"| {' | '.join(row)} |\n" for row in (head, ruler, *body)) + "\n"


def _listed(texts: Sequence[str]) -> str:
    more = [f"and {len(texts) - _SHOWN:,} more"] if len(texts) > _SHOWN else []
    return "".join(f"- {shown(text)}\n" for text in [*texts[:_SHOWN], *more]) + "\n"


def _folded(title: str, rows: Rows, note: str = "") -> str:
    said = f"{shown(note)}\n\n" if note else ""
    return f"<details><summary>{shown(title)}</summary>\n\n{_table(rows)}{said}</details>\n\n"
