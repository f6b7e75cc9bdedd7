"""One language of a file: the lines of a text, or that side of the units of a memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from tm.errors import UsageError
from tm.formats.documents import read_text
from tm.formats.kinds import Kind, kind_of_file, pair_of
from tm.languages import base
from tm.provenance import document_of
from tm.units import Variant

_NEWLINE = re.compile(r"\r\n?|\n")


class Located(NamedTuple):
    """A segment, the line that it stands in, from 1 (of a table the row), and its document, if known."""

    line: int
    variant: Variant
    document: str | None = None


class OneSide:
    """The segments of a file in one language, in order; blank ones are left out.

    The language is `lang`, or else the source language that the file names; where it names none, as a text,
    what `identified_by` says of it, and then `is_guess` is true. `target` is the language to translate into
    that the file names, None where it names none. `without` counts the units that have not the language.
    `kind` names the format, `lines` for a text, where the name of the file does not tell, and `columns` the
    languages of a file that does not name them. Raises UnreadableFile, what the readers raise, and UsageError
    where nothing tells the language.
    """

    def __init__(
        self,
        path: Path | str,
        lang: str | None = None,
        *,
        kind: str | None = None,
        columns: tuple[str, ...] = (),
        identified_by: Callable[[str], str] | None = None,
    ) -> None:
        self.path, self.warnings, self.without, self.is_guess = path, list[str](), 0, False
        self.target: str | None = None
        self._columns, self._identified_by = columns, identified_by
        found = _kind(path, kind)
        read = self._units(found, lang) if found else self._lines(lang)
        self.segments = [one for one in read if one.variant.text.strip()]

    def _lines(self, lang: str | None) -> Iterator[Located]:
        document = read_text(self.path)
        self.warnings += [document.note] if document.note else []
        self.lang = lang or self._guess(document.text)
        for number, line in enumerate(_NEWLINE.split(document.text.removeprefix("\ufeff")), 1):
            yield Located(number, Variant(self.lang, line.strip()))

    def _units(self, kind: Kind, lang: str | None) -> Iterator[Located]:
        reader = kind.read(self.path, None, self._columns, False)
        named = reader.header.srclang
        self.target = next(iter(pair_of(reader.header, None)[1:]), None)
        self.lang = lang or ("" if named == "*all*" else named)
        for unit in reader:
            self.lang = self.lang or (unit.variants[0].lang if unit.variants else "")
            side = next((one for one in unit.variants if base(one.lang) == base(self.lang)), None)
            if side is None:
                self.without += 1
            else:
                yield Located(unit.line, side, document_of(unit))
        self.warnings += reader.warnings

    def _guess(self, text: str) -> str:
        if self._identified_by is None:
            raise UsageError(f"{self.path}: nothing tells its language; say it with --from")
        self.is_guess = True
        return self._identified_by(text)


def _kind(path: Path | str, name: str | None) -> Kind | None:
    """The format of a file; None for a text that is read line by line."""
    if name == "lines" or (name is None and str(path) == "-"):
        return None
    try:
        found = kind_of_file(path, name)
    except UsageError:
        if name is not None:
            raise
        return None
    return None if found.name == "moses" else found
