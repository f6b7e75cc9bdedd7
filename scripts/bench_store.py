"""How fast units go into a memory and out of it, and how much room they take: in SQLite and in PostgreSQL.

A TMX file is generated whose segments are all different (scripts/lookup_corpus.py), Kazakh and Russian, one
of each a unit. It is imported into a memory that is new, exported, and imported once more, when all of it is
there already. Each of that has a process of its own; its time is CPU time without its start, of the client
and of all processes of the PostgreSQL server, which waits for the disk as any does. Rates are segments in a
CPU second of both together, room is that of all tables with their indexes.

    python scripts/bench_store.py --size 20000
"""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from bench_lookup import table
from cpu import Spent
from lookup_corpus import clauses, real, write_tmx
from server import database, run, server

LANGS = ("kk", "ru")


def bench(name: str, place: str, tmx: Path, segments: int) -> None:
    """The rows of a memory that is made at a place."""
    back = tmx.with_name("exported.tmx")
    for what, command, path in (
        ("import", "fill", tmx),
        ("export", "export", back),
        ("import again", "fill", tmx),
    ):
        printed = run(command, place, path)
        if printed is None:
            print(f"{name}, {what:20} left out")
            return
        result = json.loads(printed)
        spent = Spent(*result["spent"])
        print(
            f"{name + ', ' + what:28} {spent.client / 1000:8.1f} {spent.server / 1000:8.1f} "
            f"{1000 * segments / spent.both:11,.0f} {result['peak']:8.0f}",
            flush=True,
        )
    print(f"{name:28} {table(result['bytes'], segments)}")


def main() -> None:
    """Parse and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=1_000_000, help="segments")
    parser.add_argument(
        "--texts", type=Path, metavar="FOLDER", help="TSV files with columns kk, ru to draw from"
    )
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    corpus = [clauses(real(lang, options.texts), options.size // 2, options.seed) for lang in LANGS]
    with tempfile.TemporaryDirectory(prefix="ushtil-") as folder, server() as url:
        tmx = Path(folder, "memory.tmx")
        units = write_tmx(tmx, corpus[0], corpus[1], LANGS)
        print(f"{units:,} units, {sum(map(len, corpus)):,} segments, {tmx.stat().st_size / 1e6:.1f} MB\n")
        print(f"{'':28} {'client s':>8} {'server s':>8} {'segments/s':>11} {'MiB':>8}")
        bench("SQLite", str(Path(folder, "memory.tm")), tmx, options.size)
        if url:
            bench("PostgreSQL", database(url, "ours"), tmx, options.size)


if __name__ == "__main__":
    main()
