"""Long work: it goes on by itself, ends in one of few ways, and leaves nothing behind."""

from __future__ import annotations

import errno
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tm.errors import InputError
from tm.web.jobs import Job, Jobs, JobState, Steps, TooManyJobs


@contextmanager
def jobs(**limits: float) -> Iterator[Jobs]:
    made = Jobs(**limits)  # type: ignore[arg-type]
    try:
        yield made
    finally:
        made.close()


def counting(job: Job) -> Steps:
    for n in range(3):
        yield n, 3
    job.result = "counted"


def until(event: threading.Event, closed: list[str]) -> Callable[[Job], Steps]:
    """Work that goes on until it is let go or stopped, and notes that it was closed."""

    def work(job: Job) -> Steps:
        try:
            while not event.wait(0.005):
                yield 1, 2
        finally:
            closed.append(job.about)

    return work


def test_work_is_done_and_its_result_kept() -> None:
    with jobs() as some:
        job = some.start("count", "", counting)
        assert job.wait(5) and job.state is JobState.DONE
        assert (job.result, job.done, job.whole) == ("counted", 2, 3)
        assert some.find(job.id) is job and some.latest("count") is job and some.find("other") is None


def test_a_job_that_is_stopped_is_closed_between_two_steps() -> None:
    closed: list[str] = []
    with jobs() as some:
        job = some.start("count", "one", until(threading.Event(), closed))
        some.stop(job)
        assert job.wait(5) and job.state is JobState.STOPPED and some.latest("count") is None
        assert closed in ([], ["one"])  # it may not have begun


def test_a_job_that_waits_can_be_stopped_and_never_begins() -> None:
    go, closed = threading.Event(), list[str]()
    with jobs(at_once=1) as some:
        first = some.start("count", "first", until(go, closed))
        second = some.start("count", "second", until(go, closed))
        some.stop(second)
        assert second.is_over and second.state is JobState.STOPPED
        go.set()
        assert first.wait(5) and first.state is JobState.DONE
    assert closed == ["first"]


def test_of_those_that_write_one_runs_at_a_time() -> None:
    go, closed = threading.Event(), list[str]()
    with jobs(at_once=3) as some:
        first = some.start("import", "1", until(go, closed), writes=True)
        second = some.start("import", "2", until(go, closed), writes=True)
        third = some.start("check", "3", until(go, closed))
        assert (first.state, second.state) == (JobState.RUNNING, JobState.WAITING)
        assert third.state is JobState.RUNNING
        go.set()
        assert second.wait(5) and second.state is JobState.DONE


def test_more_than_is_taken_on_is_refused() -> None:
    go = threading.Event()
    with jobs(most=2) as some:
        for _ in range(2):
            some.start("count", "", until(go, []))
        with pytest.raises(TooManyJobs, match="already: 2"):
            some.start("count", "", counting)
        go.set()


def test_an_error_of_the_user_is_told_without_our_folders() -> None:
    def failing(job: Job) -> Steps:
        yield 0, 1
        raise InputError(f"{job.folder}/in.tmx: is no memory")

    with jobs() as some:
        job = some.start("import", "", failing)
        assert job.wait(5) and (job.state, job.problem) == (JobState.FAILED, "in.tmx: is no memory")


def test_a_mistake_of_ours_is_logged_and_not_shown(caplog: pytest.LogCaptureFixture) -> None:
    def wrong(job: Job) -> Steps:
        yield 0, 1
        raise ZeroDivisionError("secret")

    with caplog.at_level(logging.ERROR), jobs() as some:
        job = some.start("import", "", wrong)
        assert job.wait(5) and (job.state, job.problem) == (JobState.FAILED, "")
    assert "ZeroDivisionError" in caplog.text


def test_files_are_private_and_go_with_the_process() -> None:
    with jobs() as some:
        folder = some.folder()
        assert folder.stat().st_mode & 0o077 == 0 and folder.parent.stat().st_mode & 0o077 == 0
        (folder / "a").write_text("b")
    assert not folder.parent.exists()


def test_old_jobs_are_forgotten_with_their_files() -> None:
    def offering(job: Job) -> Steps:
        yield 0, 1
        job.offered.append(Path(job.folder) / "a")

    with jobs(kept=0) as some:
        job = some.start("export", "", offering)
        counted = some.start("count", "", counting)
        assert job.wait(5) and counted.wait(5)
        assert some.find(job.id) is None and not job.folder.exists()
        assert some.find(counted.id) is counted, "the last count is still of use"


def test_a_folder_for_what_never_begins_is_gone() -> None:
    with jobs() as some:
        with pytest.raises(InputError), some.room() as folder:
            raise InputError("no")
        assert not folder.exists()


def test_the_end_of_the_process_stops_what_runs() -> None:
    closed: list[str] = []
    with jobs() as some:
        job = some.start("count", "one", until(threading.Event(), closed))
        while not job.whole:
            job.wait(0.005)
    assert job.state is JobState.STOPPED and closed == ["one"]


def test_a_job_says_that_the_disk_is_full() -> None:
    def work(job: Job) -> Steps:
        yield 0, 1
        raise OSError(errno.ENOSPC, "no space left on device")

    jobs = Jobs()
    job = jobs.start("export", "", work)
    assert job.wait(10) and (job.state, job.problem) == (
        JobState.FAILED,
        "the disk is full; make room there, and try again",
    )
    jobs.close()
