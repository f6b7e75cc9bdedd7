"""Drafts that tests begin with."""

from __future__ import annotations

from tests.review import drafts
from tm.review.draft import Draft, Row, Source, State

LANGS = ("kk", "en", "ru")
SOURCE = Source("news", "article", "news/article", "ushtil:test")


def row(id: int, *sides: str, confidence: float | None = 0.95, **said: object) -> Row:
    """A row whose segments are parted by bars, of which the aligner is sure."""
    return drafts.row(id, *sides, confidence=confidence, **said)


def draft(*rows: Row, langs: tuple[str, ...] = LANGS) -> Draft:
    """A draft of these rows."""
    return Draft(langs, rows, max(row.id for row in rows) + 1)


def article() -> Draft:
    """Five rows in three languages: confident, doubtful, decided, and with sides left out."""
    return draft(
        row(1, "Қала жаңарды.", "The city was renewed.", "Город обновился."),
        row(2, "Көпір бар.|Ол ескі.", "There is an old bridge.", "Есть мост.|Он старый.", confidence=0.41),
        row(3, "", "Nobody said why.", "", confidence=0.7),
        row(4, "Иә.", "Yes.", "Да.", state=State.CONFIRMED),
        row(5, "Қар жауды.", "It snowed.", "Шёл снег.", confidence=0.88, marked=True, note="check"),
    )
