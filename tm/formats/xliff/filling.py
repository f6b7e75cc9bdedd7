"""XLIFF filled in place: what is not a target that was filled stays as it was, character by character.

The file is parsed as the reader does it, but written from its own text with the edits in it, so that white
space, order of attributes, comments, foreign elements and the encoding are those of the original.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from lxml import etree

from tm.errors import MalformedXLIFF
from tm.formats.fitting import Fit, fit, markup
from tm.formats.original import Edit, of_xml
from tm.formats.places import CLOSED, Filled, Filling, Kind, Place, PlaceState, agreed
from tm.formats.tmx_elements import MOST_CHILDREN
from tm.formats.xliff import filling1, filling2, version1, version2
from tm.formats.xliff.codes import NOT_XML
from tm.formats.xliff.elements import OLD, file, opened, parsed
from tm.formats.xliff.page import Made, Page, Raw, Slot, Unit, nests
from tm.formats.xliff.states import STATES, review
from tm.formats.xliff.units import XML, File, UnfitUnit
from tm.units import TranslationUnit, Variant

_APPROVED = {
    "x-approved": ("yes",),
    "x-state": ("final", "signed-off", "reviewed"),
    "x-conf": ("ApprovedTranslation", "ApprovedSignOff"),
    "x-mq-status": ("Proofread", "Reviewer1Confirmed", "Reviewer2Confirmed"),
}
_UNTOUCHED = {
    "x-state": ("new", "needs-translation", "initial"),
    "x-mq-status": ("NotStarted",),
}  # a target of these may be a copy of the source


class FillableXliff:
    """An XLIFF file of any version, to be filled in place.

    `langs` name the languages where the file does not. Raises UnreadableFile, MalformedXLIFF with the line,
    and UsageError where nothing says what the target is, or the file is in others.
    """

    def __init__(self, path: Path | str, langs: Sequence[str] = ()) -> None:
        self.path = path
        with opened(path) as stream:
            root: etree._Element | None = None
            for _, element in parsed(path, stream, ("xliff", "file", "trans-unit", "unit")):
                root = element.getroottree().getroot() if root is None else root
            self.warnings = list(stream.warnings)
        assert root is not None
        version = root.get("version", "")
        if version in OLD:
            self.warnings.append(f"{path}: XLIFF {version}, read as XLIFF 1.2")
        self._root, self._page = root, Page.of(of_xml(path), root)
        self._is_first = version[0] == "1"
        self._ns = root.tag[: -len("xliff")]
        self._made: dict[int, Made] = {}
        self._files = self._read_files()
        if next(root.iter(*(self._ns + name for name in ("body", "unit", "group"))), None) is None:
            raise MalformedXLIFF(path, root.sourceline or 1, "has no file with units")
        first = self._files[0][1]
        self.langs = agreed(path, (first.source, first.target or ""), langs)
        self._units = list(self._read_units())
        self._places = [(unit, slot) for unit in self._units for slot in unit.slots]

    def __iter__(self) -> Iterator[Place]:
        """The places, in order."""
        return (slot.place for _, slot in self._places)

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
        """Put a translation into a place; the codes in it are those of the document, or none."""
        if place.state in CLOSED:
            raise ValueError(f"{place.id} is {place.state} and not to be filled")
        unit, slot = self._places[place.number]
        raws = self._page.raws(slot.source, unit.ns)
        fitted = fit(place.source, variant, source)
        if fitted.codes == "mapped" and not self._holds(place, fitted, raws):
            fitted = fitted.text
        filling = Filling(variant, score, origin, state, source, stored, form)
        is_doubtful = not filling.is_exact or fitted.codes in ("dropped", "missing")
        inner = (self._text(one, unit) if isinstance(one, str) else raws[one].text for one in fitted.parts)
        self._made[place.number] = Made(filling, "".join(inner), is_doubtful)
        lacking = len(NOT_XML.findall(variant.text)) if self._is_first else 0
        problem = f"{lacking} characters that XML can't hold left out" if lacking else ""
        return Filled(True, fitted.codes, is_doubtful, problem)

    def write(self, output: Path | str) -> None:
        """Write the file, whole or not at all."""
        self._page.original.write(output, self._edits(), "xmlcharrefreplace")

    def _holds(self, place: Place, fitted: Fit, raws: Sequence[Raw]) -> bool:
        """Whether the codes of the document are as the reader has them, and well-formed in the target."""
        return len(raws) == len(markup(place.source.content)) and nests(fitted, raws)

    def _text(self, text: str, unit: Unit) -> str:
        """Text as markup; of what XML can't hold XLIFF 2 has elements."""
        if self._is_first:
            return self._page.text(text)
        parts, start = [], 0
        for match in NOT_XML.finditer(text):
            parts.append(self._page.text(text[start : match.start()]))
            if not "\ud800" <= match[0] <= "\udfff":
                parts.append(f'<{self._page.prefix(unit.element)}cp hex="{ord(match[0]):04X}"/>')
            start = match.end()
        return "".join((*parts, self._page.text(text[start:])))

    def _edits(self) -> Iterator[Edit]:
        ours = filling1 if self._is_first else filling2
        nameless: set[etree._Element] = set()
        for unit in self._units:
            made = {slot.place.number: self._made.get(slot.place.number) for slot in unit.slots}
            there = {number: one for number, one in made.items() if one is not None}
            if there:
                yield from ours.edits(self._page, unit, there)
                if not unit.file.target:
                    nameless.add(next(unit.element.iterancestors(f"{unit.ns}file")))
        attribute = "target-language" if self._is_first else "trgLang"
        for element in nameless if self._is_first else [self._root] if nameless else []:
            yield self._page.retagged(element, {attribute: self.langs[1]})

    def _read_files(self) -> list[tuple[etree._Element, File]]:
        prefixes: set[str] = set()
        return [
            (element, file(self.path, element, prefixes))
            for element in self._root.iterchildren(f"{self._ns}file")
        ]

    def _read_units(self) -> Iterator[Unit]:
        number = 0
        name = self._ns + ("trans-unit" if self._is_first else "unit")
        for parent, where in self._files:
            for element in parent.iter(name):
                slots = []
                try:
                    for slot in self._slots(element, where):
                        slots.append(replace(slot, place=replace(slot.place, number=number)))
                        number += 1
                except UnfitUnit as problem:
                    called = f"unit {element.get('id')}" if element.get("id") is not None else "a unit"
                    raise MalformedXLIFF(
                        self.path, element.sourceline or 0, f"{called} {problem}"
                    ) from problem
                yield Unit(element, self._ns, where, tuple(slots))

    def _slots(self, element: etree._Element, where: File) -> Iterator[Slot]:
        """The slots of a unit, not numbered yet. Raises UnfitUnit."""
        if next(element.iter(etree.Entity), None) is not None:
            raise UnfitUnit("refers to an entity that is not declared")
        if any(len(one) > MOST_CHILDREN for one in element.iter("{*}source", "{*}target")):
            raise UnfitUnit(f"has more than {MOST_CHILDREN:,} codes in a text")
        format_, ours = (version1, filling1) if self._is_first else (version2, filling2)
        units = list(format_.read(element, where, self._ns, Counter()))
        for unit, (mid, source, target) in zip(units, ours.pieces(element, self._ns), strict=True):
            lang = source.get(f"{XML}lang", where.source)
            variants = [one for one in unit.variants if one.lang == lang] or list(unit.variants)
            said = next((one for one in unit.variants if one is not variants[0]), None)
            locked = unit.prop("x-translate") == "no" or filling1.is_locked(element, mid)
            state = PlaceState.LOCKED if locked else _state(unit, variants[0], said)
            place = Place(
                0,
                variants[0],
                said,
                state,
                said.lang if said else where.target or self.langs[1],
                where.original,
                unit.tuid,
                unit.line,
            )
            yield Slot(place, mid, source, target)


def _state(unit: TranslationUnit, source: Variant, target: Variant | None) -> PlaceState:
    """How far a segment is, by its target and what the file says of it."""
    if target is None or not (target.text.strip() or markup(target.content)):
        return PlaceState.UNTRANSLATED
    state = {prop.type: prop.value for prop in unit.props if prop.type in STATES}
    if any(state.get(name) in values for name, values in _APPROVED.items()):
        return PlaceState.APPROVED
    if target.text == source.text and any(state.get(name) in said for name, said in _UNTOUCHED.items()):
        return PlaceState.UNTRANSLATED
    word = review({name: value for name, value in state.items() if name is not None})
    return PlaceState.DRAFT if word == "auto" else PlaceState.TRANSLATED
