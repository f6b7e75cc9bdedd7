"""The tables of words that the rules of segmentation know, one file a language beside this one.

A table is plain text: `[kind]` opens a section, a line is an abbreviation without its last
full stop, `#` begins a comment that says where it was seen. The sections are `Kind`; the last
two, `[labels]` and `[openers]`, list words that are no abbreviations. An abbreviation may stand in several
sections: Russian `г.` is a year behind a number and a town before a name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Kind(StrEnum):
    """What an abbreviation does to the full stop behind it."""

    BINDS = "binds"  # never the end: prof., т.ғ.к.
    NUMBERED = "numbered"  # not the end before a number: no. 5
    MAY_CLOSE = "may_close"  # the end only before an opener: Inc., обл.
    CLOSES = "closes"  # the end before a capital: т.б., и т. д., etc.
    YEARS = "years"  # behind a number: 2007 ж., XIX в.
    MEASURES = "measures"  # behind a number: 5 км.


@dataclass(frozen=True, slots=True)
class Table:
    """What is known of one language: abbreviations, words before letters, words that open sentences."""

    lang: str
    abbreviations: Mapping[str, frozenset[Kind]]
    openers: frozenset[str]
    labels: frozenset[str]


@cache
def table(lang: str) -> Table:
    """The table of a language. Raises KeyError if there is none.

    >>> table("kk").abbreviations["т.б"], "бірақ" in table("kk").openers
    (frozenset({<Kind.CLOSES: 'closes'>}), True)
    """
    source = files("tm.segmentation") / "abbreviations" / f"{lang}.txt"
    if not source.is_file():
        raise KeyError(lang)
    abbreviations: dict[str, frozenset[Kind]] = {}
    lists: dict[str, set[str]] = {"openers": set(), "labels": set()}
    section = ""
    for line in source.read_text(encoding="utf-8").splitlines():
        entry = line.split("#", 1)[0].strip()
        if entry.startswith("["):
            section = entry.strip("[]")
        elif section in lists:
            lists[section].update(entry.split())
        elif entry:
            abbreviations[entry] = abbreviations.get(entry, frozenset()) | {Kind(section)}
    return Table(lang, abbreviations, frozenset(lists["openers"]), frozenset(lists["labels"]))
