"""Gates: conditions under which a run fails, as `chrf2++ < -0.5 and p < 0.05`.

`condition.py` says how they are written.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from tm.errors import UsageError
from tm.metrics.condition import Condition, ConditionParser, Joined, Limit, Not, limits


class Standing(NamedTuple):
    """What is known of a metric of a system: its score, that of the baseline, and the p-value of both."""

    now: float
    before: float | None = None
    p: float | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """A condition under which a run fails. As text it is what `parse` makes the same gate of.

    >>> print(parse("bleu<-1 & p<.05"))
    BLEU < -1.0 and p(BLEU) < 0.05
    """

    condition: Condition

    def __str__(self) -> str:
        return str(self.condition)

    @property
    def metrics(self) -> tuple[str, ...]:
        """The metrics that it names, each once."""
        return tuple(dict.fromkeys(limit.metric for limit in limits(self.condition)))

    @property
    def needs_baseline(self) -> bool:
        """Whether it compares with another run."""
        return any(limit.quantity != "score" for limit in limits(self.condition))

    def holds(self, standings: Mapping[str, Standing]) -> bool:
        """Whether the run fails, by what is known of each metric.

        Raises UsageError where something that is asked for is not known or is no number, even if the rest
        would decide.
        """
        known = {limit: _known(limit, standings) for limit in limits(self.condition)}
        return _holds(self.condition, known)

    def reason(self, standings: Mapping[str, Standing]) -> str:
        """What the quantities of the gate are: `chrF++ fell by 0.83 (54.62 → 53.79), p 0.003`."""
        asked: dict[str, set[str]] = {}
        for limit in limits(self.condition):
            _known(limit, standings)
            asked.setdefault(limit.metric, set()).add(limit.quantity)
        return "; ".join(_said(metric, what, standings[metric]) for metric, what in asked.items())


def parse(text: str, others: Sequence[str] = ()) -> Gate:
    """The gate that is written so; `others` are names of metrics beside those of `metric_of`.

    Raises UsageError with the column, from 1, and what is expected there.
    """
    return Gate(ConditionParser(text, others).parsed())


def _known(limit: Limit, standings: Mapping[str, Standing]) -> float:
    """The value of a quantity. Raises UsageError where there is none that could be compared."""
    standing = standings.get(limit.metric)
    if standing is None:
        raise UsageError(f"the condition {limit} needs {limit.metric}, which was not computed; add --metric")
    values = {"score": standing.now, "p": standing.p, "difference": standing.before}
    value = values[limit.quantity]
    if value is None:
        lacking = "a test of significance" if limit.quantity == "p" else "a baseline that has this metric"
        raise UsageError(f"the condition {limit} needs {lacking}")
    if limit.quantity == "difference":
        value = standing.now - value
    if not math.isfinite(value) or (limit.quantity == "p" and not 0 <= value <= 1):
        raise UsageError(f"the condition {limit} can't be decided: {limit.quantity} is {value}")
    return value


def _holds(condition: Condition, known: Mapping[Limit, float]) -> bool:
    if isinstance(condition, Joined):
        parts = [_holds(one, known) for one in condition.parts]
        return all(parts) if condition.word == "and" else any(parts)
    if isinstance(condition, Not):
        return not _holds(condition.part, known)
    value, number = known[condition], condition.number
    if condition.sign in ("<", ">"):
        return value < number if condition.sign == "<" else value > number
    return value <= number if condition.sign == "<=" else value >= number


def _said(metric: str, asked: set[str], standing: Standing) -> str:
    said = f"{metric} is {standing.now:.2f}"
    if standing.before is not None and "difference" in asked:
        change = standing.now - standing.before
        verb = "rose" if change > 0 else "fell"
        by = f"{abs(change):.2f}" if abs(change) >= 0.005 else f"{abs(change):.2g}"
        said = f"{metric} {verb} by {by} ({standing.before:.2f} → {standing.now:.2f})"
        said = said if change else f"{metric} is still {standing.now:.2f}"
    return f"{said}, p {standing.p:.3g}" if "p" in asked else said
