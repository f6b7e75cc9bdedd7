"""The comments of a PO entry: what a line of them says of a unit, and what notes are a comment of."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence

from tm.units import Prop

ADDED = "msgctxt was added, for this msgid stands here more than once"
_OURS = re.compile(r"tuid|@\S+|x-\S+|prop:.*|note(?:\.\d+)?|note\[.*|[\w%:-]+(?:\.\d+)?[:@].+")
_NOTE = re.compile(r"note(?:\.[0-9]+)?")
ODD = re.compile(
    r"[\x00-\x1f\x7f\u0085\u2028\u2029\ufeff]|\\\Z"
)  # a backslash at its end makes gettext read on


def said(name: str, value: str) -> str:
    """A line of an extracted comment."""
    plain = value and value == value.strip() and not value.startswith('"') and not ODD.search(value)
    return f"{name}: {value if plain else json.dumps(value, ensure_ascii=False)}"


def heard(line: str, names: Collection[str] = ()) -> tuple[str, str] | None:
    """The name, of a column or one of `names`, and the value of a line; None where it is of others."""
    name, colon, value = line.partition(": ")
    if not colon or not (_OURS.fullmatch(name) or name in names):
        return None
    if not value.startswith('"'):
        return name, value
    try:
        read = json.loads(value)
    except ValueError:
        return None
    return (name, read) if isinstance(read, str) else None


def line_name(name: str) -> str:
    """What a line of a unit or a header is called whose column in a table has this name.

    >>> line_name("x-document"), line_name("client"), line_name("@creationdate")
    ('x-document', 'prop:client', '@creationdate')
    """
    is_ours = name.startswith(("x-", "prop:", "@", "note[")) and _OURS.fullmatch(name)
    return name if is_ours or _NOTE.fullmatch(name) else f"prop:{name}"


def comment_of(notes: Sequence[str]) -> str | None:
    """Notes as a translator comment, which blank lines part; None where they would not come back from it."""
    comment = "\n\n".join(notes)
    lines = comment.split("\n")
    fits = lines[0] and not any(line != line.rstrip() or ODD.search(line) for line in lines)
    return comment if not notes or (fits and comment.split("\n\n") == list(notes)) else None


def is_foreign(value: str) -> bool:
    """Whether lines can stand in an extracted comment as they are."""
    return all(
        line.strip() and line == line.rstrip() and line != ADDED and not heard(line) and not ODD.search(line)
        for line in value.split("\n")
    )


def notes_of(comment: str) -> list[Prop]:
    """The notes of a translator comment."""
    return [Prop(None, note) for note in comment.split("\n\n")] if comment else []
