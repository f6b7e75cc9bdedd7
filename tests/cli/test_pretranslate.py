"""`tm pretranslate` and `tm analyse` as users meet them: tables, notes, and nothing overwritten unawares."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.terminal import on_terminal
from tests.cli.test_cli import run
from tests.test_answers import filled
from tests.test_pretranslation import BROKEN, EXACT, FUZZY, NUMBER, sources, xliff
from tm.cli.show import width

UNKNOWN = "Мұндай сөйлем еш жерде жоқ."


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a small memory and two documents, where the command is run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TM_MEMORY", raising=False)
    filled(tmp_path / "tm.sqlite")
    xliff(tmp_path / "a.xlf", *sources(EXACT, FUZZY, NUMBER, UNKNOWN, EXACT))
    xliff(tmp_path / "b.xlf", *sources(BROKEN, NUMBER))
    return tmp_path


TABLE = """\
a.xlf        segments  words  characters  % of words
repetitions         1      3          21        15.8
101                 0      0           0         0.0
100                 1      3          21        15.8
95–99               1      4          24        21.1
85–94               0      0           0         0.0
75–84               1      4          32        21.1
50–74               0      0           0         0.0
none                1      5          27        26.3
total               5     19         125       100.0
"""


def test_analyse_prints_a_table_and_writes_nothing(capfd: pytest.CaptureFixture[str], place: Path) -> None:
    before = sorted(place.iterdir())
    code, out, err = run(capfd, "analyse", "a.xlf")
    assert (code, out, err) == (0, TABLE, "")
    assert sorted(place.iterdir()) == before


def test_a_table_for_each_file_and_one_for_all(capfd: pytest.CaptureFixture[str]) -> None:
    out = run(capfd, "analyse", "a.xlf", "b.xlf")[1]
    tables = out.split("\n\n")
    assert [table.split()[0] for table in tables] == ["a.xlf", "b.xlf", "all"]
    told = json.loads(run(capfd, "analyse", "a.xlf", "b.xlf", "--json")[1])
    assert [one["file"] for one in told["files"]] == ["a.xlf", "b.xlf"]
    for row, counts in told["total"].items():
        for what, count in counts.items():
            assert count == sum(one["analysis"][row][what] for one in told["files"])
    assert told["total"]["repetitions"]["segments"] == 3


def test_pretranslate_fills_and_says_what(capfd: pytest.CaptureFixture[str], place: Path) -> None:
    before = (place / "a.xlf").read_bytes()
    code, out, err = run(capfd, "pretranslate", "a.xlf", "-o", "c.xlf")
    assert code == 0 and out == run(capfd, "analyse", "a.xlf")[1]
    assert err == "tm: c.xlf: 4 of 5 segments filled: 2 of 100 %, 1 with numbers put right, 1 fuzzy\n"
    assert (place / "a.xlf").read_bytes() == before
    assert (place / "c.xlf").read_text("utf-8").count("<target ") == 4


def test_several_go_to_a_folder(capfd: pytest.CaptureFixture[str], place: Path) -> None:
    code, _, err = run(capfd, "pretranslate", "a.xlf", "b.xlf", "-o", "out/new", "--no-repair", "--min", "90")
    assert code == 0 and sorted(one.name for one in (place / "out/new").iterdir()) == ["a.xlf", "b.xlf"]
    assert err.splitlines() == [
        "tm: out/new/a.xlf: 3 of 5 segments filled: 2 of 100 %, 1 fuzzy",
        "tm: out/new/b.xlf: 2 of 2 segments filled: 2 fuzzy",
        "tm: out/new/b.xlf: filled without their inline codes: 1 segment (line 4)",
    ]


def test_json(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capfd, "pretranslate", "b.xlf", "-o", "c.xlf", "--json", "--quiet")
    (told,) = json.loads(out)["files"]
    assert code == 0 and told["filled"] == {"fuzzy": 1, "repaired": 1}
    assert (told["output"], told["without_codes"], told["done"]) == ("c.xlf", [4], 0)


def test_a_document_is_filled_in_its_place_only_if_named(
    capfd: pytest.CaptureFixture[str], place: Path
) -> None:
    before = (place / "a.xlf").read_bytes()
    code, _, err = run(capfd, "pretranslate", "a.xlf", "-o", ".")
    assert code == 2 and "would overwrite a.xlf" in err and (place / "a.xlf").read_bytes() == before
    code, _, err = run(capfd, "pretranslate", "a.xlf", "-o", "a.xlf")
    assert code == 0 and (place / "a.xlf").read_bytes() != before


def test_what_is_done_is_said(capfd: pytest.CaptureFixture[str], place: Path) -> None:
    done = f'<source>{EXACT}</source><target state="final">Моё.</target>'
    draft = f'<source>{EXACT}</source><target state="needs-review-translation">Черновик.</target>'
    xliff(place / "a.xlf", done, draft)
    code, _, err = run(capfd, "pretranslate", "a.xlf", "-o", "c.xlf")
    assert code == 0 and err.splitlines() == [
        "tm: a.xlf: 1 segment translated, approved or locked, not counted",
        "tm: c.xlf: 0 of 1 segment filled",
        "tm: a.xlf: drafts left for which the memory has something: 1; --drafts fills them",
    ]
    assert "1 of 100 %" in run(capfd, "pretranslate", "a.xlf", "-o", "c.xlf", "--drafts")[2]


def test_a_text(capfd: pytest.CaptureFixture[str], place: Path) -> None:
    (place / "n.txt").write_text(f"{EXACT} {NUMBER}\n{UNKNOWN}\n", "utf-8")
    code, _, err = run(capfd, "pretranslate", "n.txt", "-o", "n.ru.txt")
    assert code == 0 and err.splitlines() == [
        "tm: n.ru.txt: 2 of 3 segments filled: 1 of 100 %, 1 with numbers put right",
        "tm: n.ru.txt: not exact, and not marked as such: 1 segment (line 1)",
        "tm: n.ru.txt: left in the source language: 1 segment (line 2)",
    ]
    assert (place / "n.ru.txt").read_text("utf-8") == (
        f"Работа продолжается. Проект начался в 2015 году.\n{UNKNOWN}\n"
    )


def test_a_folder_is_made_where_one_is_named(capfd: pytest.CaptureFixture[str], place: Path) -> None:
    assert run(capfd, "pretranslate", "a.xlf", "-o", "new/dir/", "-q")[0] == 0
    assert [one.name for one in (place / "new/dir").iterdir()] == ["a.xlf"]
    code, _, err = run(capfd, "pretranslate", "a.xlf", "-o", "b.xlf/")
    assert code == 2 and err == "tm: -o b.xlf: is a file, and no folder; name a folder\n"


def test_a_document_in_another_language_than_said_is_remarked_on(
    capfd: pytest.CaptureFixture[str], place: Path
) -> None:
    (place / "n.txt").write_text("The work goes on, and the teacher gave them books.\n", "utf-8")
    for command in (["pretranslate", "n.txt", "-o", "o.txt"], ["analyse", "n.txt"]):
        code, _, err = run(capfd, *command, "--from", "ru", "--to", "kk")
        assert code == 0 and err.startswith(
            "tm: n.txt: looks like English (en), and is looked up as Russian (ru)\n"
        )


@pytest.mark.parametrize(
    ("args", "code", "problem"),
    [
        (["none.xlf"], 4, "none.xlf: "),
        (["tm.sqlite"], 2, "can't be filled in place"),
        (["a.xlf", "-m", "none.sqlite"], 5, "none.sqlite: "),
        (["a.xlf", "--from", "kk", "--to", "en"], 2, "a.xlf: its target language is ru, not en"),
        (["n.txt", "--to", "en"], 2, "tm.sqlite: has no text in English (en)"),
        (["e.txt"], 4, "e.txt: is empty"),
        (["d.txt"], 2, "too few letters"),
    ],
)
def test_one_line_says_what_is_wrong(
    capfd: pytest.CaptureFixture[str], place: Path, args: list[str], code: int, problem: str
) -> None:
    for name, text in {"n.txt": EXACT, "e.txt": "", "d.txt": "2015"}.items():
        (place / name).write_text(text, "utf-8")
    there = sorted(place.iterdir())
    found, out, err = run(capfd, "pretranslate", *args, "-o", "c.out")
    assert (found, out) == (code, "") and problem in err and err.count("\n") == 1
    assert sorted(place.iterdir()) == there


def test_the_memory_is_no_output(capfd: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capfd, "pretranslate", "a.xlf", "-o", "tm.sqlite")
    assert code == 2 and "would overwrite" in err


def test_a_table_lines_up_on_a_terminal(place: Path) -> None:
    names = ["語語語.xlf", "и\u0306и\u0306.xlf", f"{'ұзақ' * 30}.xlf"]
    for name in names:
        xliff(place / name, *sources(EXACT, UNKNOWN))
    plain, _ = on_terminal(["analyse", *names], columns=80)
    for table in plain.split("\n\n"):
        assert {width(line) for line in table.splitlines() if line.strip()} == {width(table.splitlines()[0])}
        assert width(table.splitlines()[0]) <= 80
