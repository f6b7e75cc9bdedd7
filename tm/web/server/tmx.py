"""The memory as TMX files over HTTP, one a direction, for OmegaT: it asks again only for what has changed.

OmegaT keeps the ETag of a file of a team project and sends it the next time. The ETag is known from the state
of the memory alone; a file is made when it is first asked for in a state, whole, and then kept.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import BinaryIO, NamedTuple
from weakref import finalize

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from tm.formats.profiles import Profile
from tm.formats.stored import UNNAMED
from tm.formats.tmx_writer import TmxWriter
from tm.languages import base
from tm.memory import Memory
from tm.version import __version__
from tm.web.server.codes import tag_of
from tm.web.state import State, state_of

KEPT = 12  # files at most, those made last
_PIECE = 1 << 18  # bytes
_TYPE = "application/x-tmx+xml"
_NAME = re.compile(r"(?:[\w-]{1,64}\.)?(?P<source>[A-Za-z_]+)-(?P<target>[A-Za-z_]+)\.tmx")
_TAGS = re.compile(r'(?:W/)?("[^"]*")')
Pair = tuple[str, str]


class _Made(NamedTuple):
    """A file, and the ETag of what is in it."""

    path: Path
    etag: str


class Shelf:
    """The files that were made, in a folder that nobody else can look into and that goes with the server."""

    def __init__(self) -> None:
        self._folder = Path(mkdtemp(prefix="ushtil-tmx-"))
        finalize(self, rmtree, self._folder, ignore_errors=True)
        self._made: dict[Pair, _Made] = {}
        self._count = 0
        self._one = asyncio.Lock()  # one file is made at a time
        self._making: dict[Pair, asyncio.Task[_Made]] = {}

    async def file(self, state: State, pair: Pair, etag: str) -> tuple[BinaryIO, str]:
        """The file of a pair, open, and its ETag: that of the state that is known, or of a newer one.

        One that takes longer to make than a request may is there when it is asked for again.
        """
        made = self._made.get(pair)
        for _ in range(2):  # what was being made already may be of an older state
            if made is None or made.etag != etag:
                made = await asyncio.shield(self._begun(state, pair))
        assert made is not None
        return made.path.open("rb"), made.etag

    def _begun(self, state: State, pair: Pair) -> asyncio.Task[_Made]:
        """The making of a file; whoever asks for it meanwhile waits for the same."""
        if pair not in self._making:
            task = self._making[pair] = asyncio.create_task(self._make(state, pair))
            task.add_done_callback(lambda _: self._making.pop(pair))
        return self._making[pair]

    async def _make(self, state: State, pair: Pair) -> _Made:
        async with self._one:
            self._count += 1
            path = self._folder / f"{self._count}.tmx"
            made = _Made(path, await state.ask(lambda memory: _write(memory, pair, path)))
        old = self._made.pop(pair, None)
        self._made[pair] = made
        if old is None and len(self._made) > KEPT:
            old = self._made.pop(next(iter(self._made)))
        if old is not None:
            _forget(old)
        return made


async def tmx(request: Request) -> Response:
    """The TMX file of a direction, or that it has not changed."""
    found = _NAME.fullmatch(request.path_params["name"])
    if not found:
        raise HTTPException(
            404, "a file is called like kk-ru.tmx or work.kk-ru.tmx; regions are written as in en_GB-kk.tmx"
        )
    pair = tag_of(found["source"]), tag_of(found["target"])
    state = state_of(request)
    etag = await state.ask(lambda memory: _etag(memory, pair))
    if _is_known(request.headers.get("if-none-match", ""), etag):
        return Response(status_code=304, headers={"etag": etag, "cache-control": "no-cache"})
    file, etag = await _shelf_of(request).file(state, pair, etag)
    headers = {
        "etag": etag,
        "cache-control": "no-cache",
        "content-length": str(file.seek(0, 2)),
        "content-disposition": f'attachment; filename="{found[0]}"' if found[0].isascii() else "attachment",
    }
    if request.method == "HEAD":
        file.close()
        return Response(headers=headers, media_type=_TYPE)
    return StreamingResponse(_pieces(file), headers=headers, media_type=_TYPE)


def _etag(memory: Memory, pair: Pair) -> str:
    """What tells the file of a pair from any other. HTTPException 404 where a language is not known."""
    if missing := [tag for tag in pair if base(tag) not in memory.store.languages()]:
        raise HTTPException(404, f"the memory has nothing in {' or '.join(missing)}")
    return f'"{memory.store.moment()}-{"-".join(pair)}-{__version__}"'


def _write(memory: Memory, pair: Pair, path: Path) -> str:
    """Write the units that have both languages as OmegaT wants them; the ETag of the state they are of."""
    with memory.store.database.reading():
        etag = _etag(memory, pair)
        profile = Profile("omegat", memory.store.header or UNNAMED, pair)
        with TmxWriter(path, profile.header) as writer:
            for stored in memory.store.units():
                for unit in profile.units(stored.unit):
                    writer.write(unit)
    return etag


def _is_known(header: str, etag: str) -> bool:
    """Whether If-None-Match names an ETag."""
    return header.strip() == "*" or etag in _TAGS.findall(header)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece


def _forget(made: _Made) -> None:
    with suppress(OSError):  # where somebody reads it still, Windows keeps it until the server ends
        made.path.unlink()


def _shelf_of(request: Request) -> Shelf:
    """The shelf of an application, there from the first request on."""
    if not hasattr(request.app.state, "tmx"):
        request.app.state.tmx = Shelf()
    shelf = request.app.state.tmx
    assert isinstance(shelf, Shelf)
    return shelf


routes = [Route("/tmx/{name}", tmx)]
