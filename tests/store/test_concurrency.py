"""Four processes write and four read at once: no write is lost, and nobody is told of a lock."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tm.memory import Memory
from tm.store.integrity import Check
from tm.store.sqlite import PATIENCE
from tm.units import TranslationUnit, Variant

WRITERS, READERS, ROUNDS = 4, 4, 40

WRITE = """
import sys
from tm.memory import Memory
from tm.units import TranslationUnit, Variant
place, me, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
common = TranslationUnit(None, (Variant("kk", "ортақ сөйлем"), Variant("ru", "общее")))
with Memory(place, create=True) as memory:
    for n in range(rounds):
        texts = Variant("kk", f"{me} жазушының {n} сөйлемі"), Variant("ru", f"{n} из {me}")
        number, _ = memory.add([TranslationUnit(f"{me}:{n}", texts), common])
        memory.replace(number, TranslationUnit(f"{me}:{n}", (*texts, Variant("en", f"{n} of {me}"))))
"""
READ = """
import sys
from tm.errors import NoSuchMemory
from tm.memory import Memory
place, me, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
found = 0
with Memory(place, create=True) as memory:
    for n in range(rounds):
        found += len(memory.lookup(f"{me} жазушының {n} сөйлемі", "kk", "ru", minimum=50))
        with memory.store.database.reading():
            assert memory.store.count() == sum(1 for _ in memory.store.units())
"""


def test_many_processes_at_once(place: str) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", code, place, str(me), str(ROUNDS)], stderr=subprocess.PIPE, text=True
        )
        for me in range(4)
        for code in (WRITE, READ)
    ]
    said = [process.communicate(timeout=240)[1] for process in processes]
    assert said == [""] * (WRITERS + READERS)
    with Memory(place) as memory:
        units = list(memory)
        names = {unit.tuid for unit in units if unit.tuid and len(unit.variants) == 3}
        assert names == {f"{me}:{n}" for me in range(WRITERS) for n in range(ROUNDS)}
        assert len(units) == WRITERS * ROUNDS + 1
        assert len(memory.store.revisions()) == 2 * WRITERS * ROUNDS
        check = Check(memory.store)
        list(check.run())
        assert check.problems == []


COMPACT = """
import sys
from tm.store import open_store
from tm.store.compaction import Compaction
store = open_store(sys.argv[1])
list(Compaction(store).run())
store.close()
"""


def test_a_compaction_does_not_wait_for_readers(tmp_path: Path) -> None:
    """Nor do writers for it: the log is emptied another time."""
    place = tmp_path / "tm.sqlite"
    texts = Variant("kk", "сөйлем"), Variant("ru", "предложение")
    with Memory(place, create=True) as memory, Memory(place) as reader:
        memory.add([TranslationUnit(None, texts)])
        with reader.store.database.reading():
            assert len(reader) == 1
            done = subprocess.run([sys.executable, "-c", COMPACT, place], timeout=PATIENCE * 0.8, check=False)
            assert (done.returncode, len(reader)) == (0, 1)
        memory.add([TranslationUnit("2", texts)])
        assert len(reader) == 2
