"""Vectors kept from one run to the next: one SQLite file, which may be deleted at any time.

A row is found by the hash of what made it, model and text; the text itself is not kept. Each row holds a
checksum. Several runs may use the file at once. What goes wrong with it is never fatal: a file that is
damaged is begun anew, and one that can't be written is done without; both are said once.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

FILE = "vectors.sqlite"
TABLE = "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL)"
AT_ONCE = 500  # rows that are asked for at once
PATIENCE = 60  # seconds that another run may take to write

Rows = NDArray[np.int16]
Result = TypeVar("Result")


class VectorCache:
    """The vectors in a folder's file, each an array of whole numbers; `notes` say what went wrong."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE
        self.notes: list[str] = []
        self._reads = self._writes = True

    def get(self, model: str, texts: Iterable[str]) -> dict[str, Rows]:
        """The vectors that are known of these texts to this model."""
        found: dict[str, Rows] = {}
        if not self._reads or not self.path.exists():
            return found
        every = list(texts)
        for first in range(0, len(every), AT_ONCE):
            by_key = {_key(model, text): text for text in every[first : first + AT_ONCE]}
            answer = self._done(partial(_answer, list(by_key)))
            if answer is None:
                self._reads = False
                break
            for key, row in answer:
                vector = _unpacked(key, row)
                if vector is not None:
                    found[by_key[key]] = vector
        return found

    def put(self, model: str, texts: Sequence[str], vectors: Rows) -> None:
        """Keep the vectors of texts, all of them or none."""
        keys = [_key(model, text) for text in texts]
        rows = [(key, _packed(key, vector)) for key, vector in zip(keys, vectors, strict=True)]
        if self._writes:
            done = self._done(lambda file: file.executemany("REPLACE INTO vectors VALUES (?, ?)", rows))
            self._writes = done is not None

    def _done(self, action: Callable[[sqlite3.Connection], Result]) -> Result | None:
        """What an action on the file gives, in one transaction; None when the file can't be used."""
        for trial in (1, 2):
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                with closing(sqlite3.connect(self.path, timeout=PATIENCE)) as file, file:
                    file.execute(TABLE)
                    return action(file)
            except (OSError, sqlite3.Error) as error:
                damaged = type(error) is sqlite3.DatabaseError  # the others are of use and of rights
                if not damaged or trial == 2 or not self._begun_anew():
                    self._note(f"can't be used, so vectors are not kept for the next time: {_reason(error)}")
                    return None
        return None

    def _begun_anew(self) -> bool:
        try:
            self.path.unlink(missing_ok=True)
            self.path.with_name(f"{FILE}-journal").unlink(missing_ok=True)
        except OSError:
            return False
        self._note("was damaged and is begun anew; nothing but time is lost")
        return True

    def _note(self, problem: str) -> None:
        self.notes.append(f"{self.path}: {problem}")


def _answer(keys: Sequence[bytes], file: sqlite3.Connection) -> list[tuple[bytes, bytes]]:
    marks = ",".join("?" * len(keys))
    return file.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", keys).fetchall()


def _key(model: str, text: str) -> bytes:
    return hashlib.sha256(f"{model}\0{text}".encode()).digest()


def _packed(key: bytes, vector: Rows) -> bytes:
    """The bytes of a vector behind their checksum, which is of its key as well."""
    content = vector.astype("<i2").tobytes()
    return zlib.crc32(content, zlib.crc32(key)).to_bytes(4, "little") + content


def _unpacked(key: bytes, row: bytes) -> Rows | None:
    content = row[4:] if isinstance(row, bytes) else b""
    if (
        not content
        or zlib.crc32(content, zlib.crc32(key)) != int.from_bytes(row[:4], "little")
        or len(content) % 2
    ):
        return None
    return np.frombuffer(content, dtype="<i2").astype(np.int16)


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
