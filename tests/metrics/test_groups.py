"""Segments are parted as people part them, and a part scores as it would alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sacrebleu.metrics import BLEU, CHRF, TER

from tests.conftest import ROOT
from tm.metrics.groups import (
    breakdown,
    bucket,
    by_confidence,
    by_document,
    by_length,
    by_rarity,
    word_counts,
)
from tm.metrics.metric import Metric, streams
from tm.metrics.results import Groups
from tm.metrics.scored import ReferenceSet, ReferenceUnit
from tm.report.elements import BANDS

ARTICLE = ROOT / "corpora" / "azattyq-pompeo"
REFERENCES = [[line] for line in (ARTICLE / "en.txt").read_text(encoding="utf-8").splitlines() if line]
SCORERS = {"BLEU": BLEU(), "chrF++": CHRF(word_order=2), "TER": TER()}
METRICS = [Metric(name) for name in SCORERS]
SYSTEMS = {
    "lower": [first.lower() for first, *_ in REFERENCES],
    "short": [" ".join(first.split()[: 1 + at % 9]) for at, (first, *_) in enumerate(REFERENCES)],
}
STATISTICS = {
    name: [metric.statistics(hypotheses, REFERENCES) for metric in METRICS]
    for name, hypotheses in SYSTEMS.items()
}


def references(*texts: str, documents: Sequence[str | None] = ()) -> ReferenceSet:
    named = documents or [None] * len(texts)
    units = (ReferenceUnit(str(at), (text,), document=named[at]) for at, text in enumerate(texts))
    return ReferenceSet("here", tuple(units))


def sure(*confidences: float | None) -> ReferenceSet:
    units = (ReferenceUnit(str(at), ("Иә.",), confidence=one) for at, one in enumerate(confidences))
    return ReferenceSet("here", tuple(units))


def said(groups: Groups | None) -> list[str]:
    assert groups is not None
    return [groups.names[number] for number in groups.of]


def alone(system: str, name: str, places: Sequence[int]) -> float:
    """What sacrebleu makes of a corpus that has these segments only."""
    chosen = streams([REFERENCES[place] for place in places])
    return float(SCORERS[name].corpus_score([SYSTEMS[system][place] for place in places], chosen).score)


@pytest.mark.parametrize("name", list(SCORERS))
@pytest.mark.parametrize("system", list(SYSTEMS))
def test_a_group_scores_as_a_corpus_of_its_own(system: str, name: str) -> None:
    groups = Groups("third", "Every third", ("0", "1", "2"), np.arange(len(REFERENCES)) % 3)
    found = breakdown(groups, METRICS, STATISTICS)
    for number, one in enumerate(found.buckets):
        places = range(number, len(REFERENCES), 3)
        assert one.segments == len(places)
        assert one.scores[system][list(SCORERS).index(name)] == alone(system, name, places)


@given(st.lists(st.integers(0, len(REFERENCES) - 1), min_size=1, unique=True))
def test_any_bucket_scores_as_a_corpus_of_its_own(places: list[int]) -> None:
    found = bucket("some", places, METRICS, STATISTICS)
    assert (found.name, found.segments, list(found.scores)) == ("some", len(places), list(SYSTEMS))
    assert found.scores["short"] == tuple(alone("short", name, places) for name in SCORERS)


def test_empty_groups_and_segments_of_no_group_are_left_out() -> None:
    of = np.full(len(REFERENCES), -1)
    of[[2, 4]] = 1
    found = breakdown(Groups("k", "T", ("a", "b", "c"), of, "why"), METRICS, STATISTICS)
    assert [(one.name, one.segments) for one in found.buckets] == [("b", 2)]
    assert (found.kind, found.title, found.note) == ("k", "T", "why")


def test_a_bucket_of_nothing_has_no_score() -> None:
    with pytest.raises(AssertionError):
        bucket("none", [], METRICS, STATISTICS)


@pytest.mark.parametrize(
    ("count", "name"),
    [(0, "up to 5 words"), (5, "up to 5 words"), (6, "6–10 words"), (10, "6–10 words"), (11, "11–20 words"),
     (20, "11–20 words"), (21, "21–40 words"), (40, "21–40 words"), (41, "over 40 words")],
)  # fmt: skip
def test_length_is_in_words_and_a_dash_is_none(count: int, name: str) -> None:
    assert said(by_length(references(" – ".join(["сөз,"] * count) + " ?"))) == [name]


def test_the_first_reference_says_how_long_a_segment_is() -> None:
    unit = ReferenceUnit("1", ("Бір екі.", "Бір екі үш төрт бес алты."))
    assert said(by_length(ReferenceSet("here", (unit,)))) == ["up to 5 words"]


def test_documents_stand_in_their_order() -> None:
    assert said(by_document(references(*"абвг", documents=["ә", "б", "ә", "а"]))) == ["ә", "б", "ә", "а"]
    assert by_document(references(*"аб")) is None


def test_small_documents_are_put_together() -> None:
    documents = ["one", "two", "two", None, "three", "three", "four"]
    found = by_document(references(*"абвгдеж", documents=documents), most=2)
    assert said(found) == ["2 others", "two", "two", "not said", "three", "three", "2 others"]


def test_a_single_other_document_keeps_its_name() -> None:
    found = by_document(references(*"абвгд", documents=["one", "two", "two", "three", "three"]), most=2)
    assert said(found) == ["one", "two", "two", "three", "three"]


@given(st.lists(st.sampled_from([None, *"абвгдежз"]), min_size=1), st.integers(1, 5))
def test_every_segment_is_of_a_document(documents: list[str | None], most: int) -> None:
    found = by_document(references(*"а" * len(documents), documents=documents), most)
    if not any(documents):
        assert found is None
        return
    for name, document in zip(said(found), documents, strict=True):
        assert name in {document or "not said"} or (document and name.endswith(" others"))
    own = set(said(found)) & set("абвгдежз")
    others = [documents.count(one) for one in set(documents) - own - {None}]
    assert len(own) <= most + 1 and all(count <= min(map(documents.count, own)) for count in others)


def test_words_are_rare_that_the_training_text_has_once_or_never() -> None:
    counts = word_counts(["Бұл үй.", "БҰЛ ҮЙ", "Бұл қала."])
    assert (counts["бұл"], counts["үй"], counts["қала"]) == (3, 2, 1)
    texts = ["Бұл үй.", "Бұл үй, бұл үй, бұл үй, бұл үй, бұл қала.", "Бұл үй, бұл жер.", "Бұл қала.", "Жер!"]
    found = by_rarity(references(*texts, "12."), counts)
    assert said(found) == [
        "no rare word", "up to 10 % rare", "over 10 to 25 % rare", "over 25 to 50 % rare", "over 50 % rare",
        "no rare word",
    ]  # fmt: skip
    assert "training text" in found.note


def test_words_are_rare_that_only_their_own_segment_says() -> None:
    found = by_rarity(references("үй үй үй", "жер", "жер", "жер су", "тау", "тау"))
    assert said(found) == [
        "over 50 % rare",
        *["no rare word"] * 2,
        "over 25 to 50 % rare",
        *["over 50 % rare"] * 2,
    ]
    assert "other references" in found.note


def test_confidence_has_the_bands_of_other_reports() -> None:
    names = said(by_confidence(sure(1.0, 0.9, 0.899, 0.6, 0.599, 0.0, None)))
    assert names == [*["0.90 and above"] * 2, *["0.60 to 0.89"] * 2, *["below 0.60"] * 2, "not said"]
    assert set(names) - {"not said"} == {band.words for band in BANDS}
    assert by_confidence(sure(None, None)) is None


@given(st.floats(0, 1))
def test_any_confidence_is_in_the_band_of_other_reports(confidence: float) -> None:
    assert said(by_confidence(sure(confidence))) == [
        next(band.words for band in BANDS if confidence >= band.least)
    ]
