"""Files that people send: kept on the disk in a private folder, none too large, under safe names."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from anyio import to_thread
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.types import Message

from tm.web.memory.chosen import texts
from tm.web.pages import gettext

MOST_FILES = 20
LONGEST = 60  # characters of a name; of four bytes each they fit every file system


async def received(request: Request, most: int) -> FormData:
    """The form of a request, its files on the disk. Raises HTTPException for more than `most` bytes."""
    taken = 0
    said = request.headers.get("content-length", "")
    if said.isdecimal() and int(said) > most:
        raise _too_large(request, most)

    async def receive() -> Message:
        nonlocal taken
        message = await request.receive()
        taken += len(message.get("body", b""))
        if taken > most:  # what was spooled is closed by the parser for this kind of error only
            raise MultiPartException("too large")
        return message

    try:
        return await Request(request.scope, receive).form(max_files=MOST_FILES, max_fields=100)
    except HTTPException as error:
        raise (_too_large(request, most) if taken > most else error) from error


async def fields(request: Request, most: int) -> dict[str, str]:
    """What the fields of a form say; files that nobody asked for are let go."""
    form = await received(request, most)
    await form.close()
    return texts(form)


async def kept(form: FormData, field: str, folder: Path) -> list[Path]:
    """The files that were sent under a name, copied into a folder."""
    sent = [one for one in form.getlist(field) if isinstance(one, UploadFile) and one.filename]
    return await to_thread.run_sync(_copied, sent, folder)


def safe_name(name: str) -> str:
    r"""What a file of somebody else is called here: its last part, without what means more than a name.

    >>> safe_name("../../etc/passwd"), safe_name("C:\\tm\\Жоба 1.tmx"), safe_name("..."), safe_name(".a\n.po")
    ('passwd', 'Жоба 1.tmx', 'file', 'a_.po')
    """
    last = re.split(r"[\\/]", name)[-1]
    return re.sub(r"[^\w.()+ -]", "_", last)[-LONGEST:].strip(" .-") or "file"


def _copied(sent: list[UploadFile], folder: Path) -> list[Path]:
    """Files that are called the same lie in folders of their own, so that texts of a pair stay together."""
    places = []
    for one in sent:
        place, number = folder / safe_name(one.filename or ""), 1
        while place.exists():
            number += 1
            place = folder / str(number) / place.name
        place.parent.mkdir(exist_ok=True)
        with place.open("wb") as stream:
            shutil.copyfileobj(one.file, stream, 1 << 20)
        places.append(place)
    return places


def _too_large(request: Request, most: int) -> HTTPException:
    why = gettext(request, "Too much at once: this server takes %(size)s MB.", size=max(most >> 20, 1))
    return HTTPException(413, why)
