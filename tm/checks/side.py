"""One variant of a unit as the checks look at it: what more than one of them needs is worked out once."""

from __future__ import annotations

from functools import cached_property

from tm.checks.figures import Figures, read
from tm.languages import base
from tm.units import Variant


class Side:
    """A variant, its language without region, and the set of its characters.

    Most checks can tell from the characters alone that there is nothing for them to do; to ask a set costs a
    tenth of a search through the text.

    >>> side = Side(Variant("kk-KZ", "Иә."))
    >>> side.lang, side.chars == set("Иә.")
    ('kk', True)
    """

    def __init__(self, variant: Variant) -> None:
        self.variant, self.tag, self.text = variant, variant.lang, variant.text
        self.lang = base(variant.lang)
        self.chars = set(variant.text)
        self._figures: Figures | None = None

    @cached_property
    def tokens(self) -> list[str]:
        """What white space separates, as written."""
        return self.text.split()

    @property
    def figures(self) -> Figures:
        """Its numbers, and the months and days of the week that it names."""
        found = self._figures
        if found is None:  # kept by hand, for cached_property takes a lock up to Python 3.11
            found = self._figures = read(self.text, self.lang, self.chars)
        return found
