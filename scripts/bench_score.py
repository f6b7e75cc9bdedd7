"""What scoring costs beside sacrebleu: all pairs of five systems, a large test set, TER, and a second run.

python scripts/bench_score.py FOLDER [--segments 100000] [--draws 1000] [--only small,ter,large]

FOLDER has references as `ref.en` and a system in each of the other files of that ending; the first five are
taken. The large set repeats them; nothing of ours notices that. Every row is a process of its own: CPU
seconds of it and its children, and the most memory that they had together (proportional set size, sampled).
sacrebleu compares one system with others; for all pairs each has to be the one in turn.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, cast

from sacrebleu.metrics import BLEU, CHRF, TER
from sacrebleu.metrics.base import Metric as Peer
from sacrebleu.significance import PairedTest

from tm.metrics.metric import Metric
from tm.metrics.results import Trial
from tm.metrics.scored import System
from tm.metrics.significance import comparisons
from tm.scoring.cache import ArrayCache
from tm.scoring.extraction import Extraction

PEERS: dict[str, Callable[[], Peer]] = {"chrF++": lambda: CHRF(word_order=2), "BLEU": BLEU, "TER": TER}
SYSTEMS = 5
PAUSE = 0.05  # seconds between two looks at the memory
Found = dict[str, Any]


class Cost(NamedTuple):
    """What a job took: seconds by the wall and of processors, and MiB."""

    wall: float
    cpu: float
    memory: float

    def __str__(self) -> str:
        return f"{self.wall:8.2f} s wall {self.cpu:8.2f} s CPU {self.memory:6,.0f} MiB"


def chosen(folder: Path) -> list[Path]:
    """The outputs of the first systems."""
    return sorted(path for path in folder.glob("*.en") if path.name != "ref.en")[:SYSTEMS]


def outputs(folder: Path, segments: int | None) -> tuple[dict[str, list[str]], list[str]]:
    """The hypotheses by system and the references, repeated to so many segments."""
    files = [folder / "ref.en", *chosen(folder)]
    texts = {path.stem: path.read_text("utf-8").splitlines() for path in files}
    if segments:
        texts = {
            name: list(islice(lines * (segments // len(lines) + 1), segments))
            for name, lines in texts.items()
        }
    return texts, texts.pop("ref")


def ours(job: argparse.Namespace) -> Found:
    """Scores and p-values of all pairs."""
    texts, references = outputs(job.folder, job.segments)
    systems = [System(name, name, tuple(lines)) for name, lines in texts.items()]
    metrics = [Metric(name) for name in job.metrics]
    trial = Trial("bootstrap", job.draws) if job.draws else None
    cache = ArrayCache(job.cache) if job.cache else None
    work = Extraction(
        metrics, systems, [(text,) for text in references], trial=trial, cache=cache, workers=job.workers
    )
    begun = time.perf_counter()
    for _ in work.run():
        pass
    found: Found = {
        metric.name: [metric.score(one) for one in work.statistics[metric.name]] for metric in metrics
    }
    if trial is not None:
        for metric in metrics:
            pairs = comparisons(metric, list(texts), work.draws[metric.name], trial)
            found[f"p {metric.name}"] = [pair.p for pair in pairs]
    found["seconds"] = time.perf_counter() - begun
    return found


def peer(job: argparse.Namespace) -> Found:
    """The same of sacrebleu."""
    texts, references = outputs(job.folder, job.segments)
    systems = [(name, cast("Sequence[str]", lines)) for name, lines in texts.items()][: job.systems]
    begun = time.perf_counter()
    found: Found = {}
    for name in job.metrics:
        if not job.draws:
            found[name] = [PEERS[name]().corpus_score(lines, [references]).score for _, lines in systems]
            continue
        found[f"p {name}"] = []
        for first in range(len(systems) - 1):
            test = PairedTest(systems[first:], {name: PEERS[name]()}, [references], "bs", job.draws)
            _, results = test()
            scores = next(column for title, column in results.items() if title != "System")
            found[f"p {name}"] += [one.p_value for one in scores[1:] if not isinstance(one, str)]
            if first == 0:
                found[name] = [one.score for one in scores if not isinstance(one, str)]
    found["seconds"] = time.perf_counter() - begun
    return found


def memory_of(process: int) -> float:
    """MiB of a process and all its children, pages that they share counted once; 0 where it has ended."""
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
        own = next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) / 1024
        children = [
            int(child)
            for path in Path(f"/proc/{process}/task").glob("*/children")
            for child in path.read_text().split()
        ]
    except (OSError, StopIteration):
        return 0.0
    return own + sum(map(memory_of, children))


def run(what: str, folder: Path, metrics: str, **more: object) -> tuple[Cost, Found]:
    """Do a job of this script in a process of its own."""
    options = [f"--{name}={value}" for name, value in more.items()]
    job = [sys.executable, __file__, str(folder), f"--job={what}", f"--metrics={metrics}", *options]
    cost, printed = measured(job)
    found: Found = json.loads(printed)
    return cost, found


def command(folder: Path, workers: int) -> tuple[Cost, Found]:
    """TER of the systems from the command line, nothing kept."""
    ref, *systems = folder / "ref.en", *chosen(folder)
    options = [f"--sys={path.stem}={path}" for path in systems]
    options += ["--metric=TER", "--test=none", "--no-cache", f"--workers={workers}", "--quiet", "--csv=-"]
    cost, printed = measured([sys.executable, "-m", "tm", "score", f"--ref={ref}", *options])
    return cost, {"TER": [float(row["TER"]) for row in csv.DictReader(io.StringIO(printed))]}


def measured(arguments: Sequence[str]) -> tuple[Cost, str]:
    """What a process took, and what it printed."""
    begun = time.perf_counter()
    with tempfile.TemporaryFile("w+") as printed:
        process = subprocess.Popen(arguments, stdout=printed)
        most = 0.0
        while True:
            done, status, used = os.wait4(process.pid, os.WNOHANG)
            if done:
                break
            most = max(most, memory_of(process.pid))
            time.sleep(PAUSE)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit(f"{' '.join(arguments)}: exit code {process.returncode}")
        printed.seek(0)
        said = printed.read()
    return Cost(time.perf_counter() - begun, used.ru_utime + used.ru_stime, most), said


def same(one: Found, other: Found) -> str:
    """Whether two jobs found the same scores and p-values, to the last digit."""
    keys = [key for key in one if key in other and key != "seconds"]
    return "equal to the last digit" if all(one[key] == other[key] for key in keys) else "NOT EQUAL"


def small(folder: Path, draws: int) -> None:
    """All pairs of five systems on the set as it is."""
    print("All pairs of five systems, BLEU and chrF++, as many segments as there are:")
    metrics = "BLEU,chrF++"
    with tempfile.TemporaryDirectory() as cache:
        theirs, known = run("peer", folder, metrics, draws=draws)
        first, found = run("ours", folder, metrics, draws=draws, cache=cache)
        second, again = run("ours", folder, metrics, draws=draws, cache=cache)
    print(f"  sacrebleu        {theirs}")
    print(f"  ours             {first}   {theirs.cpu / first.cpu:.1f} times less CPU; {same(found, known)}")
    ratio = found["seconds"] / again["seconds"]
    print(f"  ours, once more  {second}   the work itself {ratio:.0f} times quicker; {same(found, again)}")


def ter(folder: Path) -> None:
    """TER in one process and in two."""
    print("TER of five systems, as many segments as there are, with tm score:")
    theirs, known = run("peer", folder, "TER", draws=0)
    print(f"  sacrebleu        {theirs}")
    alone, found = command(folder, 1)
    print(f"  ours, 1 process  {alone}   {same(found, known)}")
    two, both = command(folder, 2)
    print(f"  ours, 2          {two}   {alone.wall / two.wall:.2f} times quicker; {same(both, known)}")


def large(folder: Path, segments: int, draws: int) -> None:
    """All pairs of five systems on a large set; of sacrebleu one pair and one metric."""
    print(f"All pairs of five systems, BLEU and chrF++, {segments:,} segments:")
    with tempfile.TemporaryDirectory() as cache:
        wanted = {"segments": segments, "draws": draws, "cache": cache, "workers": 2}
        first, found = run("ours", folder, "BLEU,chrF++", **wanted)
        print(f"  ours             {first}")
        second, again = run("ours", folder, "BLEU,chrF++", **wanted)
        ratio = found["seconds"] / again["seconds"]
        print(
            f"  ours, once more  {second}   the work itself {ratio:.0f} times quicker; {same(found, again)}"
        )
    theirs, known = run("peer", folder, "BLEU", segments=segments, draws=draws, systems=2)
    equal = known["p BLEU"][0] == found["p BLEU"][0] and known["BLEU"] == found["BLEU"][:2]
    print(f"  sacrebleu, one pair of ten, BLEU only  {theirs}   {'equal' if equal else 'NOT EQUAL'}")


def main() -> None:
    """Do what the options say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--segments", type=int)
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--only", default="small,ter,large")
    for name in ("job", "metrics", "cache"):
        parser.add_argument(f"--{name}", help=argparse.SUPPRESS)
    parser.add_argument("--workers", type=int, default=1, help=argparse.SUPPRESS)
    parser.add_argument("--systems", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.job:
        given.metrics, given.cache = given.metrics.split(","), Path(given.cache) if given.cache else None
        print(json.dumps(ours(given) if given.job == "ours" else peer(given)))
        return
    parts = given.only.split(",")
    if "small" in parts:
        small(given.folder, given.draws)
    if "ter" in parts:
        ter(given.folder)
    if "large" in parts:
        large(given.folder, given.segments or 100_000, given.draws)


if __name__ == "__main__":
    main()
