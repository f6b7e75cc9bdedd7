"""Segmentation: a text into sentences, without loss, with the reason for each boundary.

    segment(text, "kk")     the segments
    explain(text, "kk")     every candidate boundary and the rule that decided it

Each line is cut at candidates (`boundary.py`) by an ordered list of small rules; start
reading in `rules.py`. What is known of words is in `abbreviations/`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tm.errors import UsageError
from tm.languages import LANGUAGES, base
from tm.segmentation.abbreviations import Table, table
from tm.segmentation.boundary import NEWLINES, Boundary, Line
from tm.segmentation.rules import LOWER_CASE_STARTS, QUOTES_KEPT, RULES, SPLIT, Rule, Verdict
from tm.units import Segment

__all__ = ["Decision", "explain", "segment"]

VERSION = 1  # part of signatures; rises whenever a rule or a table changes what comes out

_LINE = re.compile(f"[^{NEWLINES}]+")


class Decision(NamedTuple):
    """What was decided at one candidate boundary, by which rule, and what stands around it."""

    offset: int  # where the next segment would begin, in characters
    verdict: Verdict
    rule: str
    left: str
    right: str


def segment(
    text: str, lang: str, *, lowercase_starts: bool = False, keep_quotes: bool = False
) -> list[Segment]:
    """The segments of a text in Kazakh, Russian or English, in order.

    Nothing is lost: the segments and what lies between them (white space only) join back to
    the text. A newline always ends a segment. `lowercase_starts` lets a sentence begin with a
    small letter, as in chats; `keep_quotes` keeps several sentences of one quotation together
    when it is followed by who said them. Raises UsageError for another language.

    >>> [s.text for s in segment("Университет 1934 ж. ашылды. Қазір онда 20 мың студент бар.", "kk")]
    ['Университет 1934 ж. ашылды.', 'Қазір онда 20 мың студент бар.']
    """
    known, rules = _known(lang), _chosen(lowercase_starts, keep_quotes)
    segments: list[Segment] = []
    paragraph = 0
    for found in _LINE.finditer(text):
        start, end = _trimmed(text, *found.span())
        if start == end:
            continue
        line = Line(text, start, end)
        for match in line.candidates():
            boundary = Boundary(match, start, known, line)
            for rule in rules:
                verdict = rule(boundary)
                if verdict is not None:
                    break
            if verdict is SPLIT and boundary.next_at < end:
                segments.append(Segment(text[start : boundary.end], start, boundary.end, paragraph, lang))
                start = boundary.next_at
        segments.append(Segment(text[start:end], start, end, paragraph, lang))
        paragraph += 1
    return segments


def explain(
    text: str, lang: str, *, lowercase_starts: bool = False, keep_quotes: bool = False
) -> Iterator[Decision]:
    """Every candidate boundary of a text, with the rule that decided it; newlines included.

    >>> [(d.rule, str(d.verdict)) for d in explain("Ол 1934 ж. ашылды. Қазір үлкен.", "kk")]
    [('lower_case_next', 'join'), ('plain_word', 'split')]
    """
    known, rules = _known(lang), _chosen(lowercase_starts, keep_quotes)
    last = ""
    for found in _LINE.finditer(text):
        start, end = _trimmed(text, *found.span())
        if start == end:
            continue
        if last:
            yield Decision(start, SPLIT, "newline", last[-30:], text[start : min(start + 20, end)])
        line = Line(text, start, end)
        for match in line.candidates():
            boundary = Boundary(match, start, known, line)
            if boundary.next_at >= end:
                continue
            verdict, name = next((v, rule.__name__) for rule in rules if (v := rule(boundary)) is not None)
            left = text[max(start, boundary.end - 30) : boundary.end]
            right = text[boundary.next_at : min(boundary.next_at + 20, end)]
            yield Decision(boundary.next_at, verdict, name, left, right)
            if verdict is SPLIT:
                start = boundary.next_at
        last = text[start:end]


def _known(lang: str) -> Table:
    if base(lang) not in LANGUAGES:
        raise UsageError(f"no rules of segmentation for {lang!r}; there are {', '.join(LANGUAGES)}")
    return table(base(lang))


def _chosen(lowercase_starts: bool, keep_quotes: bool) -> tuple[Rule, ...]:
    rules = tuple(LOWER_CASE_STARTS.get(rule, rule) for rule in RULES) if lowercase_starts else RULES
    return QUOTES_KEPT + rules if keep_quotes else rules


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
