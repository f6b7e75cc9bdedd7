"""Whether a text is in the language that somebody, or its letters, say it is in.

What it asks takes a quarter of a second to load; so it is loaded only where there is a doubt.
"""

from __future__ import annotations

from tm.checks.language import check
from tm.checks.side import Side
from tm.languages import NAMES
from tm.units import Variant

_SAMPLE = 10_000  # characters that are looked at


def seeming(text: str, lang: str) -> str | None:
    """The language, of ours, that a text seems to be in where that is hardly `lang`; else None.

    >>> seeming("Бюджет принят без изменений.", "kk"), seeming("Бала кетті", "ru"), seeming("Алматы", "kk")
    ('ru', 'kk', None)
    """
    for finding in check(Side(Variant(lang, text[:_SAMPLE]))):
        if finding.code == "language.wrong":
            return next(
                (lang for lang, name in NAMES.items() if f"seems to be {name}" in finding.reason), None
            )
    return None
