"""PO filled in place: the entries that get a translation are edited, all others stay byte for byte.

What is exact is written as it is. What is not gets the flag `fuzzy`, the per cent in an extracted comment
(`x-match`), and the msgid that the translation was made of as the previous one, all of which msgmerge and
editors know how to take away again. Obsolete entries are no places.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polib

from tm.errors import MalformedPO
from tm.formats.fitting import edged, markup
from tm.formats.original import Edit, of_text
from tm.formats.places import CLOSED, Codes, Filled, Filling, Kind, Place, PlaceState, agreed
from tm.formats.po import FIELD, PoReader
from tm.formats.po.blocks import Block, blocks, field_of, flagged, said_by
from tm.formats.po.catalogue import EMPTY, entries_of
from tm.formats.po.comment import said as line_of
from tm.formats.po.entry import ESCAPED, PLURAL, units_of
from tm.formats.seg import native
from tm.formats.tables.rows import clean
from tm.units import TranslationUnit, Variant

MATCH = "x-match"


@dataclass(frozen=True, slots=True)
class _Slot:
    place: Place
    block: Block
    keyword: str  # of the field that its target is in


@dataclass(frozen=True, slots=True)
class _Made:
    filling: Filling
    text: str
    review: bool


class FillablePo:
    """A PO file to be filled in place.

    `langs` name the languages where the file does not. The forms of a plural are places of their own, and an
    entry gets them only if all are covered. Raises UnreadableFile, MalformedPO with the line, and UsageError
    where the file is in other languages.
    """

    def __init__(self, path: Path | str, langs: Sequence[str] = ()) -> None:
        self.path = path
        reader = PoReader(path, langs=langs)
        self.warnings = list(reader.warnings)
        fields = (prop.value.partition(":") for prop in reader.header.props if prop.type == FIELD)
        named = {name.strip().lower(): value.strip() for name, _, value in fields}
        own = (named.get("x-source-language", ""), named.get("language", ""))
        self.langs = agreed(path, own, langs or reader.langs)
        self._original = of_text(path, reader.charset)
        self._slots = list(self._read())
        self._made: dict[int, _Made] = {}

    def __iter__(self) -> Iterator[Place]:
        """The places, in order."""
        return (slot.place for slot in self._slots)

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
        """Put a translation into a place; markup stands in the text where it does in the document."""
        if place.state in CLOSED:
            raise ValueError(f"{place.id} is {place.state} and not to be filled")
        number, count = _form(place.form)
        if count > 2 and number > 0 and form != place.form:
            return Filled(False, problem=f"a match for plural form {place.form} must be of that form")
        codes, text = _text(place, variant, source)
        lost = Counter[str]()
        text = _newlines(clean(text, lost, ESCAPED), place.source.text)
        if problem := self._original.lacks(text):
            return Filled(False, codes, problem=problem)
        filling = Filling(variant, score, origin, state, source, stored, form)
        is_doubtful = not filling.is_exact or codes == "dropped"
        self._made[place.number] = _Made(filling, text, is_doubtful)
        problem = "; ".join(f"{number} {what} left out" for what, number in lost.items())
        return Filled(True, codes, is_doubtful, problem)

    def write(self, output: Path | str) -> None:
        """Write the file, whole or not at all. Entries that lack a plural form stay as they were."""
        edits: list[Edit] = []
        left = 0
        for slots in self._entries():
            if not any(slot.place.number in self._made for slot in slots):
                continue
            if all(slot.place.number in self._made or slot.place.target for slot in slots):
                edits += self._edits(slots)
            else:
                left += 1
        if left:
            self.warnings.append(f"{self.path}: entries left, for not all plural forms are covered: {left:,}")
        self._original.write(output, edits)

    def _read(self) -> Iterator[_Slot]:
        """The slots of all entries. Raises MalformedPO where one can't be taken."""
        lines = io.StringIO(self._original.text, newline="")
        there = blocks(self._original.text)
        number = 0
        for place, entry in enumerate(entries_of(lines)):
            if not isinstance(entry, polib.POEntry):
                raise MalformedPO(self.path, entry.line, entry.problem)
            if entry.obsolete:
                continue
            block = next(there, None)
            said = said_by(self._original.text, block, "msgid") if block else None
            if block is None or said != entry.msgid.replace(EMPTY, ""):
                raise MalformedPO(self.path, entry.linenum, "an entry that can't be edited in its place")
            if entry.msgid == EMPTY:
                if place:
                    raise MalformedPO(self.path, entry.linenum, "an empty msgid, which only the header has")
                continue
            keywords = sorted(name for name in block.fields if name.startswith("msgstr"))
            units = units_of(entry, self.langs, entry.linenum)
            if len(units) > len(keywords):  # of a language with one form singular and plural are units
                units = units[-len(keywords) :]
            for unit, keyword in zip(units, keywords, strict=True):
                yield _Slot(self._place(unit, entry, number), block, keyword)
                number += 1

    def _place(self, unit: TranslationUnit, entry: polib.POEntry, number: int) -> Place:
        source, *others = unit.variants  # both may be of one language
        target = others[0] if others and others[0].text else None
        state = PlaceState.UNTRANSLATED
        if target is not None:
            state = PlaceState.DRAFT if "fuzzy" in entry.flags else PlaceState.TRANSLATED
        return Place(
            number,
            source,
            target,
            state,
            self.langs[1],
            unit.prop("x-document") or "",
            unit.tuid if unit.tuid is not None else entry.msgctxt,
            unit.line,
            unit.prop(PLURAL) or "",
        )

    def _entries(self) -> Iterator[list[_Slot]]:
        """The slots of each entry."""
        slots: list[_Slot] = []
        for slot in self._slots:
            if slots and slots[-1].block is not slot.block:
                yield slots
                slots = []
            slots.append(slot)
        if slots:
            yield slots

    def _edits(self, slots: Sequence[_Slot]) -> Iterator[Edit]:
        """The edits of one entry: its comments, its flag, its translations."""
        block, newline = slots[0].block, self._original.newline
        made = [(slot, self._made[slot.place.number]) for slot in slots if slot.place.number in self._made]
        doubtful = next((one.filling for _, one in made if one.review), None)
        others = (slot.place.state for slot in slots if slot.place.number not in self._made)
        is_fuzzy = doubtful is not None or PlaceState.DRAFT in others
        for kind, text, start, end in block.comments:
            if kind == "#|" or (kind == "#." and text.startswith(f"{MATCH}:")):
                yield Edit(start, end + len(newline), "")
        if doubtful:
            kinds = ("#:", "#,", "#|")
            at = next((start for kind, _, start, _ in block.comments if kind in kinds), block.start)
            line = f"#. {line_of(MATCH, f'{doubtful.score} % {self._written(doubtful.origin)}'.strip())}"
            yield Edit(at, at, line + newline)
        yield from flagged(block, is_fuzzy, newline)
        previous = doubtful.source.text if doubtful and doubtful.source else ""
        if previous and len(slots) == 1 and previous != slots[0].place.source.text:
            previous = clean(previous, Counter(), ESCAPED)
            if not self._original.lacks(previous):
                yield Edit(block.start, block.start, field_of("msgid", previous, newline, "#| ") + newline)
        for slot, one in made:
            yield Edit(*block.fields[slot.keyword], field_of(slot.keyword, one.text, newline))

    def _written(self, text: str) -> str:
        """A text as the file can hold it."""
        encoding = self._original.encoding
        return clean(text, Counter()).encode(encoding, "replace").decode(encoding)


def _form(form: str) -> tuple[int, int]:
    number, _, count = form.partition("/")
    return (int(number), int(count)) if count else (0, 1)


def _text(place: Place, variant: Variant, source: Variant | None) -> tuple[Codes, str]:
    """What to write: with the markup of the memory where the document has the same in its text."""
    if not markup(variant.content):
        return "none", edged(variant.text, place.source.text, source.text if source else None)
    if source is not None and native(source.content) == place.source.text:
        return "mapped", native(variant.content)
    return "dropped", edged(variant.text, place.source.text, source.text if source else None)


def _newlines(text: str, source: str) -> str:
    """The text with newlines at its ends where the source has them, which gettext insists on."""
    if source.startswith("\n") != text.startswith("\n"):
        text = f"\n{text}" if source.startswith("\n") else text.lstrip("\n")
    if source.endswith("\n") != text.endswith("\n"):
        text = f"{text}\n" if source.endswith("\n") else text.rstrip("\n")
    return text
