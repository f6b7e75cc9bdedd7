"""The options that say which units of a memory are wanted, shared by the commands that read memories."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tm.selection import Selection

Langs = Annotated[
    str | None, typer.Option("--langs", metavar="kk,ru", help="Languages to keep; others are left out.")
]
Project = Annotated[str | None, typer.Option("--project", help="Units whose project has this in its name.")]
Document = Annotated[
    str | None, typer.Option("--document", help="Units whose document has this in its name.")
]
Origin = Annotated[
    str | None,
    typer.Option("--origin", help="Units made by this person, tool or aligner (part of the name)."),
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="2026-11-04", help="Units changed on this day or later.")
]
Until = Annotated[
    str | None,
    typer.Option("--until", metavar="2026-11-04", help="Units last changed on this day or before."),
]
Confidence = Annotated[
    float | None,
    typer.Option("--min-confidence", min=0, max=1, help="Leave out units of which an aligner is less sure."),
]
Review = Annotated[
    str | None,
    typer.Option(
        "--review", metavar="confirmed,edited", help="Units in these states: auto, edited, confirmed."
    ),
]
Text = Annotated[
    str | None, typer.Option("--text", metavar="REGEX", help="Units with this in any of their texts.")
]
Rejects = Annotated[
    Path | None,
    typer.Option("--rejects", metavar="FILE.tmx", help="Put units that can't be read here, and go on."),
]
DropInvalid = Annotated[
    bool, typer.Option("--drop-invalid", help="Leave out characters that XML can't hold, and count them.")
]


def selection(
    langs: str | None,
    project: str | None,
    document: str | None,
    origin: str | None,
    since: str | None,
    until: str | None,
    confidence: float | None,
    review: str | None,
    text: str | None,
) -> Selection:
    """What the options say. Raises UsageError as `Selection`."""
    from tm.selection import Selection

    return Selection(
        langs=listed(langs),
        project=project,
        document=document,
        origin=origin,
        since=since,
        until=until,
        confidence=confidence,
        review=frozenset(listed(review)),
        text=text,
    )


def listed(value: str | None) -> tuple[str, ...]:
    """What stands between the commas."""
    return tuple(part.strip() for part in (value or "").split(",") if part.strip())
