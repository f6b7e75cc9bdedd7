"""Where the memory has a word, a phrase or a part of a text, and how it was translated there."""

from __future__ import annotations

from collections.abc import Sequence

from tm.direction import lettered
from tm.languages import base
from tm.matching.concordance import Concordance
from tm.memory import Finds, Found, Memory
from tm.memory.record import by_unit
from tm.web.lookups.question import LOOKED
from tm.web.search.answer import Answer, Card, card_of, hit_side, plain_side
from tm.web.search.wishes import ANY, Wishes

PHRASE = 2_000  # characters; what is longer is no phrase
_COUNTED = 250  # units in a language; where there are more, how many they are is not said
_LOOKED = 2_000  # units in a language that a filter looks through


def occurrences(memory: Memory, wishes: Wishes) -> Answer:
    """The units that have what is looked for, the nearest forms and then the newest first."""
    known = list(memory.store.languages())
    langs = _languages(wishes, known)
    kind = wishes.kind if any(char.isalnum() for char in wishes.q) else "text"
    near = wishes.near and kind != "text"
    most = _LOOKED if wishes.is_filtered else max(_COUNTED, wishes.limit)
    by_lang = [
        memory.concord_newest(
            Concordance(wishes.q, lang, kind, near=near, case=wishes.case),
            limit=most + 1,
            most=LOOKED // max(len(langs), 1),
        )
        for lang in langs
    ]
    selection = wishes.selection
    found = [one for some in by_lang for one in some.found if selection.taken(one.unit)]
    units = [some for some in by_unit(found) if _has_target(some, wishes.target)]
    cards = tuple(_card(some, wishes.target) for some in units[: wishes.limit])
    return Answer(
        "found" if cards else "nothing",
        cards,
        tuple(langs),
        tuple(one for one in known if one not in langs),
        len(units),
        is_least=any(len(some.found) > most or some.is_cut for some in by_lang),
        looked=sum(len(some.found) for some in by_lang) if wishes.is_filtered else 0,
        extent=_extent(by_lang),
    )


def _extent(by_lang: Sequence[Finds]) -> tuple[int, int] | None:
    """How many segments were looked through of how many, where that is not all of them."""
    if not any(some.is_cut for some in by_lang):
        return None
    return sum(some.looked for some in by_lang), sum(some.offered for some in by_lang)


def _languages(wishes: Wishes, known: Sequence[str]) -> list[str]:
    """The languages to look in: as said, or all that have the letters of what is looked for."""
    if wishes.source == ANY:
        return list(known)
    return [wishes.source] if wishes.source else lettered(wishes.q, known)


def _has_target(found: Sequence[Found], target: str) -> bool:
    """Whether a unit says something in the language wanted."""
    langs = [base(variant.lang) for variant in found[0].unit.variants]
    return not target or base(target) in langs


def _card(found: Sequence[Found], target: str) -> Card:
    """A unit with what was found in it, and its translations."""
    unit, hits = found[0].unit, {one.variant: one.hits for one in found}
    others = [
        variant
        for variant in unit.variants
        if variant not in hits and (not target or base(variant.lang) == base(target))
    ]
    sources = [hit_side(variant, some) for variant, some in hits.items()]
    return card_of(found[0].number, unit, sources, map(plain_side, others))
