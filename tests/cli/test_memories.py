"""The commands for memories as users meet them: what they print, their exit codes, and what they refuse."""

from __future__ import annotations

import gzip
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from lxml import etree

from tests.cli.test_cli import run
from tests.formats.test_rejects import BAD, GOOD
from tests.formats.test_tmx import RULES, SYSTEM, file, write
from tests.test_duplicates import unit
from tm.formats.tmx import TmxWriter, read_tmx
from tm.units import Header, Prop, TranslationUnit, Variant

COMMANDS: dict[str, list[str]] = {
    "convert": ["convert", "a.tmx", "-o", "o.tmx"],
    "merge": ["merge", "a.tmx", "b.tmx", "-o", "o.tmx"],
    "join": ["merge", "a.tmx", "b.tmx", "-o", "o.tmx", "--join", "kk"],
    "dedupe": ["dedupe", "a.tmx", "-o", "o.tmx", "--keep", "newest", "--removed", "d.tmx"],
    "diff": ["diff", "a.tmx", "b.tmx"],
    "stats": ["stats", "a.tmx"],
    "check": ["check", "a.tmx", "--fix", "o.tmx"],
}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two small memories, where the command is run."""
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "a.tmx", unit("Иә.", "Да.", tuid="1"), unit("Жоқ.", "Нет.", tuid="2"))
    write(
        tmp_path / "b.tmx",
        unit("Иә.", "Да.", tuid="1"),
        unit("Иә.", "Yes.", langs="kk en", tuid="3"),
        header=Header("en"),
    )
    return tmp_path


def texts(path: Path | str) -> list[str]:
    return ["|".join(variant.text for variant in unit.variants) for unit in read_tmx(path)]


def test_convert(capfd: pytest.CaptureFixture[str], place: Path) -> None:
    code, out, err = run(capfd, *COMMANDS["convert"])
    assert (code, out, err) == (0, "", "tm: 2 units of 2 in o.tmx\n")
    assert (place / "o.tmx").read_bytes() == (place / "a.tmx").read_bytes()
    code, out, err = run(capfd, *COMMANDS["convert"], "--text", "иә", "--quiet")
    assert (code, out, err) == (0, "", "") and texts("o.tmx") == ["Иә.|Да."]
    _, _, err = run(capfd, *COMMANDS["convert"], "--text", "иә")
    assert err == "tm: 1 unit of 2 in o.tmx\ntm: not selected: 1 unit\n"


def test_nothing_selected_is_a_valid_memory_without_units(
    capfd: pytest.CaptureFixture[str], place: Path
) -> None:
    code, _, err = run(capfd, *COMMANDS["convert"], "--langs", "de,fr")
    assert code == 0 and err == (
        "tm: 0 units of 2 in o.tmx\n"
        "tm: no units were left; o.tmx is a memory without any\n"
        "tm: not selected: 2 units\n"
    )
    assert RULES.validate(etree.parse(place / "o.tmx")) and texts("o.tmx") == []
    for args in (
        ["stats", "o.tmx"],
        ["check", "o.tmx"],
        ["diff", "o.tmx", "o.tmx"],
        ["dedupe", "o.tmx", "-o", "p.tmx"],
    ):
        assert run(capfd, *args)[0] == 0
    assert run(capfd, "stats", "o.tmx")[1].splitlines()[-1] == "0 units, 0 said before, 0 with codes"


def test_merge(capfd: pytest.CaptureFixture[str], place: Path) -> None:
    code, _, err = run(capfd, *COMMANDS["merge"])
    assert (code, err) == (0, "tm: 3 units of 4 in o.tmx\ntm: said before: 1 unit\n")
    assert texts("o.tmx") == ["Иә.|Да.", "Жоқ.|Нет.", "Иә.|Yes."]
    code, _, err = run(capfd, *COMMANDS["join"])
    assert (code, err) == (0, "tm: 2 units of 4 in o.tmx\ntm: joined to others: 2 units\n")
    assert texts("o.tmx") == ["Жоқ.|Нет.", "Иә.|Да.|Yes."]
    assert etree.parse(place / "o.tmx").find("header").get("srclang") == "*all*"


def test_dedupe(capfd: pytest.CaptureFixture[str], place: Path) -> None:
    run(capfd, *COMMANDS["merge"])
    (place / "o.tmx").rename(place / "m.tmx")
    code, _, err = run(
        capfd, "dedupe", "m.tmx", "-o", "o.tmx", "--by", "source", "--from", "KK", "--removed", "d.tmx"
    )
    assert (code, err) == (0, "tm: 2 units of 3 in o.tmx\ntm: said before: 1 unit\n")
    assert (texts("o.tmx"), texts("d.tmx")) == (["Иә.|Да.", "Жоқ.|Нет."], ["Иә.|Yes."])


def test_diff(capfd: pytest.CaptureFixture[str], place: Path) -> None:
    write(place / "c.tmx", unit("Иә.", "Да, да.", tuid="1"), unit("А\nб.", "В.", tuid="n\n4"))
    code, out, err = run(capfd, "diff", "a.tmx", "c.tmx")
    assert code == 0 and out.splitlines() == [
        "~ 1",
        "    ru  Да{+, да+}.",
        "+ n\\n4",
        "    kk  А\\nб.",
        "    ru  В.",
        "- 2",
        "    kk  Жоқ.",
        "    ru  Нет.",
    ]
    assert err == "tm: 1 added, 1 removed, 1 changed, 0 the same\n"
    code, out, err = run(capfd, "diff", "a.tmx", "a.tmx", "--fail")
    assert (code, out, err) == (0, "", "tm: no difference; 2 units the same\n")
    code, out, err = run(capfd, "diff", "a.tmx", "c.tmx", "--fail", "--quiet")
    assert code == 3 and err == "tm: a.tmx and c.tmx differ\n"


def test_diff_of_remarks(capfd: pytest.CaptureFixture[str], place: Path) -> None:
    one, two = (TranslationUnit("1", (Variant("kk", "Иә."),), (Prop("x", value),)) for value in "12")
    write(place / "c.tmx", one)
    write(place / "d.tmx", two)
    assert run(capfd, "diff", "c.tmx", "d.tmx")[1:] == (
        "",
        "tm: 0 added, 0 removed, 0 changed, 1 changed in remarks only, 0 the same\n",
    )
    assert run(capfd, "diff", "c.tmx", "d.tmx", "--remarks")[1] == "= 1\n    - x  1\n    + x  2\n"
    assert run(capfd, "diff", "c.tmx", "d.tmx", "--fail")[0] == 3


def test_stats(capfd: pytest.CaptureFixture[str], place: Path) -> None:
    code, out, err = run(capfd, "stats", "a.tmx")
    assert (code, err) == (0, "")
    assert out.splitlines()[1:6] == [
        "2 units, 0 said before, 0 with codes",
        "",
        "language  segments  words  characters  said before  empty",
        "kk               2      2           7            0      0",
        "ru               2      2           7            0      0",
    ]
    assert out.splitlines()[7].split() == ["pairs", "kk-ru", "2"]


def test_check(capfd: pytest.CaptureFixture[str], place: Path) -> None:
    code, out, err = run(capfd, "check", "a.tmx", "--only", "numbers,tmx")
    assert (code, out, err) == (0, "", "tm: 2 units; nothing to remark\n")
    write(place / "c.tmx", unit("2 рет.", "3 раза.", tuid="t"))
    code, out, err = run(capfd, "check", "a.tmx", "c.tmx", "--only", "numbers", "--quiet")
    assert code == 3 and out.startswith("c.tmx:6: (t) ru numbers.changed: ") and out.count("\n") == 1
    assert err == "tm: 1 remark on 3 units: numbers.changed 1\n"
    code, out, err = run(capfd, "check", "a.tmx", "--fix", "o.tmx", "--only", "numbers")
    assert (code, err) == (0, "tm: o.tmx: 0 texts put right\ntm: 2 units; nothing to remark\n")


def test_rejects_of_several_files_are_all_kept(capfd: pytest.CaptureFixture[str], place: Path) -> None:
    for name in ("c.tmx", "d.tmx"):
        file(place, GOOD + BAD["no language"], SYSTEM).rename(place / name)
    code, _, err = run(capfd, "check", "c.tmx", "d.tmx", "--only", "numbers", "--rejects", "r.tmx")
    assert code == 3 and "rejected 2" in err
    assert (place / "r.tmx").read_text("utf-8").count("x-reject-reason") == 3  # with the comment
    code, _, err = run(capfd, "convert", "c.tmx", "d.tmx", "-o", "o.tmx", "--rejects", "r.tmx")
    assert code == 0 and err == (
        "tm: 2 units of 2 in o.tmx\n"
        "tm: can't be read: 2 units, in r.tmx with the reason: 2 a tuv without xml:lang\n"
    )
    code, _, err = run(capfd, "convert", "c.tmx", "-o", "p.tmx")
    assert code == 4 and err == "tm: c.tmx:1: a tuv without xml:lang; --rejects puts such units aside\n"
    assert not (place / "p.tmx").exists()
    code, _, err = run(capfd, "diff", "c.tmx", "d.tmx")
    assert code == 0 and err.count("1 unit could not be read; tm check says why") == 2
    assert "c.tmx: 1 unit could not be read" in run(capfd, "stats", "c.tmx")[2]
    for command in ("stats c.tmx", "diff c.tmx d.tmx"):
        assert run(capfd, *command.split(), "--quiet")[2] == ""


@pytest.mark.parametrize("command", ["convert", "merge", "join", "dedupe"])
def test_json_says_all(capfd: pytest.CaptureFixture[str], place: Path, command: str) -> None:
    file(place, GOOD + BAD["no language"] + BAD["no tuv"], SYSTEM).rename(place / "a.tmx")
    code, out, _ = run(capfd, *COMMANDS[command], "--json", "--rejects", "r.tmx")
    told = json.loads(out)
    assert code == 0 and told["rejected"] == {"a tuv without xml:lang": 1, "a tu without a tuv": 1}
    assert list(told) == ["read", "written", "unwanted", "repeated", "joined", "rejected", "lost", "warnings"]
    assert told["read"] == sum(told[name] for name in ("written", "unwanted", "repeated", "joined"))


def test_json_of_what_is_lost(capfd: pytest.CaptureFixture[str], place: Path) -> None:
    args = ["--profile", "omegat", "--from", "kk", "--to", "en", "--json"]
    code, out, err = run(capfd, "convert", "b.tmx", "-o", "o.tmx", *args)
    assert code == 0 and json.loads(out)["lost"] == {"units without both kk and en": 1}
    assert err.endswith("tm: left out: 1 unit without both kk and en\n")


def test_json_of_diff_and_stats_and_check(capfd: pytest.CaptureFixture[str], place: Path) -> None:
    lines = run(capfd, "diff", "a.tmx", "b.tmx", "--json")[1].splitlines()
    assert [json.loads(line)["change"] for line in lines] == ["added", "removed"]
    added = json.loads(lines[0])
    assert added["new"] == {
        "line": 14, "tuid": "3",
        "variants": [{"lang": "kk", "text": "Иә."}, {"lang": "en", "text": "Yes."}],
    }  # fmt: skip
    told = json.loads(run(capfd, "stats", "b.tmx", "--json")[1])
    assert told["header"]["srclang"] == "en" and told["pairs"] == {"kk-ru": 1, "kk-en": 1}
    assert told["languages"]["kk"]["segments"] == 2 and told["props"] == {} and told["days"] is None
    write(place / "c.tmx", unit("2 рет.", "3 раза."))
    (line,) = run(capfd, "check", "c.tmx", "--only", "numbers", "--json")[1].splitlines()
    assert json.loads(line)["code"] == "numbers.changed"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ("convert a.tmx -o a.tmx", "-o a.tmx would overwrite the input"),
        ("convert a.tmx -o ./x/../a.tmx", "would overwrite the input"),
        ("convert a.tmx -o link.tmx", "would overwrite the input"),
        ("merge a.tmx b.tmx -o b.tmx", "would overwrite the input"),
        ("convert a.tmx -o o.tmx --rejects a.tmx", "--rejects a.tmx would overwrite the input"),
        ("convert a.tmx -o o.tmx --rejects o.tmx", "would overwrite what -o writes"),
        ("dedupe a.tmx -o o.tmx --removed a.tmx", "--removed a.tmx would overwrite the input"),
        ("dedupe a.tmx -o - --removed -", "would overwrite what -o writes"),
        ("convert a.tmx -o - --json", "--json and -o - would both print"),
        ("convert a.tmx -o o.tmx --rejects - --json", "--json and --rejects - would both print"),
        ("dedupe a.tmx -o o.tmx --removed - --json", "--json and --removed - would both print"),
        ("check - -", "only once"),
        ("check a.tmx --only tmx,numbers --skip numbers,tmx", "leave nothing to look for"),
        ("merge a.tmx b.tmx -o o.tmx --join қазақша", "no language tag"),
        ("dedupe a.tmx -o o.tmx --by source --from 1", "no language tag"),
        ("diff a.tmx b.tmx --from .", "no language tag"),
        ("convert a.tmx -o o.tmx --langs kk,?", "no language tag"),
        ("convert a.tmx -o o.tmx --since 2026-13-45", "2026-11-04"),
        ("check a.tmx --fix -", "remarks go to standard output"),
        ("check a.tmx --fix a.tmx", "--fix a.tmx would overwrite the input"),
        ("check a.tmx b.tmx --fix o.tmx", "one memory"),
        ("convert - - -o o.tmx", "only once"),
        ("dedupe - -o o.tmx --keep newest", "read twice"),
        ("merge a.tmx - -o o.tmx --join kk", "read twice"),
        ("diff a.tmx -", "read twice"),
        ("convert a.tmx -o o.tmx --from kk", "name both languages"),
        ("convert a.tmx -o o.tmx --profile plain --from kk --to KK_kz", "name two languages"),
        ("convert a.tmx -o o.tmx --from kk --to ru", "--langs keeps some of them"),
        ("convert a.tmx -o o.tmx --profile wordfast", "plain, omegat, trados, memoq"),
        ("convert a.tmx -o o.txt2", "its name tells no format"),
        ("convert a.tmx -o o.tmx --format tbx", "formats are"),
        ("dedupe a.tmx -o o.tmx --by text", "all, source, tuid"),
        ("dedupe a.tmx -o o.tmx --keep best", "first, last, newest"),
        ("convert a.tmx -o o.tmx --text (", "regular expression"),
        ("convert a.tmx -o o.tmx --text a{99999999999}", "regular expression"),
        (f"convert a.tmx -o o.tmx --text {'(' * 5000}{')' * 5000}", "regular expression"),
        ("convert a.tmx -o o --format moses --from kk --to ../ru", "no language"),
    ],
)
def test_what_is_refused(capfd: pytest.CaptureFixture[str], place: Path, args: str, said: str) -> None:
    (place / "link.tmx").symlink_to("a.tmx")
    before = {one.name: one.read_bytes() for one in place.iterdir()}
    code, out, err = run(capfd, *args.split())
    assert (code, out) == (2, "") and said in err and err.count("\n") == 1
    assert {one.name: one.read_bytes() for one in place.iterdir()} == before


@pytest.mark.parametrize(
    "args",
    [
        "convert a.tmx -o none/o.tmx",
        "convert none.tmx -o o.tmx",
        "dedupe a.tmx -o o.tmx --removed none/d.tmx",
        "convert loop.tmx -o o.tmx",
        "convert a.tmx -o o.tmx.zip",
        "convert a.tmx -o loop.tmx",
        "stats none.tmx",
        "diff a.tmx none.tmx",
        "check none.tmx",
        "check a.tmx --fix none/o.tmx",
    ],
)
def test_places_that_are_none(capfd: pytest.CaptureFixture[str], place: Path, args: str) -> None:
    (place / "loop.tmx").symlink_to("loop.tmx")
    code, out, err = run(capfd, *args.split(), "--quiet")
    assert (code, out) == (4, "") and err.count("\n") == 1
    assert sorted(one.name for one in place.iterdir()) == ["a.tmx", "b.tmx", "loop.tmx"]


def test_controls_in_languages_do_not_reach_the_terminal(
    capfd: pytest.CaptureFixture[str], place: Path
) -> None:
    odd = "r\x9b31m\u202eu"
    write(place / "a.tmx", unit("Иә.", "Да.", langs=f"kk {odd}"))
    write(place / "b.tmx", unit("Иә.", "Нет.", langs=f"kk {odd}"), unit("Жоқ.", "Нет.", langs=f"kk {odd}"))
    _, out, err = run(capfd, *COMMANDS["diff"])
    assert "\x9b" not in out + err and "\u202e" not in out + err
    assert out.count("r\\x9b31m\\u202eu") == 2


def test_standard_input_and_output(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, place: Path
) -> None:
    def piped(*args: str, packed: bool = False) -> tuple[int, str, str]:
        whole = (place / "a.tmx").read_bytes()
        whole = gzip.compress(whole) if packed else whole
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(whole)))
        return run(capfd, *args)

    whole = (place / "a.tmx").read_text("utf-8")
    assert piped("convert", "-", "-o", "-") == (0, whole, "tm: 2 units of 2 in standard output\n")
    assert piped("merge", "-", "b.tmx", "-o", "-", "-q")[1].count("<tu ") == 3
    assert piped("dedupe", "-", "-o", "-", "-q") == (0, whole, "")
    assert piped("stats", "-")[1].splitlines()[1] == "2 units, 0 said before, 0 with codes"
    assert piped("check", "-", "--only", "tmx") == (0, "", "tm: 2 units; nothing to remark\n")


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_an_example_and_quiet_is_quiet(
    capfd: pytest.CaptureFixture[str], place: Path, name: str
) -> None:
    assert "Example:" in run(capfd, COMMANDS[name][0], "--help")[1]
    code, _, err = run(capfd, *COMMANDS[name], "--quiet")
    assert (code, err) == (0, "")


def test_one_and_many(capfd: pytest.CaptureFixture[str], place: Path) -> None:
    write(place / "one.tmx", unit("Иә.", langs="kk"))
    assert run(capfd, "convert", "one.tmx", "-o", "o.tmx")[2] == "tm: 1 unit of 1 in o.tmx\n"
    assert run(capfd, "stats", "one.tmx")[1].splitlines()[1] == "1 unit, 0 said before, 0 with codes"
    assert run(capfd, "diff", "one.tmx", "o.tmx")[2] == "tm: no difference; 1 unit the same\n"
    write(place / "many.tmx", *[unit(f"Сан {number}.", langs="kk") for number in range(1500)])
    _, _, err = run(capfd, "merge", "many.tmx", "many.tmx", "-o", "o.tmx")
    assert err == "tm: 1,500 units of 3,000 in o.tmx\ntm: said before: 1,500 units\n"


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("command", ["convert", "dedupe", "check"])
def test_an_interrupted_run_leaves_nothing(place: Path, command: str, how: signal.Signals) -> None:
    with TmxWriter(place / "a.tmx", Header("kk")) as writer:
        for number in range(60_000):
            writer.write(unit(f"Сан {number // 2}.", f"Число {number // 2}."))
    args = [*COMMANDS[command], "-q"]
    if command == "dedupe":
        args = ["dedupe", "a.tmx", "-o", "o.tmx", "--removed", "d.tmx", "-q"]
    process = subprocess.Popen(
        [sys.executable, "-m", "tm", *args],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    while process.poll() is None and not list(place.glob(".*.part")):
        time.sleep(0.01)
    process.send_signal(how)
    _, err = process.communicate(timeout=60)
    assert process.returncode == {signal.SIGINT: 130, signal.SIGTERM: 143}[how], err
    assert b"Traceback" not in err
    assert sorted(one.name for one in place.iterdir()) == ["a.tmx", "b.tmx"]
