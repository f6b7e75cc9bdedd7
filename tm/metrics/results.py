"""What is found of systems: their scores, and all else that a score report says.

Figures stand in the order of the metrics of the report, and what has one value a segment in the order of the
references (`scored.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from tm.metrics.history import Change
from tm.metrics.scored import ReferenceSet

Scores = NDArray[np.float64]  # one figure a segment


@dataclass(frozen=True, slots=True)
class MetricScore:
    """One figure of a system: 0 to 100, though TER may be more; and how it was made.

    `mean` and `half` are the mean of the bootstrap and half of its 95 % interval, where it was asked for.
    """

    metric: str
    score: float
    signature: str
    mean: float | None = None
    half: float | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a hypothesis that a score does not show: the segment, a code, and why."""

    place: int
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class SystemScores:
    """One system: its figures, those of each segment by metric, and what is wrong with its hypotheses."""

    name: str
    path: str
    scores: tuple[MetricScore, ...]
    hypotheses: tuple[str, ...] = ()
    by_segment: Mapping[str, Scores] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    def under(self, metric: str) -> MetricScore | None:
        """Its figure under a metric; None where it has none."""
        return next((one for one in self.scores if one.metric == metric), None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two systems under one metric: `difference` is the first's score less the second's.

    `low` and `high` are its 95 % interval, from the bootstrap. `p` is the probability of a difference of this
    size if the systems were alike. `agreement` is how often people prefer the better of two systems that
    differ so much, from 0.5 to 1; None where nobody has published it for the metric.
    """

    metric: str
    first: str
    second: str
    difference: float
    p: float
    low: float | None = None
    high: float | None = None
    agreement: float | None = None

    def turned(self) -> Comparison:
        """The same of the second and the first."""
        low = None if self.high is None else -self.high
        high = None if self.low is None else -self.low
        first, second = self.second, self.first
        return replace(self, first=first, second=second, difference=-self.difference, low=low, high=high)


@dataclass(frozen=True, slots=True)
class Groups:
    """A way to part the segments: names of groups, and for each segment the number of its group, or -1."""

    kind: str  # one word, as `length`
    title: str  # for people, as `Words in the reference`
    names: tuple[str, ...]
    of: NDArray[np.int64]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bucket:
    """Some of the segments with the scores of each system on them, by its name.

    `places` are those of the segments, where they are known.
    """

    name: str
    segments: int
    scores: Mapping[str, tuple[float, ...]]
    places: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The scores by groups of segments; groups without a segment are not in it."""

    kind: str
    title: str
    buckets: tuple[Bucket, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Ngram:
    """Some words of the references: how often they are said there, and by each of two systems."""

    words: str
    references: int
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class NgramContrast:
    """Of two systems, what the first gets and the second misses, and the other way round; clearest first."""

    first: str
    second: str
    gained: tuple[Ngram, ...]
    missed: tuple[Ngram, ...]


@dataclass(frozen=True, slots=True)
class TermScore:
    """Terms of a glossary in the hypotheses of a system: how many were due, and how many are there.

    `missed` are segments and terms that are not there.
    """

    system: str
    due: int
    there: int
    missed: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What of a training memory a segment is most like.

    `side` is `source` or `target`, `unit` and `number` are the name of the memory's unit and its number or
    line, `score` is how like its text is, 0 to 100.
    """

    side: str
    unit: str
    number: int
    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Leakage:
    """What of the test a training memory has: segments by how and on which side they leaked.

    Each is a set of places. `exact` sides say the same but for case, spaces and marks; `near` ones are like
    one of the memory's by `threshold` per cent or more. `kept` and `leaked` are the scores on the segments
    that did not leak and on those that did, None where there are none.
    """

    memory: str
    units: int
    threshold: float
    exact_source: frozenset[int]
    exact_target: frozenset[int]
    near_source: frozenset[int]
    near_target: frozenset[int]
    kept: Bucket | None = None
    leaked: Bucket | None = None
    seen: Mapping[int, Seen] = field(default_factory=dict)

    @property
    def places(self) -> frozenset[int]:
        """All segments that leaked in any way."""
        return self.exact_source | self.exact_target | self.near_source | self.near_target


@dataclass(frozen=True, slots=True)
class Doubt:
    """References whose alignment is doubtful, and the scores without them.

    `moved` are the largest changes they make to a score, by metric, and `reordered` says whether the order of
    systems is another without them.
    """

    below: float
    places: tuple[int, ...]
    without: Bucket
    moved: Mapping[str, float]
    reordered: bool


@dataclass(frozen=True, slots=True)
class Trial:
    """The test of significance: `bootstrap` or `randomization`, how many draws, and the seed."""

    kind: str = "bootstrap"
    draws: int = 1000
    seed: int = 12345


@dataclass(frozen=True, slots=True)
class ScoreReport:
    """All that is known of systems over the same segments.

    `signatures` has one a metric. `comparisons` are those of all pairs of systems under all metrics, the
    first of each before the second in `systems`. `clusters` are names of systems in the order of the first
    metric, best first; those of a cluster can't be told apart. `punctuation` is the score of each system, by
    its name, were quotes and dashes of hypotheses and references all of one shape. `changes` are against a
    kept report, and `failed` says which gates did not hold, and why.
    """

    references: ReferenceSet
    metrics: tuple[str, ...]
    signatures: Mapping[str, str]
    systems: tuple[SystemScores, ...]
    trial: Trial | None = None
    comparisons: tuple[Comparison, ...] = ()
    clusters: tuple[tuple[str, ...], ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    ngrams: tuple[NgramContrast, ...] = ()
    terms: tuple[TermScore, ...] = ()
    punctuation: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    leakage: Leakage | None = None
    doubt: Doubt | None = None
    dropped: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # ids left out, by why
    warnings: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    failed: tuple[str, ...] = ()

    @property
    def segments(self) -> int:
        """How many segments were scored."""
        return len(self.references)

    @property
    def reference(self) -> str:
        """What the references are from."""
        return self.references.origin
