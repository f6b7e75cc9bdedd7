"""A memory copied whole, with its history and its index, from any database to any other."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from tm.errors import StoreError
from tm.store.sqlite import SqliteDatabase
from tm.store.store import Store

TABLES = ("fact", "language", "revision", "segment", "unit", "variant", "gram", "posting", "chunk")
_PIECE = 5000  # rows that are put in at a time


def transfer(source: Store, target: Store) -> Iterator[int]:
    """Copy everything, in one transaction; yields the number of rows from time to time.

    The target must be empty: StoreError where it is not.
    """
    if target.database.rows("last_revision")[0][0]:
        raise StoreError(target.place, "is not empty; name a new memory")
    done = 0
    with source.database.reading(), target.database.writing():
        for table in TABLES:
            piece = []
            for row in source.database.stream(f"all_{table}"):
                piece.append(row)
                if len(piece) == _PIECE:
                    target.database.insert(table, piece)
                    done += len(piece)
                    yield done
                    piece = []
            target.database.insert(table, piece)
            done += len(piece)
            yield done
    target.database.settle()


def backup(source: Store, path: Path) -> Iterator[int]:
    """Copy a memory to a new file, which appears whole or not at all; yields how many rows from time to time.

    Nobody has to wait meanwhile. StoreError where there is such a file, or it can't be written.
    """
    if not path.absolute().parent.is_dir():
        raise StoreError(path, "its folder does not exist; make it first")
    if path.exists():
        raise StoreError(path, "is there; a backup never replaces a file, so name a new one")
    part = path.with_name(f".{path.name[:40]}.{os.getpid()}.part")
    try:
        if isinstance(source.database, SqliteDatabase):
            source.database.backup(part)
        else:
            with closing(Store(SqliteDatabase(part, create=True))) as target:
                yield from transfer(source, target)
        part.replace(path)
    except OSError as error:
        raise StoreError(path, f"can't be written: {(error.strerror or str(error)).lower()}") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
