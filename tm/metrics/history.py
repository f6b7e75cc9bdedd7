"""Scores of several runs: what changed since a kept one, and how they went over time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """A score of a system in a kept report and in this one, with the p-value of the paired test of both.

    `p` is None where there was no test. `known_as` is what the kept report calls the system.
    """

    system: str
    metric: str
    before: float
    now: float
    p: float | None = None
    known_as: str = ""

    @property
    def difference(self) -> float:
        """By how many points the score is higher now."""
        return self.now - self.before


@dataclass(frozen=True, slots=True)
class DatedScore:
    """A score at a time, in UTC and ISO 8601, with its 95 % interval where it was asked for."""

    made: str
    score: float
    low: float | None = None
    high: float | None = None
    path: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """The scores of a system over time that are comparable: one metric, signature and test set.

    `references` is the digest of the test set, `origin` what it was called last.
    """

    system: str
    metric: str
    signature: str
    references: str
    points: tuple[DatedScore, ...] = ()
    origin: str = ""
    segments: int = 0


@dataclass(frozen=True, slots=True)
class History:
    """Scores over time, `breaks` after which they are not comparable, and what could not be read, and why."""

    series: tuple[Series, ...] = ()
    breaks: tuple[str, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()
