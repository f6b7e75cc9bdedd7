"""`tm serve`: the pages and the TM server on this machine."""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from tm.cli import show
from tm.cli.options import MEMORY, Place, Quiet
from tm.errors import NoSuchMemory, StoreError, UnreadableFile, UsageError

SHORTEST = 8  # characters of a token


def serve(
    folders: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FOLDER]...", help="Folders of documents and their beads, to be reviewed."),
    ] = None,
    memory: Place = MEMORY,
    reviews: Annotated[Path, typer.Option(help="The file in which reviews are kept.")] = Path(
        "reviews.sqlite"
    ),
    scores: Annotated[
        list[Path] | None,
        typer.Option(metavar="FOLDER", help="Where score reports lie; the current folder if not said."),
    ] = None,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 8765,
    name: Annotated[
        list[str] | None,
        typer.Option(metavar="HOST", help="A further name that browsers call this server by."),
    ] = None,
    token: Annotated[
        str | None,
        typer.Option(
            envvar="TM_TOKEN", help="What proves that somebody may change things; else one is made."
        ),
    ] = None,
    private: Annotated[bool, typer.Option("--private", help="Ask for the token for reading too.")] = False,
    workers: Annotated[int, typer.Option(min=1, help="Processes that look up.")] = 2,
    verbose: Annotated[
        bool, typer.Option("--verbose", help="Log every request, not only changes and errors.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Review alignments and search the memory in a browser, and serve it to CAT tools.

    Only this machine reaches it unless --host says otherwise; then a token is needed to change anything.

    Example:  tm serve alignments/ -m work.sqlite
    """
    try:
        from tm.web.serving import run
        from tm.web.settings import LOOPBACK, Settings
    except ModuleNotFoundError as error:
        if str(error.name).partition(".")[0] == "tm":
            raise
        raise UsageError(f"{error.name} is not installed; pip install 'ushtil[web]' brings it") from error
    _check(token, (*(folders or ()), *(scores or ())))
    _open(memory, reviews)
    made = token is None and (private or host not in LOOPBACK)
    settings = Settings(
        memory=memory,
        folders=tuple(folders or ()),
        reviews=reviews,
        scores=tuple(scores or (Path(),)),
        host=host,
        port=port,
        names=tuple(name or ()),
        token=secrets.token_urlsafe(24) if made else token,
        private=private,
        workers=workers,
    )
    _log(logging.DEBUG if verbose else logging.WARNING if quiet else logging.INFO)

    def started(address: str) -> None:
        show.note(f"serving on {address}; Ctrl-C ends it", quiet)
        if made:
            show.note(f"the token: {settings.token}")

    try:
        run(settings, started)
    except KeyboardInterrupt:
        show.note("ended", quiet)
    except OSError as error:
        raise StoreError(f"{host}:{port}", f"can't be listened on: {_reason(error)}") from error


def _check(token: str | None, folders: Iterable[Path]) -> None:
    if token is not None and len(token) < SHORTEST:
        raise UsageError(f"--token: has fewer than {SHORTEST} characters; take a longer one")
    for folder in folders:
        if not folder.is_dir():
            raise UnreadableFile(folder, "is no folder" if folder.exists() else "no such folder")


def _open(memory: str, reviews: Path) -> None:
    """Refuse at once what can't be used; what is not there yet may come."""
    from tm.memory import Memory
    from tm.review.desk import Desk

    if reviews.exists():
        desk = Desk(reviews)
        desk.documents()
        desk.close()
    with suppress(NoSuchMemory), Memory(memory):
        pass


def _log(level: int) -> None:
    logging.basicConfig(format="%(asctime)s %(message)s", datefmt="%Y-%m-%dT%H:%M:%S")
    logging.getLogger("tm.web").setLevel(level)


def _reason(error: OSError) -> str:
    """Why an address can't be listened on; names that are not known have numbers below 0."""
    known = error.errno is not None and error.errno > 0
    return (os.strerror(error.errno or 0) if known else error.strerror or str(error)).lower()
