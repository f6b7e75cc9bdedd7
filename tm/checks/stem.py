"""The noun of inflection: a stem and what may follow it."""

from __future__ import annotations

import re
from typing import NamedTuple


class Stem(NamedTuple):
    """The letters that a lemma's forms begin with, and the pattern that what follows must match in full."""

    letters: str
    ends: re.Pattern[str]
