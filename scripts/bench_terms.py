"""How many terms of a glossary are found where a translation has them, and where it can't have meant them.

    python scripts/bench_terms.py [--half choose] [--entries 2000] [--missed N] [--direction ru-kk]

The first entries of the lexicon of corpora/ushtil-open are the glossary, half of its documents the test set
(as scripts/bench_faults.py has them). Hypotheses are the references themselves, and then each the reference
of another segment. Translators use other words too, so of the terms that are due only those count where the
reference has a word that begins like the translation of the glossary (scripts/planting/terms.py): `used`.
Of these nearly all should be found. `wrong` is the share of due terms that are found in the references of
other segments, where they stand by chance.
"""

from __future__ import annotations

import argparse
import itertools
import random
import time
from collections.abc import Sequence

import own
from bench_faults import Row, half_of, own_rows
from planting.terms import stands, words_of

from tm.checks.terminology.glossary import Entry, Glossary
from tm.metrics.results import TermScore
from tm.metrics.scored import ReferenceSet, ReferenceUnit, System
from tm.scoring.terms import term_scores


def main() -> None:
    """Print a line a direction."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--half", choices=("choose", "report"), default="report", help="of the documents")
    parser.add_argument("--entries", type=int, default=2000, help="of the lexicon (default: %(default)s)")
    parser.add_argument("--missed", type=int, default=0, metavar="N", help="used, and not found")
    parser.add_argument("--direction", help="only this one, as ru-kk")
    options = parser.parse_args()
    rows = [row for name, row in own_rows() if half_of(name) == options.half]
    entries = _entries(options.entries)
    print(f"{len(rows)} segments, {len(entries)} entries")
    print(f"{'':8}{'due':>8}{'there':>8}{'used':>8}{'found':>8}{'wrong':>8}{'CPU s':>8}")
    for pair in itertools.permutations(own.LANGS, 2):
        if options.direction in (None, "-".join(pair)):
            _direction(rows, entries, pair, options.missed)


def _entries(count: int) -> list[Entry]:
    lines = (own.OWN / "lexicon.tsv").read_text("utf-8").splitlines()[1 : count + 1]
    cells = (line.split("\t")[:3] for line in lines)
    return [
        Entry({lang: tuple(cell.split(" | ")) for lang, cell in zip(own.LANGS, row, strict=True)})
        for row in cells
    ]


def _direction(rows: Sequence[Row], entries: Sequence[Entry], pair: tuple[str, str], missed: int) -> None:
    source, target = pair
    texts = tuple(row[target] for row in rows)
    others = (*texts[len(rows) // 2 :], *texts[: len(rows) // 2])
    units = tuple(ReferenceUnit(str(at), (row[target],), row[source]) for at, row in enumerate(rows))
    systems = System("reference", "", texts), System("another", "", others)
    start = time.process_time()
    right, wrong = term_scores(ReferenceSet("", units, source, target), systems, Glossary(entries))
    seconds = time.process_time() - start
    lost = [(rows[place], reason) for place, reason in _used(right, texts, entries, target)]
    used = right.there + len(lost)
    print(
        f"{source}-{target:5}{right.due:8}{right.there / right.due:8.3f}{used:8}{right.there / used:8.3f}"
        f"{wrong.there / wrong.due:8.3f}{seconds:8.2f}"
    )
    for row, reason in random.Random(0).sample(lost, min(missed, len(lost))):
        print(f"    {reason}\n        {row[source]}\n        {row[target]}")


def _used(
    score: TermScore, texts: Sequence[str], entries: Sequence[Entry], lang: str
) -> list[tuple[int, str]]:
    """The missed terms of which a word of the text begins like a translation that the reason names."""
    terms = {term for entry in entries for term in entry.terms.get(lang, ())}
    found = []
    for place, reason in score.missed:
        named = reason.split("”: no ")[-1].replace(" or ", ", ").split(", ")
        words = words_of(texts[place].lower())
        if any(term in terms and stands(words_of(term.lower()), words, lang) for term in named):
            found.append((place, reason))
    return found


if __name__ == "__main__":
    main()
