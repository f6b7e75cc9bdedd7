"""A bead explained: its text, and what spoke for and against it, strongest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from tm.alignment.explain import WORDS, named, outcome

if TYPE_CHECKING:
    from tm.alignment import Reasons
    from tm.units import Alignment

HALF = 12  # characters of the longest bar


def explanation(alignment: Alignment, number: int, why: Sequence[Reasons]) -> str:
    """Lines to print. Positive figures speak for the bead, against leaving its segments alone."""
    bead = alignment.beads[number - 1]
    sure = f"confidence {int(bead.confidence * 100 + 1e-9) / 100:.2f}"  # as the report
    if alignment.is_confirmed(bead):
        sure = "confirmed"
    sides = ":".join(str(list(side)) for side in bead.sides)
    lines = [f"bead {number}, {sure}; in a beads file {sides}"]
    for lang in alignment.langs:
        lines += [f"  {lang} {index + 1}  {alignment.segments[lang][index]}" for index in bead[lang]]
    for reasons in why:
        lines += ["", _heading(reasons), *_bars(reasons, outcome(alignment, reasons))]
    return "\n".join(lines)


def as_data(alignment: Alignment, number: int, why: Sequence[Reasons]) -> dict[str, Any]:
    """The same for machines; segments are counted from 0, as in beads files."""
    return {
        "bead": number,
        "confidence": alignment.beads[number - 1].confidence,
        "confirmed": alignment.is_confirmed(alignment.beads[number - 1]),
        "reasons": [
            {
                "sides": dict(zip(reasons.langs, reasons.sides, strict=True)),
                "taken": reasons.taken,
                "nats": {kind: round(nats, 3) + 0.0 for kind, nats in reasons.parts.items()},
                "total": round(reasons.total, 3) + 0.0,
            }
            for reasons in why
        ],
    }


def _heading(reasons: Reasons) -> str:
    pair = named(reasons.langs, reasons.sides)
    return f"{pair}, in nats:" if reasons.taken else f"left alone; the best partner would have been {pair}:"


def _bars(reasons: Reasons, said: str) -> Iterator[str]:
    parts = sorted(reasons.strongest, key=lambda part: -part[1])
    longest = max((abs(nats) for _, nats in parts), default=0)
    rows = []
    for kind, nats in parts:
        bar = ("+" if nats > 0 else "-") * max(1, round(HALF * abs(nats) / longest))
        rows.append([f"  {kind}", f"{nats:+.1f}", bar.ljust(HALF) + "  " + WORDS[kind]])
    rows.append(["  together", f"{reasons.total:+.1f}", said])
    yield from _aligned(rows)


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    first, second = (max(len(row[k]) for row in rows) for k in (0, 1))
    for name, figure, said in rows:
        yield f"{name.ljust(first)}  {figure.rjust(second)}  {said}".rstrip()
