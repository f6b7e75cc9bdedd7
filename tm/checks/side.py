"""One variant of a unit as the checks look at it: what more than one of them needs is worked out once."""

from __future__ import annotations

import re
from functools import lru_cache

from tm.checks.figures.calendar_names import has_names
from tm.checks.figures.reading import NONE, Figures, read
from tm.languages import base
from tm.units import Variant

_base = lru_cache(maxsize=1 << 10)(base)
_MARKS = " .,0-9«»“”\"'’()!?:;–—%-"
_CYRILLIC = "А-яЁё"
_UNUSUAL = {  # what a text of each of our languages hardly ever has
    "kk": re.compile(f"[^{_CYRILLIC}ӘәҒғҚқҢңӨөҰұҮүҺһІі{_MARKS}]").search,
    "ru": re.compile(f"[^{_CYRILLIC}{_MARKS}]").search,
    "en": re.compile(f"[^A-Za-z{_MARKS}]").search,
}
_MORE = {  # what a plain one has not: most sentences that are no speech
    "kk": re.compile(f"[^{_CYRILLIC}ӘәҒғҚқҢңӨөҰұҮүҺһІі .,-]").search,
    "ru": re.compile(f"[^{_CYRILLIC} .,-]").search,
    "en": re.compile("[^A-Za-z .,'-]").search,
}
_ANYTHING = re.compile("").search
_DIGIT = re.compile("[0-9]").search


class Side:
    """A variant, its language without region, and what can be seen of its text at once.

    Most checks can tell from `usual` that there is nothing for them to do: the text is of letters of its own
    language, digits, spaces and common marks only. To look for one character that is not costs a
    twentieth of collecting all of them in `chars`. A text that is `plain` is usual, and has no digits and no
    other marks than stops, commas, hyphens and English apostrophes. `figures` are its numbers, and the months
    and days of the week that it names.

    >>> side = Side(Variant("kk-KZ", "Иә, 5."))
    >>> side.lang, side.plain, side.usual, side.digits, Side(Variant("ru", "NATO")).usual
    ('kk', False, True, True, False)
    """

    __slots__ = (
        "_chars",
        "_tokens",
        "digits",
        "figures",
        "lang",
        "plain",
        "tag",
        "text",
        "usual",
        "variant",
    )

    def __init__(self, variant: Variant) -> None:
        self.variant, self.tag = variant, variant.lang
        self.text = text = variant.text
        self.lang = lang = _base(variant.lang)
        more = _MORE.get(lang, _ANYTHING)(text)
        self.plain = more is None
        if more is None:
            self.usual, self.digits = True, False
        else:
            start = more.start()
            self.usual = _UNUSUAL.get(lang, _ANYTHING)(text, start) is None
            self.digits = _DIGIT(text, start) is not None
        self._chars: set[str] | None = None
        self._tokens: list[str] | None = None
        self.figures: Figures = (
            read(text, lang, self.digits) if self.digits or has_names(text, lang) else NONE
        )

    # What follows is kept by hand, for cached_property takes a lock up to Python 3.11.

    @property
    def chars(self) -> set[str]:
        """The characters of the text."""
        found = self._chars
        if found is None:
            found = self._chars = set(self.text)
        return found

    @property
    def tokens(self) -> list[str]:
        """What white space separates, as written."""
        found = self._tokens
        if found is None:
            found = self._tokens = self.text.split()
        return found
