"""The encoder: a segment's vector is the sum of the vectors of its features, so a merge costs nothing.

Features of a lower-cased segment are its sentencepiece pieces (Kudo 2018) and, hashed into one
table, word stems of 4 and 6 letters, short words, numbers, and the consonants of words by sound,
which meet across alphabets. Each has one learned vector, its weight in it. Trained with an
in-batch contrastive loss by scripts/train_encoder.py; see model/README.md.

    vectors  (pieces + hashed, width) int8, one row a feature
    scales   (pieces + hashed,) float16, what a row is multiplied by

A row is taken as whole numbers on a grid of 1/GRID, and sums of whole numbers come out the same in
whatever order they are added: the same segments have the same vectors on every machine.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise, zip_longest
from typing import BinaryIO, Protocol

import numpy as np
from numpy.typing import NDArray
from sentencepiece import SentencePieceProcessor

from tm import text as texts
from tm.errors import DamagedModel

Vectors = NDArray[np.float32]
Ints = NDArray[np.int64]

HASHED = 60_000  # rows for what is no piece
GRID = 1 << 14
LARGEST_SCALE = 1.0  # of a row; sums of larger ones would not be exact
KEPT = 40_000  # words whose vectors are kept: 60 MB at most
AT_ONCE = 10_000  # words of segments, and features of words, summed at once
LONGEST_WORD = 200  # characters; what is longer, without a blank, is taken in parts
_THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")  # blanks within a number


@dataclass(frozen=True, slots=True)
class Encoded:
    """Segments as an encoder sees them.

    vectors   (n, width): one a segment, the sum of its words; not normalised, so that runs add up
    words     (v, width): the vectors of the distinct words, punctuation at a word in it
    ids       which words the segments hold, one segment after the other
    starts    (n + 1,): segment k holds ids[starts[k]:starts[k + 1]]
    runs      None where vectors add up. Of an encoder that reads a run of segments as a whole
              (runs.LONGEST, n, width), [a - 1, k] the direction (direction.py) of the a segments that end
              with segment k, 0 where there are not so many; `vectors` then serve to find the way in long
              documents
    """

    vectors: Vectors
    words: Vectors
    ids: Ints
    starts: Ints
    runs: NDArray[np.int16] | None = None


class AnyEncoder(Protocol):
    """What the aligner can take its vectors from: an `Encoder`, or another kind (tm.encoders)."""

    @property
    def name(self) -> str:
        """What identifies the weights in signatures; no blanks and no `|` in it."""

    def encode(self, segments: Sequence[str]) -> Encoded:
        """The segments of one text, in its order, as vectors."""


class Encoder:
    """Segments to vectors; `name` identifies the weights in signatures."""

    def __init__(
        self, pieces: SentencePieceProcessor, vectors: NDArray[np.int8], scales: NDArray[np.floating]
    ) -> None:
        self.pieces = pieces
        self.scales = scales
        self._vectors = vectors
        self._scales = np.rint(scales.astype(np.float32) * GRID)
        self._known: dict[str, Vectors] = {}
        name = 0
        for part in (vectors.tobytes(), scales.astype(np.float32).tobytes(), pieces.serialized_model_proto()):
            name = zlib.crc32(part, name)
        self.name = f"{name:08x}"

    def encode(self, segments: Sequence[str]) -> Encoded:
        """The vectors of segments and of their words; a segment of blanks has no words and the vector 0."""
        split = [_split(segment) for segment in segments]
        place: dict[str, int] = {}
        ids = np.array([place.setdefault(w, len(place)) for words in split for w in words], dtype=np.int64)
        starts = np.concatenate([[0], np.cumsum([len(words) for words in split], dtype=np.int64)])
        words = self._words(list(place))
        vectors = np.zeros((len(segments), words.shape[1]), dtype=np.float32)
        _, cuts = np.unique(starts[:-1] // AT_ONCE, return_index=True)
        for first, last in pairwise([*cuts.tolist(), len(segments)]):
            part = starts[first : last + 1]
            vectors[first:last] = _sums(words[ids[part[0] : part[-1]]], part - part[0])
        return Encoded(vectors, words, ids, starts)

    def features(self, segments: Sequence[str]) -> list[list[int]]:
        """The rows of the table that `encode` adds up for each segment, word by word."""
        split = [_split(segment) for segment in segments]
        distinct = list(dict.fromkeys(word for words in split for word in words))
        rows = dict(zip(distinct, self._features(distinct), strict=True))
        return [[row for word in words for row in rows[word]] for words in split]

    def rows(self, which: Ints) -> Vectors:
        """(len(which), width): rows of the table, in the unit in which they were learned."""
        return np.asarray(self._vectors[which] * (self._scales[which, None] / GRID), dtype=np.float32)

    def with_rows(self, which: Ints, rows: Vectors) -> Encoder:
        """The same encoder but for some rows of the table."""
        vectors, scales = self._vectors.copy(), self.scales.copy()
        vectors[which], scales[which] = quantised(rows)
        return Encoder(self.pieces, vectors, scales)

    def save(self, pieces: BinaryIO, vectors: BinaryIO) -> None:
        """Write what `read_encoder` reads: the one as pieces.model, the other as vectors.npz."""
        pieces.write(self.pieces.serialized_model_proto())
        np.savez_compressed(vectors, vectors=self._vectors, scales=self.scales)

    def _words(self, words: Sequence[str]) -> Vectors:
        """(v, width): the vectors of words; those that were met before are remembered."""
        known = self._known
        new = [word for word in words if word not in known]
        if len(known) + len(new) > KEPT:
            known, new = {}, list(words)
        for first in range(0, len(new), AT_ONCE // 10):
            part = new[first : first + AT_ONCE // 10]
            known.update(zip(part, self._rows(part), strict=True))
        self._known = known if len(known) <= KEPT else {}
        return np.array([known[word] for word in words], dtype=np.float32).reshape(-1, self._vectors.shape[1])

    def _features(self, words: Sequence[str]) -> list[list[int]]:
        try:
            return _feature_ids(self.pieces, words)
        except TypeError:  # a lone surrogate
            return _feature_ids(self.pieces, [word.encode("utf-8", "replace").decode() for word in words])

    def _rows(self, words: Sequence[str]) -> Vectors:
        rows = self._features(words)
        counts = np.array([len(ids) for ids in rows])
        order = np.argsort(-counts, kind="stable")  # so that those with a next feature stand first
        sums = np.zeros((len(words), self._vectors.shape[1]), dtype=np.float32)
        for features in zip_longest(*(rows[number] for number in order.tolist())):
            taken = [feature for feature in features if feature is not None]
            sums[: len(taken)] += self._vectors[taken] * self._scales[taken, None]
        found = np.empty_like(sums)
        found[order] = sums
        return found


def _split(segment: str) -> list[str]:
    """The words of a segment, folded."""
    words = _THOUSANDS.sub("", texts.folded(segment.lower())).split()
    if len(segment) <= LONGEST_WORD:
        return words
    return [
        word[start : start + LONGEST_WORD] for word in words for start in range(0, len(word), LONGEST_WORD)
    ]


def _sums(rows: Vectors, starts: Ints) -> Vectors:
    """(len(starts) - 1, width): the rows from each start to the next, added in order; exact up to 2 ** 24."""
    sums = np.zeros((len(starts) - 1, rows.shape[1]), dtype=np.float32)
    filled = np.flatnonzero(np.diff(starts))
    if len(filled):
        sums[filled] = np.add.reduceat(rows, starts[filled], axis=0)
    return sums


def quantised(rows: Vectors) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """Rows as 8-bit whole numbers and what each is multiplied by."""
    scales = np.abs(rows).max(axis=1) / 127
    scales[scales == 0] = 1
    return np.round(rows / scales[:, None]).astype(np.int8), scales.astype(np.float16)


def feature_ids(pieces: SentencePieceProcessor, segments: Sequence[str]) -> list[list[int]]:
    """The rows of the table that each segment adds up: pieces first, then hashed features."""
    return _feature_ids(pieces, [texts.folded(segment.lower()) for segment in segments])


def _feature_ids(pieces: SentencePieceProcessor, folded: Sequence[str]) -> list[list[int]]:
    """The same for segments folded and in lower case; by one thread, since more cost more than they save."""
    first = pieces.vocab_size()
    found: list[list[int]] = pieces.encode(folded, num_threads=1)
    for ids, segment in zip(found, folded, strict=True):
        if segment.isalpha():
            ids += _word_rows(segment, first)
            continue
        for word in texts.words(segment):
            ids += _word_rows(word, first)
        for number in texts.numbers(segment):
            ids += [first + zlib.crc32(f"#{number}".encode()) % HASHED] * 2
    return found


@lru_cache(maxsize=1 << 16)
def _word_rows(word: str, first: int) -> list[int]:
    """The rows of a word behind those of the pieces; kept, since a text has few words and many of each."""
    return [first + zlib.crc32(name.encode()) % HASHED for name in word_features(word)]


def word_features(word: str) -> list[str]:
    """The features of a folded word that are no pieces, as names: stems, and consonants by sound.

    >>> word_features("жаңалықтар"), word_features("мен")
    (['4жаңа', '6жаңалы', 'sжнлк', 'Sжнл'], ['wмен'])
    """
    if len(word) < 4:
        return [f"w{word}"]
    found = [f"4{word[:4]}"]
    if len(word) > 5:
        found.append(f"6{word[:6]}")
    sounds = texts.skeleton(word)
    if len(sounds) > 2:
        found += [f"s{sounds[:4]}", f"S{sounds[:3]}"]
    return found


@cache
def shipped() -> Encoder:
    """The encoder that comes with the package, loaded once. Raises DamagedModel if it can't be."""
    return read_encoder(files("tm.alignment") / "model")


def read_encoder(folder: Traversable) -> Encoder:
    """The encoder that scripts/train_encoder.py wrote into a folder. Raises DamagedModel if it is no such."""
    try:
        pieces = SentencePieceProcessor(model_proto=(folder / "pieces.model").read_bytes())
        with (folder / "vectors.npz").open("rb") as stream:
            arrays = np.load(stream)
            vectors, scales = arrays["vectors"], arrays["scales"]
        size = (pieces.vocab_size() + HASHED,)
        sound = vectors.dtype == np.int8 and vectors.ndim == 2 and vectors.shape[:1] == scales.shape == size
        sound = sound and scales.dtype.kind == "f" and vectors.shape[1] > 0
        sound = sound and bool((np.abs(scales) <= LARGEST_SCALE).all())
    # Whatever can stand in a file that is no encoder: what reads it raises all kinds of errors.
    except Exception as error:
        raise DamagedModel(f"{folder}: the encoder is missing or damaged; install ushtil again") from error
    if not sound:
        raise DamagedModel(f"{folder}: the parts of the encoder do not fit together; install ushtil again")
    return Encoder(pieces, vectors, scales)
