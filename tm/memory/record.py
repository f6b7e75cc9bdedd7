"""What a memory answers, for machines: what JSON can hold, the same wherever it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tm.languages import base
from tm.matching.concordance import Hit
from tm.matching.match import Match
from tm.memory.lookup import Query
from tm.memory.occurrences import Found
from tm.provenance import document_of
from tm.units import Variant


def lookup_told(query: Query, langs: tuple[str, str], found: Sequence[Match]) -> dict[str, Any]:
    """A query and its matches."""
    return {"query": query.text, "from": langs[0], "to": langs[1], "matches": list(map(match_told, found))}


def match_told(found: Match) -> dict[str, Any]:
    """A match; `penalties` are points by what they are lost for."""
    return {
        "score": round(found.score, 2),
        "number": found.number,
        "source": found.source,
        "target": found.target,
        "repaired": found.repaired,
        "penalties": {one.reason: round(one.points, 2) for one in found.penalties},
        "langs": [one.lang for one in found.pair],
        "tuid": found.unit.tuid,
        "document": document_of(found.unit),
    }


def occurrence_told(found: Sequence[Found], target: str | None = None) -> dict[str, Any]:
    """A unit; `hits` are offsets in characters, half-open, and how near the form is."""
    texts = [
        {"lang": one.lang, "text": one.text, "hits": [hit._asdict() for hit in hits]}
        for one, hits in texts_of(found, target)
    ]
    unit = found[0].unit
    return {"number": found[0].number, "texts": texts, "tuid": unit.tuid, "document": document_of(unit)}


def by_unit(found: Sequence[Found]) -> list[list[Found]]:
    """What was found in each unit, the nearest forms and then the newest units first."""
    units: dict[int, list[Found]] = {}
    for one in found:
        units.setdefault(one.number, []).append(one)
    return sorted(
        units.values(), key=lambda ones: (min(hit.rank for one in ones for hit in one.hits), -ones[0].number)
    )


def texts_of(found: Sequence[Found], target: str | None = None) -> list[tuple[Variant, tuple[Hit, ...]]]:
    """The variants of a unit with their hits, those with some first; of the others those in one language."""
    hits = [(one.variant, one.hits) for one in found]
    others: list[tuple[Variant, tuple[Hit, ...]]] = [
        (variant, ())
        for variant in found[0].unit.variants
        if all(variant != one.variant for one in found)
        and (target is None or base(variant.lang) == base(target))
    ]
    return [*hits, *others]
