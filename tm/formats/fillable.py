"""Documents that can be filled in place, and which of them a file is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tm.errors import UsageError
from tm.formats.kinds import kind_of_file
from tm.formats.places import CLOSED, Fillable, Filled, Kind, Place, PlaceState
from tm.formats.po.filling import FillablePo
from tm.formats.prose import FillableText
from tm.formats.xliff.filling import FillableXliff

__all__ = ["CLOSED", "KINDS", "Fillable", "Filled", "Kind", "Place", "PlaceState", "open_fillable"]

KINDS = ("xliff", "po", "text", "lines")  # a text is segmented, or taken line by line


def open_fillable(path: Path | str, *, kind: str | None = None, langs: Sequence[str] = ()) -> Fillable:
    """A document to fill: XLIFF of any version, PO, or a text.

    `kind` is one of `KINDS`, otherwise the name of the file tells, or what it begins with. `langs` are source
    and target, where the document does not say them. Raises UsageError for a file of another format, or one
    whose languages nothing names, and the errors of the readers.
    """
    found = kind or ("text" if str(path).lower().endswith(".txt") else kind_of_file(path).name)
    if found in ("xliff", "xliff2"):
        return FillableXliff(path, langs)
    if found == "po":
        return FillablePo(path, langs)
    if found in ("text", "lines"):
        return FillableText(path, langs, lines=found == "lines")
    known = ", ".join(KINDS)
    raise UsageError(f"{path}: a document of the kind {found} can't be filled in place; these can: {known}")
