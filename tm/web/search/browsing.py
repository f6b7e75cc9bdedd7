"""A document of the memory, read in its order."""

from __future__ import annotations

from tm.memory import Memory
from tm.web.search.answer import Answer, card_of, plain_side

PAGE = 50  # units on a page


def browsed(memory: Memory, document: str, after: int, before: int) -> Answer:
    """The units of a document after one, or before one, each with its first text beside the others."""
    store = memory.store
    if before:
        found = store.of_document_before(document, before, PAGE + 1)
        units, is_more = found[-PAGE:], len(found) > PAGE
        has_before, has_after = is_more, True
    else:
        found = store.of_document_after(document, after, PAGE + 1)
        units, is_more = found[:PAGE], len(found) > PAGE
        has_before, has_after = after > 0, is_more
    if not units:
        return Answer("undocumented")
    cards = (
        card_of(
            one.number,
            one.unit,
            map(plain_side, one.unit.variants[:1]),
            map(plain_side, one.unit.variants[1:]),
        )
        for one in units
    )
    return Answer(
        "document",
        tuple(cards),
        total=store.size_of_document(document),
        before=units[0].number if has_before else None,
        after=units[-1].number if has_after else None,
    )
