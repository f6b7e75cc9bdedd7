"""Scores over time for the tests, MADE UP but for the names of the metrics."""

from __future__ import annotations

from collections.abc import Sequence

from tests.report.made_up import HOSTILE
from tm.metrics.history import DatedScore, History, Series

FOLDER = "/runs/of/the/nightly-evaluation/"


def series(
    system: str,
    scores: Sequence[float | None],
    times: Sequence[str],
    *,
    metric: str = "chrF++",
    references: str = "digest",
) -> Series:
    """A score a time, none where it is None; every second one has an interval."""
    points = tuple(
        DatedScore(
            made,
            score,
            score - 1.5 if n % 2 else None,
            score + 1.5 if n % 2 else None,
            f"{FOLDER}run-with-a-long-name-{n}.json",
        )
        for n, (score, made) in enumerate(zip(scores, times, strict=True))
        if score is not None
    )
    return Series(system, metric, f"{metric}|version", references, points, "/tests/of/news/test.tmx", 821)


def days(many: int) -> list[str]:
    return [f"2026-{9 + n // 28:02d}-{1 + n % 28:02d}T04:12:00Z" for n in range(many)]


def one() -> History:
    """A single run of a single system."""
    return History((series("steady", [41.5], days(1)),))


def two() -> History:
    """Two runs of one day, two systems and two metrics."""
    times = ["2026-11-25T08:05:00Z", "2026-11-25T17:40:59Z"]
    return History(
        tuple(
            series(name, [at, at + by], times, metric=metric)
            for metric in ("chrF++", "TER")
            for name, at, by in (("steady", 50.0, 0.0), ("rising", 40.0, 2.5))
        )
    )


def forty() -> History:
    """Forty runs of eleven systems, with a break, and files that could not be read."""
    rows = [
        series(f"system-with-a-long-name.{6400 + k}", [30 + k + n / 20 for n in range(40)], days(40))
        for k in range(11)
    ]
    late = series("steady", [None] * 20 + [50.0] * 20, days(40), references="another")
    unread = ((f"{FOLDER}broken.json", "is not JSON"), (f"{FOLDER}old.json", "does not say when it was made"))
    return History((*rows, late), (f"{days(40)[20]}: another test set; not comparable",), unread)


def hostile() -> History:
    """Whatever a text can do to a page, wherever a history has a text."""
    found = tuple(
        Series(text, text, text, text, (DatedScore(days(1)[0], 1.0, path=text),), text, 1) for text in HOSTILE
    )
    return History(found, HOSTILE, tuple((text, text) for text in HOSTILE))


HISTORIES = {"one run": one, "two runs": two, "forty runs": forty, "hostile runs": hostile}
