"""How well and how fast a memory of a million segments is looked up in, beside other ways to do it.

The memory is generated (scripts/lookup_corpus.py), 70 % Kazakh and 30 % Russian. It is asked for 500 edits of
its segments, and for up to 100 real segments that are like one in it and not in it themselves. What is right
is found by comparing all: the best score of any segment, by two measures: 100 less the share of edits between
the folds, and the score that users see. A way finds a query if it gives a segment with that score, by edits
among its first five, by the score as the very first; counted are the queries for which there is one of 70 or
85 at least. Times are CPU milliseconds a query, of the client and the
PostgreSQL backend together; ours have the units of the matches in them, built, scored and ranked.

    python scripts/bench_lookup.py --size 20000
    python scripts/bench_lookup.py --corpus near --texts FOLDER --kinds
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any, NamedTuple

from cpu import Spent
from lookup_corpus import clauses, near, real, write_tmx
from lookup_peers import MEASURES, Amagama, Answer, BruteForce, Measure
from lookup_queries import Query, edited, pairs
from server import database, run, server

KAZAKH = 0.7  # share of the segments
FLOORS = (70, 85)
ADDED = 1000  # units that are added at once
EVERY = 5  # which of the queries brute force is timed with
Corpus = Mapping[str, Sequence[str]]
Way = Callable[[str, str], Answer]


class Task(NamedTuple):
    """What is asked, and by each measure the score of the best segment for each query."""

    queries: list[Query]
    best: Mapping[str, list[float]]

    def part(self, step: int) -> Task:
        """Every so many queries one."""
        return Task(self.queries[::step], {name: scores[::step] for name, scores in self.best.items()})


def made(options: argparse.Namespace) -> tuple[dict[str, list[str]], list[Query]]:
    """The memory by language, and the queries, none of which is in it."""
    texts = {lang: real(lang, options.texts) for lang in ("kk", "ru")}
    corpus, alike = {}, []
    for lang, share in (("kk", KAZAKH), ("ru", 1 - KAZAKH)):
        found = pairs(texts[lang], round(options.pairs * share), options.seed)
        asked, count = {one for one, _ in found}, round(options.size * share)
        texts[lang] = [text for text in texts[lang] if text not in asked]
        if options.corpus == "near":
            segments = near(texts[lang], lang, count, options.seed)
        else:
            segments = clauses(texts[lang], count, options.seed)
        kept = dict.fromkeys([*(two for _, two in found), *segments])
        corpus[lang] = [text for text in kept if text not in asked][:count]
        alike += [Query(lang, one, "pair") for one, _ in found]
    return corpus, [*edited(corpus, texts, options.queries, options.seed), *alike]


def answers(way: Way, queries: Sequence[Query]) -> list[Answer]:
    """What a way says to each query."""
    return [way(query.lang, query.text) for query in queries]


def found(answer: Answer, query: Query, measure: Measure, best: float) -> bool:
    """Whether the best that there is was found, or another one that is as good."""
    given = answer.texts[: measure.among]
    return max((measure.of(query.text, text) for text in given), default=0.0) >= best - 1e-9


def show(name: str, given: Sequence[Answer], task: Task, notes: str = "") -> None:
    """A row of the table."""
    spent = [answer.spent.both for answer in given]
    served = median(answer.spent.server for answer in given)
    times = f"{median(spent):8.1f} {quantiles(spent, n=20)[-1]:8.1f} {served:8.1f}"
    shares = ""
    for name_of_measure, measure in MEASURES.items():
        for floor in FLOORS:
            hits = [
                found(answer, query, measure, best)
                for answer, query, best in zip(given, task.queries, task.best[name_of_measure], strict=True)
                if best >= floor
            ]
            shares += f" {sum(hits):5}/{len(hits):<5}"
    print(f"{name:24} {times}{shares}  {notes}", flush=True)


def show_kinds(given: Sequence[Answer], task: Task) -> None:
    """How many of each kind of query are found, of those that have a match."""
    for name, measure in MEASURES.items():
        rows: dict[str, list[bool]] = {}
        for answer, query, best in zip(given, task.queries, task.best[name], strict=True):
            if best >= FLOORS[0]:
                rows.setdefault(query.kind, []).append(found(answer, query, measure, best))
        print("    " + ", ".join(f"{kind} {sum(hits)}/{len(hits)}" for kind, hits in rows.items()))


def ours(
    place: str, tmx: Path, task: Task, minimum: float, segments: int, more: Sequence[tuple[str, str]]
) -> tuple[list[Answer], str] | None:
    """Our answers from a memory that is made at a place, and what that cost; None where it can't be done.

    After the answers `more` units are added at once.
    """
    filled = run("fill", place, tmx)
    asked = filled and run(
        "ask", place, str(minimum), given=json.dumps([query[:2] for query in task.queries])
    )
    added = asked and run("add", place, "kk,ru", given=json.dumps(more))
    if not filled or not asked or not added:
        return None
    cost, result, addition = json.loads(filled), json.loads(asked), json.loads(added)
    given = [Answer(tuple(texts), Spent(*spent)) for texts, spent in result["answers"]]
    return given, (
        f"made in {sum(cost['spent']) / 1000:.1f} s; {table(cost['bytes'], segments)}; "
        f"{result['peak']:.0f} MiB ({result['start']:.0f} when opened); {len(more):,} units added in "
        f"{sum(addition['spent']):.0f} ms CPU, {addition['seconds']:.2f} s"
    )


def table(sizes: Mapping[str, int], segments: int) -> str:
    """Bytes a segment, of all and of each table that has a hundredth or more."""
    whole = sum(sizes.values())
    parts = sorted(sizes.items(), key=lambda part: -part[1])
    shown = ", ".join(f"{name} {size / segments:.0f}" for name, size in parts if size * 100 >= whole)
    return f"{whole / segments:.0f} bytes a segment ({shown})"


def bench(options: argparse.Namespace, folder: Path, url: str | None) -> None:
    """The whole table."""
    corpus, queries = made(options)
    segments = sum(map(len, corpus.values()))
    print(
        f"{options.corpus}: " + ", ".join(f"{lang} {len(texts):,}" for lang, texts in corpus.items()),
        end="; ",
    )
    print(
        f"{len(queries)} queries, of them {sum(query.kind == 'pair' for query in queries)} pairs", flush=True
    )
    brute = BruteForce(corpus)
    scores = [brute.best(query.lang, query.text, list(MEASURES.values())) for query in queries]
    task = Task(queries, {name: [score[k] for score in scores] for k, name in enumerate(MEASURES)})
    head = " ".join(f"{name} ≥{floor}".rjust(11) for name in MEASURES for floor in FLOORS)
    print(f"\n{'':24} {'ms p50':>8} {'p95':>8} {'server':>8} {head}")
    part = task.part(EVERY)
    show("brute force", answers(brute, part.queries), part)
    del brute
    if url and options.amagama:
        amagama = Amagama(database(url, "amagama"), corpus)
        part = task.part(max(1, len(queries) // options.amagama))
        given = answers(amagama, part.queries)
        size = amagama.size() / segments
        show(
            "amaGama's query",
            given,
            part,
            f"made in {amagama.made.both / 1000:.1f} s; {size:.0f} bytes a segment",
        )
        amagama.close()
    tmx = folder / "memory.tmx"
    write_tmx(tmx, corpus["kk"], corpus["ru"], ("kk", "ru"))
    places = {"ushtil, SQLite": str(folder / "memory.tm")}
    if url:
        places["ushtil, PostgreSQL"] = database(url, "ours")
    new = [clauses(corpus[lang][:20_000], ADDED, options.seed + 1) for lang in ("kk", "ru")]
    more = list(zip(*new, strict=True))
    for name, place in places.items():
        result: Any = ours(place, tmx, task, options.minimum, segments, more)
        if result is None:
            print(f"{name:24} left out")
            continue
        show(name, result[0], task, result[1])
        if options.kinds:
            show_kinds(result[0], task)
    print(
        f"\nthis process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB", file=sys.stderr
    )


def main() -> None:
    """Parse and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=1_000_000, help="segments")
    parser.add_argument("--corpus", choices=("clauses", "near"), default="clauses")
    parser.add_argument(
        "--texts", type=Path, metavar="FOLDER", help="TSV files with columns kk, ru to draw from"
    )
    parser.add_argument("--queries", type=int, default=500, help="edits that are asked for")
    parser.add_argument("--pairs", type=int, default=100, help="real segments like another")
    parser.add_argument(
        "--amagama", type=int, default=100, help="queries that amaGama's way answers; 0: leave it out"
    )
    parser.add_argument("--minimum", type=float, default=70, help="per cent that we are asked for")
    parser.add_argument("--kinds", action="store_true", help="what we find of each kind of edit")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ushtil-") as folder, server() as url:
        bench(options, Path(folder), url)


if __name__ == "__main__":
    main()
