"""Context: whether a unit stood between the same segments as a query, so that an exact match is sure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from tm.languages import base
from tm.provenance import said
from tm.store.store import Store
from tm.store.stored import Stored, Use

BEFORE, AFTER = -1, 1
# What memoQ, XTM and Trados call the segments beside a unit's own; their text is that of a seg, or plain.
_SAID = {
    BEFORE: frozenset(("context-pre", "previous-source-text")),
    AFTER: frozenset(("context-post", "next-source-text")),
}
_TAGS = re.compile("<[^>]*>")


def in_context(store: Store, beside: Sequence[str | None], uses: Sequence[Use], lang: str) -> frozenset[int]:
    """The numbers of the units that have the same segment before or after them, in a language.

    `beside` is the segment before the query and that after it, None where not known. What stands beside a
    unit is the unit of the next number, if it is of the same document, or what the unit says of itself.
    """
    wanted = {
        step: text.strip()
        for step, text in zip((BEFORE, AFTER), beside, strict=True)
        if text and text.strip()
    }
    if not wanted:
        return frozenset()
    near = store.with_documents({use.number + step for use in uses for step in (BEFORE, AFTER)})
    texts = {
        one.number: _texts(one, lang) for one in store.by_number({use.number for use in uses} | near.keys())
    }
    own = {one.number: one.unit for one in store.by_number(use.number for use in uses)}
    found = set()
    for use in uses:
        for step, text in wanted.items():
            number = use.number + step
            stands = number in near and near[number] == use.document and text in texts.get(number, ())
            if stands or text in {_plain(value) for value in said(own[use.number], _SAID[step])}:
                found.add(use.number)
    return frozenset(found)


def _texts(stored: Stored, lang: str) -> set[str]:
    return {one.text.strip() for one in stored.unit.variants if base(one.lang) == base(lang)}


def _plain(value: str) -> str:
    """The text of a segment that a prop holds.

    >>> _plain("<seg>Иә &amp; жоқ.</seg>")
    'Иә & жоқ.'
    """
    return unescape(_TAGS.sub("", value)).strip()
