"""Numbers, days and moments as a language of the pages writes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date, datetime

from babel.dates import format_date, format_datetime, format_time
from babel.numbers import format_decimal, format_percent, get_decimal_symbol

from tm.report.elements import figure_of

_REGIONS = {"en": "en_GB"}  # where the tag alone means a country that writes days otherwise than we do


def filters(lang: str) -> Mapping[str, Callable[..., str]]:
    """What templates can do to numbers and moments, by name."""
    locale = _REGIONS.get(lang, lang)

    def number(value: float) -> str:
        """A number with marks between its thousands."""
        return format_decimal(value, locale=locale)

    def percent(share: float) -> str:
        """A share as whole per cent."""
        return format_percent(share, locale=locale)

    def decimals(written: str) -> str:
        """A number as Python writes it, with the decimal mark of the language."""
        return written.replace(".", get_decimal_symbol(locale))

    def figure(confidence: float) -> str:
        """A confidence, never rounded up."""
        return decimals(figure_of(confidence))

    def day(written: str) -> str:
        """A day that is written like 2026-11-04; what is none stays as it is."""
        with suppress(ValueError):
            return format_date(date.fromisoformat(written[:10]), "medium", locale)
        return written

    def moment(written: str) -> str:
        """A moment that is written like 2026-11-04T05:06:07Z, to the minute, in UTC as it is written."""
        with suppress(ValueError):
            known = datetime.fromisoformat(written)
            return format_datetime(known, "medium", locale=locale).replace(
                format_time(known, "medium", locale=locale), format_time(known, "short", locale=locale)
            )
        return written

    every = (number, percent, decimals, figure, day, moment)
    return {one.__name__: one for one in every}
