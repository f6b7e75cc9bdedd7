"""A segment to plant faults of a hypothesis in: its texts, and the chance that decides."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from planting.place import WORD

MARKS = "«»“”\"'’.,!?…:;()[]–—-"


@dataclass(frozen=True, slots=True)
class Segment:
    """What a person translated, and what else a system may have written instead.

    `third` is the same segment in the language of ours that is neither source nor target, and `other` what
    the target says in another segment.
    """

    langs: tuple[str, str, str]  # source, target, third
    source: str
    target: str
    third: str
    other: str
    rng: random.Random

    @property
    def lang(self) -> str:
        """The language of the target."""
        return self.langs[1]


Plant = Callable[[Segment], str | None]  # None where such a fault can't be made of this segment
Plants = dict[str, Plant]


def bare(word: str) -> str:
    """A word without the marks around it."""
    return word.strip(MARKS)


def runs(text: str, size: int) -> list[tuple[int, list[str]]]:
    """All runs of so many words without digits or marks between them, one of three letters at least.

    Each with the number of its first piece, pieces being what spaces separate; marks around a run are off.
    """
    pieces = text.split()
    found = []
    for first in range(len(pieces) - size + 1):
        run = pieces[first : first + size]
        run = [run[0].lstrip(MARKS), *run[1:]]
        run[-1] = run[-1].rstrip(MARKS)
        if all(re.fullmatch(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", word) for word in run) and any(
            len(word) >= 3 for word in run
        ):
            found.append((first, run))
    return found


def words_of(text: str, least: int) -> list[re.Match[str]]:
    """The words of at least so many letters."""
    return [match for match in WORD.finditer(text) if len(match[0]) >= least]
