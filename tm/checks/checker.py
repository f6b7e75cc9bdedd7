"""All the families of checks, and `Checker`, which runs them over units."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from tm.checks import (
    codes,
    consistency,
    doubled,
    empty,
    form,
    language,
    layout,
    length,
    letters,
    punctuation,
    spaces,
    untranslated,
)
from tm.checks.consistency import Consistency, context_of
from tm.checks.figures import dates, numbers
from tm.checks.layout import Layout
from tm.checks.side import Side
from tm.checks.terminology import terms
from tm.checks.terminology.glossary import Glossary
from tm.checks.terminology.terms import Terms
from tm.errors import UsageError
from tm.languages import base, matches
from tm.units import NATIVE, Code, Content, Finding, TranslationUnit, Variant, plain

Check = Callable[[Side], Sequence[Finding]]
Compare = Callable[[Side, Side], Sequence[Finding]]

SIDES: dict[str, Check] = {
    "form": form.check,
    "letters": letters.check,
    "spaces": spaces.check,
    "doubled": doubled.check,
    "language": language.check,
    "punctuation": punctuation.check,
}
PAIRS: dict[str, Compare] = {
    "empty": empty.compare,
    "untranslated": untranslated.compare,
    "numbers": numbers.compare,
    "dates": dates.compare,
    "codes": codes.compare,
    "punctuation": punctuation.compare,
    "length": length.compare,
    "form": form.compare,
}
MENDING = (form.mend, letters.mend, spaces.mend)  # in this order: letters are known by their form
FAMILIES: dict[str, dict[str, str]] = {  # the codes of each family, and what they mean
    "empty": empty.CODES,
    "untranslated": untranslated.CODES,
    "language": language.CODES,
    "length": length.CODES,
    "numbers": numbers.CODES,
    "dates": dates.CODES,
    "codes": codes.CODES,
    "punctuation": punctuation.CODES,
    "letters": letters.CODES,
    "spaces": spaces.CODES,
    "form": form.CODES,
    "doubled": doubled.CODES,
    "consistency": consistency.CODES,
    "terms": terms.CODES,
}


BLOCK = 256  # units that are looked at together, at most
MOST_QUIET = 1 << 18  # units that are remembered
BLOCK_TEXT = 200_000  # characters of them, about


class Checker:
    """Runs the checks over units in order, which consistency needs.

    `source` is the language that the others are compared with; without it, or in a unit that has it not, it
    is the first. `only` and `skip` name families or single codes. `glossary` adds the check of terms. Raises
    UsageError for a name that is none.

    >>> variants = Variant("en", "He paid 150 euros."), Variant("ru", "Он заплатил 15 евро.")
    >>> unit = TranslationUnit("1", variants)
    >>> [(finding.code, finding.lang) for finding in Checker(source="en").findings(unit)]
    [('numbers.changed', 'ru')]
    """

    def __init__(
        self,
        *,
        source: str | None = None,
        only: Collection[str] = (),
        skip: Collection[str] = (),
        glossary: Glossary | None = None,
    ) -> None:
        for name in (*only, *skip):
            family = name.partition(".")[0]
            if name not in FAMILIES and name not in FAMILIES.get(family, ()):
                raise UsageError(f"{name}: there is no such check; families are {', '.join(FAMILIES)}")
        self._source, self._only, self._skip = source, frozenset(only), frozenset(skip)
        wanted = {family for family in FAMILIES if self._wants(family)}
        self._sides = [check for family, check in SIDES.items() if family in wanted]
        self._pairs = [compare for family, compare in PAIRS.items() if family in wanted]
        if {"numbers", "dates"} <= wanted:  # they share what they find, and must ask for it in turn
            self._pairs = [one for one in self._pairs if one not in (numbers.compare, dates.compare)]
            self._pairs.append(_figures)
        self._consistency = Consistency() if "consistency" in wanted else None
        if glossary is not None and "terms" in wanted:
            self._pairs.append(Terms(glossary).compare)
        self._quiet: set[int | None] = set()  # hashes of units of which nothing was to be said
        self._partly = any("." in name for name in (*only, *skip))

    def lead(self, source: str) -> None:
        """Compare with the language that a memory calls its source, where none was named before."""
        if self._source is None and source != "*all*":
            self._source = source

    def findings(self, unit: TranslationUnit) -> list[Finding]:
        """What is to be said of a unit, in the order of its variants; quicker for many units is `checked`."""
        return self._of([unit])[0]

    def checked(self, units: Iterable[TranslationUnit]) -> Iterator[tuple[TranslationUnit, list[Finding]]]:
        """Each unit with its findings. Reads ahead by a block of units.

        What a unit without codes says is looked at once, since memories repeat themselves. A block is looked
        at family by family, so that what a family needs is at hand in the processor: unit by unit the same
        takes a quarter longer.
        """
        for block in _blocks(units):
            yield from zip(block, self._of(block), strict=True)

    def _of(self, block: Sequence[TranslationUnit]) -> list[list[Finding]]:
        """The findings of each unit of a block; of what was without any before nothing is asked again."""
        keys = [_key(unit) for unit in block]
        looked = [at for at, key in enumerate(keys) if key not in self._quiet]
        found: list[list[Finding]] = [[] for _ in block]
        for at, said in zip(looked, self._looked([block[at] for at in looked]), strict=True):
            if said:
                found[at] = said
            elif keys[at] is not None:
                self._quiet.add(keys[at])
        if len(self._quiet) > MOST_QUIET:
            self._quiet.clear()
        return found

    def _looked(self, block: Sequence[TranslationUnit]) -> list[list[Finding]]:
        """The findings of each unit, family by family."""
        found: list[list[Finding]] = [[] for _ in block]
        units = [[Side(variant) for variant in unit.variants] for unit in block]
        sides = [(at, side) for at, unit in enumerate(units) for side in unit]
        for check in self._sides:
            for at, side in sides:
                if said := check(side):  # mostly not: to add nothing costs more than to look
                    found[at] += said
        pairs = [(at, source, side) for at, unit in enumerate(units) for source, side in self._pairs_of(unit)]
        for compare in self._pairs:
            for at, source, target in pairs:
                if said := compare(source, target):
                    found[at] += said
        if self._consistency is not None:
            for at, source, target in pairs:
                if said := self._consistency.compare(block[at], source, target):
                    found[at] += said
        return [self._in_order(one, unit) if one else one for one, unit in zip(found, units, strict=True)]

    def _pairs_of(self, sides: Sequence[Side]) -> list[tuple[Side, Side]]:
        """The source with each side in another language."""
        source = self._source_of(sides)
        return [(source, side) for side in sides if side is not source and side.lang != source.lang]

    def _in_order(self, found: list[Finding], sides: Sequence[Side]) -> list[Finding]:
        """What is wanted of the findings of a unit, by language and place, each said once.

        What is wrong with the source is found as often as it is compared with something.
        """
        found = layout.unshared(found, [side.text for side in sides])
        order = {side.tag: at for at, side in reversed(list(enumerate(sides)))}
        once = [
            finding for finding in dict.fromkeys(found) if not self._partly or self._is_wanted(finding.code)
        ]
        return sorted(once, key=lambda finding: (order.get(finding.lang or "", -1), finding.start))

    def _source_of(self, sides: Sequence[Side]) -> Side:
        if self._source is not None:
            for side in sides:
                if side.tag == self._source or matches(self._source, side.tag):
                    return side
        return sides[0]

    def _wants(self, family: str) -> bool:
        """Whether something of a family is wanted."""
        if family in self._skip:
            return False
        return not self._only or any(name.partition(".")[0] == family for name in self._only)

    def _is_wanted(self, code: str) -> bool:
        family = code.partition(".")[0]
        return code not in self._skip and (not self._only or code in self._only or family in self._only)


def _key(unit: TranslationUnit) -> int | None:
    """A hash of what a unit says in its languages; None where it has inline codes or a context of its own."""
    if unit.props and context_of(unit):
        return None
    said = []
    for variant in unit.variants:
        if variant.content:
            return None
        said.append(variant[:2])  # language and text
    return hash(tuple(said))


def _figures(source: Side, target: Side) -> Sequence[Finding]:
    """What numbers and dates have to say of one pair."""
    return [*numbers.compare(source, target), *dates.compare(source, target)]


def _blocks(units: Iterable[TranslationUnit]) -> Iterator[list[TranslationUnit]]:
    """The units in runs of `BLOCK`; fewer where they are long, so that memory stays bounded."""
    block: list[TranslationUnit] = []
    size = 0
    for unit in units:
        block.append(unit)
        for variant in unit.variants:
            size += len(variant.text)
        if len(block) == BLOCK or size > BLOCK_TEXT:
            yield block
            block, size = [], 0
    if block:
        yield block


def mended(unit: TranslationUnit) -> TranslationUnit:
    """The unit with what is certain put right: letters of another alphabet, spaces, Unicode form.

    Nothing else is touched, native codes of inline elements neither, nor white space at the edges that all
    variants have. The very same object if there is nothing.
    """
    kept = layout.shared([variant.text for variant in unit.variants])
    variants = tuple(_mended(variant, kept) for variant in unit.variants)
    return unit if all(map(_same, variants, unit.variants)) else replace(unit, variants=variants)


def _same(one: object, other: object) -> bool:
    return one is other


def _mended(variant: Variant, kept: Layout) -> Variant:
    lang = base(variant.lang)
    if not variant.content:
        text = layout.mend(_mend(variant.text, lang), kept)
        return variant if text == variant.text else variant._replace(text=text)
    content = layout.mend_content(_mended_content(variant.content, lang), kept)
    if content == variant.content:
        return variant
    return variant._replace(text=plain(content), content=content)


def _mended_content(content: Content, lang: str) -> Content:
    pieces: list[str | Code] = []
    for piece in content:
        if isinstance(piece, str):
            pieces.append(_mend(piece, lang))
        elif piece.kind in NATIVE:
            pieces.append(piece)
        else:
            pieces.append(replace(piece, content=_mended_content(piece.content, lang)))
    return tuple(piece for piece in pieces if piece)


def _mend(text: str, lang: str) -> str:
    for mend in MENDING:
        text = mend(text, lang)
    return text
