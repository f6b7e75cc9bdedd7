"""Work for somebody who may go away."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from typing import Any

import pytest
from starlette.requests import ClientDisconnect, Request

from tests.web.loops import awaited
from tm.web.disconnect import while_here


def request(stays: asyncio.Event) -> Request:
    """A request whose client goes away when the event comes."""

    async def receive() -> MutableMapping[str, Any]:
        await stays.wait()
        return {"type": "http.disconnect"}

    return Request({"type": "http", "method": "GET", "path": "/", "headers": []}, receive)


def test_work_is_given_up_when_the_client_goes() -> None:
    async def asked() -> None:
        gone, given_up = asyncio.Event(), []

        async def work() -> None:
            gone.set()
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                given_up.append(True)
                raise

        with pytest.raises(ClientDisconnect):
            await while_here(request(gone), work())
        await asyncio.sleep(0)
        assert given_up == [True]

    awaited(asked())


def test_who_stays_has_the_result_or_the_mistake() -> None:
    async def asked() -> None:
        async def wrong() -> None:
            raise KeyError("a")

        assert await while_here(request(asyncio.Event()), asyncio.sleep(0, "done")) == "done"
        with pytest.raises(KeyError):
            await while_here(request(asyncio.Event()), wrong())
        assert len(asyncio.all_tasks()) <= 2

    awaited(asked())
