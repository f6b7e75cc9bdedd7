"""Reports for people: rows, CSV for spreadsheets, Markdown for comments."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.scoring.reports import BLEU, CHRF, report, system
from tm.metrics.history import Change
from tm.metrics.results import (
    Breakdown,
    Bucket,
    Comparison,
    Doubt,
    Fault,
    Leakage,
    MetricScore,
    ScoreReport,
    SystemScores,
    TermScore,
    Trial,
)
from tm.metrics.scored import ReferenceSet, ReferenceUnit
from tm.scoring.markdown import markdown
from tm.scoring.tables import (
    breakdown_rows,
    brief_pair_rows,
    change_rows,
    leaderboard_csv,
    leaderboard_rows,
    legend,
    pair_rows,
    segments_csv,
    write_csv,
)

LENGTH = Breakdown(
    "length",
    "Words in the reference",
    (
        Bucket("1–9", 1, {"quick": (40.0, 10.0), "careful": (50.0, 20.0)}),
        Bucket("10–19", 1200, {"quick": (41.0, 11.0), "careful": (51.0, 21.0)}),
    ),
    note="by words",
)
TWO = report(
    system("quick", 50.1, 18.25, "Бұл нөл.", "Ол 1.", half=0.9),
    system("careful", 54.62, 21.5, "Бұл 0.", "Бұл бір.", half=0.8),
    comparisons=(
        Comparison("chrF++", "careful", "quick", 4.52, 0.0004, 3.1, 5.9, 0.97),
        Comparison("BLEU", "careful", "quick", -0.25, 0.3),
    ),
    clusters=(("careful",), ("quick",)),
    breakdowns=(LENGTH,),
)


def read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


def with_ter(*scores: float) -> ScoreReport:
    systems = tuple(
        SystemScores(name, name, (MetricScore("TER", score, "s"),))
        for name, score in zip("abc", scores, strict=False)
    )
    return ScoreReport(ReferenceSet("r", (ReferenceUnit("1", ("x",)),)), ("TER",), {"TER": "s"}, systems)


def test_the_best_system_is_first() -> None:
    assert leaderboard_rows(TWO) == [
        ["system", "chrF++", "BLEU", "cluster"],
        ["careful", "54.62 ± 0.80", "21.50 ± 0.80", "1"],
        ["quick", "50.10 ± 0.90", "18.25 ± 0.90", "2"],
    ]


def test_of_ter_the_lowest_is_the_best() -> None:
    assert leaderboard_rows(with_ter(70, 50, 60)) == [
        ["system", "TER ↓"],
        ["b", "50.00"],
        ["c", "60.00"],
        ["a", "70.00"],
    ]
    assert "higher is better, but for TER (↓)" in legend(with_ter(1))


def test_pairs_say_what_a_difference_is_worth_in_words() -> None:
    assert pair_rows(TWO) == [
        ["first − second", "metric", "difference", "95 % interval", "p", "evidence", "people agree"],
        ["careful − quick", "chrF++", "+4.52", "+3.10 to +5.90", "< 0.001", "very strong", "97 %"],
        ["careful − quick", "BLEU", "-0.25", "", "0.300", "none", ""],
    ]


def test_pairs_without_intervals_have_no_column_for_them() -> None:
    one = report(TWO.systems[0], TWO.systems[1], comparisons=TWO.comparisons[1:])
    assert pair_rows(one)[0] == ["first − second", "metric", "difference", "p", "evidence"]


def test_groups_have_the_systems_in_the_order_of_the_leaderboard() -> None:
    assert breakdown_rows(LENGTH, TWO) == [
        ["Words in the reference", "segments", "careful", "quick"],
        ["1–9", "1", "50.00", "40.00"],
        ["10–19", "1,200", "51.00", "41.00"],
    ]
    assert breakdown_rows(LENGTH, TWO, "BLEU")[1] == ["1–9", "1", "20.00", "10.00"]


def test_in_brief_p_is_not_said_of_no_difference() -> None:
    none = Comparison("chrF++", "careful", "quick", 0.0, 0.000999)
    one = report(*TWO.systems, comparisons=(none, TWO.comparisons[1]))
    assert brief_pair_rows(one) == [
        ["first − second", "chrF++ (p)", "BLEU (p)"],
        ["careful − quick", "+0.00", "-0.25 (0.300)"],
    ]


def test_what_is_compared_with_a_baseline_is_explained() -> None:
    one = replace(with_ter(1), trial=Trial("bootstrap", 1000, 1))
    assert [said for said in legend(one, compared=True) if said not in legend(one)] == [
        "p is from paired bootstrap, 1,000 draws",
        "evidence is very strong at p < 0.001, strong at p < 0.01, moderate at p < 0.05, else none",
    ]


def test_the_legend_says_where_a_cluster_begins() -> None:
    assert "a new cluster begins where all above differ from all below, by chrF++ at p < 0.05" in legend(TWO)


def test_changes_say_whether_they_were_tested() -> None:
    rows = change_rows([Change("a", "BLEU", 20, 19.5, 0.02), Change("a", "chrF++", 50, 50)])
    assert rows[1:] == [
        ["a", "BLEU", "20.00", "19.50", "-0.50", "0.020", "moderate"],
        ["a", "chrF++", "50.00", "50.00", "+0.00", "", "not tested"],
    ]


def test_the_csv_of_systems_has_all_figures_to_the_bit() -> None:
    one = report(system("a", 1 / 3, 2.0, half=0.1))
    head, row = read(leaderboard_csv(one))
    cells = dict(zip(head, row, strict=True))
    assert float(cells["chrF++"]) == 1 / 3 and cells["chrF++ half"] == "0.1" and cells["chrF++ mean"] == ""
    assert (cells["system"], cells["file"], cells["cluster"]) == ("a", "a.txt", "")
    assert (cells["chrF++ signature"], cells["BLEU signature"]) == (CHRF, BLEU)


def test_the_csv_of_segments_has_what_belongs_to_each() -> None:
    head, *rows = read("".join(segments_csv(TWO)))
    assert head == [
        "id", "document", "source", "reference",
        "hypothesis of quick", "chrF++ of quick", "BLEU of quick",
        "hypothesis of careful", "chrF++ of careful", "BLEU of careful",
    ]  # fmt: skip
    assert rows[1] == ["d:1", "d", "Это 1.", "Бұл 1.", "Ол 1.", "50.1", "18.25", "Бұл бір.", "54.62", "21.5"]


def test_several_references_are_several_columns() -> None:
    units = (ReferenceUnit("1", ("x",)), ReferenceUnit("2", ("y", "z")))
    bare = SystemScores("a", "a", (MetricScore("BLEU", 1.0, "s"),))
    head, first, second = read(
        "".join(segments_csv(ScoreReport(ReferenceSet("r", units), ("BLEU",), {"BLEU": "s"}, (bare,))))
    )
    assert head == ["id", "document", "source", "reference", "reference 2", "hypothesis of a"]
    assert first == ["1", "", "", "x", "", ""] and second == ["2", "", "", "y", "z", ""]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r\n=", " @", "＝"])
def test_no_text_is_a_formula(start: str) -> None:
    text = f'{start}HYPERLINK("http://x.example","y")'
    one = report(system(text, 1.0, 1.0, text, "x"))
    cells = [cell for row in read("".join(segments_csv(one)) + leaderboard_csv(one)) for cell in row]
    assert f"'{text}" in cells and text not in cells


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=9), min_size=2, max_size=2))
def test_texts_come_back_but_for_the_apostrophe(texts: list[str]) -> None:
    rows = read("".join(segments_csv(report(system("a", 1.0, 1.0, *texts)))))
    assert [
        row[4] if row[4] == text else row[4][1:] for row, text in zip(rows[1:], texts, strict=True)
    ] == texts


def test_a_csv_opens_in_excel(tmp_path: Path) -> None:
    path = tmp_path / "s.csv"
    write_csv(path, segments_csv(TWO))
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbfid,") and content.count(b"\r\n") == 3 == content.count(b"\n")


def test_csv_for_the_next_command_has_no_mark(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write_csv("-", [leaderboard_csv(TWO)])
    assert capfdbinary.readouterr().out.startswith(b"system,file,")


def cells_of(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_markdown_begins_with_the_systems_and_has_the_signatures() -> None:
    text = markdown(TWO)
    head, ruler, first = text.splitlines()[:3]
    assert cells_of(head) == ["system", "chrF++", "BLEU", "cluster"]
    assert cells_of(ruler) == ["---", "---:", "---:", "---:"]
    assert cells_of(first) == ["careful", "54.62 ± 0.80", "21.50 ± 0.80", "1"]
    assert f"```text\nchrF++  {CHRF}\nBLEU    {BLEU}\n```\n" in text
    assert "<summary>Pairs of systems (2)</summary>" in text
    assert "<summary>Words in the reference, chrF++</summary>" in text and "by words\n" in text


def test_markdown_says_what_failed_first_and_the_baseline_after_the_scores() -> None:
    text = markdown(TWO, [Change("careful", "BLEU", 22, 21.5, 0.02)], ["careful: BLEU fell"])
    assert text.startswith("**Failed**\n\n- careful: BLEU fell\n")
    assert text.index("54.62") < text.index("**Against the baseline**") < text.index("```text")
    assert "| careful | BLEU | 22.00 | 21.50 | -0.50 | 0.020 | moderate |" in text


def test_markdown_says_that_the_gates_were_passed() -> None:
    text = markdown(TWO, conditions=["BLEU < 20"])
    assert text.startswith("**Passed**: none of this is so\n\n- BLEU &#60; 20\n")
    assert "Passed" not in markdown(TWO, failures=["a"], conditions=["BLEU < 20"])
    assert "Passed" not in markdown(TWO)


def test_in_markdown_words_stand_left_and_figures_right() -> None:
    rows = markdown(TWO, [Change("careful", "BLEU", 22, 21.5, 0.02)]).splitlines()
    head = next(place for place, row in enumerate(rows) if row.startswith("| system | metric"))
    assert cells_of(rows[head + 1]) == ["---", "---", "---:", "---:", "---:", "---:", "---"]


def test_markdown_says_what_scores_do_not() -> None:
    some = frozenset({0})
    leakage = Leakage("memory.tmx", 9, 85, some, some, some, some)
    doubt = Doubt(0.6, (1,), Bucket("without", 1, {}), {}, reordered=True)
    faulty = SystemScores("f", "f", TWO.systems[0].scores, faults=(Fault(0, "a", "b"), Fault(0, "c", "d")))
    text = markdown(report(faulty, leakage=leakage, doubt=doubt, terms=(TermScore("f", 4, 3, ()),)))
    assert "- 1 of 2 segments leaked into memory.tmx\n" in text
    assert "- without 1 doubtful reference (below 0.6): another order of systems\n" in text
    assert "- f: 3 of 4 terms are there\n" in text
    assert "- f: 1 segment with faults\n" in text


def test_markdown_says_what_scores_are_without_leaks() -> None:
    none: frozenset[int] = frozenset()
    kept = Bucket("kept", 1, {"quick": (49.0, 17.0), "careful": (53.5, 20.0)})
    leakage = Leakage("m.tmx", 9, 85, frozenset({0}), none, none, none, kept=kept)
    text = markdown(report(*TWO.systems, leakage=leakage))
    assert "- 1 of 2 segments leaked into m.tmx; without them chrF++ is careful 53.50, quick 49.00\n" in text


def test_in_markdown_too_many_pairs_have_a_row_each() -> None:
    names = "abcdef"
    systems = [system(name, 60.0 - place, 20.0) for place, name in enumerate(names)]
    pairs = tuple(
        Comparison(metric, one, other, 1.0, 0.02)
        for metric in ("chrF++", "BLEU")
        for one, other in combinations(names, 2)
    )
    text = markdown(report(*systems, comparisons=pairs))
    assert (
        "<summary>Pairs of systems (15)</summary>" in text
        and "| a − f | +1.00 (0.020) | +1.00 (0.020) |" in text
    )


def test_nothing_in_markdown_is_markup_or_a_mention() -> None:
    name = "a|b\n`c` <img src=x> @team #1 [x](y) **z**"
    text = markdown(report(system(name, 1.0, 1.0), warnings=(name,)))
    row = text.splitlines()[2]
    assert row.count("|") == 4
    for markup in ("`c`", "<img", "@team", "#1 ", "[x]", "**z"):
        assert markup not in text


def test_markdown_is_never_too_long_and_says_what_it_leaves_out() -> None:
    many = Breakdown("d", "Document", tuple(Bucket(f"d{n}", 1, {}) for n in range(9000)))
    text = markdown(report(*TWO.systems, breakdowns=(many, LENGTH), warnings=("w",) * 50))
    assert len(text) < 65_000
    assert text.endswith("Left out for their length: Document, chrF++.\n")
    assert "Words in the reference" in text and "- and 30 more\n" in text


def test_scores_of_numpy_are_numbers_in_csv() -> None:
    one = SystemScores("a", "a", TWO.systems[0].scores, ("x", "y"), {"BLEU": np.array([0.1, 1 / 3])})
    assert [row[-1] for row in read("".join(segments_csv(report(one))))[1:]] == ["0.1", repr(1 / 3)]
