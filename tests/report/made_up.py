"""Reports of scores for the tests. Scores are real, computed by `Metric`; whatever is made up says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np

from tm.metrics.metric import Metric
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
    Seen,
    SystemScores,
    TermScore,
    Trial,
)
from tm.metrics.scored import ReferenceSet, ReferenceUnit

METRICS = ("chrF++", "BLEU", "BLEU-intl")
MORE = ("TER", "COMET")
FOLDER = "/corpora/of/the/house/news-of-the-year-2019/"
SOURCE = (
    "Қазақстанда жаңа мектеп ашылды.",
    "Үкімет отырысы бейсенбіде өтті.",
    "Ғалымдар өңірдегі су мәселесін зерттеді.",
    "Ол 2019 жылы Астанаға көшті.",
    "Бұл шешімге ешкім қарсы болған жоқ.",
    "Һәм тағы бір сөйлем.",
)
REFERENCE = (
    "A new school has opened in Kazakhstan.",
    "The government met on Thursday.",
    "Scientists studied the water problem in the region.",
    "He moved to Astana in 2019.",
    "Nobody was against this decision.",
    "And one more sentence.",
)
HYPOTHESES = {
    "careful": (
        "A new school opened in Kazakhstan.",
        "The government met on Thursday.",
        "Scientists studied the water problem of the region.",
        "He moved to Astana in 2019.",
        "Nobody opposed this decision.",
        "And another sentence.",
    ),
    "middling": (
        "In Kazakhstan opened new school.",
        "Government meeting on Thursday was held.",
        "Scientists have researched the problem with water in the region.",
        "He moved in Astana in 2018.",
        "There was nobody against this decision.",
        "And one more offer.",
    ),
    "rough": (
        "Kazakhstan school.",
        "",
        "Ғалымдар өңірдегі су мәселесін зерттеді.",
        "It has moved.",
        "This decision decision decision.",
        "Sentence and.",
    ),
}


def scored(
    source: Sequence[str], references: Sequence[str], hypotheses: Mapping[str, Sequence[str]]
) -> ScoreReport:
    """A report whose scores are sacrebleu's; intervals, p-values and agreement in it are MADE UP."""
    metrics = [Metric(name) for name in METRICS]
    nested = [[text] for text in references]
    rows = {
        (name, metric.name): metric.statistics(texts, nested)
        for name, texts in hypotheses.items()
        for metric in metrics
    }
    systems = tuple(_system(name, list(texts), metrics, rows) for name, texts in hypotheses.items())
    places = range(len(references))
    units = tuple(
        ReferenceUnit(f"made-{place + 1}", (references[place],), source[place], f"document {place % 3 + 1}")
        for place in places
    )
    return ScoreReport(
        ReferenceSet("made-up.tmx", units, "kk", "en", total=len(units) + 2, left_out=("a", "b")),
        METRICS,
        {metric.name: metric.signature(nested, Trial()) for metric in metrics},
        systems,
        Trial(),
        tuple(_compared(systems)),
        _clusters(systems),
        tuple(_breakdowns(references, metrics, rows, list(hypotheses))),
    )


def _system(
    name: str, texts: Sequence[str], metrics: Sequence[Metric], rows: Mapping[tuple[str, str], np.ndarray]
) -> SystemScores:
    scores = tuple(
        MetricScore(metric.name, metric.score(rows[name, metric.name]), "", None, 0.9) for metric in metrics
    )
    by_segment = {metric.name: metric.by_segment(rows[name, metric.name]) for metric in metrics}
    faults = tuple(_faults(texts))
    return SystemScores(name, f"{name}.txt", scores, tuple(texts), by_segment, faults)


def _faults(texts: Sequence[str]) -> list[Fault]:
    """Simple ones, found by the simplest of means."""
    found = [Fault(place, "empty", "nothing was said") for place, text in enumerate(texts) if not text]
    for place, text in enumerate(texts):
        words = text.split()
        if any(a == b for a, b in pairwise(words)):
            found.append(Fault(place, "repeated", "a word stands twice"))
        if any("а" <= letter <= "я" for letter in text.lower()):
            found.append(Fault(place, "language", "has Cyrillic letters"))
    return found


def _compared(systems: Sequence[SystemScores]) -> list[Comparison]:
    found = []
    for first, second in combinations(systems, 2):
        for one, other in zip(first.scores, second.scores, strict=True):
            by = one.score - other.score
            p = min(1.0, 0.9 / (1 + by * by * by * by))  # made up
            agreement = 1 - 0.5 / (1 + abs(by) / 2)  # made up
            found.append(
                Comparison(one.metric, first.name, second.name, by, p, by - 1.2, by + 1.2, agreement)
            )
    return found


def _clusters(systems: Sequence[SystemScores]) -> tuple[tuple[str, ...], ...]:
    """Those whose first scores are within a point of the best of their cluster."""
    clusters: list[list[SystemScores]] = []
    for system in sorted(systems, key=lambda one: -one.scores[0].score):
        if clusters and clusters[-1][0].scores[0].score - system.scores[0].score < 1:
            clusters[-1].append(system)
        else:
            clusters.append([system])
    return tuple(tuple(one.name for one in cluster) for cluster in clusters)


def bucket(
    name: str,
    places: Sequence[int],
    metrics: Sequence[Metric],
    rows: Mapping[tuple[str, str], np.ndarray],
    names: Sequence[str],
) -> Bucket:
    scores = {
        one: tuple(metric.score(rows[one, metric.name][list(places)]) for metric in metrics) for one in names
    }
    return Bucket(name, len(places), scores, tuple(places))


def _breakdowns(
    references: Sequence[str],
    metrics: Sequence[Metric],
    rows: Mapping[tuple[str, str], np.ndarray],
    names: Sequence[str],
) -> list[Breakdown]:
    lengths = [len(text.split()) for text in references]
    ends = [*sorted({int(np.quantile(lengths, q)) for q in (0, 0.2, 0.4, 0.6, 0.8)}), max(lengths) + 1]
    by_length = []
    for low, high in pairwise(ends):
        places = [place for place, length in enumerate(lengths) if low <= length < high]
        if places:
            by_length.append(bucket(f"{low}–{high - 1}", places, metrics, rows, names))
    count = 24 if len(references) > 100 else 3
    documents = [
        bucket(f"document {n + 1}", range(n, len(references), count), metrics, rows, names)
        for n in range(count)
    ]
    return [
        Breakdown("length", "Words in the reference", tuple(by_length)),
        Breakdown(
            "document", "Document", tuple(documents), "Made up for the tests: every third segment and so on."
        ),
    ]


def everything(report: ScoreReport) -> ScoreReport:
    """The report with all the parts that it may have, MADE UP but for their shape."""
    names = [system.name for system in report.systems]
    fewer = {system.name: tuple(one.score - 0.8 for one in system.scores) for system in report.systems}
    more = {system.name: tuple(one.score + 1.3 for one in system.scores) for system in report.systems}
    many = report.segments
    grams = (Ngram("water problem", 3, 3, 0), Ngram("on Thursday", 5, 4, 1))
    seen = {
        0: Seen("source", "tu-7", 7, SOURCE[0], 100.0),
        2: Seen("target", "of line 9", 9, "Scientists", 81.99),
    }
    near, exact = frozenset({0, 2}), frozenset({0})
    return replace(
        report,
        ngrams=tuple(NgramContrast(a, b, grams, grams[:1]) for a, b in combinations(names, 2)),
        terms=tuple(
            TermScore(name, 12, 11 - n, tuple((place % many, "мектеп") for place in range(n + 1)))
            for n, name in enumerate(names)
        ),
        punctuation=more,
        leakage=Leakage(
            "train.tmx", 1200, 80, exact, frozenset(), near, frozenset({2}),
            Bucket("kept", many - 2, fewer), Bucket("leaked", 2, more),
            seen,
        ),
        doubt=Doubt(0.6, (1, 4), Bucket("without", many - 2, more), dict.fromkeys(METRICS, 1.3), False),
        dropped={"empty reference": ("x",)},
        warnings=("The last system: 1 hypothesis is empty.", "2 segments are in the training memory."),
    )  # fmt: skip


def small() -> ScoreReport:
    """Three systems on six segments."""
    return scored(SOURCE, REFERENCE, HYPOTHESES)


def full() -> ScoreReport:
    """Three systems on six segments, with every part that a report may have."""
    return everything(small())


def wide() -> ScoreReport:
    """All parts with two metrics more, and documents of long names in a folder of their own."""
    report = everything(small())
    systems = tuple(
        replace(
            one,
            scores=(*one.scores, *(MetricScore(name, 50.0, "", None, 1.5) for name in MORE)),
            by_segment={**one.by_segment, **dict.fromkeys(MORE, one.by_segment["BLEU"])},
        )
        for one in report.systems
    )
    units = tuple(
        replace(unit, document=f"{FOLDER}a-{unit.document}-with-a-rather-long-name.kk-en.txt")
        for unit in report.references.units
    )
    assert report.leakage
    assert report.doubt
    leakage = replace(
        report.leakage, kept=_widened(report.leakage.kept), leaked=_widened(report.leakage.leaked)
    )
    return replace(
        report,
        metrics=(*METRICS, *MORE),
        systems=systems,
        references=replace(report.references, units=units, origin=f"{FOLDER}a-test-of-a-long-name.kk-en.tmx"),
        breakdowns=tuple(
            replace(part, buckets=tuple(map(_widened, part.buckets))) for part in report.breakdowns
        ),
        leakage=leakage,
        doubt=replace(report.doubt, without=_widened(report.doubt.without)),
        punctuation={name: (*scores, 49.0, 49.0) for name, scores in report.punctuation.items()},
    )


def _widened(one: Bucket | None) -> Bucket:
    assert one
    return replace(one, scores={name: (*scores, 49.0, 49.0) for name, scores in one.scores.items()})


def two() -> ScoreReport:
    """Two systems without a source."""
    report = scored(SOURCE, REFERENCE, {name: HYPOTHESES[name] for name in ("careful", "rough")})
    units = tuple(replace(unit, source=None, document=None) for unit in report.references.units)
    return replace(report, references=replace(report.references, units=units, source_lang=None))


def crowded() -> ScoreReport:
    """Eleven systems with long names."""
    names = [f"system-with-a-long-name.{number}" for number in range(6400, 6411)]
    texts = list(HYPOTHESES.values())
    return everything(scored(SOURCE, REFERENCE, {name: texts[n % 3] for n, name in enumerate(names)}))


HOSTILE = (
    "</script><img src=x onerror=\"document.title='run'\">",
    "</style></title></textarea><script>document.title='run'</script>",
    "]]> <!-- --> &amp; &#0; <![CDATA[ \x00\x01\x1b[31m \ud800\ufffe",
    "\u202eright to left\u2067 never closed \u200f",
    "\" onmouseover=\"document.title='run'\" x='",
    "ұ" * 10_000,
)


def hostile() -> ScoreReport:
    """Whatever a text can do to a page, wherever a report has a text."""
    texts = list(HOSTILE)
    turned = [*texts[1:], texts[0]]
    report = scored(
        turned, texts, {HOSTILE[0]: turned, HOSTILE[1] + HOSTILE[3]: texts[::-1], HOSTILE[5][:300]: texts}
    )
    pairs = zip(report.references.units, texts, strict=True)
    units = tuple(replace(unit, document=text, id=text) for unit, text in pairs)
    name = report.systems[0].name
    faults = tuple(Fault(place, text[:40], text) for place, text in enumerate(texts))
    whole = everything(report)
    seen = {place: Seen("source", text, 1, text, 90.0) for place, text in enumerate(texts)}
    gram = Ngram(HOSTILE[1], 1, 1, 0)
    return replace(
        whole,
        leakage=replace(whole.leakage, memory=HOSTILE[3], seen=seen) if whole.leakage else None,
        references=replace(report.references, units=units, origin=HOSTILE[0]),
        systems=(replace(report.systems[0], faults=faults), *report.systems[1:]),
        warnings=HOSTILE,
        terms=(TermScore(name, 1, 0, ((0, HOSTILE[4]),)),),
        ngrams=(NgramContrast(name, report.systems[1].name, (gram,), (gram,)),),
        dropped=dict.fromkeys(HOSTILE, ("x",)),
        signatures=dict.fromkeys(METRICS, HOSTILE[0]),
    )
