"""Gates: what is written is what is asked, and nothing that can't be decided passes."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tm.errors import UsageError
from tm.metrics.condition import Condition, Joined, Limit, Not
from tm.metrics.gate import Gate, Standing, parse
from tm.metrics.metric import METRICS

FELL = {"chrF++": Standing(53.79, 54.62, 0.003), "BLEU": Standing(21.0, 20.0, 0.4)}


def limit(quantity: str, metric: str, sign: str, number: float) -> Limit:
    return Limit(quantity, metric, sign, number)


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("chrf2++ < -0.5", limit("difference", "chrF++", "<", -0.5)),
        ("CHRF++<-.5", limit("difference", "chrF++", "<", -0.5)),
        ("chrF >= +1", limit("difference", "chrF", ">=", 1)),
        ("bleu-intl <= 2.", limit("difference", "BLEU-intl", "<=", 2)),
        ("spbleu < 0", limit("difference", "BLEU-spm", "<", 0)),
        ("0.5 < ter", limit("difference", "TER", ">", 0.5)),
        ("30 >= score(bleu)", limit("score", "BLEU", "<=", 30)),
        ("P( Bleu ) < 0.05", limit("p", "BLEU", "<", 0.05)),
        ("((bleu < 0))", limit("difference", "BLEU", "<", 0)),
        ("not bleu < 0", Not(limit("difference", "BLEU", "<", 0))),
        ("!bleu < 0", Not(limit("difference", "BLEU", "<", 0))),
    ],
)
def test_a_limit_is_read(text: str, condition: Condition) -> None:
    assert parse(text).condition == condition


@pytest.mark.parametrize(
    "text",
    ["bleu < 0 and p < 0.05", "BLEU < 0 & P < .05", "bleu<0&&p<0.05", "bleu < 0 AND p(bleu) < 0.05"],
)
def test_p_is_of_the_only_metric_that_is_named(text: str) -> None:
    expected = Joined("and", (limit("difference", "BLEU", "<", 0), limit("p", "BLEU", "<", 0.05)))
    assert parse(text).condition == expected


def test_and_binds_more_than_or() -> None:
    one, two, three = (limit("difference", name, "<", 0) for name in ("BLEU", "chrF", "TER"))
    assert parse("bleu < 0 or chrf < 0 and ter < 0").condition == Joined(
        "or", (one, Joined("and", (two, three)))
    )
    assert parse("(bleu < 0 | chrf < 0) & ter < 0").condition == Joined(
        "and", (Joined("or", (one, two)), three)
    )


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("", 1, "the condition ends where a metric, p, score(METRIC) or a number is expected"),
        ("bleu", 5, 'the condition ends where "<", "<=", ">" or ">=" is expected'),
        ("bleu < ", 8, "the condition ends where a number, as -0.5 is expected"),
        ("bleu < x", 8, "'x' stands where a number"),
        ("bleu < 1%", 9, "'%' is unknown here"),
        ("bleu == 1", 6, "'=' is unknown here"),
        ("bleu < 1.2.3", 8, "'1' is unknown here"),
        ("bleu < 1 chrf < 2", 10, "'chrf' stands where \"and\", \"or\" or the end"),
        ("0 < bleu < 1", 10, "'<' stands where \"and\", \"or\" or the end"),
        ("(bleu < 1", 10, "the condition ends where \"and\", \"or\" or \")\""),
        ("bleu < 1)", 9, "')' stands where \"and\""),
        ("bleu < 1 and", 13, "the condition ends where a metric"),
        ("and < 1", 1, "'and' stands where a metric"),
        ("blue < 1", 1, "blue: metrics are chrF++, chrF, BLEU"),
        ("score < 1", 7, "'<' stands where \"(\" and a metric"),
        ("score(bleu < 1", 12, "'<' stands where \")\""),
        ("p < 0.05", 1, "p of which metric? no metric is named; write p(chrf2++), for one"),
        ("bleu < 0 and chrf < 0 and p < 1", 27, "several metrics are named; write p(BLEU) or p(chrF)"),
        ("bleu < " + "9" * 400, 8, "the number is too large"),
        ("(" * 51 + "bleu < 1" + ")" * 51, 51, "more than 50 brackets"),
        ("__import__('os')", 1, "'_' is unknown here"),
    ],
)  # fmt: skip
def test_what_is_no_condition_is_refused_with_the_column(text: str, column: int, said: str) -> None:
    with pytest.raises(UsageError, match=re.escape(said)) as caught:
        parse(text)
    assert f", column {column}: " in str(caught.value) and "\n" not in str(caught.value)


def test_another_metric_may_be_named() -> None:
    gate = parse("comet < -1", others=("COMET",))
    assert gate.metrics == ("COMET",) and str(gate) == "COMET < -1.0"


_LIMITS = st.builds(
    Limit,
    st.sampled_from(("difference", "p", "score")),
    st.sampled_from(METRICS),
    st.sampled_from(("<", "<=", ">", ">=")),
    st.floats(allow_nan=False, allow_infinity=False),
)


def _joined(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.builds(Not, parts) | st.builds(Joined, st.sampled_from(("and", "or")), several)


@given(st.recursive(_LIMITS, _joined, max_leaves=8))
def test_what_is_printed_is_read_as_the_same(condition: Condition) -> None:
    assert parse(str(Gate(condition))) == Gate(condition)


_WORDS = st.sampled_from(
    [
        "bleu",
        "chrf2++",
        "p",
        "score",
        "(",
        ")",
        "and",
        "or",
        "not",
        "&",
        "||",
        "!",
        "<",
        ">=",
        "-0.5",
        "1",
        "–",
    ]
)


@given(st.text() | st.lists(_WORDS).map(" ".join) | st.lists(_WORDS).map("".join))
@example("not " * 2000 + "bleu < 1")
@example("(" * 2000)
@example("bleu < 1 and " * 2000 + "bleu < 1")
@example("bleu < 1\n")
@example("٣ < bleu")
def test_any_text_is_a_gate_or_refused(text: str) -> None:
    try:
        gate = parse(text)
    except UsageError:
        return
    assert parse(str(gate)) == gate


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("chrf2++ < -0.5 and p < 0.05", True),
        ("chrf2++ < -0.9", False),
        ("bleu < -0.5 and p < 0.05", False),
        ("bleu > 0.5 or chrf++ > 0", True),
        ("not bleu > 0.5", False),
        ("bleu >= 1 and bleu <= 1", True),
        ("bleu > 1 or bleu < 1", False),
        ("score(bleu) < 21.5", True),
        ("score(bleu) > 21.5", False),
        ("score(bleu) < 21.5 and not (chrf++ > 0 or p(chrf++) > 0.05)", True),
    ],
)
def test_a_gate_holds_or_not(text: str, holds: bool) -> None:
    assert parse(text).holds(FELL) is holds


@pytest.mark.parametrize(
    ("text", "metrics", "baseline"),
    [
        ("score(bleu) < 3", ("BLEU",), False),
        ("bleu < 3 or bleu-13a > 4", ("BLEU",), True),
        ("score(bleu) < 3 and p(chrf) < 1", ("BLEU", "chrF"), True),
    ],
)
def test_what_a_gate_needs(text: str, metrics: tuple[str, ...], baseline: bool) -> None:
    gate = parse(text)
    assert (gate.metrics, gate.needs_baseline) == (metrics, baseline)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("chrf2++ < -0.5 and p < 0.05", "chrF++ fell by 0.83 (54.62 → 53.79), p 0.003"),
        ("bleu > 0.5", "BLEU rose by 1.00 (20.00 → 21.00)"),
        ("score(bleu) < 30", "BLEU is 21.00"),
        ("p(bleu) < 0.5", "BLEU is 21.00, p 0.4"),
        ("chrf++ < 0 or bleu < 0", "chrF++ fell by 0.83 (54.62 → 53.79); BLEU rose by 1.00 (20.00 → 21.00)"),
    ],
)
def test_the_reason_is_in_the_words_of_the_condition(text: str, reason: str) -> None:
    assert parse(text).reason(FELL) == reason


@pytest.mark.parametrize(
    ("standing", "reason"),
    [
        (Standing(20.0, 20.0), "BLEU is still 20.00"),
        (Standing(20.0, 20.0 + 2**-10), "BLEU fell by 0.00098 (20.00 → 20.00)"),
    ],
)
def test_a_small_change_is_not_said_to_be_none(standing: Standing, reason: str) -> None:
    assert parse("bleu <= 0").reason({"BLEU": standing}) == reason


@pytest.mark.parametrize(
    ("text", "standings", "said"),
    [
        ("bleu < 0", {}, "needs BLEU, which was not computed"),
        ("bleu < 0", {"BLEU": Standing(1.0)}, "needs a baseline"),
        ("p(bleu) < 1", {"BLEU": Standing(1.0, 2.0)}, "needs a test of significance"),
        ("score(bleu) < 0", {"BLEU": Standing(float("nan"))}, "score is nan"),
        ("bleu < 0", {"BLEU": Standing(1.0, float("nan"))}, "difference is nan"),
        ("bleu < 0", {"BLEU": Standing(1.0, float("inf"))}, "difference is -inf"),
        ("p(bleu) < 1", {"BLEU": Standing(1.0, 1.0, float("nan"))}, "p is nan"),
        ("p(bleu) < 1", {"BLEU": Standing(1.0, 1.0, 1.5)}, "p is 1.5"),
        ("score(bleu) < 0 and p(bleu) < 1", {"BLEU": Standing(1.0, 1.0, float("nan"))}, "p is nan"),
        ("score(bleu) > 0 or p(bleu) < 1", {"BLEU": Standing(1.0, 1.0, float("nan"))}, "p is nan"),
    ],
)
def test_what_can_not_be_decided_is_refused(text: str, standings: dict[str, Standing], said: str) -> None:
    for asked in (parse(text).holds, parse(text).reason):
        with pytest.raises(UsageError, match=re.escape(said)):
            asked(standings)
