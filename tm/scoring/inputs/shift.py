"""Hypotheses that stand some lines too early or too late: a score over them looks like any other bad score.

Counts of lines agree where one line was lost and another came in elsewhere. What gives it away is that
hypotheses have more words in common with a neighbour's reference than with their own, many in a row.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

WINDOW = 20  # segments in a row that are looked at together
OFFSETS = (-2, -1, 1, 2)  # lines
MOST_OWN = 0.5  # of what hypotheses share with the neighbour's references they share with their own, at most
LEAST = 0.15  # of the words that hypotheses share with the neighbour's references, on average
_WORD = re.compile(r"\w{4,}")


class Shift(NamedTuple):
    """From which place to which hypotheses fit the references so many places later."""

    start: int
    stop: int
    offset: int


def shift_of(hypotheses: Sequence[str], references: Sequence[str]) -> Shift | None:
    """The longest run of segments whose hypotheses belong to other places; None where there is none.

    >>> texts = [f"sentence {k} about matter{k * 7} and thing{k * 3}" for k in range(40)]
    >>> shift_of([*texts[1:], "the end"], texts), shift_of(texts, texts)
    (Shift(start=0, stop=39, offset=1), None)
    """
    said, known = (
        [frozenset(_WORD.findall(text.lower())) for text in some] for some in (hypotheses, references)
    )
    own = [_shared(one, other) for one, other in zip(said, known, strict=True)]
    found: Shift | None = None
    for offset in OFFSETS:
        first, last = max(0, -offset), len(said) - max(0, offset)
        there = [_shared(said[k], known[k + offset]) for k in range(first, last)]
        for start, stop in _runs(own[first:last], there):
            if found is None or stop - start > found.stop - found.start:
                found = Shift(first + start, first + stop, offset)
    return found


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the words of both that both have."""
    return len(one & other) / len(one | other) if one and other else 0.0


def _runs(own: Sequence[float], there: Sequence[float]) -> list[tuple[int, int]]:
    """Runs of windows in which hypotheses fit elsewhere much better than at their own place."""
    runs: list[tuple[int, int]] = []
    here_to, there_to = (list(accumulate(shares, initial=0.0)) for shares in (own, there))
    for start in range(0, len(own) - WINDOW + 1):
        stop = start + WINDOW
        here, beside = here_to[stop] - here_to[start], there_to[stop] - there_to[start]
        if beside < LEAST * WINDOW or here > MOST_OWN * beside:
            continue
        if runs and start <= runs[-1][1]:
            runs[-1] = runs[-1][0], stop
        else:
            runs.append((start, stop))
    return runs
