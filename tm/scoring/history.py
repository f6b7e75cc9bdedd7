"""Scores over time, from reports that were kept as JSON.

Scores are comparable where test set and settings of the metric are the same; where one changes, a new series
begins, and that is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tm.errors import InputError, UnreadableFile
from tm.metrics.history import DatedScore, History, Series
from tm.metrics.results import MetricScore
from tm.scoring.nouns import encoded
from tm.scoring.record import Record, read_record
from tm.scoring.signatures import differing, settings_of

FORMAT = "ushtil-score-history"
_SUFFIXES = (".json", ".json.gz")
_HEAD = (
    *("system", "metric", "runs", "from", "to"),
    *("first", "last", "change", "lowest", "highest", "course"),
)
_BARS = "▁▂▃▅▇"
_MOST_BARS = 24  # of the latest runs


class _Line(NamedTuple):
    """What makes scores comparable, and whose they are."""

    system: str
    metric: str
    signature: str
    references: str


def history(paths: Iterable[Path | str]) -> History:
    """The scores that kept reports say, oldest first; of a folder, all that its names ending in .json are.

    A file that can't be read, or does not say when it was made, is in `unread`. Raises UnreadableFile where
    there is none that tells anything.
    """
    records: list[tuple[str, Record]] = []
    unread: list[tuple[str, str]] = []
    for path in kept_files(paths):
        try:
            record = read_record(path)
        except InputError as error:
            unread.append((str(path), str(error).removeprefix(f"{path}: ")))
            continue
        if record.made is None:
            unread.append((str(path), "does not say when it was made"))
        else:
            records.append((record.made, record))
    if not records:
        first, problem = unread[0] if unread else (", ".join(map(str, paths)), "name a report kept as JSON")
        more = f"; so {len(unread) - 1} more" if unread[1:] else ""
        raise UnreadableFile(first, f"{problem}{more}")
    records.sort(key=lambda one: (one[0], one[1].path))
    found = _series(records)
    return History(found, tuple(_breaks([record for _, record in records])), tuple(unread))


def history_rows(found: History) -> list[list[str]]:
    """A row a series: system, metric, runs, when, the first and last score, the change, extremes, course.

    The course is drawn between the lowest and the highest score of its series. Test sets are numbered where
    there are several.
    """
    rows = [list(_HEAD), *map(_row, found.series)]
    sets = list(dict.fromkeys(one.references for one in found.series))
    if len(sets) > 1:
        column = ["test set", *(str(sets.index(one.references) + 1) for one in found.series)]
        rows = [[first, cell, *rest] for (first, *rest), cell in zip(rows, column, strict=True)]
    return rows


def history_json(found: History) -> dict[str, Any]:
    """The history as `json.dump` takes it."""
    return {"format": FORMAT, "version": 1, **encoded(found)}


def sparkline(scores: Sequence[float]) -> str:
    """Scores as bars, from the lowest to the highest of them; where all are the same, in the middle.

    >>> sparkline([50.0, 51.0, 52.0]), sparkline([7.0, 7.0])
    ('▁▃▇', '▃▃')
    """
    low, high = min(scores), max(scores)
    if low == high:
        return _BARS[len(_BARS) // 2] * len(scores)
    steps = len(_BARS) - 1
    return "".join(_BARS[round((score - low) / (high - low) * steps)] for score in scores)


def kept_files(paths: Iterable[Path | str]) -> list[Path | str]:
    """The files that are read, each once: those named, and those of folders. Raises UnreadableFile."""
    found: dict[Path | str, Path | str] = {}
    for path in paths:
        for one in _inside(Path(path)) if Path(path).is_dir() else [path]:
            found.setdefault(one if str(one) == "-" else Path(one).resolve(), one)
    return list(found.values())


def _inside(folder: Path) -> list[Path]:
    try:
        found = sorted(one for one in folder.iterdir() if one.name.lower().endswith(_SUFFIXES))
    except OSError as error:
        raise UnreadableFile(folder, f"can't be read: {(error.strerror or str(error)).lower()}") from error
    if not found:
        raise UnreadableFile(folder, "is a folder without files that end in .json")
    return found


def _series(records: Sequence[tuple[str, Record]]) -> tuple[Series, ...]:
    """The series of all records, in the order in which they begin."""
    points: dict[_Line, list[DatedScore]] = {}
    latest: dict[_Line, Record] = {}
    for made, record in records:
        for system in record.report.systems:
            for score in system.scores:
                settings = settings_of(record.report.signatures[score.metric])
                line = _Line(system.name, score.metric, settings, record.digest)
                points.setdefault(line, []).append(_point(made, score, record.path))
                latest[line] = record
    return tuple(
        Series(*line, tuple(found), latest[line].report.reference, latest[line].report.segments)
        for line, found in points.items()
    )


def _point(made: str, score: MetricScore, path: str) -> DatedScore:
    if score.half is None:
        return DatedScore(made, score.score, path=path)
    middle = score.score if score.mean is None else score.mean
    return DatedScore(made, score.score, middle - score.half, middle + score.half, path)


def _breaks(records: Sequence[Record]) -> Iterator[str]:
    """Where a test set, or settings of a metric, stand for the first time after others."""
    last: Record | None = None
    digests, settings = set[str](), dict[str, list[str]]()
    for record in records:
        if last and record.digest not in digests:
            counts = f"{last.report.segments:,} segments before, {record.report.segments:,} now"
            yield f"{record.made}: another test set ({counts}); not comparable with what was before"
        for metric, signature in record.report.signatures.items():
            known, now = settings.setdefault(metric, []), settings_of(signature)
            if known and now not in known:
                was, become = differing(known[-1], now)
                ways = f"{was} before, {become} now"
                yield f"{record.made}: {metric} in another way ({ways}); not comparable with what was before"
            known.append(now)
        digests.add(record.digest)
        last = record


def _row(series: Series) -> list[str]:
    scores = [point.score for point in series.points]
    times = series.points[0].made[:10], series.points[-1].made[:10]
    figures = (scores[0], scores[-1], min(scores), max(scores))
    first, last, lowest, highest = (f"{score:.2f}" for score in figures)
    change = f"{scores[-1] - scores[0]:+.2f}"
    course = sparkline(scores[-_MOST_BARS:])
    return [
        series.system, series.metric, str(len(scores)), *times, first, last, change, lowest, highest, course,
    ]  # fmt: skip
