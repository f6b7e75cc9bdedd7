"""Texts on standard output: wrapped and coloured where that is a terminal, a line each where it is not."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

import typer

from tm.cli.show import columns_of, visible, width

if TYPE_CHECKING:
    from rich.console import Console

NARROWEST = 40  # columns
DIFFERENCES = {r"\[-.*?-\]": "red", r"\{\+.*?\+\}": "green"}  # as `tm.difference.marked` has them
OPEN, CLOSE = "\ufdd0", "\ufdd1"  # round what is to stand out; no text has these characters
_MARKS = str.maketrans({OPEN: "[", CLOSE: "]"})


def cut(text: str, columns: int) -> str:
    """The text, or as much of it as fits with … at its end.

    >>> cut("Қазақстан", 5), cut("語語語", 4), cut("Иә", 5)
    ('Қаза…', '語…', 'Иә')
    """
    if width(text) <= columns:
        return text
    taken = 0
    for place, char in enumerate(text):
        taken += columns_of(char)
        if taken >= columns:
            return text[:place] + "…"
    return text


def padded(text: str, columns: int, *, right: bool = False) -> str:
    """The text in so many columns, cut or filled with spaces."""
    text = cut(text, columns)
    space = " " * (columns - width(text))
    return space + text if right else text + space


def columns() -> int:
    """How wide the terminal is."""
    return max(shutil.get_terminal_size().columns, NARROWEST)


def is_terminal() -> bool:
    """Whether standard output is one."""
    return sys.stdout.isatty()


def entry(head: str, text: str, styles: Mapping[str, str] = {}, *, style: str = "") -> None:
    """A text behind its head, without controls; on a terminal its further lines begin below it.

    `styles` say in what colour what a pattern finds is shown there, `style` that of all. What stands between
    `OPEN` and `CLOSE` is in brackets, and bold on a terminal.
    """
    said = visible(text)
    if not is_terminal():
        typer.echo(f"{head}{said.translate(_MARKS)}".rstrip())
        return
    from rich.text import Text

    whole = Text(said.translate(_MARKS), style=style)
    for found in re.finditer(f"{OPEN}[^{CLOSE}]*{CLOSE}", said):
        whole.stylize("bold", *found.span())
    for pattern, of in styles.items():
        whole.highlight_regex(pattern, of)
    console = _console()
    indent = " " * width(head)
    for number, line in enumerate(whole.wrap(console, columns() - len(indent)) or [Text()]):
        line.rstrip()
        console.print(Text.assemble(indent if number else head, line), soft_wrap=True)


def _console() -> Console:
    from rich.console import Console

    return Console(file=sys.stdout, highlight=False, markup=False, emoji=False, width=columns())
