"""Other processes to share work with: they begin with nothing of this one, and end when it does."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process, resource_tracker
from threading import Thread, current_thread, main_thread
from typing import Any, TypeVar

Result = TypeVar("Result")
_AHEAD = 4  # tasks a process that wait or are done


def in_processes(
    workers: int, work: Callable[..., Result], tasks: Iterable[Sequence[Any]]
) -> Generator[Result, None, None]:
    """What a function gives for each of the tasks, which are its arguments, in their order.

    As many tasks are under way as keep the processes busy, and no more. To be closed, or read to the end;
    who closes it before does not wait for the tasks that are under way, and their processes are ended.
    Raises BrokenProcessPool where one of them was ended from outside, and what the function raises.
    """
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=follow)
    waiting: deque[Future[Result]] = deque()
    try:
        for task in tasks:
            with uninterrupted():
                waiting.append(pool.submit(work, *task))
            if len(waiting) >= _AHEAD * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        with _deaf():
            if waiting:  # a task may take long, and who has stopped it shall not wait for its end
                for process in list((pool._processes or {}).values()):
                    process.kill()
            pool.shutdown(cancel_futures=True)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """A block whose new processes never hear of Ctrl-C, which is for the one that started them to handle."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # the first process would start it, which ends what is blocked here
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _deaf() -> Iterator[None]:
    """A block, soon over, in which a further Ctrl-C counts for nothing."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before or signal.SIG_DFL)


def follow() -> None:
    """Let this process end when the one that started it is gone, were it killed."""
    parent = parent_process()
    assert parent is not None

    def end() -> None:
        parent.join()
        os._exit(1)

    Thread(target=end, daemon=True).start()
