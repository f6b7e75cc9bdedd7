"""What a report says beside the scores: punctuation, groups, tests against a kept run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import sacrebleu
from sacrebleu.significance import PairedTest
from sentencepiece import SentencePieceProcessor

from tests.conftest import ROOT
from tm.errors import UnreadableFile, UnusableModel, UsageError
from tm.metrics.metric import SPM, Metric
from tm.metrics.results import ScoreReport, Trial
from tm.metrics.scored import ReferenceSet, ReferenceUnit, System
from tm.scoring import KINDS, Aspects, Scoring
from tm.scoring.inputs.hypotheses import Joined
from tm.scoring.model import read_model

SENTENCE = "the cat sat on a mat and saw “two” dogs – then it left for good"
WORDS = SENTENCE.split()
PIECES = ROOT / "tm/alignment/model/pieces.model"


def texts(shift: int, count: int = 40) -> tuple[str, ...]:
    return tuple(
        " ".join(WORDS[(k * 7 + j * shift) % len(WORDS)] for j in range(6 + k % 5)) for k in range(count)
    )


REFERENCES = ReferenceSet(
    "made.tmx",
    tuple(
        ReferenceUnit(f"u{k}", (text,), source=f"дереккөз {k}", document=f"d{k // 10}", number=k + 1)
        for k, text in enumerate(texts(1))
    ),
    "kk",
    "en",
)


def changed(every: int, word: str) -> tuple[str, ...]:
    return tuple(text.replace("cat", word) if k % every else text for k, text in enumerate(texts(1)))


SYSTEMS = (System("one", "one.en", changed(3, "dog")), System("two", "two.en", changed(2, "bird")))


def report(joined: Joined, *metrics: Metric, **aspects: object) -> ScoreReport:
    work = Scoring(joined, metrics or (Metric("BLEU"),), trial=Trial(draws=60), aspects=Aspects(**aspects))  # type: ignore[arg-type]
    for _, parts in work.phases():
        for _ in parts:
            pass
    return work.report()


def test_the_shape_of_quotes_is_told_apart() -> None:
    plain = tuple(text.replace("“", '"').replace("”", '"').replace("–", "-") for text in texts(1))
    found = report(Joined(REFERENCES, (System("p", "", plain),)), punctuation=True)
    assert found.systems[0].scores[0].score < 99
    assert found.punctuation["p"][0] == pytest.approx(100)


def test_everything_that_is_asked_for_is_there() -> None:
    asked = {"by": KINDS, "faults": True, "segments": True, "ngrams": True, "punctuation": True}
    first, *others = REFERENCES.units
    units = (replace(first, confidence=0.3), *(replace(one, confidence=0.95) for one in others))
    references = replace(REFERENCES, units=units)
    found = report(Joined(references, SYSTEMS), Metric("BLEU"), Metric("chrF"), **asked)
    assert [one.kind for one in found.breakdowns] == ["length", "document", "rarity", "confidence"]
    assert sum(one.segments for one in found.breakdowns[1].buckets) == 40
    assert {len(scores) for one in found.systems for scores in one.by_segment.values()} == {40}
    assert found.ngrams[0].first == found.clusters[0][0] and found.punctuation.keys() == {"one", "two"}
    assert [(pair.metric, pair.first, pair.second) for pair in found.comparisons] == [
        ("BLEU", "one", "two"), ("chrF", "one", "two")
    ]  # fmt: skip


def test_nothing_is_tested_where_no_test_is_asked_for() -> None:
    work = Scoring(Joined(REFERENCES, SYSTEMS), [Metric("BLEU")])
    for _, parts in work.phases():
        list(parts)
    found = work.report()
    assert not found.comparisons and not found.clusters and found.systems[0].scores[0].half is None


def test_a_kept_run_is_tested_as_sacrebleu_tests_two_systems() -> None:
    work = Scoring(Joined(REFERENCES, SYSTEMS[:1]), [Metric("BLEU"), Metric("HTER")], trial=Trial(draws=200))
    _, results = PairedTest(
        [("before", list(SYSTEMS[1].hypotheses)), ("now", list(SYSTEMS[0].hypotheses))],
        {"BLEU": sacrebleu.BLEU()},
        [list(texts(1))],
        "bs",
        200,
    )()
    judged = results["BLEU"][1]
    assert not isinstance(judged, str)
    assert work.rescoring.tested("BLEU", SYSTEMS[1].hypotheses, SYSTEMS[0].hypotheses) == judged.p_value
    assert work.rescoring.tested("HTER", SYSTEMS[1].hypotheses, SYSTEMS[0].hypotheses) is None


def test_bands_need_both_languages() -> None:
    with pytest.raises(UsageError, match="--from and --to"):
        report(Joined(replace(REFERENCES, source_lang=None), SYSTEMS), fuzzy="train.tmx")


def test_pieces_are_those_of_the_users_own_model() -> None:
    model = read_model(PIECES)
    metric = Metric(SPM, model=model)
    pieces = SentencePieceProcessor(model_proto=model)
    split = [
        [" ".join(pieces.encode(one, out_type=str)) for one in some]
        for some in (texts(1), SYSTEMS[0].hypotheses)
    ]
    judged = sacrebleu.corpus_bleu(split[1], [split[0]], tokenize="none").score
    references = [unit.references for unit in REFERENCES.units]
    assert metric.score(metric.statistics(SYSTEMS[0].hypotheses, references)) == judged
    assert "tok:spm-" in metric.signature(references)


def test_a_model_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="no such file"):
        read_model(tmp_path / "gone.model")
    (tmp_path / "text.model").write_text("no model")
    with pytest.raises(UnusableModel, match="no SentencePiece model"):
        read_model(tmp_path / "text.model")
