"""Substitution: the translation of a text that differs from one in the memory in nothing but numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from tm.matching.agreement import Place, agreed
from tm.matching.figures import Figure, figures, says, written
from tm.matching.folding import fold
from tm.matching.suffixes import BEHIND, said

_LETTER = re.compile(r"[^\W\d_]")
_MINUS = re.compile(r"(?:^|[\s(«\"“])[-–−]$")
_DASHES = str.maketrans("–—−‑", "----")


def repaired(query: str, source: str, target: str, langs: tuple[str, str]) -> str | None:
    """The target with the numbers of the query in it, where query and source differ in nothing else.

    `langs` are the base languages of source and target. None where there is nothing to replace, or it can't
    be done surely: a number that changes is not in the target exactly as often as in the source, what depends
    on it may change too (5 лет, but 2 года), or it can be read in two ways.

    >>> repaired("1 200,5 га жер", "850,5 га жер", "850.5 ha of land", ("kk", "en"))
    '1,200.5 ha of land'
    >>> repaired("2 жыл", "5 жыл", "5 лет", ("kk", "ru")) is None
    True
    """
    if fold(query) != fold(source):
        return None
    asked, ours, theirs = figures(query, langs[0]), figures(source, langs[0]), figures(target, langs[1])
    if len(asked) != len(ours) or not _same_between(query, asked, source, ours):
        return None
    changes = _changes(query, asked, source, ours)
    return _replaced(target, theirs, changes, ours, langs[1]) if changes else None


def _same_between(query: str, asked: Sequence[Figure], source: str, ours: Sequence[Figure]) -> bool:
    """Whether what stands between the figures is the same: words by their folds, marks alone exactly.

    Suffixes must say the same, but may be spelled as the new number is said.
    """
    last = (0, 0)
    for new, old in zip(asked, ours, strict=True):
        one, other = query[last[0] : new.start], source[last[1] : old.start]
        if bool(_MINUS.search(one)) != bool(_MINUS.search(other)):
            return False
        if not _LETTER.search(one) and last != (0, 0):
            one, other = ("".join(gap.translate(_DASHES).split()) for gap in (one, other))
            if one != other:
                return False
        elif fold(one) != fold(other):
            return False
        one_end, other_end = _suffix_end(query, new), _suffix_end(source, old)
        if said(query[new.end + 1 : one_end]) != said(source[old.end + 1 : other_end]):
            return False
        last = (one_end, other_end)
    return True


def _suffix_end(text: str, figure: Figure) -> int:
    """Where the suffix of a figure ends; where the figure does, if it has none."""
    found = BEHIND.match(text, figure.end)
    return found.end() if found else figure.end


def _changes(
    query: str, asked: Sequence[Figure], source: str, ours: Sequence[Figure]
) -> list[tuple[Figure, Figure]]:
    """Each figure of the source that changes, once, and what it becomes; none where that is not one thing."""
    changes: dict[str, tuple[Figure, Figure]] = {}
    stay = set()
    for new, old in zip(asked, ours, strict=True):
        same = query[new.start : new.end] == source[old.start : old.end]
        if same or (new.worth is not None and new.worth == old.worth and new.parts == old.parts):
            stay.add(old.worth)
            continue
        if new.worth is None or old.worth is None:
            return []
        if changes.setdefault(old.worth, (old, new))[1].parts != new.parts:
            return []
    return [] if stay & changes.keys() else list(changes.values())


def _replaced(
    target: str,
    theirs: Sequence[Figure],
    changes: Sequence[tuple[Figure, Figure]],
    ours: Sequence[Figure],
    lang: str,
) -> str | None:
    times = Counter(figure.worth for figure in ours)
    pieces: list[tuple[int, int, str]] = []
    expected = [figure.worth for figure in theirs]
    for old, new in changes:
        places = [place for place, figure in enumerate(theirs) if says(old, figure)]
        if len(places) != times[old.worth]:
            return None
        for place in places:
            figure = theirs[place]
            text = written(new, old, figure, theirs, lang)
            fits = None if text is None else agreed(Place(target, figure, new, text), lang)
            if fits is None:
                return None
            pieces.append((figure.start, *fits))
            expected[place] = new.worth
    for start, end, text in sorted(pieces, reverse=True):
        target = target[:start] + text + target[end:]
    # Read again: a number that ran into what stands beside it would say something else.
    return target if [figure.worth for figure in figures(target, lang)] == expected else None
