"""Translation units from and to a file of any format that can hold them.

What a format's module offers: a reader, which has a header and gives units one at a time, and a writer, which
counts what the format could not say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from tm.errors import UsageError
from tm.units import Header, Rejected, TranslationUnit

Reject = Callable[[Rejected], None]  # is told of each unit that could not be taken


class UnitReader(Protocol):
    """A file of translation units, open for reading.

    Made by `Reader(path, …, reject=None)`, which raises UnreadableFile or one of MalformedLine where nothing
    can be made of the file at all. Iterated once, it gives the units in order, with their `line`. A unit that
    can't be taken is told to `reject`, and where that is None raises. `warnings` says in whole sentences what
    was assumed or mended; it is complete when the last unit was read.
    """

    header: Header

    @property
    def warnings(self) -> list[str]:
        """What was assumed or mended."""
        ...

    @property
    def share(self) -> float:
        """How much of the file was read, from 0 to 1; 0 where that is not known."""
        ...

    def __iter__(self) -> Iterator[TranslationUnit]:
        """The units, one at a time."""
        ...


class UnitWriter(Protocol):
    """A file of translation units, open for writing; it appears when the `with` block ends well.

    Made by `Writer(path, header, …)`. `lost` counts what the format can't say, by what it is, in words that
    complete "left out: 3 …", `notes of variants` for one.
    """

    @property
    def lost(self) -> Counter[str]:
        """What was left out so far, and how often."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def write(self, unit: TranslationUnit) -> None:
        """Append one unit."""
        ...


def entered(reader: UnitReader, stack: ExitStack) -> UnitReader:
    """The reader, closed with the stack if it is of a kind that can be closed before its end."""
    if isinstance(reader, AbstractContextManager):
        stack.enter_context(reader)
    return reader


def refuse_stream(path: Path | str, advice: str) -> None:
    """Raise UsageError for standard input, a pipe or a device, where a file must be read more than once."""
    place = Path(path)
    if str(path) == "-" or (place.exists() and not place.is_file() and not place.is_dir()):
        raise UsageError(f"{path}: must be read twice, and a stream can't be; {advice}")
