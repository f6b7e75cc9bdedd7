"""What can't be used as a file of reviews is refused in one line, and nothing in it changes."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.review.drafts import AIGERIM, SOURCE, opened, plain
from tm.errors import ReadOnlyMemory, StoreError, UnusableMemory
from tm.review.action import Action
from tm.review.desk import Desk
from tm.review.draft import Source
from tm.store import open_store


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A file with two documents, closed."""
    path = tmp_path / "reviews.sqlite"
    desk = Desk(path)
    desk.add(Source("news", "large"), plain(2000))
    desk.open(desk.add(SOURCE, plain(3))).do(AIGERIM, Action("merge-next", 1), 0)
    desk.close()
    return path


def of_another_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE bookmarks (url TEXT)")


def a_memory(path: Path) -> None:
    path.unlink()
    open_store(path, create=True).close()


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 99")


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def spoil(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[4096 * 2 :] = b"\xff" * (len(whole) - 4096 * 2)
    path.write_bytes(whole)


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (cut, "is cut off: .* bytes of .*; restore it from a backup"),
        (lambda path: path.write_bytes(b"<tmx/>" * 50), "is no review file: it is not an SQLite file"),
        (of_another_program, "is an SQLite file, but no review file of ours"),
        (a_memory, "is an SQLite file, but no review file of ours"),
        (newer, "is a review file of version 99; this tool knows up to 1: install a newer one"),
        (folder, "is a folder; name a file"),
        (spoil, r"is damaged \(.*\); restore it from a backup"),
    ],
)
def test_what_is_no_file_of_reviews(place: Path, harm: Callable[[Path], object], said: str) -> None:
    harm(place)
    before = place.read_bytes() if place.is_file() else b""
    for work in (Desk.documents, lambda desk: desk.open(1), lambda desk: desk.add(SOURCE, plain(1))):
        with pytest.raises(UnusableMemory) as caught:
            work(Desk(place))
        assert re.fullmatch(f"{re.escape(str(place))}: {said}", str(caught.value))
    assert (place.read_bytes() if place.is_file() else b"") == before


def changed(place: Path, query: str, *values: object) -> None:
    """Change a file behind our back."""
    with closing(sqlite3.connect(place)) as database, database:
        assert database.execute(query, values).rowcount


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("UPDATE snapshot SET rows = ?", [b"no zlib"]),
        ("UPDATE snapshot SET rows = ?", [zlib.compress(b"[[],[[1,2]]]")]),
        (
            "UPDATE snapshot SET rows = ?",
            [zlib.compress(b'[[],[[1,[[0]],null,"lost",false,false,"",null]]]')],
        ),
        ("UPDATE document SET texts = ?", [b""]),
        ("UPDATE event SET change = ?", [zlib.compress(b'[[],[],[[[[1,"rejected","open"]],"1"]]]')]),
        ("UPDATE event SET number = 5", []),
        ("UPDATE event SET kind = 'dance'", []),
        ("UPDATE event SET kind = 'undo', target = 1", []),
        ("UPDATE event SET touched = 'a-b'", []),
        ("DELETE FROM snapshot", []),
    ],
)
def test_what_was_tampered_with_is_told_in_one_line(place: Path, query: str, values: list[bytes]) -> None:
    changed(place, query, *values)
    with pytest.raises(UnusableMemory, match=r"is damaged.*; restore it from a backup") as caught:
        Desk(place).open(2)
    assert "\n" not in str(caught.value)


def test_a_file_in_no_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="its folder does not exist; make it first"):
        Desk(tmp_path / "none" / "reviews.sqlite").add(SOURCE, plain(1))


@pytest.fixture
def read_only(place: Path) -> Iterator[Path]:
    """The file, in a folder where nobody may write; root always may, so that it tries as somebody else."""
    with TemporaryDirectory() as folder:  # not below that of pytest, which is closed to others
        copy = shutil.copy(place, folder)
        Path(copy).chmod(0o444)
        Path(folder).chmod(0o555)
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)
        yield Path(copy)
        if root:
            os.seteuid(0)
        Path(folder).chmod(0o755)


def test_what_can_not_be_written_to_is_read(read_only: Path) -> None:
    desk = Desk(read_only)
    review = desk.open(2)
    assert (len(desk.documents()), len(review.draft), len(review.history())) == (2, 2, 1)
    for work in (
        lambda: review.do(AIGERIM, Action("mark", 1), 1),
        lambda: review.undo(AIGERIM),
        lambda: desk.remove(1),
        lambda: desk.add(Source("news", "new"), plain(1)),
    ):
        with pytest.raises(ReadOnlyMemory, match="can't be written to; copy it to a folder of yours"):
            work()
    assert review.version == 1
    with pytest.raises(ReadOnlyMemory, match="can't be written to"):
        Desk(read_only.with_name("new.sqlite")).add(SOURCE, plain(1))


def test_a_full_disk_loses_what_was_not_answered_and_no_more(tmp_path: Path) -> None:
    review = opened(tmp_path / "reviews.sqlite", plain(50))
    database = review._log._database._connection  # a limit of its pages stands in for the disk's
    pages = database.execute("PRAGMA page_count").fetchone()[0]
    database.execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StoreError, match="the disk is full; what was not yet stored is not in it"):
        for n in range(1000):
            review.do(AIGERIM, Action("note", n % 50 + 1, text=f"{n} " * 200), review.version)
    before = review.now
    assert before.version > 0
    assert len(review.history()) == before.version
    assert Desk(tmp_path / "reviews.sqlite").open(review.id).now == before
    database.execute("PRAGMA max_page_count = 100000")  # there is room again
    assert review.do(AIGERIM, Action("mark", 1), before.version).version == before.version + 1


def test_a_file_that_was_replaced_while_it_was_in_use(place: Path) -> None:
    desk = Desk(place)
    desk.open(2)
    place.rename(place.with_name("away.sqlite"))
    for work in (desk.documents, lambda: desk.open(2), lambda: desk.add(SOURCE, plain(1))):
        with pytest.raises(StoreError, match="was moved or replaced while it was in use; put it back"):
            work()
    place.with_name("away.sqlite").rename(place)
    assert desk.open(2).version == 1


def test_a_log_that_is_left_is_read(place: Path, tmp_path: Path) -> None:
    """As after a crash: what was committed to the log, and not yet to the file, is there."""
    desk = Desk(place)
    now = desk.open(2).do(AIGERIM, Action("mark", 1), 1)
    for end in ("", "-wal"):
        shutil.copy(f"{place}{end}", tmp_path / f"copy.sqlite{end}")
    assert Desk(tmp_path / "copy.sqlite").open(2).version == now.version == 2
