"""Units that could not be read, kept with their reason: a TMX file in which a person can mend them.

They are written as they were, each with a prop that says what is wrong. Where a unit was a row of a table or
a piece of other XML, its text goes into a note.
"""

from __future__ import annotations

import re
from collections import Counter
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self
from xml.sax.saxutils import escape, quoteattr

from tm.formats.output import written
from tm.units import Rejected, TranslationUnit

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
            self._stream.write(_unit(rejected).encode())


def cleared(unit: TranslationUnit) -> TranslationUnit:
    """A unit that was mended, without what says why it was rejected."""
    if not any(prop.type in (REASON, LINE) for prop in unit.props):
        return unit
    return replace(unit, props=tuple(prop for prop in unit.props if prop.type not in (REASON, LINE)))


# The DOCTYPE lets readers go on at an entity that nobody declares, for which a unit may have been rejected.
_START = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
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
    if not _TU.match(start) or not closing:
        unit = f"  <tu>{why}<note>{escape(rejected.written)}</note></tu>\n"
    elif start.endswith("/"):
        unit = f"  {start[:-1]}>{why}</tu>\n"
    else:
        unit = f"  {start}>{why}{rest}\n"
    return _NOT_XML.sub("\ufffd", unit)


_TU = re.compile(r"<tu[\s/]|<tu$")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
