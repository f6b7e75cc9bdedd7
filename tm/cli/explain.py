"""A bead explained: its text, and what spoke for and against it, strongest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tm.alignment import Reasons
    from tm.units import Alignment

WORDS = {
    "similarity": "what the segments say is alike",
    "coverage": "each side explains the words of the other",
    "weakest": "and so does every segment in it",
    "needed": "the outer segments add something",
    "length": "lengths fit",
    "numbers": "shared numbers",
    "punctuation": "shared signs",
    "paragraphs": "paragraph breaks",
    "shape": "how many segments each side has",
}
HALF = 12  # characters of the longest bar
ZERO = 0.05  # nats, below which there is nothing to show


def explanation(alignment: Alignment, number: int, why: Sequence[Reasons]) -> str:
    """Lines to print. Positive figures speak for the bead, against leaving its segments alone."""
    bead = alignment.beads[number - 1]
    lines = [f"bead {number}, confidence {bead.confidence:.2f}"]
    for lang in alignment.langs:
        lines += [f"  {lang} {index + 1}  {alignment.segments[lang][index]}" for index in bead[lang]]
    for reasons in why:
        lines += ["", _heading(reasons), *_bars(reasons)]
    return "\n".join(lines)


def _heading(reasons: Reasons) -> str:
    sides = [
        f"{lang} {'–'.join(str(k + 1) for k in sorted({side[0], side[-1]}))}"
        for lang, side in zip(reasons.langs, reasons.sides, strict=True)
    ]
    pair = " ↔ ".join(sides)
    return f"{pair}, in nats:" if reasons.taken else f"left alone; the best partner would have been {pair}:"


def _bars(reasons: Reasons) -> Iterator[str]:
    parts = sorted(reasons.parts.items(), key=lambda part: -part[1])
    longest = max(abs(nats) for _, nats in parts)
    rows = []
    for kind, nats in parts:
        if abs(nats) < ZERO:
            continue
        bar = ("+" if nats > 0 else "-") * max(1, round(HALF * abs(nats) / longest))
        rows.append([f"  {kind}", f"{nats:+.1f}", bar.ljust(HALF) + "  " + WORDS[kind]])
    rows.append(["  together", f"{reasons.total:+.1f}", "better than all of them left alone"])
    yield from _aligned(rows)


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    first, second = (max(len(row[k]) for row in rows) for k in (0, 1))
    for name, figure, said in rows:
        yield f"{name.ljust(first)}  {figure.rjust(second)}  {said}".rstrip()
