"""Our own memory in a process of its own, so that its memory and time can be told from those of a bench.

    python scripts/our_memory.py fill PLACE TMX        put the units of a file in
    python scripts/our_memory.py export PLACE TMX      write them to a file
    python scripts/our_memory.py ask PLACE MINIMUM     look up what stdin has: language and text, JSON

Prints JSON. PLACE is a path or the address of a PostgreSQL database, whose CPU time is counted apart. Peaks
are of the whole process in MiB.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import psycopg
from cpu import Clock, Spent
from lookup_peers import statement

from tm.formats.tmx import TmxReader, TmxWriter
from tm.memory import Memory
from tm.store import is_server
from tm.store.index import BULK
from tm.units import Header

BLOCK = 1000  # units put in at once
OTHER = {"kk": "ru", "ru": "kk", "en": "ru"}


def open_memory(place: str, *, create: bool = False) -> Memory:
    """The memory at a place."""
    return Memory(place, create=create)


def lookup(memory: Memory, lang: str, text: str, minimum: float) -> list[str]:
    """The texts of the matches, the best first."""
    return [match.source for match in memory.lookup(text, lang, OTHER[lang], minimum=minimum)]


def fill(memory: Memory, tmx: Path) -> int:
    """Put the units of a file into the memory; how many the file has."""
    count = 0
    with memory.store.changing("import", tmx.name) as change:
        units = iter(TmxReader(tmx))
        while block := list(islice(units, BLOCK)):
            change.add(block)
            change.catch_up(BULK)
            count += len(block)
        change.catch_up(0)
    return count


def export(memory: Memory, tmx: Path) -> int:
    """Write all units to a file; how many there are."""
    count = 0
    with TmxWriter(tmx, Header(srclang="kk")) as writer:
        for unit in memory:
            writer.write(unit)
            count += 1
    return count


def backend_of(place: str) -> int | None:
    """The process that serves the memory, which is open; None where it is a file."""
    if not is_server(place):
        return None
    with psycopg.connect(place) as connection:
        (row,) = connection.execute(statement("backend")).fetchall()
    return int(row[0])


def peak() -> float:
    """The most memory that this process has had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def ask(memory: Memory, place: str, minimum: float, queries: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The answers, each with what it cost; the first query is asked once before, not to count the start."""
    before, answers, clock = peak(), [], Clock(backend_of(place))
    for lang, text in (queries[0], *queries):
        clock.start()
        texts = lookup(memory, lang, text, minimum)
        answers.append((texts, clock.spent()))
    return {"answers": answers[1:], "start": before, "peak": peak()}


def move(memory: Memory, place: str, command: str, tmx: Path) -> dict[str, Any]:
    """Fill or export, and what that cost, in CPU milliseconds of the client and of the whole server."""
    clock = Clock(backend_of(place), whole=True)
    units = fill(memory, tmx) if command == "fill" else export(memory, tmx)
    spent: Spent = clock.spent()
    return {"units": units, "spent": spent, "peak": peak(), "bytes": memory.store.database.bytes()}


def main() -> None:
    """One command."""
    command, place, argument = sys.argv[1:]
    with open_memory(place, create=command == "fill") as memory:
        if command == "ask":
            result = ask(memory, place, float(argument), json.load(sys.stdin))
        else:
            result = move(memory, place, command, Path(argument))
    json.dump(result, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
