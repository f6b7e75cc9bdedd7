"""Systems by what a user names: files with and without a name, and folders."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scoring.files import text
from tm.errors import UsageError
from tm.scoring.inputs.hypotheses import find_systems
from tm.scoring.inputs.systems import system_name


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("NEU.6753.en", "NEU.6753"),
        ("NEU.6753.txt", "NEU.6753"),
        ("NEU.6753", "NEU.6753"),
        ("NEU.en.txt", "NEU.en"),
        ("NEU.JSONL", "NEU"),
        ("NEU.en-GB", "NEU"),
        ("a/b/online-B.0.tsv", "online-B.0"),
        ("NEU.tmx.gz", "NEU"),
        ("NEU.sqlite", "NEU"),
        ("NEU.best", "NEU.best"),
        (".en", ".en"),
        (".txt", ".txt"),
    ],
)
def test_a_file_is_called_after_its_system(file: str, name: str) -> None:
    assert system_name(file) == name
    assert find_systems([file]).systems == {name: Path(file)}


def test_names_and_files(tmp_path: Path) -> None:
    found = find_systems(["mine=a/NEU.en", Path("b.tsv"), "x=y=z"])
    assert found == ({"mine": Path("a/NEU.en"), "b": Path("b.tsv"), "x": Path("y=z")}, ())


def test_an_equals_sign_in_the_name_of_a_file(tmp_path: Path) -> None:
    path = text(tmp_path / "beam=5.en", "x")
    assert find_systems([str(path)]).systems == {"beam=5": path}
    assert find_systems([f"mine={path}"]).systems == {"mine": path}


def test_a_folder(tmp_path: Path) -> None:
    taken = ["NEU.6753.en", "UMD.tsv", "a.jsonl", "b.tmx", "c.txt", "refined.kk"]
    beside = [
        "README.md",
        "REF.en",
        "notes",
        "ref.A.en",
        "ref2.en",
        "reference-b.txt",
        "scores.csv",
        "source.kk",
        "src.kk",
    ]
    for name in (*taken, *beside, ".hidden.en"):
        text(tmp_path / name, "x")
    (tmp_path / "older.en").mkdir()
    found = find_systems([tmp_path])
    assert found.systems == {
        "NEU.6753": tmp_path / "NEU.6753.en", "UMD": tmp_path / "UMD.tsv", "a": tmp_path / "a.jsonl",
        "b": tmp_path / "b.tmx", "c": tmp_path / "c.txt", "refined": tmp_path / "refined.kk",
    }  # fmt: skip
    assert list(found.systems) == sorted(found.systems, key=lambda name: found.systems[name])
    assert set(found.passed_over) == {tmp_path / name for name in (*beside, "older.en")}


@pytest.mark.parametrize("value", ["=a.en", "a=", "="])
def test_half_a_name(value: str) -> None:
    with pytest.raises(UsageError, match=f"{value}: write NAME=FILE"):
        find_systems([value])


def test_what_is_refused(tmp_path: Path) -> None:
    one, other = text(tmp_path / "NEU.en", "x"), text(tmp_path / "NEU.tsv", "x")
    with pytest.raises(UsageError, match=r"NEU.tsv: the name NEU is that of .*NEU.en too; name them apart"):
        find_systems([one, other])
    with pytest.raises(UsageError, match=r"NEU.tsv: the name NEU is that of .*NEU.en too"):
        find_systems([tmp_path])
    with pytest.raises(UsageError, match="is a folder, whose files have names of their own; leave out X="):
        find_systems([f"X={tmp_path}"])
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match=r"empty: has no file of hypotheses; name each with NAME=FILE"):
        find_systems([tmp_path / "empty"])
    with pytest.raises(UsageError, match="and not nothing"):
        find_systems([""])
    with pytest.raises(UsageError, match=r"^X: hypotheses come from files") as error:
        find_systems(["X=postgresql://me:secret@host/db"])
    assert "secret" not in str(error.value)
