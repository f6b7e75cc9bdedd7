"""Signatures of metrics, held against each other: figures with the same settings are comparable."""

from __future__ import annotations

_OF_THE_TEST = ("bs:", "ar:", "seed:")


def settings_of(signature: str) -> str:
    """A signature without what the test of significance adds.

    >>> settings_of("nrefs:1|bs:1000|seed:12345|case:mixed")
    'nrefs:1|case:mixed'
    """
    return "|".join(part for part in signature.split("|") if not part.startswith(_OF_THE_TEST))


def differing(one: str, other: str) -> tuple[str, str]:
    """What of each of two signatures the other does not have.

    >>> differing("case:mixed|tok:13a", "case:mixed|tok:intl|eff:no")
    ('tok:13a', 'tok:intl|eff:no')
    """
    ours, theirs = one.split("|"), other.split("|")
    return (
        "|".join(part for part in ours if part not in theirs) or "none of it",
        "|".join(part for part in theirs if part not in ours) or "none of it",
    )
