"""Where a memory is kept: one SQLite file, or a PostgreSQL database for a team; the same in both.

`store.py` has what can be done with it and `stored.py` what it tells, `index.py` how segments are found,
`segments.py` how each text is kept once; the databases are in `sqlite.py` and `postgres.py`, and all SQL in
`sql/`.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import cast

from tm.store.database import Database
from tm.store.sqlite import SqliteDatabase
from tm.store.store import Store

SERVERS = ("postgresql://", "postgres://")  # how the address of a database server begins


def is_server(place: Path | str) -> bool:
    """Whether a memory is on a database server, and not in a file."""
    return str(place).startswith(SERVERS)


def called(place: Path | str) -> str:
    """What to call a memory or a file in a message; the address of a server may have a password."""
    return "the server's memory" if is_server(place) else str(place)


def open_database(place: Path | str, *, create: bool = False) -> Database:
    """The database at a place: a path, or the address of a PostgreSQL database. Raises a StoreError."""
    if is_server(place):
        postgres = import_module(
            "tm.store.postgres"
        )  # here, for psycopg is an extra and takes a while to load
        return cast(Database, postgres.PostgresDatabase(str(place), create=create))
    return SqliteDatabase(place, create=create)


def open_store(place: Path | str, *, create: bool = False) -> Store:
    """The memory at a place; with `create` it is made where there is none. Raises a StoreError."""
    return Store(open_database(place, create=create))
