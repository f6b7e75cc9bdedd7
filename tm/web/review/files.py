"""A document under review as files: what it can be taken out as, and what comes back in."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import quote

from anyio import to_thread
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response

from tm.errors import InputError, StoreError, TMError
from tm.memory import Memory
from tm.review.desk import Review
from tm.review.exchange.exports import beads_zip, gold_zip, safe_name, to_tmx
from tm.review.exchange.revision import into_memory
from tm.review.exchange.sheet import SheetChanges, read_sheet, write_sheet
from tm.review.progress import Progress
from tm.web.pages import gettext, page, told
from tm.web.review.person import person_of, remembered
from tm.web.state import state_of


class Export(NamedTuple):
    """A way to take a document out: the end of its file's name, its media type, and how it is made."""

    ending: str
    media: str
    made: Callable[[Review], bytes]


def _tmx(review: Review) -> bytes:
    return _written(lambda path: to_tmx(review.now.draft, review.source, path), "out.tmx")


def _confirmed_tmx(review: Review) -> bytes:
    draft, source = review.now.draft, review.source
    return _written(lambda path: to_tmx(draft, source, path, only_confirmed=True), "out.tmx")


def _xlsx(review: Review) -> bytes:
    draft, version = review.now
    return _written(lambda path: write_sheet(draft, review.source, version, path), "out.xlsx")


def _written(write: Callable[[Path], object], name: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="ushtil-") as folder:
        write(Path(folder) / name)
        return (Path(folder) / name).read_bytes()


_ZIP = "application/zip"
EXPORTS: Mapping[str, Export] = MappingProxyType(
    {
        "tmx": Export(".tmx", "application/x-tmx+xml", _tmx),
        "confirmed": Export(".confirmed.tmx", "application/x-tmx+xml", _confirmed_tmx),
        "xlsx": Export(".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
        "beads": Export(".beads.zip", _ZIP, lambda review: beads_zip(review.now.draft, review.source)),
        "gold": Export(".gold.zip", _ZIP, lambda review: gold_zip(review.now.draft, review.source)),
    }
)


async def files(request: Request) -> Response:
    """What a document can be taken out as, and what can be brought in."""
    return await to_thread.run_sync(_files, request)


async def out(request: Request) -> Response:
    """A document as a file."""
    return await to_thread.run_sync(_out, request)


def _out(request: Request) -> Response:
    review = _review(request)
    export = EXPORTS.get(request.path_params["kind"])
    if export is None:
        raise InputError(gettext(request, "There is no such file of this document."))
    try:
        content = export.made(review)
    except InputError as error:
        return _files(request, problem=told(request, error), status=409)
    name = quote(f"{safe_name(review.source.name)}{export.ending}", safe="")
    return Response(
        content,
        media_type=export.media,
        headers={"content-disposition": f"attachment; filename*=UTF-8''{name}"},
    )


async def sheet(request: Request) -> Response:
    """Take over what was changed in a spreadsheet; what is wrong with it is listed."""
    async with request.form(max_files=1) as form:
        sent = form.get("sheet")
        content = await sent.read() if isinstance(sent, UploadFile) else b""
    return await to_thread.run_sync(_sheet, request, content)


def _sheet(request: Request, content: bytes) -> Response:
    review = _review(request)
    draft, version = review.now
    try:
        with tempfile.TemporaryDirectory(prefix="ushtil-") as folder:
            path = Path(folder) / "sheet.xlsx"
            path.write_bytes(content)
            changes = read_sheet(draft, review.source, path)
        if changes.splices:
            review.put(person_of(request), "sheet", changes.splices, version)
    except StoreError:
        raise
    except TMError as error:
        return _files(request, problem=told(request, error).replace(str(path), "XLSX"), status=400)
    return _files(request, changes=changes)


async def keep(request: Request) -> Response:
    """Put a document into the memory."""
    form = await request.form()
    return await to_thread.run_sync(_keep, request, "confirmed" in form)


def _keep(request: Request, only_confirmed: bool) -> Response:
    review = _review(request)
    try:
        with Memory(state_of(request).settings.memory, create=True) as memory:
            kept = into_memory(review.now.draft, review.source, memory, only_confirmed=only_confirmed)
    except TMError as error:
        return _files(request, problem=told(request, error), status=409)
    return _files(request, kept=kept)


def _files(
    request: Request,
    problem: str = "",
    status: int = 200,
    changes: SheetChanges | None = None,
    kept: object = None,
) -> Response:
    review = _review(request)
    answer = page(
        request,
        "review/files.html",
        status,
        review=review,
        tally=Progress.of(review.now.draft.rows),
        problem=problem,
        changes=changes,
        kept=kept,
    )
    return remembered(request, answer)


def _review(request: Request) -> Review:
    return state_of(request).desk.open(request.path_params["id"])
