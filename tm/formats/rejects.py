"""Units that could not be read, kept with their reason: a TMX file in which a person can mend them.

They are written as they were, each with a prop that says what is wrong. Where a unit was a row of a table or
a piece of other XML, its text goes into a note.
"""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self
from xml.sax.saxutils import escape, quoteattr

from tm.formats.output import written
from tm.units import Rejected

REASON = "x-reject-reason"
LINE = "x-reject-line"


class Rejects:
    """Collects rejected units, and writes them when the block ends well; without a path only counts them.

    No file is made where nothing was rejected. `reasons` counts the units by what is wrong with them.
    """

    def __init__(self, path: Path | None) -> None:
        self._path, self.reasons = path, Counter[str]()
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._stack:
            if kind is None and self.reasons and self._path is not None:
                self._stream.write(b" </body>\n</tmx>\n")
            elif kind is not None:
                self._stack.__exit__(kind, error, trace)

    def add(self, rejected: Rejected) -> None:
        """Take one."""
        if self._path is not None and not self.reasons:
            self._stream = self._stack.enter_context(written(self._path))
            self._stream.write(_START.encode())
        self.reasons[rejected.problem] += 1
        if self._path is not None:
            self._stream.write(_unit(rejected).encode("utf-8", "replace"))


_START = """<?xml version="1.0" encoding="UTF-8"?>
<!-- Units that could not be taken. Each says why (x-reject-reason); mend them and read this file. -->
<tmx version="1.4">
 <header creationtool="ushtil" creationtoolversion="1" segtype="sentence" o-tmf="ushtil" adminlang="en" \
srclang="*all*" datatype="unknown"/>
 <body>
"""


def _unit(rejected: Rejected) -> str:
    """A tu with the reason as its first props; what is no tu becomes a note."""
    why = f"<prop type={quoteattr(REASON)}>{escape(rejected.problem)}</prop>"
    why += f"<prop type={quoteattr(LINE)}>{rejected.line}</prop>"
    start, closing, rest = rejected.written.partition(">")
    if not start.startswith("<tu") or not closing:
        return f"  <tu>{why}<note>{escape(rejected.written)}</note></tu>\n"
    if start.endswith("/"):
        return f"  {start[:-1]}>{why}</tu>\n"
    return f"  {start}>{why}{rest}\n"
