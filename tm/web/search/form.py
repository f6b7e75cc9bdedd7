"""The form in which a unit is edited: what was typed into it, and what it shows where others were quicker."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from starlette.datastructures import FormData

from tm.editing import Wording
from tm.store.stored import Version
from tm.units import TranslationUnit
from tm.web.numbers import number_of
from tm.web.search.answer import Piece, differences
from tm.web.search.versions import Key, coded, keyed, shown


class Typed(NamedTuple):
    """What somebody typed: texts by language, notes, a text in a further language, and whether codes go.

    `seen` is the id of the version that the form was made from.
    """

    seen: int
    texts: dict[Key, str]
    notes: tuple[str, ...]
    lang: str
    added: str
    bare: bool

    def wording(self, unit: TranslationUnit) -> Wording:
        """What the unit shall say; what was shown and not touched stays as it is, to the last sign."""
        keys = keyed(unit)
        texts = [
            variant.text if self.texts.get(key, was) == was else self.texts[key]
            for variant, (key, was) in zip(unit.variants, keys.items(), strict=True)
        ]
        known = {shown(note): note for note in unit.notes}
        notes = tuple(known.get(note, note) for note in self.notes)
        added = ((self.lang, self.added),) if self.lang or self.added.strip() else ()
        return Wording(tuple(texts), notes, added, self.bare)


class Field(NamedTuple):
    """A text to be edited; `coded` shows it with its inline codes, `theirs` what stands in the memory now."""

    lang: str
    value: str
    coded: tuple[Piece, ...] = ()
    theirs: str | None = None
    differences: tuple[Piece, ...] = ()


def typed(form: FormData) -> Typed:
    """What a form says."""
    said = {name: _lines(value) for name, value in form.items() if isinstance(value, str)}
    texts: dict[Key, str] = {}
    counts: Counter[str] = Counter()
    for number in range(len(said)):
        if (text := said.get(f"text-{number}")) is not None:
            lang = said.get(f"lang-{number}", "").lower()
            texts[lang, counts[lang]] = text
            counts[lang] += 1
    notes = tuple(
        note for value in form.getlist("note") if isinstance(value, str) and (note := _lines(value))
    )
    return Typed(
        number_of(form.get("version")),
        texts,
        notes,
        said.get("lang", "").strip(),
        said.get("added", ""),
        "bare" in said,
    )


def fields(
    unit: TranslationUnit, own: Typed | None = None, seen: TranslationUnit | None = None
) -> list[Field]:
    """The texts of a unit to be edited, with what was typed in place of them.

    `seen` is the unit as it was when the form was made: what was not touched since is as it is now.
    """
    was, made = keyed(seen) if seen else {}, []
    for variant, (key, now) in zip(unit.variants, keyed(unit).items(), strict=True):
        value = now
        if own and key in own.texts and own.texts[key] != was.get(key):
            value = own.texts[key]
        is_other = seen is not None and value != now and seen != unit
        made.append(
            Field(
                variant.lang,
                value,
                tuple(coded(variant.content)),
                now if is_other else None,
                differences(now, value) if is_other else (),
            )
        )
    return made


class Notes(NamedTuple):
    """The notes to be edited; `theirs` stand in the memory now where somebody else changed them too."""

    own: tuple[str, ...]
    theirs: tuple[str, ...] = ()


def notes(unit: TranslationUnit, own: Typed | None = None, seen: TranslationUnit | None = None) -> Notes:
    """The notes of a unit to be edited, with what was typed in place of them, as `fields`."""
    now = tuple(map(shown, unit.notes))
    was = tuple(map(shown, seen.notes)) if seen else now
    if own is None or own.notes in (was, now):
        return Notes(now)
    return Notes(own.notes, now if was != now else ())


def seen_in(versions: list[Version], own: Typed | None) -> TranslationUnit | None:
    """The unit as it was when a form was made."""
    return next((one.unit for one in versions if own and one.id == own.seen), None)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
