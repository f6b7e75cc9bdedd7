"""Work of a job in a process of its own, so that pages and lookups stay quick meanwhile, and no memory stays.

What is said here of how far it is, what was found and what went wrong comes over a pipe. To be stopped is to
be told so there: the work is closed in its own process, after its present step.
"""

from __future__ import annotations

import os
import pickle
import time
import traceback
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

from tm.errors import TMError
from tm.processes import follow, uninterrupted
from tm.web.jobs import Job, Steps

OFTEN = 1.0  # seconds between two looks at what was found so far
SHARE = 0.05  # of the time that may go into telling it
NICE = 10  # so that who looks up meanwhile has the processors first
PATIENCE = 30.0  # seconds that a step may still take when the work was stopped
_GONE = (EOFError, ConnectionError, OSError)

Work = Callable[[Job], Steps]


class Ended(Exception):
    """The process of a job was ended from outside."""


class _Told(NamedTuple):
    """What the process says: how much is done, what was found if that is told now, and how it ended."""

    step: tuple[int, int]
    found: tuple[object, list[Path]] | None = None
    error: Exception | None = None
    is_over: bool = False


def apart(work: Work) -> Work:
    """The same work, which must be one that can be pickled, in another process. It may raise `Ended` too."""
    return partial(_followed, work)


def _followed(work: Work, job: Job) -> Steps:
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    with ours:
        args = (work, job.kind, job.about, job.folder, theirs)
        process = context.Process(target=_work, args=args, daemon=True)
        with uninterrupted():
            process.start()
        theirs.close()
        try:
            while not (told := _heard(ours, job)).is_over:
                yield told.step
        except GeneratorExit:
            _stopped(ours, job)
            raise
        finally:
            process.kill()  # it has said its last, or does not listen
            process.join()
            process.close()
    if told.error is not None:
        raise told.error


def _heard(connection: Connection, job: Job) -> _Told:
    """What comes next; the job has then what was found."""
    try:
        told: _Told = pickle.loads(connection.recv_bytes())
    except _GONE:
        raise Ended(f"the process of the job {job.id} was ended") from None
    if told.found is not None:
        job.result, job.offered = told.found
    return told


def _stopped(connection: Connection, job: Job) -> None:
    """Tell the process to stop, and wait until it has."""
    until = time.monotonic() + PATIENCE
    with suppress(Ended, *_GONE):
        connection.send_bytes(b"stop")
        while connection.poll(max(until - time.monotonic(), 0)) and not _heard(connection, job).is_over:
            pass


def _work(work: Work, kind: str, about: str, folder: Path, connection: Connection) -> None:
    """What the process does."""
    follow()
    if hasattr(os, "nice"):
        os.nice(NICE)
    job = Job(kind, about, folder, work)
    error: Exception | None = None
    try:
        _step_by_step(work, job, connection)
    except TMError as problem:
        error = problem
    except Exception:  # a bug: told where there is a log
        error = RuntimeError(f"in the process of a job:\n{traceback.format_exc()}")
    with suppress(*_GONE):
        _tell(connection, _Told((job.done, job.whole), (job.result, job.offered), error, True))
        connection.recv_bytes()  # wait to be ended, so that what was said is not lost


def _step_by_step(work: Work, job: Job, connection: Connection) -> None:
    told = 0.0  # when it may be told again what was found
    with closing(work(job)) as steps:
        for job.done, job.whole in steps:
            if connection.poll():
                return
            now = time.monotonic()
            if now < told:
                _tell(connection, _Told((job.done, job.whole)))
                continue
            _tell(connection, _Told((job.done, job.whole), (job.result, job.offered)))
            spent = time.monotonic() - now
            told = now + max(OFTEN, spent / SHARE)


def _tell(connection: Connection, told: _Told) -> None:
    connection.send_bytes(pickle.dumps(told, pickle.HIGHEST_PROTOCOL))
