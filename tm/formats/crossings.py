"""Passages off the path as a table: a bead a line, with the passage that it is in.

    passage	kind	alone	kk	ru	confidence
    1	moved	kk ru	13	2	0.480
    1	moved	kk ru	14 15	3	0.471

Beads files hold beads in the order of both texts, and these are not; so they have a file of their own.
Segments are counted from 0, as there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tm.formats.output import written
from tm.units import Crossing


def write_crossings(path: Path | str, langs: Sequence[str], crossings: Iterable[Crossing]) -> None:
    """Write the crossings of two languages; the same ones give the same bytes. Without any, only the head."""
    with written(path) as stream:
        stream.write("\t".join(("passage", "kind", "alone", *langs, "confidence")).encode() + b"\n")
        for number, crossing in enumerate(crossings, start=1):
            for bead in crossing.beads:
                sides = (" ".join(map(str, bead[lang])) for lang in langs)
                row = str(number), crossing.kind, " ".join(crossing.alone), *sides, f"{bead.confidence:.3f}"
                stream.write("\t".join(row).encode() + b"\n")


def crossings_told(crossings: Sequence[Crossing]) -> list[dict[str, Any]]:
    """Crossings for machines; segments are counted from 0, as in beads files."""
    return [
        {
            "kind": crossing.kind,
            "sides": dict(zip(crossing.langs, crossing.sides, strict=True)),
            "alone": crossing.alone,
            "confidence": crossing.confidence,
            "beads": [
                {**dict(zip(bead.langs, bead.sides, strict=True)), "confidence": bead.confidence}
                for bead in crossing.beads
            ],
        }
        for crossing in crossings
    ]
