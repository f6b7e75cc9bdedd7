"""Consistency: the same source has the same translation, wherever it stands in a memory.

What is the same: white space and its kinds, the case of the first letter, and stops, commas, colons, dashes,
exclamation and quotation marks at either end make no difference, neither in the source nor in the target,
since the checks of spaces and punctuation tell of them. A question mark makes one, and so do the case of
other letters and numbers. What is translated otherwise on purpose is another source: an entry of PO in
another context (`msgctxt`) or another plural form, and OmegaT's alternative translations, which name their
place.
"""

from __future__ import annotations

from collections.abc import Sequence

from tm.checks.side import Side
from tm.units import Finding, TranslationUnit

CODES = {
    "consistency.target": "the same source was translated otherwise in an earlier unit",
    "consistency.source": "the same target stands for another source in an earlier unit",
}
KEPT = 80  # characters of a text that are kept to be shown; a longer one is named by its unit only
WORDS = 5  # a target with fewer may well translate several sources
_CONTEXTS = frozenset(("x-po-context", "x-po-plural", "prev", "next", "id"))  # props
_EDGES = ' .…!:;,–—-«»“”„"'


# Where a text was first seen and with what: the number of its unit, as they came, the unit's name, the hash
# of the other text, and that text itself where it is short.
_Place = tuple[int, str, int, str | None]


class Consistency:
    """What was seen of a memory so far, to find what was translated in two ways.

    A unit is compared with the first that had its source in this pair of languages, and told where it differs
    from that one. Of a text a 64-bit hash is kept and at most `KEPT` characters, some 200 bytes a unit and
    pair. With `sources` the same target of different sources is told as well, if it has `WORDS` words or
    more: of translations from Kazakh that is usual (it says he and she with one word), so it is not on by
    itself.

    >>> from tm.units import Variant
    >>> memory = Consistency()
    >>> for name, text in (("a", "Файлды ашу"), ("b", "Файлды ашу.")):
    ...     unit = TranslationUnit(name, (Variant("kk", text), Variant("ru", f"Открыть файл {name}")))
    ...     found = memory.compare(unit, *map(Side, unit.variants))
    >>> found[0].reason
    'the same source is “Открыть файл a” in unit a; make them the same, or say why they differ'
    """

    def __init__(self, *, sources: bool = False) -> None:
        self._sources = sources
        self._targets_of: dict[tuple[str, str], dict[int, _Place]] = {}
        self._sources_of: dict[tuple[str, str], dict[int, _Place]] = {}
        self._unit: TranslationUnit | None = None
        self._number = 0
        self._context: tuple[tuple[str | None, str], ...] = ()
        self._side: Side | None = None
        self._hash = 0

    def compare(self, unit: TranslationUnit, source: Side, target: Side) -> Sequence[Finding]:
        """What the unit says otherwise than an earlier one; the unit is remembered.

        Nothing of empty texts, nor of two variants of the same unit, which are alternatives on purpose.
        """
        if unit is not self._unit:
            self._unit = unit
            self._number += 1
            self._context = context_of(unit) if unit.props else ()
        if source is not self._side:
            self._side, self._hash = source, _folded(source)
        source_hash, target_hash = self._hash, _folded(target)
        if not source_hash or not target_hash:  # of the empty text
            return ()
        pair = source.lang, target.tag
        places = self._targets_of.get(pair)
        if places is None:
            places = self._targets_of[pair] = {}
        if self._context:
            source_hash = hash((source_hash, self._context))
        first = places.get(source_hash)
        found: tuple[Finding, ...] = ()
        if first is None:
            text = target.text
            name = unit.name if unit.tuid is None else unit.tuid
            places[source_hash] = (self._number, name, target_hash, text if len(text) <= KEPT else None)
        elif first[2] != target_hash and first[0] != self._number:
            reason = f"the same source is {_shown(first)}; make them the same, or say why they differ"
            found = (Finding("consistency.target", target.tag, reason),)
        if self._sources and target.text.count(" ") >= WORDS - 1:
            return (*found, *self._other_source(unit, source, target, target_hash))
        return found

    def _other_source(
        self, unit: TranslationUnit, source: Side, target: Side, target_hash: int
    ) -> Sequence[Finding]:
        """A finding where the target was first seen with another source."""
        places = self._sources_of.setdefault((source.lang, target.tag), {})
        kept = source.text if len(source.text) <= KEPT else None
        first = places.setdefault(target_hash, (self._number, unit.name, self._hash, kept))
        if first[2] == self._hash or first[0] == self._number:
            return ()
        reason = f"this also translates another source, {_shown(first)}; is one of them mistaken?"
        return (Finding("consistency.source", target.tag, reason),)


def context_of(unit: TranslationUnit) -> tuple[tuple[str | None, str], ...]:
    """What says that a unit is translated for its place only; empty for most."""
    found = [prop for prop in unit.props if prop.type in _CONTEXTS]
    if found and not any(prop.type == "file" for prop in unit.props):  # an id alone is no place
        found = [prop for prop in found if prop.type != "id"]
    return tuple((prop.type, prop.value) for prop in found)


def _folded(side: Side) -> int:
    """The hash of a text without what makes no difference; 0 if nothing is left."""
    text = side.text
    # No white space but single spaces is printable, and no other is usual.
    if "  " in text or not (side.usual or text.isprintable()):
        text = " ".join(text.split())
    text = text.strip(_EDGES)
    return hash(text[:1].lower() + text[1:])


def _shown(place: _Place) -> str:
    _, name, _, text = place
    return f"another in unit {name}" if text is None else f"“{text}” in unit {name}"
