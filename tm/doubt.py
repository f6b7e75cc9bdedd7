"""Whether a text is in the language that somebody says it is in."""

from __future__ import annotations

from tm.checks.language import check
from tm.checks.side import Side
from tm.languages import NAMES, identify
from tm.units import Variant

_SAMPLE = 10_000  # characters that are looked at


def seeming(text: str, lang: str) -> str | None:
    """The language that a text seems to be in, where that is surely another than `lang`; else None.

    >>> seeming("Бюджет принят без изменений.", "kk"), seeming("Алматы", "kk")
    ('Russian', None)
    """
    found = check(Side(Variant(lang, text[:_SAMPLE])))
    if not any(one.code == "language.wrong" for one in found):
        return None
    return NAMES.get(identify(text[:_SAMPLE]).lang or "")
