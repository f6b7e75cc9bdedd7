"""A hypothesis with what differs from its reference marked: `ins` is only here, `del` is only there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement
from rapidfuzz.distance import Indel

from tm.report.elements import node

_TOKENS = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_COMPARED = 4_000_000  # products of tokens; of longer texts nothing is marked
_ALIKE = 0.6  # words that are as alike as this are compared by character

Part = tuple[str, str]  # `same`, `ins` or `del`, and a text


def marked_text(references: Sequence[str], hypothesis: str) -> list[HtmlElement | str]:
    """A hypothesis for a page, compared with the first reference."""
    said: list[HtmlElement | str] = []
    for kind, text in differences(references[0] if references else "", hypothesis):
        said.append(text if kind == "same" else node(kind, text))
    return said


def differences(reference: str, hypothesis: str) -> list[Part]:
    """The hypothesis in parts, and the parts of the reference that it lacks where they would stand.

    >>> differences("Ол кеше келді.", "Ол кешке келді.")
    [('same', 'Ол кеш'), ('ins', 'к'), ('same', 'е келді.')]
    """
    was, now = _TOKENS.findall(reference), _TOKENS.findall(hypothesis)
    if len(was) * len(now) > _MOST_COMPARED:
        return [("same", hypothesis)]
    parts: list[Part] = []
    for kind, a, b, c, d in Indel.opcodes(was, now).as_list():
        parts.append((_KINDS[kind], "".join(now[c:d] if kind != "delete" else was[a:b])))
    return _joined(_refined(parts))


_KINDS = {"equal": "same", "insert": "ins", "delete": "del"}


def _refined(parts: Sequence[Part]) -> Iterator[Part]:
    """Words that are alike are compared by character."""
    at = 0
    while at < len(parts):
        pair = dict(parts[at : at + 2])
        if set(pair) == {"ins", "del"} and Indel.normalized_similarity(pair["del"], pair["ins"]) >= _ALIKE:
            for kind, a, b, c, d in Indel.opcodes(pair["del"], pair["ins"]).as_list():
                yield _KINDS[kind], pair["ins"][c:d] if kind != "delete" else pair["del"][a:b]
            at += 2
        else:
            yield parts[at]
            at += 1


def _joined(parts: Iterator[Part]) -> list[Part]:
    """Neighbours of one kind as one part."""
    found: list[Part] = []
    for kind, text in parts:
        if found and found[-1][0] == kind:
            found[-1] = (kind, found[-1][1] + text)
        elif text:
            found.append((kind, text))
    return found
