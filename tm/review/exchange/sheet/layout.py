"""How a sheet is laid out: its columns, and the facts and rows that the hidden second sheet keeps.

The hidden sheet has the rows as they were when it was written, whole. So what a person has changed in the
sheet is told from what was changed in the document meanwhile.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple

from tm.formats.beads import fingerprint
from tm.formats.beads_folder import one_line
from tm.review.draft import Draft, Row, Source, Texts
from tm.review.exchange.sheet.codec import rows_in, rows_out

ROWS, FACTS = "review", "document"  # the sheets
ROW, STATE, MARK, CONFIDENCE, NOTE = (
    "row",
    "state",
    "mark",
    "confidence",
    "note",
)  # columns beside the languages
FORM = "1"  # of the sheets
MARKED = "x"
_CHUNK = 30_000  # characters of a cell of the hidden sheet


class Problem(NamedTuple):
    """Something in a row of the sheet that can't be taken over; where it is serious, nothing is.

    `line` is the row as the program for sheets counts them, 0 where it is of none; `row` its id.
    """

    line: int
    row: int | None
    problem: str
    serious: bool = True


class Facts(NamedTuple):
    """What the hidden sheet says of the document, and its rows as they were."""

    project: str
    name: str
    version: int
    langs: tuple[str, ...]
    rows: tuple[Row, ...]


def facts_out(draft: Draft, source: Source, version: int) -> Iterator[tuple[str, str]]:
    """The rows of the hidden sheet: names and values."""
    kept = rows_out(draft.rows)
    yield "form", FORM
    yield "project", source.project
    yield "document", source.name
    yield "version", str(version)
    yield "languages", ",".join(draft.langs)
    for lang, texts in draft.segments().items():
        yield f"text {lang}", fingerprint(texts)
    yield "digest", blake2b(kept, digest_size=16).hexdigest()
    text = base64.b64encode(kept).decode()
    for number, start in enumerate(range(0, len(text), _CHUNK)):
        yield f"rows {number}", text[start : start + _CHUNK]


def facts_in(said: Mapping[str, str]) -> Facts:
    """What was written so. Raises ValueError or KeyError where it was damaged."""
    if said["form"] != FORM:
        raise ValueError(f"version {said['form']} of the form is not known here")
    chunks = (said[f"rows {number}"] for number in range(sum(name.startswith("rows ") for name in said)))
    try:
        kept = base64.b64decode("".join(chunks), validate=True)
    except binascii.Error as error:
        raise ValueError("its rows were changed") from error
    if blake2b(kept, digest_size=16).hexdigest() != said["digest"]:
        raise ValueError("its rows were changed")
    rows = rows_in(kept)
    langs = tuple(said["languages"].split(","))
    if any(len(row.sides) != len(langs) for row in rows):
        raise ValueError("its rows have other languages")
    return Facts(said["project"], said["document"], int(said["version"]), langs, rows)


def cell_of(side: Texts) -> str:
    """A side of a row as a cell shows it: a segment a line."""
    return "\n".join(filter(None, map(one_line, side)))


def side_in(cell: str) -> Texts:
    """The segments that a cell shows."""
    return tuple(filter(None, map(one_line, cell.replace("\r", "\n").split("\n"))))


def word_key(text: str) -> str:
    """A segment without what a sheet may change in it unasked: white space, halves of characters."""
    return " ".join(text.encode("utf-8", "ignore").decode().split())


def side_key(side: Sequence[str]) -> tuple[str, ...]:
    """A side in the same way."""
    return tuple(filter(None, map(word_key, side)))
