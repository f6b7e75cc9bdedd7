"""What a memory tells of itself: units and their versions, revisions, and where segments are used."""

from __future__ import annotations

from typing import NamedTuple

from tm.units import TranslationUnit


class Stored(NamedTuple):
    """A living unit and its number."""

    number: int
    unit: TranslationUnit


class Version(NamedTuple):
    """A unit as it was from one revision to another; `gone` is None for the one that lives."""

    id: int
    number: int
    unit: TranslationUnit
    born: int
    gone: int | None


class Revision(NamedTuple):
    """A change of the memory: when (UTC), of what kind, where from, how many versions it made and ended."""

    id: int
    moment: str
    kind: str
    origin: str
    added: int
    ended: int


class Event(NamedTuple):
    """A change of the memory without its counts, for which all versions are looked at."""

    id: int
    moment: str
    kind: str
    origin: str


class Use(NamedTuple):
    """A living unit that has a segment."""

    segment: int
    unit: int  # the id of its version
    number: int
    document: str | None
