"""Long work behind the pages: it goes on when the browser goes away, says how far it is, and can be stopped.

A job is a generator that yields how much is done. To stop it is to close the generator, so that what the
library promises of an interrupted work holds here too: nothing is half-written. Of jobs that write to the
memory one runs at a time, since the others would only wait for it, and too long.
"""

from __future__ import annotations

import errno
import logging
import secrets
import shutil
import tempfile
import threading
import time
import weakref
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from tm.errors import InputError, Message, TMError

AT_ONCE = 2  # jobs that run; there are as many processors on a small machine
MOST = 20  # jobs that wait or run
KEPT = 3600.0  # seconds for which a job that has ended is remembered, with its files
FAREWELL = 5.0  # seconds that jobs are given when the process ends
Steps = Generator[tuple[int, int], None, None]  # how much is done of how much; of 0 where nobody knows
_log = logging.getLogger("ushtil.jobs")


def is_full(error: Exception) -> bool:
    """Whether a disk had no room for a file."""
    return isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class JobState(StrEnum):
    """Where a job is in its life."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"


class TooManyJobs(InputError):
    """More work is asked for than is taken on."""


@dataclass(eq=False)
class Job:
    """One piece of work. `result` is what the work has found so far, `offered` are files to take away.

    `kind` is one word for what is done, `about` what it is done with, as people know it. `folder` is the
    job's own, and gone when the job is forgotten. `problem` says what went wrong, for people, or nothing
    where it is a mistake of ours.
    """

    kind: str
    about: str
    folder: Path
    work: Callable[[Job], Steps] = field(repr=False)
    writes: bool = False
    id: str = field(default_factory=lambda: secrets.token_urlsafe(12))
    state: JobState = JobState.WAITING
    done: int = 0
    whole: int = 0
    result: object = None
    offered: list[Path] = field(default_factory=list)
    problem: str = ""
    began: float = field(default_factory=time.monotonic)
    ended: float | None = None
    _stop: threading.Event = field(default_factory=threading.Event, repr=False)
    _end: threading.Event = field(default_factory=threading.Event, repr=False)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self._end.is_set()

    @property
    def is_stopping(self) -> bool:
        """Whether it was told to stop and still has to come to the end of its step."""
        return self._stop.is_set() and not self.is_over

    @property
    def seconds(self) -> int:
        """How long it has taken, or took."""
        return int((time.monotonic() if self.ended is None else self.ended) - self.began)

    def wait(self, seconds: float) -> bool:
        """Wait for the end; whether it came."""
        return self._end.wait(seconds)

    def run(self) -> None:
        """Do the work, in the thread that calls this."""
        try:
            self._step_by_step()
        except TMError as error:
            said = error.args[0] if error.args else ""
            self.problem = said if isinstance(said, Message) else str(error).replace(f"{self.folder}/", "")
            self._over(JobState.FAILED)
        except Exception as error:
            if is_full(error):
                self.problem = "the disk is full; make room there, and try again"
                return self._over(JobState.FAILED)
            _log.exception("the job %s of kind %s failed", self.id, self.kind)
            self._over(JobState.FAILED)

    def stop(self) -> None:
        """Let it end after the present step, or before it has begun."""
        self._stop.set()

    def _step_by_step(self) -> None:
        if self._stop.is_set():
            return self._over(JobState.STOPPED)
        self.state = JobState.RUNNING
        with closing(self.work(self)) as steps:
            for self.done, self.whole in steps:
                if self._stop.is_set():
                    break
            else:
                return self._over(JobState.DONE)
        return self._over(JobState.STOPPED)

    def _over(self, state: JobState) -> None:
        self.state, self.ended = state, time.monotonic()
        self._end.set()


class Jobs:
    """All jobs of an application; safe for many threads."""

    def __init__(self, at_once: int = AT_ONCE, most: int = MOST, kept: float = KEPT) -> None:
        self._at_once, self._most, self._kept = at_once, most, kept
        self._jobs: dict[str, Job] = {}
        self._lock = threading.RLock()
        self._root: Path | None = None

    def folder(self) -> Path:
        """A new folder that only this process's user can look into, gone when the process ends."""
        with self._lock:
            if self._root is None:
                self._root = Path(tempfile.mkdtemp(prefix="ushtil-"))
                weakref.finalize(self, shutil.rmtree, self._root, ignore_errors=True)
            return Path(tempfile.mkdtemp(dir=self._root))

    @contextmanager
    def room(self) -> Iterator[Path]:
        """A folder for the files of a job that the block is about to start; gone again if it raises."""
        folder = self.folder()
        try:
            yield folder
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise

    def start(
        self,
        kind: str,
        about: str,
        work: Callable[[Job], Steps],
        *,
        folder: Path | None = None,
        writes: bool = False,
        result: object = None,
    ) -> Job:
        """A new job, which begins as soon as there is room. Raises TooManyJobs.

        A `folder` that was made before, with files to work on, becomes the job's own; `result` is what is
        shown until the work has found something.
        """
        with self._lock:
            self._forget()
            if sum(not job.is_over for job in self._jobs.values()) >= self._most:
                raise TooManyJobs(
                    Message(
                        "Too many jobs wait or run already: %(count)s. Stop some, or come back later.",
                        count=self._most,
                    )
                )
            job = Job(kind, about, folder or self.folder(), work, writes, result=result)
            self._jobs[job.id] = job
            self._begin()
        return job

    def find(self, id: str) -> Job | None:
        """The job of an id; None where it was forgotten, or never was."""
        with self._lock:
            self._forget()
            return self._jobs.get(id)

    def latest(self, kind: str) -> Job | None:
        """The last job of a kind that was done."""
        with self._lock:
            done = [job for job in self._jobs.values() if job.kind == kind and job.state is JobState.DONE]
            return done[-1] if done else None

    def all(self) -> list[Job]:
        """Those that are remembered, the newest first."""
        with self._lock:
            self._forget()
            return list(self._jobs.values())[::-1]

    def stop(self, job: Job) -> None:
        """Stop a job; one that waits does not begin."""
        with self._lock:
            job.stop()
            if job.state is JobState.WAITING:
                job.run()

    def close(self) -> None:
        """Stop all jobs and remove their files."""
        with self._lock:
            left = [job for job in self._jobs.values() if not job.is_over]
            for job in left:
                self.stop(job)
        until = time.monotonic() + FAREWELL
        for job in left:
            job.wait(max(until - time.monotonic(), 0))
        with self._lock:
            self._jobs.clear()
            if self._root is not None:
                shutil.rmtree(self._root, ignore_errors=True)
                self._root = None

    def _begin(self) -> None:
        """Let jobs that wait begin, in their order, as far as there is room."""
        running = [job for job in self._jobs.values() if job.state is JobState.RUNNING]
        for job in [job for job in self._jobs.values() if job.state is JobState.WAITING]:
            if len(running) >= self._at_once:
                return
            if job.writes and any(one.writes for one in running):
                continue
            job.state = JobState.RUNNING
            running.append(job)
            threading.Thread(target=self._through, args=(job,), daemon=True, name=f"job-{job.kind}").start()

    def _through(self, job: Job) -> None:
        job.run()
        with self._lock:
            self._begin()

    def _forget(self) -> None:
        """Forget what ended long ago; of each kind the last that was done is kept."""
        last = {job.kind: job for job in self._jobs.values() if job.state is JobState.DONE}
        now = time.monotonic()
        for job in list(self._jobs.values()):
            old = job.ended is not None and now - job.ended > self._kept
            if old and (last.get(job.kind) is not job or job.offered):
                del self._jobs[job.id]
                if all(one.folder != job.folder for one in self._jobs.values()):  # a dry run shares its own
                    shutil.rmtree(job.folder, ignore_errors=True)
