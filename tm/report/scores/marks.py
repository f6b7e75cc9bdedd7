"""A hypothesis with what differs from its reference marked: `ins` is only here, `del` is only there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from lxml.html import HtmlElement
from rapidfuzz.distance import Indel

from tm.report.elements import node

_TOKENS = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_COMPARED = 4_000_000  # products of tokens; of longer texts nothing is marked
_SHORTEST = 4  # letters of a word that is compared by character
_ALIKE = 0.6  # words that are as alike as this are compared by character

_TAGS = {"missing": "del", "added": "ins"}
_KINDS = {"equal": "same", "insert": "added", "delete": "missing"}


class Piece(NamedTuple):
    """A piece of both texts, or what is `missing` from the hypothesis, or was `added` in it."""

    text: str
    kind: str


def marked_text(references: Sequence[str], hypothesis: str) -> list[HtmlElement | str]:
    """A hypothesis for a page, compared with the first reference."""
    pieces = differences(references[0] if references else "", hypothesis)
    return [node(_TAGS[kind], text) if kind in _TAGS else text for text, kind in pieces]


def differences(reference: str, hypothesis: str) -> list[Piece]:
    """The hypothesis in pieces, and the pieces of the reference that it lacks where they would stand.

    >>> [*map(tuple, differences("Ол кеше келді.", "Ол кешке келді."))]
    [('Ол кеш', 'same'), ('к', 'added'), ('е келді.', 'same')]
    """
    was, now = _TOKENS.findall(reference), _TOKENS.findall(hypothesis)
    if len(was) * len(now) > _MOST_COMPARED:
        return [Piece(hypothesis, "same")]
    return _joined(_refined([*_pieces(was, now)]))


def _pieces(was: Sequence[str], now: Sequence[str]) -> Iterator[Piece]:
    """What makes one of two sequences of strings of the other."""
    for step in Indel.opcodes(was, now):
        old, new = was[step.src_start : step.src_end], now[step.dest_start : step.dest_end]
        yield Piece("".join(old if step.tag == "delete" else new), _KINDS[step.tag])


def _refined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Words that are alike are compared by character."""
    at = 0
    while at < len(pieces):
        text = {piece.kind: piece.text for piece in pieces[at : at + 2]}
        if set(text) == {"added", "missing"} and _are_alike(text["missing"], text["added"]):
            yield from _pieces(text["missing"], text["added"])
            at += 2
        else:
            yield pieces[at]
            at += 1


def _are_alike(old: str, new: str) -> bool:
    """Whether two words are forms of one, as far as letters tell."""
    return min(len(old), len(new)) >= _SHORTEST and Indel.normalized_similarity(old, new) >= _ALIKE


def _joined(pieces: Iterator[Piece]) -> list[Piece]:
    """Neighbours of one kind as one piece; what is missing stands before what was added for it."""
    found: list[Piece] = []
    for same, run in groupby(pieces, key=lambda piece: piece.kind == "same"):
        texts = {kind: "" for kind in (("same",) if same else _TAGS)}
        for text, kind in run:
            texts[kind] += text
        found += [Piece(text, kind) for kind, text in texts.items() if text]
    return found
