"""What is certain put right in the memory: in one unit, or in all that have a finding, as one revision."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

from tm.checks import form, letters, spaces
from tm.checks.checker import Checker, mended
from tm.errors import InputError, Message
from tm.formats.memory import entered
from tm.formats.stored import MemoryReader
from tm.memory import Memory
from tm.provenance import dated
from tm.selection import Selection
from tm.units import TranslationUnit
from tm.web.jobs import Job, Steps

KIND = "mend"
MENDABLE = frozenset((*form.CODES, *letters.CODES, *spaces.CODES))
STEP = 500  # units between two signs of progress
WHOLE = 1000


@dataclass(slots=True)
class Mended:
    """What became of putting right all of a kind: how many units, and as which revision, None where none."""

    code: str
    units: int = 0
    revision: int | None = None


def better(unit: TranslationUnit, code: str, lead: str | None) -> TranslationUnit | None:
    """The unit put right; None where that would change nothing, or not make the finding go."""
    if code not in MENDABLE:
        return None
    new = mended(unit)
    if new is unit:
        return None
    checker = Checker(source=lead, only=(code,))
    before, after = checker.findings(unit), checker.findings(new)
    return new if len(after) < len(before) else None


def mend(memory: Memory, number: int, code: str, lead: str | None) -> int:
    """Put one unit right; the revision. Raises InputError where there is nothing to put right any more."""
    with memory.store.changing("edit", f"unit {number}, {code} put right") as change:
        there = memory.store.by_number([number])
        new = better(there[0].unit, code, lead) if there else None
        if new is None:
            raise InputError(
                Message(
                    "unit %(number)s: there is nothing to put right any more; look again", number=str(number)
                )
            )
        change.replace(number, dated(new))
        change.catch_up()
    return change.revision


def mend_all(place: str, code: str, lead: str | None, selection: Selection, job: Job) -> Steps:
    """Put right all units with a finding of a kind, as one revision; to stop leaves everything as it was.

    They are looked for before the memory is held, so that others wait only while it is written.
    """
    done = Mended(code)
    job.result = done
    numbers: list[int] = []
    for found, share in _looked(place, code, lead, selection):
        numbers += found
        yield int(WHOLE * share / 2), WHOLE
    if not numbers:
        return
    with Memory(place) as memory:
        with memory.store.changing("edit", f"{code} put right") as change:
            for start in range(0, len(numbers), STEP):
                for number, unit in memory.store.by_number(numbers[start : start + STEP]):
                    if (new := better(unit, code, lead)) is not None:  # others may have been quicker
                        change.replace(number, dated(new))
                        done.units += 1
                yield WHOLE // 2 + WHOLE * start // len(numbers) // 2, WHOLE
            change.catch_up()
        done.revision = change.revision


def _looked(
    place: str, code: str, lead: str | None, selection: Selection
) -> Iterator[tuple[list[int], float]]:
    """The numbers of the units that can be put right, by and by, with the share that was looked at."""
    with ExitStack() as stack:
        reader = MemoryReader(place)
        entered(reader, stack)
        checker = Checker(source=lead, only=(code,))
        wanted = (taken for unit in reader if (taken := selection.taken(unit)) is not None)
        found: list[int] = []
        for count, (unit, findings) in enumerate(checker.checked(wanted), start=1):
            if findings and better(unit, code, lead) is not None:
                found.append(unit.line)
            if count % STEP == 0:
                yield found, reader.share
                found = []
        yield found, 1.0
