"""`tm align --anchors`: confirmed beads from a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_cli import run
from tm.formats.beads import read_beads
from tm.formats.tmx import read_tmx

HEAD = "# ushtil-beads 1 langs=kk,en\n"


@pytest.mark.parametrize("head", [HEAD, ""], ids=["named", "as Vecalign writes"])
def test_confirmed_beads_are_kept_and_say_so(
    capfd: pytest.CaptureFixture[str], article: Path, tmp_path: Path, head: str
) -> None:
    (tmp_path / "c.beads").write_text(f"{head}[4]:[4]\n[8]:[]\n", encoding="utf-8")
    out = tmp_path / "a.tmx"
    files = article / "kk.txt", article / "en.txt"
    assert (
        run(capfd, "align", *files, "-o", out, "--anchors", tmp_path / "c.beads", "--beads", tmp_path)[0] == 0
    )
    assert ((4,), (4,)) in [bead.sides for bead in read_beads(tmp_path / "kk-en.beads").beads]
    (unit,) = [unit for unit in read_tmx(out) if unit.prop("x-review") == "confirmed"]
    assert unit.prop("x-confidence") == "1.000"
    segments = [variant.prop("x-segments") for variant in unit.variants]
    assert segments == ["4", "4"]


def test_languages_may_be_written_otherwise(
    capfd: pytest.CaptureFixture[str], article: Path, tmp_path: Path
) -> None:
    (tmp_path / "c.beads").write_text(f"{HEAD}[4]:[4]\n", encoding="utf-8")
    files = article / "kk.txt", article / "en.txt"
    options = ("--langs", "kk-KZ,en-GB", "--anchors", tmp_path / "c.beads")
    assert run(capfd, "align", *files, "-o", tmp_path / "a.tmx", *options)[0] == 0
    assert "confirmed" in (tmp_path / "a.tmx").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{HEAD}[99]:[4]\n", "c.beads: anchor [99]:[4] names segment 99 of kk, which has 19"),
        (
            "# ushtil-beads 1 langs=kk,de\n[1]:[4]\n",
            "c.beads: anchor [1]:[4] is of kk, de; the texts are",
        ),
        (
            f"{HEAD}[4]:[4]\n[3]:[5]\n",
            "c.beads:3: segments of kk must rise: [3], but a line above",
        ),
        ("nonsense\n", "c.beads:1: not a bead"),
    ],
)
def test_beads_that_do_not_fit_are_refused_and_nothing_is_written(
    capfd: pytest.CaptureFixture[str], article: Path, tmp_path: Path, text: str, said: str
) -> None:
    (tmp_path / "c.beads").write_text(text, encoding="utf-8")
    files = article / "kk.txt", article / "en.txt"
    code, _, err = run(capfd, "align", *files, "-o", tmp_path / "a.tmx", "--anchors", tmp_path / "c.beads")
    assert code and said in err and err.count("\n") == 1
    assert not (tmp_path / "a.tmx").exists()


def test_beads_of_another_text_are_refused(
    capfd: pytest.CaptureFixture[str], article: Path, tmp_path: Path
) -> None:
    files = article / "kk.txt", article / "en.txt"
    assert run(capfd, "align", *files, "-o", tmp_path / "a.tmx", "--beads", tmp_path)[0] == 0
    anchors = tmp_path / "kk-en.beads"
    assert run(capfd, "align", *files, "-o", tmp_path / "a.tmx", "--anchors", anchors)[0] == 0
    changed = tmp_path / "kk.txt"
    changed.write_text((article / "kk.txt").read_text("utf-8").replace("Қазақстан", "Ел"), encoding="utf-8")
    code, _, err = run(capfd, "align", changed, files[1], "-o", tmp_path / "a.tmx", "--anchors", anchors)
    assert code == 4 and "its beads are of another kk text than" in err


def test_three_texts_need_named_languages(
    capfd: pytest.CaptureFixture[str], article: Path, tmp_path: Path
) -> None:
    (tmp_path / "c.beads").write_text("[4]:[4]\n", encoding="utf-8")
    files = [article / f"{lang}.txt" for lang in ("kk", "en", "ru")]
    code, _, err = run(capfd, "align", *files, "-o", tmp_path / "a.tmx", "--anchors", tmp_path / "c.beads")
    assert code and "needs a first line that names its languages" in err


def test_a_file_is_not_written_over_its_anchors(
    capfd: pytest.CaptureFixture[str], article: Path, tmp_path: Path
) -> None:
    anchors = tmp_path / "c.beads"
    anchors.write_text(f"{HEAD}[4]:[4]\n", encoding="utf-8")
    files = article / "kk.txt", article / "en.txt"
    assert run(capfd, "align", *files, "-o", anchors, "--anchors", anchors)[0] != 0
    assert anchors.read_text("utf-8").startswith(HEAD)


def test_beads_are_not_written_over_the_anchors_or_an_input(
    capfd: pytest.CaptureFixture[str], article: Path, tmp_path: Path
) -> None:
    anchors = tmp_path / "kk-en.beads"
    anchors.write_text(f"{HEAD}[4]:[4]\n", encoding="utf-8")
    files = [article / f"{lang}.txt" for lang in ("kk", "en", "ru")]
    options = ("-o", tmp_path / "a.tmx", "--beads", tmp_path)
    code, _, err = run(capfd, "align", *files, *options, "--anchors", anchors)
    assert code and "would overwrite the input" in err and not (tmp_path / "a.tmx").exists()
    assert anchors.read_text("utf-8") == f"{HEAD}[4]:[4]\n"
    code, _, err = run(capfd, "align", *files, "-o", tmp_path / "kk-ru.beads", "--beads", tmp_path)
    assert code and "would overwrite what -o writes" in err
    (tmp_path / "b" / "en-ru.beads").mkdir(parents=True)
    code, _, err = run(capfd, "align", *files, "-o", tmp_path / "a.tmx", "--beads", tmp_path / "b")
    assert code == 4 and "en-ru.beads: is a folder" in err and not (tmp_path / "a.tmx").exists()
