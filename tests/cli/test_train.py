"""`tm train` as users meet it: what it prints, what it refuses, and that it leaves nothing half-written."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.test_cli import run
from tests.test_training import own, terms, tmx
from tm.alignment.encoder import Encoder, read_encoder
from tm.training import FILES


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    """A memory of 150 units."""
    return tmx(tmp_path / "m.tmx", [*terms(140), *own(10), {"kk": "Файл", "ru": "файл"}, {"kk": "Жоқ"}])


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, narrow: Encoder) -> Encoder:
    """The encoder to begin with, quick to learn and to write."""
    monkeypatch.setattr("tm.training.shipped", lambda: narrow)
    return narrow


def test_what_it_did_is_said(capfd: pytest.CaptureFixture[str], memory: Path, small: Encoder) -> None:
    folder = memory.parent / "mine"
    code, out, err = run(capfd, "train", memory, "-o", folder)
    assert code == 0 and sorted(path.name for path in folder.iterdir()) == sorted(FILES)
    head, *rows = out.splitlines()
    assert head.split() == ["translation", "found", "first", "searches", "before", "after"]
    assert [row.split()[0] for row in rows] == ["kk-en", "kk-ru", "en-ru"]
    told = json.loads((folder / "training.json").read_text())
    assert told["encoder"] == read_encoder(folder).name and told["begun_as"] == small.name
    assert told["pairs"] == {"kk-en": 150, "kk-ru": 10, "en-ru": 10} and len(told["date"]) == 10
    for line in (
        "tm: 150 units, 170 pairs: kk-en 150, kk-ru 10, en-ru 10",
        "tm: left out: 1 pair (the same text on both sides 1); 1 unit without a second language of ours",
        f"encoder {told['encoder']}, learned on from {small.name}",
    ):
        assert line in err
    again = run(capfd, "train", memory, "-o", folder, "--json", "--quiet")
    assert again[0] == 0 and again[2] == ""
    assert json.loads(again[1]).items() <= told.items(), "the same memory makes the same encoder"


def test_no_gain_is_said(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    # in our own texts the encoder finds everything held out already
    code, _, err = run(capfd, "train", tmx(tmp_path / "m.tmx", own(40)), "-o", tmp_path / "mine")
    assert code == 0 and "no better on what was held out; stay with the encoder that you have" in err


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["m.tmx"], 2, "Missing option '-o'"),
        (["-o", "mine"], 2, "Missing argument"),
        (["m.tmx", "-o", "-"], 2, "-o names a folder"),
        (["m.tmx", "-o", "m.tmx"], 2, "-o m.tmx would overwrite the input m.tmx"),
        (["m.tmx", "-o", "x/../m.tmx"], 2, "would overwrite the input"),
        (["m.tmx", "-o", "."], 4, ".: holds copies.tmx; name a new folder, or an empty one"),
        (["m.tmx", "-o", "m.tmx/mine"], 4, "m.tmx/mine: can't be made a folder: not a directory"),
        (["m.tmx", "-o", "kk.txt"], 4, "kk.txt: is a file; name a folder"),
        (["m.tmx", "-o", "none/mine"], 4, "none/mine: can't be made a folder"),
        (["none.tmx", "-o", "mine"], 4, "none.tmx: no such file"),
        (["kk.txt", "-o", "mine"], 4, "kk.txt:1: not well-formed XML"),
        (["m.tmx", "kk.txt", "-o", "mine"], 4, "kk.txt:1: not well-formed XML"),
        (["ru.tmx", "-o", "mine"], 4, "ru.tmx: has only Russian"),
        (["few.tmx", "-o", "mine"], 4, "few.tmx: has 30 pairs to learn from; at least 100 are needed"),
        (["few.tmx", "ru.tmx", "-o", "mine"], 4, "few.tmx + ru.tmx: has 30 pairs"),
        (["copies.tmx", "-o", "mine"], 4, "copies.tmx: mostly not translated: of 230 pairs 200 have"),
    ],
)
def test_refusals_leave_nothing(
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    memory: Path,
    args: list[str],
    code: int,
    message: str,
) -> None:
    monkeypatch.chdir(memory.parent)
    Path("kk.txt").write_text("Бұл мәтін.\n", encoding="utf-8")
    tmx(Path("few.tmx"), own(10))
    tmx(Path("ru.tmx"), ({"ru": unit["ru"]} for unit in own(200)))
    tmx(Path("copies.tmx"), [*own(10), *({"kk": f"Key {k}", "en": f"key {k}"} for k in range(200))])
    before = {path: path.read_bytes() for path in Path().iterdir()}
    found = run(capfd, "train", *args)
    assert found[:2] == (code, "") and message in found[2]
    assert "Missing" in message or found[2].count("\n") == 1
    assert {path: path.read_bytes() for path in Path().iterdir()} == before


@pytest.mark.parametrize(("name", "code"), [("SIGINT", 130), ("SIGTERM", 143)])
def test_interrupted_leaves_the_old_folder(tmp_path: Path, name: str, code: int) -> None:
    tmx(tmp_path / "m.tmx", own(800))
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/training.json").write_text("old")
    command = [sys.executable, "-m", "tm", "train", "m.tmx", "-o", "mine"]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE)
    assert process.stderr and b"units" in process.stderr.readline()  # from here on it learns
    process.send_signal(getattr(signal, name))
    _, err = process.communicate(timeout=60)
    assert process.returncode == code and b"Traceback" not in err
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["m.tmx", "mine", "training.json"]
    assert (tmp_path / "mine/training.json").read_text() == "old"


def test_a_memory_inside_of_the_folder_is_not_overwritten(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    memory = tmp_path / "mine" / "training.json"
    memory.parent.mkdir()
    memory.write_text("<tmx/>", encoding="utf-8")
    code, _, err = run(capfd, "train", memory, "-o", memory.parent)
    assert code and "would overwrite the input" in err and memory.read_text("utf-8") == "<tmx/>"
