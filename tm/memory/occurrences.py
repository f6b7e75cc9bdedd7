"""Concordance over a memory: units that have a word or a phrase, found by the index, then looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from tm.languages import base
from tm.matching.concordance import Concordance, Hit
from tm.store.segments import Language
from tm.store.store import Store
from tm.store.stored import Use
from tm.units import TranslationUnit, Variant

_PIECE = 500  # segments that are fetched together
_USES = 200  # of units that have the same segment, those that are given


class Found(NamedTuple):
    """A unit in which a concordance found something: where, in which of its variants."""

    number: int
    unit: TranslationUnit
    variant: Variant
    hits: tuple[Hit, ...]


class Finds(NamedTuple):
    """What was found in the newest segments, how many those are, and of how many that may have it.

    Where they are fewer because as many as asked for were found, or there are no more, `is_cut` is false.
    """

    found: list[Found]
    looked: int = 0
    offered: int = 0
    is_cut: bool = False


def occurrences(store: Store, concordance: Concordance, limit: int, most: int | None = None) -> Finds:
    """The units that have what is sought in its language, the closest forms and then the newest first.

    The segments that the index offers are looked at, the newest first, until so many have the very same form;
    with `most` so many of them at most, which bounds the time that it takes.
    """
    language = store.languages().get(concordance.lang)
    if language is None:
        return Finds([])
    offered, texts = _texts(store, language, concordance)
    hits: dict[int, tuple[Hit, ...]] = {}
    same = looked = 0
    for id, text in islice(texts, most):
        looked += 1
        if found := concordance.hits(text):
            hits[id] = found
            same += any(hit.rank == 0 for hit in found)
            if same >= limit:
                break
    is_cut = same < limit and most is not None and looked == most < offered
    return Finds(_units(store, concordance, hits, limit), looked, offered, is_cut)


def _units(
    store: Store, concordance: Concordance, hits: dict[int, tuple[Hit, ...]], limit: int
) -> list[Found]:
    """The units of segments in which something was found, the best of them."""
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


def _texts(
    store: Store, language: Language, concordance: Concordance
) -> tuple[int, Iterator[tuple[int, str]]]:
    """How many segments may have what is sought, and their texts, the newest first."""
    waiting = store.waiting(language)
    ids = _offered(store, language, concordance)
    count = language.indexed if ids is None else len(ids)
    texts = _all(store, language) if ids is None else _of(store, sorted(ids, reverse=True))
    return len(waiting) + count, chain(reversed(waiting), texts)


def _all(store: Store, language: Language) -> Iterator[tuple[int, str]]:
    """All segments of a language that the index knows, the newest first."""
    for last in range(language.first_id + language.indexed, language.first_id, -_PIECE):
        yield from reversed(store.segments_between(max(last - _PIECE, language.first_id), last))


def _of(store: Store, ids: Sequence[int]) -> Iterator[tuple[int, str]]:
    for start in range(0, len(ids), _PIECE):
        some = store.database.rows("living_segments_by_id", ids=ids[start : start + _PIECE])
        yield from sorted(some, reverse=True)


def _offered(store: Store, language: Language, concordance: Concordance) -> set[int] | None:
    """The indexed segments that have one of each word's forms; None where the index can't tell."""
    found: set[int] | None = None
    for forms in concordance.alternatives:
        holding: set[int] = set()
        for form in forms:
            holding.update(store.index.holding(language, [form]).tolist())
        found = holding if found is None else found & holding
    return found
