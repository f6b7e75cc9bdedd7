"""`tm lookup` as users meet it: what a match says of itself, files, and one line for what makes no sense."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.cli.terminal import on_terminal
from tests.cli.test_cli import run
from tests.test_answers import TEXTS, filled
from tests.test_duplicates import unit
from tm.cli.show import width
from tm.formats.tmx import TmxWriter
from tm.memory import Memory
from tm.units import Header, Prop, TranslationUnit

NUMBER, FUZZY = "Жоба 2015 жылы басталды.", "Мұғалім оқушыларға дәптер берді."


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a small memory, where the command is run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TM_MEMORY", raising=False)
    filled(tmp_path / "tm.sqlite")
    return tmp_path


def lines(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_a_match_says_what_differs_what_it_lost_and_where_it_is_from(
    capfd: pytest.CaptureFixture[str],
) -> None:
    code, out, err = run(capfd, "lookup", NUMBER, "--from", "kk", "--to", "ru", "--min", "90")
    assert (code, err) == (0, "") and out.splitlines() == [
        " 98 %  Жоба [-2014-]{+2015+} жылы басталды.",
        "       Проект начался в 2014 году.",
        "       with your numbers: Проект начался в 2015 году.",
        "       less 1.5 for numbers",
        "       unit 1, document a, tuid 0",
    ]


def test_the_document_is_said_whatever_its_tool_calls_it(capfd: pytest.CaptureFixture[str]) -> None:
    one = unit("Ол бүгін келмеді.", "Он сегодня не пришёл.")
    with Memory("tm.sqlite") as memory:
        memory.add([TranslationUnit(None, one.variants, (Prop("x-document:SingleString", "b.docx"),))])
    args = ("Ол бүгін келмеді.", "--to", "ru")
    assert run(capfd, "lookup", *args)[1].splitlines()[-1] == "       unit 5, document b.docx"
    assert lines(run(capfd, "lookup", *args, "--json")[1])[0]["matches"][0]["document"] == "b.docx"
    assert run(capfd, "concord", "келмеді")[1].startswith("unit 5, document b.docx\n")


def test_matches_are_the_best_first_and_no_more_than_wanted(capfd: pytest.CaptureFixture[str]) -> None:
    args = ("lookup", NUMBER, "--from", "kk", "--to", "ru", "--min", "40", "--json")
    (found,) = lines(run(capfd, *args)[1])
    scores = [match["score"] for match in found["matches"]]
    assert len(scores) == 2 and scores == sorted(scores, reverse=True)
    (found,) = lines(run(capfd, *args, "--limit", "1")[1])
    assert [match["score"] for match in found["matches"]] == scores[:1]


def test_json(capfd: pytest.CaptureFixture[str]) -> None:
    (found,) = lines(run(capfd, "lookup", NUMBER, "--from", "kk", "--limit", "1", "--json")[1])
    assert found == {
        "query": NUMBER,
        "from": "kk",
        "to": "ru",
        "matches": [
            {
                "score": 98.5,
                "number": 1,
                "source": TEXTS[0][0],
                "target": TEXTS[0][1],
                "repaired": "Проект начался в 2015 году.",
                "penalties": {"numbers": 1.5},
                "langs": ["kk", "ru"],
                "tuid": "0",
                "document": "a",
            }
        ],
    }


def test_context(capfd: pytest.CaptureFixture[str]) -> None:
    args = ("lookup", TEXTS[1][0], "--json")
    scores = [
        lines(run(capfd, *args, *more)[1])[0]["matches"][0]["score"]
        for more in ((), ("--before", TEXTS[0][0]), ("--after", TEXTS[2][0]), ("--after", "Басқа."))
    ]
    assert scores == [100, 101, 101, 100]


def test_languages_are_told_by_letters_and_by_the_memory(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capfd, "lookup", FUZZY)
    assert code == 0 and err == "tm: the text looks like Kazakh (kk)\n" and "Учитель" in out
    assert run(capfd, "lookup", FUZZY, "--quiet")[2] == ""
    code, out, err = run(capfd, "lookup", "Учитель дал ученикам тетрадь.")
    assert code == 0 and err == "tm: the text looks like Russian (ru)\n" and "Мұғалім" in out


def test_several_other_languages_must_be_chosen_from(capfd: pytest.CaptureFixture[str]) -> None:
    with Memory("tm.sqlite") as memory:
        memory.add([unit("Иә.", "Yes.", langs="kk en")])
    code, _, err = run(capfd, "lookup", FUZZY, "--from", "kk")
    problem = "tm.sqlite: has Russian (ru), English (en) beside Kazakh (kk); say which with --to"
    assert code == 2 and err == f"tm: {problem}\n"


def test_a_text_in_another_language_than_said_is_answered_and_remarked_on(
    capfd: pytest.CaptureFixture[str],
) -> None:
    code, out, err = run(capfd, "lookup", "Учитель сегодня дал всем ученикам новые тетради.", "--from", "kk")
    assert (code, out) == (0, "") and err.splitlines() == [
        "tm: the text looks like Russian (ru), and is looked up as Kazakh (kk)",
        "tm: no match of 70 % or more; try --min 50, or tm concord for a word or a phrase",
    ]
    code, out, err = run(
        capfd, "lookup", "Учитель сегодня дал всем новые тетради.", "--to", "ru", "--min", "50"
    )
    assert (code, out) == (0, "") and err.splitlines() == [
        "tm: the text looks like Russian (ru), and is looked up as Kazakh (kk)",
        "tm: no match of 50 % or more; try tm concord for a word or a phrase",
    ]


def test_numbers_are_put_right_whatever_the_region(capfd: pytest.CaptureFixture[str]) -> None:
    (found,) = lines(run(capfd, "lookup", NUMBER, "--from", "kk-KZ", "--to", "ru-RU", "--json")[1])
    assert found["matches"][0]["repaired"] == "Проект начался в 2015 году."


def test_a_translation_without_text_is_none(capfd: pytest.CaptureFixture[str]) -> None:
    with Memory("tm.sqlite") as memory:
        memory.add([unit("Бос аударма.", " ")])
    (found,) = lines(run(capfd, "lookup", "Бос аударма.", "--from", "kk", "--to", "ru", "--json")[1])
    assert found["matches"] == []


@pytest.mark.parametrize(
    ("args", "problem"),
    [
        ([""], "the text is empty"),
        ([" \t "], "the text is empty"),
        (["Ә"], "too few letters"),
        (["🙂"], "too few letters"),
        (["2015"], "too few letters"),
        (["Це їхній дім, а це її кішка."], "none of Kazakh, Russian, English"),
        (["What is it?"], "has no text in English (en); it has Kazakh (kk), Russian (ru)"),
        ([FUZZY, "--from", "de"], "has no text in de"),
        ([FUZZY, "--to", "de"], "has no text in de"),
        ([FUZZY, "--from", "kk", "--to", "kk-KZ"], "name two languages"),
        ([FUZZY, "-m", "none.sqlite"], "none.sqlite: "),
        ([], "give a text to look up, or --file"),
        ([FUZZY, "--file", "a.txt"], "--file has the texts to look up"),
        (["--file", "a.txt", "--before", "Иә."], "--before and --after"),
        (["--file", "none.txt"], "none.txt: "),
    ],
)
def test_one_line_says_what_is_wrong(
    capfd: pytest.CaptureFixture[str], args: list[str], problem: str
) -> None:
    code, out, err = run(capfd, "lookup", *args, "--quiet")
    assert code in (2, 4, 5) and out == "" and problem in err
    assert err.count("\n") == 1 and not Path("none.sqlite").exists()


@pytest.mark.parametrize("text", ["Ә", "🙂", "2015", "?!", "x" * 100_000, "\ud800", "a\x00b", "e\u0301" * 50])
def test_any_text_with_its_language_is_answered(capfd: pytest.CaptureFixture[str], text: str) -> None:
    code, out, err = run(capfd, "lookup", text, "--from", "kk", "--json", "--quiet")
    assert (code, err) == (0, "") and lines(out)[0]["matches"] == []


def test_a_text_of_a_megabyte(capfd: pytest.CaptureFixture[str], place: Path) -> None:
    (place / "a.kk.txt").write_text(f"{FUZZY} " * 20_000 + f"\n{FUZZY}\n", "utf-8")
    code, out, _ = run(capfd, "lookup", "--file", "a.kk.txt", "--json")
    assert code == 0 and [len(one["matches"]) for one in lines(out)] == [0, 1]
    code, _, err = run(capfd, "lookup", f"{FUZZY} " * 600)
    assert code == 0 and "tm segment cuts" in err


def test_a_file_is_a_table(capfd: pytest.CaptureFixture[str], place: Path) -> None:
    (place / "a.kk.txt").write_text(f"{TEXTS[0][0]}\n\n{TEXTS[1][0]}\n{NUMBER}\nБелгісіз бірдеңе.\n", "utf-8")
    code, out, err = run(capfd, "lookup", "--file", "a.kk.txt")
    assert code == 0 and [line.split("\t") for line in out.splitlines()] == [
        ["line", "%", "segment", "best translation"],
        ["1", "101", TEXTS[0][0], TEXTS[0][1]],
        ["3", "101", TEXTS[1][0], TEXTS[1][1]],
        ["4", "98*", NUMBER, "Проект начался в 2015 году."],
        ["5", "", "Белгісіз бірдеңе.", ""],
    ]
    assert err.splitlines() == [
        "tm: 4 segments: 2 of 100 % and more, 1 of 70 % and more, 1 without a match",
        "tm: * with your numbers: 1 segment",
    ]


def test_standard_input(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(f"{FUZZY}\n".encode())))
    code, out, err = run(capfd, "lookup", "--file", "-", "--json")
    assert code == 0 and lines(out)[0]["query"] == FUZZY
    assert err.splitlines()[0] == "tm: standard input looks like Kazakh (kk)"


def test_one_side_of_a_memory_is_looked_up(capfd: pytest.CaptureFixture[str], place: Path) -> None:
    with TmxWriter(place / "a.tmx", Header("kk")) as writer:
        writer.write(unit(FUZZY, "Anything.", langs="kk en"))
        writer.write(unit("Only English.", langs="en"))
        writer.write(TranslationUnit(None, unit(TEXTS[0][0]).variants, (Prop("x-document", "z"),)))
    code, out, err = run(capfd, "lookup", "--file", "a.tmx", "--json")
    assert code == 0 and [one["query"] for one in lines(out)] == [FUZZY, TEXTS[0][0]]
    assert "tm: units without Kazakh (kk) left out: 1" in err.splitlines()


def test_a_file_names_its_target(capfd: pytest.CaptureFixture[str], place: Path) -> None:
    with Memory("tm.sqlite") as memory:
        memory.add([unit("Иә.", "Yes.", langs="kk en")])
    file = '<file original="a" source-language="kk-KZ" target-language="ru-RU" datatype="x">'
    source = f'<body><trans-unit id="1"><source>{NUMBER}</source></trans-unit></body>'
    xliff = (
        f'<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">{file}{source}</file></xliff>'
    )
    (place / "a.xlf").write_text(xliff, "utf-8")
    code, out, _ = run(capfd, "lookup", "--file", "a.xlf", "--json")
    assert code == 0 and lines(out)[0]["matches"][0]["repaired"] == "Проект начался в 2015 году."
    assert lines(run(capfd, "lookup", "--file", "a.xlf", "--to", "en", "--json")[1])[0]["to"] == "en"


def test_processes_answer_as_one(
    capfd: pytest.CaptureFixture[str], place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "\n".join(f"{kk} {number}" for number in range(60) for kk, _ in TEXTS)
    (place / "a.kk.txt").write_text(text, "utf-8")
    one, two = (run(capfd, "lookup", "--file", "a.kk.txt", "--json", "--workers", str(n)) for n in (1, 2))
    assert one == two and len(one[1].splitlines()) == 240


def answering(place: Path) -> subprocess.Popen[bytes]:
    """A lookup of very many lines in a group of processes of its own, which has begun to print."""
    (place / "a.kk.txt").write_text("\n".join(f"{FUZZY} {'и' * number}" for number in range(8000)), "utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "tm", "lookup", "--file", "a.kk.txt", "--workers", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        start_new_session=True,
    )
    assert process.stdout is not None
    process.stdout.read(1)
    return process


def test_no_process_outlives_one_that_was_killed(place: Path) -> None:
    process = answering(place)
    time.sleep(4)  # nobody reads what it prints, so that it waits, and then the others have nothing to do
    process.kill()
    process.communicate(timeout=60)
    for _ in range(600):
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    pytest.fail("processes go on")


@pytest.mark.parametrize("to_group", [True, False])
def test_interrupted_while_processes_answer(place: Path, to_group: bool) -> None:
    process = answering(place)
    if to_group:  # as Ctrl-C does
        os.killpg(process.pid, signal.SIGINT)
    else:
        process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130 and b"Traceback" not in err
    with pytest.raises(ProcessLookupError):  # nobody of the group is left
        os.killpg(process.pid, 0)


def test_on_a_terminal_lines_keep_within_it_and_marks_remain(place: Path) -> None:
    with Memory("tm.sqlite") as memory:
        memory.add([unit(f"語語 {NUMBER} " + "Ұзақ сөйлем керек " * 8, "Длинное предложение " * 12)])
    query = f"語語 {NUMBER} " + "Ұзақ сөйлем керек " * 7 + "еді"
    plain, coloured = on_terminal(["lookup", query, "--from", "kk"], columns=60)
    assert all(width(line) <= 60 for line in plain.splitlines())
    assert "\x1b[31m[-" in coloured and "[-" in plain and "{+" in plain
    first, second, *_ = plain.splitlines()
    assert first[3:7] == " %  " and second.startswith(" " * 7) and second[7] != " "


def test_a_table_lines_up_on_a_terminal(place: Path) -> None:
    texts = ["語" * 60, "🙂 " * 40, "Й\u0306" * 90, FUZZY, TEXTS[0][0] * 3]
    (place / "a.kk.txt").write_text("\n".join(texts), "utf-8")
    plain, _ = on_terminal(["lookup", "--file", "a.kk.txt", "--min", "0"], columns=80)
    rows = [line for line in plain.splitlines() if not line.startswith("tm: ")]
    assert len(rows) == 6 and all(width(line) <= 80 for line in rows)
    place_of_target = width(rows[0].partition("best translation")[0])
    assert width(rows[4].partition("Учитель")[0]) == place_of_target
