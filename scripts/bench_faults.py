"""False alarms of `tm/scoring/faults.py`: human translations given as hypotheses, in alarms per 200 segments.

    python scripts/bench_faults.py [FILE.jsonl …] [--show CODE]

A file has a document a line, `kk`, `ru` and `en` with as many segments each; without files the documents
of corpora/ushtil-open are taken. The references are hidden, for a reference that does the same silences a
fault, and here each text is its own reference; so these are upper bounds. What `short` and `long` do is
measured between the two languages of one source, as `RATIO` says.
"""

from __future__ import annotations

import argparse
import itertools
import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import own

from tm.checks.length import RATIOS
from tm.metrics.scored import ReferenceSet, ReferenceUnit, System
from tm.scoring.faults import FAR, LEAST, RATIO, _apart, faults

SEGMENTS = 200


def main() -> None:
    """Print the alarms of each direction, of each code."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--show", metavar="CODE", help="print the segments that have this fault as well")
    options = parser.parse_args()
    rows = list(_read(options.files) if options.files else _own())
    print(f"{len(rows)} segments; alarms in {SEGMENTS}")
    for source, target in itertools.permutations(own.LANGS, 2):
        _direction(rows, source, target, options.show)
    for one, two in own.PAIRS:
        usual = RATIOS[one, two].middle
        far = 0
        for row in rows:
            length = round(len(row[one]) * 2.718281828**usual)
            deviations, apart = _apart(max(length, 1), len(row[two]), RATIO)
            far += abs(deviations) >= FAR and abs(apart) >= LEAST
        print(f"{one}-{two} short or long {far * SEGMENTS / len(rows):.2f}")


def _direction(rows: list[dict[str, str]], source: str, target: str, show: str | None) -> None:
    units = tuple(ReferenceUnit(str(at), (), row[source]) for at, row in enumerate(rows))
    references = ReferenceSet("", units, source, target)
    # The script of the references is needed, though they are hidden.
    texts = tuple(row[target] for row in rows)
    known = ReferenceUnit("script", (" ".join(texts),), "")
    references = ReferenceSet("", (*units, known), source, target)
    start = time.process_time()
    found = faults(references, System("human", "", (*texts, known.references[0])))
    seconds = time.process_time() - start
    counts = Counter(fault.code for fault in found)
    told = ", ".join(f"{code} {count * SEGMENTS / len(rows):.2f}" for code, count in counts.most_common())
    print(f"{source}-{target} {seconds:.2f} s: {told}")
    for fault in found:
        if fault.code == show:
            print(f"    {fault.reason}\n        {rows[fault.place][source]}\n        {texts[fault.place]}")


def _own() -> Iterator[dict[str, str]]:
    for role in ("train", "development"):
        for document in own.documents(role):
            yield from _rows(document)


def _read(paths: list[Path]) -> Iterator[dict[str, str]]:
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            yield from _rows(json.loads(line))


def _rows(document: dict[str, list[str]]) -> Iterator[dict[str, str]]:
    for texts in zip(*(document[lang] for lang in own.LANGS), strict=True):
        yield dict(zip(own.LANGS, texts, strict=True))


if __name__ == "__main__":
    main()
