"""The encoder: a segment's vector is the sum of the vectors of its features, so a merge costs nothing.

Features of a lower-cased segment are its sentencepiece pieces (Kudo 2018) and, hashed into one
table, word stems of 4 and 6 letters, short words, numbers, and the consonants of words by sound,
which meet across alphabets. Each has one learned vector, its weight in it. Trained with an
in-batch contrastive loss by scripts/train_encoder.py; see model/README.md.

    vectors  (pieces + hashed, width) int8, one row a feature
    scales   (pieces + hashed,) float32, what a row is multiplied by
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray
from sentencepiece import SentencePieceProcessor

from tm import text as texts
from tm.errors import DamagedModel

Vectors = NDArray[np.float32]

HASHED = 60_000  # rows for what is no piece


class Encoder:
    """Segments to vectors; `name` identifies the weights in signatures."""

    def __init__(self, pieces: SentencePieceProcessor, vectors: NDArray[np.int8], scales: Vectors) -> None:
        self.pieces = pieces
        self._vectors, self._scales = vectors, scales
        self.name = f"{zlib.crc32(vectors.tobytes()):08x}"

    def encode(self, segments: Sequence[str]) -> Vectors:
        """(n, width): one vector a segment, not normalised, so that those of a run of segments add up.

        A segment without any feature, of blanks say, has the vector 0.
        """
        found = np.zeros((len(segments), self._vectors.shape[1]), dtype=np.float32)
        for row, ids in enumerate(feature_ids(self.pieces, segments)):
            if ids:
                found[row] = self._scales[ids] @ self._vectors[ids]
        return found


def feature_ids(pieces: SentencePieceProcessor, segments: Sequence[str]) -> list[list[int]]:
    """The rows of the table that each segment adds up: pieces first, then hashed features."""
    folded = [texts.folded(segment.lower()) for segment in segments]
    first = pieces.vocab_size()
    return [
        [
            *ids,
            *(first + row for word in texts.words(segment) for row in _word_rows(word)),
            *_number_rows(segment, first),
        ]
        for ids, segment in zip(pieces.encode(folded), folded, strict=True)
    ]


@lru_cache(maxsize=1 << 16)
def _word_rows(word: str) -> tuple[int, ...]:
    """The rows of a word behind those of the pieces; kept, since a text has few words and many of each."""
    return tuple(zlib.crc32(name.encode()) % HASHED for name in word_features(word))


def _number_rows(segment: str, first: int) -> list[int]:
    return [
        first + zlib.crc32(f"#{number}".encode()) % HASHED for number in texts.numbers(segment) for _ in "xx"
    ]


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
    model = files("tm.alignment") / "model"
    try:
        pieces = SentencePieceProcessor(model_proto=(model / "pieces.model").read_bytes())
        with (model / "vectors.npz").open("rb") as stream:
            arrays = np.load(stream)
            vectors, scales = arrays["vectors"], arrays["scales"].astype(np.float32)
    except (OSError, EOFError, ValueError, KeyError, RuntimeError, BadZipFile, zlib.error) as error:
        raise DamagedModel(f"{model}: the encoder is missing or damaged; install ushtil again") from error
    if len(vectors) != pieces.vocab_size() + HASHED or vectors.dtype != np.int8:
        raise DamagedModel(f"{model}: the parts of the encoder do not fit together; install ushtil again")
    return Encoder(pieces, vectors, scales)
