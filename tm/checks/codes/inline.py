"""Inline codes of a segment as a flat list, and what two such lists have to say of each other.

Codes are matched by their `x`, as TMX says, where both sides have it, and by kind, type and native content
where not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from tm.checks.side import Side
from tm.units import NATIVE, Code, Content, Finding


class Place(NamedTuple):
    """A code, the offset in the plain text where it stands, and where it ends (a `hi` holds text)."""

    code: Code
    start: int
    end: int

    @property
    def native(self) -> str:
        """What the code stands for, white space folded."""
        return " ".join("".join(piece for piece in self.code.content if isinstance(piece, str)).split())

    @property
    def name(self) -> str:
        """What to call the code in a message."""
        inside = self.native if self.code.kind in NATIVE else ""
        what = (
            inside
            or self.code.attribute("type")
            or self.code.attribute("x")
            or self.code.attribute("i")
            or ""
        )
        return f"{what} ({self.code.kind})" if what else self.code.kind


def places(content: Content, start: int = 0) -> Iterator[Place]:
    """The codes of a segment in their order, those inside `hi` after it."""
    at = start
    for piece in content:
        if isinstance(piece, str):
            at += len(piece)
        elif piece.kind in NATIVE:
            yield Place(piece, at, at)
        else:
            inner = list(places(piece.content, at))
            end = at + sum(len(part) for part in _texts(piece.content))
            yield Place(piece, at, end)
            yield from inner
            at = end


def _texts(content: Content) -> Iterator[str]:
    for piece in content:
        if isinstance(piece, str):
            yield piece
        elif piece.kind not in NATIVE:
            yield from _texts(piece.content)


def compare(source: Side, target: Side) -> Sequence[Finding]:
    """What is wrong with the codes of the target beside those of the source."""
    shape = _shape(source.variant.content)
    if shape == _shape(target.variant.content) and _is_whole(shape):  # as in nearly every unit
        return ()
    ours, theirs = list(places(source.variant.content)), list(places(target.variant.content))
    found = list(_pairs(target, theirs))
    broken = list(_pairs(source, ours))
    if not found:
        found += broken  # a target as broken as its source is named once
        if not broken:
            found += _order(ours, theirs, source, target)
    missing, added, changed = _matched(ours, theirs)
    for one, other in changed:
        what = "is of another kind" if one.code.kind != other.code.kind else "was changed"
        reason = f"the code {one.name} of the source {what}: {other.name} in the target"
        found.append(Finding("codes.changed", target.tag, reason, other.start, other.end))
    for place in missing:
        reason = f"the code {place.name} of the source is missing in the target"
        found.append(Finding("codes.missing", source.tag, reason, place.start, place.end))
    for place in added:
        reason = f"the target has the code {place.name}, which the source has not"
        found.append(Finding("codes.added", target.tag, reason, place.start, place.end))
    return found


def _shape(content: Content) -> Content:
    """The content with its texts left out, but for where they stand."""
    return tuple(["" if isinstance(piece, str) else piece for piece in content])


@lru_cache(maxsize=1 << 10)
def _is_whole(shape: Content) -> bool:
    """Whether every code that opens is closed after it, numbers used once, and none holds other elements."""
    opened: set[str | None] = set()
    for piece in shape:
        if isinstance(piece, str):
            continue
        number = piece.attribute("i")
        if piece.kind not in NATIVE or (piece.kind == "bpt" and number in opened):
            return False
        if piece.kind == "bpt":
            opened.add(number)
        elif piece.kind == "ept":
            if number not in opened:
                return False
            opened.discard(number)
    return not opened


def _pairs(side: Side, codes: list[Place]) -> Iterator[Finding]:
    """What opens without closing, or closes without having been opened."""
    opened: dict[str | None, Place] = {}
    for place in codes:
        number = place.code.attribute("i")
        if place.code.kind == "bpt":
            if number in opened:
                yield Finding(
                    "codes.pair",
                    side.tag,
                    f"two codes open with the number {number}",
                    place.start,
                    place.end,
                )
            opened[number] = place
        elif place.code.kind == "ept" and opened.pop(number, None) is None:
            reason = f"the code {place.name} closes what was not opened before it"
            yield Finding("codes.pair", side.tag, reason, place.start, place.end)
    for place in opened.values():
        reason = f"the code {place.name} is opened, but not closed after it"
        yield Finding("codes.pair", side.tag, reason, place.start, place.end)


def _order(ours: list[Place], theirs: list[Place], source: Side, target: Side) -> Iterator[Finding]:
    """Pairs that cross in the target but not in the source, and those that have lost their text."""
    crossing = _crossing(theirs)
    if crossing and not _crossing(ours):
        reason = f"the code {crossing.name} closes before what was opened inside it; put the codes in order"
        yield Finding("codes.order", target.tag, reason, crossing.start, crossing.end)
    full = Counter(opening.native for opening, closing in _spans(ours) if _text(source, opening, closing))
    for opening, closing in _spans(theirs):
        if full[opening.native] and not _text(target, opening, closing):
            reason = (
                f"the code {opening.name} holds no text in the target; put its words between it and its end"
            )
            yield Finding("codes.order", target.tag, reason, opening.start, closing.end)


def _text(side: Side, opening: Place, closing: Place) -> str:
    return side.text[opening.start : closing.start].strip()


def _crossing(codes: list[Place]) -> Place | None:
    """The first closing code that closes another than the last opened one."""
    stack: list[str | None] = []
    for place in codes:
        number = place.code.attribute("i")
        if place.code.kind == "bpt":
            stack.append(number)
        elif place.code.kind == "ept" and stack:
            if stack[-1] != number and number in stack:
                return place
            stack.pop()
    return None


def _spans(codes: list[Place]) -> Iterator[tuple[Place, Place]]:
    """Each opening code with what closes it."""
    opened: dict[str | None, Place] = {}
    for place in codes:
        number = place.code.attribute("i")
        if place.code.kind == "bpt":
            opened[number] = place
        elif place.code.kind == "ept" and number in opened:
            yield opened.pop(number), place


Matched = tuple[list[Place], list[Place], list[tuple[Place, Place]]]


def _matched(ours: list[Place], theirs: list[Place]) -> Matched:
    """The codes that the target lacks, those it has too many, and those that were changed."""
    changed: list[tuple[Place, Place]] = []
    left, right = _by_x(ours, theirs, changed)
    left, right = _drop(
        left, right, lambda place: (place.code.kind, place.code.attribute("type"), place.native)
    )
    left, right = _drop(left, right, lambda place: (place.code.kind, place.native))
    left, right = _take(left, right, changed, lambda place: place.native or None)  # of another kind
    left, right = _take(left, right, changed, lambda place: place.code.kind)  # of another content
    return left, right, changed


def _by_x(
    ours: list[Place], theirs: list[Place], changed: list[tuple[Place, Place]]
) -> tuple[list[Place], list[Place]]:
    """Match what has the same kind of code and x on both sides; what remains."""
    keys = {_key(place): place for place in ours if _key(place)}
    rest, used = [], set()
    for place in theirs:
        key = _key(place)
        one = keys.get(key) if key not in used else None
        if one is None:
            rest.append(place)
            continue
        used.add(key)
        natives = (one.native, place.native)
        if one.code.kind in NATIVE and all(natives) and natives[0] != natives[1]:
            changed.append((one, place))
    return [place for place in ours if _key(place) not in used], rest


def _key(place: Place) -> tuple[str, str] | None:
    x = place.code.attribute("x")
    return (place.code.kind, x) if x else None


def _drop(left: list[Place], right: list[Place], key: object) -> tuple[list[Place], list[Place]]:
    """The same without what has the same key on both sides."""
    return _take(left, right, None, key)


def _take(
    left: list[Place], right: list[Place], pairs: list[tuple[Place, Place]] | None, key: object
) -> tuple[list[Place], list[Place]]:
    """Take out of both lists what has the same key, into `pairs` if that is given."""
    assert callable(key)
    waiting: dict[object, list[Place]] = {}
    for place in left:
        waiting.setdefault(key(place), []).append(place)
    rest = []
    for place in right:
        same = waiting.get(key(place)) if key(place) is not None else None
        if not same:
            rest.append(place)
            continue
        one = same.pop(0)
        if pairs is not None:
            pairs.append((one, place))
    kept = {id(place) for places in waiting.values() for place in places}
    return [place for place in left if id(place) in kept], rest
