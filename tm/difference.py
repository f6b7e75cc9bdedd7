"""What changed between two memories: units that came, went, or say something else.

Units are matched by tuid, and those that this leaves by their source text. Both files are read twice, and
only hashes and what differs are kept, so that memories of any size can be compared.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from tm.duplicates import source_of
from tm.formats.kinds import open_units
from tm.units import TranslationUnit

Kind = Literal["added", "removed", "changed", "remarks"]
_TOKENS = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Change:
    """One unit that is not the same in both memories: `old` is None where it came, `new` where it went.

    `kind` is `remarks` where the texts are the same and only props, notes or attributes differ.
    """

    kind: Kind
    old: TranslationUnit | None
    new: TranslationUnit | None

    @property
    def unit(self) -> TranslationUnit:
        """The unit as it is now, or as it was if it is gone."""
        unit = self.new or self.old
        assert unit is not None
        return unit

    def texts(self) -> list[tuple[str, str, str]]:
        """Language, old text and new text of the variants that differ; empty where there is none."""
        old, new = (_texts(unit) for unit in (self.old, self.new))
        pairs = [(place[0], old.get(place, ""), new.get(place, "")) for place in old | new]
        return [(lang, was, now) for lang, was, now in pairs if was != now]


@dataclass(slots=True)
class _Old:
    """What is remembered of the old memory: a unit's number by its tuid and by its source, and hashes."""

    by_tuid: dict[int, int] = field(default_factory=dict)
    by_source: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    digests: list[tuple[int, int]] = field(default_factory=list)


class Comparison:
    """Two memories compared: iterate over `changes()`; afterwards `same` counts what did not change.

    `source` is the language of the source where units have no tuid, else the header's. Files are any that
    `open_units` reads. Raises what the readers raise.
    """

    def __init__(self, old: Path | str, new: Path | str, *, source: str | None = None) -> None:
        self._old, self._new, self._lang = old, new, source
        self.same = 0

    def changes(self) -> Iterator[Change]:
        """What changed or came, in the new memory's order, then what went, in the order of the old one."""
        old = self._remembered()
        matched: dict[int, int] = {}
        changed: dict[int, int] = {}  # of the new memory to the old one
        added: set[int] = set()
        for number, unit in enumerate(open_units(self._new)):
            there = self._match(unit, old, matched)
            if there is None:
                added.add(number)
                continue
            matched[there] = number
            if _digests(unit) == old.digests[there]:
                self.same += 1
            else:
                changed[number] = there
        was = self._units(self._old, set(changed.values()))
        for number, unit in enumerate(open_units(self._new)):
            if number in added:
                yield Change("added", None, unit)
            elif number in changed:
                before = was[changed[number]]
                same_texts = _digests(before)[0] == _digests(unit)[0]
                yield Change("remarks" if same_texts else "changed", before, unit)
        for number, unit in enumerate(open_units(self._old)):
            if number not in matched:
                yield Change("removed", unit, None)

    def _remembered(self) -> _Old:
        reader = open_units(self._old)
        self._lang = self._lang or reader.header.srclang
        old = _Old()
        for number, unit in enumerate(reader):
            old.digests.append(_digests(unit))
            if unit.tuid is not None:
                old.by_tuid.setdefault(hash(unit.tuid), number)
            if (key := self._source(unit)) is not None:
                old.by_source[key].append(number)
        return old

    def _match(self, unit: TranslationUnit, old: _Old, matched: dict[int, int]) -> int | None:
        """The number of the old unit that is this one, and not yet another."""
        if unit.tuid is not None:
            there = old.by_tuid.get(hash(unit.tuid))
            if there is not None and there not in matched:
                return there
        key = self._source(unit)
        candidates = old.by_source.get(key, []) if key is not None else []
        free = [number for number in candidates if number not in matched]
        exact = [number for number in free if old.digests[number][0] == _digests(unit)[0]]
        return next(iter(exact or free), None)

    def _source(self, unit: TranslationUnit) -> int | None:
        variant = source_of(unit, self._lang)
        return None if variant is None else hash(variant.text)

    def _units(self, path: Path | str, wanted: set[int]) -> dict[int, TranslationUnit]:
        if not wanted:
            return {}
        return {number: unit for number, unit in enumerate(open_units(path)) if number in wanted}


def marked(old: str, new: str) -> str:
    """Two texts as one: what went in `[-…-]`, what came in `{+…+}`, as `wdiff` has it.

    >>> marked("Ол кеше келді.", "Ол бүгін келді!")
    'Ол [-кеше-]{+бүгін+} келді[-.-]{+!+}'
    """
    was, now = _TOKENS.findall(old), _TOKENS.findall(new)
    said = ""
    for kind, a, b, c, d in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        gone, came = "".join(was[a:b]), "".join(now[c:d])
        if kind == "equal":
            said += gone
        else:
            said += f"[-{gone}-]" if gone else ""
            said += f"{{+{came}+}}" if came else ""
    return said


def _texts(unit: TranslationUnit | None) -> dict[tuple[str, int], str]:
    """The texts of a unit by language and, where there are several of one, their number."""
    texts: dict[tuple[str, int], str] = {}
    for variant in unit.variants if unit else ():
        number = 0
        while (variant.lang, number) in texts:
            number += 1
        texts[variant.lang, number] = variant.text
    return texts


def _digests(unit: TranslationUnit) -> tuple[int, int]:
    """A hash of what the unit says in its languages, and one of everything else."""
    texts = hash(tuple((one.lang, one.text, one.content) for one in unit.variants))
    remarks = tuple((one.props, one.attributes, one.seg) for one in unit.variants)
    return texts, hash((unit.props, unit.attributes, remarks))
