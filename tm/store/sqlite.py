"""A memory in one SQLite file: nothing to set up, safe against a crash at any moment, many processes at once.

The journal is a write-ahead log, so readers never wait; every commit reaches the disk before it counts
(`synchronous=FULL`); whoever writes asks for the one place of a writer at the start (`BEGIN IMMEDIATE`), so
that two never meet half-way.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

from tm.errors import BusyMemory, Message, NoSuchMemory, ReadOnlyMemory, StoreError, UnusableMemory
from tm.store.database import Row, Value, migrations, queries, statements

PATIENCE = 60.0  # seconds for which a writer waits for another
CACHE = 256 << 20  # bytes of pages that a connection remembers at most
_HEADER = 100  # bytes at the start of every SQLite file
_MAGIC = b"SQLite format 3\0"
# Of our statements SQLite only says such things where tables or rows are not those that we made.
_DAMAGED = (
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_CONSTRAINT,
    sqlite3.SQLITE_MISMATCH,
)


class Kind(NamedTuple):
    """What a file is for: what to call it, the number that marks it, its queries and migrations.

    `origin` says what makes one.
    """

    noun: str
    application: int
    queries: Callable[[], Mapping[str, str]]
    migrations: Callable[[], tuple[str, ...]]
    origin: str


_USTL = 0x7573_746C  # "ustl"
MEMORY = Kind("memory", _USTL, partial(queries, "sqlite"), partial(migrations, "sqlite"), "tm import")


class SqliteDatabase:
    """A database in the file `path`; with `create` it is made where there is none.

    It is of one thread, unless it is `shared` by several that take turns. Raises NoSuchMemory, and
    UnusableMemory for what is no memory, is cut off, or is of a newer version. A file that can't be written
    to can be read; the first change raises ReadOnlyMemory.
    """

    def __init__(
        self, path: Path | str, *, create: bool = False, kind: Kind = MEMORY, shared: bool = False
    ) -> None:
        self.place = str(path)
        self._kind, self._shared = kind, shared
        self._sql = {name: _dialect(text) for name, text in kind.queries().items()}
        there = self._looked_at(Path(path), create)
        try:
            self._connection = self._opened(Path(path))
        except sqlite3.Error as error:
            self._refuse(error)
        with ExitStack() as stack:
            stack.callback(self.close)
            try:
                self._prepare(there)
            except sqlite3.Error as error:
                self._refuse(error)
            stack.pop_all()

    def rows(self, query: str, **parameters: Value) -> list[Any]:
        """All rows of a query."""
        try:
            return self._connection.execute(self._sql[query], _plain(parameters)).fetchall()
        except sqlite3.Error as error:
            self._refuse(error)

    def stream(self, query: str, **parameters: Value) -> Iterator[Any]:
        """The rows of a query, one after the other."""
        try:
            yield from self._connection.execute(self._sql[query], _plain(parameters))
        except sqlite3.Error as error:
            self._refuse(error)

    def run(self, query: str, **parameters: Value) -> int:
        """Change something; how many rows it was."""
        try:
            return self._connection.execute(self._sql[query], _plain(parameters)).rowcount
        except sqlite3.Error as error:
            self._refuse(error)

    def run_many(self, query: str, rows: Iterable[Row]) -> None:
        """Change something once for each row of parameters."""
        try:
            self._connection.executemany(self._sql[query], rows)
        except sqlite3.Error as error:
            self._refuse(error)

    def insert(self, table: str, rows: Iterable[Row]) -> None:
        """Put rows into a table."""
        self.run_many(f"insert_{table}", rows)

    def replace(self, table: str, rows: Sequence[Row]) -> None:
        """Put rows into a table in place of those with the same id."""
        self.run_many(f"replace_{table}", rows)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction of the one writer; rolled back where the block raises."""
        self._begin("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            self._refuse(error)
        finally:
            if self._connection.in_transaction:
                with suppress(sqlite3.Error):
                    self._connection.execute("ROLLBACK")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """A block that sees one state of the memory."""
        if self._connection.in_transaction:
            yield
            return
        self._begin("BEGIN")
        try:
            yield
        finally:
            with suppress(sqlite3.Error):
                self._connection.execute("COMMIT")

    def problems(self) -> list[str]:
        """What SQLite finds wrong with the file, and rows that refer to others that are not there."""
        try:
            found = [row[0] for row in self._connection.execute("PRAGMA integrity_check")]
            broken = self._connection.execute("PRAGMA foreign_key_check").fetchall()
        except sqlite3.DatabaseError as error:
            return [str(error)]
        loose = [
            f"row {row} of {table} refers to a {parent} that is not there" for table, row, parent, _ in broken
        ]
        return [one for one in found if one != "ok"] + loose

    def settle(self) -> None:
        """Nothing: SQLite plans our queries by their indexes alone."""

    def shrink(self) -> None:
        """Write the file anew without what was deleted, and empty the log where no reader needs it."""
        try:
            self._connection.execute("VACUUM")
            # Who waits here for a reader keeps all writers waiting, and the next close empties it as well.
            self._connection.execute("PRAGMA busy_timeout = 0")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            self._refuse(error)
        finally:
            self._connection.execute(f"PRAGMA busy_timeout = {PATIENCE * 1000:.0f}")

    def backup(self, target: Path) -> None:
        """Write a copy of the memory as it is now to a file that is not there."""
        try:
            self._connection.execute("VACUUM INTO ?", (str(target),))
            with closing(sqlite3.connect(target)) as copy:  # which has no log yet
                copy.execute("PRAGMA journal_mode = WAL")
        except sqlite3.Error as error:
            self._refuse(error)

    def bytes(self) -> dict[str, int]:
        """How many bytes of the file each table takes; empty where SQLite was built without that."""
        try:
            return dict(self.rows("bytes"))
        except StoreError:
            return {}

    def close(self) -> None:
        """Close the file; what is in the log goes into it."""
        self._connection.close()

    def _looked_at(self, path: Path, create: bool) -> bool:
        """Whether there is something at the path that may be a memory."""
        try:
            with path.open("rb") as stream:
                head = stream.read(_HEADER)
                size = os.fstat(stream.fileno()).st_size
        except FileNotFoundError:
            if not create:
                raise NoSuchMemory(
                    path, f"there is no {self._kind.noun}; {self._kind.origin} makes one"
                ) from None
            if not path.absolute().parent.is_dir():
                raise NoSuchMemory(path, "its folder does not exist; make it first") from None
            return False
        except IsADirectoryError:
            raise UnusableMemory(path, "is a folder; name a file") from None
        except OSError as error:
            raise UnusableMemory(path, f"can't be read: {(error.strerror or str(error)).lower()}") from error
        log = path.with_name(path.name + "-wal")
        pending = log.exists() and log.stat().st_size > 0
        if not head:  # as a process leaves it that was killed when it made the file
            if not create and not pending:
                raise UnusableMemory(path, f"is empty; {self._kind.origin} makes it a {self._kind.noun}")
            return pending
        if not head.startswith(_MAGIC):
            raise UnusableMemory(path, f"is no {self._kind.noun}: it is not an SQLite file")
        page = int.from_bytes(head[16:18], "big")
        promised = int.from_bytes(head[28:32], "big") * (65536 if page == 1 else page)
        if size < promised and not pending:
            raise UnusableMemory(
                path, f"is cut off: {size:,} bytes of {promised:,}; restore it from a backup"
            )
        return True

    def _opened(self, path: Path) -> sqlite3.Connection:
        """A connection that can write, or else one that can read."""
        quoted = path.absolute().as_uri()
        for how in ("mode=rwc", "mode=ro", "immutable=1"):
            if how == "immutable=1" and path.with_name(path.name + "-wal").exists():
                break
            connection = sqlite3.connect(
                f"{quoted}?{how}",
                uri=True,
                timeout=PATIENCE,
                isolation_level=None,
                cached_statements=256,
                check_same_thread=not self._shared,
            )
            try:
                connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
            except sqlite3.OperationalError as error:
                connection.close()
                if _code(error) not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
                    raise
                continue
            return connection
        raise ReadOnlyMemory(
            path, "its file or folder can't be written to, and its log must be read to open it"
        )

    def _prepare(self, there: bool) -> None:
        """Set the connection up, and bring the memory to the present version."""
        pragma = self._connection.execute
        pragma(f"PRAGMA cache_size = -{CACHE >> 10}")
        pragma("PRAGMA foreign_keys = ON")
        pragma("PRAGMA synchronous = FULL")
        pragma("PRAGMA trusted_schema = OFF")  # a file of a stranger may bring triggers and views of its own
        pragma("PRAGMA cell_size_check = ON")
        version, application = (
            pragma(f"PRAGMA {name}").fetchone()[0] for name in ("user_version", "application_id")
        )
        noun, steps = self._kind.noun, self._kind.migrations()
        tables = pragma("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if there and tables and application != self._kind.application:
            raise UnusableMemory(self.place, f"is an SQLite file, but no {noun} of ours")
        if pragma("SELECT count(*) FROM sqlite_schema WHERE type IN ('trigger', 'view')").fetchone()[0]:
            raise UnusableMemory(
                self.place, f"has triggers or views, as no {noun} of ours has; restore it from a backup"
            )
        if version > len(steps):
            newest = len(steps)
            raise UnusableMemory(
                self.place,
                f"is a {noun} of version {version}; this tool knows up to {newest}: install a newer one",
            )
        if version < len(steps):
            self._to_wal()
            with self.writing():
                version = pragma("PRAGMA user_version").fetchone()[0]  # another process may have been first
                for number, step in enumerate(steps[version:], start=version + 1):
                    for statement in statements(step):
                        pragma(statement)
                    pragma(f"PRAGMA user_version = {number}")
                pragma(f"PRAGMA application_id = {self._kind.application}")

    def _to_wal(self) -> None:
        """Turn the log on; another process that makes the same memory may be in the way for a moment."""
        limit = time.monotonic() + PATIENCE
        while True:
            try:
                self._connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if _code(error) != sqlite3.SQLITE_BUSY or time.monotonic() > limit:
                    raise
                time.sleep(0.02)

    def _begin(self, how: str) -> None:
        try:
            self._connection.execute(how)
        except sqlite3.Error as error:
            self._refuse(error)

    def _refuse(self, error: sqlite3.Error) -> NoReturn:
        """Say what SQLite said as one of our errors."""
        code = _code(error)
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise BusyMemory(
                self.place,
                Message(
                    "others have been writing to it for %(seconds)s s; try again when they are done",
                    seconds=round(PATIENCE),
                ),
            ) from error
        if code == sqlite3.SQLITE_READONLY:
            raise ReadOnlyMemory(self.place, "can't be written to; copy it to a folder of yours") from error
        if code == sqlite3.SQLITE_FULL:
            raise StoreError(self.place, "the disk is full; what was not yet stored is not in it") from error
        if code in _DAMAGED:
            raise UnusableMemory(self.place, f"is damaged ({error}); restore it from a backup") from error
        if code == sqlite3.SQLITE_CANTOPEN:
            raise ReadOnlyMemory(self.place, "its folder can't be written to") from error
        if isinstance(error, sqlite3.OperationalError) and code in (
            sqlite3.SQLITE_IOERR,
            sqlite3.SQLITE_PERM,
        ):
            raise StoreError(self.place, f"can't be read or written: {error}") from error
        raise error


def _dialect(query: str) -> str:
    """A query as SQLite takes it, which knows no lists: they come as JSON."""
    return _LIST.sub(r"IN (SELECT value FROM json_each(:\1))", query)


_LIST = re.compile(r"\bIN :(\w+)")


def _code(error: sqlite3.Error) -> int:
    """SQLite's code of an error without its finer part."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _plain(parameters: dict[str, Value]) -> dict[str, Any]:
    """Parameters as SQLite takes them: lists as JSON."""
    return {
        name: value if value is None or isinstance(value, int | str | bytes) else json.dumps(list(value))
        for name, value in parameters.items()
    }
