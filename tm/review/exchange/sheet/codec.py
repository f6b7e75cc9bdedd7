"""Rows as the hidden sheet keeps them: JSON, packed. What comes back may have been changed by anybody."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable

from tm.review.draft import Row, State

LARGEST = 1 << 29  # bytes of all rows
_LEVEL = 6
_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def rows_out(rows: Iterable[Row]) -> bytes:
    """Rows, whole."""
    content = [
        [row.id, row.sides, row.confidence, row.state, row.marked, row.edited, row.note, row.unit]
        for row in rows
    ]
    return zlib.compress(_encoded(content).encode("utf-8", "surrogatepass"), _LEVEL)


def rows_in(stored: bytes) -> tuple[Row, ...]:
    """The rows that were stored so; ValueError where the bytes are none of these."""
    unpacker = zlib.decompressobj()
    try:
        content = unpacker.decompress(stored, LARGEST)
        if unpacker.unconsumed_tail or not unpacker.eof:
            raise ValueError(f"its rows are cut off, or more than {LARGEST >> 20} MiB")
        return tuple(_row(said) for said in json.loads(content.decode("utf-8", "surrogatepass")))
    except (zlib.error, TypeError, KeyError, RecursionError) as error:
        raise ValueError("its rows were changed") from error


def _row(said: list[object]) -> Row:
    id, sides, confidence, state, marked, edited, note, unit = said
    if not (
        isinstance(id, int) and isinstance(sides, list) and isinstance(state, str) and isinstance(note, str)
    ):
        raise ValueError("its rows were changed")
    if not (isinstance(confidence, float | int | None) and isinstance(unit, int | None)):
        raise ValueError("its rows were changed")
    texts = tuple(tuple(side) for side in sides)
    if not all(isinstance(text, str) for side in texts for text in side):
        raise ValueError("its rows were changed")
    return Row(id, texts, confidence, State(state), bool(marked), bool(edited), note, unit)
