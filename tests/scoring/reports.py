"""Reports to keep, compare and lay out: made by hand, or drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import strategies as st

from tm.metrics.results import (
    Breakdown,
    Bucket,
    Comparison,
    Doubt,
    Fault,
    Leakage,
    MetricScore,
    Ngram,
    NgramContrast,
    ScoreReport,
    SystemScores,
    TermScore,
    Trial,
)
from tm.metrics.scored import ReferenceSet, ReferenceUnit

CHRF = "nrefs:1|bs:1000|seed:12345|case:mixed|eff:yes|nc:6|nw:2|space:no|version:2.6.0"
BLEU = "nrefs:1|bs:1000|seed:12345|case:mixed|eff:no|tok:13a|smooth:exp|version:2.6.0"
METRICS = ("chrF++", "BLEU")
SIGNATURES = {"chrF++": CHRF, "BLEU": BLEU}


def system(name: str, chrf: float, bleu: float, *hypotheses: str, half: float | None = None) -> SystemScores:
    scores = (MetricScore("chrF++", chrf, CHRF, half=half), MetricScore("BLEU", bleu, BLEU, half=half))
    by_segment = {
        metric: np.array([value] * len(hypotheses))
        for metric, value in zip(METRICS, (chrf, bleu), strict=True)
    }
    return SystemScores(name, f"{name}.txt", scores, hypotheses, by_segment if hypotheses else {})


def report(*systems: SystemScores, segments: int = 2, **parts: Any) -> ScoreReport:
    units = tuple(
        ReferenceUnit(f"d:{number}", (f"Бұл {number}.",), f"Это {number}.", "d") for number in range(segments)
    )
    return replace(
        ScoreReport(ReferenceSet("test.tmx", units, "ru", "kk"), METRICS, SIGNATURES, systems, Trial()),
        **parts,
    )


_FLOATS = st.floats(allow_nan=False, allow_infinity=False)
_SHARES = st.floats(0, 1)
_TEXTS = st.text(max_size=8)
_NAMES = st.lists(st.text(min_size=1, max_size=6), min_size=1, max_size=3, unique=True)
_UNITS = st.builds(
    ReferenceUnit,
    _TEXTS,
    st.lists(_TEXTS, min_size=1, max_size=3).map(tuple),
    st.none() | _TEXTS,
    st.none() | _TEXTS,
    st.none() | _SHARES,
    st.integers(0, 9),
    st.lists(st.integers(0, 9), max_size=2).map(tuple),
)


@st.composite
def reports(draw: st.DrawFn) -> ScoreReport:
    """Any report whose parts fit together."""
    units = draw(st.lists(_UNITS, min_size=1, max_size=4).map(tuple))
    metrics, names = tuple(draw(_NAMES)), draw(_NAMES)
    of_metrics = st.lists(_FLOATS, min_size=len(metrics), max_size=len(metrics)).map(tuple)
    places = st.integers(0, len(units) - 1)
    sets = st.frozensets(places)
    buckets = st.builds(
        Bucket, _TEXTS, st.integers(0, 4), st.dictionaries(st.sampled_from(names), of_metrics)
    )
    some = st.lists(buckets, max_size=2).map(tuple)
    ngrams = st.lists(st.builds(Ngram, _TEXTS, *[st.integers(0, 9)] * 3), max_size=2).map(tuple)
    one = st.sampled_from(names)
    comparisons = st.builds(
        Comparison, st.sampled_from(metrics), one, one, _FLOATS, _SHARES, st.none() | _FLOATS
    )
    found = [draw(_systems(name, metrics, len(units))) for name in names]
    return ScoreReport(
        draw(st.builds(ReferenceSet, _TEXTS, st.just(units), st.none() | _TEXTS, st.none() | _TEXTS)),
        metrics,
        {metric: draw(_TEXTS) for metric in metrics},
        tuple(found),
        draw(st.none() | st.builds(Trial, st.sampled_from(("bootstrap", "randomization")))),
        draw(st.lists(comparisons, max_size=2).map(tuple)),
        draw(st.sampled_from(((), (tuple(names),), tuple((name,) for name in names)))),
        draw(st.lists(st.builds(Breakdown, _TEXTS, _TEXTS, some, _TEXTS), max_size=2).map(tuple)),
        draw(st.lists(st.builds(NgramContrast, one, one, ngrams, ngrams), max_size=1).map(tuple)),
        draw(st.lists(st.builds(TermScore, one, st.just(3), st.just(1), st.just(((0, "үй"),)))).map(tuple)),
        draw(st.dictionaries(one, of_metrics)),
        draw(st.none() | st.builds(Leakage, _TEXTS, places, _FLOATS, sets, sets, sets, sets, buckets)),
        draw(st.none() | st.builds(Doubt, _SHARES, sets.map(tuple), buckets, st.just({}), st.booleans())),
        draw(st.dictionaries(_TEXTS, st.lists(_TEXTS).map(tuple), max_size=2)),
        draw(st.lists(_TEXTS, max_size=2).map(tuple)),
    )


@st.composite
def _systems(draw: st.DrawFn, name: str, metrics: tuple[str, ...], segments: int) -> SystemScores:
    scores = tuple(
        MetricScore(metric, draw(_FLOATS), draw(_TEXTS), draw(st.none() | _FLOATS), draw(st.none() | _FLOATS))
        for metric in metrics
    )

    def column(values: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
        return st.lists(values, min_size=segments, max_size=segments)

    faults = st.builds(Fault, st.integers(0, segments - 1), _TEXTS, _TEXTS)
    return SystemScores(
        name,
        draw(_TEXTS),
        scores,
        draw(st.just(()) | column(_TEXTS).map(tuple)),
        {metric: np.array(draw(column(_FLOATS))) for metric in metrics if draw(st.booleans())},
        draw(st.lists(faults, max_size=3).map(tuple)),
    )
