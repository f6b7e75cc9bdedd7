"""What can't be used as a memory is refused in one line that says what to do, and nothing in it changes."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import psycopg
import pytest

from tests.store.test_store import added, many, problems
from tm.errors import NoSuchMemory, ReadOnlyMemory, StoreError, UnreachableServer, UnusableMemory, UsageError
from tm.memory import Memory
from tm.store import open_store
from tm.store.compaction import Compaction
from tm.store.sqlite import SqliteDatabase

MEGABYTE = 1 << 20


@pytest.fixture
def memory(tmp_path: Path) -> Path:
    """A memory of 2,000 units, closed."""
    path = tmp_path / "tm.sqlite"
    with closing(open_store(path, create=True)) as store:
        added(store, many(2000))
    return path


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of its own of three megabytes; where we may not mount one, the test is skipped."""
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = mount("-t", "tmpfs", "-o", "size=3m", "tmpfs", folder)
    if mounted:
        pytest.skip(f"a small disk can't be mounted: {mounted}")
    yield folder
    subprocess.run(["umount", "-l", folder], check=False)


def mount(*arguments: str | Path) -> str:
    """What mount says where it does not succeed."""
    if not shutil.which("mount"):
        return "there is no mount"
    done = subprocess.run(["mount", *arguments], capture_output=True, text=True, check=False)
    return (done.stderr.strip() or "it failed") if done.returncode else ""


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def spoil(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[4096 * 3 : 4096 * 40] = b"\xff" * (4096 * 37)
    path.write_bytes(whole)


def of_another_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (cut, "is cut off: .* bytes of .*; restore it from a backup"),
        (lambda path: path.write_bytes(b""), "is empty; tm import makes it a memory"),
        (lambda path: path.write_bytes(b"<tmx/>" * 50), "is no memory: it is not an SQLite file"),
        (lambda path: path.write_bytes(b"SQLite format 3\0" + b"\1" * 5000), "is cut off"),
        (of_another_program, "is an SQLite file, but no memory of ours"),
    ],
)
def test_what_is_no_memory(memory: Path, harm: Callable[[Path], object], said: str) -> None:
    harm(memory)
    before = memory.read_bytes()
    with pytest.raises(UnusableMemory, match=f"tm.sqlite: {said}"):
        open_store(memory)
    assert memory.read_bytes() == before


def test_pages_that_are_damaged(memory: Path) -> None:
    spoil(memory)
    with closing(open_store(memory)) as store:
        with pytest.raises(UnusableMemory, match=r"is damaged \(.*\); restore it from a backup"):
            list(store.units())
        assert problems(store) != []


def test_a_folder_is_none(tmp_path: Path) -> None:
    with pytest.raises(UnusableMemory, match="is a folder; name a file"):
        open_store(tmp_path, create=True)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NoSuchMemory, match="its folder does not exist; make it first"):
        open_store(tmp_path / "none" / "tm.sqlite", create=True)


def test_a_folder_that_can_not_be_written_to(memory: Path, small_disk: Path) -> None:
    """It is read as it is, and the first change is refused."""
    shutil.copy(memory, small_disk / "tm.sqlite")
    if said := mount("-o", "remount,ro", small_disk):
        pytest.skip(f"a disk can't be made read-only: {said}")
    with Memory(small_disk / "tm.sqlite") as opened:
        assert len(opened) == 2000
        assert opened.lookup("Бұл 7 сөйлем, 0 рет.", "kk", "ru")[0].percent == 100
        with pytest.raises(ReadOnlyMemory, match="can't be written to"):
            opened.add(many(1, 5000))
    with pytest.raises(ReadOnlyMemory, match="can't be written to"):
        Memory(small_disk / "new.sqlite", create=True)
    assert [path.name for path in small_disk.iterdir()] == ["tm.sqlite"]


def test_a_full_disk(small_disk: Path) -> None:
    """Batches that did not fit are not in the memory; those before are, and it is as it should be."""
    with closing(open_store(small_disk / "tm.sqlite", create=True)) as store:
        done = 0
        with pytest.raises(StoreError, match="the disk is full; what was not yet stored is not in it"):
            for start in range(0, 200_000, 500):
                added(store, many(500, start))
                done += 500
        assert store.count() == done > 0
    moved = small_disk.parent / "moved.sqlite"
    for path in small_disk.glob("tm.sqlite*"):  # the log with it, which may not have fitted into the file
        shutil.copy(path, moved.with_name(path.name.replace("tm", "moved", 1)))
    with closing(open_store(moved)) as store:
        assert store.count() == done
        assert problems(store) == []


def test_a_log_that_is_left_is_read(memory: Path, tmp_path: Path) -> None:
    """As after a crash: what was committed to the log, and not yet to the file, is there."""
    store = open_store(memory)
    added(store, many(5, 3000))
    for end in ("", "-wal"):
        shutil.copy(f"{memory}{end}", tmp_path / f"copy.sqlite{end}")
    store.close()
    with closing(open_store(tmp_path / "copy.sqlite")) as copy:
        assert copy.count() == 2005
        assert problems(copy) == []


def test_a_server_that_does_not_answer() -> None:
    with pytest.raises(
        UnreachableServer, match=r"^postgresql://aigerim@127.0.0.1:1/memory: can't be reached"
    ):
        open_store("postgresql://aigerim:secret@127.0.0.1:1/memory")


def test_an_address_that_is_none() -> None:
    with pytest.raises(UsageError, match="is no address of a database"):
        open_store("postgresql://host:port:port/memory?x=y")


def test_a_server_with_another_encoding(postgres: str) -> None:
    with psycopg.connect(postgres, autocommit=True) as server:
        server.execute(
            "CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
        )
    try:
        with pytest.raises(UnusableMemory, match="is in LATIN1; make one with ENCODING 'UTF8'"):
            open_store(postgres.replace("/postgres?", "/latin?"), create=True)
    finally:
        with psycopg.connect(postgres, autocommit=True) as server:
            server.execute("DROP DATABASE latin WITH (FORCE)")


QUERIES = [
    "а",
    "а" * MEGABYTE,
    "сөз " * (MEGABYTE // 4),
    "😀",
    "😀👩‍👧",
    "12 345",
    "?!",
    " ",
    "",
    "\u0301",
    "Это по-русски",
]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: repr(query[:8]))
@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_queries_of_every_kind_are_answered(place: str, query: str) -> None:
    with Memory(place, create=True) as memory:
        memory.add(many(300))
        for lang, target in (("kk", "ru"), ("ru", "kk"), ("en", "kk")):
            assert all(match.score >= 70 for match in memory.lookup(query, lang, target))
        assert problems(memory.store) == []


def test_the_database_can_be_opened_alone(memory: Path) -> None:
    with closing(SqliteDatabase(memory)) as database:
        assert database.bytes() == {} or database.bytes()["segment"] > 0


@pytest.mark.parametrize(
    "harm",
    [
        "DROP TABLE chunk",
        "UPDATE chunk SET lengths = x'01'",
        "UPDATE chunk SET lengths = 'x'",
        "UPDATE language SET last = 'x'",
        "UPDATE language SET last = 1 << 62",
        "UPDATE language SET indexed = 1 << 62",
        "UPDATE posting SET places = 'x'",
        "DELETE FROM gram",
        "PRAGMA user_version = 0",
        "UPDATE gram SET n = 'x'",
        "UPDATE gram SET gram = 'x' WHERE id = 1",
        "DELETE FROM language",
        "UPDATE language SET id = 1 << 62 WHERE id = 1",
        "UPDATE language SET last = 7, indexed = 7",
        "UPDATE unit SET number = 1 WHERE number = 2",
        "UPDATE posting SET places = -1",
        "CREATE TRIGGER t AFTER INSERT ON unit BEGIN DELETE FROM unit; END",
    ],
)
def test_tables_that_somebody_changed(memory: Path, harm: str) -> None:
    """Nothing but a StoreError comes of it, and what compares all finds it."""
    with closing(sqlite3.connect(memory, isolation_level=None)) as other:
        other.execute(harm)
    jobs: list[Callable[[Memory], object]] = [
        lambda opened: opened.lookup("Бұл 7 сөйлем, 0 рет.", "kk", "ru"),
        lambda opened: opened.near("Бұл 7 сөйлем, 0 рет.", "kk", 60, exhaustive=True),
        lambda opened: opened.add(many(300, 5000)),
        lambda opened: list(Compaction(opened.store).run()),
    ]
    for job in jobs:
        with suppress(StoreError), Memory(memory) as opened:
            job(opened)
    with suppress(UnusableMemory), Memory(memory) as opened:
        assert problems(opened.store) != []


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://u:se@cret@127.0.0.1:1/x",
        "postgresql://u:se/cret@127.0.0.1:1/x",
        "postgresql://u:se?cret@127.0.0.1:1/x",
        "postgresql://u:se#cret@127.0.0.1:1/x",
        "postgresql://u:cret@[bad/x",
        "postgresql://u:cret@127.0.0.1:99999/x",
    ],
)
def test_a_password_that_is_not_escaped_is_not_shown(address: str) -> None:
    with pytest.raises(UsageError, match="postgresql://…: is no address of a database; write @") as refused:
        open_store(address)
    assert "cret" not in str(refused.value)
