"""Documents under review, written short."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tm.review.action import ACTIONS, Action
from tm.review.desk import Desk, Person, Review
from tm.review.draft import Draft, Row, Source

AIGERIM, BORIS = Person("a", "Айгерім"), Person("b", "Boris")
LANGS = "kk", "en"
SOURCE = Source("news", "article")


def row(id: int, *sides: str, confidence: float | None = 0.9, **said: object) -> Row:
    """A row whose segments are parted by bars; nothing is an empty side."""
    texts = tuple(tuple(filter(None, side.split("|"))) for side in sides)
    return Row(id, texts, confidence, **said)  # type: ignore[arg-type]


def draft(*rows: tuple[str, str]) -> Draft:
    """A document of rows, from 1."""
    made = tuple(row(number, *sides) for number, sides in enumerate(rows, start=1))
    return Draft(LANGS, made, len(made) + 1)


def plain(rows: int, *, doubtful: int = 0) -> Draft:
    """So many rows that say which they are; the first ones are those of little confidence."""

    def sure(n: int) -> float:
        return 0.3 if n <= doubtful else 0.9

    made = (
        row(n, f"{n} сөйлем. Тағы бір.|Және {n}.", f"Sentence {n}. One more.", confidence=sure(n))
        for n in range(1, rows + 1)
    )
    return Draft(LANGS, tuple(made), rows + 1)


def shown(draft: Draft) -> list[str]:
    """The rows as they are written in `draft`."""
    return [" = ".join("|".join(side) for side in row.sides) for row in draft.rows]


def acted(draft: Draft, name: str, at: int, **more: str | int) -> Draft:
    """What an action makes of the row at a place."""
    action = Action(name, draft.rows[at].id, **more)  # type: ignore[arg-type]
    return ACTIONS[name](draft, at, action).applied(draft)


def opened(place: Path, beginning: Draft, source: Source = SOURCE) -> Review:
    """A document under review in the file at a place."""
    desk = Desk(place)
    return desk.open(desk.add(source, beginning))


def ids(rows: Sequence[Row]) -> list[int]:
    """The ids of rows."""
    return [row.id for row in rows]
