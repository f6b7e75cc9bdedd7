"""Each code is found where it should be, and silent where people write so too."""

from __future__ import annotations

import pytest

from tests.scoring.fault_cases import FOUND, SILENT
from tm.metrics.results import Fault
from tm.metrics.scored import ReferenceSet, ReferenceUnit, System
from tm.scoring.faults import CODES, faults


def found(
    direction: str, source: str | None, references: tuple[str, ...], hypothesis: str
) -> tuple[Fault, ...]:
    one, two = direction.split("-")
    unit = ReferenceUnit("1", references, source)
    return faults(ReferenceSet("test", (unit,), one or None, two), System("a", "", (hypothesis,)))


@pytest.mark.parametrize(("code", "direction", "source", "reference", "hypothesis"), FOUND)
def test_fault_found(code: str, direction: str, source: str | None, reference: str, hypothesis: str) -> None:
    assert code in {fault.code for fault in found(direction, source, (reference,), hypothesis)}


@pytest.mark.parametrize(("code", "direction", "source", "reference", "hypothesis"), SILENT)
def test_no_fault_where_people_write_so(
    code: str, direction: str, source: str | None, reference: str, hypothesis: str
) -> None:
    assert code not in {fault.code for fault in found(direction, source, (reference,), hypothesis)}


@pytest.mark.parametrize(("code", "direction", "source", "reference", "hypothesis"), FOUND)
def test_a_reference_is_no_fault(
    code: str, direction: str, source: str | None, reference: str, hypothesis: str
) -> None:
    assert found(direction, source, (reference,), reference) == ()
    if hypothesis.strip():
        assert found(direction, source, (reference, hypothesis), hypothesis) == ()


def test_every_code_has_five_cases_and_some_that_stay_silent() -> None:
    for code in CODES:
        assert sum(case[0] == code for case in FOUND) >= 5, code
        assert any(case[0] == code for case in SILENT), code


def test_each_code_once_a_segment_in_the_order_of_segments() -> None:
    units = tuple(
        ReferenceUnit(str(at), ("Он пришёл 5 раз в 2 дня.",), "Ол 2 күнде 5 рет келді.") for at in range(3)
    )
    hypotheses = "Он пришёл (9 раз в 7 дней.", "Он приходил 5 раз в 2 дня.", ""
    told = faults(ReferenceSet("test", units, "kk", "ru"), System("a", "", hypotheses))
    assert [(fault.place, fault.code) for fault in told] == [(0, "numbers"), (0, "brackets"), (2, "empty")]
    assert "9" in told[0].reason and "7" in told[0].reason


def test_one_of_several_references_is_enough() -> None:
    references = "It costs 15 tenge.", "It costs fifteen or 16 tenge."
    assert found("-en", None, references, "It costs 16 tenge.") == ()
    assert [fault.code for fault in found("-en", None, references, "It costs 17 tenge.")] == ["numbers"]


def test_languages_are_known_by_letters_where_nobody_says_them() -> None:
    unit = ReferenceUnit("1", ("Қазақ тілі туралы заң қабылданды.",), "The law was passed.")
    told = faults(ReferenceSet("test", (unit,)), System("a", "", ("Закон о языке был принят.",)))
    assert [fault.code for fault in told] == ["language"]


def test_reasons_speak_of_reference_and_hypothesis() -> None:
    (fault,) = found("-en", None, ("It costs 15 tenge.",), "It costs 16 tenge.")
    assert fault.reason == "the reference has 15, the hypothesis 16"


def test_another_language_is_told_by_name() -> None:
    (fault,) = found("kk-en", "Береке деген осы!", ("This is abundance!",), "Привет, это да!")
    assert fault.reason == "this text seems to be Russian, but the references are in English"


def test_what_is_quoted_stays_as_it_is() -> None:
    (fault,) = found("-en", None, ("On target and on source code.",), "On target target and on source code.")
    assert fault.reason == "“target” stands twice in a row"


def test_other_languages_are_looked_at_as_far_as_it_goes() -> None:
    source, reference = "Der Preis ist 1512 Euro.", "Le prix est de 1512 euros."
    assert found("de-fr", source, (reference,), "Le prix est de 1512 euros environ.") == ()
    assert [one.code for one in found("de-fr", source, (reference,), "Le prix est de 1617 euros.")] == [
        "numbers"
    ]
