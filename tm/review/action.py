"""What a reviewer may do to a row, and what it changes: one small function each, ACTIONS the list of them.

Each takes the draft, the place of the row and what was asked, and gives the splice that does it. Where
there is nothing to do, it raises Refused with the reason, which is for people to read.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from tm.errors import InputError, Message
from tm.review.caret import parts
from tm.review.draft import Draft, Row, State, Texts
from tm.review.splice import Splice

LONGEST = 10_000  # characters of a note
_UNSEEN = ("Cc", "Cs")  # categories of control characters, and of halves of characters


class Refused(InputError):
    """A reviewer asked for something that can't be done here; says why."""


@dataclass(frozen=True, slots=True)
class Action:
    """What is asked: its name in ACTIONS, the row, and what else that action needs.

    `lang` is the side; `segment` the number of a segment in it, from 0, and `offset` a place in its
    characters (code points); `text` a note, or the new segments of the side, a line each.
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
    """The row becomes two: the second begins at a place in the characters of a segment of one side.

    At the start of a segment, or at its end, no text is cut. The other sides are parted where as much of them
    stands before, by length; moves put that right.
    """
    row, place = draft.rows[at], _place(draft, action)
    side, cut = row.sides[place], action.segment
    if not 0 <= cut < len(side):
        raise Refused("there is no such segment to split at")
    if not 0 <= action.offset <= len(side[cut]):
        raise Refused("the segment is not so long; there is no such place to split at")
    before, after = parts(side[cut], action.offset)
    if before and after:
        first: Texts = (*side[:cut], before)
        second: Texts = (after, *side[cut + 1 :])
    else:
        end = cut if after else cut + 1
        first, second = side[:end], side[end:]
    share = _length(first) / max(1, _length(first) + _length(second))
    halves = [(first, second) if k == place else _parted(one, share) for k, one in enumerate(row.sides)]
    one, two = (tuple(half[k] for half in halves) for k in (0, 1))
    if not any(one) or not any(two):
        raise Refused(
            "nothing would stand on one side of the cut; a second click in the segment says where to cut"
        )
    new = replace(row, confidence=None, state=State.OPEN, edited=row.edited or bool(before and after))
    return Splice(
        (row,),
        (replace(new, sides=one), replace(new, id=draft.next_id, sides=two, note="", unit=None)),
    )


def first_up(draft: Draft, at: int, action: Action) -> Splice:
    """The first segment of one side goes to the row above, to a new one where there is none."""
    place, row = _place(draft, action), draft.rows[at]
    moved, rest = row.sides[place][:1], _with(row, place, row.sides[place][1:])
    if not moved:
        raise Refused("this side is empty; there is nothing to move")
    if at:
        above = draft.rows[at - 1]
        return Splice((above, row), (_grown(above, place, (*above.sides[place], *moved), row, rest), *rest))
    if not rest:
        raise Refused("it stands alone in the first row already")
    return Splice((row,), (_alone(draft, row, place, moved), *rest))


def last_down(draft: Draft, at: int, action: Action) -> Splice:
    """The last segment of one side goes to the row below, to a new one where there is none."""
    place, row = _place(draft, action), draft.rows[at]
    moved, rest = row.sides[place][-1:], _with(row, place, row.sides[place][:-1])
    if not moved:
        raise Refused("this side is empty; there is nothing to move")
    if at + 1 < len(draft):
        below = draft.rows[at + 1]
        return Splice((row, below), (*rest, _grown(below, place, (*moved, *below.sides[place]), row, rest)))
    if not rest:
        raise Refused("it stands alone in the last row already")
    return Splice((row,), (*rest, _alone(draft, row, place, moved)))


def first_out(draft: Draft, at: int, action: Action) -> Splice:
    """The first segment of one side gets a row of its own, above this one."""
    place, row = _place(draft, action), draft.rows[at]
    rest = _with(row, place, row.sides[place][1:])
    if not row.sides[place] or not rest:
        raise Refused("it stands alone already, or there is nothing to move")
    return Splice((row,), (_alone(draft, row, place, row.sides[place][:1]), *rest))


def last_out(draft: Draft, at: int, action: Action) -> Splice:
    """The last segment of one side gets a row of its own, below this one."""
    place, row = _place(draft, action), draft.rows[at]
    rest = _with(row, place, row.sides[place][:-1])
    if not row.sides[place] or not rest:
        raise Refused("it stands alone already, or there is nothing to move")
    return Splice((row,), (*rest, _alone(draft, row, place, row.sides[place][-1:])))


def edit(draft: Draft, at: int, action: Action) -> Splice:
    """One side says something else: `text` has its segments, a line each.

    What was decided of the row stays; how sure the aligner was says nothing where a side was empty, or is.
    """
    place, row = _place(draft, action), draft.rows[at]
    texts = tuple(filter(None, map(str.strip, _lines(_kept(action.text)))))
    if texts == tuple(filter(None, map(str.strip, _lines("\n".join(row.sides[place]))))):
        raise Refused("the text is as it was")
    sides = tuple(texts if k == place else side for k, side in enumerate(row.sides))
    if not any(sides):
        raise Refused("the last text of a row can't be taken away; reject the row instead")
    known = row.confidence if bool(texts) == bool(row.sides[place]) else None
    return Splice((row,), (replace(row, sides=sides, confidence=known, edited=True),))


def confirm(draft: Draft, at: int, _: Action) -> Splice:
    """The row is right."""
    return _stated(draft, at, State.CONFIRMED, Message("it is confirmed already"))


def reject(draft: Draft, at: int, _: Action) -> Splice:
    """The row shall not be used."""
    return _stated(draft, at, State.REJECTED, Message("it is rejected already"))


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
    text = "\n".join(_lines(_kept(action.text))).strip()
    if len(text) > LONGEST:
        raise Refused(
            Message("a note has %(most)s characters at most, not %(count)s", most=LONGEST, count=len(text))
        )
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
    return Splice((one, two), (_heir(replace(one, sides=sides, confidence=None, state=State.OPEN), two),))


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
        raise Refused(Message("the document has no language %(lang)s", lang=repr(action.lang)))
    return draft.langs.index(action.lang)


def _with(row: Row, place: int, side: Texts) -> tuple[Row, ...]:
    """The row with less on a side, as a person has put it together; () where nothing is left of it."""
    sides = tuple(side if k == place else one for k, one in enumerate(row.sides))
    return (replace(row, sides=sides, confidence=None, state=State.OPEN),) if any(sides) else ()


def _grown(row: Row, place: int, side: Texts, giver: Row, rest: tuple[Row, ...]) -> Row:
    """The row with what another gave it, and with what was said of that one if nothing is left of it."""
    grown = replace(
        row,
        sides=tuple(side if k == place else one for k, one in enumerate(row.sides)),
        confidence=None,
        state=State.OPEN,
        edited=row.edited or giver.edited,
    )
    return grown if rest else _heir(grown, giver)


def _heir(row: Row, gone: Row) -> Row:
    """The row with what was said of one that is part of it now, so that no note and no mark is lost."""
    return replace(
        row,
        marked=row.marked or gone.marked,
        edited=row.edited or gone.edited,
        note="\n".join(filter(None, (row.note, gone.note))),
        unit=gone.unit if row.unit is None else row.unit,
    )


def _alone(draft: Draft, row: Row, place: int, side: Texts) -> Row:
    """A new row of what was taken out of another."""
    sides = tuple(side if k == place else () for k in range(len(draft.langs)))
    return Row(draft.next_id, sides, edited=row.edited)


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _kept(text: str) -> str:
    """What a person has written; Refused where it holds what no text should."""
    strange = next(
        (one for one in text if one not in "\t\r\n" and unicodedata.category(one) in _UNSEEN), None
    )
    if strange is not None:
        raise Refused(
            Message("the text holds a character that can't be kept: %(code)s", code=f"U+{ord(strange):04X}")
        )
    return text


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
