"""`tm score`: what it refuses, and what it says beside the tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from tm.cli import main

TEXTS = ("Astana is the capital.", "It rained in the steppe all day.", "Five people came to the meeting.")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    good = [TEXTS[0], TEXTS[1].replace("all day", "daily"), TEXTS[2]]
    bad = [text.replace("the", "a") for text in TEXTS]
    for name, texts in {"ref.en": TEXTS, "good.en": good, "bad.en": bad, "pe.en": TEXTS}.items():
        (tmp_path / name).write_text("".join(f"{text}\n" for text in texts), "utf-8")
    return tmp_path


def run(capfd: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    """The exit code, and what is printed on either stream."""
    capfd.readouterr()
    code = 0
    try:
        main(["score", *args])
    except SystemExit as stop:
        code = int(stop.code or 0)
    out, err = capfd.readouterr()
    return code, out, err


REF = ("--ref", "ref.en", "--test", "none")


@pytest.mark.usefixtures("folder")
class TestRefused:
    def test_hter_of_systems_that_nobody_edited(self, capfd: pytest.CaptureFixture[str]) -> None:
        both = ("--sys", "good.en", "--sys", "bad.en", "--postedited")
        code, out, err = run(capfd, *REF, *both, "good=pe.en")
        assert (code, out) == (2, "") and "name that of bad too, as --postedited bad=FILE" in err
        assert run(capfd, *REF, *both, "good=pe.en", "--postedited", "bad=pe.en")[0] == 0

    def test_edits_of_a_system_that_is_not_there(self, capfd: pytest.CaptureFixture[str]) -> None:
        code, _, err = run(capfd, *REF, "--sys", "good.en", "--postedited", "other=pe.en")
        assert code == 2 and "other=pe.en" in err
        assert run(capfd, *REF, "--sys", "good.en", "--postedited", "pe.en")[0] == 0  # there is one only

    def test_files_without_an_option(self, capfd: pytest.CaptureFixture[str]) -> None:
        code, out, err = run(capfd, *REF, "--sys", "good.en", "bad.en")
        assert (code, out) == (2, "") and err.startswith("tm: bad.en: belongs to no option")

    @pytest.mark.parametrize("option", [("--csv", "x.csv"), ("--ref", "ref.en"), ("--fail-if", "bleu < 1")])
    def test_what_history_would_pass_over(
        self, option: tuple[str, str], capfd: pytest.CaptureFixture[str]
    ) -> None:
        run(capfd, *REF, "--sys", "good.en", "--save", "run.json")
        assert run(capfd, "--history", "run.json")[0] == 0
        code, out, err = run(capfd, "--history", "run.json", *option)
        assert (code, out) == (2, "") and "--history scores nothing" in err


@pytest.mark.usefixtures("folder")
class TestSaid:
    def test_groups_that_there_are_not(self, capfd: pytest.CaptureFixture[str]) -> None:
        _, out, err = run(capfd, *REF, "--sys", "good.en", "--by", "confidence,length")
        assert "--by confidence: no unit says what that takes" in err and "--by length" not in err
        assert "chrF++ by words in the reference\n" in out

    def test_outputs_that_are_one(self, capfd: pytest.CaptureFixture[str]) -> None:
        _, _, err = run(capfd, *REF, "--sys", "good.en", "--sys", "again=good.en", "--sys", "bad.en")
        assert "tm: good, again: the same hypotheses, to the letter\n" in err

    def test_every_gate_that_failed_has_a_line(self, capfd: pytest.CaptureFixture[str]) -> None:
        gates = ("--fail-if", "score(bleu) < 99.5", "--fail-if", "score(chrf2++) < 99.5")
        code, _, err = run(capfd, *REF, "--sys", "good.en", *gates)
        assert code == 3 and [line[:17] for line in err.splitlines()] == ["tm: failed: good:"] * 2

    def test_gates_that_were_passed(self, capfd: pytest.CaptureFixture[str]) -> None:
        code, _, err = run(capfd, *REF, "--sys", "good.en", "--fail-if", "score(bleu) < 0.5")
        assert (code, err) == (0, "tm: passed: score(BLEU) < 0.5 is not so\n")

    def test_which_test_sets_a_history_has(self, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
        (folder / "runs").mkdir()
        run(capfd, *REF, "--sys", "mt=good.en", "--save", "runs/1.json")
        assert "test set" not in run(capfd, "--history", "runs")[1]
        run(capfd, "--ref", "bad.en", "--test", "none", "--sys", "mt=good.en", "--save", "runs/2.json")
        _, out, _ = run(capfd, "--history", "runs")
        assert out.endswith("test set 1: 3 segments of ref.en\ntest set 2: 3 segments of bad.en\n")

    def test_sources_that_leakage_does_not_know(
        self, folder: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        (folder / "train.tsv").write_text(f"kk\ten\nАстана\t{TEXTS[0]}\n", "utf-8")
        _, out, _ = run(capfd, *REF, "--sys", "good.en", "--leakage", "train.tsv")
        rows = [line.split() for line in out.splitlines()]
        assert ["source", "not", "known", "not", "known"] in rows
        assert ["target", "1", "(33.3", "%)", "0", "(0.0", "%)"] in rows

    def test_of_many_systems_only_neighbours(self, folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
        systems: list[str] = []
        for number in range(11):
            text = "".join(f"{one[number:]}\n" for one in TEXTS)
            (folder / f"s{number}.en").write_text(text, "utf-8")
            systems += ["--sys", f"s{number}.en"]
        _, out, _ = run(capfd, "--ref", "ref.en", "--metric", "BLEU", "--draws", "20", *systems)
        pairs = [line for line in out.splitlines() if line.startswith("s") and " − s" in line]
        assert len(pairs) == 10 and "all 55 pairs are in" in out
