"""What doubtful references do to scores is what scoring without them shows."""

from __future__ import annotations

import pytest

from tm.metrics.metric import Metric
from tm.metrics.results import Doubt, ScoreReport
from tm.metrics.scored import ReferenceSet, ReferenceUnit, System
from tm.scoring import Scoring
from tm.scoring.doubt import warning_of
from tm.scoring.inputs.hypotheses import Joined

METRICS = (Metric("chrF++"), Metric("TER"))
TEXTS = ("Бұл үй үлкен.", "Ол кеше келді.", "Қала шетінде су бар.", "Мектеп жабық болды.")
GOOD = (*TEXTS[:3], "Мүлдем басқа сөз.")
FAIR = (TEXTS[0], "Ол келді.", "Қала шетінде су жоқ.", TEXTS[3])


def report(confidences: tuple[float | None, ...], *hypotheses: tuple[str, ...]) -> ScoreReport:
    units = tuple(
        ReferenceUnit(str(place), (text,), confidence=known)
        for place, (text, known) in enumerate(zip(TEXTS, confidences, strict=False))
    )
    said = hypotheses or (GOOD, FAIR)
    systems = tuple(System(f"system {n}", "", texts[: len(units)]) for n, texts in enumerate(said))
    work = Scoring(Joined(ReferenceSet("test", units, "kk", "kk"), systems), METRICS)
    for _, parts in work.phases():
        list(parts)
    return work.report()


def doubt(*confidences: float | None) -> Doubt:
    found = report(confidences).doubt
    assert found
    return found


def test_scores_without_doubtful_references_are_those_of_the_others_alone() -> None:
    found, alone = doubt(0.9, None, 0.6, 0.59), report((0.9, None, 0.6))
    assert found.places == (3,) and alone.doubt is None
    assert found.without.scores == {
        one.name: tuple(figure.score for figure in one.scores) for one in alone.systems
    }


def test_what_moves_most_is_named_with_its_sign() -> None:
    whole, found = report((None, None, None, 0.1)), doubt(None, None, None, 0.1)
    for number, metric in enumerate(METRICS):
        changes = [found.without.scores[one.name][number] - one.scores[number].score for one in whole.systems]
        assert found.moved[metric.name] == max(changes, key=abs)


def test_another_order_without_them_is_seen() -> None:
    """The first system fails in the doubtful segment only, the second in the others."""
    whole, found = report((None, None, None, 0.1)), doubt(None, None, None, 0.1)
    first, second = (one.scores[0].score for one in whole.systems)
    assert (first < second) and found.reordered
    assert not doubt(None, 0.1, None, None).reordered


@pytest.mark.parametrize("confidences", [(None, None), (0.9, 0.6), (0.1, 0.2)])
def test_where_no_reference_is_doubtful_or_all_are_there_is_nothing_to_compare(
    confidences: tuple[float | None, ...],
) -> None:
    assert report(confidences).doubt is None and not report(confidences).warnings


def test_only_what_matters_is_said_aloud() -> None:
    found = report((None, None, None, 0.1))
    (said,) = found.warnings
    assert said.startswith("1 reference is of doubtful alignment (confidence below 0.6); without it ")
    assert said.endswith(", and the order of systems is another")
    same = report((0.1, 0.1, None, None), (TEXTS[0], TEXTS[1], "жоқ", ""))
    assert same.warnings and "2 references are" in same.warnings[0] and "order" not in same.warnings[0]
    perfect = report((0.1, None, None, None), TEXTS)
    assert perfect.doubt and not perfect.warnings
    assert warning_of(None) == []
