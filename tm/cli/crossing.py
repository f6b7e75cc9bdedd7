"""Passages that stand in another order, for people and for machines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tm.cli import show

if TYPE_CHECKING:
    from tm.units import Crossing

NAMED = 4  # passages that are named in one line


def told(crossings: Sequence[Crossing], units: int | None) -> str:
    """One line about them; `units` is how many were written, None if that was not asked for.

    >>> from tm.units import Bead, Crossing
    >>> beads = tuple(Bead(("kk", "ru"), ((k,), (k - 11,)), 0.4) for k in range(13, 16))
    >>> told([Crossing(beads, ("kk", "ru"), 0.4)], None)
    '1 passage stands in another order: kk 14–16 ↔ ru 3–5 moved; --crossing links it'
    """
    from tm.alignment.explain import named

    first = ", ".join(f"{named(one.langs, one.sides)} {one.kind}" for one in crossings[:NAMED])
    more = f", and {len(crossings) - NAMED:,} more" if len(crossings) > NAMED else ""
    one = len(crossings) == 1
    links = f"--crossing links {'it' if one else 'them'}"
    done = links if units is None else f"{show.counted(units, 'unit')} of {'it' if one else 'them'} added"
    return (
        f"{show.counted(len(crossings), 'passage')} stand{'s' * one} in another order: {first}{more}; {done}"
    )
