"""Documents that are no files yet: those of a memory, and texts that somebody hands over to be aligned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tm.bitext import Document, document_in, read_document
from tm.bitext import aligned as aligned_documents
from tm.errors import InputError, Message, UsageError
from tm.formats.beads_folder import one_line
from tm.formats.documents import text_in
from tm.languages import LANGUAGES, TAG_IN_NAME, base, language_in_name
from tm.memory import Memory
from tm.provenance import confidence_of, review_of
from tm.review.draft import Draft, Row, Source, State, Texts
from tm.review.exchange.unit import CONFIRMED, EDITED, variant_for
from tm.segmentation import segment
from tm.store.stored import Stored
from tm.units import TranslationUnit

MOST = 100_000  # units of a document; a review of more would fill the memory of the machine
UPLOADS = "uploads"  # the project of texts that were handed over
_FOLDERS = re.compile(r"[/\\]")


class Listed(NamedTuple):
    """A document of a memory: its name ("" for units that name none), its units, and its languages.

    `langs` has how many texts it has in each language, as its tag is written, the most frequent first.
    """

    name: str
    units: int
    langs: dict[str, int]


class Upload(NamedTuple):
    """A text that is handed over: what its file was called, its content, and its language if that is said."""

    name: str
    content: bytes | Path
    lang: str | None = None


class Aligned(NamedTuple):
    """Texts that were just aligned, as a draft, and what a user should be told of them."""

    source: Source
    draft: Draft
    warnings: tuple[str, ...]


def of_memory(memory: Memory) -> list[Listed]:
    """The documents of a memory, by name. All units are looked at."""
    with memory.store.database.reading():
        counts = memory.store.documents()
        langs = memory.store.languages_of_documents()
    return sorted(Listed(name or "", count, langs.get(name, {})) for name, count in counts.items())


def of_document(
    memory: Memory, name: str, langs: Sequence[str], *, parted: bool = True
) -> tuple[Source, Draft]:
    """A document of a memory in two or three languages: a row a unit, in the order of their numbers.

    Confidence, review and notes are taken over. With `parted` a text of several sentences becomes as many
    segments, which can then be moved. Units that have none of the languages are no rows. Raises InputError
    where there is no such document, it has none of the languages, or too many units.
    """
    _refuse_languages(langs)
    with memory.store.database.reading():
        units = memory.store.of_document(name or None, MOST + 1)
    what = f"{memory.place}: the document {name!r}" if name else f"{memory.place}: what is of no document"
    if not units:
        raise InputError(f"{memory.place}: no unit is of the document {name!r}, as x-document says it")
    if len(units) > MOST:
        raise InputError(f"{what} has more than {MOST:,} units, too many to be reviewed at once")
    rows = [row for one in units if (row := _row(one, langs, parted)) is not None]
    if not rows:
        raise InputError(f"{what} has no text in {', '.join(langs)}")
    source = Source(str(memory.place), name, str(memory.place), units={one.number: one.unit for one in units})
    numbered = tuple(rows)
    return source, Draft(tuple(langs), numbered, max(row.id for row in numbered) + 1)


def aligned(
    uploads: Sequence[Upload],
    *,
    project: str = UPLOADS,
    name: str | None = None,
    lines: bool = False,
    trust: bool = False,
) -> Aligned:
    """Align texts that are handed over; the languages are as `tm align` finds them.

    All errors are those of `tm.bitext`, and name the files as they were called.
    """
    if len(uploads) not in (2, 3):
        raise UsageError(f"give two or three versions of a document, not {len(uploads)}")
    documents = [_document(upload, lines=lines, trust=trust) for upload in uploads]
    called = name or next(filter(None, (_stem(_called(upload)) for upload in uploads)), "document")
    bitext = aligned_documents(documents, called)
    warnings = tuple(warning for document in documents for warning in document.warnings)
    return Aligned(Source(project, called, "", bitext.signature), Draft.of(bitext.alignment), warnings)


def _refuse_languages(langs: Sequence[str]) -> None:
    if len(langs) not in (2, 3) or len(set(map(base, langs))) < len(langs):
        said = ", ".join(langs) or "–"
        raise UsageError(
            Message("a review needs two or three different languages, not: %(langs)s", langs=said)
        )


def _row(stored: Stored, langs: Sequence[str], parted: bool) -> Row | None:
    """A unit as a row, whose id is its number; None where it has no text in these languages."""
    unit = stored.unit
    sides = tuple(_side(unit, lang, parted) for lang in langs)
    if not any(sides):
        return None
    review = review_of(unit)
    return Row(
        stored.number,
        sides,
        confidence_of(unit),
        State.CONFIRMED if review == CONFIRMED else State.OPEN,
        edited=review == EDITED,
        note="\n".join(unit.notes),
        unit=stored.number,
    )


def _side(unit: TranslationUnit, lang: str, parted: bool) -> Texts:
    variant = variant_for(unit, lang)
    if variant is None or not variant.text.strip():
        return ()
    if parted and base(lang) in LANGUAGES:
        return tuple(one.text for one in segment(variant.text, base(lang)))
    return (one_line(variant.text),)


def _document(upload: Upload, *, lines: bool, trust: bool) -> Document:
    if isinstance(upload.content, Path):
        return read_document(upload.content, upload.lang, lines=lines, trust=trust)
    return document_in(text_in(upload.content, _called(upload)), upload.lang, lines=lines, trust=trust)


def _called(upload: Upload) -> str:
    """The name of a file without the folders that a browser may put before it."""
    return _FOLDERS.split(upload.name)[-1] or "text"


def _stem(name: str) -> str:
    stem = Path(name).stem
    return TAG_IN_NAME.sub("", stem) if language_in_name(name) else stem
