"""Whether a memory is as it should be: the database, its counts, and its index held against its texts."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tm.errors import UnusableMemory
from tm.matching.grams import CHUNK as PLACES
from tm.matching.grams import posted
from tm.matching.postings import packed_all, unpacked
from tm.store.record import digest_of, hashed, rest_of_unit, rest_of_variant
from tm.store.segments import NUMBERS, Language
from tm.store.store import PIECE, Store
from tm.store.stored import Stored

MOST = 20  # problems that are told of each kind


class Check:
    """Looks at all of a memory within one state of it; `run` it, then read `problems`, in whole sentences."""

    def __init__(self, store: Store) -> None:
        self._store, self._database = store, store.database
        self.problems: list[str] = []

    def run(self) -> Iterator[tuple[int, int]]:
        """Do it; yields how many units and segments were looked at, and how many there are."""
        self.problems += self._database.problems()[:MOST]
        if self.problems:
            return
        try:
            yield from self._all()
        except UnusableMemory as error:
            self._say(error.problem)
        except (
            ValueError,
            TypeError,
            LookupError,
            OverflowError,
        ) as error:
            # a number where a text should be, and the like
            self._say(f"something in it is not of its kind, so not all was looked at ({error})")

    def _all(self) -> Iterator[tuple[int, int]]:
        with self._database.reading():
            languages = list(self._store.languages().values())
            whole = self._store.count() + sum(one.last for one in languages)
            done = 0
            self._uses()
            for count in self._units():
                done += count
                yield done, whole
            for language in languages:
                counts: dict[int, int] = {}
                for chunk in range((language.last >> 16) + 1):
                    done += self._chunk(language, chunk, counts)
                    yield done, whole
                self._counts(language, counts)

    def _uses(self) -> None:
        for id, uses, found in self._database.rows("wrong_uses")[:MOST]:
            self.problems.append(f"segment {_named(id)} counts {uses} uses, but has {found}")
        for (id,) in self._database.rows("stray_segments")[:MOST]:
            self.problems.append(f"segment {_named(id)} is in no language that the memory knows")
        for (number,) in self._database.rows("wrong_numbers")[:MOST]:
            self.problems.append(f"unit {number} has a wrong number, or lives twice")

    def _units(self) -> Iterator[int]:
        """Whether each unit is what its digest says; gives how many were looked at."""
        after = 0
        while rows := self._database.rows("digests", after=after, most=PIECE):
            try:
                units = self._store.by_version(row[0] for row in rows)
                self._digests([(units[id], digest) for id, digest in rows])
            except UnusableMemory as error:
                self._say(error.problem)
            after = rows[-1][0]
            yield len(rows)

    def _digests(self, units: list[tuple[Stored, int]]) -> None:
        for (number, unit), digest in units:
            rests = [rest_of_variant(one) for one in unit.variants]
            if not unit.variants or digest_of(unit, rest_of_unit(unit), rests) != digest:
                self._say(f"unit {number} is not what it was when it was stored")

    def _chunk(self, language: Language, chunk: int, counts: dict[int, int]) -> int:
        """Whether texts have their hashes, and the index what they say; gives how many were looked at."""
        start = chunk << 16
        first, last = max(start, 1), min(start + PLACES - 1, language.last)
        offset = language.first_id
        rows = self._database.rows("hashes_between", after=offset + first - 1, last=offset + last)
        for id, hash_, text in rows:
            if hashed(language.code, text) != hash_:
                self._say(f"segment {_named(id)} is not what it was when it was stored")
        indexed = [(id - offset, text) for id, _, text in rows if id - offset <= language.indexed]
        if indexed:
            self._postings(language, chunk, indexed, counts)
        return last - first + 1

    def _postings(
        self, language: Language, chunk: int, texts: list[tuple[int, str]], counts: dict[int, int]
    ) -> None:
        """Whether the postings of a chunk are those of its texts; their grams are added to `counts`."""
        found = posted([text for _, text in texts], np.array([n & (PLACES - 1) for n, _ in texts], np.uint16))
        grams = {
            gram: id
            for gram, id, _ in self._database.rows("grams", language=language.id, grams=found.grams.tolist())
        }
        there = dict(self._database.rows("postings_by_id", ids=[id << 16 | chunk for id in grams.values()]))
        for k, (gram, blob) in enumerate(zip(found.grams.tolist(), packed_all(found), strict=True)):
            stored = there.get(grams.get(gram, 0) << 16 | chunk)
            if stored is None or not _same(stored, blob):
                self._say(f"the index does not know where {_letters(gram)!r} is in {language.code}")
            counts[gram] = counts.get(gram, 0) + int(found.starts[k + 1] - found.starts[k])
        lengths = np.zeros(PLACES, np.uint16)
        lengths[[n & (PLACES - 1) for n, _ in texts]] = found.lengths
        stored_lengths = self._database.rows("chunk", id=language.id << 16 | chunk)
        if [blob for _, blob in stored_lengths] != [lengths.tobytes()]:
            self._say(f"the index does not know how long the segments of {language.code} are")

    def _counts(self, language: Language, counts: dict[int, int]) -> None:
        for gram, _, n in self._database.rows("grams_of_language", language=language.id):
            found = counts.get(gram, 0)
            if found != n:
                self._say(f"the index counts {_letters(gram)!r} {n} times in {language.code}, not {found}")

    def _say(self, problem: str) -> None:
        if len(self.problems) < MOST * 5:
            self.problems.append(problem)


def _same(stored: bytes, blob: bytes) -> bool:
    """Whether two postings have the same places, however they are written."""
    try:
        return stored == blob or np.array_equal(unpacked(stored), unpacked(blob))
    except ValueError:
        return False


def _named(id: int) -> str:
    return f"{id >> NUMBERS}:{id & ((1 << NUMBERS) - 1)}"


def _letters(gram: int) -> str:
    return "".join(chr(gram >> shift & 0x1FFFFF) for shift in (42, 21, 0))
