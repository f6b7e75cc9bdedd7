"""How much work it is to find and repair errors of alignment: keys, rows and characters, by the order of rows.

    python scripts/bench_review.py [--role gold|development] [--seeds N]

Our own documents (scripts/own.py) are joined to some 150 to 200 rows and damaged in all languages at once;
into their right alignment ERRORS errors are planted of the kinds that aligners make (misaligned.py), and the
confidences are those that our model has of these beads. A scripted reviewer (reviewer.py) then works until the
draft is right. Gold documents are for figures only; the order of rows was chosen on those for development.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Mapping
from itertools import islice
from statistics import mean
from typing import get_args

from damage_three import perturbed_three
from misaligned import Planted, planted
from own import LANGS, Role, documents
from reviewer import Order, Session, applied, reviewed

from tm.review.draft import Draft, State
from tm.review.order import doubtful_first
from tm.review.realign import reassessed

ERRORS = 10
TOGETHER = 10  # documents that are joined
DROPPED, MERGED = 0.03, 0.12
SHARES = (0.05, 0.1, 0.2)
SETS: tuple[tuple[str, ...], ...] = (LANGS, ("kk", "ru"), ("kk", "en"), ("en", "ru"))


def table_order(draft: Draft) -> list[int]:
    """Open rows from the top."""
    return [row.id for row in draft.rows if row.state is State.OPEN]


def least_sure_first(draft: Draft) -> list[int]:
    """Open rows by their confidence alone."""
    rows = [row for row in draft.rows if row.state is State.OPEN]
    return [
        row.id for row in sorted(rows, key=lambda row: -1.0 if row.confidence is None else row.confidence)
    ]


ORDERS: Mapping[str, Order] = {
    "doubtful first": doubtful_first,
    "least sure first": least_sure_first,
    "from the top": table_order,
}


def joined(role: Role) -> Iterator[dict[str, list[str]]]:
    """Documents of this role put together, so many at a time."""
    rest = iter(documents(role))
    while len(part := list(islice(rest, TOGETHER))) == TOGETHER:
        yield {lang: [segment for document in part for segment in document[lang]] for lang in LANGS}


def prepared(texts: Mapping[str, list[str]], langs: tuple[str, ...], seed: int) -> Planted:
    """A document damaged, with errors planted, and judged."""
    rng = random.Random(f"{seed} {' '.join(langs)}")
    damaged = perturbed_three({lang: texts[lang] for lang in langs}, DROPPED, MERGED, rng)
    gold = [tuple(tuple(bead[lang]) for lang in langs) for bead in damaged.gold]
    found = planted(damaged.sides, gold, ERRORS, rng)
    return found._replace(draft=applied(found.draft, reassessed(found.draft)))


def main() -> None:
    """Print a row for each set of languages and order."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--role", choices=get_args(Role), default="gold")
    parser.add_argument("--seeds", type=int, default=5)
    asked = parser.parse_args()
    print(
        f"{'':12}{'':18}{'keys an error':>16}{'':8}{'repair':>8}{'rows':>8}{'read':>9}"
        f"{'':4}errors found within that share of the rows, of the characters"
    )
    print(
        f"{'':12}{'':18}{'mean':>8}{'worst':>8}{'realign':>8}{'':25}{'':4}"
        + "".join(f"{share:>7.0%}" for share in SHARES * 2)
    )
    for langs in SETS:
        given = [prepared(texts, langs, seed) for texts in joined(asked.role) for seed in range(asked.seeds)]
        for name, order in ORDERS.items():
            print(_line("-".join(langs), name, given, order), flush=True)


def _line(langs: str, name: str, given: list[Planted], order: Order) -> str:
    sessions = [reviewed(one, order) for one in given]
    anew = [reviewed(one, order, realigning=True) for one in given]
    keys = [session.keys / ERRORS for session in sessions]
    shares = [
        mean(_within(one, session, share, by) for one, session in zip(given, sessions, strict=True))
        for by in ("rows", "characters")
        for share in SHARES
    ]
    return (
        f"{langs:12}{name:18}{mean(keys):8.1f}{max(keys):8.1f}{mean(one.keys / ERRORS for one in anew):8.1f}"
        f"{mean(one.keys for session in sessions for one in session.found):8.1f}"
        f"{mean(session.rows for session in sessions):8.0f}{mean(session.characters for session in sessions):9.0f}{'':4}"
        + "".join(f"{share:7.2f}" for share in shares)
    )


def _within(planted: Planted, session: Session, share: float, by: str) -> float:
    """Which share of the errors was found within a share of all rows, or of all characters."""
    rows = planted.draft.rows
    every = (
        len(rows) if by == "rows" else sum(len(text) for row in rows for side in row.sides for text in side)
    )
    return sum(getattr(one, by) <= share * every for one in session.found) / ERRORS


if __name__ == "__main__":
    main()
