"""Work that is shared with other processes, and given up before its end."""

from __future__ import annotations

import time
from contextlib import closing

import pytest

from tm.processes import in_processes


def test_results_come_in_order() -> None:
    assert list(in_processes(2, pow, ((number, 2) for number in range(20)))) == [n * n for n in range(20)]


def test_what_a_task_raises_comes_out() -> None:
    with pytest.raises(ZeroDivisionError):
        list(in_processes(2, divmod, [(1, 1), (1, 0), (1, 1)]))


def test_nobody_waits_for_tasks_that_are_given_up() -> None:
    begun = time.monotonic()
    with closing(in_processes(2, time.sleep, [(0,), *[(300,)] * 8])) as found:
        next(found)
    assert time.monotonic() - begun < 100
