"""An encoder that reads a run of segments as a whole, as the aligner wants it.

To a contextual model a merge is another text than its parts, so all runs of one to LONGEST neighbours are
encoded, joined with a blank, as Vecalign does (Thompson and Koehn 2019). What single words say the encoder in
the package goes on to tell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from tm.alignment.direction import FINE, Vectors, directions
from tm.alignment.encoder import Encoded, Encoder
from tm.alignment.runs import LONGEST
from tm.encoders.vector_cache import VectorCache

AT_ONCE = 64  # texts that are encoded, and kept, in one go
KEPT = 3  # texts that are remembered: the versions of one document
FORM = f"directions of length {FINE}"  # how vectors are kept


class Model(Protocol):
    """What gives a vector to a text; `identity` says which model it is, to the last figure."""

    name: str
    identity: str

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """(n, width): one vector a text."""


class Progress(NamedTuple):
    """So many texts of so many are encoded."""

    done: int
    total: int


class ContextualEncoder:
    """The vectors of a model for all runs of segments, and those of another encoder for words.

    `name` identifies both in signatures. `notes` are what a user should be told of the cache, each once.
    """

    def __init__(self, model: Model, words: Encoder, cache: VectorCache | None = None) -> None:
        self._model, self._words, self._cache = model, words, cache
        self._known: dict[tuple[str, ...], Encoded] = {}
        self.name = f"{model.name}-{model.identity[:8]}+{words.name}"

    @property
    def notes(self) -> Sequence[str]:
        """What a user should be told of the cache."""
        return self._cache.notes if self._cache else ()

    def encode(self, segments: Sequence[str]) -> Encoded:
        """The vectors of a text and of its runs; runs of blanks have the vector 0. Words are the other's.

        `vectors` are directions less their mean, so that those of unlike segments point anywhere.
        """
        for _ in self.encoding([segments]):
            pass
        return self._known[tuple(segments)]

    def encoding(self, documents: Sequence[Sequence[str]]) -> Iterator[Progress]:
        """Encode texts, saying how far it has come; what `encode` gives for them afterwards is at hand.

        Only what was never encoded before is counted; nothing comes out when there is no such.
        """
        new = {tuple(segments): segments for segments in documents if tuple(segments) not in self._known}
        wanted = {run for segments in new for row in _runs(segments) for run in row if run}
        rows: dict[str, NDArray[np.int16]] = self._cache.get(self._key, wanted) if self._cache else {}
        missing = sorted(wanted - rows.keys(), key=lambda run: (-len(run), run))  # of one length go together
        for first in range(0, len(missing), AT_ONCE):
            yield Progress(first, len(missing))
            part = missing[first : first + AT_ONCE]
            found = directions(self._model.vectors(part)).astype(np.int16)
            rows.update(zip(part, found, strict=True))
            if self._cache:
                self._cache.put(self._key, part, found)
        for segments in new:
            while len(self._known) >= KEPT:
                del self._known[next(iter(self._known))]
            self._known[segments] = self._encoded(segments, rows)

    @property
    def _key(self) -> str:
        return f"{self._model.identity} {FORM}"

    def _encoded(self, segments: tuple[str, ...], rows: Mapping[str, NDArray[np.int16]]) -> Encoded:
        width = len(next(iter(rows.values()), ()))
        runs = np.zeros((LONGEST, len(segments), width), dtype=np.int16)
        for longer, row in enumerate(_runs(segments)):
            for place, run in enumerate(row):
                if run:
                    runs[longer, place] = rows[run]
        vectors = runs[0].astype(np.float32)
        if len(segments) > 1:
            vectors -= np.rint(vectors.mean(axis=0, dtype=np.float64)).astype(np.float32)
        words = self._words.encode(segments)
        return Encoded(vectors, words.words, words.ids, words.starts, runs)


def _runs(segments: Sequence[str]) -> Iterator[list[str]]:
    """For 1 to LONGEST the text of as many segments as end with each, empty where there are not so many.

    >>> list(_runs(["A.", " ", "B."]))[:2]
    [['A.', '', 'B.'], ['', 'A.', 'B.']]
    """
    # What UTF-8 can't hold, lone surrogates, no tokenizer takes.
    clean = [segment.encode("utf-8", "replace").decode().strip() for segment in segments]
    for count in range(1, LONGEST + 1):
        ending = (clean[stop - count : stop] for stop in range(count, len(clean) + 1))
        yield [""] * min(count - 1, len(clean)) + [" ".join(filter(None, part)) for part in ending]
