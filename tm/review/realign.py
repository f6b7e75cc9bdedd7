"""What is open aligned anew while a document is reviewed.

Rows that are confirmed or rejected stay as they are, and what is aligned anew never passes one: each
stretch of open rows between them is aligned by itself. A short stretch says little of how long the versions
are beside each other; so the nearest firm rows are looked at too, as anchors.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, count, groupby, islice, pairwise
from operator import add
from typing import NamedTuple

from tm.alignment import align
from tm.review.draft import Draft, Row, State, Texts
from tm.review.splice import Splice

FIRM, NEAR = 8, 50  # firm rows that are looked at too on either side, and how far off

Shape = tuple[int, ...]  # a number of segments in each language
Placed = tuple[tuple[int, int], ...]  # the first segment of each language and the one behind its last


class Grouped(NamedTuple):
    """So many of the next segments of each language go together, and how sure that is."""

    shape: Shape
    confidence: float


def realigned(draft: Draft, row: int | None = None) -> tuple[Splice, ...]:
    """The open rows around a row aligned anew, or all there are; () where that changes nothing.

    A row whose sides stay keeps its id and what was said of it, and gets the new confidence. What was said
    of a row that is no more goes to the row that takes most of its segments. Open rows that a person has put
    together are aligned anew as any others. The ids of new rows are distinct over all splices. Raises
    UsageError where the languages are none that can be aligned.
    """
    stretches = list(_stretches(draft))
    if row is not None:
        place = draft.place(row)
        stretches = [stretch for stretch in stretches if place in stretch]
    ids = count(draft.next_id)
    return tuple(
        splice
        for batch in _batches(draft, stretches)
        for stretch, grouped in _aligned(draft, batch)
        for splice in _changes(draft.rows[stretch.start : stretch.stop], grouped, ids)
    )


def part_of(langs: Sequence[str], rows: Sequence[Row]) -> Draft:
    """These rows as a document of their own, in the languages that have anything in them."""
    there = [place for place in range(len(langs)) if any(row.sides[place] for row in rows)]
    shown = (replace(row, sides=tuple(row.sides[place] for place in there)) for row in rows)
    return Draft(tuple(langs[place] for place in there), tuple(shown), 0)


def is_firm(row: Row) -> bool:
    """Whether a row is confirmed, and of a shape that as an anchor nothing ever passes."""
    whole = all(row.sides) if len(row.sides) == 2 else row.is_one_to_one
    return row.state is State.CONFIRMED and whole


def _stretches(draft: Draft) -> Iterator[range]:
    """The places of open rows that stand together."""
    for is_open, run in groupby(enumerate(draft.rows), key=lambda placed: placed[1].state is State.OPEN):
        if is_open:
            places = [place for place, _ in run]
            yield range(places[0], places[-1] + 1)


def _batches(draft: Draft, stretches: Sequence[range]) -> Iterator[list[range]]:
    """Stretches that are aligned at once: between each and the next stands a firm row, near by."""
    batch: list[range] = []
    for stretch in stretches:
        between = draft.rows[batch[-1].stop : stretch.start] if batch else ()
        if batch and (len(between) > NEAR or not any(map(is_firm, between))):
            yield batch
            batch = []
        batch.append(stretch)
    if batch:
        yield batch


def _firm_near(draft: Draft, stretch: range) -> Iterator[int]:
    """The places of the nearest firm rows before and after a stretch."""
    before = range(stretch.start - 1, max(-1, stretch.start - 1 - NEAR), -1)
    after = range(stretch.stop, min(len(draft), stretch.stop + NEAR))
    for side in (before, after):
        yield from islice((place for place in side if is_firm(draft.rows[place])), FIRM)


def _aligned(draft: Draft, batch: Sequence[range]) -> Iterator[tuple[range, list[Grouped]]]:
    """Each stretch of a batch, and what goes together in it now; nothing without a second language."""
    places = sorted({place for stretch in batch for place in (*stretch, *_firm_near(draft, stretch))})
    rows = [draft.rows[place] for place in places]
    part = part_of(draft.langs, rows)
    if len(part.langs) < 2:
        return
    beads = part.beads()
    anchors = [bead for bead, row in zip(beads, rows, strict=True) if is_firm(row)]
    starts = [stretch.start for stretch in batch]
    stretch_of = {
        (lang, k): bisect(starts, place) - 1
        for place, row, bead in zip(places, rows, beads, strict=True)
        if row.state is State.OPEN
        for lang in part.langs
        for k in bead[lang]
    }
    found: list[list[Grouped]] = [[] for _ in batch]
    for bead in align(part.segments(), anchors=anchors):
        first = next((lang, bead[lang][0]) for lang in bead.langs if bead[lang])
        if first in stretch_of:
            shape = (len(bead[lang]) if lang in bead.langs else 0 for lang in draft.langs)
            found[stretch_of[first]].append(Grouped(tuple(shape), bead.confidence))
    yield from zip(batch, found, strict=True)


def _changes(rows: Sequence[Row], grouped: Sequence[Grouped], ids: Iterator[int]) -> Iterator[Splice]:
    """The splices that group the segments of these rows so, where they are grouped or judged otherwise.

    Between two places where both are cut, rows that would only stand in another order stay as they are.
    """
    texts = [tuple(text for row in rows for text in row.sides[k]) for k in range(len(rows[0].sides))]
    old, new = _corners([row.shape for row in rows]), _corners([group.shape for group in grouped])
    there = {corner: number for number, corner in enumerate(new)}
    common = [(number, there[corner]) for number, corner in enumerate(old) if corner in there]
    parts: list[tuple[tuple[Row, ...], tuple[Row, ...]]] = []
    for (first, begin), (stop, end) in pairwise(common):
        held = tuple(rows[first:stop])
        before = dict(zip(_placed(old[first : stop + 1]), held, strict=True))
        confidences = (group.confidence for group in grouped[begin:end])
        after = dict(zip(_placed(new[begin : end + 1]), confidences, strict=True))
        order = before if before.keys() == after.keys() else after
        parts.append((held, _regrouped(before, {at: after[at] for at in order}, texts, ids)))
    for differ, run in groupby(parts, key=lambda part: part[0] != part[1]):
        if differ:
            olds, news = zip(*run, strict=True)
            yield Splice(tuple(chain(*olds)), tuple(chain(*news)))


def _regrouped(
    before: Mapping[Placed, Row], after: Mapping[Placed, float], texts: Sequence[Texts], ids: Iterator[int]
) -> tuple[Row, ...]:
    """The rows that hold what stands at the places of `after`; those that were there before stay."""
    holder = {place: placed for placed in after for place in _segments(placed)}
    heirs: dict[Placed, list[Row]] = {}
    edited: set[Placed] = set()
    for placed, row in before.items():
        takers = Counter(holder[place] for place in _segments(placed))
        if placed not in after:
            heirs.setdefault(takers.most_common(1)[0][0], []).append(row)
        if row.edited:
            edited.update(takers)
    found = []
    for placed, confidence in after.items():
        stays = before.get(placed)
        if stays is None:
            sides = tuple(text[start:stop] for text, (start, stop) in zip(texts, placed, strict=True))
            stays = Row(next(ids), sides, edited=placed in edited)
        found.append(_inherited(replace(stays, confidence=confidence), heirs.get(placed, ())))
    return tuple(found)


def _inherited(row: Row, gone: Sequence[Row]) -> Row:
    """The row with what was said of rows that are no more."""
    units = (one.unit for one in (row, *gone) if one.unit is not None)
    return replace(
        row,
        marked=row.marked or any(one.marked for one in gone),
        note="\n".join(one.note for one in (row, *gone) if one.note),
        unit=next(units, None),
    )


def _segments(placed: Placed) -> Iterator[tuple[int, int]]:
    """The position of the language and the number of each segment there."""
    return ((lang, k) for lang, side in enumerate(placed) for k in range(*side))


def _corners(shapes: Sequence[Shape]) -> list[Shape]:
    """How many segments of each language stand before each group, and before the end."""
    found: list[Shape] = [(0,) * len(shapes[0])]
    for shape in shapes:
        found.append(tuple(map(add, found[-1], shape)))
    return found


def _placed(corners: Sequence[Shape]) -> list[Placed]:
    """Where the groups between these corners stand; a side without segments stands nowhere."""
    return [
        tuple((start, stop) if start < stop else (0, 0) for start, stop in zip(one, two, strict=True))
        for one, two in pairwise(corners)
    ]
