"""`tm score` as users meet it: each option does what it says."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest
import sacrebleu

from tests.cli.conftest import REFERENCES, SOURCES
from tests.cli.test_cli import run
from tests.scoring.files import text, unit, units
from tests.scoring.test_aspects import PIECES

PLAIN = ("score", "--ref", "ref.en", "--test", "none")
BOTH = ("--sys", "a.en", "--sys", "b.en")
TMX = ("score", "--ref", "m.tmx", "--from", "kk", "--to", "en", "--test", "none")
pytestmark = pytest.mark.usefixtures("mt")
Out = pytest.CaptureFixture[str]


def scored(capfd: Out, *args: str | Path) -> dict[str, Any]:
    """What a command prints with --json."""
    code, out, err = run(capfd, *args, "--json")
    assert code == 0, err
    found: dict[str, Any] = json.loads(out)
    return found


def figures(report: dict[str, Any], system: int = 0) -> dict[str, float]:
    """The scores of a system by metric."""
    return {one["metric"]: one["score"] for one in report["systems"][system]["scores"]}


def lines(path: str) -> list[str]:
    return Path(path).read_text("utf-8").splitlines()


def test_the_table_has_the_best_system_first(capfd: Out) -> None:
    code, out, err = run(capfd, *PLAIN, *BOTH)
    head, *rows = [line.split() for line in out.splitlines()]
    assert (code, err) == (0, "") and head == ["system", "chrF++", "BLEU", "BLEU-intl"]
    found = scored(capfd, *PLAIN, *BOTH)
    a, b = (figures(found, place) for place in (0, 1))
    best = "a" if a["chrF++"] > b["chrF++"] else "b"
    assert rows[0][0] == best and rows[1][0] == {"a": "b", "b": "a"}[best]
    assert f"{a['BLEU']:.2f}" in rows[0] + rows[1]


def test_figures_are_those_of_sacrebleu(capfd: Out) -> None:
    found = figures(scored(capfd, *PLAIN, *BOTH, "--ter", "--metric", "chrF", "--metric", "bleu"))
    assert list(found) == ["chrF", "BLEU", "TER"]
    assert found["BLEU"] == sacrebleu.corpus_bleu(lines("a.en"), [REFERENCES]).score
    assert found["TER"] == sacrebleu.corpus_ter(lines("a.en"), [REFERENCES]).score
    assert found["chrF"] == sacrebleu.corpus_chrf(lines("a.en"), [REFERENCES]).score
    lower = scored(capfd, *PLAIN, *BOTH, "--lowercase", "--metric", "BLEU")
    assert "case:lc" in lower["signatures"]["BLEU"]


def test_a_model_of_pieces_is_in_the_signature(capfd: Out) -> None:
    found = scored(capfd, *PLAIN, "--sys", "a.en", "--spm", PIECES)
    assert "tok:spm-" in found["signatures"]["BLEU-spm"] and 0 < figures(found)["BLEU-spm"] < 100


def test_several_references_of_a_line(capfd: Out) -> None:
    two = scored(capfd, *PLAIN, "--ref", "b.en", "--sys", "a.en", "--metric", "BLEU")
    assert figures(two)["BLEU"] == sacrebleu.corpus_bleu(lines("a.en"), [REFERENCES, lines("b.en")]).score
    assert two["signatures"]["BLEU"].startswith("nrefs:2|")


def test_tests_draws_and_seeds(capfd: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    args = ("score", "--ref", "ref.en", *BOTH, "--metric", "BLEU")
    assert scored(capfd, *args)["trial"] == {"kind": "randomization", "draws": 10000, "seed": 12345}
    found = scored(capfd, *args, "--test", "bootstrap", "--draws", "150", "--seed", "7")
    assert found["trial"] == {"kind": "bootstrap", "draws": 150, "seed": 7}
    assert "bs:150|seed:7|" in found["signatures"]["BLEU"]
    monkeypatch.setenv("SACREBLEU_SEED", "9")
    found = scored(capfd, *args, "--test", "randomization", "--draws", "150")
    assert found["trial"]["seed"] == 9 and "ar:150|seed:9|" in found["signatures"]["BLEU"]
    monkeypatch.setenv("SACREBLEU_SEED", "none")
    assert "trial" not in scored(capfd, *PLAIN, *BOTH)


def test_few_draws_are_said_to_be_few(capfd: Out) -> None:
    code, _, err = run(capfd, "score", "--ref", "ref.en", *BOTH, "--draws", "9")
    assert (code, err) == (0, "tm: --draws 9: p can't be less than 0.1\n")


def test_few_segments_are_said_to_be_few(capfd: Out) -> None:
    for name in ("ref.en", "a.en", "b.en"):
        text(Path(name), lines(name)[0])
    code, _, err = run(capfd, "score", "--ref", "ref.en", *BOTH)
    assert code == 0 and "tm: ref.en: 1 segment is too few to test on; p is often small by chance\n" in err
    assert not run(capfd, *PLAIN, *BOTH)[2]


def test_references_of_units_in_any_direction(capfd: Out) -> None:
    there = scored(capfd, *TMX, "--sys", "a.en")
    assert figures(there) == figures(scored(capfd, *PLAIN, "--sys", "a.en"))
    back = scored(capfd, "score", "--ref", "m.tmx", "--from", "en", "--to", "kk", "--sys", "src.kk")
    assert figures(back)["BLEU"] == pytest.approx(100)


def test_selected_units_are_joined_by_id(capfd: Out) -> None:
    text(Path("a.tsv"), *(f"t{number}\t{line}" for number, line in enumerate(lines("a.en"))))
    some = scored(capfd, *TMX, "--document", "d1", "--min-confidence", "0.5", "--sys", "a.tsv", "-q")
    ids = some["references"]["units"]["id"]
    assert ids == [f"t{number}" for number in range(5, 24, 2)]
    code, _, err = run(capfd, *TMX, "--text", "bridge", "--sys", "a.tsv")
    assert code == 0 and "tm: not selected: 18 units\n" in err


def test_only_what_every_system_has(capfd: Out) -> None:
    text(Path("some.tsv"), *(f"t{number}\t{line}" for number, line in enumerate(lines("a.en")[:20])))
    assert run(capfd, *TMX, "--sys", "some.tsv")[0] == 4
    code, out, err = run(capfd, *TMX, "--sys", "some.tsv", "--intersection", "--json")
    assert code == 0 and "4 of 24 segments are not scored" in err
    assert json.loads(out)["dropped"] == {"some: no hypothesis": ["t20", "t21", "t22", "t23"]}


def test_a_line_for_each_source_segment(capfd: Out) -> None:
    made = [
        unit("1", ("kk", "Бір. Екі."), ("en", "One. Two."), segments="0 1"),
        unit("2", ("kk", "Үш."), ("en", "Three."), segments="2"),
    ]
    units(Path("s.tmx"), made, kk=3)
    text(Path("h.en"), "One.", "Two.", "Three.")
    args = ("score", "--ref", "s.tmx", "--from", "kk", "--to", "en", "--test", "none", "--sys", "h.en")
    assert figures(scored(capfd, *args, "--by-segment"))["chrF++"] == 100
    code, _, err = run(capfd, *args)
    assert code == 4 and "--by-segment takes one line a source segment" in err


def test_what_people_made_of_hypotheses(capfd: Out) -> None:
    found = figures(scored(capfd, *PLAIN, "--sys", "a.en", "--postedited", "ref.en", "--ter"))
    assert found["HTER"] == found["TER"] > 0


def test_a_folder_of_systems(capfd: Out) -> None:
    Path("outputs").mkdir()
    for name in ("a.en", "b.en", "ref.en"):
        (Path("outputs") / name).write_bytes(Path(name).read_bytes())
    code, out, err = run(capfd, *PLAIN, "--sys", "outputs")
    assert code == 0 and err == "tm: outputs: passed over ref.en\n"
    assert {line.split()[0] for line in out.splitlines()[1:3]} == {"a", "b"}


def test_groups(capfd: Out) -> None:
    code, out, _ = run(
        capfd, *TMX, *BOTH, "--by", "length,document,rarity,confidence,fuzzy", "--fuzzy", "m.tmx"
    )
    assert code == 0 and out.count("\nchrF++ by ") == 5
    found = scored(capfd, *TMX, *BOTH, "--by", "document")
    by = {one["kind"]: one for one in found["breakdowns"]}
    first = by["document"]["buckets"][0]
    assert first["segments"] == 12
    judged = sacrebleu.corpus_bleu(lines("a.en")[::2], [REFERENCES[::2]]).score
    assert first["name"] == "d0" and first["scores"]["a"][1] == judged


def test_fuzzy_bands_leave_out_the_units_of_the_test(capfd: Out) -> None:
    run(capfd, "import", "m.tmx", "-m", "m.sqlite")
    ref = ("score", "--ref", "m.sqlite", "--from", "kk", "--to", "en", "--test", "none", "--sys", "h.tsv")
    text(Path("h.tsv"), *(f"t{number}\t{line}" for number, line in enumerate(lines("a.en"))))
    found = scored(capfd, *ref, "--by", "fuzzy", "--document", "d1", "-q")
    (bands,) = [one for one in found["breakdowns"] if one["kind"] == "fuzzy"]
    assert "100" not in [bucket["name"] for bucket in bands["buckets"]]
    assert sum(bucket["segments"] for bucket in bands["buckets"]) == 12
    other = scored(capfd, *ref, "--by", "fuzzy", "--fuzzy", "m.tmx", "--document", "d1", "-q")
    (bands,) = [one for one in other["breakdowns"] if one["kind"] == "fuzzy"]
    assert [bucket["name"] for bucket in bands["buckets"]] == ["100"]  # another place, so all of it counts


def test_leakage(capfd: Out) -> None:
    rows = [f"{source}\t{reference}" for source, reference in zip(SOURCES, REFERENCES, strict=True)]
    text(Path("train.tsv"), "kk\ten", *rows[:6])
    args = (*PLAIN, "--src", "src.kk", *BOTH)
    leaks = scored(capfd, *args, "--leakage", "train.tsv")["leakage"]
    assert leaks["exact_source"] == leaks["exact_target"] == list(range(6))
    assert leaks["leaked"]["segments"] == 24 and "kept" not in leaks  # the others are nearly the same
    _, out, _ = run(capfd, *args, "--leakage", "train.tsv")
    assert "in train.tsv" in out and "6 (25.0 %)" in out


def test_the_memory_of_the_test_itself_has_the_rest_only(capfd: Out) -> None:
    run(capfd, "import", "m.tmx", "-m", "m.sqlite")
    args = ("score", "--ref", "m.sqlite", "--from", "kk", "--to", "en", "--test", "none", "--sys")
    code, _, err = run(capfd, *args, "a.en", "--leakage", "m.sqlite")
    assert code == 4 and "has no unit beside those of the test" in err
    text(Path("h.tsv"), *(f"t{number}\t{line}" for number, line in enumerate(lines("a.en"))))
    found = scored(capfd, *args, "h.tsv", "--leakage", "m.sqlite", "--document", "d1", "-q")
    assert found["leakage"]["units"] == 12 and not found["leakage"]["exact_source"]


def test_faults_and_terms(capfd: Out) -> None:
    text(Path("bad.en"), SOURCES[0], "", *REFERENCES[2:])
    text(Path("terms.tsv"), "kk\ten", "мектеп\tschool")
    args = (*PLAIN, "--src", "src.kk", "--from", "kk", "--to", "en", "--sys", "bad.en")
    code, out, err = run(capfd, *args, "--faults", "--glossary", "terms.tsv")
    assert code == 0 and "bad.en: 1 hypothesis is empty, line 2" in err
    faults = json.loads(run(capfd, *args, "--faults", "--json", "-q")[1])["systems"][0]["faults"]
    assert set(faults["place"]) == {0, 1} and f"bad: {len(faults['place'])} faults\n" in out
    row = next(line.split() for line in out.splitlines() if line.startswith("bad") and "%" in line)
    assert row == ["bad", "6", "5", "83.3", "%"]  # the second of them is empty


def test_doubtful_references_are_shown(capfd: Out) -> None:
    text(Path("c.en"), *("Nothing of it." for _ in range(4)), *REFERENCES[4:])
    code, out, err = run(capfd, *TMX, "--sys", "c.en")
    assert code == 0 and "without 4 doubtful references" in out
    assert "4 references are of doubtful alignment (confidence below 0.6)" in err


def test_all_that_is_written(capfd: Out) -> None:
    outs = {name: f"o.{name}" for name in ("report", "save", "markdown", "csv", "segments")}
    args = [part for name, path in outs.items() for part in (f"--{name}", path)]
    code, out, err = run(capfd, "score", "--ref", "ref.en", *BOTH, "--draws", "100", *args)
    assert code == 0 and out.startswith("system") and all(path in err for path in outs.values())
    page = Path("o.report").read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>") and "Scores on ref.en" in page
    assert json.loads(Path("o.save").read_text("utf-8"))["format"] == "ushtil-score"
    assert "| system |" in Path("o.markdown").read_text("utf-8")
    rows = list(csv.DictReader(io.StringIO(Path("o.csv").read_text("utf-8-sig"))))
    assert [row["system"] for row in rows] == ["a", "b"]
    rows = list(csv.DictReader(io.StringIO(Path("o.segments").read_text("utf-8-sig"))))
    assert [row["reference"] for row in rows] == REFERENCES
    assert [row["hypothesis of a"] for row in rows] == lines("a.en")


@pytest.mark.parametrize(
    ("option", "begin"),
    [
        ("report", "<!DOCTYPE"),
        ("save", "{"),
        ("markdown", "| system"),
        ("csv", "system,"),
        ("segments", "id,"),
    ],
)
def test_one_output_goes_to_standard_output(capfd: Out, option: str, begin: str) -> None:
    code, out, err = run(capfd, *PLAIN, *BOTH, f"--{option}", "-")
    assert (code, err) == (0, "") and out.startswith(begin)


def test_baseline_and_gate(capfd: Out) -> None:
    ref = ("score", "--ref", "ref.en", "--draws", "100", "--metric", "BLEU")
    assert run(capfd, *ref, "--sys", "mt=a.en", "--save", "last.json.gz", "-q")[0] == 0
    kept = json.loads(gzip.decompress(Path("last.json.gz").read_bytes()))
    again = (*ref, "--sys", "mt=a.en", "--baseline", "last.json.gz", "-q")
    assert run(capfd, *again, "--fail-if", "bleu < 0 or p < 0.9")[0] == 0
    now = (*ref, "--sys", "mt=b.en", "--baseline", "last.json.gz")
    code, out, err = run(
        capfd, *now, "--fail-if", "bleu < -1 and p < 0.05", "--fail-if", "score(bleu) > 99", "-q"
    )
    fell = kept["systems"][0]["scores"][0]["score"]
    assert code == 3 and "BLEU fell by " in err and f"({fell:.2f} → " in err and err.count("\n") == 1
    assert "before is last.json.gz" in out


def test_history(capfd: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("runs").mkdir()
    for day, name in enumerate(("b.en", "a.en"), start=1):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(day * 86_400))
        run(capfd, *PLAIN, "--sys", f"mt={name}", "--metric", "BLEU", "--save", f"runs/{day}.json")
    text(Path("runs/rubbish.json"), "{}")
    code, out, err = run(
        capfd, "score", "--history", "runs", "--history", "runs/1.json", "--report", "h.html"
    )
    assert code == 0 and err.count("not counted") == 1
    assert out.splitlines()[1].split()[:5] == ["mt", "BLEU", "2", "1970-01-02", "1970-01-03"]
    assert Path("h.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    (series,) = json.loads(run(capfd, "score", "--history", "runs", "--json", "-q")[1])["series"]
    assert [point["path"] for point in series["points"]] == ["runs/1.json", "runs/2.json"]


def test_a_frozen_test_set(capfd: Out) -> None:
    text(Path("train.tsv"), "kk\ten", *(f"{k}\t{e}" for k, e in zip(SOURCES, REFERENCES, strict=True)))
    run(capfd, "import", "train.tsv", "-m", "m.sqlite")
    make = ("testset", "make", "news", "--size", "1", "--from", "kk", "--to", "en", "-m", "m.sqlite")
    made = run(capfd, *make, "--threshold", "85", "-q")
    assert made[0] == 0, made
    args = ("score", "--testset", "news", "--test", "none", "--sys", "mt=testsets/news/news.en")
    code, _, err = run(capfd, *args)
    assert code == 0 and err == f"tm: news: {made[1]}"
    found = scored(capfd, *args, "--fuzzy", "m.sqlite", "--leakage", "m.sqlite", "-q")
    assert f"{found['references']['signature']}\n" == made[1] and figures(found)["chrF++"] == 100
    assert found["leakage"]["exact_source"] == [0]  # who trains on all of the memory has seen it
    (bands,) = [one for one in found["breakdowns"] if one["kind"] == "fuzzy"]
    assert "100" not in [bucket["name"] for bucket in bands["buckets"]]
    back = ("score", "--testset", "news", "--to", "kk", "--sys", "mt=testsets/news/news.kk")
    assert scored(capfd, *back, "-q")["references"]["target_lang"] == "kk"
    text(Path("testsets/news/news.en"), "Another segment.")
    code, out, err = run(capfd, *args)
    assert (code, out) == (4, "") and "testsets/news/news.en:1: is not the segment that was frozen" in err


def test_kept_statistics_give_the_same_output(capfd: Out) -> None:
    args = ("score", "--ref", "ref.en", *BOTH, "--ter", "--draws", "100", "--test", "randomization")
    first = run(capfd, *args, "--workers", "2")
    kept = sorted(Path("cache").rglob("*"))
    assert kept and run(capfd, *args) == first == run(capfd, *args, "--no-cache")
    assert sorted(Path("cache").rglob("*")) == kept


def test_quiet(capfd: Out) -> None:
    text(Path("bad.en"), "", *REFERENCES[1:])
    assert run(capfd, *PLAIN, "--sys", "bad.en")[2] and not run(capfd, *PLAIN, "--sys", "bad.en", "-q")[2]
