"""What is in a memory, counted in one pass: languages, pairs, repetitions, dates, states and fields."""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, combinations
from pathlib import Path

from tm.formats.kinds import open_units
from tm.provenance import confidence_of, day_of, review_of, said
from tm.units import Header, Rejected, TranslationUnit

BANDS = (0.99, 0.9, 0.7, 0.5, 0.0)  # lower bounds of confidence
LENGTHS = (1, 2, 4, 8, 16, 32, 64)  # lower bounds of how many words a text has
STEP = 2000  # units between two signs of progress
WHOLE = 1000


@dataclass(slots=True)
class Language:
    """What a memory holds in one language tag; words are what white space separates.

    `lengths` counts the texts by the lower bound of how many words they have.
    """

    segments: int = 0
    words: int = 0
    characters: int = 0
    empty: int = 0
    repeated: int = 0
    lengths: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Statistics:
    """The counts of a memory. `confidence` is by the lower bound of its band, `review` by state.

    `pairs` counts the units that have both languages, in the order in which the file first names them. `days`
    are those of the first and the last change, None where no unit has a date. `notes` counts the units that
    have a note, on them or a variant, `props` those that have each type of prop.
    """

    header: Header | None = None
    units: int = 0
    rejected: int = 0
    repeated: int = 0
    with_codes: int = 0
    languages: dict[str, Language] = field(default_factory=dict)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    review: Counter[str] = field(default_factory=Counter)
    confidence: Counter[float] = field(default_factory=Counter)
    notes: int = 0
    props: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    days: tuple[str, str] | None = None
    warnings: list[str] = field(default_factory=list)


class Count:
    """Counts a file; `run` it, then read `statistics`. Units that can't be read are counted as rejected."""

    def __init__(self, path: Path | str) -> None:
        self._path = path
        self.statistics = Statistics()
        self._units: set[int] = set()
        self._texts: set[int] = set()
        self._documents: set[str] = set()

    def run(self) -> Iterator[tuple[int, int]]:
        """Do it; yields how much is done of `WHOLE` from time to time. Raises what the reader raises."""
        reader = open_units(self._path, reject=self._reject)
        self.statistics.header = reader.header
        for unit in reader:
            self._add(unit)
            if self.statistics.units % STEP == 0:
                yield int(WHOLE * reader.share), WHOLE
        self.statistics.documents = len(self._documents)
        self.statistics.warnings = reader.warnings

    def _reject(self, _: Rejected) -> None:
        self.statistics.rejected += 1

    def _add(self, unit: TranslationUnit) -> None:
        counts = self.statistics
        counts.units += 1
        counts.with_codes += any(one.content for one in unit.variants)
        key = hash(frozenset((one.lang, one.text) for one in unit.variants))
        counts.repeated += key in self._units
        self._units.add(key)
        for variant in unit.variants:
            language = counts.languages.setdefault(variant.lang, Language())
            language.segments += 1
            words = len(variant.text.split())
            language.words += words
            if words:
                least = LENGTHS[bisect(LENGTHS, words) - 1]
                language.lengths[least] = language.lengths.get(least, 0) + 1
            language.characters += len(variant.text)
            language.empty += not variant.text.strip()
            key = hash((variant.lang, variant.text))
            language.repeated += key in self._texts
            self._texts.add(key)
        order = {lang: place for place, lang in enumerate(counts.languages)}
        counts.pairs.update(
            combinations(sorted({one.lang for one in unit.variants}, key=order.__getitem__), 2)
        )
        types = {prop.type for prop in chain(unit.props, *(one.props for one in unit.variants))}
        counts.notes += None in types
        counts.props.update(kind for kind in types if kind is not None)
        self._add_remarks(unit)

    def _add_remarks(self, unit: TranslationUnit) -> None:
        counts = self.statistics
        if review := review_of(unit):
            counts.review[review] += 1
        confidence = confidence_of(unit)
        if confidence is not None:
            counts.confidence[next((band for band in BANDS if confidence >= band), 0.0)] += 1
        self._documents.update(said(unit, {"document", "filename"}))
        if day := day_of(unit):
            first, last = counts.days or (day, day)
            counts.days = (min(first, day), max(last, day))
