"""Values of attributes in the form that TMX 1.4b asks for, as far as they say what it knows."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime
from functools import lru_cache

from tm.formats.tmx_elements import XML_LANG
from tm.formats.tmx_rules import ALLOWED
from tm.languages import WELL_FORMED
from tm.units import Attributes

DATES = frozenset(("creationdate", "changedate", "lastusagedate"))
SEGTYPES = frozenset(("block", "paragraph", "sentence", "phrase"))
_LANGS = frozenset((XML_LANG, "lang", "adminlang"))


@lru_cache(maxsize=1 << 14)
def date_of(value: str) -> str | None:
    """A date as TMX writes it, in UTC; None for what is no date.

    >>> date_of("2026-11-04"), date_of("2026-11-04T10:15:00+05:00"), date_of("20261399")
    ('20261104T000000Z', '20261104T051500Z', None)
    """
    try:
        date = datetime.fromisoformat(value.strip())
        if date.tzinfo is not None:
            date = date.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return re.sub("[-:]", "", date.replace(tzinfo=None).isoformat(timespec="seconds")) + "Z"


@lru_cache(maxsize=1 << 10)
def language_of(value: str) -> str | None:
    """A language tag with hyphens; None for what is no tag.

    >>> language_of(" kk_KZ"), language_of("қазақша")
    ('kk-KZ', None)
    """
    tag = value.strip().replace("_", "-")
    return tag if WELL_FORMED.fullmatch(tag) else None


def known(attributes: Attributes, element: str, lost: Counter[str]) -> Attributes:
    """The attributes that TMX knows for an element, with values that it takes; `lost` counts the others.

    The language of a tuv and the source language of a tu are none of these.
    """
    kept: dict[str, str] = {}
    for name, value in attributes:
        if name not in ALLOWED[element]:
            lost["attributes that TMX does not know"] += 1
        elif (element, name) in (("tu", "srclang"), ("tuv", "lang"), ("tuv", XML_LANG), ("prop", "type")):
            continue
        elif (better := _better(name, value)) is None:
            lost[f"values of {name.rpartition('}')[2]} without a meaning"] += 1
        else:
            kept.setdefault(XML_LANG if name == "lang" else name, better)
    return tuple(kept.items())


def _better(name: str, value: str) -> str | None:
    if name in DATES:
        return date_of(value)
    if name in _LANGS:
        return language_of(value)
    if name == "usagecount":
        return value.strip() if re.fullmatch("[0-9]+", value.strip()) else None
    if name == "segtype":
        return value if value in SEGTYPES else None
    return value
