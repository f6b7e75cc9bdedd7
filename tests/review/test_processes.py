"""Several processes and threads at one file agree, and what is killed loses nothing that it answered."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from tests.review.drafts import SOURCE, plain
from tests.review.walks import walk
from tm.review.action import Action
from tm.review.desk import Desk, Person

WORKERS, STEPS = 2, 40
WORK = """
import sys
from pathlib import Path
from random import Random
from tests.review.walks import walk
from tm.review.desk import Desk, Person
place, me, steps = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
desk = Desk(place)
for n in range(steps):
    walk(desk.open(1), (Person(me, me),), 1, Random(f"{me} {n}"), backs=0.2)
    print(desk.open(1).history()[-1].number, flush=True)
"""


def started(place: Path, me: str, steps: int) -> subprocess.Popen[str]:
    """A process that does so many things to the first document."""
    command = [sys.executable, "-c", WORK, str(place), me, str(steps)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_processes_at_one_document_agree(tmp_path: Path) -> None:
    place = tmp_path / "reviews.sqlite"
    desk = Desk(place)
    review = desk.open(desk.add(SOURCE, plain(30)))
    workers = [started(place, f"person {n}", STEPS) for n in range(WORKERS)]
    walk(review, (Person("here"),), STEPS, random.Random(1))
    said = [worker.communicate(timeout=120)[1] for worker in workers]
    assert said == [""] * WORKERS
    events = desk.open(review.id).history()
    assert [event.number for event in events] == list(range(1, (WORKERS + 1) * STEPS + 1))
    by_person = [event.person.id for event in events]
    assert {by_person.count(id) for id in set(by_person)} == {STEPS}
    assert Desk(place).open(review.id).now == review.now


def test_threads_at_one_document_agree(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "reviews.sqlite")
    review = desk.open(desk.add(SOURCE, plain(40)))
    failed: list[BaseException] = []

    def work(me: int) -> None:
        try:
            for row in range(me, 41, 4):
                desk.open(review.id).do(Person(str(me)), Action("confirm", row), 0)
                assert len(review.history()) <= desk.open(review.id).version
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(me,)) for me in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert desk.documents()[0].confirmed == 40


def test_a_process_that_is_killed_loses_nothing_it_answered(tmp_path: Path) -> None:
    place = tmp_path / "reviews.sqlite"
    desk = Desk(place)
    id = desk.add(SOURCE, plain(200))
    answered = 0
    for kill in range(3):
        worker = started(place, "a", 100_000)
        assert worker.stdout
        first = worker.stdout.readline()  # it is at work
        time.sleep(random.Random(kill).uniform(0.2, 0.6))
        worker.send_signal(signal.SIGKILL)
        lines = [first, *worker.communicate()[0].splitlines()]
        answered = max(int(line) for line in lines)
        assert desk.open(id).version in (answered, answered + 1)
    assert Desk(place).open(id).now == desk.open(id).now
    assert answered > 3
