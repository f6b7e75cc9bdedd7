"""`tm align --review`: a folder that can be reviewed, or one clear line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_cli import run
from tm.formats.beads import read_beads
from tm.review.draft import State
from tm.review.exchange.folders import found_in, read

LANGS = ("kk", "en", "ru")


def test_what_was_aligned_is_found_for_review(
    capfd: pytest.CaptureFixture[str], article: Path, tmp_path: Path
) -> None:
    files = [article / f"{lang}.txt" for lang in LANGS]
    work = tmp_path / "work"
    _, out, _ = run(
        capfd,
        "align",
        *files,
        "-o",
        tmp_path / "a.tmx",
        "--review",
        work,
        "--beads",
        tmp_path / "b",
        "--json",
    )
    assert str(work / "azattyq-pompeo") in json.loads(out)["files"]
    (place,) = found_in(work)
    assert (place.project, place.name, place.langs, place.problem) == ("work", "azattyq-pompeo", LANGS, "")
    source, draft = read(place)
    beads = read_beads(tmp_path / "b" / "kk-en-ru.beads")
    assert source.signature == beads.signature and len(draft) == len(beads.beads) == 19
    assert [row.shape for row in draft.rows] == [bead.shape for bead in beads.beads]
    for path in (tmp_path / "b").iterdir():
        assert (work / "azattyq-pompeo" / path.name).read_bytes() == path.read_bytes()


def test_beads_that_were_confirmed_before_are_confirmed(
    capfd: pytest.CaptureFixture[str], article: Path, tmp_path: Path
) -> None:
    files = [article / f"{lang}.txt" for lang in LANGS]
    known = tmp_path / "known.beads"
    known.write_text("# ushtil-beads 1 langs=kk,en,ru\n[3]:[3]:[3]\n", encoding="utf-8")
    run(capfd, "align", *files, "-o", tmp_path / "a.tmx", "--review", tmp_path / "work", "--anchors", known)
    _, draft = read(found_in(tmp_path / "work")[0])
    assert [row.state for row in draft.rows].count(State.CONFIRMED) == 1
    run(capfd, "align", *files, "-o", tmp_path / "a.tmx", "--review", tmp_path / "work")
    _, draft = read(found_in(tmp_path / "work")[0])
    assert {row.state for row in draft.rows} == {State.OPEN}


def test_lines_stay_lines(capfd: pytest.CaptureFixture[str], gold: Path, tmp_path: Path) -> None:
    folder = gold / "ushtil-open" / "cul-011"
    files = [folder / f"{lang}.txt" for lang in ("kk", "ru")]
    run(capfd, "align", "--lines", *files, "-o", tmp_path / "a.tmx", "--review", tmp_path / "work")
    (place,) = found_in(tmp_path / "work")
    assert place.lines and read(place)[1].segments()["kk"] == tuple(files[0].read_text("utf-8").splitlines())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--review", "-"], "--review names a folder; it can't be standard output"),
        (["--review", "beads", "--beads", "beads"], "would overwrite what --beads writes"),
        (["--review", "."], "would overwrite the input"),
        (["--review", "taken"], "kk-en.beads: is a folder, where a file goes"),
        (["--review", "file"], "file"),
    ],
)
def test_what_would_be_overwritten_is_refused(
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "doc").mkdir()
    (tmp_path / "doc" / "kk.txt").write_text("Бұл бір сөйлем.\n", encoding="utf-8")
    (tmp_path / "doc" / "en.txt").write_text("This is one sentence.\n", encoding="utf-8")
    (tmp_path / "taken" / "doc" / "kk-en.beads").mkdir(parents=True)
    (tmp_path / "file").touch()
    code, _, told = run(capfd, "align", "doc/kk.txt", "doc/en.txt", "-o", "a.tmx", *options)
    assert code in (2, 4) and said in told and told.count("\n") == 1
    assert not (tmp_path / "a.tmx").exists()
