"""TMX 1.1 to 1.4b (LISA OSCAR) read as a stream: one unit in memory at a time, and nothing of it lost.

What is read: header, notes, props, dates, ids, several variants of a language, attributes of any vendor, and
segments with their inline codes. Nothing that the file names is opened, entities are refused, and so is
whatever would take memory without end. A unit that is not as it should be costs that unit only; a file that
is not well-formed XML says on which line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from types import TracebackType
from typing import NoReturn, Self

from lxml import etree

from tm.errors import MalformedTMX
from tm.formats.memory import Reject
from tm.formats.tmx_elements import Unfit, header_of, line_of, local, unit_of
from tm.formats.tmx_writer import TmxWriter as TmxWriter
from tm.formats.xml_stream import XmlStream, declares_entities, explained, safe_parser
from tm.units import Header, Rejected, TranslationUnit

Inspect = Callable[[etree._Element], None]


class TmxReader:
    """A TMX file, open for reading; a `UnitReader` that can be closed before its end.

    `header` is there at once, `warnings` when all was read. With `tolerant`, characters that XML can't hold
    are left out and counted in a warning; else they are refused. `inspect` is shown the root, the header and
    each unit as elements, before they are made units. Raises UnreadableFile and MalformedTMX, the latter with
    the line.

    >>> import pathlib, tempfile
    >>> from tm.units import Variant
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "a.tmx"
    >>> with TmxWriter(path, Header(srclang="kk")) as writer:
    ...     writer.write(TranslationUnit("1", (Variant("kk", "Иә."), Variant("ru", "Да."))))
    >>> with TmxReader(path) as reader:
    ...     reader.header.srclang, [unit.variant("ru").text for unit in reader]
    ('kk', ['Да.'])
    """

    def __init__(
        self,
        path: Path | str,
        *,
        reject: Reject | None = None,
        tolerant: bool = False,
        inspect: Inspect | None = None,
    ) -> None:
        self.path, self._reject, self._inspect = path, reject, inspect
        self._left_out: Counter[str] = Counter()  # elements that TMX does not know
        self._said: list[str] = []
        self._stream = XmlStream(path, tolerant=tolerant)
        try:
            self._elements = self._parsed()
            self._first = next(self._elements, None)
            self.header = self._header()
        except BaseException:
            self._stream.__exit__(None, None, None)
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._elements.close()
        self._stream.__exit__(kind, error, trace)

    @property
    def share(self) -> float:
        """How much of the file was read, from 0 to 1."""
        return self._stream.file.share

    @property
    def warnings(self) -> list[str]:
        """What was assumed, mended or left out, in whole sentences."""
        said = [*self._stream.warnings, *self._said]
        if self._stream.dropped:
            said.append(f"{self.path}: left out, characters that XML can't hold: {self._stream.dropped:,}")
        said += (
            f"{self.path}: left out, which TMX does not know: {count:,} <{name}>"
            for name, count in self._left_out.items()
        )
        return said

    def __iter__(self) -> Iterator[TranslationUnit]:
        """The units in order. Raises as the class says."""
        with self:
            first, self._first = self._first, None
            if first is not None:
                yield from self._taken(first)
            for element in self._elements:
                yield from self._taken(element)

    def _taken(self, element: etree._Element) -> Iterator[TranslationUnit]:
        """The unit of a tu, or none if it is rejected."""
        try:
            if local(element) == "header":
                raise Unfit(element, "a second header")
            yield unit_of(element, self._left_out)
        except Unfit as unfit:
            if self._reject is None:
                raise MalformedTMX(
                    self.path, unfit.line, f"{unfit}; --rejects puts such units aside"
                ) from None
            written = etree.tostring(element, encoding="unicode", with_tail=False)
            self._reject(Rejected(line_of(element), str(unfit), written))

    def _header(self) -> Header:
        """What the header says, without which no unit is read."""
        if self._first is None or local(self._first) != "header":
            self._said.append(f"{self.path}: has no header; its source language is not known")
            return Header("*all*", "", "sentence", "unknown", "", "", "unknown")
        try:
            header = header_of(self._first)
        except Unfit as unfit:
            raise MalformedTMX(self.path, unfit.line, f"in the header: {unfit}") from None
        self._first = None
        return header

    def _parsed(self) -> Generator[etree._Element, None, None]:
        """The header and the units as elements, each freed after use; nothing outside the file is opened."""
        parser = safe_parser(self._stream, ("tmx", "header", "tu"))
        root = None
        try:
            for event, element in parser:
                if event == "start":
                    if root is None:
                        root = self._root(element)
                    continue
                parent = element.getparent()
                if parent is None or local(parent) not in ("tmx", "body"):
                    continue  # a tu inside of another one goes with that
                if self._inspect is not None:
                    self._inspect(element)
                yield element
                self._free(element, parent)
        except etree.XMLSyntaxError as error:
            line, problem = explained(error, parser.error_log)
            raise MalformedTMX(self.path, line, problem) from error
        if root is None:
            self._refuse_root()

    def _root(self, element: etree._Element) -> etree._Element:
        """The root, if it is that of a TMX file which declares no entities."""
        if local(element) != "tmx" or element.getparent() is not None:
            self._refuse_root()
        if declares_entities(element):
            raise MalformedTMX(self.path, 1, "declares entities, which a TMX file has no use for; refused")
        self._stream.begun = True
        if self._inspect is not None:
            self._inspect(element)
        return element

    def _refuse_root(self) -> NoReturn:
        raise MalformedTMX(self.path, 1, "is XML, but not TMX: the root is not <tmx>")

    def _free(self, element: etree._Element, parent: etree._Element) -> None:
        """Forget a unit and what stands before it, so that memory does not grow with the file."""
        self._stream.since = 0
        element.clear()
        while (before := element.getprevious()) is not None:
            if local(before) not in ("tu", "header"):
                self._left_out[local(before)] += 1
            parent.remove(before)


def read_tmx(path: Path | str, *, reject: Reject | None = None) -> Iterator[TranslationUnit]:
    """The translation units of a TMX file, one at a time, in order.

    A unit that can't be taken is told to `reject`, or raises MalformedTMX where that is None. Raises
    UnreadableFile and MalformedTMX, the latter with the line.
    """
    with TmxReader(path, reject=reject) as reader:
        yield from reader


def read_header(path: Path | str) -> Header:
    """The header of a TMX file. Raises as `TmxReader`."""
    with TmxReader(path) as reader:
        return reader.header
