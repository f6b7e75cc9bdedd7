"""A document under review as files: TMX for a memory, beads to go on with or to measure by, and gold.

The same draft gives the same bytes. What is rejected is in no TMX; in beads, where no segment may be missing,
its segments stand alone.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from tm.errors import Message
from tm.formats.beads_folder import CONFIRMED, beads_files, confirmed_file, one_line, text_files
from tm.formats.output import folder, together
from tm.formats.tmx import TmxWriter
from tm.review.action import Refused
from tm.review.draft import Draft, Row, Source, State
from tm.review.exchange.folders import BY_HAND
from tm.review.exchange.unit import OF_SEGMENTS, unit_of
from tm.units import Alignment, Bead, Header, Prop, TranslationUnit

REVIEWED = "reviewed"  # ends the signature of beads that a person has changed or decided on
_UNSAFE = re.compile(r"[^\w.-]+")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the date of all files of a ZIP archive, so that it is the same every time
_UNIX, _FILE = 3, 0o644 << 16


class Written(NamedTuple):
    """How many rows became units, and why others did not; characters that XML can't hold are left out."""

    units: int
    rejected: int
    alone: int
    open: int
    dropped: int


def to_tmx(draft: Draft, source: Source, path: Path | str, *, only_confirmed: bool = False) -> Written:
    """Write the rows as TMX, a unit a row; rejected rows and those with one side are left out and counted.

    With `only_confirmed`, so are those of which nobody has said that they are right. Where nobody has changed
    a text, units and header name the segments as `tm align` does, so that translations made line by line can
    be scored against them.
    """
    units = rejected = alone = unseen = 0
    is_cut_as_before = not source.units and not any(row.edited for row in draft.rows)
    header = _header(draft) if is_cut_as_before else Header(srclang=draft.langs[0])
    with TmxWriter(path, header) as writer:
        for row, bead in zip(draft.rows, draft.beads(), strict=True):
            unit = unit_of(row, draft.langs, source)
            if is_cut_as_before:
                unit = _numbered(unit, bead)
            if row.state is State.REJECTED:
                rejected += 1
            elif len(unit.variants) < 2:
                alone += 1
            elif only_confirmed and row.state is State.OPEN:
                unseen += 1
            else:
                writer.write(unit)
                units += 1
    return Written(units, rejected, alone, unseen, writer.dropped)


def _header(draft: Draft) -> Header:
    """Says how many segments each text has."""
    counts = (Prop(f"{OF_SEGMENTS}-{lang}", str(len(texts))) for lang, texts in draft.segments().items())
    return Header(srclang=draft.langs[0], props=tuple(counts))


def _numbered(unit: TranslationUnit, bead: Bead) -> TranslationUnit:
    """A new unit whose texts say of which segments they are."""
    variants = (
        one._replace(props=(Prop(OF_SEGMENTS, " ".join(map(str, bead[one.lang]))), *one.props))
        for one in unit.variants
    )
    return replace(unit, variants=tuple(variants))


def to_beads(draft: Draft, source: Source, place: Path) -> None:
    """Write texts and beads into a folder, all or nothing; what `tm.review.exchange.folders` finds again.

    Confirmed rows are in `confirmed.beads` too, which `tm align --anchors` takes.
    """
    files = document_files(draft, source)
    with folder(place) as there, together(there) as part:
        if CONFIRMED not in files and (there / CONFIRMED).exists():
            files[CONFIRMED] = confirmed_file(_alignment(draft), _signature(draft, source))
        for name, content in files.items():
            (part / name).write_bytes(content)


def beads_zip(draft: Draft, source: Source) -> bytes:
    """The same folder as a ZIP archive."""
    return _zipped(safe_name(source.name), document_files(draft, source))


def gold_zip(draft: Draft, source: Source) -> bytes:
    """Texts and beads as gold, signed `by-hand`, in a ZIP archive. Refused while a row is open.

    It is for a person to unpack and look at: nothing here writes to the folder of the gold.
    """
    undecided = sum(row.state is State.OPEN for row in draft.rows)
    if undecided:
        raise Refused(Message("gold needs a decision on each row; open rows: %(count)s", count=undecided))
    alignment = _alignment(draft)
    files = {**text_files(alignment), **beads_files(alignment, BY_HAND)}
    return _zipped(safe_name(source.name), files)


def document_files(draft: Draft, source: Source) -> dict[str, bytes]:
    """Texts and beads by the names of their files."""
    alignment, signature = _alignment(draft), _signature(draft, source)
    files = {**text_files(alignment), **beads_files(alignment, signature)}
    if any(row.state is State.CONFIRMED for row in draft.rows) and signature != BY_HAND:
        files[CONFIRMED] = confirmed_file(alignment, signature)
    return files


def safe_name(name: str) -> str:
    """A name of a document as that of a file.

    >>> safe_name("news/2026: Астана"), safe_name("../..")
    ('news-2026-Астана', 'document')
    """
    return _UNSAFE.sub("-", name).strip("-.")[:100] or "document"


def _lone(draft: Draft, row: Row) -> Iterator[Row]:
    """The segments of a row, each in a row of its own."""
    for place, side in enumerate(row.sides):
        for text in side:
            sides = tuple((text,) if k == place else () for k in range(len(draft.langs)))
            yield replace(row, sides=sides, confidence=None)


def _clean(row: Row) -> Row | None:
    """The row with each segment on one line; None where nothing is left of it."""
    sides = tuple(tuple(filter(None, map(one_line, side))) for side in row.sides)
    return replace(row, sides=sides) if any(sides) else None


def _filed(draft: Draft) -> Draft:
    """The draft as it is in files: what is rejected stands alone."""
    rows = (
        one for row in draft.rows for one in (_lone(draft, row) if row.state is State.REJECTED else (row,))
    )
    return Draft(draft.langs, tuple(clean for row in rows if (clean := _clean(row))), draft.next_id)


def _alignment(draft: Draft) -> Alignment:
    """The draft as an alignment; the beads of a pair are what the rows show of it."""
    whole = _filed(draft).alignment()
    pairs = combinations(draft.langs, 2) if len(draft.langs) > 2 else ()
    return replace(whole, finest={pair: tuple(_seen(whole.beads, pair)) for pair in pairs})


def _seen(beads: tuple[Bead, ...], pair: tuple[str, str]) -> Iterator[Bead]:
    for bead in beads:
        sides = tuple(bead[lang] for lang in pair)
        if any(sides):
            yield Bead(pair, sides, bead.confidence)


def _signature(draft: Draft, source: Source) -> str:
    """What made the beads: the aligner, and a person if one has done anything to them."""
    is_decided = all(row.state is not State.OPEN for row in draft.rows)
    if source.signature == BY_HAND and is_decided:
        return BY_HAND
    touched = any(row.state is not State.OPEN or row.by_hand or row.edited for row in draft.rows)
    if not touched and source.signature:
        return source.signature
    return "|".join(filter(None, (source.signature.removesuffix(f"|{REVIEWED}"), REVIEWED)))


def _zipped(name: str, files: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file, content in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{name}/{file}", _EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, _UNIX, _FILE
            archive.writestr(entry, content)
    return packed.getvalue()
