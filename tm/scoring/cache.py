"""Arrays kept from one run to the next, found by what they were made of; their folder may always be deleted.

Each is a file named by its key, a digest of that, behind a checksum of name and content. What goes wrong with
one is never fatal: it is made again.
"""

from __future__ import annotations

import io
import os
import tempfile
import zlib
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.lib import format as npy
from numpy.typing import NDArray

FOLDER = "scores"
MOST = 1 << 30  # bytes that are kept, those that were used last
_SMALLER = 0.8  # of that are left when there are more


class ArrayCache:
    """Arrays in a folder, or in none; `notes` say what went wrong."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder / FOLDER if folder else None
        self.notes: list[str] = []
        self._written = False

    def get(self, key: str, shape: tuple[int, ...] | None = None) -> NDArray[Any] | None:
        """What was kept under this key, None if nothing, damaged, or no numbers in this shape."""
        if self.folder is None:
            return None
        path = self._path(key)
        try:
            content = path.read_bytes()
            if _checksum(key, content[4:]) != content[:4]:
                return None
            found: NDArray[Any] = npy.read_array(io.BytesIO(content[4:]), allow_pickle=False)
            os.utime(path)
        except Exception:  # what a file that is none of ours can raise has no end
            return None
        fits = shape in (None, found.shape) and found.dtype.kind in "uif" and np.isfinite(found).all()
        return found if fits else None

    def put(self, key: str, array: NDArray[Any]) -> None:
        """Keep an array, whole or not at all."""
        if self.folder is None:
            return
        stream = io.BytesIO()
        np.save(stream, array, allow_pickle=False)
        content = stream.getvalue()
        path = self._path(key)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file, ExitStack() as undone:
                undone.callback(Path(file.name).unlink)
                file.write(_checksum(key, content) + content)
                file.flush()
                os.replace(file.name, path)
                undone.pop_all()
            self._written = True
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            self.notes.append(f"{self.folder}: nothing can be kept there for the next time: {reason}")
            self.folder = None

    def trim(self) -> None:
        """Delete what was used longest ago, if something was put in and there is too much."""
        if self.folder is None or not self._written:
            return
        files = []
        for path in self.folder.glob("*/*"):
            try:
                files.append((path.stat().st_mtime, path.stat().st_size, path))
            except OSError:  # another run was quicker
                continue
        left = sum(size for _, size, _ in files)
        if left <= MOST:
            return
        for _, size, path in sorted(files):
            with suppress(OSError):  # another run was quicker, or the folder is not ours
                path.unlink()
            left -= size
            if left <= MOST * _SMALLER:
                return

    def _path(self, key: str) -> Path:
        assert self.folder is not None
        return self.folder / key[:2] / key


def _checksum(key: str, content: bytes) -> bytes:
    """What a file begins with; of its name too, for what another key found would be a wrong figure."""
    return zlib.crc32(content, zlib.crc32(key.encode())).to_bytes(4, "little")
