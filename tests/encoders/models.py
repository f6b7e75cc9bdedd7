"""Models for the tests: a toy that is quick and contextual, and folders that look like real ones."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from tm.alignment.encoder import Vectors

WIDTH = 64
TRANSFORMER = "sentence_transformers.models.Transformer"
POOLING = "sentence_transformers.models.Pooling"


class ToyModel:
    """Numbers are words that mean the same in every language; all else means nothing.

    `common` is how much all vectors have in common, as those of real models do. The vector of a text is no
    sum of those of its parts: a number that comes twice counts once. `asked` are the texts it was given.
    """

    name = "toy"

    def __init__(self, common: float = 0.0, identity: str = "0123456789abcdef") -> None:
        self.common, self.identity = common, identity
        self.asked: list[str] = []

    def vectors(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return np.array([self._vector(text) for text in texts], dtype=np.float32)

    def _vector(self, text: str) -> Vectors:
        words = sorted({word.strip(".") for word in text.split() if word.strip(".").isdigit()})
        found = np.zeros(WIDTH)
        for word in words:
            one = np.random.default_rng(zlib.crc32(word.encode())).normal(size=WIDTH - 1)
            found[1:] += one / np.linalg.norm(one)
        found /= max(1e-9, float(np.linalg.norm(found)))
        found[0] = self.common
        return found.astype(np.float32)


def safetensors(*shape: int) -> bytes:
    """The bytes of a file that holds one tensor of zeros."""
    content = np.zeros(shape, dtype="<f4").tobytes()
    header = {"weight": {"dtype": "F32", "shape": shape, "data_offsets": [0, len(content)]}}
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + content


def model_folder(
    place: Path, modules: Sequence[tuple[str, str]] = ((TRANSFORMER, ""), (POOLING, "1"))
) -> Path:
    """A folder with all that a sentence-transformers model has, but for a model that makes sense."""
    place.mkdir(parents=True)
    named = [{"idx": k, "name": str(k), "type": kind, "path": path} for k, (kind, path) in enumerate(modules)]
    (place / "modules.json").write_text(json.dumps(named))
    for _, path in modules:
        (place / path).mkdir(exist_ok=True)
    (place / "config.json").write_text('{"model_type": "bert"}')
    (place / "tokenizer.json").write_text("{}")
    (place / "model.safetensors").write_bytes(safetensors(2, 3))
    return place
