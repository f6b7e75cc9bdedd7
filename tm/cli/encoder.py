"""The option --encoder: another encoder opened, and documents encoded with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tm.cli import show
from tm.cli.options import cache_folder

if TYPE_CHECKING:
    from tm.bitext import Document
    from tm.encoders import AnyEncoder

EncoderPath = Annotated[
    Path | None,
    typer.Option(
        "--encoder",
        metavar="PATH",
        help="Align with the encoder in this folder: one of our own kind, or a sentence-transformers model "
        "as LaBSE (extra `neural`), whose vectors are kept for the next time.",
    ),
]


def opened(path: Path | None) -> AnyEncoder | None:
    """The encoder in a folder; None, which is the one in the package, where none is named."""
    if path is None:
        return None
    from tm.encoders import open_encoder

    return open_encoder(path, cache=cache_folder())


def encoded(encoder: AnyEncoder | None, documents: Sequence[Document], quiet: bool) -> None:
    """Encode documents, where that takes long, before anything else is done; a bar shows how far it is."""
    if encoder is None:
        return
    from tm.encoders import ContextualEncoder

    if isinstance(encoder, ContextualEncoder):
        texts = [document.texts for document in documents]
        show.followed(
            f"encoding with {encoder.name.split('+')[0]}: runs of segments", encoder.encoding(texts)
        )
        show.notes(encoder.notes, quiet)
