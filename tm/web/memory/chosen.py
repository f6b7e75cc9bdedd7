"""What the fields of a form say: which units are wanted, and which languages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from starlette.datastructures import FormData

from tm.errors import Message, UsageError
from tm.languages import matches
from tm.selection import Selection

Said = Mapping[str, str]


def texts(form: FormData) -> dict[str, str]:
    """The fields that were filled in, stripped; the values of a name that stands twice with commas."""
    said: dict[str, str] = {}
    for name, value in form.multi_items():
        if isinstance(value, str) and value.strip():
            said[name] = f"{said[name]},{value.strip()}" if name in said else value.strip()
    return said


def selection_of(said: Said) -> Selection:
    """The units that a form asks for. Raises UsageError for what is no language, day or number.

    A text is looked for as it is written: a regular expression of somebody else could keep us busy for ever.
    """
    return Selection(
        langs=listed(said.get("langs")),
        project=said.get("project"),
        document=said.get("document"),
        origin=said.get("origin"),
        since=said.get("since"),
        until=said.get("until"),
        confidence=_share(said.get("confidence")),
        review=frozenset(listed(said.get("review"))),
        text=re.escape(said["text"]) if "text" in said else None,
    )


def pair_of(said: Said) -> tuple[str, ...]:
    """Source and target, or neither. Raises UsageError where there is one, or both are the same."""
    source, target = said.get("source"), said.get("target")
    if (source is None) != (target is None):
        raise UsageError(Message("Source and target language go together: name both."))
    if source and target and matches(source, target):
        raise UsageError(
            Message("%(one)s, %(other)s: source and target are one language", one=source, other=target)
        )
    return (source, target) if source and target else ()


def listed(value: str | None) -> tuple[str, ...]:
    """What stands between commas or spaces."""
    return tuple(re.split(r"[,\s]+", value.strip(" ,"))) if value and value.strip(" ,") else ()


def _share(value: str | None) -> float | None:
    if value is None:
        return None
    try:
        share = float(value.replace(",", "."))
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise UsageError(Message("%(said)s: a confidence is a number from 0 to 1", said=value))
    return share
