"""How fast `tm serve` answers translators who ask at once, of a memory of a million segments.

The server is started as users start it. Measured are the time until its first page and until its processes
are ready; then how long clients wait that ask for edited segments of the memory as fast as they are answered,
every fifth of them one that was asked before, and how much memory all its processes have meanwhile. Beside
that stand one client alone, and all clients with a single process.

    python scripts/bench_server.py --memory work.sqlite
    python scripts/bench_server.py --size 20000 --requests 2000
    python scripts/bench_server.py --path '/tmserver/{source}/{target}/unit/{query}'
"""

from __future__ import annotations

import argparse
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any, NamedTuple
from urllib.parse import quote
from urllib.request import urlopen

from lookup_corpus import clauses, real, write_tmx
from lookup_queries import Query, edited
from server import run

from tm.memory import Memory

KAZAKH = 0.7  # share of the segments of a memory that is made
OTHER = {"kk": "ru", "ru": "kk"}
SAMPLE = 20_000  # segments of the memory from which queries are made
REPEATED = 5  # every so many requests one that was asked before
CLIENT = Path(__file__).with_name("lookup_client.py")
PATH = "/api/lookup?query={query}&from={source}&to={target}"


class Served(NamedTuple):
    """A server that runs: its process and port, and seconds until its first page and until it was ready."""

    process: subprocess.Popen[str]
    port: int
    page: float
    ready: float


class Load(NamedTuple):
    """What requests took: milliseconds each, errors, seconds, CPU seconds of clients and of the server."""

    times: list[float]
    errors: list[str]
    seconds: float
    asking: float
    serving: float


def made(folder: Path, size: int) -> Path:
    """A memory of so many segments."""
    tmx, place = folder / "memory.tmx", folder / "memory.sqlite"
    kk = round(size * KAZAKH)
    write_tmx(tmx, clauses(real("kk"), kk), clauses(real("ru"), size - kk), ("kk", "ru"))
    if run("fill", str(place), tmx) is None:
        sys.exit("the memory could not be made")
    tmx.unlink()
    return place


def queries(place: Path, count: int, seed: int) -> list[Query]:
    """Edits of segments of the memory, and now and then one again that was asked before."""
    rng, corpus, segments = random.Random(seed), {}, 0
    with Memory(place) as memory:
        for code, language in memory.store.languages().items():
            ids = [language.first_id + rng.randint(1, language.last) for _ in range(SAMPLE)]
            corpus[code] = [text for _, text in memory.store.database.rows("living_segments_by_id", ids=ids)]
            segments += language.last
    print(f"{segments:,} segments in the memory", flush=True)
    new = edited(corpus, {lang: real(lang) for lang in corpus}, count - count // REPEATED, seed)
    rng.shuffle(new)
    left = iter(new)
    asked: list[Query] = []
    for number in range(count):
        again = number % REPEATED == REPEATED - 1
        asked.append(rng.choice(asked[-1000:]) if again else next(left))
    return asked


@contextmanager
def serving(place: Path, workers: int) -> Iterator[Served]:
    """`tm serve`, which is ended by the signal that service managers send."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    begun = time.monotonic()
    command = [sys.executable, "-m", "tm", "serve", "-m", str(place), "--port", str(port), "-q"]
    process = subprocess.Popen([*command, "--workers", str(workers)], text=True)
    try:
        page = answered(port, begun)
        while len(family(process.pid)) < workers + 2:  # itself, and what multiprocessing starts to clean up
            time.sleep(0.01)
        settled(process.pid)
        yield Served(process, port, page, time.monotonic() - begun)
    finally:
        process.terminate()
        process.wait(10)


def answered(port: int, begun: float) -> float:
    """Seconds until the first page comes."""
    while True:
        try:
            with urlopen(f"http://127.0.0.1:{port}/") as page:
                page.read()
            return time.monotonic() - begun
        except OSError:
            if time.monotonic() - begun > 60:
                raise
            time.sleep(0.01)


def settled(pid: int) -> None:
    """Wait until its processes have nothing to do any more."""
    before = -1.0
    while (spent := cpu(pid)) > before:
        before = spent
        time.sleep(0.25)


def family(pid: int) -> list[int]:
    """A process and those that it has started."""
    children = Path(f"/proc/{pid}/task").glob("*/children")
    return [pid, *(int(child) for one in children for child in one.read_text().split())]


def rss(pid: int) -> dict[str, float]:
    """MiB that are in memory: of the server, and of its processes together with it."""
    sizes = [int(Path(f"/proc/{one}/statm").read_text().split()[1]) * 4096 / 2**20 for one in family(pid)]
    return {"server": sizes[0], "all": sum(sizes)}


def cpu(pid: int) -> float:
    """Seconds of CPU that a process and its children have had."""
    fields = (Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split() for one in family(pid))
    return sum(int(one[11]) + int(one[12]) for one in fields) / os.sysconf("SC_CLK_TCK")


def load(served: Served, asked: Sequence[Query], path: str, clients: int) -> Load:
    """Let clients ask."""
    lines = [
        path.format(query=quote(one.text, safe=""), source=one.lang, target=OTHER[one.lang]) for one in asked
    ]
    before, begun = cpu(served.process.pid), time.monotonic()
    done = subprocess.run(
        [sys.executable, str(CLIENT), "127.0.0.1", str(served.port), str(clients)],
        input="".join(f"{line}\n" for line in lines),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    said: dict[str, Any] = json.loads(done.stdout)
    spent = cpu(served.process.pid) - before
    return Load(said["times"], said["errors"], time.monotonic() - begun, said["spent"], spent)


def together(one: Load, two: Load) -> Load:
    """Both, one after the other."""
    return Load(
        one.times + two.times,
        one.errors + two.errors,
        one.seconds + two.seconds,
        one.asking + two.asking,
        one.serving + two.serving,
    )


def show(name: str, found: Load) -> None:
    """A row of the table."""
    parts = quantiles(found.times, n=100)
    print(
        f"{name:24} {len(found.times):7,} {median(found.times):7.1f} {parts[94]:7.1f} {parts[98]:7.1f} "
        f"{max(found.times):7.1f} {len(found.errors):6} {len(found.times) / found.seconds:8.0f} "
        f"{found.serving / len(found.times) * 1000:8.2f} {found.asking / len(found.times) * 1000:8.2f}",
        flush=True,
    )
    if found.errors:
        print(f"    errors: {sorted(set(found.errors))}")


def bench(options: argparse.Namespace, place: Path) -> None:
    """The whole table."""
    few = max(options.requests // 20, 100)
    asked = queries(place, options.requests + 3 * few, options.seed)
    asked, others = asked[: options.requests], asked[options.requests :]
    head = ("p50", "p95", "p99", "max")
    print(f"{'':24} {'asked':>7} " + " ".join(f"{one:>7}" for one in head), end="")
    print(f" {'errors':>6} {'a second':>8} {'CPU ms':>8} {'clients':>8}")
    with serving(place, options.workers) as served:
        sizes = [rss(served.process.pid)]
        show(f"first {few}", load(served, others[:few], options.path, options.clients))
        half = len(asked) // 2
        parts = []
        for part in (asked[:half], asked[half:]):
            parts.append(load(served, part, options.path, options.clients))
            sizes.append(rss(served.process.pid))
        show(f"{options.clients} clients", together(*parts))
        show("1 client", load(served, others[few : 2 * few], options.path, 1))
        print(
            f"first page {served.page:.2f} s, processes ready {served.ready:.2f} s; MiB at the start, ",
            end="",
        )
        print(
            "half-way, at the end: " + ", ".join(f"{one['all']:.0f} ({one['server']:.0f})" for one in sizes)
        )
    with serving(place, 1) as served:
        show("one process", load(served, others[2 * few :], options.path, options.clients))


def main() -> None:
    """Parse and measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=1_000_000, help="segments of a memory that is made")
    parser.add_argument("--memory", type=Path, metavar="PLACE", help="take this memory of kk and ru instead")
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--clients", type=int, default=8, help="that ask at once")
    parser.add_argument("--workers", type=int, default=2, help="processes of the server")
    parser.add_argument("--path", default=PATH, help="with {query}, {source}, {target} in it")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ushtil-") as folder:
        bench(options, options.memory or made(Path(folder), options.size))


if __name__ == "__main__":
    main()
