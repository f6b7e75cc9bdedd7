"""The desk of an application: one for each file of reviews."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from starlette.requests import HTTPConnection

from tm.review.desk import Desk
from tm.web.state import state_of


def desk_of(request: HTTPConnection) -> Desk:
    """Where the reviews of the application are."""
    return _at(state_of(request).settings.reviews)


@cache
def _at(place: Path) -> Desk:
    return Desk(place)
