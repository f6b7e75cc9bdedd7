"""Two catalogues of a program's strings as TMX, one part to train on and another to be measured on.

    python scripts/catalogues.py KK.po RU.po TRAIN.tmx HELD.tmx [--seen FOLDER] [--units N]

For scripts/bench_train.py. The catalogues are gettext's, in English with the translations of one program;
the sources of KDE's programs have them in po/kk and po/ru. A unit is a string that both translate;
fuzzy and plural ones are left out, markup and accelerators are taken off, and neighbours stay neighbours.
The catalogue is split by the source files of the program, never by string: a file goes to HELD whenever that
has less than a third of all. Of the others, the first N units are written to TRAIN. Strings of which
a side stands in FOLDER/*.tsv, what the shipped encoder learned from, are left out, and so are
repeated ones.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tm.formats.tmx import TmxWriter
from tm.units import Header, Prop, TranslationUnit, Variant

_ENTRY = re.compile(r'(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) (".*")$')
_MARKUP = re.compile(r"<[^>]*>|&(?:lt|gt|nbsp|amp);|[&_](?=\w)|\\n")
SHARE = 1 / 3  # of the units is held out

Unit = tuple[str, dict[str, str]]  # the file of a string, and the string in each language
Key = tuple[str, str]  # the context and the English string


class Message(NamedTuple):
    """An entry of a catalogue: the file of the program it stands in, and its translation."""

    file: str
    text: str


def messages(path: Path) -> dict[Key, Message]:
    """The translated entries of a catalogue, in its order."""
    found: dict[Key, Message] = {}
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        fields: dict[str, str] = {}
        key, file = "", ""
        for line in block.split("\n"):
            if (line.startswith("#,") and "fuzzy" in line) or line.startswith("#~"):
                fields.clear()
                break
            if line.startswith("#:"):
                file = file or line[2:].split()[0].rpartition(":")[0]
            elif entry := _ENTRY.match(line):
                key, fields[entry[1]] = entry[1], ast.literal_eval(entry[2])
            elif line.startswith('"') and key:
                fields[key] += ast.literal_eval(line)
        if fields.get("msgid") and fields.get("msgstr") and file:
            found[fields.get("msgctxt", ""), fields["msgid"]] = Message(file, fields["msgstr"])
    return found


def plain(text: str) -> str:
    """A string without markup, accelerators and line breaks."""
    return " ".join(_MARKUP.sub(" " if "<" in text else "", text).split())


def units(kazakh: Path, russian: Path, seen: set[str]) -> Iterator[Unit]:
    """The strings that both catalogues translate, each with its file."""
    other = messages(russian)
    met = set(seen)
    for key, message in messages(kazakh).items():
        if key not in other:
            continue
        sides = {"kk": plain(message.text), "en": plain(key[1]), "ru": plain(other[key].text)}
        folded = {text.lower() for text in sides.values()}
        if all(sides.values()) and len(folded) > 1 and met.isdisjoint(folded):
            met.update(folded)
            yield message.file, sides


def strings(folder: Path) -> set[str]:
    """What the tables of a folder hold, in lower case."""
    return {
        plain(cell).lower()
        for path in sorted(folder.glob("*.tsv"))
        for line in path.read_text("utf-8").splitlines()
        for cell in line.split("\t")[:2]
    }


def write(path: Path, found: list[Unit]) -> None:
    """Units as TMX, each with its file as x-document."""
    with TmxWriter(path, Header(srclang="en")) as writer:
        for number, (file, sides) in enumerate(found, start=1):
            variants = tuple(Variant(lang, text) for lang, text in sides.items())
            writer.write(TranslationUnit(str(number), variants, (Prop("x-document", file),)))


def main() -> None:
    """Read, split, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("kazakh", "russian", "train", "held"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--seen", type=Path, default=Path("../shared/data/train"))
    parser.add_argument("--units", type=int, default=2000)
    given = parser.parse_args()
    if not given.seen.is_dir():
        sys.exit(f"{given.seen}: no such folder; give the one with the tables that the encoder learned from")
    parts: tuple[list[Unit], ...] = ([], [])
    files: dict[str, list[Unit]] = {}
    for unit in units(given.kazakh, given.russian, strings(given.seen)):
        files.setdefault(unit[0], []).append(unit)
    for found in files.values():
        parts[len(parts[1]) < SHARE * (len(parts[0]) + len(parts[1]))].extend(found)
    train, held = parts[0][: given.units], parts[1]
    write(given.train, train)
    write(given.held, held)
    print(f"{len(train)} units in {given.train}, {len(held)} in {given.held}")


if __name__ == "__main__":
    main()
