"""Where the elements of a well-formed XML file stand in its text, and tags as text.

A parser tells what is in a file, but not where; what is edited in place must be found by its characters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from tm.formats.xliff.codes import NOT_XML

_QUOTED = "\"[^\"]*\"|'[^']*'"
_COMMENT = r"<!--.*?-->"
_MARKUP = re.compile(
    rf"{_COMMENT}|<!\[CDATA\[.*?\]\]>|<\?.*?\?>"
    rf"|<!DOCTYPE(?:[^\[>\"']|{_QUOTED}|\[(?:[^\]\"'<]|{_QUOTED}|{_COMMENT}|<\?.*?\?>|<!(?!--))*+\])*+>"
    rf"|<(?P<end>/)?(?P<name>[^\s/>!?]+)(?:[^>\"']|{_QUOTED})*+>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(rf"(\s+)([^\s=]+)(\s*=\s*)({_QUOTED})")
_ESCAPES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("\r"): "&#13;"}
_QUOTES = {**_ESCAPES, ord('"'): "&quot;", ord("\t"): "&#9;", ord("\n"): "&#10;"}


class Span(NamedTuple):
    """Where an element stands: its start tag, what it holds, its end tag; all half-open.

    Of an element that is one tag, `<x/>`, the inside and the end tag are empty.
    """

    start: int
    inside: int
    close: int
    end: int

    @property
    def is_one_tag(self) -> bool:
        """Whether it is written without an end tag."""
        return self.inside == self.end


def spans(text: str) -> list[Span]:
    """The spans of all elements of a well-formed document, in the order of their start."""
    found: list[Span] = []
    opened: list[int] = []
    for match in _MARKUP.finditer(text):
        name = match["name"]
        if name is None:
            continue
        if match["end"]:
            number = opened.pop()
            found[number] = found[number]._replace(close=match.start(), end=match.end())
            continue
        found.append(Span(match.start(), match.end(), match.end(), match.end()))
        if text[match.end() - 2] != "/":
            opened.append(len(found) - 1)
    return found


def name_of(tag: str) -> str:
    """The name in a start tag, with its prefix."""
    found = re.match(r"<([^\s/>]+)", tag)
    assert found is not None, tag
    return found[1]


def with_attributes(tag: str, values: Mapping[str, str | None]) -> str:
    """A start tag with these attributes, where they stood or else at its end; without those that are None.

    >>> with_attributes('<target state="new"/>', {"state": "final", "x": "<1>"})
    '<target state="final" x="&lt;1&gt;"/>'
    """
    wanted = dict(values)
    name = name_of(tag)
    end = "/>" if tag.endswith("/>") else ">"
    parts = [f"<{name}"]
    rest = tag[len(name) + 1 : -len(end)]
    for match in _ATTRIBUTE.finditer(rest):
        space, key, equals, said = match.groups()
        if key in wanted:
            value = wanted.pop(key)
            if value is None:
                continue
            said = f'"{escaped(value, _QUOTES)}"'
        parts.append(f"{space}{key}{equals}{said}")
    space = re.search(r"\s*\Z", rest)
    return "".join((*parts, attributes(wanted), space[0] if space else "", end))


def escaped(text: str, table: Mapping[int, str] | None = None) -> str:
    """Text as XML has it."""
    return text.translate(table or _ESCAPES)


def opening(tag: str) -> str:
    """The start tag of an element that is to hold something."""
    return f"{tag[:-2].rstrip()}>" if tag.endswith("/>") else tag


def attributes(values: Mapping[str, str | None]) -> str:
    """Attributes for a tag, each with a space before it; those that are None are left out."""
    given = ((key, NOT_XML.sub("", value)) for key, value in values.items() if value is not None)
    return "".join(f' {key}="{escaped(value, _QUOTES)}"' for key, value in given)


def indent_before(text: str, at: int) -> str:
    """The white space between the tag before a place and that place; empty where there is text."""
    start = text.rfind(">", 0, at) + 1
    space = text[start:at]
    return "" if space.strip() else space
