"""How much work it is to find and repair errors of alignment, by the order in which rows are looked at.

    python scripts/bench_review.py [--role gold|development] [--seeds N]

Our own documents (scripts/own.py) are put together to some 150 rows and damaged in all languages at once.
Then either ERRORS errors of the kinds that aligners make are planted into the right beads (misaligned.py),
which our model judges; or our own aligner makes the beads, with what errors it makes. A scripted reviewer
(reviewer.py) works until the draft is right: a key confirms a right row and goes on to the next of the order,
and errors are repaired with the keys of the page. Keys are those of a session for each error in it, `repair`
those of the repairs alone, `r` those of a session where aligning anew was used as well. What is found early
is the share of all errors that was found before so much of the rows, or of the characters, was looked at.

Gold documents are for figures only; the order of rows was chosen on those for development.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from statistics import mean
from typing import get_args

from damage import CONDITIONS
from damage_three import Trio, perturbed_three
from misaligned import Planted, Sides, planted
from own import LANGS, Role, documents
from reviewer import Order, Session, applied, reviewed

import tm
from tm.review.draft import Draft, State
from tm.review.judging import reassessed
from tm.review.order import doubtful_first

ERRORS = 10
TOGETHER = 10  # documents that are put together
EARLY = (0.05, 0.1)
LANGUAGES: tuple[tuple[str, ...], ...] = (LANGS, ("kk", "en"), ("kk", "ru"), ("en", "ru"))


def table_order(draft: Draft) -> list[int]:
    """Open rows from the top."""
    return [row.id for row in draft.rows if row.state is State.OPEN]


def least_sure_first(draft: Draft) -> list[int]:
    """Open rows by their confidence alone."""
    rows = [row for row in draft.rows if row.state is State.OPEN]
    return [row.id for row in sorted(rows, key=lambda row: row.confidence or 0.0)]


ORDERS: Mapping[str, Order] = {
    "doubtful first": doubtful_first,
    "least sure first": least_sure_first,
    "from the top": table_order,
}


def with_planted_errors(texts: Mapping[str, list[str]], langs: tuple[str, ...], seed: int) -> Planted:
    """Right beads of a damaged document with errors, as sure as our model is of them."""
    rng = random.Random(f"{seed} {' '.join(langs)}")
    damaged = perturbed_three({lang: texts[lang] for lang in langs}, 0.03, 0.12, rng)
    found = planted(damaged.sides, _gold(damaged, langs), ERRORS, rng)
    return found._replace(draft=applied(found.draft, reassessed(found.draft)))


def with_our_errors(texts: Mapping[str, list[str]], langs: tuple[str, ...], seed: int) -> Planted:
    """Our own alignment of a document that is badly damaged."""
    rng, rates = random.Random(f"{seed} {' '.join(langs)}"), CONDITIONS["hard"]
    damaged = perturbed_three(
        {lang: texts[lang] for lang in langs}, rates.dropped, rates.merged, rng, block=rates.block
    )
    return Planted(Draft.of(tm.align(damaged.sides)), tuple(_gold(damaged, langs)))


SOURCES: Mapping[str, Callable[[Mapping[str, list[str]], tuple[str, ...], int], Planted]] = {
    f"{ERRORS} errors planted": with_planted_errors,
    "our own errors": with_our_errors,
}


def _gold(damaged: Trio, langs: Sequence[str]) -> list[Sides]:
    """The right beads; segments that stand alone one by one."""
    found: list[Sides] = []
    for bead in damaged.gold:
        sides = tuple(tuple(bead[lang]) for lang in langs)
        if sum(map(bool, sides)) > 1:
            found.append(sides)
        else:
            found += [tuple((k,) if side else () for side in sides) for k in max(sides)]
    return found


def joined(role: Role) -> Iterator[dict[str, list[str]]]:
    """Documents of this role put together, so many at a time."""
    rest = iter(documents(role))
    while len(part := list(islice(rest, TOGETHER))) == TOGETHER:
        yield {lang: [segment for document in part for segment in document[lang]] for lang in LANGS}


def found_early(given: Planted, session: Session, share: float) -> tuple[int, int]:
    """How many errors were found within this share of all rows, and of all characters."""
    rows = given.draft.rows
    characters = sum(len(text) for row in rows for side in row.sides for text in side)
    return (
        sum(one.rows <= share * len(rows) for one in session.found),
        sum(one.characters <= share * characters for one in session.found),
    )


def _line(name: str, given: Sequence[Planted], order: Order, realigning: bool) -> str:
    sessions = [reviewed(one, order) for one in given]
    errors = sum(len(session.found) for session in sessions)
    keys = [session.keys / len(session.found) for session in sessions if session.found]
    repairs = sum(one.keys for session in sessions for one in session.found) / errors
    anew = [reviewed(one, order, realigning=True) for one in given] if realigning else []
    early = [
        sum(found_early(one, session, share)[by] for one, session in zip(given, sessions, strict=True))
        / errors
        for by in (0, 1)
        for share in EARLY
    ]
    every = sum(session.keys for session in sessions) / errors
    return (
        f"{name:28}{errors:7}{every:7.1f}{max(keys):7.1f}{repairs:8.1f}"
        f"{f'{sum(one.keys for one in anew) / errors:.1f}' if anew else '':>7}"
        f"{mean(session.rows for session in sessions):7.0f}"
        f"{mean(session.characters for session in sessions):9.0f}"
        + "".join(f"{share:7.2f}" for share in early)
    )


def main() -> None:
    """Print a row for each way to errors, languages and order."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--role", choices=get_args(Role), default="gold")
    parser.add_argument("--seeds", type=int, default=5)
    asked = parser.parse_args()
    print(f"{'':28}{'':7}{'keys an error':>14}{'':15}{'looked at':>16}{'found early, rows, characters':>32}")
    print(
        f"{'':28}{'errors':>7}{'mean':>7}{'worst':>7}{'repair':>8}{'r':>7}{'rows':>7}{'chars':>9}"
        + "".join(f"{share:>7.0%}" for share in EARLY * 2)
    )
    texts = list(joined(asked.role))
    for source, made in SOURCES.items():
        for langs in LANGUAGES:
            given = [made(one, langs, seed) for one in texts for seed in range(asked.seeds)]
            rows = mean(len(one.draft) for one in given)
            print(f"{source}, {'-'.join(langs)}, {len(given)} documents of {rows:.0f} rows")
            for name, order in ORDERS.items():
                print(_line(f"  {name}", given, order, order is doubtful_first), flush=True)


if __name__ == "__main__":
    main()
