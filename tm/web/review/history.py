"""Who did what to a document, and when."""

from __future__ import annotations

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import Response

from tm.web.numbers import number_of
from tm.web.pages import page
from tm.web.review.person import person_of
from tm.web.state import state_of

EVENTS = 200  # on a page


async def history(request: Request) -> Response:
    """What was done to a document, the last first, a page at a time."""
    return await to_thread.run_sync(_history, request)


def _history(request: Request) -> Response:
    review = state_of(request).desk.open(request.path_params["id"])
    before = number_of(request.query_params.get("before"))
    events = review.history()[::-1]
    if before:
        events = [event for event in events if event.number < before]
    draft = review.now.draft
    numbers = {
        event.row: place + 1 for event in events[:EVENTS] if (place := draft.place(event.row)) is not None
    }
    return page(
        request,
        "review/history.html",
        review=review,
        events=events[:EVENTS],
        earlier=events[EVENTS - 1].number if len(events) > EVENTS else None,
        numbers=numbers,
        person=person_of(request),
    )
