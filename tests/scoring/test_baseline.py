"""A run against a kept one: what is compared is the same test, and gates fail for what fell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.scoring.reports import BLEU, CHRF, report, system
from tm.errors import ScoreMismatch, UsageError
from tm.metrics.gate import parse
from tm.metrics.history import Change
from tm.metrics.results import MetricScore, ScoreReport, SystemScores
from tm.scoring.baseline import compare, failures
from tm.scoring.record import Record, read_record, references_digest, write_record

BEFORE = report(system("a", 54.0, 21.0, "x", "y"), system("b", 40.0, 10.0, "z", "z"))
NOW = report(system("a", 53.0, 21.5, "x", "w"), system("b", 40.0, 10.0, "z", "z"))


def kept(one: ScoreReport) -> Record:
    return Record("base.json", one, references_digest(one.references))


def asked(metric: str, before: Sequence[str], now: Sequence[str]) -> float:
    """A test that says what it was asked."""
    assert (tuple(before), tuple(now)) == (("x", "y"), ("x", "w"))
    return {"chrF++": 0.01, "BLEU": 0.2}[metric]


def test_each_system_is_compared_with_itself() -> None:
    compared = compare(NOW, kept(BEFORE), asked)
    assert compared.warnings == ()
    assert compared.changes == (
        Change("a", "chrF++", 54.0, 53.0, 0.01, "a"),
        Change("a", "BLEU", 21.0, 21.5, 0.2, "a"),
        Change("b", "chrF++", 40.0, 40.0, 1.0, "b"),
        Change("b", "BLEU", 10.0, 10.0, 1.0, "b"),
    )
    assert [change.difference for change in compared.changes] == [-1.0, 0.5, 0.0, 0.0]


def test_a_baseline_from_its_file(tmp_path: Path) -> None:
    write_record(tmp_path / "base.json", BEFORE)
    assert compare(NOW, read_record(tmp_path / "base.json"), asked) == compare(NOW, kept(BEFORE), asked)


def test_without_a_test_there_is_no_p() -> None:
    assert {change.p for change in compare(NOW, kept(BEFORE)).changes} == {None}


def test_what_is_new_or_gone_is_said() -> None:
    now = report(NOW.systems[0], system("new", 1.0, 1.0))
    compared = compare(now, kept(BEFORE))
    assert {change.system for change in compared.changes} == {"a"}
    assert compared.warnings == (
        "base.json: has no new; not compared",
        "base.json: has b, which this run has not; not compared",
    )


def test_two_runs_of_one_system_each_are_compared_whatever_they_are_called() -> None:
    compared = compare(report(system("mine-2", 55.0, 22.0)), kept(report(system("mine-1", 54.0, 21.0))))
    assert [(one.system, one.known_as, one.difference) for one in compared.changes] == [
        ("mine-2", "mine-1", 1.0),
        ("mine-2", "mine-1", 1.0),
    ]
    assert compared.warnings == ("base.json: mine-2 is compared with mine-1, the only system there",)


def test_a_metric_of_one_run_only_is_said() -> None:
    one = SystemScores("a", "a", (MetricScore("chrF++", 54.0, CHRF),))
    fewer = replace(report(one), metrics=("chrF++",), signatures={"chrF++": CHRF})
    first = compare(report(system("a", 53.0, 21.0)), kept(fewer))
    assert [change.metric for change in first.changes] == ["chrF++"]
    assert first.warnings == ("base.json: has no BLEU; not compared",)
    second = compare(fewer, kept(report(system("a", 53.0, 21.0))))
    assert second.warnings == ("base.json: has BLEU, which this run has not; not compared",)


def test_other_draws_and_seeds_do_not_matter() -> None:
    signatures = {"chrF++": CHRF.replace("bs:1000|seed:12345", "ar:10000|seed:1"), "BLEU": BLEU}
    assert compare(replace(NOW, signatures=signatures), kept(BEFORE)).changes


def changed_references(part: str) -> ScoreReport:
    first, second = NOW.references.units
    values = {"id": "other", "source": "other", "references": ("other",)}
    units = (first, replace(second, **{part: values[part]}))  # type: ignore[arg-type]
    return replace(NOW, references=replace(NOW.references, units=units))


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (report(*NOW.systems, segments=3), "other references than in this run: 2 segments there, 3 here"),
        (changed_references("id"), "segment 2 is d:1 there, other here"),
        (changed_references("source"), "the source of d:1 is another"),
        (changed_references("references"), "the references of d:1 are others"),
        (
            replace(NOW, signatures={"chrF++": CHRF, "BLEU": BLEU.replace("13a", "intl")}),
            "BLEU was computed in another way: tok:13a there, tok:intl here",
        ),
        (
            replace(NOW, signatures={"chrF++": CHRF, "BLEU": BLEU.replace("2.6.0", "2.7.0")}),
            "BLEU was computed in another way: version:2.6.0 there, version:2.7.0 here",
        ),
        (
            report(system("c", 1.0, 1.0), system("d", 1.0, 1.0)),
            "no system is in this run and in the baseline",
        ),
    ],
)
def test_what_is_not_the_same_test_is_refused(now: ScoreReport, said: str) -> None:
    with pytest.raises(ScoreMismatch, match=re.escape(said)) as caught:
        compare(now, kept(BEFORE), asked)
    assert str(caught.value).startswith("base.json: ")


def test_no_common_metric_is_refused() -> None:
    one = SystemScores("a", "a", (MetricScore("TER", 54.0, "s"),))
    other = replace(report(one), metrics=("TER",), signatures={"TER": "s"})
    with pytest.raises(ScoreMismatch, match=r"no metric is in this run .*: chrF\+\+, BLEU here, TER there"):
        compare(NOW, kept(other))


def test_hypotheses_that_were_not_kept_can_not_be_tested() -> None:
    bare = report(system("a", 54.0, 21.0))
    with pytest.raises(ScoreMismatch, match="keeps no hypotheses of a"):
        compare(NOW, kept(bare), asked)


@pytest.mark.parametrize(
    ("conditions", "failed"),
    [
        (["chrf2++ < -0.5 and p < 0.05"], ["a: chrF++ fell by 1.00 (54.00 → 53.00), p 0.01 (C)"]),
        (["chrf2++ < -0.5 and p < 0.005"], []),
        (["score(bleu) < 20"], ["b: BLEU is 10.00 (C)"]),
        (
            ["bleu > 0", "chrf++ < 0"],
            ["a: BLEU rose by 0.50 (21.00 → 21.50) (C)", "a: chrF++ fell by 1.00 (54.00 → 53.00) (C)"],
        ),
        (["p(chrf++) >= 1"], ["b: chrF++ is 40.00, p 1 (C)"]),
    ],
)
def test_gates_fail_for_what_fell(conditions: list[str], failed: list[str]) -> None:
    gates = [parse(condition) for condition in conditions]
    found = failures(gates, NOW, compare(NOW, kept(BEFORE), asked).changes)
    of = {str(gate) for gate in gates}
    assert [
        re.sub(f"{re.escape(gate)}", "C", line) for line in found for gate in of if f"({gate})" in line
    ] == failed


def test_a_score_needs_no_baseline() -> None:
    assert failures([parse("score(chrf++) < 50")], NOW) == ["b: chrF++ is 40.00 (score(chrF++) < 50.0)"]


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("bleu < 0", "needs a baseline; name one with --baseline"),
        ("score(ter) < 0", "needs TER, which was not computed"),
    ],
)
def test_what_is_not_known_is_refused(condition: str, said: str) -> None:
    with pytest.raises(UsageError, match=re.escape(said)):
        failures([parse(condition)], NOW)


def test_a_p_without_a_test_is_refused() -> None:
    with pytest.raises(UsageError, match="needs a test of significance"):
        failures([parse("p(bleu) < 1")], NOW, compare(NOW, kept(BEFORE)).changes)
