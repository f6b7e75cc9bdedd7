"""A page of XLIFF to be filled in place: its elements with their text, and the places of its units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from tm.formats.fitting import Fit
from tm.formats.original import Edit, Original
from tm.formats.places import Filling, Place
from tm.formats.xliff.codes import NOT_XML
from tm.formats.xliff.spans import Span, attributes, escaped, name_of, opening, spans, with_attributes
from tm.formats.xliff.units import File

_WRAPS = ("g", "pc")  # codes that are an element around text
_WHOLE = ("x", "bx", "ex", "bpt", "ept", "it", "ph", "sc", "ec")
_NO_MARKUP = ("cp", "sm", "em")


class Raw(NamedTuple):
    """A code of a document as it is written; a half of an element around text is `around` it."""

    text: str
    around: bool


@dataclass(frozen=True)
class Page:
    """The text of a file, and where each element of its tree stands in it."""

    original: Original
    spans: Sequence[Span]
    numbers: dict[etree._Element, int]

    @classmethod
    def of(cls, original: Original, root: etree._Element) -> Page:
        """The page of a file that was parsed."""
        found = spans(original.text)
        numbers = {element: number for number, element in enumerate(root.iter("*"))}
        assert len(found) == len(numbers), f"{original.path}: tags and elements differ"
        return cls(original, found, numbers)

    def span(self, element: etree._Element) -> Span:
        """Where an element stands."""
        return self.spans[self.numbers[element]]

    def tag(self, element: etree._Element) -> str:
        """The start tag of an element."""
        span = self.span(element)
        return self.original.text[span.start : span.inside]

    def inside(self, element: etree._Element) -> str:
        """What an element holds, as it is written."""
        span = self.span(element)
        return self.original.text[span.inside : span.close]

    def between(self, one: etree._Element, other: etree._Element) -> str:
        """The white space between two elements; empty where something else is between them."""
        text = self.original.text[self.span(one).end : self.span(other).start]
        return "" if text.strip() else text

    def prefix(self, element: etree._Element) -> str:
        """What stands before the name of an element, with its colon; mostly nothing."""
        before, colon, _ = name_of(self.tag(element)).rpartition(":")
        return before + colon

    def holding(self, element: etree._Element, inner: str, values: Mapping[str, str | None]) -> Edit:
        """The edit that makes an element hold this, and have these attributes."""
        span, tag = self.span(element), self.tag(element)
        tag = opening(with_attributes(tag, values) if values else tag)
        return Edit(span.start, span.end, f"{tag}{inner}</{name_of(tag)}>")

    def retagged(self, element: etree._Element, values: Mapping[str, str | None]) -> Edit:
        """The edit that gives an element these attributes."""
        span = self.span(element)
        return Edit(span.start, span.inside, with_attributes(self.tag(element), values))

    def raws(self, element: etree._Element, ns: str) -> list[Raw]:
        """The codes of a source as they are written, in order, the halves of one around text apart."""
        found: list[Raw] = []
        for child in element:
            name = child.tag[len(ns) :] if child.tag.startswith(ns) else ""
            span = self.span(child)
            if name in _WRAPS:
                tag = opening(self.tag(child))
                found.append(Raw(tag, True))
                found += self.raws(child, ns)
                found.append(Raw(f"</{name_of(tag)}>", True))
            elif name in _WHOLE:
                found.append(Raw(self.original.text[span.start : span.end], False))
            elif name not in _NO_MARKUP:
                found += self.raws(child, ns)
        return found

    def text(self, text: str) -> str:
        """Text as it is written in this file, without what XML can't hold."""
        clean = escaped(NOT_XML.sub("", text))
        return clean.replace("\n", "\r\n") if self.original.newline != "\n" else clean

    def simple(self, name: str, text: str, values: Mapping[str, str | None] | None = None) -> str:
        """An element that holds text alone."""
        return f"<{name}{attributes(values or {})}>{self.text(text)}</{name}>"


@dataclass(frozen=True)
class Slot:
    """A place of a unit with its elements; `mid` is the name of the segment where there is one."""

    place: Place
    mid: str | None
    source: etree._Element
    target: etree._Element | None


@dataclass(frozen=True)
class Unit:
    """A unit of a page: its element, its namespace in braces, its file, and its slots in order."""

    element: etree._Element
    ns: str
    file: File
    slots: tuple[Slot, ...]


class Made(NamedTuple):
    """What is put into a slot: the filling, what it is as markup, and whether somebody must look at it."""

    filling: Filling
    inner: str
    review: bool


def nests(fit: Fit, raws: Sequence[Raw]) -> bool:
    """Whether the codes of a target that stand around text would be well-formed in this order."""
    opened: list[str] = []
    for part in fit.parts:
        if isinstance(part, str) or not raws[part].around:
            continue
        raw = raws[part].text
        if not raw.startswith("</"):
            opened.append(_partner(raws, part))
        elif not opened or opened.pop() != str(part):
            return False
    return not opened


def _partner(raws: Sequence[Raw], number: int) -> str:
    """The number of the end of an element around text."""
    depth = 0
    for other in range(number, len(raws)):
        if raws[other].around:
            depth += -1 if raws[other].text.startswith("</") else 1
            if depth == 0:
                return str(other)
    raise AssertionError(raws)
