"""How sure the aligner is of rows that somebody else has put together: judged anew, while nothing moves.

What a person puts together is judged with the rows near by, as part of the same change: what was repaired is
not doubtful any more, and what went wrong is.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache
from itertools import groupby

from tm.alignment import opinion
from tm.errors import UsageError
from tm.review.change import Change, Unfit, applied
from tm.review.draft import Draft, Row, Source, State
from tm.review.realign import is_firm, part_of
from tm.review.splice import Splice

JUDGED = "judged"  # ends the signature of beads whose confidences are our own, whoever made the beads
WINDOW, MARGIN = 10, 3  # rows to either side that are judged with a row; those at the edge that keep theirs
LEAST = 0.02  # what is less of a change is none, where only a window was looked at
PART = 100  # rows of a long document that are judged together; the time for more grows faster than they
AT_ONCE = 150  # rows that are looked at while a person waits; more of them take too long


def reassessed(draft: Draft, row: int | None = None) -> tuple[Splice, ...]:
    """The open rows as sure as the aligner is of them; what they hold stays.

    With `row` only those near it, as after a change there; of these, only where it makes a difference. Raises
    UsageError where the languages are none that can be aligned.
    """
    if row is None:
        return tuple(_runs(draft.rows, _judged(draft.langs, draft.rows)))
    place = draft.place(row)
    return () if place is None else tuple(_near(draft, range(place, place + 1)))


def says_nothing(draft: Draft) -> bool:
    """Whether the confidences of open rows tell nothing: all of them are 1, or there are none."""
    said = {row.confidence for row in draft.rows if row.state is State.OPEN}
    return bool(said) and said <= {1.0, None}


def by_ourselves(source: Source, draft: Draft) -> Generator[tuple[int, int], None, tuple[Source, Draft]]:
    """A document with confidences of our own, part by part; yields how many rows of how many are judged.

    The signature of its source says so. A document in languages that can't be aligned stays as it is.
    """
    rows = list(draft.rows)
    for start in range(0, len(rows), PART):
        first, stop = max(0, start - WINDOW), min(len(rows), start + PART + WINDOW)
        try:
            judged = _judged(draft.langs, draft.rows[first:stop])
        except UsageError:
            return source, draft
        part = slice(start, min(start + PART, len(rows)))
        rows[part] = judged[part.start - first : part.stop - first]
        yield part.stop, len(rows)
    signature = "|".join(filter(None, (source.signature, JUDGED)))
    return replace(source, signature=signature), replace(draft, rows=tuple(rows))


@cache
def prepared(langs: tuple[str, ...]) -> None:
    """Have at hand what is needed to judge rows of these languages, so that the first one is quick too."""
    rows = tuple(Row(id, tuple(("1.",) for _ in langs)) for id in (1, 2))
    with suppress(UsageError):
        reassessed(Draft(langs, rows, 3))


def with_opinion(draft: Draft, change: Change) -> Change:
    """A change of a draft, and how sure the aligner is of what it puts together and of the rows near by.

    Rows that are too many to be judged while somebody waits, and those of languages that can't be aligned,
    stay as the change leaves them; so does a change that does not fit.
    """
    asked = [row.id for splice in change for row in _put_together(splice)]
    if not asked:
        return change
    try:
        after = applied(draft, change)
        places = sorted(place for id in asked if (place := after.place(id)) is not None)
        stretches = list(_together(places))
        if sum(len(stretch) + 2 * WINDOW for stretch in stretches) > AT_ONCE:
            return change
        splices = [splice for stretch in stretches for splice in _near(after, stretch)]
    except (UsageError, Unfit):
        return change
    judged = {row.id: row for splice in splices for row in splice.new}
    whole = [Splice(old, tuple(judged.pop(row.id, row) for row in new)) for old, new in change]
    for id, row in judged.items():
        place = draft.place(id)
        assert place is not None, "what the change did not make was there before"
        whole.append(Splice((draft.rows[place],), (row,)))
    return tuple(whole)


def _put_together(splice: Splice) -> Iterator[Row]:
    """The open rows that a splice makes, and that nobody has judged as they are now."""
    before = {row.id: row for row in splice.old}
    for row in splice.new:
        was = before.get(row.id)
        is_other = was is None or was.sides != row.sides
        unknown = row.confidence is None and (is_other or (was is not None and was.state is not State.OPEN))
        if row.state is State.OPEN and (unknown or (is_other and was is not None and row.edited)):
            yield row


def _together(places: Iterable[int]) -> Iterator[range]:
    """Places in stretches that are judged at once."""
    stretch = range(0)
    for place in places:
        if stretch and place - stretch.stop > WINDOW:
            yield stretch
            stretch = range(0)
        stretch = range(stretch.start if stretch else place, place + 1)
    if stretch:
        yield stretch


def _near(draft: Draft, places: range) -> Iterator[Splice]:
    """The rows at these places and near them judged anew, where that makes a difference."""
    first, stop = max(0, places.start - WINDOW), min(len(draft), places.stop + WINDOW)
    rows = draft.rows[first:stop]
    low, high = MARGIN if first else 0, len(rows) - (MARGIN if stop < len(draft) else 0)
    judged = _judged(draft.langs, rows)
    changed = [
        new if low <= k < high and _differs(old, new) else old
        for k, (old, new) in enumerate(zip(rows, judged, strict=True))
    ]
    return _runs(rows, changed)


def _judged(langs: Sequence[str], rows: Sequence[Row]) -> list[Row]:
    """The rows, those that are open with what the aligner makes of them; as they were without a partner."""
    part = part_of(langs, rows)
    if len(part.langs) < 2:
        return list(rows)
    firm = tuple(bead for bead, row in zip(part.beads(), rows, strict=True) if is_firm(row))
    return [
        replace(row, confidence=confidence) if row.state is State.OPEN else row
        for row, confidence in zip(rows, opinion(replace(part.alignment(), confirmed=firm)), strict=True)
    ]


def _differs(old: Row, new: Row) -> bool:
    if old.confidence is None or new.confidence is None:
        return old.confidence is not new.confidence
    return abs(old.confidence - new.confidence) >= LEAST


def _runs(rows: Sequence[Row], changed: Sequence[Row]) -> Iterator[Splice]:
    """A splice for each run of rows that are others now."""
    for differ, run in groupby(zip(rows, changed, strict=True), key=lambda both: both[0] != both[1]):
        if differ:
            old, new = zip(*run, strict=True)
            yield Splice(old, new)
