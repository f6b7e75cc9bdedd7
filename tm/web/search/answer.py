"""What a search finds, as a page shows it: a card a unit, with its texts in pieces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tm import marking
from tm.errors import UsageError
from tm.languages import AUTONYMS, base
from tm.matching.concordance import Hit
from tm.matching.excerpt import excerpt
from tm.matching.match import EXACT, IN_CONTEXT, Match, Penalty
from tm.provenance import day_of, document_of, review_of
from tm.units import TranslationUnit, Variant

WIDTH = 400  # characters of a text that are shown at first
_VERY_LIKE = 85  # per cent


class Piece(NamedTuple):
    """A part of a text: plain, or what is found (`mark`), missing (`del`) or new (`ins`) in it."""

    kind: str
    text: str


class Side(NamedTuple):
    """A text of a unit. `whole` are all its pieces where `pieces` are but some of them, else empty.

    `copied` is what a translator takes over; `repaired` the text with the numbers of the query, if that is
    another one.
    """

    lang: str
    pieces: tuple[Piece, ...]
    whole: tuple[Piece, ...] = ()
    copied: str = ""
    repaired: str | None = None


class Score(NamedTuple):
    """How like a match is: whole per cent, a band with its symbol, and what it lost points for."""

    percent: int
    band: str
    symbol: str
    penalties: tuple[Penalty, ...]


class Card(NamedTuple):
    """A unit that is found: what it says in the languages looked in, and in the others."""

    number: int
    sources: tuple[Side, ...]
    targets: tuple[Side, ...]
    document: str | None
    review: str | None
    day: str | None
    score: Score | None = None


class Answer(NamedTuple):
    """What a search has found, and what may be said of it.

    `state` is one of `start`, `short`, `empty`, `missing`, `problem`, `nothing`, `found`; `document` for one
    that is read in its order, `undocumented` where there is none of that name; `why` the words of a problem,
    `error` one that has no words yet.
    `known` are the languages of the memory, `langs` those looked in, `others` the rest. `total` is how many
    units there are, `is_least` whether there may be more than that; `looked` how many were looked through
    where a filter left some out. Where only the newest segments were looked through, since they are too many,
    `extent` says how many of how many. `before` and `after` are the numbers of the first and the last unit
    where more of the document come before and after it.
    """

    state: str
    cards: tuple[Card, ...] = ()
    langs: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    total: int = 0
    is_least: bool = False
    looked: int = 0
    extent: tuple[int, int] | None = None
    known: tuple[str, ...] = ()
    before: int | None = None
    after: int | None = None
    why: str = ""
    status: int = 200
    error: UsageError | None = None


def card_of(
    number: int,
    unit: TranslationUnit,
    sources: Iterable[Side],
    targets: Iterable[Side],
    score: Score | None = None,
) -> Card:
    """A unit with some of its texts."""
    return Card(
        number,
        tuple(sources),
        tuple(targets),
        document_of(unit),
        review_of(unit),
        day_of(unit),
        score,
    )


def plain_side(variant: Variant, repaired: str | None = None) -> Side:
    """A text in which nothing is marked."""
    text = variant.text
    other = repaired if repaired != text else None
    return _cut(Side(variant.lang, (Piece("", text),), copied=other or text, repaired=other), text, ())


def hit_side(variant: Variant, hits: Sequence[Hit]) -> Side:
    """A text with what was found in it."""
    text = variant.text
    return _cut(Side(variant.lang, _found(text, hits, len(text)), copied=text), text, hits)


def compared_side(variant: Variant, text: str) -> Side:
    """A text with what it has that another one has not, and the other way round."""
    return Side(variant.lang, differences(variant.text, text), copied=variant.text)


def differences(old: str, new: str) -> tuple[Piece, ...]:
    """Two texts as one: what went and what came."""
    kinds = {"same": "", "gone": "del", "came": "ins"}
    return tuple(Piece(kinds[kind], text) for kind, text in marking.pieces(old, new))


def score_of(match: Match) -> Score:
    """The score of a match, with a shape so that colour is never the only sign."""
    bands = {IN_CONTEXT: ("place", "◉"), EXACT: ("same", "●"), _VERY_LIKE: ("near", "◐"), 0: ("far", "○")}
    band, symbol = next(told for least, told in bands.items() if match.percent >= least)
    return Score(match.percent, band, symbol, match.penalties)


def autonym(lang: str) -> str:
    """What a language calls itself, or its tag; the tag too where that says more."""
    known = AUTONYMS.get(base(lang), lang)
    return known if lang in (base(lang), known) else f"{known} ({lang})"


def _cut(side: Side, text: str, hits: Sequence[Hit]) -> Side:
    """A side that shows little of a long text at first."""
    if len(text) <= WIDTH:
        return side
    return side._replace(pieces=_found(text, hits, WIDTH), whole=side.pieces)


def _found(text: str, hits: Sequence[Hit], width: int) -> tuple[Piece, ...]:
    pieces = excerpt(text, hits, width)
    return tuple(Piece("mark" if is_hit else "", piece) for piece, is_hit in pieces if piece)
