"""Plain text filled in place: segments are replaced by their translations, what is between them stays.

A text has no place for a state: what a memory has nothing for stays in the source language, and a translation
that is not exact looks like one that is. Who fills tells what was done.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from tm.errors import UsageError
from tm.formats.fitting import edged, markup
from tm.formats.original import Edit, of_text
from tm.formats.places import Codes, Filled, Kind, Place, PlaceState
from tm.languages import LANGUAGES, base
from tm.segmentation import segment
from tm.units import Segment, Variant

_LINE = re.compile(r"[^\r\n]+")


class FillableText:
    """A text to be filled in place, segment by segment, or with `lines` line by line.

    `langs` are source and target. Raises UnreadableFile, and UsageError where languages are missing, or there
    are no rules of segmentation for the source.
    """

    def __init__(self, path: Path | str, langs: Sequence[str], *, lines: bool = False) -> None:
        if len(langs) != 2:
            raise UsageError(f"{path}: a text names no languages; name them with --from and --to")
        if not lines and base(langs[0]) not in LANGUAGES:
            raise UsageError(f"{path}: no rules of segmentation for {langs[0]}; it can be taken line by line")
        self.path, self.langs = path, (langs[0], langs[1])
        self.warnings: list[str] = []
        self._original = of_text(path)
        if not self._original.encoding.startswith("utf-8"):
            self.warnings.append(f"{path}: read as {self._original.encoding}, not UTF-8")
        text = self._original.text
        self._segments = list(_lines(text, langs[0])) if lines else segment(text, base(langs[0]))
        self._made: dict[int, str] = {}

    def __iter__(self) -> Iterator[Place]:
        """The places, in order; all are untranslated."""
        line, at = 1, 0
        for number, one in enumerate(self._segments):
            line, at = line + self._original.text.count("\n", at, one.start), one.start
            source, state = Variant(self.langs[0], one.text), PlaceState.UNTRANSLATED
            yield Place(number, source, None, state, self.langs[1], str(self.path), line=line)

    def fill(
        self,
        place: Place,
        variant: Variant,
        score: int,
        origin: str,
        *,
        state: Kind,
        source: Variant | None = None,
        stored: Variant | None = None,
        form: str = "",
    ) -> Filled:
        """Put a translation into a place, without codes; newlines in it become spaces."""
        text = edged(variant.text, place.source.text, source.text if source else None)
        text = re.sub(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+", " ", text)
        if not text.strip():
            return Filled(False, problem="the match has no text")
        codes: Codes = "dropped" if markup(variant.content) else "none"
        if problem := self._original.lacks(text):
            return Filled(False, codes, problem=problem)
        self._made[place.number] = text
        return Filled(True, codes)

    def write(self, output: Path | str) -> None:
        """Write the text, whole or not at all."""
        made = ((self._segments[number], text) for number, text in self._made.items())
        self._original.write(output, (Edit(one.start, one.end, text) for one, text in made))


def _lines(text: str, lang: str) -> Iterator[Segment]:
    """The lines of a text that are not blank, without the white space at their edges."""
    paragraph = 0
    for found in _LINE.finditer(text):
        bare = found[0].strip()
        if bare:
            start = found.start() + found[0].index(bare)
            yield Segment(bare, start, start + len(bare), paragraph, lang)
            paragraph += 1
