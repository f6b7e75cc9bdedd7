"""A SentencePiece model of the user's own, for BLEU over its pieces."""

from __future__ import annotations

from pathlib import Path

from sentencepiece import SentencePieceProcessor

from tm.errors import UnreadableFile, UnusableModel

LARGEST = 1 << 28  # bytes that are read


def read_model(path: Path | str) -> bytes:
    """The model as in its file. Raises UnreadableFile, and UnusableModel for what is no such model."""
    try:
        with Path(path).open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        raise UnreadableFile(path, (error.strerror or str(error)).lower()) from error
    if len(content) > LARGEST:
        raise UnusableModel(path, f"has more than {LARGEST >> 20} MiB; no SentencePiece model has")
    try:
        if not content:  # it would be taken, and fail when it is used
            raise ValueError
        SentencePieceProcessor(model_proto=content)
    except (RuntimeError, ValueError) as error:
        raise UnusableModel(
            path, "is no SentencePiece model; a file that spm_train wrote is expected"
        ) from error
    return content
