"""The gram index of a memory: which segments have a trigram, kept beside the texts in the same transactions.

New segments wait until a few have come together; until then they are few enough to be looked at one by one.
Postings are in chunks of 65,536 segments, so an addition rewrites what the last chunk has of its own grams
and no more. A segment that no unit uses any more stays in the index until it is retired; readers pass over
it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tm.errors import UnusableMemory
from tm.matching.candidates import ranked, rarest, shared, superset
from tm.matching.grams import CHUNK as PLACES
from tm.matching.grams import Posted, by_word, grams, posted
from tm.matching.postings import merged_all, packed_all, without_all
from tm.store.database import Database
from tm.store.segments import Language

WAITING = 256  # segments of a language that may wait for the index; looking at them costs a millisecond
_BITS = 16  # of a place in a chunk, and of a chunk in an id
_REMEMBERED = 1024  # chunks whose lengths are kept in mind, 128 KiB each


def chunks(language: Language) -> range:
    """The chunks that the index has of a language."""
    return range((language.indexed >> _BITS) + 1) if language.indexed else range(0)


class Gram(NamedTuple):
    """A trigram of a language: its number, and how many segments have it."""

    id: int
    n: int


class Index:
    """The gram index in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lengths: dict[int, tuple[int, NDArray[np.uint16]]] = {}

    def catch_up(self, languages: Sequence[Language], waiting: int = WAITING) -> None:
        """Take in the segments that wait, of each language where more than so many do. In a transaction."""
        with self._intact():
            for language in languages:
                if language.last - language.indexed > waiting:
                    self._take_to(language, language.last)

    def take_chunks(self, languages: Sequence[Language]) -> None:
        """Take in the segments that wait as far as they fill chunks: the least work. In a transaction."""
        with self._intact():
            for language in languages:
                full = (language.last + 1 >> _BITS << _BITS) - 1
                if full > language.indexed:
                    self._take_to(language, full)

    def _take_to(self, language: Language, last: int) -> None:
        for chunk in range((language.indexed + 1) >> _BITS, (last >> _BITS) + 1):
            self._take(language, chunk, last)
        self._database.run("indexed_to", indexed=last, language=language.id)

    def retire(self, language: Language, chunk: int) -> int:
        """Take the segments of a chunk that no unit uses out of the index; how many. In a transaction."""
        first = language.first_id + (chunk << _BITS)
        last = min(first + PLACES - 1, language.first_id + language.indexed)
        rows = self._database.rows("idle_segments", after=first - 1, last=last)
        if rows:
            with self._intact():
                self._drop(language, chunk, rows)
        return len(rows)

    def candidates(
        self, language: Language, folded: str, *, window: float, most: int, budget: int
    ) -> NDArray[np.int64]:
        """Ids of segments that share most with a fold, the likeliest first; within `reading`."""
        rows = self._database.rows("grams", language=language.id, grams=grams(folded).tolist())
        known = {gram: (id, n) for gram, id, n in rows}
        with self._intact():
            words = [[known[gram] for gram in word if gram in known] for word in by_word(folded)]
            chosen = rarest(words, budget=budget)
            blobs = self._blobs(chosen)
            lengths = self._lengths_of(language)
            numbers = ranked(blobs, lengths, len(folded), window=window, most=most)
        return numbers + language.first_id

    def superset(self, language: Language, folded: str, likeness: float) -> NDArray[np.int64]:
        """Ids of all segments whose folds can be so alike (0 to 1, by Levenshtein); within `reading`."""
        wanted = grams(folded)
        blobs = self._blobs([gram.id for gram in self._grams(language, wanted).values()])
        with self._intact():
            lengths = self._lengths_of(language)
            numbers = superset(blobs, lengths, len(folded), likeness, grams=len(wanted))
        return numbers + language.first_id

    def holding(self, language: Language, pieces: Sequence[str]) -> NDArray[np.int64]:
        """Ids of segments that have all grams inside of pieces of folds; pieces of 3 characters or more."""
        wanted = {gram for piece in pieces for gram in _inner(piece)}
        known = self._grams(language, np.array(sorted(wanted), np.int64))
        if len(known) < len(wanted):
            return np.empty(0, np.int64)
        ordered = sorted(known.values(), key=lambda gram: gram.n)
        with self._intact():
            return shared([self._blobs([gram.id]) for gram in ordered]) + language.first_id

    def rebuild(self, languages: Sequence[Language]) -> None:
        """Make the index anew from the texts. In a transaction."""
        for query in ("empty_postings", "empty_grams", "empty_chunks", "nothing_indexed"):
            self._database.run(query)
        self.catch_up([language._replace(indexed=0) for language in languages], 0)

    @contextmanager
    def _intact(self) -> Iterator[None]:
        """A block in which postings are read that may be damaged."""
        try:
            yield
        except (ValueError, TypeError, LookupError, OverflowError) as error:
            advice = "tm memory compact --rebuild makes it anew"
            raise UnusableMemory(self._database.place, f"its index is damaged ({error}); {advice}") from error

    def _grams(self, language: Language, wanted: NDArray[np.int64]) -> dict[int, Gram]:
        rows = self._database.rows("grams", language=language.id, grams=wanted.tolist())
        return {gram: Gram(id, n) for gram, id, n in rows}

    def _blobs(self, ids: Sequence[int]) -> list[tuple[int, bytes]]:
        """The postings of grams: chunk and places."""
        rows = self._database.rows
        return [row for gram in ids for row in rows("postings_of_gram", gram=gram)]

    def _lengths_of(self, language: Language) -> dict[int, NDArray[np.uint16]]:
        """The lengths of the segments of a language by chunk; what has not changed is remembered."""
        lengths = {}
        for chunk, changes in self._database.rows("chunks_of_language", language=language.id):
            id = language.id << _BITS | chunk
            kept = self._lengths.get(id)
            if kept is None or kept[0] != changes:
                if len(self._lengths) >= _REMEMBERED:
                    self._lengths.clear()
                changes, blob = self._database.rows("chunk", id=id)[0]
                kept = self._lengths[id] = changes, _lengths(blob)
            lengths[chunk] = kept[1]
        return lengths

    def _take(self, language: Language, chunk: int, last: int) -> None:
        """Put the waiting segments of one chunk, up to a number, into the index."""
        start = chunk << _BITS
        after, last = max(language.indexed, start - 1), min(last, start + PLACES - 1)
        offset = language.first_id
        rows = self._database.rows("segments_between", after=offset + after, last=offset + last)
        if not rows:
            return
        places = np.fromiter((id - offset - start for id, _ in rows), np.uint16, len(rows))
        found = posted([text for _, text in rows], places)
        id = language.id << _BITS | chunk
        there = self._database.rows("chunk", id=id)
        lengths = np.zeros(PLACES, np.uint16)
        if there:
            lengths[:] = _lengths(there[0][1])
        lengths[places] = found.lengths
        self._store(language, chunk, found, fresh=not there)
        self._database.replace("chunk", [(id, _stamp(), lengths.tobytes())])

    def _store(self, language: Language, chunk: int, found: Posted, *, fresh: bool) -> None:
        """Write the postings of a chunk, after those there are unless it is `fresh`, and count its grams."""
        known = self._grams(language, found.grams)
        ((next_id,),) = self._database.rows("last_gram")
        counts = np.diff(found.starts).tolist()
        new, more, ids = [], [], []
        for gram, n in zip(found.grams.tolist(), counts, strict=True):
            if gram in known:
                id = known[gram].id
                more.append((n, id))
            else:
                next_id += 1
                id = next_id
                new.append((id, language.id, gram, n))
            ids.append(id << _BITS | chunk)
        if fresh:
            blobs = packed_all(found)
        else:
            old = dict(self._database.rows("postings_by_id", ids=ids))
            blobs = merged_all([old.get(id, b"") for id in ids], found)
        self._database.insert("gram", new)
        self._database.run_many("count_gram", more)
        rows = sorted(zip(ids, blobs, strict=True))
        if fresh:
            self._database.insert("posting", rows)
        else:
            self._database.replace("posting", rows)

    def _drop(self, language: Language, chunk: int, rows: Sequence[tuple[int, str]]) -> None:
        """Take segments out of a chunk's postings, lengths and counts, and mark them retired."""
        offset = language.first_id + (chunk << _BITS)
        places = np.fromiter((id - offset for id, _ in rows), np.uint16, len(rows))
        gone = posted([text for _, text in rows], places)
        known = self._grams(language, gone.grams)
        ids = [known[gram].id << _BITS | chunk for gram in gone.grams.tolist()]
        old = dict(self._database.rows("postings_by_id", ids=ids))
        blobs = list(zip(ids, without_all([old[id] for id in ids], gone), strict=True))
        kept = [(id, blob) for id, blob in blobs if len(blob) > 1]
        empty = [id for id, blob in blobs if len(blob) == 1]
        counts = np.diff(gone.starts).tolist()
        self._database.run_many("count_gram", [(-n, id >> _BITS) for n, id in zip(counts, ids, strict=True)])
        self._database.replace("posting", kept)
        self._database.run("delete_postings", ids=empty)
        id = language.id << _BITS | chunk
        lengths = _lengths(self._database.rows("chunk", id=id)[0][1]).copy()
        lengths[places] = 0
        self._database.replace("chunk", [(id, _stamp(), lengths.tobytes())])
        self._database.run_many("retire_segment", [(id,) for id, _ in rows])


def _lengths(blob: bytes) -> NDArray[np.uint16]:
    """The lengths of a chunk. Raises ValueError for a blob of another size."""
    lengths = np.frombuffer(blob, np.uint16)
    if len(lengths) != PLACES:
        raise ValueError(f"a chunk has {len(lengths):,} lengths, not {PLACES:,}")
    return lengths


def _stamp() -> int:
    """A number for a state of a chunk by which a reader tells it from all others, of a rebuilt index too."""
    return secrets.randbits(62)


def _inner(piece: str) -> set[int]:
    """The grams of a piece of a fold that has no known end."""
    codes = [ord(char) for char in piece]
    return {a << 42 | b << 21 | c for a, b, c in zip(codes, codes[1:], codes[2:], strict=False)}
