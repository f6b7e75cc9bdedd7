"""`tm align --encoder`: what it takes, what it says, and that everything that is written comes from it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.cli.test_cli import run
from tests.conftest import ROOT
from tests.encoders.models import ToyModel, model_folder
from tm import encoders
from tm.cli import show
from tm.cli.options import cache_folder
from tm.encoders import sentence_model


@pytest.fixture
def versions(tmp_path: Path) -> list[Path]:
    """Texts that have nothing in common but numbers, and these the toy model knows."""
    texts = {"kk": "Қар 11.\nЖол 22.\nКөл 33.\n", "ru": "Каша 11.\nДом 22.\nНос 33.\n"}
    for lang, text in texts.items():
        (tmp_path / f"{lang}.txt").write_text(text, encoding="utf-8")
    return [tmp_path / f"{lang}.txt" for lang in texts]


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[Path, list[ToyModel]]:
    """A folder that opens as a toy model, and the models that were opened."""
    opened: list[ToyModel] = []

    def model(folder: Path, files: list[Path]) -> ToyModel:
        opened.append(ToyModel(0.5))
        return opened[-1]

    monkeypatch.setattr(encoders, "SentenceModel", model)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return model_folder(tmp_path / "model"), opened


def test_it_aligns_explains_and_draws_with_the_given_encoder(
    capfd: pytest.CaptureFixture[str], versions: list[Path], toy: tuple[Path, list[ToyModel]], tmp_path: Path
) -> None:
    folder, opened = toy
    command: list[str | Path] = ["align", *versions, "-o", tmp_path / "a.tmx", "--json", "--explain", "1"]
    command += ["--report", tmp_path / "a.html", "--beads", tmp_path / "beads"]
    found = []
    for encoder in (None, folder, folder):
        options: list[str | Path] = ["--encoder", encoder] if encoder else []
        code, out, err = run(capfd, *command, *options, "--trust-languages")
        assert (code, err) == (0, "")
        found.append((json.loads(out), *(path.read_text("utf-8") for path in files(tmp_path))))
    plain, first, second = found
    assert first == second and "|enc:toy-01234567+" in first[0]["signature"]
    assert all(
        "enc:toy-01234567+" in page and "enc:toy" not in other
        for page, other in zip(first[1:], plain[1:], strict=True)
    )
    similarity = [data["explained"]["reasons"][0]["nats"]["similarity"] for data, *_ in (plain, first)]
    assert similarity[0] != similarity[1]
    dots = [re.findall('<circle class="alike"[^>]*>', page) for _, _, page, _ in (plain, first)]
    assert dots[0] and dots[1] and dots[0] != dots[1]
    assert len(opened) == 2 and len(opened[0].asked) == 12 and not opened[1].asked


def files(place: Path) -> list[Path]:
    return [place / "a.tmx", place / "a.html", place / "beads" / "kk-ru.beads"]


def test_one_of_our_own_kind_from_a_folder(
    capfd: pytest.CaptureFixture[str], article: Path, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "tm" / "alignment" / "model", tmp_path / "own")
    for name in ("a", "b"):
        files = [article / "kk.txt", article / "en.txt"]
        options: list[str | Path] = ["--encoder", tmp_path / "own"] if name == "b" else []
        code, _, _ = run(
            capfd, "align", *files, "-o", tmp_path / "x.tmx", "--beads", tmp_path / name, *options
        )
        assert code == 0
    assert (tmp_path / "a" / "kk-en.beads").read_bytes() == (tmp_path / "b" / "kk-en.beads").read_bytes()


@pytest.mark.parametrize(
    ("name", "message"),
    [("none", "there is no such folder"), ("kk.txt", "is a file"), ("pickle", "only safetensors are loaded")],
)
def test_what_is_no_encoder_is_bad_input(
    capfd: pytest.CaptureFixture[str], versions: list[Path], tmp_path: Path, name: str, message: str
) -> None:
    model = model_folder(tmp_path / "pickle")
    (model / "model.safetensors").rename(model / "pytorch_model.bin")
    before = sorted(tmp_path.iterdir())
    code, out, err = run(capfd, "align", *versions, "-o", tmp_path / "a.tmx", "--encoder", tmp_path / name)
    assert (code, out) == (4, "") and message in err and err.count("\n") == 1
    assert sorted(tmp_path.iterdir()) == before


def test_the_missing_extra_is_wrong_usage(
    capfd: pytest.CaptureFixture[str], versions: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sentence_model, "find_spec", lambda name: None)
    model = model_folder(tmp_path / "model")
    code, _, err = run(capfd, "align", *versions, "-o", tmp_path / "a.tmx", "--encoder", model)
    assert code == 2 and "pip install 'ushtil[neural]'" in err and err.count("\n") == 1


def test_a_cache_that_is_of_no_use_is_said_and_nothing_else(
    capfd: pytest.CaptureFixture[str], versions: list[Path], toy: tuple[Path, list[ToyModel]], tmp_path: Path
) -> None:
    (tmp_path / "cache").write_text("in the way")
    command: list[str | Path] = [
        "align",
        *versions,
        "-o",
        tmp_path / "a.tmx",
        "--encoder",
        toy[0],
        "--trust-languages",
    ]
    code, _, err = run(capfd, *command)
    assert code == 0 and err.count("vectors are not kept for the next time") == 1
    (tmp_path / "cache").unlink()
    (tmp_path / "cache" / "ushtil").mkdir(parents=True)
    (tmp_path / "cache" / "ushtil" / "vectors.sqlite").write_text("no database")
    code, _, err = run(capfd, *command)
    assert code == 0 and err.count("was damaged and is begun anew") == 1


def test_the_folder_of_the_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "ushtil"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert cache_folder() == tmp_path / "home" / ".cache" / "ushtil"
    monkeypatch.setattr(Path, "home", lambda: (_ for _ in ()).throw(RuntimeError))
    assert cache_folder() is None


def test_the_bar_is_drawn_on_a_terminal_only(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    show.followed("encoding", iter([(0, 10), (5, 10)]))
    assert capfd.readouterr().err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    show.followed("encoding", iter([(0, 10), (5, 10)]))
    assert "encoding" in capfd.readouterr().err
