"""A SentencePiece model of the user's own, for BLEU over its pieces."""

from __future__ import annotations

from pathlib import Path

from sentencepiece import SentencePieceProcessor

from tm.errors import UnreadableFile, UnusableModel


def read_model(path: Path | str) -> bytes:
    """The model as in its file. Raises UnreadableFile, and UnusableModel for what is no such model."""
    try:
        content = Path(path).read_bytes()
    except OSError as error:
        raise UnreadableFile(path, (error.strerror or str(error)).lower()) from error
    try:
        SentencePieceProcessor(model_proto=content)
    except (RuntimeError, ValueError) as error:
        raise UnusableModel(
            path, "is no SentencePiece model; a file that spm_train wrote is expected"
        ) from error
    return content
