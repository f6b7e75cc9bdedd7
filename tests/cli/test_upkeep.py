"""`tm memory` as users meet it: history, single changes, copies, checks, duplicates."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import pytest

from tests.cli.test_cli import run
from tests.test_duplicates import unit
from tm.memory import Memory
from tm.units import Code, Header, Prop, TranslationUnit, Variant

RICH = TranslationUnit(
    "3", (Variant.of("kk", ("Ол ", Code("ph", (), ("<br/>",)), "келді.")), Variant("ru-RU", "Он пришёл."))
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a memory of three units, where the command is run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TM_MEMORY", raising=False)
    with Memory("tm.sqlite", create=True) as memory, memory.store.changing("import", "a.tmx") as change:
        change.set_header(Header("kk"))
        change.add([unit("Иә.", "Да.", tuid="1"), unit("Жоқ.", "Нет.", tuid="2"), RICH])
    return tmp_path


def there() -> list[TranslationUnit]:
    with Memory("tm.sqlite") as memory:
        return list(memory)


def test_info(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capfd, "memory", "info")
    lines = dict(re.split("  +", line, maxsplit=1) for line in out.splitlines())
    assert (code, err) == (0, "")
    assert lines["memory"] == "tm.sqlite, version 1 of the format" and lines["source"] == "kk"
    assert (lines["units"], lines["texts"], lines["changes"]) == ("3", "kk 3, ru 3", "1")
    assert re.fullmatch(r"[\d,]+ kB: texts .*, units .*, index .*, other .*", lines["size"])
    assert lines["last change"].endswith("Z import a.tmx")
    plain = json.loads(run(capfd, "memory", "info", "--json")[1])
    assert plain["segments"] == {"kk": 3, "ru": 3} and plain["last_change"]["added"] == 3
    size = Path("tm.sqlite").stat().st_size + sum(one.stat().st_size for one in Path().glob("tm.sqlite-wal"))
    assert 0 < sum(plain["bytes"].values()) <= size


def test_info_of_a_memory_without_anything(capfd: pytest.CaptureFixture[str]) -> None:
    Memory("new.sqlite", create=True).close()
    code, out, _ = run(capfd, "memory", "info", "-m", "new.sqlite")
    assert code == 0 and "units" in out and "last change" not in out
    assert run(capfd, "memory", "history", "-m", "new.sqlite") == (0, "", "")
    assert run(capfd, "memory", "verify", "-m", "new.sqlite")[0] == 0
    assert run(capfd, "memory", "compact", "-m", "new.sqlite")[0] == 0


def test_edit(capfd: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capfd, "memory", "edit", "1", "--lang", "ru", "--text", "Ага.")
    assert (code, out) == (0, "    ru  [-Да-]{+Ага+}.\n")
    assert err == "tm: unit 1 edited in tm.sqlite (revision 2)\n"
    edited = there()[0]
    assert [one.text for one in edited.variants] == ["Иә.", "Ага."]
    assert edited.props == (Prop("x-review", "edited"),)
    assert re.fullmatch(r"\d{8}T\d{6}Z", edited.attribute("changedate") or "")
    run(capfd, "memory", "edit", "3", "--lang", "ru", "--text", "Пришёл он.")
    run(capfd, "memory", "edit", "3", "--lang", "en", "--text", "He came.")
    run(capfd, "memory", "edit", "3", "--lang", "kk", "--text", "Ол келді.")
    assert [(one.lang, one.text, one.content) for one in there()[2].variants] == [
        ("kk", "Ол келді.", ()), ("ru-RU", "Пришёл он.", ()), ("en", "He came.", ())
    ]  # fmt: skip


def test_delete_and_restore(capfd: pytest.CaptureFixture[str]) -> None:
    before = there()
    assert run(capfd, "memory", "delete", "1", "2", "1")[2] == (
        "tm: 2 units deleted in tm.sqlite (revision 2)\n"
    )
    assert there() == [RICH]
    assert run(capfd, "memory", "restore", "1")[2] == (
        "tm: unit 1 is as in version 1 in tm.sqlite (revision 3)\n"
    )
    assert there() == [before[0], RICH]
    assert run(capfd, "memory", "undo", "2")[2] == (
        "tm: revision 2 undone in tm.sqlite: 0 units taken out, 1 brought back (revision 4)\n"
        "tm: left alone, for a later change touched them: 1 unit (1)\n"
    )
    assert there() == before


def test_restore_goes_back_to_what_was_before(capfd: pytest.CaptureFixture[str]) -> None:
    before = there()
    for text in ("Ага.", "Угу."):
        run(capfd, "memory", "edit", "1", "--lang", "ru", "--text", text)
    run(capfd, "memory", "restore", "1")
    assert there()[0].variants[1].text == "Ага."
    run(capfd, "memory", "restore", "1", "--version", "1")
    assert there() == before


def test_undo_of_an_undo(capfd: pytest.CaptureFixture[str]) -> None:
    run(capfd, "memory", "edit", "1", "--lang", "ru", "--text", "Ага.")
    edited = there()
    run(capfd, "memory", "undo", "2")
    assert there() != edited
    run(capfd, "memory", "undo", "3")
    assert there() == edited


def test_undo_leaves_what_a_later_change_has_touched(capfd: pytest.CaptureFixture[str]) -> None:
    run(capfd, "memory", "delete", "1", "2")
    run(capfd, "memory", "restore", "1")
    run(capfd, "memory", "delete", "1")
    assert run(capfd, "memory", "undo", "2")[2].splitlines() == [
        "tm: revision 2 undone in tm.sqlite: 0 units taken out, 1 brought back (revision 5)",
        "tm: left alone, for a later change touched them: 1 unit (1)",
    ]
    assert [one.tuid for one in there()] == ["2", "3"]


def test_what_waits_for_the_index_is_found_all_the_same(capfd: pytest.CaptureFixture[str]) -> None:
    assert re.search("^not yet indexed .*kk 3.* \\(found all the same, and taken in by and by\\)$",
                     run(capfd, "memory", "info")[1], re.M)  # fmt: skip


def test_undo_of_an_import_names_what_it_leaves(capfd: pytest.CaptureFixture[str]) -> None:
    run(capfd, "memory", "edit", "1", "--lang", "ru", "--text", "Ага.")
    run(capfd, "memory", "delete", "3")
    told = json.loads(run(capfd, "memory", "undo", "1", "--json")[1])
    assert told == {"revision": 4, "deleted": 1, "restored": 0, "left": [1, 3]}


def test_history(capfd: pytest.CaptureFixture[str]) -> None:
    run(capfd, "memory", "edit", "1", "--lang", "ru", "--text", "Ага.")
    run(capfd, "memory", "delete", "1")
    run(capfd, "memory", "restore", "1", "--version", "1")
    code, out, err = run(capfd, "memory", "history")
    rows = [line.split(maxsplit=4) for line in out.splitlines()[1:]]
    assert (code, err) == (0, "") and [(row[0], row[2], row[3], row[4]) for row in rows] == [
        ("1", "3", "0", "import a.tmx"),
        ("2", "1", "1", "edit unit 1"),
        ("3", "0", "1", "delete unit 1"),
        ("4", "1", "0", "restore unit 1, version 1"),
    ]
    out = run(capfd, "memory", "history", "1")[1]
    assert re.sub(r", \d{4}-.{14}Z,", "", out).splitlines() == [
        "version 1: revision 1 import a.tmx",
        "    kk  Иә.",
        "    ru  Да.",
        "version 2: revision 2 edit unit 1",
        "    ru  [-Да-]{+Ага+}.",
        "deleted: revision 3 delete unit 1",
        "version 3: revision 4 restore unit 1, version 1",
        "    ru  [-Ага-]{+Да+}.",
    ]
    lines = [json.loads(line) for line in run(capfd, "memory", "history", "1", "--json")[1].splitlines()]
    assert [(one["version"], one["born"], one["gone"]) for one in lines] == [
        (1, 1, 2),
        (2, 2, 3),
        (3, 4, None),
    ]
    lines = [json.loads(line) for line in run(capfd, "memory", "history", "--json")[1].splitlines()]
    assert [one["kind"] for one in lines] == ["import", "edit", "delete", "restore"]


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["edit", "9", "--lang", "ru", "--text", "x"], 4, "tm.sqlite: has no unit 9"),
        (
            ["edit", "1", "--lang", "ru", "--text", " "],
            2,
            "--text is empty; tm memory delete takes a whole unit",
        ),
        (["edit", "1", "--lang", "ru", "--text", "Да."], 4, "unit 1 says so already"),
        (["edit", "1", "--lang", "?", "--text", "x"], 2, "is no language tag"),
        (["delete", "1", "9", "10"], 4, "has no units 9, 10; nothing was deleted"),
        (["restore", "9"], 4, "has no unit 9"),
        (["restore", "1"], 4, "unit 1 is as it was in version 1"),
        (["restore", "1", "--version", "2"], 4, "no version 2"),
        (["history", "9"], 4, "has no unit 9"),
        (["undo", "0"], 4, "has no revision 0"),
        (["undo", "2"], 4, "has no revision 2; tm memory history lists them"),
        (["dedupe", "--near", "95", "--loose"], 2, "leave out --by and --loose"),
        (["dedupe", "--near", "10"], 2, "from 50 to 100"),
        (["backup", "tm.sqlite"], 5, "a backup never replaces a file"),
        (["backup", "none/b.sqlite"], 5, "its folder does not exist"),
        (["copy", "none.sqlite", "b.sqlite"], 5, "there is no memory"),
        (["copy", "tm.sqlite", "tm.sqlite"], 5, "tm.sqlite: is there; a copy never replaces a file"),
        (["backup", "postgresql://host/memory"], 2, "tm memory copy FROM TO"),
        (["info", "-m", "none.sqlite"], 5, "there is no memory"),
        (["compact", "-m", "none.sqlite"], 5, "there is no memory"),
    ],
)
def test_refusals(
    capfd: pytest.CaptureFixture[str], folder: Path, args: list[str], code: int, said: str
) -> None:
    before = there()
    found, out, err = run(capfd, "memory", *args)
    assert (found, out) == (code, "") and said in err and len(err.splitlines()) == 1
    assert there() == before and [one.name for one in folder.iterdir()] == ["tm.sqlite"]
    with Memory("tm.sqlite") as memory:
        assert memory.store.last_revision() == 1


def test_what_was_undone_can_not_be_undone_again(capfd: pytest.CaptureFixture[str]) -> None:
    run(capfd, "memory", "delete", "1")
    run(capfd, "memory", "undo", "2")
    code, _, err = run(capfd, "memory", "undo", "2")
    assert code == 4 and err == "tm: tm.sqlite: nothing of revision 2 is left to be taken back\n"


def test_dedupe(capfd: pytest.CaptureFixture[str]) -> None:
    with Memory("tm.sqlite") as memory:
        memory.add(
            [unit("Ол бүгін келді.", "Он пришёл сегодня."), unit("Ол бүгін келді", "Он пришёл сегодня")]
        )
        memory.add([unit("Иә.", "Да.", tuid="4")])
    before = there()
    code, out, err = run(capfd, "memory", "dedupe", "--near", "80", "--dry-run")
    assert (code, out.splitlines()) == (0, [
        "- 5 is like 4", "    kk  Ол бүгін келді[-.-]", "    ru  Он пришёл сегодня[-.-]",
        "- 6 is like 1", "    kk  Иә.", "    ru  Да.",
    ])  # fmt: skip
    assert err == "tm: 2 units to delete; dry run, nothing changed\n" and there() == before
    assert run(capfd, "memory", "dedupe")[2] == "tm: 1 unit of 6 in tm.sqlite deleted (revision 4)\n"
    told = json.loads(run(capfd, "memory", "dedupe", "--near", "80", "--json")[1])
    assert (told["units"], told["removed"], told["revision"]) == (5, [[5, 4]], 5)
    assert run(capfd, "memory", "dedupe")[2] == "tm: no duplicates among 4 units in tm.sqlite\n"
    for revision in ("5", "4"):
        run(capfd, "memory", "undo", revision)
    assert there() == before


def test_backup_and_copy(capfd: pytest.CaptureFixture[str]) -> None:
    run(capfd, "memory", "delete", "2")
    assert run(capfd, "memory", "backup", "b.sqlite") == (0, "", "tm: b.sqlite: a copy of tm.sqlite\n")
    run(capfd, "memory", "delete", "1")
    assert run(capfd, "memory", "copy", "b.sqlite", "c.sqlite")[0] == 0
    for place in ("b.sqlite", "c.sqlite"):
        with Memory(place) as memory:
            assert [one.tuid for one in memory] == ["1", "3"] and len(memory.store.revisions()) == 2
        assert run(capfd, "memory", "undo", "2", "-m", place)[0] == 0
        assert run(capfd, "memory", "verify", "-m", place)[0] == 0


def test_copies_to_a_server_and_back(capfd: pytest.CaptureFixture[str], fresh_database: str) -> None:
    run(capfd, "memory", "delete", "2")
    assert run(capfd, "memory", "copy", "tm.sqlite", fresh_database)[0] == 0
    code, _, err = run(capfd, "memory", "copy", "tm.sqlite", fresh_database)
    assert code == 5 and "is not empty; name a new memory" in err
    assert run(capfd, "memory", "undo", "2", "-m", fresh_database)[0] == 0
    assert run(capfd, "memory", "verify", "-m", fresh_database)[0] == 0
    run(capfd, "memory", "edit", "1", "--lang", "ru", "--text", "Ага.", "-m", fresh_database)
    told = json.loads(run(capfd, "memory", "undo", "1", "-m", fresh_database, "--json")[1])
    assert (told["deleted"], told["left"]) == (1, [1, 2])
    assert run(capfd, "memory", "undo", str(told["revision"]), "-m", fresh_database)[0] == 0
    assert run(capfd, "memory", "undo", "4", "-m", fresh_database)[0] == 0
    assert json.loads(run(capfd, "memory", "info", "-m", fresh_database, "--json")[1])["units"] == 3
    assert run(capfd, "memory", "compact", "-m", fresh_database)[0] == 0
    assert run(capfd, "memory", "backup", "b.sqlite", "-m", fresh_database)[0] == 0
    with Memory("b.sqlite") as memory:
        assert len(memory) == 3 and len(memory.store.revisions()) == 7


def test_compact(capfd: pytest.CaptureFixture[str]) -> None:
    with Memory("tm.sqlite") as memory:
        memory.add([unit(f"Бұл {k} сөйлем.", f"Это {k} предложение.") for k in range(500)])
        memory.delete(range(4, 400))
    units = there()
    code, _, err = run(capfd, "memory", "compact")
    assert code == 0 and re.match(r"tm: tm.sqlite: 792 texts taken out of the index; .* now\n", err)
    told = json.loads(run(capfd, "memory", "compact", "--forget", "--json")[1])
    assert (told["retired"], told["versions"], told["segments"]) == (0, 396, 792)
    assert told["bytes"] < told["bytes_before"] and there() == units
    assert run(capfd, "memory", "verify")[0] == 0


def test_verify_finds_what_is_wrong(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(capfd, "memory", "verify") == (0, "", "tm: tm.sqlite: 3 units, all as it should be\n")
    with sqlite3.connect("tm.sqlite") as connection:
        connection.execute("UPDATE segment SET text = 'Жок.' WHERE text = 'Жоқ.'")
    connection.close()
    code, out, err = run(capfd, "memory", "verify")
    assert code == 3 and "unit 2 is not what it was when it was stored\n" in out
    assert re.fullmatch(r"tm: tm.sqlite: \d problems; restore a backup, or export what can be read\n", err)
    assert json.loads(run(capfd, "memory", "verify", "--json")[1])["problems"] == out.splitlines()
