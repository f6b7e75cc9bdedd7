"""`tm import` as users meet it: what it prints, what it refuses, and what stays when it is stopped."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from threading import Timer

import pytest

from tests.cli.test_cli import run
from tests.formats.test_tmx import write
from tests.test_duplicates import unit
from tm.formats.tmx import TmxWriter
from tm.memory import Memory
from tm.units import Header


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two small files, where the command is run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TM_MEMORY", raising=False)
    write(tmp_path / "a.tmx", unit("Иә.", "Да.", tuid="1"), unit("Жоқ.", "Нет.", tuid="2"))
    write(tmp_path / "b.tmx", unit("Иә.", "Ага.", tuid="1"), unit("Жоқ.", "Нет.", tuid="2"))
    return tmp_path


def test_import(capfd: pytest.CaptureFixture[str], folder: Path) -> None:
    assert run(capfd, "import", "a.tmx") == (
        0, "", "tm: a.tmx: 2 units read; 2 added in tm.sqlite (revision 1)\n"
    )  # fmt: skip
    assert run(capfd, "import", "a.tmx")[2] == (
        "tm: a.tmx: 2 units read; 2 there already in tm.sqlite (nothing changed)\n"
    )
    assert run(capfd, "import", "b.tmx", "--policy", "overwrite")[2] == (
        "tm: b.tmx: 2 units read; 1 in the place of others, 1 there already in tm.sqlite (revision 2)\n"
    )
    assert run(capfd, "import", "a.tmx", "b.tmx", "--policy", "leave", "--text", "иә")[2] == (
        "tm: 2 files: 4 units read; 1 gave way to what is there, 2 not selected, 1 there already "
        "in tm.sqlite (nothing changed)\n"
    )
    assert run(capfd, "import", "a.tmx", "--quiet") == (0, "", "")


def test_the_memory_is_named_by_option_or_environment(
    capfd: pytest.CaptureFixture[str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TM_MEMORY", "work.sqlite")
    run(capfd, "import", "a.tmx")
    run(capfd, "import", "a.tmx", "-m", "other.sqlite")
    assert sorted(file.name for file in folder.glob("*.sqlite")) == ["other.sqlite", "work.sqlite"]


def test_json(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capfd, "import", "a.tmx", "--json")
    told = json.loads(out)
    assert (code, told["read"], told["added"], told["revision"], told["rejected"]) == (0, 2, 2, 1, {})


def test_dry_run(capfd: pytest.CaptureFixture[str], folder: Path) -> None:
    code, _, err = run(capfd, "import", "a.tmx", "--dry-run")
    assert (code, err) == (
        0, "tm: a.tmx: 2 units read; 2 to be added in tm.sqlite (dry run, nothing changed)\n"
    )  # fmt: skip
    assert not (folder / "tm.sqlite").exists()


def test_other_formats(capfd: pytest.CaptureFixture[str], folder: Path) -> None:
    (folder / "c.csv").write_text("x,y\nСәлем,Привет\n", "utf-8")
    assert run(capfd, "import", "c.csv", "--columns", "kk,ru")[0] == 0
    run(capfd, "import", "tm.sqlite", "-m", "copy.sqlite")
    with Memory("copy.sqlite") as memory:
        assert "Привет" in [one.text for unit in memory for one in unit.variants]


def test_units_in_one_language_only_are_counted(capfd: pytest.CaptureFixture[str], folder: Path) -> None:
    po = 'msgid ""\nmsgstr ""\n"Language: ru\\n"\n"X-Source-Language: kk\\n"\n\nmsgid "Иә"\nmsgstr ""\n'
    (folder / "a.po").write_text(po, "utf-8")
    (folder / "b.csv").write_text("kk,ru\nБіз,\nСіз,  \nИә,Да\n", "utf-8")
    head = '<xliff version="1.2"><file original="a" source-language="kk" target-language="ru" datatype="x">'
    unit = '<trans-unit id="1"><source>Жоқ</source></trans-unit>'
    (folder / "c.xlf").write_text(f"{head}<body>{unit}</body></file></xliff>", "utf-8")
    for name, said in {"a.po": "1 of them has", "b.csv": "2 of them have", "c.xlf": "1 of them has"}.items():
        code, out, err = run(capfd, "import", name, "--json")
        assert code == 0 and err.splitlines()[-1] == f"tm: {said} a text in one language only"
        assert json.loads(out)["alone"] == int(said[0])


def test_who_waits_for_another_writer_is_told_once(
    capfd: pytest.CaptureFixture[str], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tm.importing.LONG", 0.05)
    run(capfd, "import", "a.tmx")
    other = sqlite3.connect("tm.sqlite", check_same_thread=False, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    Timer(1.0, lambda: other.execute("ROLLBACK")).start()
    code, _, err = run(capfd, "import", "b.tmx")
    assert code == 0 and err.splitlines() == [
        "tm: waiting for another process that writes to tm.sqlite …",
        "tm: b.tmx: 2 units read; 1 added, 1 there already in tm.sqlite (revision 2)",
    ]
    other.close()
    assert run(capfd, "import", "b.tmx")[2].count("\n") == 1


def test_rejects(capfd: pytest.CaptureFixture[str], folder: Path) -> None:
    text = (folder / "a.tmx").read_text("utf-8").replace(' xml:lang="kk"', "", 1)
    (folder / "bad.tmx").write_text(text, "utf-8")
    code, _, err = run(capfd, "import", "bad.tmx")
    assert code == 4 and err.startswith("tm: bad.tmx:7: ") and not (folder / "tm.sqlite").exists()
    code, _, err = run(capfd, "import", "bad.tmx", "--rejects", "aside.tmx")
    assert code == 0 and err.splitlines() == [
        "tm: bad.tmx: 1 unit read; 1 added in tm.sqlite (revision 1)",
        "tm: can't be read: 1 unit, in aside.tmx with the reason: 1 a tuv without xml:lang",
    ]


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["none.tmx"], 4, "none.tmx: no such file"),
        (["a.tmx", "--policy", "best"], 2, "policies are all, newest, overwrite, leave"),
        (["a.tmx", "--from", "?"], 2, "is no language tag"),
        (["a.tmx", "-m", "none/tm.sqlite"], 5, "its folder does not exist; make it first"),
        (["b.tmx", "-m", "a.tmx"], 5, "a.tmx: is no memory"),
        (["a.tmx", "--rejects", "a.tmx"], 2, "would overwrite the input a.tmx"),
        (["a.tmx", "--rejects", "tm.sqlite"], 2, "would overwrite"),
        (["tm.sqlite"], 2, "a memory can't be imported into itself"),
        (["none.sqlite"], 5, "none.sqlite: there is no memory"),
    ],
)
def test_refusals(
    capfd: pytest.CaptureFixture[str], folder: Path, args: list[str], code: int, said: str
) -> None:
    before = sorted(folder.iterdir())
    found, out, err = run(capfd, "import", *args)
    assert (found, out) == (code, "") and said in err and len(err.splitlines()) == 1
    assert sorted(folder.iterdir()) == before


def test_ctrl_c_keeps_what_is_in_and_says_so(folder: Path) -> None:
    with TmxWriter(folder / "large.tmx", Header("kk")) as writer:
        for k in range(60_000):
            writer.write(unit(f"Бұл {k} сөйлем, әрине.", f"Это предложение {k}, конечно.", tuid=str(k)))
    process = subprocess.Popen(
        [sys.executable, "-m", "tm", "import", "large.tmx"], stderr=subprocess.PIPE, text=True, cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    limit = time.monotonic() + 240
    while time.monotonic() < limit and process.poll() is None:
        if (folder / "tm.sqlite").exists() and (folder / "tm.sqlite").stat().st_size:
            with Memory("tm.sqlite") as memory:
                if len(memory):
                    break
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    with Memory("tm.sqlite") as memory:
        count = len(memory)
    assert 0 < count < 60_000 and process.returncode == 130
    assert err == f"tm: interrupted; {count:,} units are in tm.sqlite; run it again to go on\n"


def test_what_is_read_from_standard_input(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tm", "import", "-"],
        input=(folder / "a.tmx").read_bytes(), capture_output=True, check=False,
    )  # fmt: skip
    said = "tm: standard input: 2 units read; 2 added in tm.sqlite (revision 1)\n"
    assert (done.returncode, done.stderr.decode()) == (0, said)
