"""What the files of scoring have in common: their lines, their format, and the language they read like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

from tm.errors import MalformedLine, MalformedPO, MalformedTable, UnreadableFile, UsageError
from tm.formats.documents import read_text
from tm.formats.kinds import PACKED, Kind, kind_of_file
from tm.formats.memory import UnitReader
from tm.languages import LANGUAGES, base, identify, language_in_name
from tm.units import Rejected

TEXTS = (".txt", ".text", ".hyp", ".ref", ".out")  # whatever such a file holds, it is lines
MANY = 10_000  # texts that are looked at; of more, some from everywhere
FEW = 30  # letters; of less text nobody can say which language it is in


class Lines(NamedTuple):
    """The lines of a text without their newlines, and what was assumed of the file."""

    texts: list[str]
    warnings: tuple[str, ...]


def read_lines(path: Path | str) -> Lines:
    r"""The lines of a file, blank ones too; the newline that ends the last line begins no other.

    Newlines are those of Unix and Windows; U+2028, a form feed or a lone carriage return are text, as they
    are for the tools that make such files. Raises UnreadableFile.
    """
    document = read_text(path)
    texts = document.text.split("\n")
    if texts[-1] == "":
        texts.pop()
    return Lines([text.removesuffix("\r") for text in texts], tuple(filter(None, (document.note,))))


def units_kind(path: Path | str) -> Kind | None:
    """The format of a file of units; None for plain text, which `ref.en` and standard input are too.

    Raises UnreadableFile where there is no such file.
    """
    if str(path) == "-" or Path(path).suffix.lower() in TEXTS:
        return None
    try:
        found = kind_of_file(path)
    except UsageError:
        return None
    except OSError as error:  # a name that is too long, for one
        raise UnreadableFile(path, (error.strerror or str(error)).lower()) from error
    return None if found.name == "moses" else found


def units_of(path: Path | str, kind: Kind, source: str | None, target: str | None) -> UnitReader:
    """A file of units, open for reading; a unit that can't be taken raises MalformedLine.

    The languages are what the file says; where it says nothing, they are `source` and `target`.
    """

    def refuse(rejected: Rejected) -> NoReturn:
        raise MalformedLine(path, rejected.line, f"{rejected.problem}; mend the unit or take it out")

    try:
        return kind.read(path, refuse, (), False)
    except (MalformedTable, MalformedPO) as error:
        if not source or not target:
            problem = re.split("[;?] ", error.problem)[0]
            raise MalformedLine(
                path, error.line, f"{problem}; name both languages, --from and --to"
            ) from error
        return kind.read(path, refuse, (source, target), False)


def language_of_file(path: Path | str) -> str | None:
    """The language that the name of a text ends in, `en` of `ref.en` and `ref.en.txt`; None if it names none.

    >>> [language_of_file(name) for name in ("ref.en", "ref.kk.txt", "newstest.kk-en", "ref.A")]
    ['en', 'kk', None, None]
    """
    end = Path(path).suffix[1:]
    return end if end.isalpha() and base(end) in LANGUAGES else language_in_name(path)


def foreign(texts: Sequence[str], lang: str | None) -> str | None:
    """The language that texts read like where it is another one than `lang`; None where nothing is wrong.

    Texts with few letters, languages that are not ours, and ours in scripts of others say nothing.
    """
    if lang is None or base(lang) not in LANGUAGES or any(one in lang.lower() for one in ("latn", "arab")):
        return None
    found = identify(" ".join(texts[:: len(texts) // MANY + 1]))
    return None if found.lang == base(lang) or found.letters < FEW else found.lang


def without_ending(name: str, endings: Iterable[str]) -> str:
    """A file's name without one ending of these, packed or not; the name where it has none or is no more."""
    lower = name.lower()
    packed = next((one for one in PACKED if lower.endswith(one)), "")
    for ending in endings:
        whole = ending + packed
        if lower.endswith(whole) and len(name) > len(whole):
            return name[: -len(whole)]
    return name
