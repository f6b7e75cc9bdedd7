"""Work of a job in a process of its own is as if it were done here, and can't take the server with it."""

from __future__ import annotations

import logging
import os
import signal
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.web.memory import house
from tests.web.memory.house import opened, tmx
from tm.errors import InputError
from tm.web.apart import apart
from tm.web.jobs import Job, Jobs, JobState, Steps
from tm.web.memory import counts, imports


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    made = Jobs()
    try:
        yield made
    finally:
        made.close()


def finding(job: Job) -> Steps:
    job.result = [os.getpid()]
    yield 1, 3
    made = job.folder / "made.txt"
    made.write_text("made")
    job.offered.append(made)
    yield 2, 3


def wrong(error: Exception, job: Job) -> Steps:
    job.result = "so far"
    yield 1, 3
    raise error


def endless(mark: Path, job: Job) -> Steps:
    job.result = os.getpid()
    try:
        while True:
            yield 1, 2
            time.sleep(0.005)
    finally:
        job.result = "closed"
        mark.touch()


def until_found(job: Job) -> None:
    limit = time.monotonic() + 30
    while job.result is None:
        assert time.monotonic() < limit
        time.sleep(0.01)


def test_what_is_found_and_made_elsewhere_is_here(jobs: Jobs) -> None:
    job = jobs.start("count", "", apart(finding))
    assert job.wait(30) and job.state is JobState.DONE
    assert (job.done, job.whole) == (2, 3)
    assert isinstance(job.result, list) and job.result != [os.getpid()]
    assert [one.read_text() for one in job.offered] == ["made"]


def test_what_is_wrong_elsewhere_is_said_here(jobs: Jobs, caplog: pytest.LogCaptureFixture) -> None:
    known = jobs.start("count", "", apart(partial(wrong, InputError("a.tmx: is bad"))))
    bug = jobs.start("count", "", apart(partial(wrong, KeyError("a bug"))))
    with caplog.at_level(logging.ERROR, "ushtil.jobs"):
        assert known.wait(30) and bug.wait(30)
    assert (known.state, known.problem, known.result) == (JobState.FAILED, "a.tmx: is bad", "so far")
    assert (bug.state, bug.problem) == (JobState.FAILED, "")
    assert "raise error" in caplog.text, "the log tells where"


def test_who_is_stopped_closes_what_was_begun(jobs: Jobs, tmp_path: Path) -> None:
    job = jobs.start("count", "", apart(partial(endless, tmp_path / "closed")))
    until_found(job)
    jobs.stop(job)
    assert job.wait(10) and job.state is JobState.STOPPED
    assert (tmp_path / "closed").exists() and job.result == "closed"


def test_a_process_that_is_killed_is_a_job_that_failed(jobs: Jobs, tmp_path: Path) -> None:
    job = jobs.start("count", "", apart(partial(endless, tmp_path / "closed")))
    until_found(job)
    assert isinstance(job.result, int)
    os.kill(job.result, signal.SIGKILL)
    assert job.wait(10) and job.state is JobState.FAILED and not (tmp_path / "closed").exists()


def test_long_work_with_the_memory_is_done_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counts, "LARGE", 0)
    monkeypatch.setattr(imports, "SMALL", 0)
    with opened(tmp_path) as there:
        job = there.send(("a.tmx", tmx(("Жоқ.", "Нет  нет."))))
        assert "as revision 2" in there.get(f"/memory/jobs/{job.id}") and len(there.units()) == 4
        job = there.post("/memory/findings")
        page = there.get(f"/memory/findings/{job.id}/spaces.double")
        assert "Нет" in page and "changed since" not in page


def test_small_work_needs_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tm.web.apart.get_context", None)
    with opened(tmp_path) as there:
        there.send(("a.tmx", tmx(("Жоқ.", "Нет."))))
        there.post("/memory/findings")
        assert len(there.units()) == len(house.TEXTS) + 1
