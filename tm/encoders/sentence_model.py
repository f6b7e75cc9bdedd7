"""A sentence-transformers model at work: the only place that knows this library, loaded when needed."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import warnings
from collections.abc import Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from tm.alignment.encoder import Vectors
from tm.errors import UnusableModel, UsageError

LIBRARY = "sentence_transformers"
# Everything is in the folder; whatever else the libraries might look for, they must not ask a network.
OFFLINE = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "TOKENIZERS_PARALLELISM": "false",
}
BATCH = 32  # texts that the model reads at once


class SentenceModel:
    """Texts to vectors. `name` is that of the folder, `identity` stands for the content of its files.

    Raises UsageError when the library is not installed, UnusableModel when a file can't be read.
    """

    def __init__(self, folder: Path, files: Sequence[Path]) -> None:
        if find_spec(LIBRARY) is None:
            raise UsageError(
                f"{folder}: a model of this kind needs sentence-transformers: pip install 'ushtil[neural]'"
            )
        self.folder = folder
        self.name = re.sub(r"[^\w.-]+", "_", folder.resolve().name)[:40]
        self.identity = _identity(folder, files)
        self._loaded: Any = None

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """(n, width): one vector a text, of any length. Raises UnusableModel if the model gives no such."""
        if self._loaded is None:
            self._loaded = _loaded(self.folder)
        try:
            encoded = self._loaded.encode(list(texts), batch_size=BATCH, show_progress_bar=False)
            found = np.asarray(encoded, dtype=np.float32)
        except Exception as error:  # what a model that does not fit itself can raise has no end
            raise UnusableModel(self.folder, f"can't encode a text: {_line(error)}") from error
        if found.ndim != 2 or len(found) != len(texts) or not np.isfinite(found).all():
            raise UnusableModel(self.folder, "does not give one vector of numbers for each text")
        return found


def _identity(folder: Path, files: Sequence[Path]) -> str:
    """64 hexadecimal digits for names and content of the files, wherever the folder lies.

    Of the content every byte counts: about 0.6 seconds for a gigabyte.
    """
    found = hashlib.sha256()
    for file in files:
        try:
            with file.open("rb") as stream:
                content = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError as error:
            raise UnusableModel(folder, f"{file.name} can't be read: {error.strerror}") from error
        found.update(f"{file.relative_to(folder).as_posix()}\0{content}\n".encode())
    return found.hexdigest()


def _loaded(folder: Path) -> Any:  # noqa: ANN401 - the library has no types of its own here
    """The model, in single precision whatever its file has, on the device that the library finds best."""
    os.environ.update(OFFLINE)
    for noisy in (LIBRARY, "transformers"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
    try:
        quiet, library = import_module("transformers.utils.logging"), import_module(LIBRARY)
    except ImportError as error:
        raise UsageError(
            f"sentence-transformers can't be loaded: {_line(error)}; install it again"
        ) from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            quiet.set_verbosity_error()
            quiet.disable_progress_bar()
            model = library.SentenceTransformer(
                str(folder.resolve()),
                local_files_only=True,
                trust_remote_code=False,
                model_kwargs={"use_safetensors": True},
            )
            return model.float().eval()
    except Exception as error:  # what a model that does not fit itself can raise has no end
        raise UnusableModel(folder, f"sentence-transformers can't load it: {_line(error)}") from error


def _line(error: Exception) -> str:
    """The first line of what an error says."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
