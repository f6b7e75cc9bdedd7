"""`tm concord` as users meet it: what is found where, in which languages, and what is said of nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.terminal import on_terminal
from tests.cli.test_cli import run
from tests.test_duplicates import unit
from tm.cli.show import width
from tm.memory import Memory
from tm.units import Prop, TranslationUnit

UNITS = (
    ("Жүргізуші куәлігін алды.", "Он получил водительское удостоверение.", "He got his driving licence."),
    ("Ол жүргізушінің куәлігін тексерді.", "Проверил удостоверение водителя.", "He checked the licence."),
    ("Куәлік керек, ал жүргізуші жоқ.", "Нужно удостоверение, а водителя нет.", "A licence is needed."),
    ("Закон ескі.", "Закон старый.", "The law is old."),
    ("Бәрі жақсы 🙂!", "Всё хорошо 🙂!", "All is well 🙂!"),
)


def driving(place: str) -> None:
    """A small memory in three languages."""
    with Memory(place, create=True) as memory:
        units = [unit(*texts, langs="kk ru en") for texts in UNITS]
        memory.add(TranslationUnit(None, one.variants, (Prop("x-document", "d"),)) for one in units)


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with that memory, where the command is run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TM_MEMORY", raising=False)
    driving("tm.sqlite")
    return tmp_path


def found(capfd: pytest.CaptureFixture[str], *args: str) -> list[dict[str, Any]]:
    code, out, _ = run(capfd, "concord", *args, "--json")
    assert code == 0
    return [json.loads(line) for line in out.splitlines()]


def numbers(capfd: pytest.CaptureFixture[str], *args: str) -> list[int]:
    return [one["number"] for one in found(capfd, *args)]


def test_forms_are_found_and_their_translations_stand_below(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capfd, "concord", "жүргізуші куәлігі")
    assert (code, err) == (0, "tm: 2 units\n") and out.splitlines() == [
        "unit 2, document d",
        "  kk  Ол [жүргізушінің куәлігін] тексерді.",
        "  ru  Проверил удостоверение водителя.",
        "  en  He checked the licence.",
        "",
        "unit 1, document d",
        "  kk  [Жүргізуші куәлігін] алды.",
        "  ru  Он получил водительское удостоверение.",
        "  en  He got his driving licence.",
    ]


def test_one_translation(capfd: pytest.CaptureFixture[str]) -> None:
    out = run(capfd, "concord", "жүргізуші", "--to", "en", "--limit", "1")[1]
    assert "  en  " in out and "  ru  " not in out


def test_modes(capfd: pytest.CaptureFixture[str]) -> None:
    assert sorted(numbers(capfd, "куәлік жүргізуші", "--near")) == [1, 2, 3]
    assert numbers(capfd, "куәлік жүргізуші") == []
    assert sorted(numbers(capfd, "жүргізуші", "--exact")) == [1, 3]
    assert numbers(capfd, "уәлігін", "--substring") == [2, 1]
    assert numbers(capfd, "уәлігін") == []
    assert numbers(capfd, "Куәлік", "--case", "--exact") == [3]


def test_both_sides_are_searched_where_letters_fit(capfd: pytest.CaptureFixture[str]) -> None:
    (one,) = found(capfd, "закон")
    assert [(text["lang"], len(text["hits"])) for text in one["texts"]] == [("kk", 1), ("ru", 1), ("en", 0)]
    out = run(capfd, "concord", "закон")[1]
    assert out.count("[Закон]") == 2
    assert numbers(capfd, "закон", "--lang", "en") == []
    assert numbers(capfd, "licence", "--exact") == [3, 2, 1]


def test_hits_are_offsets_in_the_text(capfd: pytest.CaptureFixture[str]) -> None:
    for one in found(capfd, "куәлік"):
        text = one["texts"][0]
        for hit in text["hits"]:
            assert text["text"][hit["start"] : hit["end"]].lower().startswith("куәлі")


def test_all_languages(capfd: pytest.CaptureFixture[str]) -> None:
    assert numbers(capfd, "🙂") == [5]
    code, out, err = run(capfd, "concord", "zакон")
    assert (code, out) == (0, "") and "nothing found in" in err
    code, out, err = run(capfd, "concord", "водитель")
    assert code == 0 and "tm: 2 units" in err
    code, out, err = run(capfd, "concord", "driving")
    assert code == 0 and "[driving]" in out
    assert run(capfd, "concord", "қате")[2] == (
        "tm: nothing found in Kazakh (kk); --any looks in English (en), Russian (ru) too\n"
    )
    assert run(capfd, "concord", "қате", "--any")[2] == (
        "tm: nothing found in English (en), Kazakh (kk), Russian (ru)\n"
    )


def test_the_limit_is_said(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capfd, "concord", "куәлік", "--limit", "2")
    assert code == 0 and out.count("unit ") == 2 and err == "tm: the first 2 of 3 units; --limit shows more\n"
    assert (
        run(capfd, "concord", "куәлік", "--limit", "1")[2] == "tm: the first of 3 units; --limit shows more\n"
    )
    assert run(capfd, "concord", "куәлік", "--limit", "3", "--quiet")[2] == ""
    with Memory("tm.sqlite") as memory:
        memory.add(unit(f"Куәлік {number}.", "Удостоверение.") for number in range(260))
    assert (
        run(capfd, "concord", "куәлік")[2] == "tm: the first 50 of more than 250 units; --limit shows more\n"
    )
    assert run(capfd, "concord", "куәлік", "--limit", "262")[2].startswith(
        "tm: the first 262 of more than 262 units;"
    )


@pytest.mark.parametrize(
    ("args", "problem"),
    [
        ([""], "the text is empty"),
        (["  "], "the text is empty"),
        (["ә" * 3000], "3,000 characters"),
        (["🙂", "--exact"], "no letter and no digit"),
        (["сөз", "--exact", "--substring"], "--exact looks for words"),
        (["сөз", "--near", "--substring"], "--near looks for words"),
        (["сөз", "--lang", "kk", "--any"], "--lang names a language"),
        (["сөз", "--lang", "de"], "has no text in de"),
        (["сөз", "--to", "de"], "has no text in de"),
        (["сөз", "-m", "none.sqlite"], "none.sqlite: "),
    ],
)
def test_one_line_says_what_is_wrong(
    capfd: pytest.CaptureFixture[str], args: list[str], problem: str
) -> None:
    code, out, err = run(capfd, "concord", *args)
    assert code in (2, 5) and out == "" and problem in err and err.count("\n") == 1


@pytest.mark.parametrize("text", ["5", "?!", "ә", "\ud800", "a\x00b", "語", "(.*", "%_"])
def test_any_text_can_be_looked_for(capfd: pytest.CaptureFixture[str], text: str) -> None:
    assert run(capfd, "concord", text)[0] == 0
    assert run(capfd, "concord", text, "--substring", "--any")[0] == 0


def test_an_empty_memory(capfd: pytest.CaptureFixture[str]) -> None:
    Memory("empty.sqlite", create=True).close()
    code, _, err = run(capfd, "concord", "сөз", "-m", "empty.sqlite")
    assert code == 2 and err == "tm: empty.sqlite: has no units yet; tm import puts some in\n"


def test_controls_of_a_text_do_not_reach_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    with Memory("tm.sqlite") as memory:
        memory.add([unit("Қауіпті\x1b[2J сөз", "Опасное\r\nслово")])
    out = run(capfd, "concord", "қауіпті")[1]
    assert "[Қауіпті]\\x1b[2J сөз" in out and "Опасное\\r\\nслово" in out


def test_a_long_text_is_cut_round_what_was_found(capfd: pytest.CaptureFixture[str]) -> None:
    with Memory("tm.sqlite") as memory:
        memory.add([unit("Ал " * 1000 + "сирексөз" + " ал" * 1000, "Редкое слово.")])
    text = run(capfd, "concord", "сирексөз")[1].splitlines()[1]
    assert text.startswith("  kk  …") and text.endswith("…") and "[сирексөз]" in text and len(text) < 500


def test_on_a_terminal_hits_are_bold_and_in_brackets(place: Path) -> None:
    with Memory("tm.sqlite") as memory:
        memory.add([unit("語" * 50 + " сирексөз " + "語" * 50, "Редкое слово " * 20)])
    plain, styled = on_terminal(["concord", "сирексөз"], columns=64)
    assert "\x1b[1m[сирексөз]\x1b[0m" in styled and "[сирексөз]" in plain
    assert all(width(line) <= 64 for line in plain.splitlines())
    assert len(plain.splitlines()) > 5
    assert all(line.startswith(("unit", "  kk  ", "  ru  ", "      ")) for line in plain.splitlines())
