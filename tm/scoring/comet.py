"""COMET, a neural metric, from a checkpoint on this computer; nothing is downloaded.

COMET (Rei et al. 2020, "COMET: A Neural Framework for MT Evaluation", EMNLP) reads the source as well. The
only place that knows its library, which is loaded when needed. A checkpoint is a pickle, which could run code
when it is read: torch is told to read numbers and settings only, and refuses any other.
"""

from __future__ import annotations

import hashlib
import logging
import os
import re
import warnings
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from zipfile import is_zipfile

import numpy as np
from numpy.typing import NDArray

from tm.errors import ScoreMismatch, UnusableModel, UsageError
from tm.metrics.metric import Statistics
from tm.metrics.results import Trial

NAME, PUBLISHED = "COMET", "wmt22-comet-da"
LIBRARY = "comet"
# Its package asks for numpy below 2, which it does not need; hence without what it asks for.
INSTALLATION = "pip install 'ushtil[comet]' && pip install --no-deps 'unbabel-comet>=2.2'"
SETTINGS = "hparams.yaml"  # lies beside the folder of the checkpoint
BATCH = 16  # segments that the model reads at once
_ENVIRONMENT = {
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "TORCH_FORCE_WEIGHTS_ONLY_LOAD": "1",  # numbers and settings, whoever asks for more
}
_UNSAFE = "TORCH_FORCE_NO_WEIGHTS_ONLY_LOAD"
_NOISY = ("pytorch_lightning", "lightning_fabric", "transformers", "torch", LIBRARY)


class Comet:
    """A COMET model, used as a `Metric` is, but for the sources. `path` is its folder or its checkpoint.

    `name` is `COMET` for wmt22-comet-da, of which it is known how far people agree with it, and has the name
    of the model for any other. `batch_size` is in segments; `gpus` is 0 or 1. Scores are times 100, as most
    publish them; those of segments can lie below 0 and above 100. Raises UsageError where the library is not
    installed, UnusableModel where the path is no checkpoint.
    """

    def __init__(self, path: Path | str, *, batch_size: int = BATCH, gpus: int = 0) -> None:
        if batch_size < 1 or gpus not in (0, 1):
            raise UsageError(f"batches of {batch_size} on {gpus} GPUs: COMET runs on one GPU or none")
        self.path = checkpoint(Path(path))
        if find_spec(LIBRARY) is None:
            raise UsageError(f"{self.path}: COMET needs its library: {INSTALLATION}")
        self.model = _model_name(self.path)
        self.name = NAME if self.model == PUBLISHED else f"{NAME}-{self.model}"
        self._batch, self._gpus = batch_size, gpus
        self._digest = _digest(self.path)
        self._loaded: Any = None

    def statistics(
        self, sources: Sequence[str], hypotheses: Sequence[str], references: Sequence[Sequence[str]]
    ) -> Statistics:
        """A row a segment: its score, and 1. The sums of some rows give their mean, see `score`.

        Of several references COMET reads the first. Raises ScoreMismatch where a source or a reference is
        missing, UnusableModel where the model gives no score.
        """
        if not len(sources) == len(hypotheses) == len(references):
            raise ScoreMismatch(
                f"{NAME}: {len(sources)} sources, {len(hypotheses)} hypotheses and {len(references)} "
                "references; it needs one of each a segment"
            )
        for number, (source, known) in enumerate(zip(sources, references, strict=True), start=1):
            for kind, text in (("source", source), ("reference", next(iter(known), ""))):
                if not text or not text.strip():
                    raise ScoreMismatch(f"{NAME}: segment {number} has no {kind}, which it reads; add it")
        if not hypotheses:
            return np.empty((0, 2))
        if self._loaded is None:
            self._loaded = _loaded(self.path)
        samples = [
            {"src": source, "mt": text, "ref": known[0]}
            for source, text, known in zip(sources, hypotheses, references, strict=True)
        ]
        found = self._predicted(samples)
        return np.column_stack([100 * found, np.ones(len(found))])

    def score(self, statistics: Statistics) -> float:
        """The score of these segments together: the mean of theirs."""
        return self.of_sums(statistics.sum(axis=0))

    def of_sums(self, sums: Any) -> float:  # noqa: ANN401 - a row, of a list or an array
        """The score that sums of statistics have."""
        return float(sums[0] / sums[1])

    def estimates(self, sums: NDArray[np.float64]) -> NDArray[np.float64]:
        """The scores of many sums at once, a row each."""
        found: NDArray[np.float64] = sums[:, 0] / sums[:, 1]
        return found

    def by_segment(self, statistics: Statistics) -> NDArray[np.float64]:
        """The score of each segment."""
        return statistics[:, 0]

    def signature(self, references: Sequence[Sequence[str]], trial: Trial | None = None) -> str:
        """What the figures depend on: the content of the checkpoint, references, the test, the library."""
        several = any(len(known) > 1 for known in references)
        parts = [f"comet:{self.model}", f"sha256:{self._digest[:8]}", f"refs:{'first' if several else 1}"]
        if trial is not None:
            parts += [f"{'bs' if trial.kind == 'bootstrap' else 'ar'}:{trial.draws}", f"seed:{trial.seed}"]
        return "|".join([*parts, "scale:100", f"version:{_version()}"])

    def _predicted(self, samples: Sequence[dict[str, str]]) -> NDArray[np.float64]:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                answer = self._loaded.predict(
                    samples, batch_size=self._batch, gpus=self._gpus, progress_bar=False
                )
            found = np.asarray(answer.scores, dtype=np.float64)
        except Exception as error:  # what a model that does not fit itself can raise has no end
            raise UnusableModel(self.path, f"can't score: {_line(error)}") from error
        if found.shape != (len(samples),) or not np.isfinite(found).all():
            raise UnusableModel(self.path, "does not give one number for each segment")
        return found


def checkpoint(path: Path) -> Path:
    """The file of a checkpoint, given as itself or as the folder of the model. Raises UnusableModel."""
    if not path.exists():
        raise UnusableModel(
            path, "there is nothing here; give the checkpoint of a COMET model that you have, as …/model.ckpt"
        )
    file = path / "checkpoints" / "model.ckpt" if path.is_dir() else path
    if not file.is_file():
        raise UnusableModel(path, "has no checkpoints/model.ckpt; give the file of the checkpoint")
    if file.suffix != ".ckpt":
        raise UnusableModel(path, "is no checkpoint of COMET, whose names end in .ckpt")
    with file.open("rb") as stream:
        if stream.read(8) == b"version ":
            raise UnusableModel(path, "only points to its content: git lfs pull")
    if not is_zipfile(file):
        raise UnusableModel(path, "is damaged, cut off, or no checkpoint at all; copy it again")
    settings = file.absolute().parents[1] / SETTINGS
    if not settings.is_file():
        raise UnusableModel(path, f"lacks its settings; they belong to {settings}")
    return file


def _model_name(path: Path) -> str:
    """What the model is called by its folder, or by that of the cache of Hugging Face that it lies in."""
    folder = path.absolute().parents[1]
    if folder.parent.name == "snapshots":  # models--Unbabel--NAME/snapshots/REVISION
        folder = folder.parents[1]
    return re.sub(r"[^\w.-]+", "_", folder.name.split("--")[-1])[:60]


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise UnusableModel(path, f"can't be read: {error.strerror}") from error


def _loaded(path: Path) -> Any:  # noqa: ANN401 - the library has no types of its own here
    """The model, loaded without the network and without running what its file might bring along."""
    os.environ.update(_ENVIRONMENT)
    os.environ.pop(_UNSAFE, None)
    root = logging.getLogger()
    before = root.level, root.handlers[:]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            library = import_module(LIBRARY)
    except ImportError as error:
        raise UsageError(
            f"COMET can't be loaded: {_line(error)}; install it again: {INSTALLATION}"
        ) from error
    root.level, root.handlers = before  # the library lets all others speak
    for noisy in _NOISY:
        logging.getLogger(noisy).setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return library.load_from_checkpoint(str(path), local_files_only=True)
    except Exception as error:  # what a model that does not fit itself can raise has no end
        raise UnusableModel(path, _reason(error)) from error


def _reason(error: Exception) -> str:
    """What is wrong with a checkpoint that this came of."""
    if "Weights only" in str(error):
        return (
            "holds more than numbers and settings, and to read that could run code; it is not loaded. "
            "If you trust its source, save its state_dict and hyper_parameters anew with torch"
        )
    return (
        f"COMET can't load it: {_line(error)}; is its encoder, pretrained_model in {SETTINGS}, in the "
        "cache of Hugging Face on this computer? Nothing is downloaded"
    )


def _version() -> str:
    try:
        return version("unbabel-comet")
    except PackageNotFoundError:
        return "unknown"


def _line(error: Exception) -> str:
    """The first line of what an error says."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
