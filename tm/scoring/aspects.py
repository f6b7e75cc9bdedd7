"""What may be asked for beside the scores."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tm.checks.terminology.glossary import Glossary

KINDS = ("length", "document", "rarity", "confidence", "fuzzy")  # of groups of segments


@dataclass(frozen=True, slots=True)
class Aspects:
    """What is to be known of systems beside their scores.

    `by` are kinds of groups, of `KINDS`. `fuzzy` is the memory for the bands, `leakage` that of the training:
    memories, or files of units. Units of these numbers do not count there, for they are the test's own.
    """

    by: tuple[str, ...] = ()
    faults: bool = False
    segments: bool = False  # the score of each
    ngrams: bool = False
    punctuation: bool = False
    glossary: Glossary | None = None
    fuzzy: Path | str | None = None
    leakage: Path | str | None = None
    fuzzy_own: frozenset[int] = frozenset()
    leakage_own: frozenset[int] = frozenset()
