"""Where the entries of a PO file stand in its text, line by line: to edit one and leave the others alone."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import polib

from tm.formats.original import Edit

_FIELD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[[0-9]\])?)\s*\"")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')


@dataclass
class Block:
    """An entry that is not obsolete: where its comments and fields stand, without newlines at their ends.

    A comment has its first two characters and its text; a field its keyword, `msgstr[1]` for one.
    """

    comments: list[tuple[str, str, int, int]] = field(default_factory=list)
    fields: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def start(self) -> int:
        """Where its first field begins."""
        return min(start for start, _ in self.fields.values())

    @property
    def is_whole(self) -> bool:
        """Whether its translation was seen."""
        return any(name.startswith("msgstr") for name in self.fields)


def blocks(text: str) -> Iterator[Block]:
    """The entries of a well-formed file, its header too, in order."""
    block, last, at = Block(), "", 0
    for line in io.StringIO(text, newline=""):
        start, at = at, at + len(line)
        bare = line.strip()
        end = start + len(line.rstrip("\r\n"))
        found = _FIELD.match(bare)
        begins = bare[:1] == "#" or (found is not None and found[1] in ("msgctxt", "msgid"))
        if block.is_whole and (begins or not bare):
            yield block
            block = Block()
        if bare.startswith("#~"):
            block = Block()
        elif bare[:1] == "#":
            block.comments.append((bare[:2], bare[2:].strip(), start, end))
        elif found:
            last = found[1]
            block.fields[last] = (start, end)
        elif bare:
            block.fields[last] = (block.fields[last][0], end)
    if block.is_whole:
        yield block


def field_of(keyword: str, text: str, newline: str, mark: str = "") -> str:
    r"""A keyword and its text as they stand in a file, a line of the text on one of its own.

    >>> print(field_of("msgstr", "a\nb\n", "\n"))
    msgstr ""
    "a\n"
    "b\n"
    """
    pieces = re.findall("[^\n]*\n|[^\n]+", text)
    lines = [f'"{polib.escape(piece)}"' for piece in pieces]
    if len(lines) == 1:
        return f"{mark}{keyword} {lines[0]}"
    return newline.join((f'{mark}{keyword} ""', *(mark + line for line in lines)))


def said_by(text: str, block: Block, keyword: str) -> str:
    """What a field of an entry says."""
    start, end = block.fields[keyword]
    return "".join(polib.unescape(piece) for piece in _QUOTED.findall(text[start:end]))


def flagged(block: Block, is_fuzzy: bool, newline: str) -> Iterator[Edit]:
    """The edits that set the flag `fuzzy` of an entry, or take it away; its other flags stay."""
    for kind, text, start, end in block.comments:
        if kind != "#,":
            continue
        flags = [flag.strip() for flag in text.split(",")]
        wanted = [flag for flag in flags if flag and flag != "fuzzy"]
        if is_fuzzy:
            wanted.insert(0, "fuzzy")
        if wanted != flags:
            line = f"#, {', '.join(wanted)}" if wanted else ""
            yield Edit(start, end if wanted else end + len(newline), line)
        is_fuzzy = False
    if is_fuzzy:
        at = next((start for kind, _, start, _ in block.comments if kind == "#|"), block.start)
        yield Edit(at, at, f"#, fuzzy{newline}")
