"""Coroutines in tests: in a thread of their own, for Playwright keeps the main one's loop running."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Result = TypeVar("Result")


def awaited(work: Coroutine[Any, Any, Result]) -> Result:
    """What a coroutine gives in the end."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, work).result()
