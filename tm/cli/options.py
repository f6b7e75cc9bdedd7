"""Options that several commands share, and how their values are read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from tm.errors import UsageError

Json = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print no notes and summaries.")]
LowercaseStarts = Annotated[
    bool, typer.Option("--lowercase-starts", help="A small letter may begin a sentence, as in chats.")
]
KeepQuotes = Annotated[
    bool,
    typer.Option(
        "--keep-quotes", help="Keep a quotation of several sentences together when its speaker follows."
    ),
]
Trust = Annotated[
    bool,
    typer.Option("--trust-languages", help="Take the languages as declared, whatever the text looks like."),
]
Langid = Annotated[
    bool, typer.Option("--langid", help="Ask py3langid as well where letters say little (extra `langid`).")
]
MEMORY = "tm.sqlite"
Place = Annotated[
    str,
    typer.Option(
        "-m", "--memory", metavar="PLACE", envvar="TM_MEMORY", help="The memory: a file, or postgresql://…"
    ),
]

CACHE = "ushtil"  # the name of our folder in the user's cache


def cache_folder() -> Path | None:
    """Where things are kept that can be made again: ushtil in $XDG_CACHE_HOME, or else in ~/.cache.

    None where there is no home. A path that is not absolute counts as none, as the XDG specification has it.
    """
    named = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if named.is_absolute():
        return named / CACHE
    try:
        return Path.home() / ".cache" / CACHE
    except RuntimeError:
        return None


def languages(value: str | None, count: int) -> list[str | None]:
    """The languages of `--langs kk,en,ru`, one for each of `count` files; None where nothing was said."""
    if value is None:
        return [None] * count
    langs = [lang.strip() for lang in value.split(",")]
    if len(langs) != count or not all(langs):
        raise UsageError(f"--langs names {len(langs)} languages for {count} files: {value}")
    return list(langs)


def distinct(outputs: Mapping[str, Path | None], inputs: Iterable[str | Path]) -> None:
    """Refuse an output that is an input or another output, so that nothing is overwritten unawares.

    `outputs` are by option. Raises UsageError naming the two.
    """
    taken = {_place(path): f"the input {path}" for path in inputs if str(path) != "-"}
    for option, output in outputs.items():
        if output is None:
            continue
        place = _place(output)
        if place in taken:
            raise UsageError(f"{option} {output} would overwrite {taken[place]}; name another file")
        taken[place] = f"what {option} writes"


def _place(path: str | Path) -> Path:
    return Path("-") if str(path) == "-" else Path(os.path.realpath(path))


def named_files(values: list[str], option: str) -> dict[str, Path]:
    """The files of a repeated `--sys NAME=FILE` by name; a file alone is named by its stem."""
    named: dict[str, Path] = {}
    for value in values:
        name, equals, file = value.partition("=")
        path = Path(file if equals else value)
        name = name if equals else path.stem
        if not name or not str(path):
            raise UsageError(f"{option} {value}: write NAME=FILE")
        if name in named:
            raise UsageError(f"{option} {value}: the name {name} is used twice")
        named[name] = path
    return named
