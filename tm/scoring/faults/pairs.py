"""Brackets and quotation marks of a hypothesis that have no partner.

`tm.checks.punctuation` excuses a bracket that may belong to an enumeration, `3.2 MB)` as well as `a)`, for it
looks at texts whose other side may be wrong too. A source whose brackets have their partners says more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tm.checks import punctuation
from tm.checks.punctuation import quotes as marks
from tm.checks.side import Side
from tm.units import Finding

_BRACKETS, _QUOTES, _SEEN = frozenset("()[]"), frozenset('«»“”„‟"'), frozenset('«»“"')
_ITEM = re.compile(r"(?:^\W*|(?<=[;:,.]\s))\(?\w{1,3}\)|[:;=]-?[()]+")  # a) and :)


def brackets(source: Side, target: Side) -> Sequence[Finding]:
    """Nothing, or a bracket of either side that has no partner.

    >>> from tm.units import Variant
    >>> one, two = Side(Variant("en", "Full text (3 MB).")), Side(Variant("ru", "Весь текст 3 МБ)."))
    >>> [found.reason for found in brackets(one, two)]
    ['the bracket ) is without its partner']
    """
    if target.chars.isdisjoint(_BRACKETS):
        return ()
    found = punctuation.compare(source, target)
    if any(one.code == "punctuation.bracket" for one in found) or _lone(source.text) is not None:
        return found
    lone = _lone(target.text)
    if lone is None:
        return ()
    reason = f"the bracket {lone} is without its partner"
    return (Finding("punctuation.bracket", target.tag, reason),)


def quotes(source: Side, target: Side) -> Sequence[Finding]:
    """Nothing, or a quotation mark of either side that has no partner."""
    if target.chars.isdisjoint(_QUOTES):
        return ()
    if target.chars.isdisjoint(_SEEN):  # of closing marks alone the check takes no notice
        return marks.unclosed(source, target, source.text, target.text)
    return punctuation.compare(source, target)


def _lone(text: str) -> str | None:
    """A bracket of a kind that the text opens or closes more often, enumerations left out."""
    bare = _ITEM.sub("", text)
    for pair in ("()", "[]"):
        opened, closed = map(bare.count, pair)
        if opened != closed:
            return pair[opened < closed]
    return None
