"""Work that is shared with other processes, and given up before its end."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from contextlib import closing

import pytest

from tm.processes import in_processes

FIRST = """
import signal
from multiprocessing import get_context
from tm.processes import uninterrupted
context = get_context("spawn")
process = context.Process(target=signal.raise_signal, args=(signal.SIGINT,))
with uninterrupted():
    process.start()
process.join()
print(process.exitcode == 0)
"""


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


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="this system has no signal masks")
def test_not_even_the_first_process_hears_of_ctrl_c() -> None:
    first = subprocess.run([sys.executable, "-c", FIRST], capture_output=True, text=True, check=True)
    assert first.stdout.strip() == "True"
