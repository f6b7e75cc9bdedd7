"""Texts with quotes and dashes of one shape, for what their shape alone costs: those that it changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from tm.metrics.metric import Statistics
from tm.metrics.punctuation import plain
from tm.metrics.scored import System


class Reshaped(NamedTuple):
    """The segments in which something changes, with their references and hypotheses as changed."""

    places: list[int]
    texts: list[tuple[str, ...]]
    systems: list[System]

    def among(self, all_of: Statistics, changed: Statistics) -> Statistics:
        """The statistics of all segments, with those of the changed ones in their places."""
        if not self.places:
            return all_of
        found = all_of.astype(np.result_type(all_of, changed))
        found[self.places] = changed
        return found


def reshaped(texts: Sequence[tuple[str, ...]], systems: Sequence[System]) -> Reshaped:
    """The segments that another shape of quotes or dashes changes, in the references or in any system.

    >>> one = System("a", "a.en", ("It is “so”.", "Yes."))
    >>> reshaped([('It is "so".',), ("Yes.",)], [one]).systems[0].hypotheses
    ('It is "so".',)
    """
    before = [*zip(*texts_of(systems), strict=True)]
    columns = zip(texts, before, strict=True)
    after = [(tuple(map(plain, known)), tuple(map(plain, said))) for known, said in columns]
    places = [
        place for place, (known, said) in enumerate(after) if known != texts[place] or said != before[place]
    ]
    chosen = [after[place] for place in places]
    rest = iter(zip(*(said for _, said in chosen), strict=True)) if chosen else iter(())
    found = [
        System(
            one.name,
            one.path,
            tuple(next(rest, ())),
            tuple(next(rest, ())) if one.postedited else (),
        )
        for one in systems
    ]
    return Reshaped(places, [known for known, _ in chosen], found)


def texts_of(systems: Sequence[System]) -> list[tuple[str, ...]]:
    """All that systems said, and what people made of it, one after another."""
    return [some for one in systems for some in (one.hypotheses, one.postedited) if some]
