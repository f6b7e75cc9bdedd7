"""Lookups in processes of their own: right, once, and whatever becomes of processes and memory."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from starlette.exceptions import HTTPException
from starlette.testclient import TestClient

from tests.web.loops import awaited
from tests.web.questions import Counted, Deadly, Held, Wrong, until
from tm.errors import NoSuchMemory, StoreError, UsageError
from tm.memory import Memory
from tm.units import TranslationUnit, Variant
from tm.web import lookups as module
from tm.web.application import application
from tm.web.lookups import Lookups
from tm.web.lookups.line import Asked, Line
from tm.web.lookups.question import Occurrences, Question
from tm.web.settings import Settings

WORKERS = 2
TEXT = "Жоба 2014 жылы басталды."


def unit(kk: str, ru: str) -> TranslationUnit:
    return TranslationUnit(None, (Variant("kk", kk), Variant("ru", ru)))


def filled(place: Path, ru: str = "Проект начался в 2014 году.") -> Path:
    with Memory(place, create=True) as memory:
        memory.add([unit(TEXT, ru)])
    return place


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return filled(tmp_path_factory.mktemp("lookups") / "tm")


@pytest.fixture(scope="module")
def lookups(place: Path) -> Iterator[Lookups]:
    """Two processes, which are ready."""
    lookups = Lookups(str(place), WORKERS)
    lookups.start()
    try:
        until(lambda: len(lookups.pids) == WORKERS)
        yield lookups
    finally:
        lookups.stop()


async def targets(lookups: Lookups, text: str = TEXT) -> list[str]:
    return [match.target for match in await lookups.lookup(text, "kk", "ru")]


@asynccontextmanager
async def all_busy(lookups: Lookups, folder: Path) -> AsyncIterator[None]:
    """A block during which all processes are at work."""
    end, marks = folder / "end", [folder / f"busy-{number}" for number in range(WORKERS)]
    busy = asyncio.gather(*(lookups.ask(Held(str(mark), str(end))) for mark in marks))
    while not all(mark.exists() for mark in marks):
        await asyncio.sleep(0.01)
    try:
        yield
    finally:
        end.touch()
        await busy


def test_the_first_questions_are_answered_before_there_is_a_process(tmp_path: Path) -> None:
    lookups = Lookups(str(filled(tmp_path / "tm")), 1)
    lookups.start()
    assert awaited(targets(lookups)) == ["Проект начался в 2014 году."]
    lookups.stop()


def test_a_memory_may_be_made_later_and_be_replaced(tmp_path: Path) -> None:
    place = tmp_path / "tm"
    lookups = Lookups(str(place), 1)

    async def asked() -> None:
        with pytest.raises(NoSuchMemory):
            await targets(lookups)
        filled(place)
        assert await targets(lookups) == ["Проект начался в 2014 году."]
        filled(tmp_path / "other", "Другой перевод.")
        os.replace(tmp_path / "other", place)
        assert await targets(lookups) == ["Другой перевод."]
        place.unlink()
        with pytest.raises(NoSuchMemory):
            await targets(lookups)

    lookups.start()
    until(lambda: bool(lookups.pids))
    awaited(asked())
    lookups.stop()


def test_a_change_of_the_memory_is_seen_at_once(lookups: Lookups, place: Path) -> None:
    async def found() -> list[int]:
        return [len(await lookups.concord("жыл", "kk")) for _ in range(WORKERS)]

    async def asked() -> None:
        before = await found()
        for count in range(1, 4):
            with Memory(place) as memory:
                memory.add([unit(TEXT, f"Проект {count}.")])
            assert await found() == [number + count for number in before]

    awaited(asked())


def test_an_answer_is_kept_while_the_memory_is_the_same(
    lookups: Lookups, place: Path, tmp_path: Path
) -> None:
    async def asked() -> list[int]:
        question = Counted(str(tmp_path / "mark"), 0)
        answers = [await lookups.ask(question), await lookups.ask(question)]
        with Memory(place) as memory:
            memory.add([unit("Басқа.", "Другое.")])
        return [*answers, await lookups.ask(question)]

    assert awaited(asked()) == [1, 1, 2]


def test_a_process_that_dies_is_replaced_and_its_question_asked_again(
    lookups: Lookups, tmp_path: Path
) -> None:
    before = set(lookups.pids)
    assert awaited(answer(lookups, Deadly(str(tmp_path / "mark")))) == "answered"
    until(lambda: len(lookups.pids) == WORKERS)
    assert set(lookups.pids) != before


async def answer(lookups: Lookups, question: Question[object]) -> object:
    return await lookups.ask(question)


def test_a_question_that_ends_every_process_is_refused_and_the_others_are_answered(lookups: Lookups) -> None:
    with pytest.raises(StoreError, match="the process that looked up was ended"):
        awaited(answer(lookups, Deadly("")))
    assert awaited(targets(lookups))
    until(lambda: len(lookups.pids) == WORKERS)


def test_many_ask_at_once_and_each_has_its_own_answer(lookups: Lookups, place: Path) -> None:
    texts = [f"Сурет {number}: {'а' * (number % 7)} көрініс." for number in range(100)]

    async def asked() -> list[str]:
        found = await asyncio.gather(*(lookups.lookup(text, "kk", "ru", 100) for text in texts))
        return [matches[0].target for matches in found]

    with Memory(place) as memory:
        memory.add([unit(text, str(number)) for number, text in enumerate(texts)])
    assert awaited(asked()) == list(map(str, range(100)))


def test_equal_questions_at_once_are_answered_once(lookups: Lookups, tmp_path: Path) -> None:
    async def asked() -> list[int]:
        return await asyncio.gather(*(lookups.ask(Counted(str(tmp_path / "mark"))) for _ in range(8)))

    assert awaited(asked()) == [1] * 8


def test_no_work_is_begun_for_who_has_gone(lookups: Lookups, tmp_path: Path) -> None:
    wanted, unwanted = Counted(str(tmp_path / "wanted"), 0), Counted(str(tmp_path / "unwanted"), 0)

    async def asked() -> None:
        async with all_busy(lookups, tmp_path):
            shared = asyncio.ensure_future(lookups.ask(wanted))
            gone = [asyncio.ensure_future(lookups.ask(question)) for question in (unwanted, wanted)]
            await asyncio.sleep(0)
            for one in gone:
                one.cancel()
            await asyncio.sleep(0)
        assert await shared == 1

    awaited(asked())
    assert not (tmp_path / "unwanted").exists()


def test_who_comes_when_too_many_wait_is_told_to_come_again(
    lookups: Lookups, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST", 2)

    async def asked() -> None:
        async with all_busy(lookups, tmp_path):
            waiting = [asyncio.ensure_future(targets(lookups, text)) for text in ("бір", "екі")]
            await asyncio.sleep(0)
            with pytest.raises(HTTPException) as refused:
                await targets(lookups, "үш")
        assert refused.value.status_code == 503
        assert refused.value.headers == {"retry-after": "1"}
        await asyncio.gather(*waiting)

    awaited(asked())


def test_mistakes_and_bugs_are_told_to_who_asked(lookups: Lookups) -> None:
    with pytest.raises(UsageError, match="the query is empty"):
        awaited(answer(lookups, Occurrences(" ", "kk")))
    with pytest.raises(RuntimeError, match="ZeroDivisionError"):
        awaited(answer(lookups, Wrong()))


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
def test_no_process_outlives_a_server_that_was_killed(place: Path, tmp_path: Path) -> None:
    program = (
        "import time\n"
        "from tm.web.lookups import Lookups\n"
        "if __name__ == '__main__':\n"
        f"    lookups = Lookups({str(place)!r}, 2)\n"
        "    lookups.start()\n"
        "    while len(lookups.pids) < 2: time.sleep(0.01)\n"
        "    print(*lookups.pids, flush=True)\n"
        "    time.sleep(60)\n"
    )
    script = tmp_path / "program.py"
    script.write_text(program, "utf-8")
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        pids = process.stdout.readline().split()
        assert len(pids) == 2
        process.kill()
    until(lambda: not any(Path("/proc", pid).exists() for pid in pids))


def test_the_end_does_not_wait_for_what_takes_long(place: Path, tmp_path: Path) -> None:
    lookups, mark = Lookups(str(place), 1), tmp_path / "busy"
    lookups.start()
    until(lambda: bool(lookups.pids))

    async def asked() -> None:
        first = asyncio.ensure_future(lookups.ask(Counted(str(mark), 60)))
        while not mark.exists():
            await asyncio.sleep(0.01)
        second = asyncio.ensure_future(targets(lookups))
        await asyncio.sleep(0)
        begun = time.monotonic()
        await asyncio.to_thread(lookups.stop)
        for task in (first, second):
            with pytest.raises((StoreError, HTTPException), match=r"ended|ends"):
                await task
        assert time.monotonic() - begun < 10

    awaited(asked())


def test_a_server_starts_its_processes_and_ends_them(place: Path) -> None:
    app = application(Settings(memory=str(place), workers=1))
    lookups: Lookups = app.state.shared.lookups
    with TestClient(app, base_url="http://127.0.0.1") as client:
        until(lambda: len(lookups.pids) == 1)
        (pid,) = lookups.pids
        asked = {"query": TEXT, "from": "kk", "to": "ru"}
        assert client.get("/api/lookup", params=asked).json()["matches"][0]["score"] == 100
    assert lookups.pids == []
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_process_is_handed_the_next_question_only_while_no_other_is_free() -> None:
    line = Line()
    line.are_ready(2)
    asked = [Asked(Occurrences(word, "kk"), None, lambda *_: None) for word in ("бір", "екі", "үш")]
    for one in asked:
        line.put(one)
    assert (line.take(), line.take_ahead()) == (asked[0], asked[1])
    assert line.take() is asked[2]
    with ThreadPoolExecutor(1) as free:
        waiting = free.submit(line.take)
        until(lambda: line._idle == 1)
        with line._lock:  # before the free one has woken up
            line._waiting.append(asked[0])
            assert line._idle == 1
        assert line.take_ahead() is None
        assert line.put_back(asked[1])
        assert waiting.result() is asked[1]
    assert line.take_ahead() is asked[0]
    assert line.close() == []
    assert not line.put_back(asked[0])
