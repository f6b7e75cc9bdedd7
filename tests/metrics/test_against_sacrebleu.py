"""Every figure is the one that sacrebleu gives in the same run: equal to the last bit, not nearly so."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sacrebleu.significance import _bootstrap_resample, estimate_ci

from tests.conftest import ROOT
from tests.metrics.sacrebleu_judge import Judge, seed
from tests.metrics.sets import WMT19, ScoredSet, made_up, of_length, with_second_reference, wmt19
from tm.metrics.metric import DEFAULT_METRICS, METRICS, SPM, Metric, Statistics
from tm.metrics.resampling import bootstrap_sums, shuffled_sums
from tm.metrics.results import Trial
from tm.metrics.significance import clusters, comparisons, drawn, intervals

SETS = {one.name: one for one in made_up()}
BOOTSTRAP, RANDOMIZATION = "bootstrap", "randomization"
KINDS = (BOOTSTRAP, RANDOMIZATION)
FEW = {**dict.fromkeys(METRICS, 3), "TER": 2}  # systems; of TER a segment takes longest
NAMES = [name for name in METRICS if name != "HTER"]  # which is TER, only of other references
# TER makes no difference between small and capital letters as it is.
CASES = [
    (name, lowercase) for name in NAMES for lowercase in (False, True) if not (lowercase and name == "TER")
]
needs_wmt19 = pytest.mark.skipif(
    not WMT19.is_dir(), reason="the outputs of WMT19 lie beside the checkout, in shared/data/mt, or nowhere"
)


@cache
def metric(name: str, lowercase: bool = False) -> Metric:
    """The metric; pieces are those of the encoder in the package."""
    model = (ROOT / "tm" / "alignment" / "model" / "pieces.model").read_bytes() if name == SPM else None
    return Metric(name, lowercase, model)


@cache
def news() -> ScoredSet:
    return wmt19()


def statistics(known: Metric, scored: ScoredSet) -> list[Statistics]:
    return known.of_systems(list(scored.systems.values()), scored.references)


def check_scores(known: Metric, scored: ScoredSet, segments: int = 1) -> None:
    """Scores and signature of all segments, and the score of each of every so many of them."""
    judge = Judge(known, scored.references)
    few = scored.every(segments)
    for name, rows in zip(scored.systems, statistics(known, scored), strict=True):
        assert (known.score(rows), known.signature(scored.references)) == judge.score(scored.systems[name])
        said = Judge(known, few.references).segments(few.systems[name])
        assert known.by_segment(rows[::segments]).tolist() == said


def check_trial(known: Metric, scored: ScoredSet, trial: Trial, *, turns: bool = True) -> None:
    """Differences, p-values, intervals and signature of all pairs; with `turns`, of each pair both ways."""
    names = list(scored.systems)
    draws = drawn(known, statistics(known, scored), trial)
    judge = Judge(known, scored.references)
    verdicts = judge.verdicts(scored.systems, trial, turns=turns)
    pairs = comparisons(known, names, draws, trial)
    assert len(pairs) == len(names) * (len(names) - 1) // 2
    for pair in pairs:
        first, second = verdicts[pair.first, pair.first], verdicts[pair.first, pair.second]
        assert pair.difference == first.score - second.score
        assert pair.p == second.p_value, (pair.first, pair.second)
        if turns:
            assert pair.p == verdicts[pair.second, pair.first].p_value, (pair.second, pair.first)
    if trial.kind == BOOTSTRAP:
        found = dict(zip(names, intervals(draws), strict=True))
        for (_, name), said in verdicts.items():
            assert found[name] == (said.mean, said.ci)
    _, signature = judge.paired(dict(list(scored.systems.items())[:1]), trial)
    assert known.signature(scored.references, trial) == signature


@pytest.mark.parametrize(("name", "lowercase"), CASES)
@pytest.mark.parametrize("scored", SETS.values(), ids=SETS.keys())
def test_scores_of_made_up_sets(scored: ScoredSet, name: str, lowercase: bool) -> None:
    check_scores(metric(name, lowercase), scored)


@needs_wmt19
@pytest.mark.parametrize("lowercase", [False, True])
@pytest.mark.parametrize("name", NAMES)
def test_scores_of_wmt19(name: str, lowercase: bool) -> None:
    step = 160 if name == "TER" else 20 if lowercase else 1 if name in DEFAULT_METRICS else 5  # TER is slow
    check_scores(metric(name, lowercase), news().every(step), segments=max(1, 40 // step))


@needs_wmt19
@pytest.mark.parametrize("name", NAMES)
def test_scores_of_wmt19_where_some_segments_have_two_references(name: str) -> None:
    check_scores(metric(name), with_second_reference(news().every(60), "online-B.0").only(FEW[name]))


@needs_wmt19
@pytest.mark.parametrize("name", ["chrF++", "BLEU-intl", "TER"])
def test_scores_of_some_segments_are_those_of_a_set_of_only_these(name: str) -> None:
    scored, known = news().every(10).only(2), metric(name)
    places = np.arange(7, 60, 3)
    for texts, rows in zip(scored.systems.values(), statistics(known, scored), strict=True):
        judge = Judge(known, [scored.references[place] for place in places])
        assert known.score(rows[places]) == judge.score([texts[place] for place in places])[0]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["chrF++", "BLEU", "TER"])
@pytest.mark.parametrize("scored", SETS.values(), ids=SETS.keys())
def test_significance_in_made_up_sets(scored: ScoredSet, name: str, kind: str) -> None:
    check_trial(metric(name), scored, Trial(kind, 49, 12345))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("draws", [1, 2, 39, 40, 41, 1000])
def test_any_number_of_draws(draws: int, kind: str) -> None:
    check_trial(metric("BLEU"), of_length(13), Trial(kind, draws, 3))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("number", [1, 2, 42, 2**31, 2**64 + 1])
def test_any_seed(number: int, kind: str) -> None:
    check_trial(metric("chrF"), of_length(13), Trial(kind, 50, number))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("name", "lowercase"), CASES)
def test_significance_under_all_metrics(name: str, lowercase: bool, kind: str) -> None:
    for named in ("33 segments", "one to three references"):
        check_trial(metric(name, lowercase), SETS[named], Trial(kind, 50, 7))


@pytest.mark.parametrize("named", ["alike", "one differs", "equally good", "three references"])
def test_ties_in_all_the_trials_that_sacrebleu_makes(named: str) -> None:
    check_trial(metric("TER"), SETS[named], Trial(RANDOMIZATION, 10_000, 12345))
    check_trial(metric("BLEU"), SETS[named].only(2), Trial(RANDOMIZATION, 10_000, 12345), turns=False)


@needs_wmt19
@pytest.mark.parametrize(
    ("name", "trial", "systems", "step"),
    [
        ("chrF++", Trial(BOOTSTRAP, 1000, 12345), 3, 4),
        ("BLEU", Trial(BOOTSTRAP, 1000, 12345), 4, 4),
        ("BLEU-intl", Trial(BOOTSTRAP, 1000, 1), 2, 1),
        (SPM, Trial(BOOTSTRAP, 500, 2), 3, 3),
        ("TER", Trial(BOOTSTRAP, 1000, 12345), 3, 80),
        ("chrF++", Trial(RANDOMIZATION, 10_000, 12345), 2, 2),
        ("BLEU", Trial(RANDOMIZATION, 10_000, 12345), 3, 2),
        ("BLEU-char", Trial(RANDOMIZATION, 1000, 5), 3, 5),
        ("TER", Trial(RANDOMIZATION, 10_000, 12345), 3, 80),
    ],
    ids=lambda value: f"{value.kind}-{value.draws}" if isinstance(value, Trial) else None,
)
def test_significance_in_wmt19(name: str, trial: Trial, systems: int, step: int) -> None:
    check_trial(metric(name), news().every(step).only(systems), trial, turns=trial.draws <= 1000)


@needs_wmt19
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["chrF", "BLEU-intl", "TER"])
def test_significance_in_wmt19_where_some_segments_have_two_references(name: str, kind: str) -> None:
    scored = with_second_reference(news().every(60), "NEU.6753").only(FEW[name])
    check_trial(metric(name), scored, Trial(kind, 500, 12345), turns=name != "TER")


@needs_wmt19
@pytest.mark.parametrize("name", ["chrF++", "BLEU", "BLEU-intl", "TER"])
def test_intervals_of_one_system(name: str) -> None:
    """Those of `sacrebleu --confidence`, which takes the mean of the same scores in another way."""
    scored, trial = news().every(40 if name == "TER" else 2).only(1), Trial(BOOTSTRAP, 1000, 12345)
    (texts,) = scored.systems.values()
    mean, half, signature = Judge(metric(name), scored.references).interval(texts, trial)
    (found,) = intervals(drawn(metric(name), statistics(metric(name), scored), trial))
    assert found.half == half and found.mean == pytest.approx(mean, rel=1e-6)
    assert metric(name).signature(scored.references, trial) == signature


@pytest.mark.parametrize("name", ["chrF++", "BLEU-intl", "TER"])
def test_bounds_of_a_difference_are_those_of_the_same_draws(name: str) -> None:
    """sacrebleu has none; they come of the scores that it has for each draw of either system."""
    known, scored, trial = metric(name), of_length(33), Trial(BOOTSTRAP, 400, 12345)
    rows = statistics(known, scored)
    with seed(trial):
        first, second, _ = (
            np.array(
                [one.score for one in _bootstrap_resample(row.tolist(), Judge(known, ()).scorer(), 400)[1]]
            )
            for row in rows
        )
    pair = comparisons(known, list(scored.systems), drawn(known, rows, trial), trial)[0]
    assert pair.low is not None and pair.high is not None
    ordered = np.sort(first - second)
    assert (pair.low, pair.high) == (ordered[10], ordered[-11])
    assert 0.5 * (pair.high - pair.low) == pytest.approx(estimate_ci(first - second)[1], rel=1e-6)


@pytest.mark.parametrize(
    ("segments", "draws"), [(1, 70_000), (31, 3000), (33, 3000), (821, 10_000), (3001, 1500)]
)
def test_draws_in_parts_are_those_made_at_once(segments: int, draws: int) -> None:
    """What is drawn at a time is 2²¹ segments; the judge draws all as sacrebleu does."""
    rows = np.arange(segments * 2, dtype=np.float64).reshape(segments, 2)
    taken = np.random.default_rng(9).integers(2, size=(draws, segments), dtype=bool)
    (halves,) = shuffled_sums([rows], draws, 9)
    assert np.array_equal(halves, [taken @ rows, ~taken @ rows])
    places = np.random.default_rng(9).choice(segments, size=(draws, segments), replace=True)
    (sums,) = bootstrap_sums([rows], draws, 9)
    assert np.array_equal(sums, [rows[place].sum(0) for place in places])


@pytest.mark.parametrize("kind", [np.float64, np.uint32])
def test_intervals_of_more_letters_than_single_precision_can_count(kind: type[np.generic]) -> None:
    """As 150,000 segments have; sacrebleu adds counts in single precision. Here a segment has millions."""
    rows = 7_654_321 - np.arange(90.0).reshape(9, 10) ** 2 * 777
    rows[:, 2:6] = rows[:, 6:] // 3
    trial = Trial(BOOTSTRAP, 100, 12345)
    with seed(trial):
        said = _bootstrap_resample(rows.tolist(), Judge(metric("BLEU"), ()).scorer(), trial.draws)[1]
    (found,) = intervals(drawn(metric("BLEU"), [rows.astype(kind)], trial))
    assert found == estimate_ci(np.array([one.score for one in said]))


def test_systems_that_say_the_same_are_in_one_cluster() -> None:
    scored, trial, known = SETS["alike"], Trial(BOOTSTRAP, 1000, 12345), metric("BLEU")
    draws = drawn(known, statistics(known, scored), trial)
    pairs = comparisons(known, list(scored.systems), draws, trial)
    scores = {name: one.score for name, one in zip(scored.systems, draws, strict=True)}
    assert clusters("BLEU", scores, pairs) == (("three",), ("one", "two"))


WORDS = st.sampled_from(["бір", "Бір", "екі", "«үш»", "a", "B.", "1,5", "—", "  "])
LINES = st.lists(WORDS, max_size=6).map(" ".join)


@st.composite
def scored_sets(draw: st.DrawFn) -> ScoredSet:
    """Two or three systems that say little in few words, of which some are right by chance."""
    count = draw(st.integers(1, 12))
    references = draw(
        st.lists(st.lists(LINES, min_size=1, max_size=3).map(tuple), min_size=count, max_size=count)
    )
    texts = st.tuples(*[st.one_of(LINES, st.sampled_from(known)) for known in references])
    systems = draw(st.lists(texts, min_size=2, max_size=3))
    return ScoredSet("drawn", {f"system {k}": said for k, said in enumerate(systems)}, tuple(references))


@settings(max_examples=60)
@given(scored=scored_sets(), name=st.sampled_from(METRICS), lowercase=st.booleans())
def test_scores_of_anything(scored: ScoredSet, name: str, lowercase: bool) -> None:
    check_scores(metric(name, lowercase), scored)


@settings(max_examples=60)
@given(
    scored=scored_sets(),
    name=st.sampled_from(METRICS),
    kind=st.sampled_from(KINDS),
    draws=st.integers(1, 60),
    number=st.integers(1, 2**40),
)
def test_significance_in_anything(scored: ScoredSet, name: str, kind: str, draws: int, number: int) -> None:
    check_trial(metric(name), scored, Trial(kind, draws, number))
