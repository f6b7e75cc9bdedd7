"""Making a memory small and quick again after many changes, in steps that are each whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tm.store.index import chunks
from tm.store.store import Store


@dataclass(slots=True)
class Compacted:
    """What a compaction did: segments taken out of the index, versions and segments forgotten."""

    retired: int = 0
    versions: int = 0
    segments: int = 0


class Compaction:
    """Brings the index of a memory up to date, takes out of it what no unit uses, and gives back the room.

    With `forget` the history goes too: versions of units that are gone, and texts that only they had. With
    `rebuild` the index is made anew from the texts first. Interrupted at any moment it leaves a memory that
    is as it should be; run again, it goes on.
    """

    def __init__(self, store: Store, *, forget: bool = False, rebuild: bool = False) -> None:
        self._store, self._forget, self._rebuild = store, forget, rebuild
        self.compacted = Compacted()

    def run(self) -> Iterator[tuple[int, int]]:
        """Do it; yields how many steps are done, and how many there are."""
        store, database = self._store, self._store.database
        if self._rebuild:
            with database.writing():
                store.index.rebuild(list(store.languages().values()))
        store.catch_up(0)
        steps = [(language, chunk) for language in store.languages().values() for chunk in chunks(language)]
        whole = len(steps) + 2
        for done, (language, chunk) in enumerate(steps):
            yield done, whole
            with database.writing():
                self.compacted.retired += store.index.retire(language, chunk)
        yield len(steps), whole
        if self._forget:
            with database.writing():
                database.run("forget_variants")
                self.compacted.versions = database.run("forget_units")
                self.compacted.segments = database.run("forget_segments")
        yield len(steps) + 1, whole
        database.shrink()
        yield whole, whole
