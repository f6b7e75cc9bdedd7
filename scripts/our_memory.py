"""Our own memory in a process of its own, so that its memory and time can be told from those of a bench.

    python scripts/our_memory.py fill PLACE TMX        put the units of a file in
    python scripts/our_memory.py export PLACE TMX      write them to a file
    python scripts/our_memory.py ask PLACE MINIMUM     look up what stdin has: language and text, JSON
    python scripts/our_memory.py add PLACE LANGS       put in what stdin has, pairs of texts, at once

Prints JSON. PLACE is a path or the address of a PostgreSQL database, whose CPU time is counted apart. Peaks
are of the whole process in MiB.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from cpu import Clock
from lookup_peers import statement

from tm.formats.sources import Source
from tm.formats.tmx import TmxWriter
from tm.importing import Import
from tm.memory import Memory
from tm.store import is_server
from tm.units import Header, TranslationUnit, Variant

GONE = 0.5  # seconds after which a backend has ended for certain, and its time counts for the server
OTHER = {"kk": "ru", "ru": "kk", "en": "ru"}


def open_memory(place: str) -> Memory:
    """The memory at a place."""
    return Memory(place)


def lookup(memory: Memory, lang: str, text: str, minimum: float) -> list[str]:
    """The texts of the matches, the best first."""
    return [match.source for match in memory.lookup(text, lang, OTHER[lang], minimum=minimum)]


def fill(place: str, tmx: Path) -> int:
    """Put the units of a file into the memory; how many the file has."""
    importing = Import(place, [Source(tmx)])
    for _ in importing.run():
        pass
    return importing.outcome.read


def export(place: str, tmx: Path) -> int:
    """Write all units to a file; how many there are."""
    count = 0
    with open_memory(place) as memory, TmxWriter(tmx, memory.store.header or Header(srclang="kk")) as writer:
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


@contextmanager
def server_clock(place: str) -> Iterator[Clock]:
    """Counts what is spent by this process, and by the whole server if the memory is on one."""
    if is_server(place):
        with psycopg.connect(place) as connection:
            yield Clock(connection.info.backend_pid, whole=True)
    else:
        yield Clock()


def peak() -> float:
    """The most memory of this program, in MiB; `ru_maxrss` has that of who started it in it."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def ask(place: str, minimum: float, queries: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The answers, each with what it cost; the first is asked once before, not to count the start."""
    answers = []
    with open_memory(place) as memory:
        before, clock = peak(), Clock(backend_of(place))
        for lang, text in (queries[0], *queries):
            clock.start()
            texts = lookup(memory, lang, text, minimum)
            answers.append((texts, clock.spent()))
    return {"answers": answers[1:], "start": before, "peak": peak()}


def add(place: str, langs: Sequence[str], texts: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Put units in at once, and what that cost: CPU milliseconds, and seconds until it was done."""
    units = [
        TranslationUnit(None, tuple(Variant(lang, text) for lang, text in zip(langs, pair, strict=True)))
        for pair in texts
    ]
    with open_memory(place) as memory, server_clock(place) as clock:
        clock.start()
        begun = time.monotonic()
        memory.add(units)
        waited = time.monotonic() - begun
        return {"spent": clock.spent(), "seconds": waited}


def move(command: str, place: str, tmx: Path) -> dict[str, Any]:
    """Fill or export, and what that cost, in CPU milliseconds of the client and of the whole server."""
    with server_clock(place) as clock:
        units = fill(place, tmx) if command == "fill" else export(place, tmx)
        time.sleep(GONE)
        spent = clock.spent()
    with open_memory(place) as memory:
        sizes = memory.store.database.bytes()
    return {"units": units, "spent": spent, "peak": peak(), "bytes": sizes}


def main() -> None:
    """One command."""
    command, place, argument = sys.argv[1:]
    if command == "add":
        result = add(place, argument.split(","), json.load(sys.stdin))
    elif command == "ask":
        result = ask(place, float(argument), json.load(sys.stdin))
    else:
        result = move(command, place, Path(argument))
    json.dump(result, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()
