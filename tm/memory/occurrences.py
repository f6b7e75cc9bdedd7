"""Concordance over a memory: units that have a word or a phrase, found by the index, then looked at."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from tm.languages import base
from tm.matching.concordance import Concordance, Hit
from tm.store.segments import Language
from tm.store.store import Store, Use
from tm.units import TranslationUnit, Variant

_PIECE = 500  # segments that are fetched together
_USES = 200  # of units that have the same segment, those that are given


class Found(NamedTuple):
    """A unit in which a concordance found something: where, in which of its variants."""

    number: int
    unit: TranslationUnit
    variant: Variant
    hits: tuple[Hit, ...]


def occurrences(store: Store, concordance: Concordance, limit: int) -> list[Found]:
    """The units that have what is sought in its language, the closest forms and then the newest first.

    All segments that the index offers are looked at, the newest first, until so many have the very same form.
    """
    language = store.languages().get(concordance.lang)
    if language is None:
        return []
    hits: dict[int, tuple[Hit, ...]] = {}
    same = 0
    for id, text in _texts(store, language, concordance):
        if found := concordance.hits(text):
            hits[id] = found
            same += any(hit.rank == 0 for hit in found)
            if same >= limit:
                break
    ranked = sorted(hits, key=lambda id: (min(hit.rank for hit in hits[id]), -id))[:limit]
    uses: dict[int, list[Use]] = {}
    for use in store.uses(ranked, _USES):
        uses.setdefault(use.segment, []).append(use)
    wanted = {use.unit: use for id in ranked for use in reversed(uses.get(id, []))}
    units = store.by_version(list(wanted)[:limit])
    of_units = (_found(concordance, use, units[use.unit].unit) for use in list(wanted.values())[:limit])
    return list(chain.from_iterable(of_units))


def _found(concordance: Concordance, use: Use, unit: TranslationUnit) -> Iterator[Found]:
    """The variants of a unit in the language that have what is sought."""
    for variant in unit.variants:
        if base(variant.lang) == concordance.lang and (hits := concordance.hits(variant.text)):
            yield Found(use.number, unit, variant, hits)


def _texts(store: Store, language: Language, concordance: Concordance) -> Iterator[tuple[int, str]]:
    """Segments that may have what is sought."""
    yield from reversed(store.waiting(language))
    ids = _offered(store, language, concordance)
    if ids is None:
        first, last = language.first_id, language.first_id + language.indexed
        yield from store.database.stream("living_segments_between", after=first, last=last)
        return
    newest = sorted(ids, reverse=True)
    for start in range(0, len(newest), _PIECE):
        yield from store.database.rows("living_segments_by_id", ids=newest[start : start + _PIECE])


def _offered(store: Store, language: Language, concordance: Concordance) -> set[int] | None:
    """The indexed segments that have one of each word's forms; None where the index can't tell."""
    found: set[int] | None = None
    for forms in concordance.alternatives:
        holding: set[int] = set()
        for form in forms:
            holding.update(store.index.holding(language, [form]).tolist())
        found = holding if found is None else found & holding
    return found
