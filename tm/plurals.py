"""Numbers with their nouns, as people read them."""

from __future__ import annotations


def counted(number: int, noun: str, nouns: str = "") -> str:
    """A number with its noun; of several with `nouns`, or the noun and an s.

    >>> counted(1, "bead"), counted(0, "unit"), counted(1200, "hypothesis", "hypotheses")
    ('1 bead', '0 units', '1,200 hypotheses')
    """
    return f"{number:,} {noun if number == 1 else nouns or f'{noun}s'}"
