"""Fuzzy matches of a segment, in all directions that are wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tm.direction import lettered, source_of
from tm.errors import UsageError
from tm.languages import base
from tm.matching.match import Match
from tm.memory import Memory
from tm.web.search.answer import Answer, Card, card_of, compared_side, plain_side, score_of
from tm.web.search.wishes import ANY, Wishes

_LOOKED = 200  # matches in a direction that a filter looks through


def fuzzy(memory: Memory, wishes: Wishes) -> Answer:
    """The units whose text is like the one looked for, the likest first. Raises UsageError."""
    known = list(memory.store.languages())
    sources = _sources(wishes, known, memory)
    selection, most = wishes.selection, _LOOKED if wishes.is_filtered else wishes.limit + 1
    matches = [
        match
        for source in sources
        for target in _targets(wishes, source, known)
        for match in memory.lookup(wishes.q, source, target, minimum=wishes.minimum, limit=most)
    ]
    cards = list(_cards([one for one in matches if selection.taken(one.unit)], wishes.q))
    cards.sort(key=lambda card: (-card[0], -card[1].number))
    shown = tuple(card for _, card in cards[: wishes.limit])
    return Answer(
        "found" if shown else "nothing",
        shown,
        tuple(sources),
        tuple(one for one in known if one not in sources),
        len(cards),
        is_least=len(cards) > wishes.limit,
        looked=len(matches) if wishes.is_filtered else 0,
    )


def _sources(wishes: Wishes, known: Sequence[str], memory: Memory) -> list[str]:
    """The languages that the text may be in: as said, as it seems, or else all that have its letters."""
    if wishes.source == ANY:
        return list(known)
    if wishes.source:
        return [wishes.source]
    try:
        return [base(source_of(wishes.q, known, memory.place, wishes.target or None))]
    except UsageError:  # too few letters to tell, or a language that the memory has not
        return [one for one in lettered(wishes.q, known) if one != wishes.target]


def _targets(wishes: Wishes, source: str, known: Sequence[str]) -> list[str]:
    """The languages to translate into."""
    wanted = [wishes.target] if wishes.target else known
    return [one for one in wanted if base(one) != base(source)]


def _cards(matches: Sequence[Match], query: str) -> Iterator[tuple[float, Card]]:
    """A card for each unit and source that is equally like the query, with all its translations."""
    grouped: dict[tuple[object, ...], list[Match]] = {}
    for match in matches:
        key = match.number, match.pair[0], match.score, match.penalties
        grouped.setdefault(key, []).append(match)
    for some in grouped.values():
        first = some[0]
        source = compared_side(first.pair[0], query)
        targets = [plain_side(match.pair[1], match.repaired) for match in some]
        yield first.score, card_of(first.number, first.unit, [source], targets, score_of(first))
