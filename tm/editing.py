"""Single units of a memory changed by a person: edited, deleted, restored, and revisions taken back.

Each change is a revision of its own, and says no where it would change nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple

from tm.duplicates import checked
from tm.errors import InputError, NoSuchUnit, UsageError
from tm.languages import matches
from tm.memory import Memory
from tm.store.record import unstorable
from tm.units import Prop, TranslationUnit, Variant

REVIEW = "x-review"
EDITED = "edited"


def edit(memory: Memory, number: int, lang: str, text: str) -> tuple[TranslationUnit, TranslationUnit]:
    """Let a unit say a text in a language, which is added if it is not there: the unit before and after.

    The text has no inline codes. The unit counts as changed now and as edited, for `--review`. Raises
    NoSuchUnit where no such unit lives, UsageError for what is no language or an empty text, InputError for a
    text that can't be kept, or is there.
    """
    checked("--lang", lang)
    if not text.strip():
        raise UsageError("--text is empty; tm memory delete takes a whole unit out")
    with memory.store.changing("edit", f"unit {number}") as change:
        found = memory.store.by_number([number])
        if not found:
            raise NoSuchUnit(f"{memory.place}: has no unit {number}")
        before = found[0].unit
        after = _saying(before, lang, text)
        if after.variants == before.variants:
            raise InputError(f"{memory.place}: unit {number} says so already")
        if problem := unstorable(after):
            raise InputError(f"--text {problem}")
        change.replace(number, after)
        change.catch_up()
    return before, after


def delete(memory: Memory, numbers: Iterable[int]) -> int:
    """Delete units, softly; the revision. NoSuchUnit where one does not live, and then none is deleted."""
    wanted = list(dict.fromkeys(numbers))
    with memory.store.changing("delete", _named(wanted)) as change:
        there = {one.number for one in memory.store.by_number(wanted)}
        if missing := [number for number in wanted if number not in there]:
            raise NoSuchUnit(f"{memory.place}: has no {_named(missing)}; nothing was deleted")
        change.end(wanted)
    return change.revision


def restore(memory: Memory, number: int, version: int | None = None) -> int:
    """Let a unit be again as it was: which version, counted from 1.

    Without a version, the last one of a unit that was deleted, or the one before the present one. Raises
    NoSuchUnit where there is no such unit or version, InputError where it is as it was.
    """
    versions = memory.store.versions(number)
    lives = versions[-1].gone is None
    if version is None:
        version = max(len(versions) - lives, 1)
    if 1 <= version <= len(versions) and lives and versions[version - 1].unit == versions[-1].unit:
        raise InputError(f"{memory.place}: unit {number} is as it was in version {version}")
    memory.restore(number, version, f"unit {number}, version {version}")
    return version


class Undone(NamedTuple):
    """What became of an undo: how many units went and came back, the revision that did it.

    `left` are the numbers of units that stay as they are, since a later revision has changed them.
    """

    went: int
    came: int
    revision: int
    left: list[int]


def undo(memory: Memory, revision: int) -> Undone:
    """Take back what a revision did and no later one has changed.

    Raises InputError where there is no such revision, or nothing of it is left to be taken back.
    """
    with memory.store.changing("undo", f"revision {revision}") as change:
        if not 0 < revision < change.revision:
            raise InputError(f"{memory.place}: has no revision {revision}; tm memory history lists them")
        went, came = change.undo(revision)
        if not went and not came:
            raise InputError(f"{memory.place}: nothing of revision {revision} is left to be taken back")
        left = (
            _touched_later(memory, revision, change.revision)
            if not _whole(memory, revision, went, came)
            else []
        )
        change.catch_up()
    return Undone(went, came, change.revision, left)


def _whole(memory: Memory, revision: int, went: int, came: int) -> bool:
    """Whether an undo took back all versions that a revision made and ended."""
    (done,) = (one for one in memory.store.revisions() if one.id == revision)
    return done.added == went and done.ended == came


def _touched_later(memory: Memory, revision: int, undo: int) -> list[int]:
    """The numbers of the units that a revision changed, and another one after it, before an undo.

    All versions are looked at, for which a memory has no index: a second for a million.
    """
    of_revision: set[int] = set()
    of_later: set[int] = set()
    for _, number, born, gone, *_ in memory.store.database.stream("all_unit"):
        if (born == revision) != (gone == revision):
            of_revision.add(number)
        if revision < born < undo or revision < (gone or 0) < undo:
            of_later.add(number)
    return sorted(of_revision & of_later)


def _saying(unit: TranslationUnit, lang: str, text: str) -> TranslationUnit:
    """A unit with a text in a language, of which it is the first, edited now."""
    variants = list(unit.variants)
    tags = [variant.lang for variant in variants]
    place = tags.index(lang) if lang in tags else None
    if place is None:
        place = next((place for place, tag in enumerate(tags) if matches(lang, tag)), None)
    if place is None:
        variants.append(Variant(lang, text))
    elif (variants[place].text, variants[place].content) != (text, ()):
        variants[place] = variants[place]._replace(text=text, content=())
    else:
        return unit
    props = [Prop(REVIEW, EDITED) if prop.type == REVIEW else prop for prop in unit.props]
    if unit.prop(REVIEW) is None:
        props.append(Prop(REVIEW, EDITED))
    now = ("changedate", datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ"))
    attributes = [pair for pair in unit.attributes if pair[0] != now[0]]
    return replace(unit, variants=tuple(variants), props=tuple(props), attributes=(*attributes, now))


def _named(numbers: Iterable[int]) -> str:
    """What to call units in a message."""
    told = list(map(str, numbers))
    more = f" and {len(told) - 10:,} more" if len(told) > 10 else ""
    return ("unit " if len(told) == 1 else "units ") + ", ".join(told[:10]) + more
