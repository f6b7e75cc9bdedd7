"""A process that is killed at any moment leaves a memory as it should be; the work run again completes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tm.formats.tmx import TmxWriter
from tm.importing import BATCH
from tm.store import open_store
from tm.store.integrity import Check
from tm.store.store import Store
from tm.units import Header, TranslationUnit, Variant

KILLS = int(os.environ.get("KILLS", "3"))  # of each job
UNITS = 9_000

# What is killed: an import, changes and deletions one after the other, and a compaction that forgets.
JOBS = {
    "import": """
from tm.formats.sources import Source
from tm.importing import Import
list(Import(place, [Source(file)]).run())
""",
    "update": """
from tm.memory import Memory
from tm.units import TranslationUnit, Variant
memory = Memory(place)
for number in range(1, 2000, 3):
    texts = Variant("kk", f"жаңа {number}"), Variant("ru", f"новое {number}")
    memory.replace(number, TranslationUnit(str(number), texts))
    memory.delete([number + 1])
""",
    "compaction": """
from tm.store import open_store
from tm.store.compaction import Compaction
list(Compaction(open_store(place), forget=True).run())
""",
}
START = "import sys; place, file = sys.argv[1:]\n"


def unit(number: int) -> TranslationUnit:
    source = f"Бұл {number} сөйлем, оның {number % 97} сөзі бар, {number % 89} әрпі бар."
    return TranslationUnit(str(number), (Variant("kk", source), Variant("ru", f"Это предложение {number}.")))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("crash") / "units.tmx"
    with TmxWriter(path, Header("kk")) as writer:
        for number in range(1, UNITS + 1):
            writer.write(unit(number))
    return path


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory, file: Path) -> Path:
    """A memory with all units, of which every other one is deleted."""
    path = tmp_path_factory.mktemp("crash") / "full.sqlite"
    finish("import", path, file)
    store = open_store(path)
    with store.changing("delete") as change:
        change.end(range(2, UNITS, 2))
    store.close()
    return path


def begin(job: str, place: Path, file: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", START + JOBS[job], place, file], start_new_session=True)


def finish(job: str, place: Path, file: Path) -> float:
    started = time.monotonic()
    assert begin(job, place, file).wait() == 0
    return time.monotonic() - started


def copied(full: Path, place: Path) -> None:
    place.write_bytes(full.read_bytes())


def checked(place: Path) -> Store:
    """The memory, which opens and checks out."""
    store = open_store(place, create=True)
    check = Check(store)
    list(check.run())
    assert check.problems == []
    return store


@pytest.mark.parametrize("job", JOBS)
def test_a_job_that_is_killed(job: str, full: Path, file: Path, tmp_path: Path) -> None:
    """Killed at random moments from its start to about its end; each time what is there is whole batches."""
    place = tmp_path / "tm.sqlite"
    if job != "import":
        copied(full, place)
    whole = finish(job, place, file)
    draw = random.Random(job)
    for _ in range(KILLS):
        for old in tmp_path.iterdir():
            old.unlink()
        if job != "import":
            copied(full, place)
        process = begin(job, place, file)
        time.sleep(draw.uniform(0, whole * 1.1))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        store = checked(place)
        if job == "import":
            assert store.count() in (*range(0, UNITS, BATCH), UNITS)
        elif job == "update":
            assert store.count() == UNITS // 2 or _deletions_follow_changes(store)
        else:
            assert store.count() == UNITS // 2 + 1
        store.close()
        finish(job, place, file)
        store = checked(place)
        if job == "import":
            assert [one.unit for one in store.units()] == [unit(number) for number in range(1, UNITS + 1)]
        store.close()


def _deletions_follow_changes(store: Store) -> bool:
    """Every change but perhaps the last was followed by its deletion, so that none was lost."""
    kinds = [one.kind for one in store.revisions()][2:]
    return kinds in (
        ["edit", "delete"] * (len(kinds) // 2),
        ["edit", "delete"] * (len(kinds) // 2) + ["edit"],
    )
