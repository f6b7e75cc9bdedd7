"""What share of planted faults `tm/scoring/faults` finds, and its false alarms, by code and direction.

    python scripts/bench_faults.py [FILE.jsonl …] [--half choose] [--kinds] [--examples N] [--alarms CODE]

A file has a document a line, `kk`, `ru` and `en` with as many segments each; without files the documents of
corpora/ushtil-open are taken, gold left out. About half of the documents (by their names) are for choosing
constants, and the others report. Of each kind of fault as many are planted as `--count` says in each
direction (scripts/planting/hypotheses.py): in hypotheses that are the translations of people otherwise, and
these are their references. A fault is found if its segment has its code, or one of `ALSO`.

False alarms, in 200 segments, are those of the translations of people given as hypotheses. The references are
hidden, for a reference that does the same silences a fault, and here each text is its own reference: so these
are upper bounds. What `short` and `long` do is measured between the two languages of one source, their usual
ratio taken out, as `RATIO` says. The goal is that of each code 95 % are found, with 1 alarm at most in each
direction; where one misses it the exit code is 1.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import sys
import time
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from math import exp
from pathlib import Path
from typing import NamedTuple

import own
from planting.hypotheses import PLANTS
from planting.segment import Segment

from tm.checks.length import RATIOS
from tm.metrics.results import Fault
from tm.metrics.scored import ReferenceSet, ReferenceUnit, System
from tm.scoring.faults import CODES, FAR, LEAST, RATIO, _apart, faults

PER, LEAST_FOUND, MOST_ALARMS = 200, 0.95, 1.0
ALSO = {  # what a fault may as well be called
    "copied": {"language", "script"},  # where half is left
    "language": {"script"},
    "numbers": {"dates"},
    "dates": {"numbers"},
    "encoding": {"letters"},  # cafГ©
}
ROLES: tuple[own.Role, ...] = ("train", "development")
Row = dict[str, str]


class Planted(NamedTuple):
    """A hypothesis with a fault: its code, the kind of it, the segment that it was made of."""

    code: str
    kind: str
    row: Row
    text: str


def main() -> int:
    """Print recall and alarms; 0 if all codes reach the goal."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--half", choices=("choose", "report"), default="report", help="of the documents")
    parser.add_argument(
        "--code", nargs="+", choices=list(CODES), default=list(CODES), help="plant only these"
    )
    parser.add_argument("--count", type=int, default=60, help="planted of a kind (default: %(default)s)")
    parser.add_argument("--kinds", action="store_true", help="also by kind")
    parser.add_argument("--examples", type=int, default=0, metavar="N", help="faults missed of each kind")
    parser.add_argument("--alarms", metavar="CODE", help="print the segments that have this fault")
    options = parser.parse_args()
    known = _read(options.files) if options.files else own_rows()
    rows = [row for name, row in known if half_of(name) == options.half]
    print(f"{len(rows)} segments; share found, and alarms in {PER}")
    directions = list(itertools.permutations(own.LANGS, 2))
    print(f"{'':24}{'planted':>8}" + "".join(f"{'-'.join(pair):>8}" for pair in directions))
    found = {pair: _recall(rows, pair, options) for pair in directions}
    good = all([_table(code, found, options) for code in options.code])
    return 0 if all([_alarms(rows, pair, options.alarms) for pair in directions]) and good else 1


Found = dict[tuple[str, str], list[bool]]  # by code and kind


def _recall(rows: Sequence[Row], pair: tuple[str, str], options: argparse.Namespace) -> Found:
    """Whether each planted fault of a direction is found."""
    planted = [
        one for code in options.code for one in _planted(rows, pair, code, options.count, random.Random(code))
    ]
    source, target = pair
    units = tuple(
        ReferenceUnit(str(at), (one.row[target],), one.row[source]) for at, one in enumerate(planted)
    )
    system = System("planted", "", tuple(one.text for one in planted))
    told = _by_place(faults(ReferenceSet("", units, source, target), system))
    found: Found = {}
    for at, one in enumerate(planted):
        codes = told.get(at, set())
        hit = not codes.isdisjoint({one.code, *ALSO.get(one.code, ())})
        hits = found.setdefault((one.code, one.kind), [])
        hits.append(hit)
        if not hit and hits.count(False) <= options.examples:
            print(f"    missed: {one.code}, {one.kind}, {source}-{target}; said: {', '.join(codes)}")
            print(f"        {one.row[source]}\n        {one.row[target]}\n        {one.text!r}")
    return found


def _planted(
    rows: Sequence[Row], pair: tuple[str, str], code: str, count: int, rng: random.Random
) -> Iterator[Planted]:
    """So many faults of each kind, as far as the segments have room for them."""
    (third,) = set(own.LANGS) - set(pair)
    source, target = pair
    for kind, plant in PLANTS[code].items():
        left = count
        for row in rng.sample(rows, len(rows)):
            other = rng.choice(rows)[target]
            text = plant(Segment((*pair, third), row[source], row[target], row[third], other, rng))
            if text is not None and text != row[target]:
                yield Planted(code, kind, row, text)
                left -= 1
            if not left:
                break


def _table(code: str, found: dict[tuple[str, str], Found], options: argparse.Namespace) -> bool:
    """The rows of a code; whether enough are found."""
    kinds = list(PLANTS[code])
    good = _row(code, found, code, kinds)
    if options.kinds:
        for kind in kinds:
            _row(f"    {kind}", found, code, [kind])
    return good


def _row(title: str, found: dict[tuple[str, str], Found], code: str, kinds: Sequence[str]) -> bool:
    hits = [[hit for kind in kinds for hit in of.get((code, kind), ())] for of in found.values()]
    shares = [sum(one) / len(one) if one else None for one in hits]
    total = [hit for one in hits for hit in one]
    shown = "".join(f"{'-' if share is None else f'{share:.3f}':>8}" for share in shares)
    print(f"{title:24}{len(total):8}{shown}", flush=True)
    return sum(total) >= LEAST_FOUND * len(total)


def _alarms(rows: Sequence[Row], pair: tuple[str, str], show: str | None) -> bool:
    """Print the alarms of a direction, the seconds that they took; whether they are few enough."""
    source, target = pair
    # The script of the references is needed, though they are hidden.
    texts = tuple(row[target] for row in rows)
    known = ReferenceUnit("script", (" ".join(texts),), "")
    units = (*(ReferenceUnit(str(at), (), row[source]) for at, row in enumerate(rows)), known)
    start = time.process_time()
    found = faults(
        ReferenceSet("", units, source, target), System("human", "", (*texts, known.references[0]))
    )
    seconds = time.process_time() - start
    counts = Counter(fault.code for fault in found)
    counts["short or long"] = _far(rows, pair)
    rates = {code: count * PER / len(rows) for code, count in counts.most_common()}
    told = ", ".join(f"{code} {rate:.2f}" for code, rate in rates.items())
    print(f"{source}-{target} alarms ({seconds:.2f} s): {told}")
    for fault in found:
        if fault.code == show:
            print(f"    {fault.reason}\n        {rows[fault.place][source]}\n        {texts[fault.place]}")
    return max(rates.values()) <= MOST_ALARMS


def _far(rows: Sequence[Row], pair: tuple[str, str]) -> int:
    """How many of the one language are too long or short for the other, their usual ratio taken out."""
    one, two = pair
    far = 0
    for row in rows:
        length = round(len(row[one]) * exp(RATIOS[pair].middle))
        deviations, apart = _apart(max(length, 1), len(row[two]), RATIO)
        far += abs(deviations) >= FAR and abs(apart) >= LEAST
    return far


def _by_place(found: Sequence[Fault]) -> dict[int, set[str]]:
    codes: dict[int, set[str]] = {}
    for fault in found:
        codes.setdefault(fault.place, set()).add(fault.code)
    return codes


def half_of(name: str) -> str:
    """What the document of this name is for: `choose` or `report`."""
    return ("choose", "report")[zlib.crc32(name.encode()) % 2]


def own_rows() -> Iterator[tuple[str, Row]]:
    """The segments of corpora/ushtil-open but those of gold, with the names of their documents."""
    for role in ROLES:
        for name, document in own.named_documents(role):
            yield from _rows(name, document)


def _read(paths: Sequence[Path]) -> Iterator[tuple[str, Row]]:
    for path in paths:
        for number, line in enumerate(path.read_text("utf-8").splitlines()):
            yield from _rows(f"{path.name} {number}", json.loads(line))


def _rows(name: str, document: dict[str, list[str]]) -> Iterator[tuple[str, Row]]:
    for texts in zip(*(document[lang] for lang in own.LANGS), strict=True):
        yield name, dict(zip(own.LANGS, texts, strict=True))


if __name__ == "__main__":
    sys.exit(main())
