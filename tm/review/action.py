"""What a reviewer may do to a row, and what it changes: one small function each, ACTIONS the list of them.

Each takes the draft, the place of the row and what was asked, and gives the splice that does it. Where
there is nothing to do, it raises Refused with the reason, which is for people to read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from tm.errors import InputError
from tm.review.draft import Draft, Row, State, Texts
from tm.review.splice import Splice


class Refused(InputError):
    """A reviewer asked for something that can't be done here; says why."""


@dataclass(frozen=True, slots=True)
class Action:
    """What is asked: its name in ACTIONS, the row, and what else that action needs.

    `lang` is the side; `segment` the number of a segment in it, from 0, and `offset` a place in the
    characters of that segment; `text` a note, or the new segments of the side, a line each.
    """

    name: str
    row: int
    lang: str = ""
    segment: int = 0
    offset: int = 0
    text: str = ""


def merge_next(draft: Draft, at: int, _: Action) -> Splice:
    """The row and the next one become one."""
    if at + 1 >= len(draft):
        raise Refused("there is no next row to merge with")
    return _merged(draft, at)


def merge_previous(draft: Draft, at: int, _: Action) -> Splice:
    """The row and the one before it become one."""
    if at == 0:
        raise Refused("there is no row before this one to merge with")
    return _merged(draft, at - 1)


def split(draft: Draft, at: int, action: Action) -> Splice:
    """The row becomes two: what follows a segment of one side, or a place in its characters, is the second.

    The other sides are parted where as much of them stands before, by length; moves put that right.
    """
    row, place = draft.rows[at], _place(draft, action)
    side = row.sides[place]
    if not 0 <= action.segment < len(side):
        raise Refused("there is no such segment to split at")
    text = side[action.segment]
    before, after = text[: action.offset].rstrip(), text[action.offset :].lstrip()
    if before and after:
        first: Texts = (*side[: action.segment], before)
        second: Texts = (after, *side[action.segment + 1 :])
    else:
        cut = action.segment + (0 if after else 1)
        first, second = side[:cut], side[cut:]
    share = _length(first) / max(1, _length(first) + _length(second))
    halves = [(first, second) if k == place else _parted(one, share) for k, one in enumerate(row.sides)]
    one, two = (tuple(half[k] for half in halves) for k in (0, 1))
    if not any(one) or not any(two):
        raise Refused("nothing would stand on one side of the cut")
    cut_text = row.edited or bool(before and after)
    return Splice(
        (row,),
        (
            replace(row, sides=one, confidence=None, state=State.OPEN, edited=cut_text),
            replace(
                row,
                id=draft.next_id,
                sides=two,
                confidence=None,
                state=State.OPEN,
                edited=cut_text,
                note="",
                unit=None,
            ),
        ),
    )


def first_up(draft: Draft, at: int, action: Action) -> Splice:
    """The first segment of one side goes to the row above, to a new one where there is none."""
    place, row = _place(draft, action), draft.rows[at]
    if not row.sides[place]:
        raise Refused("this side is empty; there is nothing to move")
    above = draft.rows[at - 1] if at else None
    moved = row.sides[place][:1]
    rest = _with(row, place, row.sides[place][1:])
    if above is None:
        return Splice((row,), (_alone(draft, place, moved), *rest))
    grown = _with(above, place, (*above.sides[place], *moved))
    return Splice((above, row), (*grown, *rest))


def last_down(draft: Draft, at: int, action: Action) -> Splice:
    """The last segment of one side goes to the row below, to a new one where there is none."""
    place, row = _place(draft, action), draft.rows[at]
    if not row.sides[place]:
        raise Refused("this side is empty; there is nothing to move")
    below = draft.rows[at + 1] if at + 1 < len(draft) else None
    moved = row.sides[place][-1:]
    rest = _with(row, place, row.sides[place][:-1])
    if below is None:
        return Splice((row,), (*rest, _alone(draft, place, moved)))
    grown = _with(below, place, (*moved, *below.sides[place]))
    return Splice((row, below), (*rest, *grown))


def first_out(draft: Draft, at: int, action: Action) -> Splice:
    """The first segment of one side gets a row of its own, above this one."""
    place, row = _place(draft, action), draft.rows[at]
    rest = _with(row, place, row.sides[place][1:])
    if not row.sides[place] or not rest:
        raise Refused("it stands alone already, or there is nothing to move")
    return Splice((row,), (_alone(draft, place, row.sides[place][:1]), *rest))


def last_out(draft: Draft, at: int, action: Action) -> Splice:
    """The last segment of one side gets a row of its own, below this one."""
    place, row = _place(draft, action), draft.rows[at]
    rest = _with(row, place, row.sides[place][:-1])
    if not row.sides[place] or not rest:
        raise Refused("it stands alone already, or there is nothing to move")
    return Splice((row,), (*rest, _alone(draft, place, row.sides[place][-1:])))


def edit(draft: Draft, at: int, action: Action) -> Splice:
    """One side says something else: `text` has its segments, a line each."""
    place, row = _place(draft, action), draft.rows[at]
    texts = tuple(filter(None, (" ".join(line.split()) for line in action.text.splitlines())))
    if texts == row.sides[place]:
        raise Refused("the text is as it was")
    sides = tuple(texts if k == place else side for k, side in enumerate(row.sides))
    if not any(sides):
        raise Refused("the last text of a row can't be taken away; reject the row instead")
    return Splice((row,), (replace(row, sides=sides, edited=True),))


def confirm(draft: Draft, at: int, _: Action) -> Splice:
    """The row is right."""
    return _stated(draft, at, State.CONFIRMED, "it is confirmed already")


def reject(draft: Draft, at: int, _: Action) -> Splice:
    """The row shall not be used."""
    return _stated(draft, at, State.REJECTED, "it is rejected already")


def reopen(draft: Draft, at: int, _: Action) -> Splice:
    """Nothing is decided of the row any more."""
    return _stated(draft, at, State.OPEN, "nothing is decided of it yet")


def confirm_above(draft: Draft, at: int, _: Action) -> Splice:
    """The row and all open ones above it are right."""
    first = next((k for k in range(at + 1) if draft.rows[k].state is State.OPEN), None)
    if first is None:
        raise Refused("there is no open row from here up")
    old = draft.rows[first : at + 1]
    return Splice(old, tuple(_confirmed(row) if row.state is State.OPEN else row for row in old))


def mark(draft: Draft, at: int, _: Action) -> Splice:
    """The row gets a mark, or loses it."""
    row = draft.rows[at]
    return Splice((row,), (replace(row, marked=not row.marked),))


def note(draft: Draft, at: int, action: Action) -> Splice:
    """The row gets a note; without a text it loses it."""
    row = draft.rows[at]
    text = action.text.strip()
    if text == row.note:
        raise Refused("the note is as it was")
    return Splice((row,), (replace(row, note=text),))


Edit = Callable[[Draft, int, Action], Splice]
ACTIONS: Mapping[str, Edit] = MappingProxyType(
    {
        "merge-next": merge_next,
        "merge-previous": merge_previous,
        "split": split,
        "first-up": first_up,
        "last-down": last_down,
        "first-out": first_out,
        "last-out": last_out,
        "edit": edit,
        "confirm": confirm,
        "confirm-above": confirm_above,
        "reject": reject,
        "reopen": reopen,
        "mark": mark,
        "note": note,
    }
)


def _merged(draft: Draft, at: int) -> Splice:
    one, two = draft.rows[at : at + 2]
    sides = tuple((*a, *b) for a, b in zip(one.sides, two.sides, strict=True))
    said = "\n".join(filter(None, (one.note, two.note)))
    return Splice(
        (one, two),
        (
            replace(
                one,
                sides=sides,
                confidence=None,
                state=State.OPEN,
                marked=one.marked or two.marked,
                edited=one.edited or two.edited,
                note=said,
            ),
        ),
    )


def _confirmed(row: Row) -> Row:
    """What `replace` does in twice the time, which tells where there are twenty thousand of them."""
    return Row(row.id, row.sides, row.confidence, State.CONFIRMED, row.marked, row.edited, row.note, row.unit)


def _stated(draft: Draft, at: int, state: State, already: str) -> Splice:
    row = draft.rows[at]
    if row.state is state:
        raise Refused(already)
    return Splice((row,), (replace(row, state=state),))


def _place(draft: Draft, action: Action) -> int:
    if action.lang not in draft.langs:
        raise Refused(f"the document has no language {action.lang!r}")
    return draft.langs.index(action.lang)


def _with(row: Row, place: int, side: Texts) -> tuple[Row, ...]:
    """The row with another side, as a person has put it together; () where nothing is left of it."""
    sides = tuple(side if k == place else one for k, one in enumerate(row.sides))
    return (replace(row, sides=sides, confidence=None, state=State.OPEN),) if any(sides) else ()


def _alone(draft: Draft, place: int, side: Texts) -> Row:
    return Row(draft.next_id, tuple(side if k == place else () for k in range(len(draft.langs))))


def _parted(side: Texts, share: float) -> tuple[Texts, Texts]:
    """A side in two, so that the first part has about this share of its characters."""
    whole, best, cut = _length(side), 2.0, 0
    for k in range(len(side) + 1):
        off = abs(_length(side[:k]) / max(1, whole) - share)
        if off < best:
            best, cut = off, k
    return side[:cut], side[cut:]


def _length(side: Sequence[str]) -> int:
    return sum(map(len, side))
