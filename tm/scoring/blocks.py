"""A training memory read once, in blocks of units that are held against a test together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice

from tm.formats.memory import UnitReader
from tm.units import TranslationUnit

UNITS = 16_384  # that are read at a time


def in_blocks(
    reader: UnitReader,
    exclude: Collection[int],
    hold: Callable[[Sequence[TranslationUnit]], Iterator[float]],
) -> Iterator[float]:
    """Give all units but those of some lines to `hold`; yields the share that is done, from 0 to 1.

    `hold` yields what is done of its block.
    """
    units = (unit for unit in reader if unit.line not in exclude)
    before = 0.0
    while block := list(islice(units, UNITS)):
        for share in hold(block):
            yield before + share * max(reader.share - before, 0.0)
        before = reader.share
