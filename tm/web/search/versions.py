"""What a unit was over time: its versions, and what each of them changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tm.report.elements import clean
from tm.store.stored import Event, Version
from tm.units import NATIVE, Content, TranslationUnit, Variant
from tm.web.search.answer import Piece, differences

Key = tuple[str, int]  # the tag of a language in small letters, and which of the texts in it


class Remark(NamedTuple):
    """What a unit says beside its texts: what it is called, its value, and if that came or went."""

    kind: str
    name: str
    value: str


class Stage(NamedTuple):
    """A version: its place, from 1, what made it, what it changed; what ended it if none follows."""

    place: int
    made: Event | None
    texts: tuple[tuple[str, tuple[Piece, ...]], ...]
    remarks: tuple[Remark, ...]
    ended: Event | None
    lives: bool


def stages(versions: Sequence[Version], events: dict[int, Event]) -> list[Stage]:
    """The versions of a unit, the newest first."""
    found, before = [], None
    for place, version in enumerate(versions, start=1):
        following = versions[place].born if place < len(versions) else None
        ended = events.get(version.gone or 0) if version.gone != following else None
        found.append(
            Stage(
                place,
                events.get(version.born),
                tuple(_texts(before, version.unit)),
                tuple(_changed(before, version.unit)),
                ended,
                version.gone is None,
            )
        )
        before = version.unit
    return found[::-1]


def keyed(unit: TranslationUnit) -> dict[Key, str]:
    """The texts of a unit by language, as a form shows them."""
    texts: dict[Key, str] = {}
    counts: Counter[str] = Counter()
    for variant in unit.variants:
        lang = variant.lang.lower()
        texts[lang, counts[lang]] = shown(variant.text)
        counts[lang] += 1
    return texts


def shown(text: str) -> str:
    """A text as a form shows it and gives it back: what HTML can't hold is another sign."""
    return clean(text).replace("\r\n", "\n").replace("\r", "\n")


def remarks(unit: TranslationUnit) -> list[Remark]:
    """All that a unit and its texts say beside these, the notes apart."""
    return [Remark("", name, value) for name, value in _remarks(unit) if name != "note"]


def coded(content: Content) -> Iterator[Piece]:
    """A text with its inline codes; those are of the kind `code`."""
    for piece in content:
        if isinstance(piece, str):
            yield Piece("", piece)
        elif piece.kind in NATIVE:
            number = piece.attribute("i") or piece.attribute("x") or ""
            inside = "".join(one.text for one in coded(piece.content))
            yield Piece("code", inside or f"{piece.kind}{number}")
        else:
            yield Piece("code", f"<{piece.kind}>")
            yield from coded(piece.content)
            yield Piece("code", f"</{piece.kind}>")


def _texts(before: TranslationUnit | None, now: TranslationUnit) -> Iterator[tuple[str, tuple[Piece, ...]]]:
    """The texts that a version changed: languages, and what went and came."""
    was, there = keyed(before) if before else {}, keyed(now)
    for key in dict.fromkeys((*there, *was)):
        if was.get(key) != there.get(key):
            kept = before is None
            new = there.get(key, "")
            yield key[0], (Piece("", new),) if kept else differences(was.get(key, ""), new)


def _changed(before: TranslationUnit | None, now: TranslationUnit) -> Iterator[Remark]:
    """What a version says beside its texts that the one before did not, and the other way round."""
    if before is None:
        return
    was, there = Counter(_remarks(before)), Counter(_remarks(now))
    yield from (Remark("del", *one) for one in (was - there).elements())
    yield from (Remark("ins", *one) for one in (there - was).elements())


def _remarks(unit: TranslationUnit) -> Iterator[tuple[str, str]]:
    if unit.tuid is not None:
        yield "tuid", unit.tuid
    holders: tuple[tuple[str, TranslationUnit | Variant], ...] = (
        ("", unit),
        *((f"{variant.lang} ", variant) for variant in unit.variants),
    )
    for of, holder in holders:
        yield from ((f"{of}{prop.type or 'note'}", prop.value) for prop in holder.props)
        yield from ((f"{of}{name.rpartition('}')[2]}", value) for name, value in holder.attributes)
