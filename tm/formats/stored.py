"""A memory as a file of units: read like TMX, so that it can be converted, compared, counted and checked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from tm.store import open_store
from tm.units import Header, TranslationUnit

UNNAMED = Header("*all*")  # of a memory into which nothing was put


class MemoryReader:
    """The living units of a memory, in the order of their numbers, as of the moment at which reading begins.

    A unit's `line` is its number. Raises a StoreError where the memory can't be used.
    """

    def __init__(self, path: Path | str) -> None:
        self._store = open_store(path)
        self.header = self._store.header or UNNAMED
        self.warnings: list[str] = []
        self._read, self._count = 0, self._store.count()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store.close()

    @property
    def share(self) -> float:
        """How much of the memory was read, from 0 to 1."""
        return min(self._read / self._count, 1.0) if self._count else 0.0

    def __iter__(self) -> Iterator[TranslationUnit]:
        with ExitStack() as stack:
            stack.callback(self._store.close)
            stack.enter_context(self._store.database.reading())
            for stored in self._store.units():
                self._read += 1
                yield replace(stored.unit, line=stored.number)
