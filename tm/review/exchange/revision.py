"""What was reviewed goes into a memory: one revision, which `tm memory undo` takes back whole.

Nothing that somebody else has changed there is overwritten. What this review has put there before is its own:
its revisions are of the kind `review`, and their origin names the document.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tm.errors import InputError, Message, UsageError
from tm.memory import Memory
from tm.provenance import dated, undated
from tm.review.action import Refused
from tm.review.draft import Draft, Source, State
from tm.review.exchange.unit import unit_of, variant_for
from tm.store.record import unstorable
from tm.units import TranslationUnit

KIND = "review"  # of a revision


class Kept(NamedTuple):
    """What became of a memory: its new revision, units added, changed and deleted there.

    `alone` counts rows that are no units, since they have one side only. `uneasy` are the numbers of units
    that were changed and also say something in a language that the review did not show.
    """

    revision: int
    added: int
    changed: int
    deleted: int
    alone: int
    uneasy: tuple[int, ...]


class _Wanted(NamedTuple):
    """What a memory should hold of a document: units by number, and those that have none yet."""

    units: dict[int, TranslationUnit]
    gone: frozenset[int]
    new: dict[str, TranslationUnit]  # by tuid
    alone: int


class _Plan(NamedTuple):
    """What is to be done for that."""

    replaced: dict[int, TranslationUnit]
    ended: list[int]
    added: list[TranslationUnit]


def into_memory(draft: Draft, source: Source, memory: Memory, *, only_confirmed: bool = False) -> Kept:
    """Put what the rows say into a memory: units change, come and go as rows did; rejected ones are deleted.

    With `only_confirmed`, which is for documents that come from elsewhere, open rows are left out. Raises
    Refused where a unit was changed in the memory since the review began or nothing is to be done,
    UsageError, and InputError for a text that a memory can't hold. Then nothing is changed.
    """
    if only_confirmed and source.units:
        raise UsageError("the document is from a memory, so what is open stays in it; reject what should go")
    wanted = _wanted(draft, source, only_confirmed)
    for unit in (*wanted.units.values(), *wanted.new.values()):
        if problem := unstorable(unit):
            raise InputError(f"{source.name}: unit {unit.name} {problem}")
    origin = origin_of(draft, source)
    with memory.store.changing(KIND, origin) as change:
        plan = _plan(memory, source, wanted, _last_changed_by(memory, origin))
        for number, unit in sorted(plan.replaced.items()):
            change.replace(number, dated(unit))
        change.end(plan.ended)
        added = sum(number > 0 for number in change.add(plan.added))
        change.catch_up()
    uneasy = tuple(
        number for number, unit in sorted(plan.replaced.items()) if _is_uneasy(source, draft, number, unit)
    )
    return Kept(change.revision, added, len(plan.replaced), len(plan.ended), wanted.alone, uneasy)


def origin_of(draft: Draft, source: Source) -> str:
    """What the revisions of a review are said to be from."""
    return f"{source.project}: {source.name} ({', '.join(draft.langs)})"


def _wanted(draft: Draft, source: Source, only_confirmed: bool) -> _Wanted:
    units: dict[int, TranslationUnit] = {}
    new: dict[str, TranslationUnit] = {}
    alone = 0
    for row in draft.rows:
        if row.state is State.REJECTED or (only_confirmed and row.state is State.OPEN):
            continue
        unit = unit_of(row, draft.langs, source)
        before = source.units.get(row.unit) if row.unit is not None else None
        if before is not None and row.unit is not None and (before == unit or len(unit.variants) > 1):
            units[row.unit] = unit
        elif len(unit.variants) > 1:
            new[unit.name] = unit
        else:
            alone += 1
    shown = {number for number, unit in source.units.items() if _is_shown(unit, draft)}
    return _Wanted(units, frozenset(shown - set(units)), new, alone)


def _last_changed_by(memory: Memory, origin: str) -> set[int]:
    """The numbers of units, living and deleted, of which reviews of this origin made the last change."""
    database = memory.store.database
    reviews = [one.id for one in memory.store.revisions() if (one.kind, one.origin) == (KIND, origin)]
    queries = ("born_in", "gone_in")
    return {
        number
        for review in reviews
        for query in queries
        for _, number in database.rows(query, revision=review)
    }


def _plan(memory: Memory, source: Source, wanted: _Wanted, ours: set[int]) -> _Plan:
    """What makes the memory as it should be; Refused where it is so, or somebody else has changed it."""
    there = {one.number: one.unit for one in memory.store.by_number({*source.units, *ours})}
    replaced, ended, changed = _of_known(source, wanted, there, ours)
    if changed:
        numbers = ", ".join(map(str, changed[:5])) + (" and others" if len(changed) > 5 else "")
        raise Refused(
            Message(
                "%(place)s: changed there since the review began: unit %(numbers)s; nothing was changed. "
                "Take the document from the memory anew",
                place=str(memory.place),
                numbers=numbers,
            )
        )
    if not source.units:
        _refuse_others(memory, source, ours)
    earlier = {
        there[number].tuid or "": number for number in sorted(ours - {*source.units}) if number in there
    }
    for tuid, number in earlier.items():
        unit = wanted.new.get(tuid)
        if unit is None:
            ended.append(number)
        elif not _alike(there[number], unit):
            replaced[number] = unit
    added = [unit for tuid, unit in wanted.new.items() if tuid not in earlier]
    if not replaced and not ended and not added:
        raise Refused(
            Message("%(place)s: has all of this already; nothing was changed", place=str(memory.place))
        )
    return _Plan(replaced, ended, added)


def _of_known(
    source: Source, wanted: _Wanted, there: Mapping[int, TranslationUnit], ours: set[int]
) -> tuple[dict[int, TranslationUnit], list[int], list[int]]:
    """Of the units that the review began with: those to replace, to end, and to leave to somebody else."""
    replaced: dict[int, TranslationUnit] = {}
    ended: list[int] = []
    changed: list[int] = []
    for number in sorted({*wanted.units, *wanted.gone}):
        before, now, unit = source.units[number], there.get(number), wanted.units.get(number)
        if _alike(now, unit):
            continue
        if number not in ours and not _alike(now, before):
            if not _alike(unit, before):
                changed.append(number)
        elif unit is None:
            ended.append(number)
        else:
            replaced[number] = unit
    return replaced, ended, changed


def _refuse_others(memory: Memory, source: Source, ours: set[int]) -> None:
    """A document from elsewhere is not mixed with what the memory calls the same."""
    others = [
        one.number for one in memory.store.of_document(source.name, 1 + len(ours)) if one.number not in ours
    ]
    if others:
        raise Refused(
            Message(
                "%(place)s: has units of a document of this name already that are not from this review, or "
                "were changed since, unit %(number)s for one; review it from the memory, or delete them",
                place=str(memory.place),
                number=str(others[0]),
            )
        )


def _alike(one: TranslationUnit | None, other: TranslationUnit | None) -> bool:
    """Whether two units say the same, whenever that was; None is one that is gone."""
    if one is None or other is None:
        return one is other
    return one == other or undated(one) == undated(other)


def _is_shown(unit: TranslationUnit, draft: Draft) -> bool:
    """Whether a unit has a text that the review shows."""
    return any((one := variant_for(unit, lang)) is not None and one.text.strip() for lang in draft.langs)


def _is_uneasy(source: Source, draft: Draft, number: int, unit: TranslationUnit) -> bool:
    """Whether a unit with other texts than before has a language that the review did not show."""
    before = source.units.get(number)
    if before is None or [one[:2] for one in before.variants] == [one[:2] for one in unit.variants]:
        return False
    shown = [variant_for(before, lang) for lang in draft.langs]
    return any(one not in shown for one in before.variants)
