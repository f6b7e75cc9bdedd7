"""Scoring: figures are sacrebleu's, and what does not belong together is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import sacrebleu

import tm
from tm.errors import MalformedTMX, ScoreMismatch, UsageError
from tm.formats.tmx import TmxWriter
from tm.scoring import read_references, score
from tm.units import Header, Prop, TranslationUnit, Variant

HYPOTHESES = ["The cat sat on the mat.", "It rains today.", "He left."]
REFERENCES = ["The cat sat on a mat.", "It is raining today.", "He went away."]


def memory(path: Path, units: list[TranslationUnit], **counts: int) -> Path:
    props = tuple(Prop(f"x-segments-{lang}", str(count)) for lang, count in counts.items())
    with TmxWriter(path, Header(srclang="kk", props=props)) as writer:
        for unit in units:
            writer.write(unit)
    return path


@pytest.fixture
def tmx(tmp_path: Path) -> Path:
    numbers = ("0", "1 2", "4")
    units = [
        TranslationUnit(f"d:{k}", (Variant("kk", "х", (Prop("x-segments", n),)), Variant("en-GB", ref)))
        for k, (n, ref) in enumerate(zip(numbers, REFERENCES, strict=True))
    ]
    units.insert(
        1, TranslationUnit("d:ru", (Variant("kk", "х", (Prop("x-segments", "3"),)), Variant("ru", "да")))
    )
    return memory(tmp_path / "m.tmx", units, kk=5)


def lines(path: Path, texts: list[str]) -> Path:
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def test_figures_and_signatures_are_sacrebleus(tmx: Path, tmp_path: Path) -> None:
    references = read_references([tmx], "kk", "en")
    report = score(references, {"a": lines(tmp_path / "a", HYPOTHESES)}, metrics=("BLEU", "chrF++", "TER"))
    figures = {figure.metric: figure for figure in report.systems[0].scores}
    assert figures["BLEU"].score == sacrebleu.corpus_bleu(HYPOTHESES, [REFERENCES]).score
    assert figures["chrF++"].score == sacrebleu.corpus_chrf(HYPOTHESES, [REFERENCES], word_order=2).score
    assert figures["TER"].score == sacrebleu.corpus_ter(HYPOTHESES, [REFERENCES]).score
    assert "tok:13a" in figures["BLEU"].signature and "nw:2" in figures["chrF++"].signature
    assert (report.segments, len(report.references.left_out)) == (3, 1)


def test_hypotheses_by_tuid_in_any_order(tmx: Path, tmp_path: Path) -> None:
    references = read_references([tmx], "kk", "en")
    rows = [f"{unit.id}\t{text}" for unit, text in zip(references.units, HYPOTHESES, strict=True)]
    by_id = score(references, {"a": lines(tmp_path / "a.tsv", rows[::-1])})
    assert (
        by_id.systems[0].scores
        == score(references, {"a": lines(tmp_path / "a", HYPOTHESES)}).systems[0].scores
    )


def test_hypotheses_by_source_segment_are_joined(tmx: Path, tmp_path: Path) -> None:
    by_segment = lines(
        tmp_path / "s", ["The cat sat on the mat.", "It rains", "today.", "unused", "He left."]
    )
    references = read_references([tmx], "kk", "en")
    report = score(references, {"s": by_segment}, by_segment=True)
    assert (
        report.systems[0].scores
        == score(references, {"a": lines(tmp_path / "a", HYPOTHESES)}).systems[0].scores
    )


def test_several_variants_are_several_references(tmp_path: Path) -> None:
    units = [
        TranslationUnit("1", (Variant("en", "He left."), Variant("en", "He went."))),
        TranslationUnit("2", (Variant("en", "Yes."),)),
    ]
    references = read_references([memory(tmp_path / "m.tmx", units)], None, "en")
    report = score(references, {"a": lines(tmp_path / "a", ["He went.", "Yes."])}, metrics=("chrF++",))
    assert report.systems[0].scores[0].score == 100
    assert (
        "nrefs:var" in report.systems[0].scores[0].signature
        or "nrefs:2" in report.systems[0].scores[0].signature
    )


def test_text_files_of_references(tmp_path: Path) -> None:
    references = read_references(
        [lines(tmp_path / "r1", REFERENCES), lines(tmp_path / "r2", HYPOTHESES)], None, None
    )
    assert references.units[0].references == (REFERENCES[0], HYPOTHESES[0])
    report = score(references, {"a": lines(tmp_path / "a", HYPOTHESES)}, metrics=("BLEU",))
    assert report.systems[0].scores[0].score == pytest.approx(100)


@pytest.mark.parametrize(
    ("name", "texts", "by_segment", "problem"),
    [
        ("a", ["one"], False, "1 hypothesis for 3 references"),
        ("a", ["one"] * 4, False, "4 hypotheses for 3 references"),
        ("a", ["one"] * 3, True, "3 hypotheses for 5 source segments"),
        ("a.tsv", ["no tab"], False, "needs a tuid"),
        ("a.tsv", ["d:0\tx", "d:0\ty"], False, "second time"),
        ("a.tsv", ["d:0\tx", "d:2\ty"], False, "has no hypothesis for 1 unit .* first is d:1"),
        ("a.tsv", ["d:0\tx", "d:1\tx", "d:2\tx", "d:9\tx"], False, "without a reference .* d:9"),
    ],
)
def test_counts_that_differ_are_refused(
    tmx: Path, tmp_path: Path, name: str, texts: list[str], by_segment: bool, problem: str
) -> None:
    with pytest.raises(ScoreMismatch, match=problem):
        score(read_references([tmx], "kk", "en"), {"a": lines(tmp_path / name, texts)}, by_segment=by_segment)


def test_empty_references_are_refused(tmp_path: Path) -> None:
    units = [TranslationUnit("d:1", (Variant("kk", "х"), Variant("en", " ")))]
    with pytest.raises(ScoreMismatch, match="unit d:1 has an empty en reference"):
        read_references([memory(tmp_path / "m.tmx", units)], "kk", "en")
    with pytest.raises(ScoreMismatch, match=":2: the reference is empty"):
        read_references([lines(tmp_path / "r", ["a", "", "b"])], None, None)


def test_a_blank_line_at_the_end_is_a_reference_too(tmp_path: Path) -> None:
    (tmp_path / "r").write_text("One.\n\n")
    with pytest.raises(ScoreMismatch, match="r:2: the reference is empty"):
        read_references([tmp_path / "r"], None, None)


def test_a_tuid_that_stands_twice_can_not_be_joined(tmp_path: Path) -> None:
    units = [TranslationUnit("1", (Variant("kk", "х"), Variant("en", "x")))] * 2
    references = read_references([memory(tmp_path / "m.tmx", units)], "kk", "en")
    with pytest.raises(ScoreMismatch, match="tuid 1 stands twice"):
        score(references, {"a": lines(tmp_path / "a.tsv", ["1\tx"])})


def test_references_that_can_not_be_used(tmx: Path, tmp_path: Path) -> None:
    with pytest.raises(ScoreMismatch, match="no unit has kk and de"):
        read_references([tmx], "kk", "de")
    with pytest.raises(UsageError, match="--to"):
        read_references([tmx], None, None)
    with pytest.raises(ScoreMismatch, match="2 references, but"):
        read_references([lines(tmp_path / "1", ["a"]), lines(tmp_path / "2", ["a", "b"])], None, None)
    with pytest.raises(ScoreMismatch, match="does not say which source segments"):
        plain = memory(tmp_path / "p.tmx", [TranslationUnit("1", (Variant("kk", "х"), Variant("en", "x")))])
        score(read_references([plain], "kk", "en"), {"a": lines(tmp_path / "a", ["x"])}, by_segment=True)
    (tmp_path / "bad.tmx").write_text("<tmx><body><tu>")
    with pytest.raises(MalformedTMX):
        read_references([tmp_path / "bad.tmx"], "kk", "en")


@pytest.mark.parametrize(
    ("numbers", "count", "problem"),
    [
        ("-1", 5, "does not say"),
        ("²", 5, "does not say"),
        ("9" * 5000, 5, "does not say"),
        ("7", 5, "segment 7, but"),
        ("1 1", 5, "stands in several units"),
    ],
)
def test_odd_segment_numbers_are_refused(tmp_path: Path, numbers: str, count: int, problem: str) -> None:
    units = [TranslationUnit("1", (Variant("kk", "х", (Prop("x-segments", numbers),)), Variant("en", "x")))]
    references = read_references([memory(tmp_path / "m.tmx", units, kk=count)], "kk", "en")
    with pytest.raises(ScoreMismatch, match=problem):
        score(references, {"a": lines(tmp_path / "a", ["x"] * count)}, by_segment=True)


def test_the_public_name() -> None:
    assert tm.score is score
