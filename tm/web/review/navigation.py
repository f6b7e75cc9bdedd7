"""Where to go in a document: the next doubtful row, the next with a text, the one of a number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tm.review.draft import Draft, Row, State
from tm.review.order import doubtful_first, is_doubtful
from tm.web.review.window import PAGE

Test = Callable[[Row], bool]
KINDS: Mapping[str, Test] = MappingProxyType(
    {
        "doubtful": is_doubtful,
        "open": lambda row: row.state is State.OPEN,
        "uneven": lambda row: not row.is_one_to_one,
        "marked": lambda row: row.marked,
    }
)
DECIDED = ("confirm", "reject", "confirm-above")  # after these there is nothing more to do at the row


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for: a name such as `next-open`, `find-previous` or `number`, and what that needs.

    With `by_doubt` the next and the previous doubtful row are those in the order of doubt.
    """

    name: str
    text: str = ""
    number: int = 0
    by_doubt: bool = False


def found(draft: Draft, place: int, wish: Wish) -> int | None:
    """The place of the row that is wished for, seen from the one at `place`; None where there is none.

    Behind the last row it goes on with the first, and the other way round.
    """
    way, _, kind = wish.name.partition("-")
    if way in ("next", "previous") and kind in KINDS:
        if kind == "doubtful" and wish.by_doubt:
            return _in_order(draft, place, way)
        return _around(draft, place, way, KINDS[kind])
    if way == "find":
        wanted = " ".join(wish.text.casefold().split())
        return _around(draft, place, kind, lambda row: _says(row, wanted)) if wanted else None
    last = len(draft) - 1
    places = {
        "number": wish.number - 1,
        "first": 0,
        "last": last,
        "next-page": (place // PAGE + 1) * PAGE,
        "previous-page": (place // PAGE - 1) * PAGE,
        "doubtful-first": _first_of_order(draft) if wish.name == "doubtful-first" else 0,
    }
    to = places.get(wish.name)
    return None if to is None else min(max(to, 0), last)


def onward(before: Draft, after: Draft, name: str, row: int, by_doubt: bool) -> int:
    """The id of the row where a person goes on who did `name` and would stand at `row`."""
    if name not in DECIDED:
        return row
    place = after.place(row)
    if by_doubt:
        order = doubtful_first(before)
        rest = order[order.index(row) + 1 :] + order[: order.index(row)] if row in order else order
        return next((id for id in rest if _is_open(after, id)), row)
    if place is None:
        return row
    return next((one.id for one in after.rows[place + 1 :] if one.state is State.OPEN), row)


def _around(draft: Draft, place: int, way: str, test: Test) -> int | None:
    count = len(draft)
    step = 1 if way == "next" else -1
    places = ((place + step * k) % count for k in range(1, count + 1))
    return next((at for at in places if test(draft.rows[at])), None)


def _in_order(draft: Draft, place: int, way: str) -> int | None:
    order = doubtful_first(draft)
    if not order:
        return None
    here = draft.rows[place].id
    if here not in order:
        return draft.place(order[0])
    return draft.place(order[(order.index(here) + (1 if way == "next" else -1)) % len(order)])


def _first_of_order(draft: Draft) -> int | None:
    order = doubtful_first(draft)
    return draft.place(order[0]) if order else None


def _is_open(draft: Draft, id: int) -> bool:
    place = draft.place(id)
    return place is not None and draft.rows[place].state is State.OPEN


def _says(row: Row, wanted: str) -> bool:
    texts = (row.note, *(row.text(place) for place in range(len(row.sides))))
    return any(wanted in text.casefold() for text in texts)
