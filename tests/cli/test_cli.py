"""The command as users meet it: what it prints where, its exit codes, and one line for each mistake."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from tests.formats.test_tmx import RULES
from tm.cli import main


def run(capfd: pytest.CaptureFixture[str], *args: str | Path) -> tuple[int, str, str]:
    """Exit code, standard output, standard error of one command."""
    with pytest.raises(SystemExit) as stop:
        main([str(arg) for arg in args])
    out, err = capfd.readouterr()
    return int(stop.value.code or 0), out, err


def test_segment_prints_a_sentence_a_line(capfd: pytest.CaptureFixture[str], article: Path) -> None:
    code, out, _ = run(capfd, "segment", article / "kk.txt")
    assert (code, len(out.splitlines())) == (0, 19)


def test_segment_as_json_joins_back(capfd: pytest.CaptureFixture[str], article: Path) -> None:
    code, out, _ = run(capfd, "segment", article / "en.txt", "--json")
    text = (article / "en.txt").read_text("utf-8")
    for line in out.splitlines():
        segment = json.loads(line)
        assert text[segment["start"] : segment["end"]] == segment["text"] and segment["lang"] == "en"
    assert code == 0


def test_explain_names_the_rule(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "a.kk.txt").write_text(
        "Университет 1934 ж. Алматыда ашылды. Қазір ол үлкен.", encoding="utf-8"
    )
    _, out, _ = run(capfd, "segment", tmp_path / "a.kk.txt", "--explain")
    assert [line.split()[1:3] for line in out.splitlines()] == [["join", "year"], ["split", "plain_word"]]
    assert run(capfd, "segment", tmp_path / "a.kk.txt", "--explain", "--json")[1].count('"rule"') == 2


def test_export_srx(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(capfd, "segment", "--export-srx", tmp_path / "kk.srx")[0] == 0
    assert "srx" in etree.parse(tmp_path / "kk.srx").getroot().tag


def test_align_writes_valid_tmx_beads_and_report(
    capfd: pytest.CaptureFixture[str], article: Path, tmp_path: Path
) -> None:
    files = [article / f"{lang}.txt" for lang in ("kk", "en", "ru")]
    out = tmp_path / "a.tmx"
    code, printed, told = run(
        capfd, "align", *files, "-o", out, "--beads", tmp_path / "b", "--report", tmp_path / "r.html"
    )
    assert (code, printed) == (0, "") and "units in" in told and "without a partner" in told
    tree = etree.parse(out)
    assert RULES.validate(tree), RULES.error_log
    assert sorted(path.name for path in (tmp_path / "b").iterdir()) == [
        "en-ru.beads", "kk-en-ru.beads", "kk-en.beads", "kk-ru.beads"
    ]  # fmt: skip
    assert "<html" in (tmp_path / "r.html").read_text("utf-8")
    for unit in tree.iter("tu"):
        assert len(unit.findall("tuv")) >= 2
        assert {prop.get("type") for prop in unit.findall("prop")} == {
            "x-document", "x-confidence", "x-aligner", "x-review"
        }  # fmt: skip
    again = tmp_path / "again.tmx"
    run(capfd, "align", *files, "-o", again)
    assert again.read_bytes() == out.read_bytes()


def test_align_two_versions_to_standard_output(capfd: pytest.CaptureFixture[str], article: Path) -> None:
    code, out, _ = run(capfd, "align", article / "kk.txt", article / "ru.txt", "-o", "-", "--quiet")
    assert code == 0 and RULES.validate(etree.fromstring(out.encode()))


def test_align_lines_and_min_confidence(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "x.kk").write_text("Бірінші сөйлем. Екінші сөйлем.\n\nТағы бір жол\n", encoding="utf-8")
    (tmp_path / "x.en").write_text("First sentence. Second sentence.\nAnother line\n", encoding="utf-8")
    args: list[str | Path] = ["align", tmp_path / "x.kk", tmp_path / "x.en", "--langs", "kk-KZ,en-GB"]
    args += ["--lines", "--json"]
    code, out, _ = run(capfd, *args, "-o", tmp_path / "x.tmx")
    summary = json.loads(out)
    assert code == 0 and summary["segments"] == {"kk-KZ": 2, "en-GB": 2}
    summary = json.loads(run(capfd, *args, "-o", tmp_path / "x.tmx", "--min-confidence", "1")[1])
    assert summary["units"] + summary["below_confidence"] + summary["without_partner"] == summary["beads"]


def test_explain_says_what_spoke_for_and_against_a_bead(
    capfd: pytest.CaptureFixture[str], article: Path, tmp_path: Path
) -> None:
    args: list[str | Path] = ["align", *(article / f"{lang}.txt" for lang in ("kk", "en", "ru"))]
    args += ["-o", tmp_path / "a.tmx"]
    code, out, _ = run(capfd, *args, "--explain", "4")
    lines = out.splitlines()
    assert code == 0 and lines[0].startswith("bead 4, confidence 0.")
    assert [line for line in lines if "↔" in line] == [
        "kk 4 ↔ en 4, in nats:", "kk 4 ↔ ru 4, in nats:", "en 4 ↔ ru 4, in nats:"
    ]  # fmt: skip
    assert sum(line.split()[:1] == ["coverage"] for line in lines) == 3
    alone = next(
        number for number in range(1, 20) if "best partner" in run(capfd, *args, "--explain", str(number))[1]
    )
    found = json.loads(run(capfd, *args, "--explain", str(alone), "--json")[1])["explained"]
    assert found["bead"] == alone and found["reasons"] and 0 < found["confidence"] <= 1
    for reason in found["reasons"]:
        assert not reason["taken"] and reason["total"] == pytest.approx(
            sum(reason["nats"].values()), abs=0.01
        )
    code, _, told = run(capfd, *args[:3], "-o", tmp_path / "b.tmx", "--explain", "400")
    assert code == 2 and "there is no bead 400; they go from 1 to " in told
    assert not (tmp_path / "b.tmx").exists()


def test_detected_languages_are_said(
    capfd: pytest.CaptureFixture[str], article: Path, tmp_path: Path
) -> None:
    (tmp_path / "one").write_bytes((article / "kk.txt").read_bytes())
    (tmp_path / "two").write_bytes((article / "ru.txt").read_bytes())
    code, _, told = run(capfd, "align", tmp_path / "one", tmp_path / "two", "-o", tmp_path / "o.tmx")
    assert code == 0 and "taken for kk" in told and "taken for ru" in told


def test_evaluate_and_score(
    capfd: pytest.CaptureFixture[str], article: Path, gold: Path, tmp_path: Path
) -> None:
    files = [article / f"{lang}.txt" for lang in ("kk", "en", "ru")]
    run(capfd, "align", *files, "-o", tmp_path / "a.tmx", "--beads", tmp_path / "b")
    code, out, _ = run(capfd, "evaluate", gold / "azattyq-pompeo", tmp_path / "b")
    assert code == 0 and {line.split()[0] for line in out.splitlines()[1:]} == {
        "kk-en",
        "kk-ru",
        "en-ru",
        "kk-en-ru",
    }
    _, out, _ = run(capfd, "evaluate", gold / "azattyq-pompeo", tmp_path / "b", "--json")
    assert all(json.loads(out)[pair]["link_f1"] >= 0.9 for pair in ("kk-en", "kk-ru", "en-ru"))
    _, out, _ = run(
        capfd, "evaluate", gold / "azattyq-pompeo/kk-en-ru.beads", tmp_path / "b/kk-en-ru.beads", "--json"
    )
    assert set(json.loads(out)) == {"kk-en", "kk-ru", "en-ru", "kk-en-ru"}
    code, out, _ = run(
        capfd, "score", "--ref", tmp_path / "a.tmx", "--from", "kk", "--to", "en", "--by-segment", "--ter",
        "--json",
        *(f"--sys={name}={article}/mt/{name}.en.txt" for name in ("careful", "rough")),
    )  # fmt: skip
    good, bad = ({s["metric"]: s["score"] for s in system["scores"]} for system in json.loads(out)["systems"])
    assert (
        all(good[metric] > bad[metric] for metric in ("chrF++", "BLEU", "BLEU-intl"))
        and good["TER"] < bad["TER"]
    )


def test_corpus_list_and_check(capfd: pytest.CaptureFixture[str], article: Path) -> None:
    manifest = article.parent / "manifest.toml"
    assert "azattyq-pompeo" in run(capfd, "corpus", "list", "--manifest", manifest)[1]
    assert len(json.loads(run(capfd, "corpus", "list", "--json", "--manifest", manifest)[1])) == 2
    code, _, told = run(capfd, "corpus", "check", "--manifest", manifest)
    assert code == 0 and "as described" in told


def bad_inputs(folder: Path, article: Path) -> dict[str, tuple[list[str | Path], str]]:
    kk, en, ru = (article / f"{lang}.txt" for lang in ("kk", "en", "ru"))
    (folder / "empty.txt").write_text("")
    (folder / "binary.kk.txt").write_bytes(bytes(range(256)) * 9)
    (folder / "latin1.en.txt").write_bytes("Où était l'été à l'école là-bas ?".encode("latin-1"))
    (folder / "broken.tmx").write_text("<tmx><body>")
    (folder / "bad.beads").write_text("# ushtil-beads 1 langs=kk,en signature=x\nnot a bead\n")
    (folder / "hyp").write_text("one line\n")
    out: list[str | Path] = ["-o", folder / "out.tmx"]
    return {
        "missing file": (["align", kk, folder / "none.en.txt", *out], "none.en.txt: no such file"),
        "empty file": (["align", kk, folder / "empty.txt", "--langs", "kk,en", *out], "empty.txt: is empty"),
        "binary file": (["align", folder / "binary.kk.txt", en, *out], "binary.kk.txt: is binary"),
        "unknown encoding": (["segment", folder / "latin1.en.txt"], "latin1.en.txt:1: is not UTF-8"),
        "a folder": (["segment", folder], "is a folder"),
        "swapped": (
            ["align", kk, en, ru, "--langs", "ru,en,kk", *out],
            "kk.txt: declared ru but reads like kk",
        ),
        "no such folder, but for a report": (
            [
                "align",
                kk,
                en,
                "-o",
                folder / "none/out.tmx",
                "--report",
                folder / "r.html",
                "--beads",
                folder / "b",
            ],
            "none/out.tmx: can't be written",
        ),
        "no such folder": (
            ["align", kk, en, "-o", folder / "none/out.tmx"],
            "none/out.tmx: can't be written",
        ),
        "output is a folder": (["align", kk, en, "-o", folder], "is a folder"),
        "report in no folder": (
            ["align", kk, en, *out, "--report", folder / "none/r.html"],
            "r.html: can't be",
        ),
        "beads where a file is": (
            ["align", kk, en, *out, "--beads", folder / "hyp"],
            "hyp: can't be made a folder",
        ),
        "broken TMX": (
            ["score", "--ref", folder / "broken.tmx", "--to", "en", "--sys", f"a={kk}"],
            "broken.tmx:1: ",
        ),
        "bad beads": (["evaluate", folder / "bad.beads", folder / "bad.beads"], "bad.beads:2: not a bead"),
        "different counts": (
            ["score", "--ref", en, "--sys", f"a={folder / 'hyp'}"],
            ":3: the reference is empty",
        ),
        "no manifest": (["corpus", "check", "--manifest", folder / "none.toml"], "none.toml: can't be read"),
    }


@pytest.mark.parametrize("name", [
    "missing file", "empty file", "binary file", "unknown encoding", "a folder", "swapped",
    "no such folder, but for a report", "no such folder", "output is a folder", "report in no folder",
    "beads where a file is", "broken TMX", "bad beads", "different counts", "no manifest",
])  # fmt: skip
def test_bad_input_is_one_line_and_exit_code_4(
    capfd: pytest.CaptureFixture[str], article: Path, tmp_path: Path, name: str
) -> None:
    args, message = bad_inputs(tmp_path, article)[name]
    before = sorted(path.name for path in tmp_path.rglob("*"))
    code, out, err = run(capfd, *args)
    assert (code, out) == (4, "")
    assert err.count("\n") == 1 and err.startswith("tm: ") and message in err
    assert sorted(path.name for path in tmp_path.rglob("*")) == before, "something half-written was left"


@pytest.mark.parametrize(
    "args",
    [["align", "one"], ["align", "a", "b", "c", "d", "-o", "x"], ["segment"], ["nonsense"],
     ["segment", "--lang", "tr"], ["align", "a", "b", "-o", "x", "--langs", "kk"]],
)  # fmt: skip
def test_wrong_usage_is_exit_code_2(capfd: pytest.CaptureFixture[str], args: list[str]) -> None:
    code, out, err = run(capfd, *args)
    assert (code, out) == (2, "") and err


def test_a_foreign_line_is_warned_about(
    capfd: pytest.CaptureFixture[str], article: Path, tmp_path: Path
) -> None:
    text = (article / "kk.txt").read_text(
        "utf-8"
    ) + "Эта строка почему-то осталась на русском языке, хотя весь остальной текст давно переведён.\n"
    (tmp_path / "a.kk.txt").write_text(text, encoding="utf-8")
    code, out, err = run(capfd, "segment", tmp_path / "a.kk.txt")
    assert code == 0 and len(out.splitlines()) == 20
    assert f"a.kk.txt:{len(text.splitlines())}: this line reads like ru" in err


def test_trust_languages_takes_the_declaration(capfd: pytest.CaptureFixture[str], article: Path) -> None:
    assert run(capfd, "segment", article / "kk.txt", "--lang", "ru")[0] == 4
    assert run(capfd, "segment", article / "kk.txt", "--lang", "ru", "--trust-languages")[0] == 0


@pytest.mark.parametrize(
    "command", [[], ["segment"], ["align"], ["evaluate"], ["score"], ["train"], ["corpus", "list"]]
)
def test_every_help_has_an_example(capfd: pytest.CaptureFixture[str], command: list[str]) -> None:
    code, out, _ = run(capfd, *command, "--help")
    assert code == 0 and "Example:" in out


def test_a_pipe_that_closes_is_no_error(article: Path) -> None:
    big = "\n".join((article / "kk.txt").read_text("utf-8") for _ in range(500))
    command = f"{sys.executable} -m tm segment - --lang kk -q | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command], input=big, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.stderr == "" and done.stdout.splitlines()[-1] == "0"


def test_output_is_utf8_whatever_the_locale(article: Path) -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(
        [sys.executable, "-m", "tm", "segment", str(article / "kk.txt")], capture_output=True, env=environment
    )
    assert done.returncode == 0 and "Шыңжаң" in done.stdout.decode()


def test_version(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(capfd, "--version")[1].startswith("ushtil ")


@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_interrupted_leaves_nothing(article: Path, tmp_path: Path, name: str, code: int) -> None:
    for lang in ("kk", "en"):
        text = (article / f"{lang}.txt").read_text("utf-8")
        (tmp_path / f"version-{lang}-").write_text(text * 120, encoding="utf-8")  # seconds of work
    command = [sys.executable, "-m", "tm", "align", "version-kk-", "version-en-", "-o", "o.tmx"]
    process = subprocess.Popen([*command, "--report", "r.html"], cwd=tmp_path, stderr=subprocess.PIPE)
    assert process.stderr
    for _ in range(2):  # it says what it takes the files for, and then begins to align
        assert b"by its letters" in process.stderr.readline()
    process.send_signal(getattr(signal, name))
    _, err = process.communicate(timeout=60)
    assert process.returncode == code and b"Traceback" not in err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["version-en-", "version-kk-"]
