"""A memory copied whole, with its history and its index, from any database to any other."""

from __future__ import annotations

from collections.abc import Iterator

from tm.errors import StoreError
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
