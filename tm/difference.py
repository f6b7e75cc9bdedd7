"""What changed between two memories: units that came, went, or say something else.

Both files are read more than once, and only hashes and what differs are kept, so that memories of any size
can be compared. Units are matched in rounds, and in each of them in their order, so that the comparison is
the same from both sides: first those that are the same, then those with the same tuid and texts, the same
texts, the same tuid and source, the same source, and at last the same tuid.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import compress
from pathlib import Path
from typing import Literal

from tm.duplicates import checked, source_of, tag
from tm.errors import UnreadableFile
from tm.formats.kinds import open_units
from tm.formats.memory import UnitReader, entered, refuse_stream
from tm.units import Prop, Rejected, TranslationUnit, Variant

Kind = Literal["added", "removed", "changed", "remarks"]
STEP = 500  # units between two signs of progress


@dataclass(frozen=True, slots=True)
class Change:
    """One unit that is not the same in both memories: `old` is None where it came, `new` where it went.

    `kind` is `remarks` where the texts are the same and only tuid, props, notes or attributes differ.
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

    def remarks(self) -> list[tuple[str, str, str]]:
        """What else went (`-`) or came (`+`): the sign, what it is called, and its value."""
        old, new = (_remarks(unit) for unit in (self.old, self.new))
        went = [("-", *remark) for remark in (old - new).elements()]
        return went + [("+", *remark) for remark in (new - old).elements()]


class _Digests:
    """What is remembered of a memory: for each unit hashes of its parts, and with which unit it goes.

    A hash is 0 where a unit has no such part. `partner` is -1 for a unit that has none yet.
    """

    def __init__(self) -> None:
        self.texts, self.remarks, self.tuids, self.sources = (array("q") for _ in range(4))
        self.partner = array("q")

    def add(self, unit: TranslationUnit, lang: str | None) -> None:
        texts = sorted(hash((tag(one.lang), one.text, one.content)) for one in unit.variants)
        remarks = tuple((one.lang, one.props, one.attributes, one.seg) for one in unit.variants)
        source = source_of(unit, lang)
        self.texts.append(hash(tuple(texts)))
        self.remarks.append(hash((unit.tuid, unit.props, unit.attributes, remarks)))
        self.tuids.append(hash(unit.tuid) if unit.tuid else 0)
        self.sources.append(hash(source.text) if source else 0)
        self.partner.append(-1)

    def __len__(self) -> int:
        return len(self.partner)


_ROUNDS: tuple[Callable[[_Digests, int], int], ...] = (  # what must be the same; 0 is none
    lambda of, n: hash((of.texts[n], of.remarks[n])),
    lambda of, n: of.tuids[n] and hash((of.tuids[n], of.texts[n])),
    lambda of, n: of.texts[n],
    lambda of, n: of.tuids[n] and of.sources[n] and hash((of.tuids[n], of.sources[n])),
    lambda of, n: of.sources[n],
    lambda of, n: of.tuids[n],
)


class Comparison:
    """Two memories compared: iterate over `changes()`; afterwards `same` counts what did not change.

    `source` is the language of the source, else the one that both headers name, else each unit's first. Files
    are any that `open_units` reads; units that can't be read are left out and counted in `rejected`, for each
    file. Raises UsageError for what can't be read twice, and what the readers raise.
    """

    def __init__(self, old: Path | str, new: Path | str, *, source: str | None = None) -> None:
        for path in (old, new):
            refuse_stream(path, "save it as a file first")
        self._old, self._new, self._lang = old, new, source and checked("--from", source)
        self._reader: UnitReader | None = None
        self._read = 0  # files that were read to their end
        self.same = 0
        self.rejected: Counter[str] = Counter()
        self.warnings: list[str] = []

    @property
    def share(self) -> float:
        """How much of the work is done, from 0 to 1."""
        return min((self._read + (self._reader.share if self._reader else 0.0)) / 5, 1.0)

    def changes(self) -> Iterator[Change | None]:
        """What changed or came, in the new memory's order, then what went, in that of the old one.

        None comes from time to time for progress.
        """
        if self._lang is None:
            langs = [_srclang(path) for path in (self._old, self._new)]
            self._lang = langs[0] if tag(langs[0]) == tag(langs[1]) else None
        old, new = _Digests(), _Digests()
        for path, digests in ((self._old, old), (self._new, new)):
            for number, unit in enumerate(self._units(path, count=True)):
                digests.add(unit, self._lang)
                if number % STEP == STEP - 1:
                    yield None
        _match(old, new)
        yield from self._new_side(old, new)
        if -1 in old.partner:
            gone = (partner == -1 for partner in old.partner)
            yield from (Change("removed", unit, None) for unit in compress(self._units(self._old), gone))

    def _new_side(self, old: _Digests, new: _Digests) -> Iterator[Change | None]:
        """What changed or came. Old units are read only as far as they are needed."""
        before = self._units(self._old)
        at, held = 0, dict[int, TranslationUnit]()
        for number, unit in enumerate(self._units(self._new)):
            if number % STEP == STEP - 1:
                yield None
            if number >= len(new):
                raise UnreadableFile(self._new, "changed while it was read; try again")
            partner = new.partner[number]
            if partner == -1:
                yield Change("added", None, unit)
                continue
            same_texts = old.texts[partner] == new.texts[number]
            if same_texts and old.remarks[partner] == new.remarks[number]:
                self.same += 1
                continue
            while partner not in held:
                there = next(before, None)
                if there is None:
                    raise UnreadableFile(self._old, "changed while it was read; try again")
                if _differs(old, new, at):
                    held[at] = there
                at += 1
            yield Change("remarks" if same_texts else "changed", held.pop(partner), unit)

    def _units(self, path: Path | str, *, count: bool = False) -> Iterator[TranslationUnit]:
        """The units of a file that can be read; the others are counted where that is asked."""

        def reject(_: Rejected) -> None:
            self.rejected[str(path)] += count

        reader = open_units(path, reject=reject)
        self._reader = reader
        yield from reader
        self._read, self._reader = self._read + 1, None
        if count:
            self.warnings += reader.warnings


def _srclang(path: Path | str) -> str:
    """The source language that a file's header names."""
    with ExitStack() as stack:
        return entered(open_units(path, reject=_forget), stack).header.srclang


def _match(old: _Digests, new: _Digests) -> None:
    """Give each unit that has one its partner, in both directions."""
    for key_of in _ROUNDS:
        first: dict[int, int] = {}  # the first free old unit of a key, and after each the next one
        following = array("q", [-1]) * len(old)
        for number in range(len(old) - 1, -1, -1):
            if old.partner[number] == -1 and (key := key_of(old, number)):
                following[number] = first.get(key, -1)
                first[key] = number
        for number in range(len(new)):
            if not first:
                break
            if new.partner[number] != -1 or not (key := key_of(new, number)):
                continue
            there = first.get(key, -1)
            if there != -1:
                new.partner[number], old.partner[there] = there, number
                first[key] = following[there]


def _differs(old: _Digests, new: _Digests, number: int) -> bool:
    """Whether an old unit has a partner that is not the same."""
    partner = old.partner[number] if number < len(old) else -1
    return partner != -1 and (
        old.texts[number] != new.texts[partner] or old.remarks[number] != new.remarks[partner]
    )


def _texts(unit: TranslationUnit | None) -> dict[tuple[str, int], str]:
    """The texts of a unit by language and, where there are several of one, their number."""
    texts: dict[tuple[str, int], str] = {}
    counts: Counter[str] = Counter()
    for variant in unit.variants if unit else ():
        lang = tag(variant.lang)
        texts[lang, counts[lang]] = variant.text
        counts[lang] += 1
    return texts


def _remarks(unit: TranslationUnit | None) -> Counter[tuple[str, str]]:
    """What a unit and its variants say beside their texts: what it is called, and its value."""
    found: Counter[tuple[str, str]] = Counter()
    if unit is None:
        return found
    found.update([("tuid", unit.tuid)] if unit.tuid is not None else [])
    holders: tuple[tuple[str, TranslationUnit | Variant], ...] = (
        ("", unit),
        *((f"{variant.lang} ", variant) for variant in unit.variants),
    )
    for of, holder in holders:
        found.update((f"{of}{_called(prop)}", prop.value) for prop in holder.props)
        found.update((f"{of}{name.rpartition('}')[2]}", value) for name, value in holder.attributes)
    return found


def _called(prop: Prop) -> str:
    return "note" if prop.type is None else prop.type


def _forget(_: Rejected) -> None:
    """Say nothing of a unit that is counted elsewhere."""
