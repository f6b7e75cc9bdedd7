"""`tm testset` as users meet it: sets made, listed, shown, checked, and the rest for training."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_cli import run
from tests.test_splitting import generated
from tm.formats.tmx import read_tmx
from tm.memory import Memory
from tm.testset import open_testset
from tm.units import Header, TranslationUnit, Variant

MAKE = ("testset", "make", "news", "--size", "12", "--from", "kk", "--to", "en")
COMMANDS = ("make", "list", "show", "check", "rest")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a memory, where the command is run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TM_MEMORY", raising=False)
    with Memory("tm.sqlite", create=True) as memory, memory.store.changing("import", "a.tmx") as change:
        change.set_header(Header("kk"))
        change.add(list(generated(150)))
    return tmp_path


def test_make(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capfd, *MAKE)
    frozen = open_testset("news")
    assert (code, out) == (0, f"{frozen.signature}\n")
    first, *others = err.splitlines()
    assert first.startswith("tm: testsets/news: 12 segments of ") and first.endswith(" at most 1 of one")
    assert others and all(line.startswith("tm: left out: ") for line in others)
    assert any("units: without one text in each of kk, en" in line for line in others)


def test_make_for_machines_and_in_three_languages(capfd: pytest.CaptureFixture[str]) -> None:
    args = (
        "testset",
        "make",
        "all",
        "--size",
        "5",
        "--langs",
        "kk,en,ru",
        "--json",
        "-q",
        "--folder",
        "sets/mt",
    )
    code, out, err = run(capfd, *args)
    told = json.loads(out)
    assert (code, err) == (0, "") and told["langs"] == ["kk", "en", "ru"] and told["segments"] == 5
    assert told["folder"] == "sets/mt/all" and told["candidates"] >= 5
    assert sorted(path.name for path in Path("sets/mt/all").iterdir()) == [
        "all.en", "all.kk", "all.ru", "testset.tmx", "testset.toml"
    ]  # fmt: skip


def test_list_and_show(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(capfd, "testset", "list")[2] == "tm: testsets: holds no test sets; tm testset make makes one\n"
    run(capfd, *MAKE)
    run(capfd, "testset", "make", "dev", "--size", "5", "--from", "kk", "--to", "ru")
    frozen = open_testset("news")
    Path("testsets/dev/dev.ru").write_text("Да.\n")
    code, out, _ = run(capfd, "testset", "list")
    rows = [line.split() for line in out.splitlines()[1:]]
    assert code == 0 and rows[0] == ["dev", "changed"]
    documents = str(frozen.facts["documents"])
    assert rows[1] == ["news", "12", documents, "kk,en", frozen.facts["made"], "as", "frozen"]
    told = json.loads(run(capfd, "testset", "list", "--json")[1])
    assert "dev.ru:1" in told[0]["problem"] and told[1]["signature"] == frozen.signature
    code, out, _ = run(capfd, "testset", "show", "news")
    assert code == 0 and out.splitlines()[0].split() == ["signature", frozen.signature]
    assert "150 units at revision 1" in out and "1 segment\n" in out and "… " in out
    told = json.loads(run(capfd, "testset", "show", "news", "--json")[1])
    assert sum(told["by_document"].values()) == 12 and told["seed"] == 12345


def test_check(capfd: pytest.CaptureFixture[str]) -> None:
    run(capfd, *MAKE)
    assert run(capfd, "testset", "check", "news") == (0, "", "tm: testsets/news: as frozen, 12 segments\n")
    path = Path("testsets/news/news.en")
    before = path.read_text("utf-8")
    path.write_text(before.replace("\n", " \n", 2), "utf-8")
    code, out, err = run(capfd, "testset", "check", "news")
    assert (code, out) == (4, "") and err == (
        "tm: testsets/news/news.en:1: is not the segment that was frozen; "
        "bring it back, or freeze a new set under another name\n"
    )
    path.write_text(before, "utf-8")
    for name in ("news", "testsets/news"):
        assert run(capfd, "testset", "check", name, "-q") == (0, "", "")


def test_check_finds_leaks_that_came_later(capfd: pytest.CaptureFixture[str]) -> None:
    run(capfd, *MAKE)
    code, out, err = run(capfd, "testset", "check", "news", "--leaks")
    assert (code, out) == (0, "") and err.endswith(
        "tm: tm.sqlite: 12 of 12 units as frozen, 0 other units like one\n"
    )
    kk = open_testset("news").units[2].variants[0].text
    with Memory("tm.sqlite") as memory:
        (number,) = memory.add([TranslationUnit("late", (Variant("kk", kk), Variant("ru", "Да.")))])
    code, out, err = run(capfd, "testset", "check", "news", "--leaks")
    assert (code, out) == (3, f"unit {number} is 100 % like news:3 (kk)\n")
    assert "1 unit would give news away; tm testset rest OUT news leaves them out of training" in err
    code, out, _ = run(capfd, "testset", "check", "news", "--leaks", "--json")
    leak = {"place": 2, "number": number, "lang": "kk", "score": 100.0}
    assert code == 3 and json.loads(out)["leaks"] == [leak]
    assert json.loads(run(capfd, "testset", "check", "news", "--json")[1])["leaks"] is None


def test_rest(capfd: pytest.CaptureFixture[str]) -> None:
    run(capfd, *MAKE)
    code, out, err = run(capfd, "testset", "rest", "train.tmx", "news")
    assert (code, out) == (0, "")
    assert err == "tm: 138 units in train.tmx\ntm: left out: 12 units of news, 0 like one\n"
    assert len(list(read_tmx("train.tmx"))) == 138
    code, _, err = run(
        capfd, "testset", "rest", "train", "news", "--format", "moses", "--from", "kk", "--to", "en"
    )
    assert code == 0 and "not selected: " in err
    lines = [Path(f"train.{lang}").read_text("utf-8").count("\n") for lang in ("kk", "en")]
    assert lines[0] == lines[1] > 0 and err.startswith(f"tm: {lines[0]} units in train\n")
    told = json.loads(run(capfd, "testset", "rest", "train.tmx", "news", "--json", "-q")[1])
    assert told == {"written": 138, "own": 12, "like": 0, "unwanted": 0, "lost": {}}


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["make", "a", "--size", "5"], 2, "--from and --to, or --langs kk,en,ru"),
        (
            ["make", "a", "--size", "5", "--langs", "kk,en", "--from", "kk", "--to", "en"],
            2,
            "--from and --to, or",
        ),
        (["make", "a", "--size", "5", "--langs", "kk"], 2, "two languages or more"),
        (["make", "a/b", "--size", "5", "--langs", "kk,en"], 2, "letters, digits"),
        (["make", "a", "--size", "149", "--langs", "kk,en"], 2, "units fit for a test set"),
        (["make", "a", "--size", "5", "--langs", "kk,en", "-m", "none.sqlite"], 5, "there is no memory"),
        (["make", "a", "--size", "5", "--langs", "kk,en", "--threshold", "90"], 2, "from 30 to 85"),
        (["make", "a", "--size", "5", "--langs", "kk,en", "--folder", "tm.sqlite"], 4, "tm.sqlite"),
        (["show", "none"], 4, "testsets/none: there is no test set; tm testset list shows"),
        (["check", "none"], 4, "there is no test set"),
        (["rest", "o.tmx", "none"], 4, "there is no test set"),
    ],
)
def test_refusals(
    capfd: pytest.CaptureFixture[str], folder: Path, args: list[str], code: int, said: str
) -> None:
    before = sorted(folder.iterdir())
    found, out, err = run(capfd, "testset", *args)
    assert (found, out) == (code, "") and said in err and len(err.splitlines()) == 1
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize(
    ("fact", "other"),
    [
        ("segments = 12", "segments = inf"),
        ("threshold = 70.0", "threshold = nan"),
        ("[memory]", "[[memory]]"),
    ],
)
def test_facts_that_are_none(capfd: pytest.CaptureFixture[str], fact: str, other: str) -> None:
    run(capfd, *MAKE)
    path = Path("testsets/news/testset.toml")
    before = path.read_text("utf-8")
    assert fact in before
    path.write_text(before.replace(fact, other), "utf-8")
    for command in ("show", "check"):
        code, out, err = run(capfd, "testset", command, "news")
        assert (code, out) == (4, "") and "testset.toml: is not as it was written" in err
    assert run(capfd, "testset", "list")[1].split()[-1] == "changed"


def test_the_rest_overwrites_neither_memory_nor_set(capfd: pytest.CaptureFixture[str]) -> None:
    run(capfd, *MAKE)
    for output in ("tm.sqlite", "testsets/news/testset.tmx"):
        code, _, err = run(capfd, "testset", "rest", output, "news", "--format", "tmx")
        assert code == 2 and "would overwrite" in err
    assert run(capfd, "testset", "check", "news", "-q")[0] == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example(capfd: pytest.CaptureFixture[str], command: str) -> None:
    assert f"Example:  tm testset {command}" in run(capfd, "testset", command, "--help")[1]
