"""Texts without their tags and placeholders, which part what belongs together: `8,4 {1} млрд`.

What a check of words finds in a text with markup is only worth saying if it is found without it too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from tm.checks.codes.markup import DOLLAR, PRINTF
from tm.checks.side import Side
from tm.units import Finding

_MARK = re.compile(r"[<{%$\\&]")
_MARKUP = rf"(?:<[^<>]+>|\{{[^{{}}]*\}}|{PRINTF.pattern}|{DOLLAR.pattern}|\\[nrt]|&[a-z]+;)"
_ANY = re.compile(rf" {_MARKUP}(?= |$)|{_MARKUP}")


def confirmed(
    found: Sequence[Finding],
    compare: Callable[[Side, Side], Sequence[Finding]],
    source: Side,
    target: Side,
) -> Sequence[Finding]:
    """The findings of a comparison whose code is found as well where both texts are without markup.

    >>> from tm.checks.figures.numbers import compare
    >>> from tm.units import Variant
    >>> source, target = Side(Variant("kk", "8,4 {1} млрд")), Side(Variant("en", "{1} 8.4 billion"))
    >>> compare(source, target)
    ()
    """
    if not (_MARK.search(source.text) or _MARK.search(target.text)):
        return found
    bare = _bare(source), _bare(target)
    if bare[0] is source and bare[1] is target:
        return found
    codes = {finding.code for finding in compare(*bare)}
    return tuple(finding for finding in found if finding.code in codes)


def _bare(side: Side) -> Side:
    text = _ANY.sub("", side.text)
    return side if text == side.text else Side(side.variant._replace(text=text, content=()))
