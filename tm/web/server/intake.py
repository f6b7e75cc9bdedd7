"""What CAT tools put into the memory: single units, lists of them and files, each of them one revision.

Here the token is asked for on loopback too: whatever runs on a machine may ask its memory, not fill it.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import TemporaryDirectory

from anyio import open_file, to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request

from tm.errors import InputError, MalformedLine, UnreadableFile, UsageError
from tm.formats.kinds import kind_of
from tm.formats.sources import Source
from tm.importing import Import
from tm.memory import Memory
from tm.selection import Selection
from tm.store.record import unstorable
from tm.units import Prop, TranslationUnit, Variant
from tm.web.guard.access import has_token
from tm.web.state import state_of

KINDS = ("po", "xliff", "xliff2", "tmx")
PROTOCOL = "amaGama"
_LONGEST = 80  # characters of a name in the history


class _Known(Exception):
    """All units were there, so that nothing changes."""


def check_token(request: Request) -> None:
    """HTTPException 403 or 401 where whoever asks has not shown the token."""
    if state_of(request).settings.token is None:
        raise HTTPException(
            403, "tools may write only to a server that has a token; start it with tm serve --token TOKEN"
        )
    if not has_token(request):
        challenge = {"www-authenticate": 'Basic realm="ushtil", charset="UTF-8"'}
        raise HTTPException(401, "to write takes the token that the server was started with", challenge)


async def json_of(request: Request) -> object:
    """The body as JSON, which may be as long as any that is no file. HTTPException 400 or 413."""
    pieces = [piece async for piece in _bounded(request, state_of(request).settings.body)]
    try:
        return json.loads(b"".join(pieces))
    except (ValueError, RecursionError):
        raise HTTPException(400, "the body is no JSON in UTF-8") from None


def unit_of(said: object, langs: tuple[str, str], document: str = "") -> TranslationUnit:
    """A unit as amaGama's clients say it: source, target, perhaps a context. HTTPException 400.

    >>> unit_of({"source": "Иә", "target": "Да"}, ("kk", "ru")).variants[1].text
    'Да'
    """
    if not isinstance(said, dict):
        raise HTTPException(400, 'a unit is an object, like {"source": "…", "target": "…"}')
    texts = [said.get("source"), said.get("target")]
    if not all(isinstance(text, str) and text.strip() for text in texts):
        raise HTTPException(400, "a unit needs a source and a target that are texts and not empty")
    context = said.get("context")
    props = [Prop("x-document", _file_of(document))] if document else []
    if context and isinstance(context, str):
        props.append(Prop("x-context", context))
    variants = tuple(Variant(lang, str(text)) for lang, text in zip(langs, texts, strict=True))
    unit = TranslationUnit(None, variants, tuple(props))
    if problem := unstorable(unit):
        raise HTTPException(400, f"a unit {problem}")
    return unit


async def add_units(request: Request, units: list[TranslationUnit], name: str) -> int:
    """Put units in; how many of them were not there. Raises a StoreError."""
    return await to_thread.run_sync(
        _add_units, state_of(request).settings.memory, units, _origin(request, name)
    )


def _add_units(place: str, units: list[TranslationUnit], origin: str) -> int:
    with Memory(place, create=True) as memory:
        try:
            with memory.store.changing("add", origin) as change:
                added = sum(number > 0 for number in change.add(units))
                if not added:
                    raise _Known
                change.catch_up()
        except _Known:
            return 0
    return added


async def add_file(request: Request, name: str, langs: tuple[str, str]) -> int:
    """Put the units of a file in that have both languages; how many of them were not there.

    The file is the body, as long as an upload may be. HTTPException 400, 413 and 415, or a StoreError.
    """
    kind = _kind_of(name)
    settings = state_of(request).settings
    with TemporaryDirectory(prefix="ushtil-") as folder:
        path = Path(folder) / "sent"
        async with await open_file(path, "wb") as stream:
            async for piece in _bounded(request, settings.upload):
                await stream.write(piece)
        try:
            return await to_thread.run_sync(
                _add_file, settings.memory, Source(path, kind, langs), _origin(request, name)
            )
        except (InputError, UsageError) as error:
            raise HTTPException(400, _said(error, name, path)) from error


def _add_file(place: str, source: Source, origin: str) -> int:
    job = Import(place, [source], selection=Selection(langs=source.langs), name=origin)
    for _ in job.run():
        pass
    return job.outcome.added


def _kind_of(name: str) -> str:
    """The format that the name of a file tells."""
    try:
        kind = kind_of(name).name
    except UsageError:
        kind = ""
    if kind not in KINDS:
        raise HTTPException(415, "a store is a PO, XLIFF or TMX file, and its name ends in .po, .xlf or .tmx")
    return kind


def _said(error: InputError | UsageError, name: str, path: Path) -> str:
    """What is wrong with a file, by the name that its sender gave it."""
    if isinstance(error, MalformedLine):
        return f"{name}:{error.line}: {error.problem}"
    if isinstance(error, UnreadableFile):
        return f"{name}: {error.problem}"
    return str(error).replace(str(path), name)


async def _bounded(request: Request, most: int) -> AsyncIterator[bytes]:
    """The body in pieces; HTTPException 413 as soon as it is longer than it may be."""
    taken = 0
    async for piece in request.stream():
        taken += len(piece)
        if taken > most:
            raise HTTPException(413, f"the body is longer than {most:,} bytes")
        yield piece


def _file_of(name: str) -> str:
    """The name of a file without its folders, which are nobody's business; Virtaal sends them."""
    return re.split(r"[/\\]", name.rstrip("/\\"))[-1]


def _origin(request: Request, name: str) -> str:
    """What the history says of where units are from: the protocol, the program, the file."""
    client = request.headers.get("user-agent", "").partition(" ")[0]
    parts = [PROTOCOL, *filter(None, (client, _file_of(name)))]
    return ", ".join("".join(filter(str.isprintable, part))[:_LONGEST] for part in parts)
