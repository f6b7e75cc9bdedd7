"""The entries of a PO file, read in batches by polib and written one at a time.

polib knows no entry without those around it, and one mistake is the end of a file. So it gets some hundred
lines at once, and where it fails each block that blank lines part; what it can't read of these alone is told
with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import polib

from tm.units import Rejected

EMPTY = "\x01"  # what an empty msgid, by which polib knows a header, is while polib reads it
_BATCH = 500  # lines that polib gets at once
_FIRST = 'msgid "x"\nmsgstr ""\n'  # so that comments behind it are of an entry, not of the file
_TEXT = re.compile(
    r'(?:(?:#~\s*)?(?:msgctxt|msgid|msgid_plural|msgstr(?:\[[0-9]\])?)\s*|#\|.*?|#~\s*)?"(?:[^"\\]|\\.)*"'
)
_BEGINS = re.compile(r'(?:#~|#\|)?\s*(?:msg|")')
_ERROR = re.compile(r".*?\(line ([0-9]+)\)(?:: )?(.*)", re.DOTALL)


def entries_of(stream: Iterator[str]) -> Iterator[polib.POEntry | Rejected]:
    """The entries of a file with its lines as `linenum`, and what is none; an empty msgid is `EMPTY`."""
    for start, lines in _batches(stream):
        yield from _parsed(lines, start)


def formatted(entry: polib.POEntry) -> str:
    """An entry as text, not wrapped; of an obsolete one polib would leave comments out."""
    is_obsolete, entry.obsolete = entry.obsolete, False
    lines = ["#" if line == "# " else line for line in entry.__unicode__(0).split("\n")]
    if not is_obsolete:
        return "\n".join(lines)
    lines = [f"#~{line[1:]}" if line.startswith("#| ") else line for line in lines]
    return "\n".join(f"#~ {line}" if line and line[0] in 'm"' else line for line in lines)


def _batches(stream: Iterator[str]) -> Iterator[tuple[int, list[str]]]:
    """Lines and the number of the first of them; a batch ends where no entry does not."""
    batch: list[str] = []
    start = 1
    for number, line in enumerate(stream, start=1):
        if len(batch) >= _BATCH and not line.strip():
            yield start, batch
            batch, start = [], number
        batch.append(line.rstrip("\r\n"))
    yield start, batch


def _parsed(lines: Sequence[str], start: int) -> list[polib.POEntry | Rejected]:
    """What polib makes of some lines, of each block apart where it makes nothing of them together."""
    try:
        return list(_entries(lines, start))
    except ValueError as error:
        blocks = list(_blocks(lines))
        if len(blocks) < 2:
            place, problem = error.args
            return [Rejected(place, problem, "\n".join(lines).strip())]
    return [entry for offset, block in blocks for entry in _parsed(block, start + offset)]


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Lines that no blank line parts, and the place of the first of them."""
    block: list[str] = []
    for number, line in enumerate((*lines, "")):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


class _Lines(str):
    """A text that has lines where PO has them, not at every newline of Unicode, which a msgid may hold."""

    __slots__ = ()

    def splitlines(self, keepends: bool = False) -> list[str]:
        return self.split("\n")


def _entries(lines: Sequence[str], start: int) -> list[polib.POEntry]:
    """The entries of some lines. Raises ValueError with the line and what is wrong with it."""
    mended = [
        _mended(line, lines[place + 1] if place + 1 < len(lines) else "", start + place)
        for place, line in enumerate(lines)
    ]
    offset = start - 1 - _FIRST.count("\n")
    try:
        entries = list(polib.pofile(_Lines(_FIRST + "\n".join(mended) + "\n"), encoding="utf-8"))[1:]
    except OSError as error:
        found = _ERROR.fullmatch(str(error))
        place = int(found[1]) + offset if found else start
        raise ValueError(
            place, f"not well-formed: {(found and found[2]) or 'this line fits nothing before it'}"
        ) from error
    if len(entries) < sum(bool(re.match(r"(?:#~\s*)?msgid[\s\"]", line)) for line in mended):
        raise ValueError(start, "an empty msgid, which only the header has")
    for entry in entries:
        entry.linenum += offset
    return entries


def _mended(line: str, following: str, number: int) -> str:
    """A line as polib takes it, which allows less than gettext in some things and more in others."""
    text = line.strip()
    if text.startswith("#~|"):
        return f"#|{text[3:]}"
    if _BEGINS.match(text):
        if not _TEXT.fullmatch(text):
            raise ValueError(number, "not well-formed: text stands in one pair of quotes, after a keyword")
        begins = following.strip().removeprefix("#~").strip().startswith('"')
        return text[:-1] + f'{EMPTY}"' if re.fullmatch(r'(?:#~\s*)?msgid\s*""', text) and not begins else text
    if text[:1] != "#" or len(text) < 2:
        return text
    if text[1] in ".:,":
        return text if text[2:3] in ("", " ") else f"{text[:2]} {text[2:]}"
    return text if text[1] in " ~|" else f"# {text[1:]}"
