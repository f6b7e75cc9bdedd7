"""Single units of a memory changed by a person: edited, deleted, restored, and revisions taken back.

Each change is a revision of its own, and says no where it would change nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from tm.duplicates import checked
from tm.errors import InputError, Message, NoSuchUnit, UsageError
from tm.languages import matches
from tm.memory import Memory
from tm.provenance import dated
from tm.store.record import unstorable
from tm.units import NATIVE, Content, Prop, TranslationUnit, Variant, plain

REVIEW = "x-review"
EDITED = "edited"


class Overtaken(InputError):
    """A unit was changed by another since it was looked at, so that nothing was done."""


class InlineCodes(InputError):
    """What a person changed has inline codes in it, of which nobody knows where they belong now."""


class Wording(NamedTuple):
    """What a person wants a unit to say.

    `texts` are in the order of its variants, `notes` are all of its notes, and `added` texts in further
    languages. With `bare` a changed text has no inline codes any more.
    """

    texts: tuple[str, ...]
    notes: tuple[str, ...]
    added: tuple[tuple[str, str], ...] = ()
    bare: bool = False


def revise(memory: Memory, number: int, seen: int, wording: Wording) -> int:
    """Let a unit say something else in all of its languages at once: the revision.

    `seen` is the id of the version that the person looked at. Inline codes stay where they stand outside of
    what changed. The unit counts as changed now, and as edited where a text is another. Raises Overtaken
    where it is not the living version any more, InlineCodes where codes stand in what changed, NoSuchUnit
    where no such unit ever was, UsageError for an empty text or what is no language, InputError for what
    can't be kept or changes nothing.
    """
    with memory.store.changing("edit", f"unit {number}") as change:
        before = _unchanged(memory, number, seen)
        after = _worded(before, wording)
        if after == before:
            raise InputError(Message("%(place)s: unit %(number)s says so already", **_placed(memory, number)))
        after = _touched(after, is_edited=after.variants != before.variants)
        if problem := unstorable(after):
            raise InputError(f"{memory.place}: what unit {number} shall say {problem}")
        change.replace(number, after)
        change.catch_up()
    return change.revision


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
            raise InputError(Message("%(place)s: unit %(number)s says so already", **_placed(memory, number)))
        if problem := unstorable(after):
            raise InputError(f"--text {problem}")
        change.replace(number, after)
        change.catch_up()
    return before, after


def delete(memory: Memory, numbers: Iterable[int], seen: Mapping[int, int] | None = None) -> int:
    """Delete units, softly; the revision. NoSuchUnit where one does not live, and then none is deleted.

    `seen` are the ids of the versions that the person looked at, by number. Raises Overtaken where another
    one lives now.
    """
    wanted = list(dict.fromkeys(numbers))
    with memory.store.changing("delete", _named(wanted)) as change:
        for number, version in (seen or {}).items():
            _unchanged(memory, number, version)
        there = {one.number for one in memory.store.by_number(wanted)}
        if missing := [number for number in wanted if number not in there]:
            raise NoSuchUnit(f"{memory.place}: has no {_named(missing)}; nothing was deleted")
        change.end(wanted)
    return change.revision


def restore(memory: Memory, number: int, version: int | None = None, seen: int | None = None) -> int:
    """Let a unit be again as it was: which version, counted from 1.

    Without a version, the last one of a unit that was deleted, or the one before the present one. `seen` is
    the id of the last version that the person knows of. Raises NoSuchUnit where there is no such unit or
    version, InputError where it is as it was, Overtaken where there is a later version.
    """
    versions = memory.store.versions(number)
    if seen is not None and versions[-1].id != seen:
        raise Overtaken(
            Message(
                "%(place)s: unit %(number)s was changed meanwhile; nothing was done",
                **_placed(memory, number),
            )
        )
    lives = versions[-1].gone is None
    if version is None:
        version = max(len(versions) - lives, 1)
    if 1 <= version <= len(versions) and lives and versions[version - 1].unit == versions[-1].unit:
        raise InputError(
            Message(
                "%(place)s: unit %(number)s is as it was in version %(version)s",
                version=str(version),
                **_placed(memory, number),
            )
        )
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
    named = _placed(memory, revision)
    with memory.store.changing("undo", f"revision {revision}") as change:
        if not 0 < revision < change.revision:
            raise InputError(
                Message("%(place)s: has no revision %(number)s; tm memory history lists them", **named)
            )
        went, came = change.undo(revision)
        if not went and not came:
            raise InputError(
                Message("%(place)s: nothing of revision %(number)s is left to be taken back", **named)
            )
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
    return _touched(replace(unit, variants=tuple(variants)), is_edited=True)


def _touched(unit: TranslationUnit, *, is_edited: bool) -> TranslationUnit:
    """A unit that was changed now, and edited by a person if its texts are others."""
    props = list(unit.props)
    if is_edited:
        props = [Prop(REVIEW, EDITED) if prop.type == REVIEW else prop for prop in props]
        props += [] if unit.prop(REVIEW) is not None else [Prop(REVIEW, EDITED)]
    return dated(replace(unit, props=tuple(props)))


def _unchanged(memory: Memory, number: int, seen: int) -> TranslationUnit:
    """A unit in its last version, which must be the one that was seen. Raises Overtaken."""
    last = memory.store.versions(number)[-1]
    if last.id != seen:
        raise Overtaken(
            Message(
                "%(place)s: unit %(number)s was changed meanwhile; nothing was done",
                **_placed(memory, number),
            )
        )
    return last.unit


def _placed(memory: Memory, number: int) -> dict[str, str]:
    """What messages say of a unit or a revision: of which memory it is, and its number."""
    return {"place": str(memory.place), "number": str(number)}


def _worded(unit: TranslationUnit, wording: Wording) -> TranslationUnit:
    """A unit that says what is wanted."""
    if len(wording.texts) != len(unit.variants):
        raise UsageError(f"the unit has {len(unit.variants)} texts, and {len(wording.texts)} are given")
    variants = [
        _rewritten(variant, text, wording.bare)
        for variant, text in zip(unit.variants, wording.texts, strict=True)
    ]
    for lang, text in wording.added:
        checked("language", lang)
        if any(variant.lang.lower() == lang.lower() for variant in variants):
            raise UsageError(Message("the unit has a text in %(lang)s already; change that one", lang=lang))
        variants.append(Variant(lang, _said(lang, text)))
    return replace(unit, variants=tuple(variants), props=_noted(unit.props, wording.notes))


def _rewritten(variant: Variant, text: str, bare: bool) -> Variant:
    """A variant with another text, and with its inline codes if they are to stay."""
    if text == variant.text:
        return variant
    _said(variant.lang, text)
    if not variant.content or bare:
        return variant._replace(text=text, content=())
    content = _with_codes(variant.content, variant.text, text)
    if content is None:
        raise InlineCodes(
            Message(
                "%(lang)s: inline codes stand in what changed; change less, or take the codes out",
                lang=variant.lang,
            )
        )
    return variant._replace(text=text, content=content)


def _with_codes(content: Content, old: str, new: str) -> Content | None:
    """The content for a new text, where all that changed is in one string of it; else None."""
    start = _shared(old, new)
    same = _shared(old[start:][::-1], new[start:][::-1])
    end, came = len(old) - same, new[start : len(new) - same]
    place = 0
    for number, piece in enumerate(content):
        if isinstance(piece, str):
            if place <= start and end <= place + len(piece):
                changed = piece[: start - place] + came + piece[end - place :]
                return (*content[:number], *([changed] if changed else []), *content[number + 1 :])
            place += len(piece)
        elif piece.kind not in NATIVE:
            place += len(plain(piece.content))
    return None


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with in common."""
    differ = (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b)
    return next(differ, min(len(one), len(other)))


def _said(lang: str, text: str) -> str:
    """A text that is not empty. Raises UsageError."""
    if not text.strip():
        raise UsageError(
            Message("the text in %(lang)s is empty; to take the whole unit out, delete it", lang=lang)
        )
    return text


def _noted(props: tuple[Prop, ...], notes: tuple[str, ...]) -> tuple[Prop, ...]:
    """Props with these notes in the place of those that are there; further ones stand at the end."""
    left, kept = [note for note in notes if note.strip()], []
    for prop in props:
        if prop.type is not None:
            kept.append(prop)
        elif left:
            kept.append(prop._replace(value=left.pop(0)))
    return (*kept, *(Prop(None, note) for note in left))


def _named(numbers: Iterable[int]) -> str:
    """What to call units in a message."""
    told = list(map(str, numbers))
    more = f" and {len(told) - 10:,} more" if len(told) > 10 else ""
    return ("unit " if len(told) == 1 else "units ") + ", ".join(told[:10]) + more
