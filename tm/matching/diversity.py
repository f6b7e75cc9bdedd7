"""Diversity: of many matches those that say something new come first, for a translator sees only a few."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from tm.matching.folding import fold
from tm.matching.match import Match

NEARLY = 0.9  # likeness of two folds, 0 to 1, from which on they say nearly the same


def diversified(matches: Sequence[Match], limit: int) -> list[Match]:
    """At most `limit` matches, the highest score first; those that say nearly the same come in last.

    A match is left out where a better one has the same target but for case, punctuation and numbers, unless
    it alone is repaired. One whose source and target are both nearly those of a better one is taken only
    where too few others are there. The best match is always among them, and of equal scores the earlier comes
    first. O(n · limit) comparisons.
    """
    ordered = sorted(matches, key=lambda match: -match.score)
    new: list[_Said] = []
    again: list[_Said] = []
    by_target: dict[str, list[Match]] = {}
    for place, match in enumerate(ordered):
        if len(new) >= limit:
            break
        said = _Said(place, match)
        same = by_target.setdefault(said.target, [])
        if any(_offers(match, better) for better in same):
            continue
        same.append(match)
        (again if any(said.is_nearly(better) for better in new) else new).append(said)
    taken = sorted((*new, *again)[: max(limit, 0)], key=lambda said: said.place)
    return [said.match for said in taken]


class _Said:
    """A match, its place in the order of scores, and the folds of what it says."""

    __slots__ = ("match", "place", "source", "target")

    def __init__(self, place: int, match: Match) -> None:
        self.place, self.match = place, match
        self.source, self.target = fold(match.source), fold(match.target)

    def is_nearly(self, other: _Said) -> bool:
        return _nearly(self.target, other.target) and _nearly(self.source, other.source)


def _nearly(one: str, other: str) -> bool:
    return Levenshtein.normalized_similarity(one, other, score_cutoff=NEARLY) >= NEARLY


def _offers(match: Match, better: Match) -> bool:
    """Whether a better match whose target folds the same offers all that this one does."""
    return match.repaired is None or match.repaired in (better.repaired, better.target)
