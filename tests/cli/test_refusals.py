"""What the command refuses or remarks on, so that nothing is lost or taken for what it is not."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_cli import run
from tm.formats.tmx import TmxWriter
from tm.units import Header, TranslationUnit, Variant


@pytest.fixture
def pair(article: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Copies of two versions of the article, which may be overwritten by a mistake."""
    copies = tmp_path / "kk.txt", tmp_path / "en.txt"
    for copy in copies:
        copy.write_bytes((article / copy.name).read_bytes())
    return copies


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["-o", "en.txt"], "-o en.txt would overwrite the input"),
        (["-o", "x/../kk.txt"], "would overwrite the input"),
        (["-o", "a.tmx", "--report", "kk.txt"], "--report kk.txt would overwrite the input"),
        (["-o", "a", "--report", "a"], "would overwrite what -o writes"),
        (["-o", "-", "--report", "-"], "would overwrite what -o writes"),
        (["-o", "-", "--json"], "would both write to standard output"),
        (["-o", "a.tmx", "--beads", "-"], "names a folder"),
    ],
)
def test_outputs_that_would_destroy_something(
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    pair: tuple[Path, Path],
    args: list[str],
    message: str,
) -> None:
    monkeypatch.chdir(pair[0].parent)
    before = [path.read_bytes() for path in pair]
    code, out, err = run(capfd, "align", "kk.txt", "en.txt", *args)
    assert (code, out) == (2, "") and message in err and err.count("\n") == 1
    assert [path.read_bytes() for path in pair] == before
    assert sorted(path.name for path in Path().iterdir()) == ["en.txt", "kk.txt"]


@pytest.mark.parametrize("args", [["a.txt"], ["--explain"], ["--lowercase-starts"], ["--json"]])
def test_export_srx_takes_no_other_options(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, args: list[str]
) -> None:
    assert run(capfd, "segment", *args, "--export-srx", tmp_path / "x.srx")[0] == 2
    assert not list(tmp_path.iterdir())


def test_export_srx_of_one_language(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    run(capfd, "segment", "--lang", "kk", "--export-srx", tmp_path / "x.srx")
    assert (tmp_path / "x.srx").read_text("utf-8").count("<languagerule ") == 1


@pytest.mark.parametrize("lang", ["tr", "kazakh", "auto", "kk-", "kk-/../x", "kk-a b", "kk-\x01", "kk-\nx"])
def test_unknown_languages_are_said_to_be_so(
    capfd: pytest.CaptureFixture[str], pair: tuple[Path, Path], tmp_path: Path, lang: str
) -> None:
    code, _, err = run(capfd, "align", *pair, "--langs", f"{lang},en", "-o", tmp_path / "o.tmx")
    assert code == 2 and "is none of the languages known here" in err and err.count("\n") == 1


def test_ukrainian_is_not_taken_for_kazakh(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "u").write_text("Уряд обіцяє, що нові школи збудують іще цього року, їх відкриє міністр.")
    code, _, err = run(capfd, "segment", tmp_path / "u")
    assert code == 4 and "seems to be in another language" in err


def test_short_foreign_lines_are_told_when_they_are_many(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    kazakh = "Үкімет биыл қалада жаңа мектеп салуға уәде берді.\n"
    russian = "Правительство построит новую школу в этом году.\n"
    path = tmp_path / "a.kk.txt"
    path.write_text(kazakh * 8 + russian * 8, encoding="utf-8")
    assert "a.kk.txt:9: this line reads like ru, not kk, and 7 more" in run(capfd, "segment", path)[2]
    path.write_text(kazakh * 8 + "The government will build a new school.\n", encoding="utf-8")
    assert "a.kk.txt:9: this line reads like en, not kk\n" in run(capfd, "segment", path)[2]
    path.write_text(kazakh * 8, encoding="utf-8")
    assert run(capfd, "segment", path)[2] == ""


def test_older_beads_in_the_folder_are_told(
    capfd: pytest.CaptureFixture[str], pair: tuple[Path, Path], tmp_path: Path
) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "kk-ru.beads").write_text("")
    _, _, err = run(capfd, "align", *pair, "-o", tmp_path / "o.tmx", "--beads", tmp_path / "b")
    assert "holds other beads files too, which are left as they are: kk-ru.beads" in err


def test_folders_of_beads_compare_whatever_the_order_of_languages(
    capfd: pytest.CaptureFixture[str], article: Path, gold: Path, tmp_path: Path
) -> None:
    files = [article / f"{lang}.txt" for lang in ("en", "kk", "ru")]
    run(capfd, "align", *files, "-o", tmp_path / "o.tmx", "--beads", tmp_path / "b")
    code, out, _ = run(capfd, "evaluate", gold / "azattyq-pompeo", tmp_path / "b")
    assert code == 0 and out.splitlines()[-1].startswith("kk-en-ru")


def test_several_files_are_told_apart(capfd: pytest.CaptureFixture[str], pair: tuple[Path, Path]) -> None:
    rows = [json.loads(line) for line in run(capfd, "segment", *pair, "--json")[1].splitlines()]
    assert {row["file"] for row in rows} == {str(path) for path in pair}
    out = run(capfd, "segment", *pair, "--explain")[1]
    assert out.count("==> ") == 2 and "\r" not in out


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    """Three units: two in Kazakh and English, one in English alone."""
    with TmxWriter(tmp_path / "m.tmx", Header(srclang="kk")) as writer:
        for tuid, langs in (("1", "kk en"), ("2", "en"), ("3", "kk en")):
            writer.write(
                TranslationUnit(tuid, tuple(Variant(lang, "One two three.") for lang in langs.split()))
            )
    return tmp_path / "m.tmx"


def test_a_tsv_may_hold_units_that_are_not_scored(
    capfd: pytest.CaptureFixture[str], memory: Path, tmp_path: Path
) -> None:
    (tmp_path / "h.tsv").write_text("1\tOne two three.\n2\tNo.\n3\tOne two three.\n")
    args: list[str | Path] = [
        "score",
        "--ref",
        memory,
        "--from",
        "kk",
        "--to",
        "en",
        f"--sys=h={tmp_path}/h.tsv",
    ]
    code, out, err = run(capfd, *args)
    assert code == 0 and "2 segments" in out and "1 unit lacks one of the languages" in err


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["--to", "en", "--by-segment"], 4, "give one hypothesis a unit"),  # the other language is the source
        (["--from", "kk", "--to", "kk-KZ"], 2, "into another language"),
        (["--from", "kk", "--to", "en", "--by-segment"], 4, "give one hypothesis a unit"),
    ],
)
def test_scoring_that_makes_no_sense(
    capfd: pytest.CaptureFixture[str], memory: Path, tmp_path: Path, args: list[str], code: int, message: str
) -> None:
    (tmp_path / "h").write_text("One.\nTwo.\n")
    found, _, err = run(capfd, "score", "--ref", memory, *args, f"--sys=h={tmp_path}/h")
    assert found == code and message in err and err.count("\n") == 1


def test_hypotheses_that_look_wrong_are_remarked_on(
    capfd: pytest.CaptureFixture[str], memory: Path, tmp_path: Path
) -> None:
    (tmp_path / "h").write_text(
        "Бұл файлда ағылшын тілінің орнына қазақша сөйлем жазылған.\n\n", encoding="utf-8"
    )
    args: list[str | Path] = ["score", "--ref", memory, "--from", "kk", "--to", "en", f"--sys=h={tmp_path}/h"]
    code, _, err = run(capfd, *args)
    assert code == 0 and "1 hypothesis is empty" in err and "reads like kk, not en" in err


def test_what_a_file_says_can_not_pass_for_a_message_of_ours(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "m.tmx").write_text(
        '<tmx version="1.4"><body><tu tuid="1&#10;tm: fake">'
        '<tuv xml:lang="en"><seg> </seg></tuv></tu></body></tmx>'
    )
    code, _, err = run(capfd, "score", "--ref", tmp_path / "m.tmx", "--to", "en", "--sys=a=x")
    assert code == 4 and err.count("\n") == 1 and r"1\ntm: fake" in err


@pytest.mark.parametrize(
    ("redirect", "code", "told"),
    [
        ("> /dev/full", 4, "standard output: can't be written"),
        (">&-", 0, ""),
        ("<&- > /dev/null", 4, "is closed"),
    ],
)
def test_standard_output_that_is_full_or_closed(article: Path, redirect: str, code: int, told: str) -> None:
    file = "-" if "<" in redirect else str(article / "kk.txt")
    command = f"{sys.executable} -m tm segment {file} --lang kk {redirect}"
    done = subprocess.run(["bash", "-c", command], stderr=subprocess.PIPE, text=True, encoding="utf-8")
    assert done.returncode == code and told in done.stderr and "Traceback" not in done.stderr
    assert done.stderr.count("\n") <= 1
