"""Confirmed beads from a file: `tm align --anchors`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tm.errors import InputError, UnfitAnchors, UsageError
from tm.languages import base

if TYPE_CHECKING:
    from tm.bitext import Document
    from tm.units import Bead


def beads_from(path: Path, documents: Sequence[Document]) -> list[Bead]:
    """The beads of a file; one that names no languages has those of the two documents, in their order.

    Raises InputError where the file says that its beads are of other texts.
    """
    from tm.formats.beads import HEADLESS, fingerprint, read_beads
    from tm.units import Bead

    file = read_beads(path)
    by_lang = {base(document.lang): document for document in documents}
    for lang, text in zip(file.langs, file.texts, strict=False):
        document = by_lang.get(base(lang))
        if document and fingerprint(document.texts) != text:
            other = (
                f"its beads are of another {lang} text than {document.source.path}, or of one cut otherwise"
            )
            raise InputError(f"{path}: {other}; they count segments, so they can't be taken over")
    if file.langs != HEADLESS:
        return list(file.beads)
    if len(documents) != len(HEADLESS):
        raise UsageError(
            f"{path}: needs a first line that names its languages, `# ushtil-beads 1 langs=kk,en`"
        )
    langs = tuple(document.lang for document in documents)
    return [Bead(langs, bead.sides) for bead in file.beads]


@contextmanager
def named(paths: Sequence[Path] | None) -> Iterator[None]:
    """Where anchors do not fit, say of which files they are."""
    try:
        yield
    except UnfitAnchors as error:
        raise UnfitAnchors(f"{', '.join(map(str, paths or ()))}: {error}") from error
