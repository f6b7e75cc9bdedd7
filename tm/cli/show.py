"""What people see: notes on standard error, a progress bar when it is a terminal, tables that line up."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import typer

from tm.plurals import counted as counted

_Part = TypeVar("_Part")


def note(text: str, quiet: bool = False) -> None:
    """One line on standard error, whatever newlines and controls a file put into the text."""
    if not quiet:
        line = "".join(char if char.isprintable() else repr(char)[1:-1] for char in text)
        typer.echo(f"tm: {line}", err=True)


def notes(texts: Iterable[str], quiet: bool = False) -> None:
    """A line each on standard error."""
    for text in texts:
        note(text, quiet)


def counted_as(number: int, what: str) -> str:
    """A number and what was counted, given as of many.

    >>> counted_as(1, "notes of variants"), counted_as(1000, "notes of variants")
    ('1 note of variants', '1,000 notes of variants')
    """
    if number == 1:
        first, space, rest = what.partition(" ")
        what = re.sub("s$", "", re.sub("ies$", "ys", first)) + space + rest
    return f"{number:,} {what}"


def named(path: Path | str) -> str:
    """What to call a place in a message.

    >>> named("-"), named("a.tmx")
    ('standard output', 'a.tmx')
    """
    return "standard output" if str(path) == "-" else str(path)


def visible(text: str) -> str:
    r"""A text of a file for one line of a terminal: what moves the cursor, or nobody sees, as its escape.

    >>> print(visible("Иә,\n\ufeffмен."))
    Иә,\n\ufeffмен.
    """
    return _CONTROLS.sub(lambda found: repr(found[0])[1:-1], text)


_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def width(text: str) -> int:
    """How many columns of a terminal a text takes: two for wide characters, none for those that combine.

    >>> [width(text) for text in ("Қазақ", "и\u0306", "語", "🙂")]
    [5, 1, 2, 2]
    """
    if text.isascii():
        return len(text)
    return sum(map(columns_of, text))


def columns_of(char: str) -> int:
    """How many columns a character takes."""
    if unicodedata.category(char) in _ZERO:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


_ZERO = ("Mn", "Me", "Cf")  # categories of characters that take no column


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows as lines with aligned columns, the first to the left, the others to the right; all of it visible.

    >>> print(table([["system", "BLEU"], ["careful", "41.5"]]))
    system   BLEU
    careful  41.5
    """
    rows = [[visible(cell) for cell in row] for row in rows]
    widths = [max(width(row[k]) for row in rows) for k in range(len(rows[0]))]
    lines = (
        "  ".join(
            [
                row[0] + " " * (widths[0] - width(row[0])),
                *(" " * (most - width(cell)) + cell for cell, most in zip(row[1:], widths[1:], strict=True)),
            ]
        )
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def followed(name: str, parts: Iterable[tuple[int, int]], *, share: bool = False) -> None:
    """Go through work that says how much of how much is done, with a bar if standard error is a terminal.

    With `share`, the numbers count nothing that people know, and per cent are shown. Where how much there is
    is not known, it is 0.
    """
    with _ended(parts):
        if not sys.stderr.isatty():
            for _ in parts:
                pass
            return
        from rich.console import Console
        from rich.progress import Progress

        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(name, total=None)
            for done, total in parts:
                said = name if share else f"{name} {done:,} of {total:,}" if total else f"{name} {done:,}"
                bar.update(task, description=said, completed=done, total=total or None)


@contextmanager
def _ended(parts: Iterable[object]) -> Iterator[None]:
    """Close what gives the parts when the block ends, so that nothing half-written outlives it."""
    try:
        yield
    finally:
        if isinstance(parts, Generator):
            parts.close()


@contextmanager
def progress(total: int) -> Iterator[Callable[[str], None]]:
    """A bar over so many steps; call what is given with the name of each step before it begins.

    Drawn on standard error, and only when that is a terminal.
    """
    if not sys.stderr.isatty():
        yield lambda step: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        begun = False

        def step(name: str) -> None:
            nonlocal begun
            bar.update(task, description=name, advance=1 if begun else 0)
            begun = True

        yield step


def watched(name: str, parts: Iterable[_Part | None], share: Callable[[], float]) -> Iterator[_Part]:
    """What work gives, without the Nones by which it says that it goes on; with a bar as `followed` has it.

    There is no bar where results go to the same terminal, for it would stand among them.
    """
    with _ended(parts):
        if not sys.stderr.isatty() or sys.stdout.isatty():
            yield from (part for part in parts if part is not None)
            return
        from rich.console import Console
        from rich.progress import Progress

        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(name, total=1.0)
            for part in parts:
                if part is None:
                    bar.update(task, completed=share())
                else:
                    yield part
