"""Options that several commands share, and how their values are read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tm.errors import UsageError

Json = Annotated[bool, typer.Option("--json", help="Print JSON for machines.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print no notes and summaries.")]
Trust = Annotated[
    bool,
    typer.Option("--trust-languages", help="Take the languages as declared, whatever the text looks like."),
]
Langid = Annotated[
    bool, typer.Option("--langid", help="Ask py3langid as well where letters say little (extra `langid`).")
]


def languages(value: str | None, count: int) -> list[str | None]:
    """The languages of `--langs kk,en,ru`, one for each of `count` files; None where nothing was said."""
    if value is None:
        return [None] * count
    langs = [lang.strip() for lang in value.split(",")]
    if len(langs) != count or not all(langs):
        raise UsageError(f"--langs names {len(langs)} languages for {count} files: {value}")
    return list(langs)


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
