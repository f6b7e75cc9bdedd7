"""The memory as a TMX file over HTTP: the right units, an ETag that changes when they may, one file made."""

from __future__ import annotations

import asyncio
import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import pytest

import tm.web.server.tmx as tmx
from tests.web.loops import awaited
from tests.web.server.conftest import TOKEN, UNITS
from tests.web.server.conversation import Answer, Server, serving
from tm.formats.sources import Source
from tm.formats.tmx import read_tmx
from tm.importing import Import
from tm.memory import Memory
from tm.units import TranslationUnit, Variant
from tm.web.settings import Settings
from tm.web.state import State

MORE = TranslationUnit(None, (Variant("kk", "Жаңа."), Variant("ru", "Новое.")))


def units_of(answer: Answer, folder: Path) -> list[TranslationUnit]:
    """The units of a file that was answered."""
    assert answer.status == 200
    (folder / "got.tmx").write_bytes(answer.body)
    return list(read_tmx(folder / "got.tmx"))


def etag(server: Server, name: str = "kk-ru.tmx") -> str:
    """The ETag of a file."""
    return server.asked(f"/tmx/{name}", "HEAD").headers["etag"]


@pytest.mark.parametrize("name", ["kk-ru.tmx", "work.kk-ru.tmx", "kk_KZ-ru.tmx", "жұмыс.kk-ru.tmx"])
def test_a_file_has_the_units_of_its_direction(server: Server, tmp_path: Path, name: str) -> None:
    units = units_of(server.asked(f"/tmx/{quote(name)}"), tmp_path)
    assert len(units) == len(UNITS)
    assert all([variant.lang[:2] for variant in unit.variants] == ["kk", "ru"] for unit in units)
    assert {unit.variants[0].text for unit in units} >= {"Ол <b0>тез</b0> келді.", "Түс", "Бұл не?"}


def test_only_units_with_both_languages_are_in_it(server: Server, tmp_path: Path) -> None:
    (unit,) = units_of(server.asked("/tmx/en_GB-ru.tmx"), tmp_path)
    assert [variant.text for variant in unit.variants] == ["The colour", "Цвет"]


def test_a_file_that_is_known_is_not_sent_again(server: Server) -> None:
    first = server.asked("/tmx/kk-ru.tmx")
    for known in (first.headers["etag"], f'"other", W/{first.headers["etag"]}', "*"):
        again = server.asked("/tmx/kk-ru.tmx", If_None_Match=known)
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert server.asked("/tmx/kk-ru.tmx", If_None_Match='"other"').status == 200


def test_head_says_what_get_would(server: Server) -> None:
    head, get = server.asked("/tmx/kk-ru.tmx", "HEAD"), server.asked("/tmx/kk-ru.tmx")
    assert {**head.headers, "date": ""} == {**get.headers, "date": ""}
    assert head.body == b"" and get.headers["cache-control"] == "no-cache"


def test_each_change_makes_another_etag_and_each_direction_has_its_own(
    writable: Server, place: str, tmp_path: Path
) -> None:
    seen = [etag(writable), etag(writable, "ru-kk.tmx"), etag(writable, "kk_KZ-ru.tmx")]
    with Memory(place) as memory:
        (number,) = memory.add([MORE])
        seen.append(etag(writable))
        memory.delete([number])
        seen.append(etag(writable))
        memory.restore(number)
        seen.append(etag(writable))
    assert len(set(seen)) == len(seen)
    assert len(units_of(writable.asked("/tmx/kk-ru.tmx"), tmp_path)) == len(UNITS) + 1


def test_batches_of_one_import_are_told_apart(
    writable: Server, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tm.importing.BATCH", 2)
    (tmp_path / "a.csv").write_text("kk,ru\n" + "".join(f"сөз {n},слово {n}\n" for n in range(6)))
    seen = [etag(writable) for _ in Import(place, [Source(tmp_path / "a.csv")]).run()]
    assert len(seen) == len(set(seen)) == 3
    with Memory(place) as memory:
        assert memory.store.last_revision() == 2


def test_another_memory_in_the_same_place_has_another_etag(writable: Server, place: str) -> None:
    before = etag(writable)
    other = Path(place).with_name("other.sqlite")
    with Memory(other, create=True) as memory:
        memory.add([*UNITS, MORE])
    shutil.copy(other, place)
    assert etag(writable) != before


@pytest.mark.parametrize(
    "name",
    ["kk-de.tmx", "kk.tmx", "kk-ru", "en-GB-ru.tmx", "a.b.kk-ru.tmx", "..%2Fkk-ru.tmx", "kk-ru.tmx%0A"],
)
def test_what_is_not_there_is_404(server: Server, name: str) -> None:
    assert server.asked(f"/tmx/{name}").status == 404


def test_nothing_can_be_sent_there(server: Server) -> None:
    assert server.asked("/tmx/kk-ru.tmx", "PUT", b"a").status == 405


def test_many_who_ask_at_once_have_one_file_made(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[tuple[str, str]] = []
    write = tmx._write

    def counted(memory: Memory, pair: tuple[str, str], path: Path) -> str:
        made.append(pair)
        return write(memory, pair, path)

    monkeypatch.setattr(tmx, "_write", counted)
    with serving(Settings(memory=place, token=TOKEN)) as server, ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda _: server.asked("/tmx/kk-ru.tmx"), range(16)))
    assert len({answer.body for answer in answers}) == 1
    assert made == [("kk", "ru")]


def test_no_more_files_are_kept_than_some_and_none_after_the_end(place: str) -> None:
    async def asked() -> Path:
        state, shelf = State(Settings(memory=place)), tmx.Shelf()
        pairs = [("kk", "ru"), *((f"kk-A{chr(65 + n)}", "ru") for n in range(tmx.KEPT + 3))]
        for pair in pairs:
            file, _ = await shelf.file(state, pair, "no state of it")
            file.close()
        folder = shelf._folder
        assert len(list(folder.iterdir())) == tmx.KEPT == len(shelf._made)
        assert folder.stat().st_mode & 0o077 == 0
        return folder

    assert not awaited(asked()).exists()


def test_what_takes_longer_than_a_request_may_is_there_the_next_time(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, go_on, begun = tmx._write, threading.Event(), []

    def slow(memory: Memory, pair: tuple[str, str], path: Path) -> str:
        begun.append(pair)
        assert go_on.wait(20)
        return write(memory, pair, path)

    async def asked() -> str:
        state, shelf = State(Settings(memory=place)), tmx.Shelf()
        with Memory(place) as memory:
            known = tmx._etag(memory, ("kk", "ru"))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(shelf.file(state, ("kk", "ru"), known), 0.1)
        go_on.set()
        file, etag = await shelf.file(state, ("kk", "ru"), known)
        file.close()
        return etag.removeprefix(known)

    monkeypatch.setattr(tmx, "_write", slow)
    assert awaited(asked()) == ""
    assert begun == [("kk", "ru")]


def test_a_file_that_could_not_be_made_leaves_nothing(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tmx.TmxWriter, "write", lambda *_: 1 / 0)

    async def asked() -> list[Path]:
        state, shelf = State(Settings(memory=place)), tmx.Shelf()
        with pytest.raises(ZeroDivisionError):
            await shelf.file(state, ("kk", "ru"), "")
        return list(shelf._folder.iterdir())

    assert awaited(asked()) == []
