"""What the memory asks of a database: named queries, transactions, and a fast way to put in many rows.

Most queries are the same for both databases, in `sql/queries.sql`; the others have the same names in
`sql/sqlite/queries.sql` and `sql/postgres/queries.sql`. What is done with them is written once, in the
modules beside this one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Protocol

Value = int | str | bytes | None | Collection[int] | Collection[str]
Row = Sequence[Any]  # values of a row in the order of the query


class Database(Protocol):
    """A database that holds one memory. Every method raises a `StoreError` where the database can't do it.

    `place` is what to call it in messages. A parameter may be a list of numbers or strings.
    """

    place: str

    def rows(self, query: str, **parameters: Value) -> list[Any]:
        """All rows of a query."""
        ...

    def stream(self, query: str, **parameters: Value) -> Iterator[Any]:
        """The rows of a query that may have very many, one after the other; within `reading`."""
        ...

    def run(self, query: str, **parameters: Value) -> int:
        """Change something; how many rows it was."""
        ...

    def run_many(self, query: str, rows: Sequence[Row]) -> None:
        """Change something once for each row of parameters."""
        ...

    def insert(self, table: str, rows: Iterable[Row]) -> None:
        """Put rows of all its columns, in order, into a table."""
        ...

    def replace(self, table: str, rows: Sequence[Row]) -> None:
        """The same, where rows with the same id, the first column, may be there and go."""
        ...

    def writing(self) -> AbstractContextManager[None]:
        """A transaction in which no one else writes; it happens whole, or not at all if the block raises."""
        ...

    def reading(self) -> AbstractContextManager[None]:
        """A block that sees one state of the memory, whatever others write meanwhile; may be nested."""
        ...

    def problems(self) -> list[str]:
        """What the database itself finds wrong with what it has stored; as long as reading it takes."""
        ...

    def settle(self) -> None:
        """Learn anew how large the tables are, after very many rows were put in, to plan queries by it."""
        ...

    def shrink(self) -> None:
        """Give back the room of what was deleted."""
        ...

    def bytes(self) -> dict[str, int]:
        """How many bytes each table takes on the disk, its indexes included."""
        ...

    def close(self) -> None:
        """End the connection."""
        ...


_HEAD = re.compile(r"^-- (\w+) --$", re.MULTILINE)


@cache
def queries(dialect: str) -> dict[str, str]:
    """The queries by name, the shared ones and a dialect's own: what stands below `-- name --`.

    The shared ones call a parameter `:name` and a list `IN :name`, which each database writes in its own way.
    """
    folder = files("tm.store") / "sql"
    texts = ((folder / "queries.sql"), (folder / dialect / "queries.sql"))
    return {name: body for text in texts for name, body in named(text.read_text("utf-8"))}


def named(text: str) -> Iterator[tuple[str, str]]:
    """The queries of a text, each with the name that stands above it."""
    _, *parts = _HEAD.split(text)
    for name, body in zip(parts[::2], parts[1::2], strict=True):
        plain = "\n".join(line for line in body.splitlines() if not line.startswith("--"))
        yield name, plain.strip().rstrip(";")


@cache
def migrations(dialect: str) -> tuple[str, ...]:
    """What makes an empty database a memory of version 1, of that one of version 2, and so on."""
    return scripts(files("tm.store") / "sql" / dialect / "migrations")


def scripts(folder: Traversable) -> tuple[str, ...]:
    """The SQL of a folder, in the order of the names of its files."""
    texts = sorted((Path(one.name).name, one.read_text("utf-8")) for one in folder.iterdir())
    return tuple(text for name, text in texts if name.endswith(".sql"))


def statements(script: str) -> Iterator[str]:
    """The statements of a migration, which end with a semicolon at the end of a line."""
    plain = "\n".join(line for line in script.splitlines() if not line.startswith("--"))
    for statement in re.split(r";[ \t]*(?:\n|$)", plain):
        if statement.strip():
            yield statement
