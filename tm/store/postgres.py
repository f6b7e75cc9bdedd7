"""A memory on a PostgreSQL server, for teams: the tables of the file, in the schema `ushtil` of one database.

Writers come one after the other, each for a transaction (an advisory lock); readers see one state and never
wait. Needs psycopg 3 (extra `postgres`) and PostgreSQL 12 or newer with UTF-8.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any, NoReturn
from urllib.parse import urlsplit

from tm.errors import (
    BusyMemory,
    NoSuchMemory,
    ReadOnlyMemory,
    StoreError,
    UnreachableServer,
    UnusableMemory,
    UsageError,
)
from tm.store.database import Row, Value, migrations, queries

try:
    import psycopg
    from psycopg import errors as states
except ImportError as error:
    raise UsageError("a memory on PostgreSQL needs psycopg: pip install 'ushtil[postgres]'") from error

PATIENCE = 60  # seconds for which a writer waits for another
ANSWER = 10  # seconds for which the server may take to answer at all
_STREAMED = 2000  # rows that are fetched at a time


class PostgresDatabase:
    """The database at an address, `postgresql://user@host/database`.

    With `create` the tables are made where they are missing. Raises UnreachableServer, NoSuchMemory, and
    UnusableMemory for a newer version or another encoding.
    """

    def __init__(self, address: str, *, create: bool = False) -> None:
        _refuse_ambiguous(address)
        self.place, self._sql = (
            without_password(address),
            {name: _dialect(text) for name, text in queries("postgres").items()},
        )
        try:
            self._connection = psycopg.connect(
                address, autocommit=True, connect_timeout=ANSWER, application_name="ushtil"
            )
        except psycopg.OperationalError as error:
            raise UnreachableServer(self.place, f"can't be reached: {_first_line(error)}") from error
        except psycopg.Error as error:
            raise UsageError(f"{self.place}: is no address of a database: {_first_line(error)}") from error
        with ExitStack() as stack:
            stack.callback(self.close)
            try:
                self._prepare(create)
            except psycopg.Error as error:
                self._refuse(error)
            stack.pop_all()

    def rows(self, query: str, **parameters: Value) -> list[Any]:
        """All rows of a query."""
        try:
            with self._connection.cursor(binary=True) as cursor:
                return cursor.execute(self._sql[query], parameters or None).fetchall()
        except psycopg.Error as error:
            self._refuse(error)

    def stream(self, query: str, **parameters: Value) -> Iterator[Any]:
        """The rows of a query, one after the other; only within a transaction."""
        try:
            with self._connection.cursor("stream", binary=True) as cursor:
                cursor.itersize = _STREAMED
                yield from cursor.execute(self._sql[query], parameters or None)
        except psycopg.Error as error:
            self._refuse(error)

    def run(self, query: str, **parameters: Value) -> int:
        """Change something; how many rows it was."""
        try:
            return self._connection.execute(self._sql[query], parameters or None).rowcount
        except psycopg.Error as error:
            self._refuse(error)

    def run_many(self, query: str, rows: Sequence[Row]) -> None:
        """Change something once for each row of parameters."""
        try:
            with self._connection.cursor() as cursor:
                cursor.executemany(self._sql[query], rows)
        except psycopg.Error as error:
            self._refuse(error)

    def insert(self, table: str, rows: Iterable[Row]) -> None:
        """Put rows into a table, as COPY does."""
        try:
            with (
                self._connection.cursor() as cursor,
                cursor.copy(self._sql[f"insert_{table}"]) as copy,
            ):
                for row in rows:
                    copy.write_row(row)
        except psycopg.Error as error:
            self._refuse(error)

    def replace(self, table: str, rows: Sequence[Row]) -> None:
        """Put rows into a table in place of those with the same id."""
        try:
            self._connection.execute(self._sql[f"replace_{table}"], ([row[0] for row in rows],))
        except psycopg.Error as error:
            self._refuse(error)
        self.insert(table, rows)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction of the one writer; rolled back where the block raises."""
        try:
            with self._connection.transaction():
                self._connection.execute(self._sql["lock"])
                yield
        except psycopg.Error as error:
            self._refuse(error)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """A block that sees one state of the memory."""
        if self._connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
            yield
            return
        try:
            with self._connection.transaction():
                self._connection.execute(self._sql["read_only"])
                yield
        except psycopg.Error as error:
            self._refuse(error)

    def problems(self) -> list[str]:
        """Nothing: the server watches over its files itself."""
        return []

    def settle(self) -> None:
        """Learn anew how large the tables are; the server does so by itself only a minute later."""
        try:
            self._connection.execute(self._sql["settle"])
        except psycopg.Error as error:
            self._refuse(error)

    def shrink(self) -> None:
        """Give the room of what was deleted back to the tables, and learn anew how large they are."""
        try:
            self._connection.execute(self._sql["shrink"])
        except psycopg.Error as error:
            self._refuse(error)

    def bytes(self) -> dict[str, int]:
        """How many bytes each table takes, its indexes included."""
        return dict(self.rows("bytes"))

    def close(self) -> None:
        """End the connection."""
        self._connection.close()

    def _prepare(self, create: bool) -> None:
        """Bring the memory to the present version."""
        encoding = self._connection.info.parameter_status("server_encoding")
        if encoding != "UTF8":
            raise UnusableMemory(self.place, f"the database is in {encoding}; make one with ENCODING 'UTF8'")
        self._connection.execute(self._sql["settings"].replace(b"PATIENCE", str(PATIENCE).encode()))
        steps = migrations("postgres")
        version = self._version()
        if not version and not create:
            raise NoSuchMemory(self.place, "there is no memory in this database; tm import makes one")
        if version > len(steps):
            raise UnusableMemory(
                self.place,
                f"is a memory of version {version}; this tool knows up to {len(steps)}: install a newer one",
            )
        if version == len(steps):
            return
        with self.writing():
            version = self._version()  # another process may have been first
            self._connection.execute(self._sql["make_schema"])
            for number, step in enumerate(steps[version:], start=version + 1):
                self._connection.execute(step.encode())
                self._connection.execute(self._sql["add_version"], {"number": number})

    def _version(self) -> int:
        """The version of the memory; 0 where there is none."""
        ((there,),) = self.rows("has_version")
        return int(self.rows("version")[0][0] or 0) if there else 0

    def _refuse(self, error: psycopg.Error) -> NoReturn:
        """Say what the server said as one of our errors."""
        said = _first_line(error)
        if isinstance(error, states.LockNotAvailable | states.DeadlockDetected):
            raise BusyMemory(
                self.place, f"others have been writing to it for {PATIENCE} s; try again when they are done"
            ) from error
        if isinstance(error, states.InsufficientPrivilege | states.ReadOnlySqlTransaction):
            raise ReadOnlyMemory(self.place, f"the server does not let us: {said}") from error
        if isinstance(error, states.DiskFull):
            raise StoreError(
                self.place, "the server's disk is full; what was not yet stored is not in it"
            ) from error
        if isinstance(error, states.DataCorrupted | states.IndexCorrupted):
            raise UnusableMemory(self.place, f"is damaged ({said}); restore it from a backup") from error
        if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
            raise UnreachableServer(self.place, f"the connection broke: {said}") from error
        raise error


def _refuse_ambiguous(address: str) -> None:
    """Raise UsageError, without the address, where a password may have characters that end it."""
    scheme = address.partition("://")[0]
    try:
        parts = urlsplit(address)
        _ = parts.port
        clear = parts.netloc.count("@") <= 1 and "@" not in parts.path
    except ValueError:
        clear = False
    if not clear:
        raise UsageError(
            f"{scheme}://…: is no address of a database; write @ / ? # % [ ] of a password as "
            "%40 %2F %3F %23 %25 %5B %5D"
        )


def _dialect(query: str) -> bytes:
    """A query as psycopg takes it: lists are arrays, and parameters have another form."""
    return _PARAMETER.sub(r"%(\1)s", _LIST.sub(r"= ANY(%(\1)s)", query)).encode()


_LIST = re.compile(r"\bIN :(\w+)")
_PARAMETER = re.compile(r"(?<!:):(\w+)")


def without_password(address: str) -> str:
    """An address as it may be shown.

    >>> without_password("postgresql://aigerim:secret@host/memory")
    'postgresql://aigerim@host/memory'
    """
    parts = urlsplit(address)
    user, at, host = parts.netloc.rpartition("@")
    plain = parts._replace(netloc=user.partition(":")[0] + at + host, query="", fragment="")
    return plain.geturl()


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
