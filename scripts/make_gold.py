"""Write alignments/gold/ushtil-open: our own gold documents, damaged with a fixed seed.

    python scripts/make_gold.py [FOLDER]

A folder a document, with its three versions, a segment a line, and the beads of all three and of each pair.
Every other document loses a quarter of its segments and a block in one language, the others a tenth. The
same every time; a test holds that what is in the repository is what this writes.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from damage_three import Trio, perturbed_three
from own import LANGS, named_documents

from tm.formats.beads import write_beads
from tm.units import Bead

FOLDER = Path("alignments/gold/ushtil-open")
SIGNATURE = "known-from-the-damage"


def main() -> None:
    """Write all documents."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    rng = random.Random("ushtil-open")
    for number, (name, document) in enumerate(named_documents("gold")):
        hard = number % 2 == 1
        damaged = perturbed_three(document, 0.25 if hard else 0.1, 0.3 if hard else 0.2, rng, block=hard)
        write(folder / name, damaged)


def write(place: Path, damaged: Trio) -> None:
    """One document."""
    place.mkdir(parents=True, exist_ok=True)
    for lang, segments in damaged.sides.items():
        (place / f"{lang}.txt").write_text("".join(f"{line}\n" for line in segments), encoding="utf-8")
    for langs, beads in [(LANGS, damaged.gold), *damaged.pairs.items()]:
        write_beads(place / f"{'-'.join(langs)}.beads", langs, _beads(langs, beads), SIGNATURE)


def _beads(langs: Sequence[str], found: Sequence[Mapping[str, Sequence[int]]]) -> list[Bead]:
    return [Bead(tuple(langs), tuple(tuple(bead[lang]) for lang in langs)) for bead in found]


if __name__ == "__main__":
    main()
