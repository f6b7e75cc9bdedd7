"""What the memory holds, counted: at once where it is small, else by a job, and then remembered."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

from tm.memory import Memory
from tm.statistics import Count, Statistics
from tm.store import is_server
from tm.web.apart import Work, apart
from tm.web.jobs import Job, Jobs, Steps

KIND = "count"
SMALL = 5000  # units that are counted while a page waits
LARGE = 20_000  # units; work with more of them has a process of its own
PATIENCE = 3.0  # seconds that it waits


@dataclass(frozen=True, slots=True)
class Brief:
    """What can be said of a memory of any size at once."""

    units: int
    revision: int
    bytes: int | None  # of its file; None where it is on a server


@dataclass(slots=True)
class Counts:
    """What a count found; `growth` are moments, and how many units there were after each."""

    revision: int
    statistics: Statistics
    growth: list[tuple[str, int]]


def brief(memory: Memory) -> Brief:
    """The size of a memory."""
    store = memory.store
    return Brief(store.count(), store.last_revision(), _bytes(store.place))


def placed(brief: Brief, work: Work) -> Work:
    """Work with a whole memory: in a process of its own where that is large."""
    return apart(work) if brief.units > LARGE else work


def counting(jobs: Jobs, place: str, brief: Brief) -> Job:
    """A job that counts; the one that is at it already, if there is one."""
    for job in jobs.all():
        if job.kind == KIND and not job.is_over:
            return job
    return jobs.start(KIND, "", placed(brief, functools.partial(_counted, place)))


def known(jobs: Jobs) -> Counts | None:
    """What was counted last."""
    job = jobs.latest(KIND)
    found = job.result if job else None
    return found if isinstance(found, Counts) else None


def _counted(place: str, job: Job) -> Steps:
    with Memory(place) as memory, memory.store.database.reading():
        revisions = memory.store.revisions()
    count = Count(place)
    yield from count.run()
    units = 0
    growth = []
    for one in revisions:
        units += one.added - one.ended
        growth.append((one.moment, units))
    job.result = Counts(revisions[-1].id if revisions else 0, count.statistics, growth)


def _bytes(place: str) -> int | None:
    """How much a memory takes on the disk, with its log."""
    if is_server(place):
        return None
    path = Path(place)
    both = (path, path.with_name(f"{path.name}-wal"))
    return sum(one.stat().st_size for one in both if one.exists())
