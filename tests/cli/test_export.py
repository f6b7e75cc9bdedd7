"""`tm export` as users meet it, and the commands for files when the file is a memory."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_cli import run
from tests.formats.test_tmx import write
from tests.test_duplicates import unit
from tests.test_splitting import generated
from tm.formats.tmx import read_tmx
from tm.memory import Memory
from tm.units import Header


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a file and a memory of the same units, where the command is run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TM_MEMORY", raising=False)
    units = [unit("Иә.", "Да.", tuid="1"), unit("Жоқ.", "Нет.", tuid="2"), unit("Иә.", "Yes.", langs="kk en")]
    write(tmp_path / "a.tmx", *units)
    with Memory("tm.sqlite", create=True) as memory, memory.store.changing("import", "a.tmx") as change:
        change.set_header(Header("kk"))
        change.add(units)
    return tmp_path


def test_export_gives_back_what_went_in(capfd: pytest.CaptureFixture[str], folder: Path) -> None:
    assert run(capfd, "export", "o.tmx") == (0, "", "tm: 3 units of 3 in o.tmx\n")
    assert (folder / "o.tmx").read_bytes() == (folder / "a.tmx").read_bytes()


def test_export_selects(capfd: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capfd, "export", "o.tmx", "--langs", "kk,ru", "--text", "иә")
    assert (code, err) == (0, "tm: 1 unit of 3 in o.tmx\ntm: not selected: 2 units\n")
    assert [one.tuid for one in read_tmx("o.tmx")] == ["1"]
    told = json.loads(run(capfd, "export", "o.tmx", "--json", "--text", "жоқ")[1])
    assert (told["read"], told["written"], told["unwanted"]) == (3, 1, 2)


@pytest.mark.parametrize("name", ["o.tmx", "o.csv", "o.xlsx"])
def test_an_export_of_nothing_is_remarked_on(capfd: pytest.CaptureFixture[str], name: str) -> None:
    code, _, err = run(capfd, "export", name, "--document", "none")
    assert code == 0 and err.splitlines()[:3] == [
        f"tm: 0 units of 3 in {name}",
        f"tm: no units were left; {name} is a memory without any",
        "tm: not selected: 3 units",
    ]
    run(capfd, "memory", "delete", "1", "2", "3")
    assert run(capfd, "export", name)[2].splitlines()[:2] == [
        f"tm: 0 units of 0 in {name}",
        f"tm: there were no units; {name} is a memory without any",
    ]


def test_export_to_other_formats(capfd: pytest.CaptureFixture[str], folder: Path) -> None:
    assert run(capfd, "export", "o.csv")[0] == 0
    assert (folder / "o.csv").read_text("utf-8-sig").splitlines()[1:3] == ["1,Иә.,,Да.", "2,Жоқ.,,Нет."]
    assert run(capfd, "export", "o", "--format", "moses", "--langs", "kk,ru")[0] == 0
    assert (folder / "o.ru").read_text("utf-8") == "Да.\nНет.\n"
    code, _, err = run(capfd, "export", "o2.tmx", "--profile", "omegat", "--from", "kk", "--to", "ru")
    assert code == 0 and err.startswith("tm: 2 units of 3 in o2.tmx\n")
    code, out, _ = run(capfd, "export", "-", "--format", "csv")
    assert code == 0 and out.count("\n") == 4


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["o.tmx", "-m", "none.sqlite"], 5, "none.sqlite: there is no memory; tm import makes one"),
        (["o.tmx", "-m", "a.tmx"], 5, "is no memory"),
        (["tm.sqlite"], 2, "would overwrite the input"),
        (["o.sqlite"], 2, "tm import puts units into a memory"),
        (["o.tmx", "--from", "kk", "--to", "ru"], 2, "--langs keeps some of them"),
        (["o.tmx", "--from", "kk"], 2, "--from and --to go together"),
        (["-", "--split", "dev=1"], 2, "several files"),
        (["o.tmx", "--split", "dev"], 2, "write it as dev=1000,test=5%"),
        (["o.tmx", "--split", "dev=1,dev=2"], 2, "write it as dev=1000,test=5%"),
        (["o.tmx", "--split", "dev=1", "--profile", "omegat"], 2, "--split and --profile"),
        (["o.tmx", "--split", "dev=9"], 2, "below 3"),
        (["o.tmx", "--split", "dev=1", "--text", "z"], 2, "no unit is selected; there is nothing to split"),
        (["o.po", "--split", "dev=1"], 2, "name them with --from and --to"),
    ],
)
def test_refusals(
    capfd: pytest.CaptureFixture[str], folder: Path, args: list[str], code: int, said: str
) -> None:
    before = sorted(folder.iterdir())
    found, out, err = run(capfd, "export", *args)
    assert (found, out) == (code, "") and said in err and len(err.splitlines()) == 1
    assert sorted(folder.iterdir()) == before


def test_split(capfd: pytest.CaptureFixture[str], folder: Path) -> None:
    write(folder / "many.tmx", *generated(300))
    run(capfd, "import", "many.tmx", "-m", "many.sqlite")
    code, out, err = run(capfd, "export", "corpus.tmx", "-m", "many.sqlite", "--split", "dev=10,test=5%")
    rows = [line.split() for line in out.splitlines()]
    assert code == 0 and [row[0] for row in rows] == ["set", "train", "dev", "test", "left-out"]
    for name, units, file in rows[1:]:
        assert file == f"corpus.{name}.tmx" and len(list(read_tmx(file))) == int(units)
    told = dict(line.split(" with ")[::-1] for line in err.splitlines())
    assert list(told) == [
        "a segment that is 70 % or more like one of test", "a segment that is 70 % or more like one of dev"
    ]  # fmt: skip
    out = run(capfd, "export", "corpus.tmx", "-m", "many.sqlite", "--split", "dev=10,test=5%", "--json")[1]
    plain = json.loads(out)
    assert plain["sizes"] == {row[0]: int(row[1]) for row in rows[1:]}
    assert plain["outputs"]["dev"] == "corpus.dev.tmx" and sum(plain["like"].values()) == int(rows[4][1])


def test_split_of_pairs_has_whole_pairs(capfd: pytest.CaptureFixture[str], folder: Path) -> None:
    write(folder / "many.tmx", *generated(300))
    run(capfd, "import", "many.tmx", "-m", "many.sqlite")
    args = ["--format", "moses", "--from", "kk", "--to", "en", "--split", "test=9", "--quiet"]
    assert run(capfd, "export", "corpus", "-m", "many.sqlite", *args) == (0, "", "")
    for file in ("corpus.test.kk", "corpus.test.en"):
        lines = (folder / file).read_text("utf-8").splitlines()
        assert len(lines) == 9 and all(lines)


def test_commands_for_files_take_a_memory(capfd: pytest.CaptureFixture[str], folder: Path) -> None:
    assert run(capfd, "diff", "a.tmx", "tm.sqlite")[2] == "tm: no difference; 3 units the same\n"
    assert "3 units, 0 said before" in run(capfd, "stats", "tm.sqlite")[1]
    assert run(capfd, "convert", "tm.sqlite", "-o", "o.tmx")[0] == 0
    assert (folder / "o.tmx").read_bytes() == (folder / "a.tmx").read_bytes()
    assert run(capfd, "merge", "tm.sqlite", "a.tmx", "-o", "o.tmx")[2].endswith("said before: 3 units\n")
    assert run(capfd, "dedupe", "tm.sqlite", "-o", "o.tmx", "--by", "source")[2].endswith("1 unit\n")
    code, out, _ = run(capfd, "check", "tm.sqlite", "--only", "consistency,numbers", "--fix", "o.tmx")
    assert code == 0 and out == ""


def test_commands_for_files_take_a_server(
    capfd: pytest.CaptureFixture[str], fresh_database: str, folder: Path
) -> None:
    assert run(capfd, "import", "a.tmx", "-m", fresh_database)[0] == 0
    assert run(capfd, "diff", "a.tmx", fresh_database)[2] == "tm: no difference; 3 units the same\n"
    assert "3 units, 0 said before" in run(capfd, "stats", fresh_database)[1]
    assert run(capfd, "check", fresh_database, "--only", "numbers")[0] == 0
    assert run(capfd, "export", "o.tmx", "-m", fresh_database)[0] == 0
    assert (folder / "o.tmx").read_bytes() == (folder / "a.tmx").read_bytes()
