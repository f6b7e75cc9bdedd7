"""Lookup, concordance and languages: asked of the memory, and written as JSON where they are answered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tm.direction import known_source, lettered, target_of
from tm.errors import UsageError
from tm.languages import NAMES, base
from tm.matching.concordance import Concordance
from tm.memory import Memory, Query
from tm.memory.record import by_unit, lookup_told, occurrence_told
from tm.web.lookups.question import LOOKED
from tm.web.server.api.schema import Wrong
from tm.web.state import State


@dataclass(frozen=True, slots=True)
class LookupAsked:
    """A segment to look up."""

    query: Query
    source: str
    target: str
    minimum: float
    limit: int

    def of(self, memory: Memory) -> bytes:
        """The matches as JSON. Raises UsageError for a language that the memory has not."""
        known = list(memory.store.languages())
        langs = known_source(self.source, known, "the memory"), self.target
        target_of(self.source, known, "the memory", self.target)
        found = memory.lookup(self.query, *langs, minimum=self.minimum, limit=self.limit)
        return as_json(lookup_told(self.query, langs, found))


@dataclass(frozen=True, slots=True)
class ConcordanceAsked:
    """A word or a phrase to look for."""

    query: str
    lang: str | None
    target: str | None
    mode: str
    near: bool
    case: bool
    limit: int

    def of(self, memory: Memory) -> bytes:
        """The units as JSON. Raises UsageError for what can't be looked for."""
        known = list(memory.store.languages())
        langs = lettered(self.query, known) if self.lang is None else [base(self.lang)]
        for lang in (*langs, *([self.target] if self.target else ())):
            known_source(lang, known, "the memory")
        sought = [Concordance(self.query, lang, self.mode, near=self.near, case=self.case) for lang in langs]
        most = LOOKED // max(len(sought), 1)
        finds = [memory.concord_newest(each, limit=self.limit + 1, most=most) for each in sought]
        units = by_unit([one for some in finds for one in some.found])
        told = [occurrence_told(unit, self.target) for unit in units[: self.limit]]
        more = len(units) > self.limit or any(some.is_cut for some in finds)
        return as_json({"query": self.query, "langs": langs, "units": told, "more": more})


@dataclass(frozen=True, slots=True)
class LanguagesAsked:
    """What languages there are."""

    def of(self, memory: Memory) -> bytes:
        """The languages as JSON."""
        known = [{"lang": lang, "name": NAMES.get(lang, lang)} for lang in memory.store.languages()]
        return as_json({"languages": known})


async def lookup(state: State, given: Mapping[str, Any]) -> bytes:
    """Ask for matches."""
    text = given["query"].strip()
    if not text:
        raise Wrong("query", "is empty; give a segment to look up")
    query = Query(text, (), given["before"], given["after"])
    return await state.lookups.ask(
        LookupAsked(query, given["from"], given["to"], given["min"], given["limit"])
    )


async def concordance(state: State, given: Mapping[str, Any]) -> bytes:
    """Ask for the units that have a phrase."""
    if not given["query"].strip():
        raise Wrong("query", "is empty; give a word or a phrase to look for")
    if given["near"] and given["mode"] == "text":
        raise UsageError("near looks for words, and the mode text for a part of a text; give one of them")
    names = ("query", "lang", "to", "mode", "near", "case", "limit")
    return await state.lookups.ask(ConcordanceAsked(*(given[name] for name in names)))


async def languages(state: State, given: Mapping[str, Any]) -> bytes:
    """Ask for the languages."""
    return await state.lookups.ask(LanguagesAsked())


def as_json(said: object) -> bytes:
    """An answer as it is sent."""
    return json.dumps(said, ensure_ascii=False).encode()
